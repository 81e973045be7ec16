"""Whose document it is: the one body that a follow-up without a column of bodies speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .lines import Line

__all__ = ["owner_of"]

_MENTION = re.compile(r"nämnd(?:en)?(?=s?\b)|\bkommunstyrelsen(?=s?\b)", re.IGNORECASE)
_NAME = re.compile(
    r"\b(?:(?:\w{2,30}- (?:och|samt) )?\w{0,40}|\w{3,30}ska )nämnd(?:en)?$", re.IGNORECASE
)  # an adjective of its own ends in "ska"; the verb before "nämnden" is shorter
_NO_NAME = re.compile(r"nämnd(?:en)?", re.IGNORECASE)
_BROKEN = re.compile(r"-\n(?!(?:och|samt|eller)\b)")
_EXECUTIVE_BOARD = "Kommunstyrelsen"
_BEFORE = 75  # characters before "nämnden" that can belong to the name
_TOP = 6  # lines with text that hold title and owner
_LEAST = 3  # mentions from which on a body is the one that the document speaks of
_SHARE = 0.7  # of all mentions of boards


def owner_of(lines: Sequence[Line]) -> str | None:
    """Return the name of the board (the executive one too) whose document it is, or None.

    The only board that the title names, else the only one that the first lines name, else the one
    that nearly all mentions of a board by name mean.
    """
    written = [line for line in lines if line.text]
    for top in (_named(written[:1]), _without_executive(_named(written[:_TOP]))):
        if len(top) == 1:
            return next(iter(top))
    counted = _named(written)
    if not counted:
        return None
    name, mentions = counted.most_common(1)[0]
    if name != _EXECUTIVE_BOARD:
        counted = _without_executive(counted)
    if mentions < _LEAST or mentions < _SHARE * counted.total():
        return None
    return name


def _without_executive(counted: Counter[str]) -> Counter[str]:
    """Return the boards without the executive one, which others report to, where others are."""
    others = Counter({name: n for name, n in counted.items() if name != _EXECUTIVE_BOARD})
    return others or counted


def _named(lines: Sequence[Line]) -> Counter[str]:
    text = _BROKEN.sub("", "\n".join(line.text for line in lines)).replace("\n", " ")
    names: Counter[str] = Counter()
    for mention in _MENTION.finditer(text):
        if mention[0].capitalize() == _EXECUTIVE_BOARD:
            names[_EXECUTIVE_BOARD] += 1
            continue
        match = _NAME.search(text, max(0, mention.start() - _BEFORE), mention.end())
        if match is None or _NO_NAME.fullmatch(match[0]):
            continue
        name = match[0] if match[0].endswith("en") else match[0] + "en"
        names[name[:1].upper() + name[1:]] += 1
    return names
