"""Titles of tables: the line above the head, the head's own first words, or a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from styrkedja.graph.profiles import fold

from ..lines import Line
from .heads import Head

__all__ = ["Title", "title_above"]

_HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|#{1,6}) +(?=[^\W\d_])")
_LONGEST = 110
_FAR = 8  # lines, blank ones too


@dataclass(frozen=True, slots=True)
class Title:
    """A table's title.

    Args:
        text: As printed, or "".
        lines: Where it stands, when it is not in the head itself.
        near: Whether it stands right above the head or in it.
        over: The line over a title in the head, which may tell the unit.
    """

    text: str
    lines: tuple[int, ...] = ()
    near: bool = False
    over: str = ""


def title_above(
    lines: Sequence[Line],
    at: int,
    head: Head,
    row_names: Sequence[str],
    taken: frozenset[int],
) -> Title:
    """Return the title of the table whose head begins at an index.

    Args:
        lines: The document's lines.
        at: The index of the head's first line.
        head: The head.
        row_names: Names of the first column, which are no titles.
        taken: Numbers of lines that others have read.
    """
    names = {fold(name) for name in row_names}
    above = [
        line for line in reversed(lines[max(0, at - _FAR) : at]) if line.text
    ]  # the nearest first
    if head.stub and not _only_a_name(head.stub, names):
        return Title(head.stub, (), True, above[0].text if above else "")
    used: list[int] = []
    over = head.stub
    for line in above:
        if line.number in taken:
            break
        if _only_a_name(line.text, names) and len(used) < 2:
            used.append(line.number)
            over = f"{over} {line.text}"
            continue
        if not _may_be_a_title(line):
            break
        near = line.number + len(used) + 1 == lines[at].number or bool(lines[at - 1].text)
        text = _HEADING.sub("", line.text) if _HEADING.match(line.text) else line.text
        return Title(text.strip("*# "), (*used, line.number), near, over)
    return Title(head.stub or over.strip(), tuple(used), False, over)


def _only_a_name(text: str, names: set[str]) -> bool:
    """Return whether a text only names the first column or the unit ("Nämnd, mkr", "Tkr")."""
    bare = re.sub(
        r"\b(?:belopp i|i|mkr|mnkr|tkr|kkr|kr|kronor|miljoner|tusental|tusen|sek|msek)\b|[(),:]|%",
        " ", text, flags=re.IGNORECASE,
    )  # fmt: skip
    return not bare.strip() or fold(bare) in names


def _may_be_a_title(line: Line) -> bool:
    text = line.text
    return (
        len(text) <= _LONGEST
        and not text.endswith((".", ",", ";", "-"))
        and not text[:1].islower()
        and any(letter.isalpha() for letter in text)
        and not text.startswith(("•", "- ", "– "))
    )
