"""Tables as typed rows under columns that explain themselves: what every export is made of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

__all__ = [
    "CODES",
    "DICTIONARY",
    "Cell",
    "Column",
    "Sheet",
    "cell_text",
    "cell_words",
    "csv_text",
    "dictionary_of",
]

Cell: TypeAlias = "str | int | float | date | None"
"""One value; None is unknown or does not apply, never zero."""

DICTIONARY = "data_dictionary"

CODES: dict[str, dict[str, tuple[str, str]]] = {
    "value": {
        "covered": ("täckt", "covered"),
        "not-covered": ("inte täckt", "not covered"),
        "not-stated": ("anges inte", "not stated"),
    },
    "kind": {
        "FocusArea": ("fokusområde", "focus area"),
        "Goal": ("mål", "goal"),
        "OverarchingGoal": ("övergripande mål", "overarching goal"),
        "BoardGoal": ("nämndmål", "board goal"),
        "StrategicInitiative": ("strategiskt initiativ", "strategic initiative"),
        "Assignment": ("uppdrag", "assignment"),
        "SpecialAssignment": ("särskilt uppdrag", "special assignment"),
        "CommonAssignment": ("kommungemensamt uppdrag", "common assignment"),
        "BoardAssignment": ("nämndspecifikt uppdrag", "board assignment"),
        "InvestigationAssignment": ("utredningsuppdrag", "investigation assignment"),
        "Activity": ("aktivitet", "activity"),
        "Indicator": ("mätetal", "indicator"),
    },
    "status": {
        "not-started": ("ej påbörjad", "not started"),
        "ongoing": ("pågående", "ongoing"),
        "on-hold": ("i vänteläge", "on hold"),
        "completed": ("avslutad", "completed"),
        "remaining": ("kvarstår", "remaining"),
        "cancelled": ("struken", "cancelled"),
        "not-reported": ("ej rapporterad", "not reported"),
    },
    "role": {
        "responsible": ("ansvarig", "responsible"),
        "carrying-out": ("utför", "carries out"),
        "coordinating": ("samordnar", "coordinates"),
        "contributing": ("bidrar", "contributes"),
        "group": ("genom grupp", "through a group"),
    },
    "way": {
        "work": ("mål med något under sig", "goals with work under them"),
        "indicator": ("mål med mätetal", "goals with an indicator"),
        "body": ("mål som något organ arbetar för", "goals that a body works for"),
        "up": ("anger vad det bidrar till", "states what it contributes to"),
        "kind": ("mål med något av slaget under sig", "goals with the kind under them"),
    },
    "change": {
        "new": ("nytt", "new"),
        "gone": ("borta", "gone"),
        "continued": ("fortsätter", "goes on"),
    },
    "confidence": {
        "high": ("hög", "high"),
        "medium": ("medel", "medium"),
        "low": ("låg", "low"),
    },
    "yes": {"yes": ("ja", "yes"), "no": ("nej", "no")},
}
"""Codes that cells hold, and their wording in Swedish and English."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Args:
        name: Its name in files, the same in every language.
        kind: "text", "iri", "integer", "number", "date" or "code".
        sv: Its heading in Swedish.
        en: Its heading in English.
        meaning_sv: What the cells mean, in Swedish: unit, what is counted, what empty means.
        meaning_en: The same in English.
        codes: For "code", which of `CODES` the cells are from; else empty.
    """

    name: str
    kind: str
    sv: str
    en: str
    meaning_sv: str
    meaning_en: str
    codes: str = ""

    def heading(self, lang: str) -> str:
        """Return the heading in "sv" or "en"."""
        return self.sv if lang == "sv" else self.en


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tidy table: a row a thing, a column a property of it.

    Args:
        name: Its name in files ("pairs").
        sv: Its title in Swedish.
        en: Its title in English.
        columns: Its columns.
        rows: Its rows, a cell a column.
    """

    name: str
    sv: str
    en: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def title(self, lang: str) -> str:
        """Return the title in "sv" or "en"."""
        return self.sv if lang == "sv" else self.en


def cell_text(cell: Cell) -> str:
    """Return a cell as files for programs have it; empty when nothing is known.

    >>> cell_text(1 / 3), cell_text(date(2024, 12, 31)), cell_text(None)
    ('0.333333', '2024-12-31', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").removesuffix(".") if abs(cell) >= 1e-4 else f"{cell:.6g}"
    return str(cell)


def cell_words(cell: Cell, column: Column, lang: str) -> str:
    """Return a cell as people read it: codes in words, numbers with the language's comma.

    Args:
        cell: The cell.
        column: Its column.
        lang: "sv" or "en".
    """
    if column.kind == "code" and isinstance(cell, str):
        words = CODES[column.codes]
        return ", ".join(
            words[code][0 if lang == "sv" else 1] if code in words else code
            for code in cell.split(" | ")
        )
    if isinstance(cell, float):
        text = f"{cell:.3f}" if cell == 0 or abs(cell) >= 0.001 else f"{cell:.1e}"
        return text.replace(".", ",").replace("-", "−") if lang == "sv" else text
    return cell_text(cell)


def csv_text(sheet: Sheet) -> str:
    """Return a sheet as CSV: commas, a line of names first, codes and full stops.

    Cells stand as they are. A text that begins with "=" is left so, for who reads the file with a
    program; for Excel there is the workbook, where such a text is no formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in sheet.columns)
    writer.writerows([cell_text(cell) for cell in row] for row in sheet.rows)
    return out.getvalue()


def dictionary_of(sheets: Iterable[Sheet]) -> Sheet:
    """Return the data dictionary of some sheets: a row a column, with meaning and codes."""
    rows = [
        (
            sheet.name,
            column.name,
            column.kind,
            column.sv,
            column.en,
            column.meaning_sv,
            column.meaning_en,
            "; ".join(f"{code} = {sv}" for code, (sv, _) in CODES.get(column.codes, {}).items()),
            "; ".join(f"{code} = {en}" for code, (_, en) in CODES.get(column.codes, {}).items()),
        )
        for sheet in sheets
        for column in sheet.columns
    ]
    columns = (
        Column("table", "text", "Tabell", "Table", "Filens namn.", "The file's name."),
        Column("column", "text", "Kolumn", "Column", "Kolumnens namn.", "The column's name."),
        Column("type", "text", "Typ", "Type", "Slag av värde.", "Kind of value."),
        Column("heading_sv", "text", "Rubrik", "Heading (Swedish)", "På svenska.", "In Swedish."),
        Column("heading_en", "text", "Rubrik (eng.)", "Heading", "På engelska.", "In English."),
        Column(
            "meaning_sv",
            "text",
            "Betydelse",
            "Meaning (Swedish)",
            "Vad cellerna betyder.",
            "What the cells mean, in Swedish.",
        ),
        Column(
            "meaning_en",
            "text",
            "Betydelse (eng.)",
            "Meaning",
            "Vad cellerna betyder, på engelska.",
            "What the cells mean.",
        ),
        Column(
            "codes_sv",
            "text",
            "Koder",
            "Codes (Swedish)",
            "Koderna i ord.",
            "The codes in words, in Swedish.",
        ),
        Column(
            "codes_en",
            "text",
            "Koder (eng.)",
            "Codes",
            "Koderna i ord, på engelska.",
            "The codes in words.",
        ),
    )
    return Sheet(DICTIONARY, "Kolumnernas betydelse", "What the columns mean", columns, tuple(rows))
