"""The layouts that are known, and the order in which their readers read a document."""

from __future__ import annotations

from collections.abc import Callable

from .activity_tables import read_activity_tables
from .draft import Found, Source
from .focus_areas import read_focus_areas
from .tables import read_finance_tables, read_indicator_tables

__all__ = ["LAYOUTS", "READERS_AFTER_CARDS", "READERS_BEFORE_CARDS", "Reader"]

Reader = Callable[[Source], Found | None]

LAYOUTS = {
    "assignment-cards": (
        "a follow-up of assignments in cards: title, comment, and the labels "
        "“Ansvarig nämnd” with “Status” or “Slutdatum”"
    ),
    "activity-tables": (
        "tables of activities: under heads such as “Aktivitet”, “Nämnd”, “Slutdatum”, “Status”"
    ),
    "focus-areas": "a plan: focus areas, each with bullets of goals and assignments",
    "finance-tables": "rows of sums under heads such as “Utfall”, “Budget” and “Avvikelse”",
    "indicator-tables": "rows of measures under heads such as “Mätetal”, “Utfall” and “Mål”",
}
READERS_BEFORE_CARDS: tuple[Reader, ...] = (read_finance_tables, read_indicator_tables)
READERS_AFTER_CARDS: tuple[Reader, ...] = (read_activity_tables, read_focus_areas)
