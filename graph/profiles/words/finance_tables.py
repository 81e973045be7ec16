"""The words of finance tables."""

from __future__ import annotations

from .base import Words

__all__ = ["FinanceTableWords"]


class FinanceTableWords(Words):
    """The words by which finance tables are read.

    Args:
        columns: Words that a column's head begins with, by what the column holds: `outcome`,
            `budget`, `forecast`, `deviation`, `other` (an amount too) or `note` (no amount).
        fillers: Words that may stand in a column's head beside its period.
        units: Unit as the graph names it → how titles and heads print it.
        row_names: Heads of the first column, which are no title of a table.
        totals: What a row's label begins with when it is the sum of the rows above it.
        parts: What a row's label begins with when it is a part of the row above it.
        bodies: Names of bodies that no ending tells.
        no_bodies: What ends as names of bodies do but is an account.
    """

    columns: dict[str, list[str]]
    fillers: list[str]
    units: dict[str, list[str]]
    row_names: list[str]
    totals: list[str]
    parts: list[str]
    bodies: list[str]
    no_bodies: list[str]
