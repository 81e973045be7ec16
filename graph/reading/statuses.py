"""Status words as printed → the status concept they name."""

from __future__ import annotations

import re

from styrkedja.graph.model import Status
from styrkedja.graph.profiles import Profile, fold

__all__ = ["read_share", "read_status"]

_SHARE = re.compile(r"(\d{1,3}) ?(?:%|procent)", re.IGNORECASE)
_COMPOUND = re.compile(r"\s*[/,;(–]\s*|\s+-\s+|\s+(?:och|men)\s+")


def read_status(text: str, profile: Profile) -> Status | None:
    """Return the status that a cell's words name, or None when they name none.

    A compound takes its first word ("Pågående, försenad" is ongoing); nothing is guessed from
    words that the profile does not list.
    """
    share = read_share(text)
    if share is not None:
        return share
    whole = profile.statuses.get(fold(text))
    if whole is not None:
        return whole
    first = _COMPOUND.split(text.strip(), maxsplit=1)[0]
    return profile.statuses.get(fold(first))


def read_share(text: str) -> Status | None:
    """Return the status that a share of what is to be done tells ("75 %"), or None for no share.

    >>> read_share("75 %"), read_share("75")
    (<Status.ONGOING: 'ongoing'>, None)
    """
    match = _SHARE.fullmatch(text.strip())
    if match is None or int(match[1]) > 100:
        return None
    if int(match[1]) == 100:
        return Status.COMPLETED
    return Status.ONGOING if int(match[1]) else Status.NOT_STARTED
