"""Numbers as tables print them, and how the blanks of thousands are told from those of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

__all__ = ["hardened", "is_dash", "is_number_token", "number_of", "partitions", "tail_of"]

_HARD = "\ue000"  # stands for a hard blank between thousands while words are told apart
_OPEN, _CLOSE = "\ue001", "\ue002"  # stand for the parenthesis around a negative number
_IN_PARENTHESIS = re.compile(
    r"(?<!\S)\((?!(?:19|20)\d\d\))(\d[\d.,\ue000]*(?:[ \u00a0]\d{3}(?:,\d+)?){0,4}%?)\)(?!\S)"
)
_HARD_BLANK = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_SIGN = rf"[-−–+{_OPEN}]?"
_TOKEN = re.compile(
    rf"{_SIGN}\d{{1,3}}(?:[.{_HARD}]\d{{3}})+(?:,\d+)?%?{_CLOSE}?"
    rf"|{_SIGN}\d+(?:[.,]\d+)?%?{_CLOSE}?|%"
)
_DOTTED = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_OPENS_THOUSANDS = re.compile(rf"{_SIGN}[1-9]\d{{0,2}}")
_THOUSANDS = re.compile(r"\d{3}")
_LAST_THOUSANDS = re.compile(rf"\d{{3}}(?:,\d+)?%?{_CLOSE}?")
_DASHES = frozenset("-–—−")
_BLANKS = re.compile(r"[ \u00a0\u202f\u2009]")
_MOST_PARTITIONS = 200
_MOST_TOKENS = 60


def hardened(raw: str) -> str:
    """Return a line in which a hard blank between thousands parts no words.

    The parenthesis around a number, a minus in other words, becomes two signs of its own.
    """
    if not raw.isascii():
        raw = _HARD_BLANK.sub(_HARD, raw)
    if "(" in raw:
        raw = _IN_PARENTHESIS.sub(rf"{_OPEN}\1{_CLOSE}", raw)
    return raw


def is_dash(token: str) -> bool:
    """Return whether a cell holds only a dash: it is empty."""
    return token in _DASHES


def is_number_token(token: str) -> bool:
    """Return whether a word is a number, a part of one, a percent sign or a dash."""
    return is_dash(token) or _TOKEN.fullmatch(token) is not None


def number_of(text: str) -> Decimal | None:
    """Return the number that a printed text is, blanks and percent sign aside, or None.

    >>> number_of("-1 868"), number_of("1.600"), number_of("2,20%"), number_of("–")
    (Decimal('-1868'), Decimal('1600'), Decimal('2.20'), None)
    """
    bare = _BLANKS.sub("", text.strip().rstrip("%"))
    if bare[:1] == "(" and bare[-1:] == ")":
        bare = "-" + bare[1:-1].rstrip("%")
    if bare[:1] in _DASHES:
        bare = "-" + bare[1:]
    if _DOTTED.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    return Decimal(bare.replace(",", "."))


def tail_of(words: Sequence[str]) -> int:
    """Return the index of the first of the words that only numbers follow, itself one."""
    at = len(words)
    while at and is_number_token(words[at - 1]) and len(words) - at < _MOST_TOKENS:
        at -= 1
    return at


def partitions(groups: Sequence[Sequence[str]], count: int) -> list[tuple[str | None, ...]]:
    """Return the ways to read words as `count` cells; None in a way is a cell with a dash.

    Args:
        groups: The words; a cell holds words of one group only (of one line, of one column).
        count: How many cells there are.

    >>> partitions([["1", "600", "1", "592", "9"]], 3)
    [('1 600', '1 592', '9')]
    """
    words = [word for group in groups for word in group if word]
    if not count <= len(words) <= _MOST_TOKENS:
        return []
    ends = [end for end, size in _ends(groups) for _ in range(size)]
    sizes = [_sizes(tuple(words[at:end])) for at, end in enumerate(ends)]
    possible: list[set[int]] = [set() for _ in words] + [{0}]
    for at in range(len(words) - 1, -1, -1):
        possible[at] = {1 + more for size in sizes[at] for more in possible[at + size]}

    def ways(at: int, left: int) -> Iterator[tuple[str | None, ...]]:
        if at == len(words):
            yield ()
            return
        for size in sizes[at]:
            if left - 1 in possible[at + size]:
                cell = None if size == 1 and is_dash(words[at]) else _printed(words[at : at + size])
                for others in ways(at + size, left - 1):
                    yield (cell, *others)

    if count not in possible[0]:
        return []
    return list(islice(ways(0, count), _MOST_PARTITIONS))


def _ends(groups: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    end = 0
    for group in groups:
        size = sum(1 for word in group if word)
        end += size
        yield end, size


def _sizes(words: tuple[str, ...]) -> list[int]:
    """Return how many of the first words one cell may hold, the most first."""
    start = 1 if is_dash(words[0]) and len(words) > 1 and words[1][0].isdigit() else 0
    sizes = [] if _is_part(words[0]) else [1]
    at = start
    if at < len(words) and _OPENS_THOUSANDS.fullmatch(words[at]):
        while at + 1 < len(words) and _LAST_THOUSANDS.fullmatch(words[at + 1]):
            at += 1
            sizes.append(at + 1)
            if not _THOUSANDS.fullmatch(words[at]):
                break
    if start:
        sizes.append(2)
    for size in list(sizes):
        if size < len(words) and words[size] == "%" and not is_dash(words[size - 1]):
            sizes.append(size + 1)
    return sorted(set(sizes), reverse=True)


def _is_part(word: str) -> bool:
    """Return whether a word cannot be a number of its own: "088", "%"."""
    return word == "%" or (len(word) == 3 and word[0] == "0" and word.isdigit())


def _printed(words: Sequence[str]) -> str:
    text = " ".join(words).replace(" %", "%").replace(_HARD, " ")
    text = text.replace(_OPEN, "(").replace(_CLOSE, ")")
    if is_dash(words[0]):
        text = words[0] + text[1:].lstrip()
    return text
