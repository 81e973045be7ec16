"""The interim report of Björkvalla, written by hand, against its facts.

The facts stand in `tests/data/examples/reports/bjorkvalla-delarsrapport-2025.json`: `things` (kind,
title and what else it can be read as, first line of each printing in `at`, bodies, forecast,
status, links as [relation, id], `free_links` that may be read, purpose, comment, and the line that
leads to its bullets; a comment "?" is not compared), `indicators` with their values by column,
`amounts` by table, row and column, what is `announced`, the `doubts` that the tables give cause to,
and the `reorganisation` that it tells of.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from styrkedja.graph.model import ElementKind
from styrkedja.graph.reading.draft import Found, Source
from styrkedja.graph.reading.goal_reports import read_goal_report
from styrkedja.graph.reading.reorganisations import find_reorganisations
from tests.goal_report_facts import Fact, compare
from tests.keys import Score, source_of

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data" / "examples" / "reports"
REPORT = ROOT / "graph" / "examples" / "bjorkvalla-delarsrapport-2025.txt"


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """What the report states."""
    facts: dict[str, Any] = json.loads((DATA / f"{REPORT.stem}.json").read_text(encoding="utf-8"))
    return facts


@pytest.fixture(scope="module")
def source() -> Source:
    return source_of(REPORT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(source: Source) -> Found:
    found = read_goal_report(source)
    assert found is not None
    return found


def _fact(thing: dict[str, Any]) -> Fact:
    comment = thing.get("comment") or ""
    readings = [comment]
    if "lead_in" in thing:
        readings.append(f"{comment} {thing['lead_in']}")
    elif thing["kind"] not in {"activity", "board-goal"} or thing.get("status"):
        readings = ["?"]  # "Pågår" may be told as a comment as well
    return Fact(
        id=thing["id"],
        kind=ElementKind(thing["kind"]),
        title=[thing["title"], *thing.get("title_readings", ())],
        at=thing["at"],
        responsible=thing["responsible"],
        contributing=thing.get("contributing", []),
        coordinated_by=thing.get("coordinated_by", []),
        carried_out_by=thing.get("carried_out_by", []),
        forecast=thing.get("forecast") or "",
        status=thing.get("status") or "",
        links={(relation, to) for relation, to in thing.get("links", ())},
        free=set(thing.get("free_links", ())),
        purpose=thing.get("purpose") or "",
        comment=readings,
    )


def test_facts_stand_on_the_lines_they_name(facts: dict[str, Any]) -> None:
    lines = REPORT.read_text(encoding="utf-8").splitlines()
    for thing in facts["things"]:
        words = thing["title"].lower().split()
        for at in thing["at"]:
            assert words[0] in " ".join(lines[at - 1 : at + 1]).lower(), (thing["id"], at)
    for amount in facts["amounts"]:
        beside = " ".join(lines[amount["line"] - 1 : amount["line"] + 1])
        assert f" {amount['text']} " in beside, amount
    for indicator in facts["indicators"]:
        beside = " ".join(lines[indicator["line"] - 1 : indicator["line"] + 3])
        assert all(value["text"] in beside for value in indicator["values"]), indicator


def test_only_the_sums_that_are_told_do_not_add_up(facts: dict[str, Any]) -> None:
    columns: dict[str, dict[str, float]] = defaultdict(dict)
    for amount in facts["amounts"]:
        table = amount["table"].split(",")[0]
        columns[f"{table}: {amount['column']}"][amount["row"]] = amount["value"]
    wrong = []
    for column, rows in columns.items():
        total = rows.pop("Summa", None)
        if total is not None and sum(rows.values()) != total:
            wrong.append(column)
        net = rows.get("Verksamhetens nettokostnader")
        if net is not None and sum(list(rows.values())[:3]) != net:
            wrong.append(column)
    sums, misprint = facts["doubts"]["sum_disagrees"], facts["doubts"]["misprint"]
    assert wrong == [
        f"Resultaträkning: {misprint['column']}",
        f"Driftsredovisning: {sums['column']}",
    ]


def test_the_report_is_read_as_it_stands(facts: dict[str, Any], found: Found) -> None:
    score = Score()
    compare([_fact(thing) for thing in facts["things"]], found.things, score, "")
    faults = score.below(1.0)
    assert not faults, "\n" + "\n".join(faults)


def test_the_list_that_is_one_short_is_told(facts: dict[str, Any], found: Found) -> None:
    told = [(one.value, one.counted) for one in found.announced if one.value != one.counted]
    assert told, "three are announced, two are printed"
    assert set(told) == {(one["value"], one["counted"]) for one in facts["announced"]}
    lines = {line for one in found.announced for line in one.lines}
    assert facts["announced"][0]["line"] in lines


def test_the_merged_board_is_told_with_the_day(facts: dict[str, Any], source: Source) -> None:
    (told,) = find_reorganisations(source.lines, source.profile, source.hyphenated)
    wanted = facts["reorganisation"]
    assert told.day.isoformat() == wanted["day"]
    assert list(told.before) == wanted["before"]
    assert told.after == wanted["after"]
