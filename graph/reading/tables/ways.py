"""Which of a row's last words are its cells: all ways to read them, and the likeliest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from styrkedja.graph.profiles import fold

from .printed import CellWords, cells_at

__all__ = ["likeliest_way"]

_THREE = re.compile(r"\d{3}(?:\D.*)?")
_SHORT = re.compile(r"[-−–+]?[1-9]\d{0,2}|[1-9]\d{0,2}(?: \d{3})+")
_GOES_ON = frozenset(
    ("inom", "till", "på", "för", "med", "och", "av", "i", "per", "från", "under", "över", "minst")
)
_MOST_WAYS = 400
_CLEAR = 8  # what one reason weighs against a digit more or less


def likeliest_way(
    words: Sequence[str], count: int, starts: dict[int, int], known: CellWords
) -> tuple[tuple[int, ...], bool] | None:
    """Return where each of a row's cells begins, and its end; None when no words are its cells.

    Args:
        words: The row's words, title and cells.
        count: How many cells it has: all of its last words are in them.
        starts: Index of a word that begins a line → how clear a beginning of the cells it is.
        known: The words of cells.

    Returns:
        The indices, and whether no other way is about as likely.
    """
    scored = sorted(
        ((_score(way, words, starts, known), -at, way)
         for at, way in enumerate(_ways(words, count, known)) if way[0]),
        reverse=True,
    )  # fmt: skip
    if not scored:
        return None
    clear = len(scored) == 1 or scored[1][0] + _CLEAR <= scored[0][0]
    return scored[0][2], clear


def _ways(words: Sequence[str], count: int, known: CellWords) -> list[tuple[int, ...]]:
    """Return the ways to read the last words as `count` cells: where each begins, and the end."""
    if not words:
        return []
    total = len(words)
    ends = [[] for _ in words]  # type: list[list[int]]
    for at in range(total):
        ends[at] = [end for end, is_open in cells_at(words, at, known) if not is_open]
    left: list[list[set[int]]] = [[set() for _ in range(count + 1)] for _ in range(total + 1)]
    left[total][0].add(total)
    for at in range(total - 1, -1, -1):
        for end in ends[at]:
            for cells in range(count):
                if left[end][cells]:
                    left[at][cells + 1].add(end)
    ways: list[tuple[int, ...]] = []

    def walk(at: int, cells: int, way: tuple[int, ...]) -> None:
        if len(ways) >= _MOST_WAYS:
            return
        if cells == 0:
            ways.append(way)
            return
        for end in sorted(left[at][cells], reverse=True):
            walk(end, cells - 1, (*way, end))

    for at in range(1, total):
        if left[at][count]:
            walk(at, count, (at,))
    return ways


def _score(
    way: tuple[int, ...], words: Sequence[str], starts: dict[int, int], known: CellWords
) -> int:
    """Return how likely a way to read a row's words is: the higher the likelier."""
    score = starts.get(way[0], 0)
    for begin in way[:-1]:
        before = " ".join(words[max(0, begin - 2) : begin]).split(" ")[-1] if begin else ""
        if _THREE.fullmatch(words[begin]) and _SHORT.fullmatch(before):
            score -= 6  # a number cut at its thousands
        held = " ".join(words[max(0, begin - 1) : begin])
        if (fold(held) or held) in known.qualifiers:
            score -= 6
    title = words[: way[0]]
    for size in (3, 2, 1):
        phrase = " ".join(title[-size:])
        if title and (fold(phrase) or phrase) in known.no_values:
            score -= 6
            break
    if title and title[-1] in "-–":
        score -= 3
    if title and title[-1].lower() in _GOES_ON:
        score -= 6
    units = ["%" in word for begin in way[:-1] for word in words[begin : begin + 1]]
    score += all(units) + (not any(units))
    digits = [
        sum(letter.isdigit() for word in words[begin:end] for letter in word.split("(")[0])
        for begin, end in pairwise(way)
    ]
    held_digits = [count for count in digits if count]
    return score * _CLEAR - (max(held_digits) - min(held_digits) if held_digits else 0)
