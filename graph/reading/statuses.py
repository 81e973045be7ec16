"""Status words as printed → the status concept they name."""

from __future__ import annotations

import re

from styrkedja.graph.model import Status
from styrkedja.graph.profiles import Profile, fold

__all__ = ["read_status"]

_COMPOUND = re.compile(r"\s*[/,;(–]\s*|\s+-\s+|\s+(?:och|men)\s+")


def read_status(text: str, profile: Profile) -> Status | None:
    """Return the status that a cell's words name, or None when they name none.

    A compound takes its first word ("Pågående, försenad" is ongoing); nothing is guessed from
    words that the profile does not list.
    """
    whole = profile.statuses.get(fold(text))
    if whole is not None:
        return whole
    first = _COMPOUND.split(text.strip(), maxsplit=1)[0]
    return profile.statuses.get(fold(first))
