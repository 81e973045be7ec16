"""Tables of activities that we wrote, read and compared with facts that were written by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from styrkedja.graph.formats import read_text
from styrkedja.graph.model import DoubtKind
from styrkedja.graph.reading import read_document
from styrkedja.graph.reading.activity_tables import read_activity_tables
from styrkedja.graph.reading.draft import Found
from tests.activity_facts import add_score, facts_of_file
from tests.keys import Score, source_of

ROOT = Path(__file__).resolve().parents[3]
FACTS = sorted((ROOT / "tests" / "data" / "examples" / "activities").glob("*.json"))
CONTRADICTIONS = {
    DoubtKind.TOTAL_DISAGREES,
    DoubtKind.STATUS_CONTRADICTED,
    DoubtKind.DONE_BEFORE_ITS_TIME,
    DoubtKind.END_DATE_PASSED,
}
PLACES = (ROOT / "graph" / "examples",)


@pytest.fixture(scope="module", params=FACTS, ids=lambda path: path.stem)
def facts(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def _told(facts: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))
    return told


def _text(facts: Path) -> str:
    name = str(_told(facts)["file"])
    found = next(place / name for place in PLACES if (place / name).is_file())
    return found.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found(facts: Path) -> Found:
    read = read_activity_tables(source_of(_text(facts)))
    assert read is not None
    return read


def test_every_thing_has_its_fields(facts: Path, found: Found) -> None:
    score = Score()
    names = _told(facts)["abbreviations"]
    add_score(score, facts_of_file(facts), found.things, facts.stem, names)
    faults = score.below(1.0)
    assert not faults, "\n" + "\n".join(faults)


def test_the_owner_is_the_board_that_the_document_names(facts: Path) -> None:
    assert source_of(_text(facts)).owner == _told(facts)["owner"]


def test_announced_numbers_are_read_and_counted(facts: Path, found: Found) -> None:
    read = {(str(one.counts), one.value, one.text, one.counted) for one in found.announced}
    assert read == {
        (one["counts"], one["value"], one["text"], one["counted"])
        for one in _told(facts)["announced"]
    }


def test_every_line_is_a_fact_a_heading_furniture_or_above_the_tables(
    facts: Path, found: Found
) -> None:
    lines = source_of(_text(facts)).lines
    read = {*found.headings, *found.furniture}
    for thing in found.things:
        read.update(thing.lines)
        read.update(thing.judgement.lines if thing.judgement else [])
    first = min(thing["title_line"] for thing in _told(facts)["activities"])
    lost = [
        line for line in lines if line.text and line.number >= first and line.number not in read
    ]
    assert [line.text for line in lost] == []


def test_planted_contradictions_become_doubts_and_nothing_else_does(facts: Path) -> None:
    told = _told(facts)
    model = read_document(read_text(_text(facts).encode()))
    titles = {element.key: element.title for element in model.elements}
    read = Counter(
        (doubt.kind.value, titles.get(doubt.element or ""))
        for doubt in model.doubts
        if doubt.kind in CONTRADICTIONS
    )
    assert read == Counter((one["kind"], one["title"]) for one in told["contradictions"])
    assert model.document.as_of is not None
    assert model.document.as_of.isoformat() == told["as_of"]
    assert model.register.municipality.name == told["municipality"]


def test_both_layouts_have_an_example() -> None:
    assert len(FACTS) == 2
    told = [_told(path) for path in FACTS]
    assert sum(len(one["activities"]) for one in told) >= 60
    planted = {one["kind"] for document in told for one in document["contradictions"]}
    assert planted == {kind.value for kind in CONTRADICTIONS}
