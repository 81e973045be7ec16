"""What a newer version of a document says otherwise than an older one."""

from __future__ import annotations

from pathlib import Path

from styrkedja.graph.archive import Archive, version_quads, version_text, versions_of
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.former import former_iris
from styrkedja.graph.rdf.revision import Revision, compare_versions, map_lines
from styrkedja.ontology.namespaces import RDFS, SK
from styrkedja.settings import DEFAULT_BASE


def _revised(tmp_path: Path, text: str, **replaced: str) -> tuple[Revision, str, str]:
    file = tmp_path / "report.txt"
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        file.write_text(text, encoding="utf-8")
        ingest_file(file, archive, writer)
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")
        ingest_file(file, archive, writer)
    old_version, new_version = versions_of(archive, archive.documents()[0].iri)
    former = former_iris(archive, archive.documents())
    revision = compare_versions(
        version_quads(archive, old_version), version_quads(archive, new_version), former
    )
    return revision, version_text(archive, old_version), version_text(archive, new_version)


def test_one_corrected_end_date_is_all_that_is_different(
    tmp_path: Path, example_files: list[Path]
) -> None:
    text = example_files[1].read_text(encoding="utf-8")
    revision, old, new = _revised(tmp_path, text, **{"2024-09-30": "2025-03-31"})
    assert revision.new == ()
    assert revision.gone == ()
    ((iri, (difference,)),) = revision.changed.items()
    assert "/assignment/" in iri
    assert (difference.predicate, difference.before, difference.after) == (
        SK + "deadline",
        ("2024-09-30",),
        ("2025-03-31",),
    )
    lines = map_lines(old.split("\n"), new.split("\n"))
    assert (lines.removed, lines.added) == (1, 1)
    assert revision.same == 38


def test_an_element_with_another_title_is_gone_and_new(
    tmp_path: Path, example_files: list[Path]
) -> None:
    text = example_files[1].read_text(encoding="utf-8")
    revision, _, _ = _revised(tmp_path, text, **{"E-arkiv för kommunens handlingar": "Ny titel"})
    (gone,), (new,) = revision.gone, revision.new
    assert revision.titles[gone] == ("E-arkiv för kommunens handlingar", "SpecialAssignment")
    assert revision.titles[new] == ("Ny titel", "SpecialAssignment")
    assert all(
        difference.predicate != RDFS + "label"
        for differences in revision.changed.values()
        for difference in differences
    )


def test_a_line_is_followed_to_where_it_stands_now() -> None:
    old = ["Head", "one", "two", "three", "four"]
    new = ["Head", "before", "one", "two ", "four", "five"]
    lines = map_lines(old, new)
    assert [lines.now(number) for number in range(1, 6)] == [1, 3, 4, None, 5]
    assert (lines.removed, lines.added) == (1, 2)
    assert lines.places == (2, 5)
    assert lines.near(4) == 4, "the line before the one that is gone"


def test_nothing_is_left_of_a_text_that_is_wholly_another() -> None:
    lines = map_lines(["a", "b"], ["c"])
    assert (lines.now(1), lines.near(2), lines.removed, lines.added) == (None, 1, 2, 1)
