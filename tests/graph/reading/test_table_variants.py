"""Tables of numbers in many forms: at least 95 of 100 facts are read, and none is wrong."""

from __future__ import annotations

from collections import Counter

import pytest

from styrkedja.graph.model import Confidence
from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.draft import Source
from styrkedja.graph.reading.lines import hyphenated_words, read_lines
from styrkedja.graph.reading.tables import read_finance_tables, read_indicator_tables
from tests.table_typesetting import finance_document, indicator_document

SEEDS = range(60)
FLOOR = 0.95


def source_of(text: str) -> Source:
    lines = tuple(read_lines(text.split("\n")))
    return Source(lines, default_profile(), hyphenated_words(lines))


def shares(right: Counter[str], of: Counter[str]) -> dict[str, float]:
    return {field: right[field] / of[field] for field in of}


@pytest.fixture(scope="module")
def finance() -> tuple[dict[str, float], Counter[tuple[str, bool]]]:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    sure: Counter[tuple[str, bool]] = Counter()
    for seed in SEEDS:
        document = finance_document(seed)
        found = read_finance_tables(source_of(document.text))
        amounts = [] if found is None else found.amounts
        read = {(one.row, one.column): one for one in amounts}
        of["found"] += len(document.amounts)
        of["no more"] += len(amounts)
        for one in amounts:
            ok = document.amounts.get((one.row, one.column)) == one.value
            right["no more"] += ok
            sure[one.confidence.value, ok] += 1
        for key, number in document.amounts.items():
            amount = read.get(key)
            if amount is None:
                continue
            right["found"] += 1
            for name, ok in (
                ("value", amount.value == number),
                ("table", amount.table == document.table),
                ("unit", amount.unit == document.unit),
                ("body", (amount.body is not None) == (key[0] in document.bodies)),
            ):
                of[name] += 1
                right[name] += ok
    return shares(right, of), sure


@pytest.mark.parametrize("field", ["found", "no more", "value", "table", "unit", "body"])
def test_amounts_of_finance_tables_in_many_forms(
    finance: tuple[dict[str, float], Counter[tuple[str, bool]]], field: str
) -> None:
    assert finance[0][field] >= FLOOR


def test_amounts_of_high_confidence_are_right(
    finance: tuple[dict[str, float], Counter[tuple[str, bool]]],
) -> None:
    right, wrong = (finance[1][Confidence.HIGH.value, ok] for ok in (True, False))
    assert right >= 0.99 * (right + wrong)


@pytest.fixture(scope="module")
def indicators() -> dict[str, float]:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for seed in SEEDS:
        document = indicator_document(seed)
        found = read_indicator_tables(source_of(document.text))
        read = {} if found is None else {one.title: one for one in found.measures}
        of["title"] += len(document.measures)
        of["no more"] += len(read)
        right["no more"] += len(read.keys() & document.measures.keys())
        for title, values in document.measures.items():
            measure = read.get(title)
            if measure is None:
                continue
            right["title"] += 1
            of["unit"] += 1
            unit = document.units[title] if values else None
            right["unit"] += measure.unit == unit
            told = {value.column: (value.value, value.target) for value in measure.values}
            of["values"] += len(values)
            right["values"] += sum(told.get(column) == value for column, value in values.items())
            of["no more values"] += len(told)
            right["no more values"] += len(told.keys() & values.keys())
    return shares(right, of)


@pytest.mark.parametrize("field", ["title", "no more", "unit", "values", "no more values"])
def test_indicators_of_tables_in_many_forms(indicators: dict[str, float], field: str) -> None:
    assert indicators[field] >= FLOOR
