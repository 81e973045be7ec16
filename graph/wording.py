"""What is counted, in words of both languages."""

from __future__ import annotations

from styrkedja.graph.model import ElementKind, Status

__all__ = ["name_of", "names_of"]

_KINDS = {
    ElementKind.FOCUS_AREA: ("fokusområden", "focus areas"),
    ElementKind.OVERARCHING_GOAL: ("övergripande mål", "overarching goals"),
    ElementKind.BOARD_GOAL: ("nämndmål", "board goals"),
    ElementKind.STRATEGIC_INITIATIVE: ("strategiska initiativ", "strategic initiatives"),
    ElementKind.ASSIGNMENT: ("uppdrag", "assignments"),
    ElementKind.SPECIAL_ASSIGNMENT: ("särskilda uppdrag", "special assignments"),
    ElementKind.COMMON_ASSIGNMENT: ("kommungemensamma uppdrag", "common assignments"),
    ElementKind.BOARD_ASSIGNMENT: ("nämndspecifika uppdrag", "board-specific assignments"),
    ElementKind.INVESTIGATION_ASSIGNMENT: ("utredningsuppdrag", "investigation assignments"),
    ElementKind.ACTIVITY: ("aktiviteter", "activities"),
}
_ONE = {
    ElementKind.FOCUS_AREA: ("fokusområdet", "focus area"),
    ElementKind.OVERARCHING_GOAL: ("målet", "goal"),
    ElementKind.BOARD_GOAL: ("målet", "goal"),
    ElementKind.STRATEGIC_INITIATIVE: ("initiativet", "initiative"),
    ElementKind.ACTIVITY: ("aktiviteten", "activity"),
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


def name_of(kind: ElementKind) -> tuple[str, str]:
    """Return what one thing is called in a sentence: "uppdraget" and "assignment"."""
    return _ONE.get(kind, ("uppdraget", "assignment"))
