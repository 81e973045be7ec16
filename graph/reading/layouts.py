"""The layouts that are known, and the order in which their readers read a document."""

from __future__ import annotations

from collections.abc import Callable

from .activity_tables import read_activity_tables
from .draft import Found, Source
from .focus_areas import read_focus_areas
from .goal_reports import read_goal_report
from .tables import read_finance_tables, read_indicator_tables, read_indicators_in_text

__all__ = ["LAYOUTS", "READERS_AFTER_CARDS", "READERS_BEFORE_CARDS", "READERS_OF_TEXT", "Reader"]

Reader = Callable[[Source], Found | None]

LAYOUTS = {
    "assignment-cards": (
        "a follow-up of assignments in cards: title, comment, and the labels "
        "“Ansvarig nämnd” with “Status” or “Slutdatum”",
        "en uppföljning av uppdrag på kort: titel, kommentar och etiketterna ”Ansvarig nämnd” "
        "med ”Status” eller ”Slutdatum”",
    ),
    "activity-tables": (
        "tables of activities: under heads such as “Aktivitet”, “Nämnd”, “Slutdatum”, “Status”",
        "tabeller över aktiviteter, under huvuden som ”Aktivitet”, ”Nämnd”, ”Slutdatum”, ”Status”",
    ),
    "focus-areas": (
        "a plan: focus areas, each with bullets of goals and assignments",
        "en plan: fokusområden, vart och ett med punkter av mål och uppdrag",
    ),
    "goal-reports": (
        "a section for each body, with goals and an analysis of how each goes",
        "ett avsnitt för varje nämnd, med mål och en analys av hur det går för vart och ett",
    ),
    "finance-tables": (
        "rows of sums under heads such as “Utfall”, “Budget” and “Avvikelse”",
        "rader av belopp under huvuden som ”Utfall”, ”Budget” och ”Avvikelse”",
    ),
    "indicators-in-text": (
        "named measures in running text, with an outcome and a target",
        "namngivna mätetal i löpande text, med utfall och målvärde",
    ),
    "indicator-tables": (
        "rows of measures under heads such as “Mätetal”, “Utfall” and “Mål”",
        "rader av mätetal under huvuden som ”Mätetal”, ”Utfall” och ”Mål”",
    ),
    "sheets": (
        "a workbook or CSV file with a row for each thing, under names of columns such as "
        "“Uppdrag”, “Ansvarig nämnd”, “Status”; `styrkedja template` writes one",
        "en arbetsbok eller CSV-fil med en rad för varje sak, under kolumnnamn som ”Uppdrag”, "
        "”Ansvarig nämnd”, ”Status”; `styrkedja template` skriver en",
    ),
}
"""Name of a layout → what it is, in English and Swedish."""
READERS_BEFORE_CARDS: tuple[Reader, ...] = (read_finance_tables, read_indicator_tables)
READERS_AFTER_CARDS: tuple[Reader, ...] = (
    read_activity_tables,
    read_goal_report,
    read_focus_areas,
)
READERS_OF_TEXT: tuple[Reader, ...] = (read_indicators_in_text,)
"""Readers of what stands inside the titles and texts that other readers have taken."""
