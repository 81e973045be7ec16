"""What a careful reader doubts about one card: what is missing or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from styrkedja.graph.model import DoubtKind

from .cards import ReadCard
from .draft import Suspicion, Thing

__all__ = ["doubt_card"]


def doubt_card(read: ReadCard, thing: Thing) -> Iterator[Suspicion]:
    """Yield what is doubtful about a card's title, bodies, end date and status.

    Args:
        read: The card.
        thing: The assignment made of it.
    """
    card = read.card
    lines = list(range(card.first, card.last + 1))
    if read.title is None:
        yield Suspicion(
            DoubtKind.TITLE_UNSURE,
            f"Ingen titel hittades till kortet på rad {card.first}.",
            f"No title was found for the card at line {card.first}.",
            lines,
            thing,
        )
    elif not read.title_sure:
        yield Suspicion(
            DoubtKind.TITLE_UNSURE,
            f"Det är osäkert om ”{read.title.text}” är uppdragets titel.",
            f"It is not sure that “{read.title.text}” is the assignment's title.",
            [number for _, number in read.title.starts],
            thing,
        )
    if not (card.bodies.responsible or card.bodies.groups or card.bodies.rest):
        yield Suspicion(
            DoubtKind.NO_RESPONSIBLE_BODY,
            "Uppdraget har ingen ansvarig nämnd.",
            "The assignment has no responsible body.",
            lines,
            thing,
        )
    if thing.deadline is None:
        yield Suspicion(
            DoubtKind.MISSING_DEADLINE,
            "Uppdraget har inget slutdatum.",
            "The assignment has no end date.",
            lines,
            thing,
        )
    if card.status_text is None:
        yield Suspicion(
            DoubtKind.MISSING_STATUS,
            "Uppdraget har ingen status.",
            "The assignment has no status.",
            lines,
            thing,
        )
