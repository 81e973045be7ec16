"""What is counted, in words of both languages."""

from __future__ import annotations

from styrkedja.graph.model import ElementKind, Status

__all__ = ["names_of"]

_KINDS = {
    ElementKind.OVERARCHING_GOAL: ("övergripande mål", "overarching goals"),
    ElementKind.SPECIAL_ASSIGNMENT: ("särskilda uppdrag", "special assignments"),
}
_STATUSES = {
    Status.NOT_STARTED: ("ej påbörjade uppdrag", "assignments not started"),
    Status.ONGOING: ("pågående uppdrag", "ongoing assignments"),
    Status.ON_HOLD: ("uppdrag i vänteläge", "assignments on hold"),
    Status.COMPLETED: ("avslutade uppdrag", "completed assignments"),
    Status.REMAINING: ("kvarstående uppdrag", "remaining assignments"),
    Status.CANCELLED: ("strukna uppdrag", "cancelled assignments"),
    Status.NOT_REPORTED: ("ej rapporterade uppdrag", "assignments not reported"),
}


def names_of(counts: ElementKind | Status) -> tuple[str, str]:
    """Return what is counted, in words: Swedish and English, plural."""
    return _STATUSES[counts] if isinstance(counts, Status) else _KINDS[counts]
