"""Documents that we wrote, read and compared with facts that were written by hand.

`tests/data/examples` holds the facts of the bundled documents; `tests/data/cards` small documents
that each vary the layout (labels, order, width, encoding …), with theirs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from styrkedja.errors import ReadingError
from styrkedja.graph.formats import read_text
from styrkedja.graph.model import DoubtKind, Element, ElementKind, Model, Status
from styrkedja.graph.reading import read_document

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data"
EXPECTED = sorted([*(DATA / "examples").glob("*.json"), *(DATA / "cards").glob("*.json")])
REFUSED = sorted((DATA / "cards" / "refused").glob("*"))


def _document(expected: Path, facts: dict[str, Any]) -> Path:
    folder = ROOT / "graph" / "examples" if expected.parent.name == "examples" else expected.parent
    return folder / str(facts["file"])


@pytest.fixture(params=EXPECTED, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Model]:
    facts = json.loads(request.param.read_text(encoding="utf-8"))
    path = _document(request.param, facts)
    return facts, read_document(read_text(path.read_bytes(), path=path), path=path)


def _names(model: Model, keys: tuple[str, ...]) -> list[str]:
    names = {body.key: body.name for body in model.register.bodies}
    return [names[key] for key in keys]


def _assignments(model: Model) -> list[Element]:
    return [e for e in model.elements if e.kind is ElementKind.SPECIAL_ASSIGNMENT]


def test_the_document_is_known_for_what_it_is(case: tuple[dict[str, Any], Model]) -> None:
    facts, model = case
    assert model.register.municipality.name == facts["municipality"]
    assert model.document.title == facts["title"]
    assert model.document.period == facts["period"]
    as_of = model.document.as_of
    assert (as_of.isoformat() if as_of else None) == facts["as_of"]


def test_goals_are_all_there(case: tuple[dict[str, Any], Model]) -> None:
    facts, model = case
    goals = [e.title for e in model.elements if e.kind is ElementKind.OVERARCHING_GOAL]
    assert goals == facts["goals"]


def test_each_assignment_has_its_fields(case: tuple[dict[str, Any], Model]) -> None:
    facts, model = case
    read = _assignments(model)
    assert [e.title for e in read] == [f["title"] for f in facts["assignments"]]
    assessed = {a.element: a for a in model.assessments}
    for element, fact in zip(read, facts["assignments"], strict=True):
        groups = dict(model.groups)
        found = assessed.get(element.key)
        assert {
            "heading": element.heading,
            "boards": _names(model, element.responsible),
            "groups": [groups[key] for key in element.groups],
            "status": found.status if found else None,
            "status_text": found.status_text if found else None,
            "deadline": element.deadline.isoformat() if element.deadline else None,
            "deadline_text": element.deadline_text,
            "decided_by": _names(model, element.decided_by),
            "title_line": element.passages[0].first,
            "number": element.number,
        } == {
            "heading": fact["heading"],
            "boards": fact["boards"],
            "groups": fact.get("groups", []),
            "status": fact["status"] and Status(fact["status"]),
            "status_text": fact["status_text"],
            "deadline": fact["deadline"],
            "deadline_text": fact["deadline_text"],
            "decided_by": fact.get("decided_by", []),
            "title_line": fact["title_line"],
            "number": fact.get("number"),
        }, fact["title"]


def test_each_comment_is_whole(case: tuple[dict[str, Any], Model]) -> None:
    facts, model = case
    assessed = {a.element: a.comment for a in model.assessments}
    comments = [assessed.get(element.key) for element in _assignments(model)]
    assert comments == [fact["comment"] or None for fact in facts["assignments"]]


def test_indicators_and_their_values_are_read(case: tuple[dict[str, Any], Model]) -> None:
    facts, model = case
    titles = {element.key: element.title for element in model.elements}
    read = [
        {
            "title": indicator.title,
            "unit": indicator.unit,
            "about": titles[indicator.about or ""],
            "observations": [
                {
                    "period": o.period,
                    "value_text": o.value_text,
                    "value": None if o.value is None else float(o.value),
                    "note": o.note,
                }
                for o in model.observations
                if o.indicator == indicator.key
            ],
        }
        for indicator in model.indicators
    ]
    assert read == facts["indicators"]


def test_stated_totals_of_assignments_are_read_and_counted(
    case: tuple[dict[str, Any], Model],
) -> None:
    facts, model = case
    read = {
        (str(t.counts), t.heading): (t.value, t.value_text, t.counted)
        for t in model.totals
        if t.counts is not ElementKind.OVERARCHING_GOAL
    }
    assert read == {
        (f["counts"], f["heading"]): (f["value"], f["value_text"], f["counted"])
        for f in facts["totals"]
        if f["counts"] != "overarching-goal"
    }


def test_contradictions_and_doubts_are_those_a_careful_reader_has(
    case: tuple[dict[str, Any], Model],
) -> None:
    facts, model = case
    titles = {element.key: element.title for element in model.elements}
    read = Counter(
        (doubt.kind.value, titles.get(doubt.element or ""))
        for doubt in model.doubts
        if doubt.kind is not DoubtKind.UNKNOWN_MUNICIPALITY
    )
    expected = Counter(
        (fact["kind"], fact["title"]) for fact in [*facts["contradictions"], *facts["doubts"]]
    )
    assert read == expected + Counter(_against_the_calendar(facts))


def _against_the_calendar(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is done before its end date, or goes on after it, on the document's day."""
    if facts["as_of"] is None:
        return
    for fact in facts["assignments"]:
        if fact["deadline"] is None:
            continue
        if fact["status"] == "completed" and fact["deadline"] > facts["as_of"]:
            yield "done-before-its-time", fact["title"]
        going_on = fact["status"] in {"ongoing", "not-started", "on-hold", "remaining"}
        if going_on and fact["deadline"] < facts["as_of"]:
            yield "end-date-passed", fact["title"]


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_what_is_no_such_report_is_refused_with_the_reason(path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        read_document(read_text(path.read_bytes(), path=path), path=path)
    assert str(path) in str(caught.value)
    assert len(str(caught.value)) > len(str(path)) + 20


def test_there_are_documents_to_compare() -> None:
    assert len(EXPECTED) >= 2
