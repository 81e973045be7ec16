"""One word of a document that a profile could name, with where it was seen."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Suggestion"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word, and the place in a profile where it may belong.

    Args:
        table: The profile's table in dots ("labels", "activity_tables.columns"); "" for the top.
        keys: The keys of that table that it may stand under, likeliest first; never empty.
        word: The word as printed.
        times: How many times it was seen.
        lines: Where it was first seen, counted from 1; at most three.
        examples: What stands beside or under it there, shortened.
    """

    table: str
    keys: tuple[str, ...]
    word: str
    times: int
    lines: tuple[int, ...]
    examples: tuple[str, ...] = ()
