"""Corrections win over what was read, survive re-reading, and can be taken back."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.errors import ArchiveError, CorrectionError
from styrkedja.graph.analysis import analyse_calendar
from styrkedja.graph.archive import Archive, backup_archive, restore_archive
from styrkedja.graph.corrections import (
    Bodies,
    Standing,
    apply_corrections,
    corrections_of,
    edited_register,
    list_corrections,
    reading_of,
    review_rows,
    reviewed,
    take_back,
)
from styrkedja.graph.loading import archive_quads, load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.contradictions import find_conflicts
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.rdf.validation import validate
from styrkedja.ontology.namespaces import SK
from styrkedja.queries import load_query
from tests.conftest import EXAMPLES
from tests.correcting import bodies, body_row, do, fact_row, facts

DOCUMENT = "bjorkvalla/sarskilda-uppdrag-2024"
LANGUAGE = "Tydligare språk i myndighetsbeslut"
PREMISES = "Ny modell för lokalförsörjning"
FIELD_GROUP = "Fältgrupp för ungas kvällar"


@pytest.fixture(scope="module")
def original(example_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive in which a status, the boards of an assignment and an end date are corrected."""
    folder = tmp_path_factory.mktemp("corrected") / "store"
    shutil.copytree(example_archive.path, folder)
    archive = Archive.open(folder)
    do(
        archive,
        facts(
            fact_row(archive, DOCUMENT, LANGUAGE, "status", value="Avslutad", why="klart i maj"),
            fact_row(archive, DOCUMENT, LANGUAGE, "ansvarig", value="KS; Socialnämnden"),
            fact_row(archive, DOCUMENT, PREMISES, "slutdatum", value="juni 2025"),
            fact_row(archive, DOCUMENT, FIELD_GROUP, "status", decision="avfärda"),
            fact_row(archive, DOCUMENT, FIELD_GROUP, "titel", value="Fältgruppen"),
        ),
    )
    return archive


@pytest.fixture(scope="module")
def store(original: Archive) -> Store:
    """Its store."""
    return load_store(original)


@pytest.fixture(scope="module")
def uncorrected(example_archive: Archive) -> Store:
    """The store of the same documents as they were read."""
    return load_store(example_archive)


@pytest.fixture
def corrected(original: Archive, tmp_path: Path) -> Archive:
    """A copy of that archive, to be changed."""
    shutil.copytree(original.path, tmp_path / "store")
    return Archive.open(tmp_path / "store")


def row_of(store: Store, title: str) -> dict[str, str | None]:
    table = store.select(load_query("assignments").text())
    return next(
        row
        for row in table.dicts()
        if row["title"] == title and (row["source"] or "").endswith("2024")
    )


def assert_corrected(store: Store) -> None:
    language, premises = row_of(store, LANGUAGE), row_of(store, PREMISES)
    assert language["status_name"] == "avslutad"
    assert language["board_names"] == "Kommunstyrelsen; Socialnämnden"
    assert premises["deadline"] == "2025-06-30"


def standings(archive: Archive) -> dict[str, Standing]:
    return {one.record.id: one.standing for one in list_corrections(archive)}


def stated(archive: Archive) -> set[str]:
    return {str(quad) for quad in archive_quads(archive)}


def test_queries_and_analyses_see_the_corrected_values(store: Store, uncorrected: Store) -> None:
    assert row_of(uncorrected, LANGUAGE)["board_names"] == "Socialnämnden; Äldreomsorgsnämnden"
    assert_corrected(store)
    late = load_query("overdue").text(date=date(2025, 1, 1))
    assert {LANGUAGE, PREMISES} <= {row["title"] for row in uncorrected.select(late).dicts()}
    assert not {LANGUAGE, PREMISES} & {row["title"] for row in store.select(late).dicts()}
    june = next(due for due in analyse_calendar(store).totals if due.period == "2025-06")
    assert row_of(store, PREMISES)["assignment"] in june.elements


def test_what_was_read_can_still_be_found(store: Store, original: Archive) -> None:
    rows = store.select(
        f"""PREFIX sk: <{SK}> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?who ?why ?read ?now WHERE {{ GRAPH ?graph {{
          ?correction a sk:Correction ; sk:corrects ?thing ; sk:thingRead ?read ; sk:reason ?why ;
            prov:wasAssociatedWith [ rdfs:label ?who ] ; prov:endedAtTime ?when .
          ?thing sk:status ?now }}
          FILTER(STRENDS(STR(?graph), "/bjorkvalla/corrections")) }}"""
    )
    found = [[str(getattr(term, "value", "")).rsplit("/", 1)[-1] for term in r] for r in rows.rows]
    assert found == [["Kansliet", "klart i maj", "ongoing", "completed"]]
    assert b"status/ongoing" in original.quads(original.document(DOCUMENT).iri)


def test_the_doubts_that_a_decision_is_about_are_not_open_any_more(
    store: Store, uncorrected: Store
) -> None:
    doubts = load_query("doubts").text()
    before = {row["doubt"] for row in uncorrected.select(doubts).dicts()}
    closed = before - {row["doubt"] for row in store.select(doubts).dicts()}
    assert len(closed) == 3
    told = store.select(
        f"PREFIX sk: <{SK}> SELECT ?doubt {{ ?c sk:resolvesDoubt|sk:dismissesDoubt ?doubt }}"
    )
    assert {row["doubt"] for row in told.dicts()} == closed


def test_corrections_survive_the_document_being_read_again(
    corrected: Archive, example_files: list[Path]
) -> None:
    with corrected.writing() as writer:
        for file in example_files:
            ingest_file(file, corrected, writer, again=True)
    assert_corrected(load_store(corrected))


def new_version(corrected: Archive, file: Path, old: str, new: str, folder: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    changed = folder / file.name
    changed.write_text(text.replace(old, new), encoding="utf-8")
    with corrected.writing() as writer:
        ingest_file(changed, corrected, writer)


def test_corrections_survive_a_new_version_with_other_lines_above(
    corrected: Archive, example_files: list[Path], tmp_path: Path
) -> None:
    first = example_files[1].read_text(encoding="utf-8").split("\n", 1)[0]
    new_version(corrected, example_files[1], first, f"{first}\n\n", tmp_path)
    assert_corrected(load_store(corrected))
    assert set(standings(corrected).values()) == {Standing.APPLIES}


def test_what_the_document_says_otherwise_now_is_stale_and_has_no_effect(
    corrected: Archive, example_files: list[Path], tmp_path: Path
) -> None:
    new_version(corrected, example_files[1], "2024-09-30", "2026-01-31", tmp_path)
    assert row_of(load_store(corrected), PREMISES)["deadline"] == "2026-01-31"
    assert sorted(standings(corrected).values()) == [
        "applies",
        "applies",
        "applies",
        "applies",
        "changed",
    ]


def test_a_document_that_says_now_what_was_corrected_needs_the_correction_no_more(
    corrected: Archive, example_files: list[Path], tmp_path: Path
) -> None:
    new_version(corrected, example_files[1], "2024-09-30", "2025-06-30", tmp_path)
    assert row_of(load_store(corrected), PREMISES)["deadline"] == "2025-06-30"
    assert sorted(standings(corrected).values()) == [
        "agreed",
        "applies",
        "applies",
        "applies",
        "applies",
    ]
    assert load_store(corrected).select(load_query("triple_in_two_graphs").text()).rows == ()


def test_a_correction_of_a_thing_that_is_gone_from_the_document_is_stale(
    corrected: Archive, example_files: list[Path], tmp_path: Path
) -> None:
    new_version(corrected, example_files[1], PREMISES, "Hyror", tmp_path)
    assert sorted(standings(corrected).values()) == [
        "applies",
        "applies",
        "applies",
        "applies",
        "gone",
    ]


def test_a_correction_taken_back_leaves_the_graph_as_it_was_and_its_trail(
    corrected: Archive, example_archive: Archive
) -> None:
    names = [one.record.id for one in list_corrections(corrected)]
    with corrected.writing() as writer:
        take_back(writer, corrected, names, by="Anna Ek", why="fel dokument")
    assert stated(corrected) == stated(example_archive)
    found = [one.record.taken_back for one in list_corrections(corrected)]
    assert [(one.by, one.why) for one in found if one] == [("Anna Ek", "fel dokument")] * 5
    with (
        corrected.writing() as writer,
        pytest.raises(CorrectionError, match="was taken back by Anna"),
    ):
        take_back(writer, corrected, names[:1], by="Anna Ek")
    with corrected.writing() as writer, pytest.raises(CorrectionError, match="no correction 99-9"):
        take_back(writer, corrected, ["99-9"], by="Anna Ek")


def test_taking_the_later_of_two_back_brings_the_earlier_one_back(archive: Archive) -> None:
    for day in ("2025-06-30", "2026-06-30"):
        do(archive, facts(fact_row(archive, DOCUMENT, PREMISES, "slutdatum", value=day)))
    assert list(standings(archive).values()) == ["replaced", "applies"]
    with archive.writing() as writer:
        take_back(writer, archive, [list_corrections(archive)[1].record.id], by="Anna Ek")
    assert row_of(load_store(archive), PREMISES)["deadline"] == "2025-06-30"


def test_the_graph_with_corrections_keeps_the_shapes_and_the_axioms(
    store: Store, original: Archive
) -> None:
    quads = list(archive_quads(original))
    assert [one for one in validate(quads) if one.severity != "info"] == []
    assert find_conflicts(quads, base=original.base) == ()
    assert store.select(load_query("triple_in_two_graphs").text()).rows == ()


def test_an_assessment_is_called_after_the_corrected_title(store: Store) -> None:
    labels = store.select(
        f"PREFIX sk: <{SK}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?label "
        "{ ?a a sk:Assessment ; rdfs:label ?label ; sk:reportedIn ?in "
        'FILTER(CONTAINS(?label, "Fältgrupp") && STRENDS(STR(?in), "2024")) }'
    )
    assert {row["label"] for row in labels.dicts()} == {
        "Bedömning: Fältgruppen",
        "Assessment: Fältgruppen",
    }


def test_a_purged_document_takes_its_corrections_with_it(corrected: Archive) -> None:
    with corrected.writing() as writer:
        writer.purge(corrected.document(DOCUMENT).iri)
    assert list_corrections(corrected) == []
    texts = [path.read_text(encoding="utf-8") for path in corrected.path.rglob("journal/*")]
    assert not [text for text in texts if "klart i maj" in text or LANGUAGE in text]


def test_a_purge_that_was_cut_off_shows_no_corrections_and_is_ended_by_the_next_writer(
    corrected: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    iri = corrected.document(DOCUMENT).iri

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with corrected.writing() as writer:
        monkeypatch.setattr(corrected.journal, "replace", full)
        with pytest.raises(ArchiveError, match="not yet from the disk"):
            writer.purge(iri)
    assert corrected.corrections(iri) == ()
    monkeypatch.undo()
    with corrected.writing():
        pass
    texts = [path.read_text(encoding="utf-8") for path in corrected.path.rglob("journal/*")]
    assert not [text for text in texts if "klart i maj" in text]


def test_a_body_that_only_a_correction_names_stays_when_another_document_is_purged(
    corrected: Archive,
) -> None:
    with corrected.writing() as writer:
        other = ingest_file(EXAMPLES / "bjorkvalla-delarsrapport-2025.txt", corrected, writer)
    boards = "Kommunledningskontoret"
    do(corrected, facts(fact_row(corrected, DOCUMENT, PREMISES, "ansvarig", value=boards)))
    with corrected.writing() as writer:
        writer.purge(other.iri)
    register = corrected.register("bjorkvalla")
    assert register is not None
    names = {body.name for body in register.bodies}
    assert boards in names and "Teknik- och servicenämnden" not in names
    assert set(standings(corrected).values()) == {Standing.APPLIES}


def test_a_backup_carries_the_corrections(corrected: Archive, tmp_path: Path) -> None:
    backup = backup_archive(corrected, tmp_path / "backup.tar.gz")
    restore_archive(backup.path, tmp_path / "restored")
    restored = Archive.open(tmp_path / "restored")
    assert stated(restored) == stated(corrected)
    assert standings(restored) == standings(corrected)


def test_corrections_of_an_internal_document_are_not_shown_to_the_public(
    corrected: Archive,
) -> None:
    with corrected.writing() as writer:
        writer.set_internal(corrected.document(DOCUMENT).iri, internal=True)
    public = "\n".join(str(quad) for quad in archive_quads(corrected, internal=False))
    assert "klart i maj" not in public and "/corrections" not in public
    assert any("klart i maj" in line for line in stated(corrected))


def test_an_archive_without_corrections_gives_the_quads_that_were_read(archive: Archive) -> None:
    read = {
        str(quad)
        for record in archive.documents()
        for quad in ox.parse(archive.quads(record.iri), format=ox.RdfFormat.N_QUADS)
    }
    assert read <= stated(archive)
    assert not [line for line in stated(archive) if "/corrections" in line]


def test_where_only_the_reader_has_changed_the_correction_holds(original: Archive) -> None:
    record = original.document(DOCUMENT)
    reading = reading_of(original, record)
    status = ox.NamedNode(f"{SK}status")
    other = ox.NamedNode("https://w3id.org/styrkedja/status/remaining")
    read_otherwise = replace(
        reading,
        quads=tuple(
            ox.Quad(q.subject, q.predicate, other, q.graph_name) if q.predicate == status else q
            for q in reading.quads
        ),
    )
    edited = edited_register(original, "bjorkvalla")
    assert edited is not None
    known = Bodies(edited.register, original.base)
    corrections = corrections_of(original, record.iri)
    applied = apply_corrections(read_otherwise, corrections, known, original.base)
    assert set(applied.standings.values()) == {Standing.APPLIES}
    (completed,) = [q for q in applied.corrected if q.predicate == status]
    assert str(completed.object).endswith("/completed>")
    moved = replace(read_otherwise, lines=lambda: ["", *reading.lines()])
    applied = apply_corrections(moved, corrections, known, original.base)
    assert Counter(applied.standings.values()) == {"applies": 3, "changed": 2}
    assert status not in {q.predicate for q in applied.corrected}


def test_a_correction_to_a_body_that_is_taken_out_again_is_stale(corrected: Archive) -> None:
    do(corrected, bodies(body_row(corrected, "", name="Exploateringsnämnden", kind="nämnd")))
    added = list_corrections(corrected)[-1].record.id
    row = fact_row(corrected, DOCUMENT, PREMISES, "ansvarig", value="Exploateringsnämnden")
    do(corrected, facts(row))
    with corrected.writing() as writer:
        take_back(writer, corrected, [added], by="Anna Ek")
    assert standings(corrected)[list_corrections(corrected)[-1].record.id] is Standing.NO_BODY
    assert not [line for line in stated(corrected) if "exploateringsnamnden" in line]
    review = review_rows(reviewed(corrected, corrected.document(DOCUMENT)))
    (left,) = [r for r in review if (r["about"], r["field"]) == (PREMISES, "ansvarig")]
    assert "gäller inte längre" in left["now"] and left["value"] == ""
