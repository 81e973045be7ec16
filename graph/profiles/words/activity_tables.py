"""The words of activity tables."""

from __future__ import annotations

from pydantic import Field

from .base import Words

__all__ = ["ActivityTableWords", "ColumnWords", "MarkerWords"]


class ColumnWords(Words):
    """The heads of the columns, by what stands in them."""

    goal: list[str]
    assignment: list[str]
    activity: list[str]
    board: list[str]
    date: list[str]
    status: list[str]
    comment: list[str]
    start: list[str]
    number: list[str]
    other: list[str]


class MarkerWords(Words):
    """What marks a row as an assignment: one of the first two and one of `nouns` after it."""

    common: list[str]
    board: list[str]
    nouns: list[str]


class ActivityTableWords(Words):
    """The words by which activity tables are read.

    Args:
        columns: The heads of the columns.
        markers: What marks a row as an assignment.
        overarching: Labels of the goal that a table stands under.
        perspectives: Headings that name the perspective of what stands under them.
        lists: Headings of the list of assignments before the tables, common and board-specific.
        notes: Beginnings of parentheses that are no part of a title.
        continued: Those of them that say from when a row goes on.
        lead_ins: Beginnings of sentences that only introduce sub-items.
        pointers: Beginnings of rows that only point to other rows.
        deadlines: Wordings that stand for a date but name no day.
        definitions: Words of a sentence that defines what a goal's words mean.
        duties: The word after the names of those who get an assignment.
        bullets: Signs that begin an activity.
        dashes: Signs that begin an activity or a part of one.
    """

    columns: ColumnWords
    markers: MarkerWords
    lists: dict[str, list[str]]
    overarching: list[str]
    perspectives: list[str]
    notes: list[str]
    continued: list[str]
    lead_ins: list[str] = Field(alias="lead-ins")
    pointers: list[str]
    deadlines: list[str]
    definitions: list[str]
    duties: list[str]
    bullets: list[str]
    dashes: list[str]
