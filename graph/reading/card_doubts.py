"""What a careful reader doubts about one card: what is missing, unknown, or contradicts itself."""

from __future__ import annotations

from styrkedja.graph.model import DoubtKind, ElementKind, Passage, Status

from .cards import ReadCard
from .contradictions import find_contradiction
from .dates import Deadline
from .doubts import Doubts

__all__ = ["doubt_card", "doubt_status"]

_ASSIGNMENT = ElementKind.SPECIAL_ASSIGNMENT


def doubt_card(doubts: Doubts, read: ReadCard, key: str, deadline: Deadline | None) -> None:
    """Add what is doubtful about a card's title, bodies and end date.

    Args:
        doubts: Where to add.
        read: The card.
        key: The assignment's key.
        deadline: Its end date, or None when none is printed.
    """
    card = read.card
    lines = (Passage(card.first, card.last),)
    if read.title is None:
        doubts.add(
            DoubtKind.TITLE_UNSURE,
            f"Ingen titel hittades till kortet på rad {card.first}.",
            f"No title was found for the card at line {card.first}.",
            lines, key, _ASSIGNMENT,
        )  # fmt: skip
    elif not read.title_sure:
        doubts.add(
            DoubtKind.TITLE_UNSURE,
            f"Det är osäkert om ”{read.title.text}” är uppdragets titel.",
            f"It is not sure that “{read.title.text}” is the assignment's title.",
            (read.title.passage(0, len(read.title.text)),), key, _ASSIGNMENT,
        )  # fmt: skip
    if not (card.bodies.responsible or card.bodies.groups or card.bodies.rest):
        doubts.add(
            DoubtKind.NO_RESPONSIBLE_BODY,
            "Uppdraget har ingen ansvarig nämnd.",
            "The assignment has no responsible body.",
            lines, key, _ASSIGNMENT,
        )  # fmt: skip
    found = card.get("deadline")
    if deadline is not None and deadline.impossible and found is not None:
        at = tuple(Passage(line.number, line.number) for line in found.value if line.text)
        doubts.add(
            DoubtKind.IMPOSSIBLE_DATE,
            f"Slutdatumet {deadline.text} finns inte.",
            f"The end date {deadline.text} does not exist.",
            at, key, _ASSIGNMENT,
        )  # fmt: skip
    unread = deadline is not None and deadline.day is None and not deadline.impossible
    if deadline is not None and unread and any(map(str.isdigit, deadline.text)):
        doubts.add(
            DoubtKind.MISSING_DEADLINE,
            f"Slutdatumet ”{deadline.text}” kunde inte läsas som en dag.",
            f"The end date “{deadline.text}” could not be read as a day.",
            lines, key, _ASSIGNMENT,
        )  # fmt: skip
    if deadline is None:
        doubts.add(
            DoubtKind.MISSING_DEADLINE,
            "Uppdraget har inget slutdatum.",
            "The assignment has no end date.",
            lines, key, _ASSIGNMENT,
        )  # fmt: skip


def doubt_status(doubts: Doubts, read: ReadCard, key: str, status: Status | None) -> None:
    """Add what is doubtful about a card's status, its comment included."""
    card, text = read.card, read.card.status_text
    if text is None:
        doubts.add(
            DoubtKind.MISSING_STATUS,
            "Uppdraget har ingen status.",
            "The assignment has no status.",
            (Passage(card.first, card.last),), key, _ASSIGNMENT,
        )  # fmt: skip
    elif status is None:
        labelled = card.get("status")
        number = card.status.number if card.status else labelled.numbers[0] if labelled else 1
        doubts.add(
            DoubtKind.UNKNOWN_STATUS,
            f"Statusen ”{text}” är inte känd; ingen status har antagits.",
            f"The status “{text}” is not known; none was assumed.",
            (Passage(number, number),), key, _ASSIGNMENT,
        )  # fmt: skip
    found = find_contradiction(status, read.comment)
    if found is not None:
        said = "är avslutat" if found.says_done else "fortsätter"
        said_en = "is done" if found.says_done else "goes on"
        doubts.add(
            DoubtKind.STATUS_CONTRADICTED,
            f"Status är ”{text}”, men kommentaren säger att uppdraget {said}.",
            f"The status is “{text}”, but the comment says that the assignment {said_en}.",
            (found.passage,), key, _ASSIGNMENT,
        )  # fmt: skip
