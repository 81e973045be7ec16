"""What people corrected stands in a document's workbook, so that out and in undoes nothing."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.corrections import Standing, list_corrections
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.workbook import contents_csv, contents_of, document_named
from styrkedja.ontology.namespaces import SK
from tests.correcting import bodies, body_row, do, fact_row, facts
from tests.graph.workbook.test_round_trip import CARDS, exported, facts_of, letters_of, stated

DOCUMENT = f"bjorkvalla/{CARDS}"
REPORT = "bjorkvalla/delarsrapport-januari-augusti-2025"
LANGUAGE = "Tydligare språk i myndighetsbeslut"
PREMISES = "Ny modell för lokalförsörjning"
INCOME = "Verksamhetens intäkter"
# How a document words it, which the workbook says in its own words where it was corrected.
PRINTED = {SK + "deadlineText", SK + "statusText"}
FIELD_GROUP = "Fältgrupp för ungas kvällar"


@pytest.fixture(scope="module")
def archive(layouts_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive in which facts of each kind are corrected, and a body is renamed."""
    folder = tmp_path_factory.mktemp("corrected") / "store"
    shutil.copytree(layouts_archive.path, folder)
    archive = Archive.open(folder)
    do(
        archive,
        facts(
            fact_row(archive, DOCUMENT, LANGUAGE, "status", value="Avslutad"),
            fact_row(archive, DOCUMENT, LANGUAGE, "ansvarig", value="Socialnämnden; Nya rådet"),
            fact_row(archive, DOCUMENT, PREMISES, "slutdatum", value="–"),
            fact_row(archive, DOCUMENT, PREMISES, "status", value="–"),
            fact_row(archive, DOCUMENT, PREMISES, "slag", value="utredningsuppdrag"),
            fact_row(archive, DOCUMENT, FIELD_GROUP, "slutdatum", value="juni 2025"),
            fact_row(archive, DOCUMENT, FIELD_GROUP, "titel", value="Fältgruppen"),
            fact_row(archive, REPORT, f"{INCOME}: Budget 2025", "värde", value="615,5"),
        ),
        bodies(
            body_row(archive, "", municipality="Björkvalla", name="Nya rådet", kind="annat organ"),
            body_row(archive, "Servicenämnden", name="Nämnden för service"),
        ),
    )
    return archive


@pytest.fixture(scope="module")
def store(archive: Archive) -> Store:
    return load_store(archive)


def test_a_workbook_and_a_csv_file_hold_what_was_corrected(store: Store) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(exported(store, CARDS)))["Uppdrag"]
    at = letters_of(sheet)
    cells = {
        str(sheet[f"{at['Uppdrag']}{row}"].value): {
            name: sheet[f"{letter}{row}"].value for name, letter in at.items()
        }
        for row in range(2, sheet.max_row + 1)
    }
    assert cells[LANGUAGE]["Status"] == "Avslutad"
    assert cells[LANGUAGE]["Ansvarig nämnd"] == "Socialnämnden; Nya rådet"
    assert (cells[PREMISES]["Status"], cells[PREMISES]["Slutdatum"]) == (None, None)
    assert cells[PREMISES]["Slag"] == "Utredningsuppdrag"
    assert str(cells["Fältgruppen"]["Slutdatum"]).startswith("2025-06-30")
    assert FIELD_GROUP not in cells
    text = contents_csv(contents_of(store, document_named(store, CARDS))).decode("utf-8-sig")
    assert "Fältgruppen" in text and FIELD_GROUP not in text


def test_out_and_in_again_changes_nothing_that_is_asked_for(
    archive: Archive, store: Store, tmp_path: Path
) -> None:
    shutil.copytree(archive.path, tmp_path / "store")
    copy = Archive.open(tmp_path / "store")
    path = tmp_path / "ut.xlsx"
    path.write_bytes(exported(store, CARDS))
    with copy.writing() as writer:
        ingest_file(path, copy, writer)
    again = load_store(copy)
    assert _asked(again) == _asked(store)
    standings = {listed.standing for listed in list_corrections(copy)}
    assert standings == {Standing.APPLIES, Standing.AGREED}


def test_a_corrected_value_stands_in_the_sheet_and_others_as_printed(store: Store) -> None:
    rows = contents_of(store, document_named(store, REPORT)).rows["finance"]
    found = {str(row["column"]): row["amount"] for row in rows if row["row"] == INCOME}
    assert found["Budget 2025"] == 615.5
    assert found["Prognos 2025"] == 633


def _asked(store: Store) -> set[tuple[str, str, str]]:
    """Return what is asked of the document's things, whichever graph it stands in."""
    document = document_named(store, CARDS)
    own = ox.NamedNode(document.iri)
    things = {str(quad.subject) for quad in store.oxigraph.quads_for_pattern(None, None, None, own)}
    made = ox.NamedNode(f"{document.municipality}/corrections")
    corrected = store.oxigraph.quads_for_pattern(None, None, None, made)
    told = facts_of([quad for quad in corrected if str(quad.subject) in things])
    return {fact for fact in stated(store, CARDS) | told if fact[1] not in PRINTED}
