"""The register of bodies as people edit it: names, kinds, abbreviations, validity, successors."""

from __future__ import annotations

from pathlib import Path

import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.corrections import (
    edited_register,
    list_corrections,
    propose,
    register_for_reading,
    take_back,
)
from styrkedja.graph.loading import archive_quads, load_store
from styrkedja.graph.model import Body
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.validation import validate
from styrkedja.ontology.namespaces import SK
from styrkedja.queries import load_query
from tests.correcting import bodies, body_row, do

BOARD = "Äldreomsorgsnämnden"


def body_named(archive: Archive, name: str) -> Body:
    edited = edited_register(archive, "bjorkvalla")
    assert edited is not None
    return next(body for body in edited.register.bodies if body.name == name)


def edit(archive: Archive) -> None:
    do(
        archive,
        bodies(
            body_row(
                archive,
                BOARD,
                name="Nämnden för äldre",
                abbreviations="ÄN",
                valid_from="2019-01-01 00:00:00",
                valid_to="2024-12-31",
                successor="Omsorgsnämnden",
                why="ny organisation",
            ),
            body_row(archive, "", 3, name="Omsorgsnämnden", kind="nämnd", valid_from="2025-01-01"),
        ),
    )


def test_an_edited_register_is_what_is_asked_and_what_was_read_stays(archive: Archive) -> None:
    edit(archive)
    quads = list(archive_quads(archive))
    store = load_store(archive)
    rows = {row["name"]: row for row in store.select(load_query("bodies").text()).dicts()}
    assert rows["Nämnden för äldre"]["abbreviations"] == "ÄN"
    assert rows["Nämnden för äldre"]["spellings"] == f"Äldreomsorgs-nämnden; {BOARD}"
    assert "Omsorgsnämnden" in rows and BOARD not in rows
    changes = store.select(
        """PREFIX org: <http://www.w3.org/ns/org#> PREFIX dct: <http://purl.org/dc/terms/>
        PREFIX schema: <http://schema.org/> SELECT ?old ?new ?day ?last {
          ?change a org:ChangeEvent ; org:originalOrganization ?old ; dct:date ?day ;
            org:resultingOrganization ?new . ?old schema:dissolutionDate ?last }"""
    )
    assert [list(row.values()) for row in changes.dicts()] == [
        [
            f"{archive.base}bjorkvalla/board/aldreomsorgsnamnden",
            f"{archive.base}bjorkvalla/board/omsorgsnamnden",
            "2025-01-01",
            "2024-12-31",
        ]
    ]
    read = store.select(
        f"PREFIX sk: <{SK}> SELECT ?read {{ ?c a sk:Correction ; sk:valueRead ?read }}"
    )
    assert [row["read"] for row in read.dicts()] == [BOARD]
    assert [one for one in validate(quads) if one.severity != "info"] == []
    assert store.select(load_query("triple_in_two_graphs").text()).rows == ()
    stored = archive.register("bjorkvalla")
    assert stored is not None and BOARD in {body.name for body in stored.bodies}


def test_an_edit_survives_the_documents_being_read_again(
    archive: Archive, example_files: list[Path]
) -> None:
    edit(archive)
    with archive.writing() as writer:
        ingest_file(example_files[1], archive, writer, again=True)
    body = body_named(archive, "Nämnden för äldre")
    assert (body.key, body.abbreviations) == ("board/aldreomsorgsnamnden", ("ÄN",))
    edited = edited_register(archive, "bjorkvalla")
    assert edited is not None
    assert BOARD not in {one.name for one in edited.register.bodies}


def test_documents_are_read_with_the_abbreviations_that_people_gave(archive: Archive) -> None:
    edit(archive)
    register = register_for_reading(archive, "bjorkvalla")
    assert register is not None
    body = next(one for one in register.bodies if one.key == "board/aldreomsorgsnamnden")
    assert (body.name, body.abbreviations) == (BOARD, ("ÄN",))


def test_an_edit_taken_back_leaves_the_register_as_it_was(archive: Archive) -> None:
    before = {str(quad) for quad in archive_quads(archive)}
    edit(archive)
    with archive.writing() as writer:
        names = [one.record.id for one in list_corrections(archive)]
        take_back(writer, archive, names, by="Anna Ek", why="för tidigt")
    assert {str(quad) for quad in archive_quads(archive)} == before
    found = [one.record.taken_back for one in list_corrections(archive)]
    assert {(one.by, one.why) for one in found if one} == {("Anna Ek", "för tidigt")}


def test_what_documents_add_to_a_list_later_stays_with_what_people_took_out(
    archive: Archive,
) -> None:
    do(archive, bodies(body_row(archive, BOARD, abbreviations="ÄN; ÄO")))
    do(archive, bodies(body_row(archive, BOARD, abbreviations="ÄN; ÄLN")))
    assert body_named(archive, BOARD).abbreviations == ("ÄLN", "ÄN")


@pytest.mark.parametrize(
    ("cells", "sv"),
    [
        ({"kind": "utskott"}, "är inget slags organ; välj bland: kommunfullmäktige"),
        ({"name": ""}, "namnet saknas"),
        ({"name": "Socialnämnden"}, "heter ett annat organ redan"),
        ({"valid_from": "snart"}, "är ingen dag"),
        ({"valid_from": "2024-01-01", "valid_to": "2023-12-31"}, "ligger före Från"),
        ({"successor": "Omsorgsnämnden"}, "finns inte i registret"),
        ({"successor": BOARD}, "kan inte vara en del av, eller ersättas av, sig självt"),
        ({"body": "bjorkvalla/board/x@123456"}, "finns inte i något register"),
        (
            {"body": "bjorkvalla/board/aldreomsorgsnamnden@000000", "name": "Ny"},
            "registret har ändrats sedan filen skrevs",
        ),
        ({"body": "", "kind": "nämnd"}, "finns redan i registret; ändra den raden"),
        ({"body": "", "name": "Ny", "kind": "nämnd", "municipality": "Ö"}, "ingen kommun i"),
    ],
)
def test_a_body_that_cannot_be_edited_so_is_refused_with_what_to_do(
    archive: Archive, cells: dict[str, str], sv: str
) -> None:
    proposal = propose(archive, [bodies(body_row(archive, BOARD, 5, **cells))], by="Kansliet")
    (fault,) = proposal.faults
    assert fault.text("sv").startswith("Organ rad 5: ") and sv in fault.sv
    assert proposal.edits == []


def test_bodies_that_would_be_parts_of_each_other_are_refused(archive: Archive) -> None:
    do(archive, bodies(body_row(archive, BOARD, parent="Socialnämnden")))
    ring = body_row(archive, "Socialnämnden", parent=BOARD)
    assert "i en ring" in propose(archive, [bodies(ring)], by="Kansliet").faults[0].sv


def test_edits_of_bodies_that_go_with_a_purged_document_are_forgotten(archive: Archive) -> None:
    edit(archive)
    with archive.writing() as writer:
        for record in archive.documents():
            writer.purge(record.iri)
    assert list_corrections(archive) == []
    texts = [path.read_text(encoding="utf-8") for path in archive.path.rglob("journal/*")]
    assert not [text for text in texts if "Nämnden för äldre" in text]
