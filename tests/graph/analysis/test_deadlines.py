"""The load calendar: periods, open and done, shared things once, and what has no deadline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import Responsibilities, analyse_calendar, calendar_of
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import STATUS, prefix_lines
from tests.graph.analysis.conftest import iri

Make = Callable[..., Responsibilities]


def test_a_shared_element_counts_once_in_the_total_and_for_each_body(make: Make) -> None:
    analysis = calendar_of(make(["ab", "a"], deadlines=[date(2024, 3, 31), date(2024, 3, 1)]))
    assert [(t.period, len(t.elements)) for t in analysis.totals] == [("2024-03", 2)]
    assert [(c.body, c.period, len(c.elements)) for c in analysis.cells] == [
        (iri("a"), "2024-03", 2), (iri("b"), "2024-03", 1),
    ]  # fmt: skip
    first = analysis.cell(iri("a"), "2024-03")
    assert first is not None
    assert [e.rpartition("-")[2] for e in first.elements] == ["001", "000"]  # By deadline.
    assert analysis.cell(iri("b"), "2024-04") is None
    edges = list(analysis.graph.edges(data="due"))
    assert sorted(edges) == [(iri("a"), "2024-03", 2), (iri("b"), "2024-03", 1)]


def test_periods_follow_each_other_without_a_gap(make: Make) -> None:
    made = make(["a", "a"], deadlines=[date(2023, 11, 30), date(2024, 2, 1)])
    assert calendar_of(made).periods == ("2023-11", "2023-12", "2024-01", "2024-02")
    assert calendar_of(made, by="quarter").periods == ("2023-Q4", "2024-Q1")
    assert calendar_of(made, by="year").periods == ("2023", "2024")
    assert [len(total.elements) for total in calendar_of(made).totals] == [1, 0, 0, 1]


def test_unknown_status_is_open_and_done_is_completed_or_cancelled(make: Make) -> None:
    statuses = [None, "ongoing", "completed", "cancelled", "not-reported"]
    analysis = calendar_of(
        make(
            ["a"] * 5,
            statuses=[None if s is None else f"{STATUS}{s}" for s in statuses],
            deadlines=[date(2024, 1, 1)] * 5,
        )
    )
    assert (len(analysis.totals[0].elements), analysis.totals[0].open) == (5, 3)


def test_no_deadline_and_no_body_are_kept_apart_and_never_zero(make: Make) -> None:
    analysis = calendar_of(make(["a", "", "a"], deadlines=[None, date(2024, 1, 1), None]))
    assert [(c.body, c.period, len(c.elements)) for c in analysis.cells] == [
        (iri("a"), None, 2), (None, "2024-01", 1),
    ]  # fmt: skip
    assert len(analysis.undated) == 2
    assert analysis.sheet("by_body").rows == ((None, "2024-01", 1, 1, None),)
    assert analysis.sheet("undated").rows == (("a", 2, 2, iri("a")),)
    assert "Utan ansvarigt organ" in analysis.pictures("sv")["calendar"]


def test_sentences_say_when_most_is_due_and_for_whom(make: Make) -> None:
    days = [date(2024, 12, 31)] * 3 + [date(2024, 6, 30), None]
    analysis = calendar_of(make(["ab", "a", "b", "a", "a"], deadlines=days))
    assert analysis.sentences("sv") == (
        "Av 5 uppdrag har 4 slutdatum, 1 anger inget. Flest, 3, infaller i december 2024; inget "
        "av dem redovisas som avslutat. Då har a och b flest (2 var)."
    )
    assert analysis.sentences("en") == (
        "Of 5 assignments, 4 have deadlines, 1 states none. Most, 3, fall due in December 2024; "
        "none of them is reported as completed. Then a and b have the most (2 each)."
    )
    quarters = calendar_of(make(["a"], deadlines=[days[0]]), by="quarter")
    assert "Flest, 1, infaller kvartal 4 2024" in quarters.sentences("sv")


def test_where_nothing_has_a_deadline_that_is_the_answer(make: Make) -> None:
    analysis = calendar_of(make(["a", "b"]))
    assert analysis.sentences("sv") == (
        "Inget av 2 uppdrag har något slutdatum i dokumenten, så det går inte att säga när arbetet "
        "infaller."
    )
    assert analysis.pictures() == {}
    assert calendar_of(make([])).sentences("en") == "There is nothing to show."
    with pytest.raises(ParameterError, match="no period 'week'; there are month"):
        calendar_of(make([]), by="week")


def test_a_long_time_is_drawn_without_its_empty_periods_or_with_the_busiest(make: Make) -> None:
    far = calendar_of(make(["a", "a"], deadlines=[date(2020, 1, 31), date(2030, 12, 31)]))
    svg = far.pictures("sv")["calendar"]
    assert "Perioder där inget har slutdatum visas inte." in svg
    assert svg.count("rotate(-50") == 2
    many = [date(2020 + n // 12, n % 12 + 1, 1) for n in range(40)]
    svg = calendar_of(make(["a"] * 40, deadlines=many)).pictures("en")["calendar"]
    assert "The picture shows the 24 of 40 periods" in svg


@pytest.mark.parametrize("store", ["layouts_store", "real_store"])
def test_the_calendar_agrees_with_sparql(store: str, request: pytest.FixtureRequest) -> None:
    graph: Store = request.getfixturevalue(store)
    analysis = analyse_calendar(graph)
    now = "OPTIONAL { ?later sk:continues ?e } FILTER(!BOUND(?later))"
    rows = graph.select(
        prefix_lines()
        + f"""SELECT ?body ?month (COUNT(DISTINCT ?e) AS ?n) WHERE {{
  ?e a sk:SteeringElement ; sk:deadline ?day ; sk:responsible ?body . {now}
  BIND(SUBSTR(STR(?day), 1, 7) AS ?month) }} GROUP BY ?body ?month"""
    )
    assert {(r["body"], r["month"], int(r["n"] or 0)) for r in rows.dicts()} == {
        (c.body, c.period, len(c.elements)) for c in analysis.cells if c.body and c.period
    }
    totals = graph.select(
        prefix_lines()
        + f"""SELECT ?month (COUNT(DISTINCT ?e) AS ?n) WHERE {{
  ?e a sk:SteeringElement ; sk:deadline ?day . {now}
  BIND(SUBSTR(STR(?day), 1, 7) AS ?month) }} GROUP BY ?month"""
    )
    assert {r["month"]: int(r["n"] or 0) for r in totals.dicts()} == {
        t.period: len(t.elements) for t in analysis.totals if t.elements
    }


def test_the_real_follow_up_has_the_days_counted_by_hand(real_store: Store) -> None:
    analysis = analyse_calendar(real_store, document="sarskilda-uppdrag-2023", kind="Assignment")
    # 000: after "Slutdatum" stands 2023-04-30 once, 2023-12-31 12 times, 2024-12-31 23 times.
    assert {t.period: len(t.elements) for t in analysis.totals if t.elements} == {
        "2023-04": 1, "2023-12": 12, "2024-12": 23,
    }  # fmt: skip
    assert analysis.undated == ()


def test_the_real_interim_report_states_no_deadlines(real_store: Store) -> None:
    analysis = analyse_calendar(real_store, document="delarsrapport-januari-april-2023")
    assert (len(analysis.elements), len(analysis.undated), analysis.periods) == (246, 246, ())
    silent = Counter(cell.period for cell in analysis.cells)
    assert set(silent) == {None}
