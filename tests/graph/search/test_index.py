from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from styrkedja.errors import QueryStoppedError
from styrkedja.graph.archive import Archive
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.records import load_records
from styrkedja.graph.search import KINDS, Entry, Hit, SearchIndex, entries_of
from styrkedja.graph.search import index as module

LUND = "https://w3id.org/styrkedja/id/lund"


def entry(name: str, title: str, text: str = "", kind: str = "element") -> Entry:
    return Entry(f"{LUND}/{name}", kind, "Assignment", title, text, LUND, f"{LUND}/document/plan")


def found(index: SearchIndex, text: str) -> list[str]:
    return [hit.entry.iri.rpartition("/")[2] for hit in index.search(text).hits]


@pytest.fixture
def index() -> SearchIndex:
    return SearchIndex(
        [
            entry("a", "Kommunens nämnder", "de får besluta"),
            entry("b", "Namnd är ingen nämnd"),
            entry("c", "Fars dag", "inga beslut"),
            entry("d", "Idé om skolan", "Barnomsorg i förskolan"),
            entry("e", "<script>alert(1)</script>", "a & b < c"),
            entry("p", "Plan", "nämnder besluta", kind="passage"),
        ]
    )


def test_who_types_without_swedish_letters_finds_them_after_what_is_spelt_so(
    index: SearchIndex,
) -> None:
    assert found(index, "namnd") == ["b", "a", "p"]


def test_who_types_swedish_letters_means_them(index: SearchIndex) -> None:
    assert set(found(index, "nämnd")) == {"a", "b", "p"}
    assert found(index, "får") == ["a"]
    assert found(index, "far") == ["c", "a"]
    assert found(index, "fär") == []


def test_other_marks_do_not_count(index: SearchIndex) -> None:
    assert found(index, "ide") == found(index, "idé") == ["d"]


def test_a_word_is_found_at_the_beginning_of_longer_ones(index: SearchIndex) -> None:
    assert found(index, "barn skol") == ["d"]
    assert found(index, '"barn"') == []


def test_all_words_must_be_there(index: SearchIndex) -> None:
    assert found(index, "barn dag") == []


def test_a_title_counts_more_than_a_text_and_a_passage_least(index: SearchIndex) -> None:
    assert found(index, "beslut")[-1] == "p"
    assert found(index, "plan") == ["p"]


@pytest.mark.parametrize("text", ["OR", "a NOT b", "NEAR(a b)", "title:x", "^a*", 'x"', "(a", "-a"])
def test_operators_are_words(index: SearchIndex, text: str) -> None:
    index.search(text)


def test_what_is_found_is_marked_and_all_is_escaped(index: SearchIndex) -> None:
    hit = index.search("alert").hits[0]
    assert Hit.html(hit.title) == "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;"
    assert Hit.html(hit.snippet) == "a &amp; b &lt; c"
    assert Hit.html(index.search("far").hits[1].snippet) == "de <mark>får</mark> besluta"


def test_texts_cannot_forge_a_mark() -> None:
    hit = SearchIndex([entry("a", "ett \ue000två\ue001 tre")]).search("tre").hits[0]
    assert hit.title == (("ett  två  ", False), ("tre", True))


def test_pages_do_not_overlap_and_the_total_stays() -> None:
    index = SearchIndex([entry(f"{n:03}", "samma ord") for n in range(95)])
    pages = [index.search("samma", start=start, count=20) for start in range(0, 100, 20)]
    assert {page.total for page in pages} == {95}
    seen = [hit.entry.iri for page in pages for hit in page.hits]
    assert len(seen) == len(set(seen)) == 95


def test_filters_narrow_what_is_found(index: SearchIndex) -> None:
    assert [hit.entry.kind for hit in index.search("nämnd", kind="passage").hits] == ["passage"]
    assert index.search("nämnd", municipality=f"{LUND}x").total == 0
    assert index.search("nämnd", document=f"{LUND}/document/plan").total == 3


def test_a_search_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    index = SearchIndex([entry(f"{n}", "samma ord " * 20) for n in range(2000)])
    monkeypatch.setattr(module, "_SECONDS", -1.0)
    with pytest.raises(QueryStoppedError) as caught:
        index.search("s")
    assert caught.value.reason == "time"
    monkeypatch.undo()
    assert index.search("s").total == 2000


def test_several_threads_can_search_at_once(index: SearchIndex) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: found(index, "namnd"), range(200)))
    assert answers == [["b", "a", "p"]] * 200


def test_everything_of_the_examples_can_be_found_by_its_title(
    layouts_store: Store, layouts_archive: Archive
) -> None:
    records = load_records(layouts_store)
    entries = list(entries_of(records, layouts_archive.text))
    assert {one.kind for one in entries} == set(KINDS)
    assert len({one.iri for one in entries}) == len(entries)
    index = SearchIndex(entries)
    for element in list(records.elements.values())[::10]:
        words = " ".join(element.title.split()[:8])[:190]
        hits = index.search(words, kind="element", count=100).hits
        assert element.iri in {hit.entry.iri for hit in hits}


def test_a_passage_leads_to_what_was_read_from_it(
    layouts_store: Store, layouts_archive: Archive
) -> None:
    records = load_records(layouts_store)
    passages = [one for one in entries_of(records, layouts_archive.text) if one.kind == "passage"]
    assert all(one.about in {*records.elements, *records.documents} for one in passages)
    assert any(one.about in records.elements for one in passages)
