from __future__ import annotations

from pathlib import Path

import pytest

from styrkedja.graph.archive import Archive, DocumentFiles
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.former import former_iris
from styrkedja.ontology.namespaces import PROV, RDFS, SK
from styrkedja.settings import DEFAULT_BASE

_HOME = f"{DEFAULT_BASE}bjorkvalla"


@pytest.fixture
def archive(tmp_path: Path, example_files: list[Path]) -> Archive:
    archive = Archive.open_or_create(tmp_path, DEFAULT_BASE)
    with archive.writing() as writer:
        ingest_file(example_files[0], archive, writer)
    return archive


def _element(key: str, title: str, line: int, board: str = "a") -> str:
    own = f"{_HOME}/assignment/d/{key}"
    return "".join(
        f"<{own}> <{predicate}> {value} <{_HOME}/document/d> .\n"
        for predicate, value in (
            (RDFS + "label", f'"{title}"@sv'),
            (PROV + "wasQuotedFrom", f"<{_HOME}/document/d/text#line={line},{line + 1}>"),
            (SK + "responsible", f"<{_HOME}/board/{board}>"),
        )
    )


def _put(archive: Archive, quads: str, text: str) -> None:
    record = archive.documents()[0]
    register = archive.register("bjorkvalla")
    assert register is not None
    files = DocumentFiles(b"", text, quads.encode(), archive.report(record.iri))
    with archive.writing() as writer:
        assert writer.put(record, files, register, set())


def _former(archive: Archive, *versions: tuple[str, str]) -> dict[str, str | None]:
    for quads, text in versions:
        _put(archive, quads, text)
    found = former_iris(archive, archive.documents())
    return {
        old.removeprefix(f"{_HOME}/"): now and now.removeprefix(f"{_HOME}/")
        for old, now in found.items()
        if old.startswith((f"{_HOME}/assignment/d/", f"{_HOME}/board/"))
    }


def test_a_document_read_once_has_no_former_iris(archive: Archive) -> None:
    assert former_iris(archive, archive.documents()) == {}


def test_the_one_with_the_same_title_is_the_same_thing(archive: Archive) -> None:
    old, now = _element("old", "Måla bron", 1), _element("new", "Måla bron", 7)
    assert _former(archive, (old, "a"), (now, "b")) == {"assignment/d/old": "assignment/d/new"}


def test_the_one_from_the_same_lines_of_the_same_text_is_the_same_thing(archive: Archive) -> None:
    old, now = _element("old", "Måla bron och", 1), _element("new", "Måla bron och räcket", 1)
    assert _former(archive, (old, "a"), (now, "a")) == {"assignment/d/old": "assignment/d/new"}


def test_the_same_lines_of_another_text_say_nothing(archive: Archive) -> None:
    old, now = _element("old", "Måla bron", 1), _element("new", "Laga taket", 1)
    assert _former(archive, (old, "a"), (now, "b")) == {"assignment/d/old": None}


def test_of_two_with_the_same_title_neither_is_taken(archive: Archive) -> None:
    old = _element("old", "Måla bron", 1)
    now = _element("one", "Måla bron", 5) + _element("two", "Måla bron", 6)
    assert _former(archive, (old, "a"), (now, "b")) == {"assignment/d/old": None}


def test_a_body_with_another_iri_is_known_by_what_is_said_of_it(archive: Archive) -> None:
    old = _element("same", "Måla bron", 1, "bn")
    now = _element("same", "Måla bron", 1, "byggnadsnamnden")
    assert _former(archive, (old, "a"), (now, "a")) == {"board/bn": "board/byggnadsnamnden"}


def test_another_text_that_names_another_body_does_not_rename_it(archive: Archive) -> None:
    old, now = _element("same", "Måla bron", 1, "bn"), _element("same", "Måla bron", 1, "kn")
    assert _former(archive, (old, "a"), (now, "b")) == {}


def test_versions_long_ago_are_looked_at_too(archive: Archive) -> None:
    versions = [(_element(key, "Måla bron", 1), "a") for key in ("first", "second", "third")]
    found = _former(archive, *versions)
    assert found["assignment/d/first"] == found["assignment/d/second"] == "assignment/d/third"
