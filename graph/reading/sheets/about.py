"""What a workbook says about itself, in labels with their values beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from styrkedja.errors import ReadingError
from styrkedja.graph.model import Passage
from styrkedja.graph.profiles import fold

from ..about import About, about_titled
from ..dates import Period, read_deadline, read_period, read_years
from .tables import SheetText, cells_of

__all__ = ["SheetAbout", "read_sheet_about"]


@dataclass(frozen=True, slots=True)
class SheetAbout:
    """What a workbook says about itself.

    Args:
        about: Its title, period and key.
        municipality: The municipality's name, or None.
        owner: The body whose document it is, or None.
        lines: The numbers of the lines that say so.
    """

    about: About
    municipality: str | None
    owner: str | None
    lines: tuple[int, ...]


def read_sheet_about(text: SheetText, path: Path | None) -> SheetAbout | None:
    """Return what a workbook says about itself by labels, or None when it does not.

    Args:
        text: The workbook's lines.
        path: The file, for messages.

    Raises:
        ReadingError: The label of the title stands there, but no title beside it.
    """
    told = _told(text)
    if "title" not in told:
        return None
    title, line = told["title"]
    if not title:
        label = text.words.document["title"][0]
        raise ReadingError(
            f"{text.where(line)}: no title; write the document's in the cell beside “{label}”",
            sv=f"{text.where(line)}: titel saknas; skriv dokumentets i cellen bredvid ”{label}”",
            path=path,
            line=line,
        )
    period, where = _period(told)
    passages = [Passage(number, number) for number in sorted({line, *where})]
    return SheetAbout(
        about_titled(title, period, tuple(passages)),
        told.get("municipality", ("", 0))[0] or None,
        told.get("owner", ("", 0))[0] or None,
        tuple(sorted(number for _, number in told.values())),
    )


def _told(text: SheetText) -> dict[str, tuple[str, int]]:
    """Return label → the text beside it and its line; what is said first counts."""
    labels = {fold(name): key for key, names in text.words.document.items() for name in names}
    told: dict[str, tuple[str, int]] = {}
    for line in text.lines:
        cells = cells_of(line)
        key = labels.get(fold(cells[0])) if cells is not None and len(cells) == 2 else None
        if cells is not None and key is not None:
            told.setdefault(key, (cells[1], line.number))
    return told


def _period(told: dict[str, tuple[str, int]]) -> tuple[Period | None, list[int]]:
    """Return the period, and the lines that tell it: by its days, else by its wording."""
    wording, line = told.get("period", ("", 0))
    days: list[date] = []
    lines = [line] if wording else []
    for key in ("period_start", "period_end"):
        text, number = told.get(key, ("", 0))
        day = read_deadline(text).day if text else None
        if day is not None:
            days.append(day)
            lines.append(number)
    if len(days) == 2 and days[0] <= days[1]:
        return Period(days[0], days[1], wording or _years(days[0], days[1])), lines
    found = (
        read_period(wording)
        or read_years(f"perioden {wording}")
        or read_period(f"helåret {wording}")
    )
    return (found[0], [line]) if found is not None else (None, [])


def _years(start: date, end: date) -> str:
    return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
