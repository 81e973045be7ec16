"""Typesets assignments in cards, in as many ways as municipalities do: for tests of the reader.

The content comes from the facts of our own example documents; a `Style` says how it is set. What
is typeset says exactly what the facts say, so what a reader makes of it can be compared field by
field.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Assignment", "Style", "assignments", "random_style", "typeset"]

DATA = Path(__file__).resolve().parent / "data" / "examples"
RESPONSIBLE = ["Ansvarig nämnd", "Ansvariga nämnder", "Ansvarig", "Ansvarig nämnd/styrelse"]
DEADLINE = ["Slutdatum", "Klart senast", "Färdigt senast", "Planerat slutdatum"]
STATUS = ["Status", "Läge", "Periodens status"]
COMMENT = ["Kommentar", "Uppföljningskommentar"]
WORDS = {
    "completed": ["Avslutad", "Avslutat", "Genomförd", "Klart", "AVSLUTAD"],
    "ongoing": ["Pågående", "Pågår", "Påbörjat", "pågående"],
    "on-hold": ["Vänteläge", "Väntläge", "I vänteläge"],
    "not-started": ["Ej påbörjad", "Ej påbörjat", "Inte påbörjad"],
}
MONTHS = [
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
]  # fmt: skip


@dataclass(frozen=True)
class Assignment:
    """What one card says."""

    title: str
    boards: tuple[str, ...]
    status: str
    deadline: str
    comment: str


@dataclass(frozen=True)
class Style:
    """How a document is set.

    Args:
        width: Characters a line at the most.
        order: The fields in the order printed.
        labels: Field → label; no label for "status" sets the status word alone.
        inline: Whether a value stands on its label's line.
        colon: Whether a label ends in a colon (always when inline).
        card_first: Whether comments follow their cards.
        gap: Blank lines after a title and between cards.
        blank: What a blank line is made of.
        separator: What stands between boards on one line; None sets one a line.
        month_names: Whether end dates are written "31 december 2024".
        page: Lines a page, or None for no page breaks.
        cut: Whether a page may end inside a paragraph, a title or a card.
        hyphens: Whether long words are broken with a hyphen at a line's end.
        torn: Whether a comment may go on after its card and a page break.
        head: The running head.
    """

    width: int
    order: tuple[str, ...]
    labels: dict[str, str]
    inline: bool
    colon: bool
    card_first: bool
    gap: int
    blank: str
    separator: str | None
    month_names: bool
    page: int | None
    cut: bool
    hyphens: bool
    torn: bool
    head: str


def assignments() -> list[Assignment]:
    """Return the assignments of the example documents whose comments are plain paragraphs.

    A title that both years have stands once, as in the later one.
    """
    found: dict[str, Assignment] = {}
    for path in sorted(DATA.glob("*.json")):
        for fact in json.loads(path.read_text(encoding="utf-8"))["assignments"]:
            comment = str(fact["comment"] or "")
            if fact["status"] and comment and "•" not in comment and " 1. " not in comment:
                found[fact["title"]] = Assignment(
                    fact["title"],
                    tuple(fact["boards"]),
                    fact["status"],
                    fact["deadline"],
                    comment,
                )
    return list(found.values())


def random_style(chance: random.Random) -> Style:
    """Return one way to set a document."""
    order = ["responsible", "status", "deadline"]
    if chance.random() < 0.5:
        chance.shuffle(order)
    labels = {
        "responsible": chance.choice(RESPONSIBLE),
        "deadline": chance.choice(DEADLINE),
    }
    inline = chance.random() < 0.4
    card_first = chance.random() < 0.3
    between = order.index("status") == 1
    if inline or not between or chance.random() < 0.5:
        labels["status"] = chance.choice(STATUS)
    if not card_first and chance.random() < 0.3:
        order.append("decided_by")
        labels["decided_by"] = "Beslutad av"
    return Style(
        width=chance.choice([44, 60, 72, 78, 96, 130]),
        order=tuple(order),
        labels=labels,
        inline=inline,
        colon=chance.random() < 0.5,
        card_first=card_first,
        gap=chance.choice([1, 2, 2, 3]),
        blank=chance.choice(["", " "]),
        separator=chance.choice([None, None, ", ", "; ", " / "]),
        month_names=chance.random() < 0.3,
        page=chance.choice([None, 38, 52]),
        cut=chance.random() < 0.4,
        hyphens=chance.random() < 0.3,
        torn=chance.random() < 0.5,
        head=chance.choice(["Särskilda uppdrag", "Uppföljning 2024", "Kvarnsjö kommun"]),
    )


def typeset(content: list[Assignment], style: Style, chance: random.Random) -> str:
    """Return a document of Kvarnsjö, which does not exist, that says this content."""
    lines = ["Bilaga 3. Uppföljning av särskilda uppdrag", *_gap(style, 2)]
    lines += _wrap(
        "Här redovisar Kvarnsjö kommun hur det går med de uppdrag som fullmäktige har givit. "
        "Sammanställningen avser helåret 2024.",
        style.width,
    )
    lines += _gap(style, 2)
    for assignment in content:
        lines += _wrap(assignment.title, style.width)
        lines += _gap(style, style.gap)
        comment = _wrap(assignment.comment, style.width, hyphens=style.hyphens)
        card = _card(assignment, style, chance)
        if style.card_first:
            lines += [*card, *_gap(style, 1), *comment]
        elif style.torn and style.page and len(comment) > 4 and chance.random() < 0.3:
            cut = chance.randrange(2, len(comment) - 1)
            head = [*_gap(style, 1), style.head, *_gap(style, 1)]
            lines += [*comment[:cut], *_gap(style, 1), *card, *head, *comment[cut:]]
        else:
            lines += [*comment, *_gap(style, 1), *card]
        lines += _gap(style, max(2, style.gap))
    return "\n".join(_paged(lines, style)) + "\n"


def _card(assignment: Assignment, style: Style, chance: random.Random) -> list[str]:
    year, month, day = assignment.deadline.split("-")
    written = f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    values = {
        "responsible": list(assignment.boards),
        "status": [chance.choice(WORDS[assignment.status])],
        "deadline": [written if style.month_names else assignment.deadline],
        "decided_by": [""],
    }
    if style.separator is not None or style.inline:
        values["responsible"] = [(style.separator or ", ").join(assignment.boards)]
    lines: list[str] = []
    for field in style.order:
        label = style.labels.get(field)
        value = values[field]
        if label is None:
            lines += [*_gap(style, 1), *value, *_gap(style, 1)]
        elif style.inline:
            lines += _wrap(f"{label}: {value[0]}", style.width)
        else:
            narrow = min(style.width, 30)
            lines.append(label + (":" if style.colon or field == "decided_by" else ""))
            lines += [row for item in value for row in _wrap(item, narrow)]
    return lines


def _wrap(text: str, width: int, *, hyphens: bool = False) -> list[str]:
    rows: list[str] = []
    for word in text.split():
        left = width - len(rows[-1]) - 2 if rows else 0
        if rows and len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] += f" {word}"
        elif hyphens and left >= 4 and len(word) >= left + 4 and word.isalpha() and word.islower():
            rows[-1] += f" {word[:left]}-"
            rows.append(word[left:])
        else:
            rows.append(word)
    return rows


def _gap(style: Style, lines: int) -> list[str]:
    return [style.blank] * lines


def _paged(lines: list[str], style: Style) -> list[str]:
    """Return the lines with a page number and the running head at each page's end.

    Unless pages may cut, a page ends at the first blank line from its length on.
    """
    if style.page is None:
        return lines
    paged: list[str] = []
    on_page = page = 0
    for line in lines:
        paged.append(line)
        on_page += 1
        if on_page >= style.page and (style.cut or not line.strip()):
            page += 1
            before = [] if not line.strip() else _gap(style, 1)
            paged += [*before, str(page), *_gap(style, 2), style.head, *_gap(style, 1)]
            on_page = 0
    return paged
