"""One municipality's part of a snapshot gives the same answers as the whole."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from styrkedja.api.parts import part_of, records_of_part
from styrkedja.api.snapshot import Snapshot, Snapshots
from styrkedja.graph.analysis import analyse_change, linked_documents, load_responsibilities
from styrkedja.graph.analysis.links import chain_within, load_chain
from styrkedja.graph.archive import Archive
from styrkedja.graph.records import chosen_elements, load_records, responsibilities_of
from styrkedja.queries import load_query
from styrkedja.settings import Settings


@pytest.fixture(scope="module")
def snapshot(two_archive: Archive) -> Snapshot:
    return Snapshots(Settings(store=two_archive.path)).current()


def _homes(snapshot: Snapshot) -> list[str]:
    return sorted({one.municipality for one in snapshot.documents})


def _named(quads: Iterable[ox.Quad]) -> set[str]:
    """Return the triples as text, but those of blank nodes, whose names do not last."""
    return {text for quad in quads if "_:" not in (text := str(quad.triple))}


def test_a_part_holds_its_municipality_and_the_vocabulary_only(snapshot: Snapshot) -> None:
    first, second = _homes(snapshot)
    whole = _named(snapshot.store.quads())
    here, there = (_named(part_of(snapshot, home).oxigraph) for home in (first, second))
    assert here | there == whole
    own = f"{snapshot.base}{second}/"
    assert not any(f"<{own}" in triple for triple in here)
    assert any(f"<{own}" in triple for triple in there)


def test_the_only_municipality_has_the_whole_store(example_archive: Archive) -> None:
    alone = Snapshots(Settings(store=example_archive.path)).current()
    (home,) = _homes(alone)
    assert part_of(alone, home) is alone.store


def test_a_part_is_made_once(snapshot: Snapshot) -> None:
    for home in _homes(snapshot):
        assert part_of(snapshot, home) is part_of(snapshot, home)
        assert records_of_part(snapshot, home) is records_of_part(snapshot, home)


def test_a_municipality_that_is_not_there_has_a_part_without_things(snapshot: Snapshot) -> None:
    assert records_of_part(snapshot, "ingenstans").elements == {}


def test_chains_and_responsibilities_of_each_document_are_those_of_the_whole(
    snapshot: Snapshot,
) -> None:
    for one in snapshot.documents:
        part = part_of(snapshot, one.municipality)
        assert load_chain(part, document=one.iri) == load_chain(snapshot.store, document=one.iri)
        assert load_responsibilities(part, document=one.iri) == load_responsibilities(
            snapshot.store, document=one.iri
        )


def test_what_is_the_case_now_is_that_of_the_whole(snapshot: Snapshot) -> None:
    everything = load_chain(snapshot.store)
    records = load_records(snapshot.store)
    for home in _homes(snapshot):
        theirs = {one.iri for one in snapshot.documents if one.municipality == home}
        assert load_chain(part_of(snapshot, home)) == chain_within(everything, theirs)
        place, own = snapshot.base + home, records_of_part(snapshot, home)
        chosen = chosen_elements(own, municipality=place)
        assert chosen == chosen_elements(records, municipality=place)
        assert responsibilities_of(own, chosen) == responsibilities_of(records, chosen)


def test_changes_are_those_of_the_whole(snapshot: Snapshot) -> None:
    pairs = linked_documents(snapshot.store)
    assert pairs
    for earlier, later, _ in pairs:
        record = snapshot.document(later)
        assert record is not None
        part = part_of(snapshot, record.municipality)
        assert analyse_change(part, earlier=earlier, later=later) == analyse_change(
            snapshot.store, earlier=earlier, later=later
        )


@pytest.mark.parametrize(
    "name", ["indicator_values", "target_distance", "unsure_facts", "compare_municipalities"]
)
def test_rows_of_questions_that_pages_ask_of_parts_are_those_of_the_whole(
    snapshot: Snapshot, name: str
) -> None:
    query = load_query(name).text()
    apart = {row for home in _homes(snapshot) for row in part_of(snapshot, home).select(query).rows}
    assert apart == set(snapshot.store.select(query).rows)


def test_parts_are_dropped_before_they_are_too_many(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = _homes(snapshot)
    monkeypatch.setattr("styrkedja.api.parts._MOST_TRIPLES", 1)
    again = Snapshot(snapshot.head, snapshot.archive, snapshot.store)
    kept = part_of(again, first)
    part_of(again, second)
    assert part_of(again, first) is not kept
    assert len(part_of(again, first).oxigraph) == len(kept.oxigraph)
