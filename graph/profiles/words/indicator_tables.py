"""The words of indicator tables and indicators in running text."""

from __future__ import annotations

from .base import Words

__all__ = ["IndicatorTableWords"]


class IndicatorTableWords(Words):
    """The words by which indicator tables and indicators in running text are read.

    Args:
        names: Heads of the column that names the indicators.
        columns: Words that a column's head begins with, by what the column holds: `target`,
            `outcome`, `forecast` or `words` (a trend, a status: no number).
        fillers: Words that may stand in a column's head beside its period.
        no_values: What a cell says instead of a value.
        words: What a cell may say that is a value but no number ("Ja").
        qualifiers: What may stand before a number ("Minst").
        units: What may stand after a number ("kg").
        body_names: Heads of the first column of a table with one row a body.
        measure_words: Words in running text after which a measure is named.
        target_words: Words in running text after which a target is told.
        outcome_words: Words in running text after which an outcome is told.
        earlier: Words by which an outcome is one of an earlier period.
    """

    names: list[str]
    columns: dict[str, list[str]]
    fillers: list[str]
    no_values: list[str]
    words: list[str]
    qualifiers: list[str]
    units: list[str]
    body_names: list[str]
    measure_words: list[str]
    target_words: list[str]
    outcome_words: list[str]
    earlier: list[str]
