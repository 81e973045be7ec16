"""What columns of spreadsheets are called, in Swedish and English, and what that makes of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

__all__ = ["COLUMNS", "STATUSES", "columns_of"]

# Each column as the readers of tables know it → the names that sheets give it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Nr": ("nr", "nummer", "no", "number", "uppdragsnummer", "löpnummer", "#"),
    "Nämndmål": ("nämndmål", "mål", "nämndens mål", "målformulering", "goal", "board goal",
                 "objective", "bolagsmål"),
    "Aktivitet": ("aktivitet", "aktiviteter", "åtgärd", "åtgärder", "insats", "insatser",
                  "activity", "activities", "action", "measure"),
    "Uppdrag": ("uppdrag", "uppdragets namn", "särskilt uppdrag", "särskilda uppdrag", "titel",
                "rubrik", "assignment", "assignments", "task", "title"),
    "Ansvarig nämnd": ("ansvarig nämnd", "ansvariga nämnder", "nämnd", "nämnder", "ansvarig",
                       "ansvariga", "nämnd/bolag", "ansvarig nämnd/bolag", "ansvarig förvaltning",
                       "board", "boards", "responsible", "responsible board", "responsible body",
                       "body", "owner"),
    "Slutdatum": ("slutdatum", "slutdat", "klart senast", "färdigt senast", "klar senast",
                  "senast klart", "sluttid", "slut", "tidplan", "deadline", "due", "due date",
                  "end date"),
    "Status": ("status", "läge", "statusläge", "state"),
    "Kommentar": ("kommentar", "kommentarer", "uppföljning", "uppföljningskommentar", "analys",
                  "beskrivning av läget", "comment", "comments", "note", "notes"),
}  # fmt: skip

# English statuses, for sheets in English, in the words that documents use.
STATUSES: Mapping[str, str] = {
    "completed": "Avslutad",
    "done": "Avslutad",
    "finished": "Avslutad",
    "ongoing": "Pågående",
    "in progress": "Pågående",
    "started": "Pågående",
    "on hold": "Vänteläge",
    "paused": "Vänteläge",
    "not started": "Ej påbörjad",
    "remaining": "Kvarstår",
    "cancelled": "Struket",
    "canceled": "Struket",
}

_NAMES = {name: column for column, names in COLUMNS.items() for name in names}
_YEAR = re.compile(r"\s*\(?\b(?:19|20)\d\d\b\)?\s*$")
_LEAST = 2


def columns_of(cells: Sequence[str]) -> list[str | None] | None:
    """Return what each cell of a head row means; None where the row is no head.

    A head names what its rows are about, an assignment or an activity, and at least one other
    column. A name that comes again means nothing the second time.

    Args:
        cells: The texts of the row.

    Example:
        >>> columns_of(["Uppdrag", "Responsible board", "Färg"])
        ['Uppdrag', 'Ansvarig nämnd', None]
    """
    found: list[str | None] = []
    for cell in cells:
        name = _NAMES.get(_plain(cell))
        found.append(None if name in found else name)
    known = [name for name in found if name is not None]
    titled = "Uppdrag" in known or "Aktivitet" in known
    return found if titled and len(known) >= _LEAST else None


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFC", _YEAR.sub("", cell)).casefold()
    return " ".join(text.replace("\u00ad", "").strip(" :*").split())
