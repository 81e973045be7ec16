"""The tables that people edit, as a workbook with choices to pick from, or as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from styrkedja.graph.model import BodyKind, Forecast, Status
from styrkedja.graph.spreadsheets import harmless
from styrkedja.ontology.namespaces import BODY_KIND, FORECAST, SK, STATUS

from .columns import DECISIONS, EDITABLE, HEADINGS
from .fields import FIELDS, KINDS
from .review import ReviewRow
from .values import concept_word

__all__ = ["BODY_COLUMNS", "FACT_COLUMNS", "review_csv", "review_workbook"]

FACT_COLUMNS = (
    "document", "about", "field", "read", "doubt", "decision", "value", "why", "passage", "place",
    "confidence", "now", "id",
)  # fmt: skip
"""The columns of facts, in the order in which they are read."""
BODY_COLUMNS = (
    "municipality", "name", "kind", "abbreviations", "spellings", "parent", "valid_from",
    "valid_to", "successor", "why", "body",
)  # fmt: skip
"""The columns of bodies."""

_TITLES = {
    "sv": ("Läs mig", "Tveksamheter", "Organ", "Val"),
    "en": ("Read me", "Doubts", "Bodies", "Choices"),
}
_HEAD = PatternFill("solid", fgColor="FFD9E2EC")
_OPEN = PatternFill("solid", fgColor="FFFFF8DC")
_LONGEST = 32_767
_INTRODUCTION = {
    "sv": (
        "Så här rättar du",
        "Bladet Tveksamheter har en rad för varje uppgift som är oklar. Läs textstället och fyll "
        "i de gula kolumnerna Beslut, Rätt värde och Varför. Rader som du inte fyller i lämnas "
        "som de är; rader får tas bort.",
        "Bladet Organ är registret: namn, slag, förkortningar, hur länge organet finns och vad som "
        "ersatte det. Ändra i cellerna. Ett nytt organ skrivs på en ny rad, utan Organ-id.",
        "Spara och lämna tillbaka filen: styrkedja correct FIL --by NAMN. Allt i filen görs, "
        "eller inget: finns ett fel sägs blad, rad och vad som ska göras.",
    ),
    "en": (
        "How to correct",
        "The sheet Doubts has a row for each fact that is unclear. Read the passage, and fill in "
        "the yellow columns Decision, Right value and Why. Rows that you leave empty stay as they "
        "are; rows may be deleted.",
        "The sheet Bodies is the register: names, kinds, abbreviations, how long a body exists and "
        "what replaced it. Edit the cells. A new body goes on a new row, without Body id.",
        "Save, and give the file back: styrkedja correct FILE --by NAME. All of it is done, or "
        "nothing: a fault is told with its sheet and row and what to do.",
    ),
}


def review_workbook(
    facts: Sequence[ReviewRow], bodies: Sequence[ReviewRow], lang: str = "sv"
) -> bytes:
    """Return a workbook: how to use it, facts, bodies, and the values that can be chosen.

    Texts stay texts, whatever they begin with.

    Args:
        facts: Rows of facts.
        bodies: Rows of bodies.
        lang: "sv" or "en", for headings and explanations.
    """
    book = Workbook()
    titles = _TITLES[lang]
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101  # A new workbook has one; says so to mypy.
    first.title = titles[0]
    _explain(first, lang)
    doubts, register = book.create_sheet(titles[1]), book.create_sheet(titles[2])
    choices = book.create_sheet(titles[3])
    _fill(doubts, FACT_COLUMNS, facts, lang)
    _fill(register, BODY_COLUMNS, bodies, lang)
    _offer(doubts, register, choices, facts, bodies, lang)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def review_csv(columns: Sequence[str], rows: Iterable[ReviewRow], lang: str = "sv") -> bytes:
    """Return rows as CSV that Swedish spreadsheet programs open as it is, each cell harmless.

    UTF-8 with a mark at its start, semicolons between cells.

    Args:
        columns: `FACT_COLUMNS` or `BODY_COLUMNS`.
        rows: The rows.
        lang: "sv" or "en", for headings.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS[name].text(lang) for name in columns)
    writer.writerows([harmless(row.get(name, "")) for name in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _explain(tab: Worksheet, lang: str) -> None:
    tab.column_dimensions["A"].width, tab.column_dimensions["B"].width = 20, 100
    title, *paragraphs = _INTRODUCTION[lang]
    _put(tab, 1, 1, title)
    tab.cell(1, 1).font = Font(bold=True, size=14)
    row = 2
    for paragraph in paragraphs:
        _put(tab, row, 2, paragraph)
        row += 1
    for name in dict.fromkeys((*FACT_COLUMNS, *BODY_COLUMNS)):
        row += 1
        _put(tab, row, 1, HEADINGS[name].text(lang))
        _put(tab, row, 2, HEADINGS[name].meaning(lang))
        tab.cell(row, 1).font = Font(bold=True)


def _fill(tab: Worksheet, columns: Sequence[str], rows: Sequence[ReviewRow], lang: str) -> None:
    for place, name in enumerate(columns, start=1):
        _put(tab, 1, place, HEADINGS[name].text(lang))
        head = tab.cell(1, place)
        head.font, head.fill = Font(bold=True), _HEAD
        tab.column_dimensions[get_column_letter(place)].width = HEADINGS[name].width
    for number, row in enumerate(rows, start=2):
        for place, name in enumerate(columns, start=1):
            _put(tab, number, place, row.get(name, ""))
            if name in EDITABLE:
                tab.cell(number, place).fill = _OPEN
    tab.freeze_panes = "C2"
    tab.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"


def _put(tab: Worksheet, row: int, place: int, text: str) -> None:
    cell = tab.cell(row, place)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST] or None
    if text:
        cell.data_type = "s"  # Without it a text that begins with "=" would be a formula.
    cell.quotePrefix = text[:1] in "=+-@" and text != ""
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _offer(
    doubts: Worksheet,
    register: Worksheet,
    choices: Worksheet,
    facts: Sequence[ReviewRow],
    bodies: Sequence[ReviewRow],
    lang: str,
) -> None:
    """Let people choose: decisions, statuses, kinds, bodies; other texts stay possible."""
    lists = {
        "decision": [words[0 if lang == "sv" else 1] for words in DECISIONS.values()],
        "status": [concept_word(STATUS + one.value, lang) for one in Status],
        "forecast": [concept_word(FORECAST + one.value, lang) for one in Forecast],
        "kind": [concept_word(SK + one, lang) for group in KINDS for one in sorted(group)],
        "body": sorted({row.get("name", "") for row in bodies}),
        "body kind": [concept_word(BODY_KIND + one.value, lang) for one in BodyKind],
    }
    ranges: dict[str, str] = {}
    for place, (name, words) in enumerate(lists.items(), start=1):
        letter = get_column_letter(place)
        _put(choices, 1, place, name)
        for number, word in enumerate(words, start=2):
            _put(choices, number, place, word)
        ranges[name] = f"'{choices.title}'!${letter}$2:${letter}${max(len(words), 1) + 1}"
    choices.sheet_state = "hidden"
    values = {field.heading(lang): field.values for field in FIELDS}
    cells: dict[str, list[str]] = defaultdict(list)
    decision, value = (_letter(FACT_COLUMNS, name) for name in ("decision", "value"))
    for number, row in enumerate(facts, start=2):
        cells["decision"].append(f"{decision}{number}")
        kind = values.get(row.get("field", ""), "")
        if kind in lists:
            cells[kind].append(f"{value}{number}")
    for name, own in cells.items():
        _choose(doubts, ranges[name], own, strict=name == "decision")
    rows = range(2, len(bodies) + 52)  # room for new bodies
    for name, choice in (("kind", "body kind"), ("parent", "body"), ("successor", "body")):
        letter = _letter(BODY_COLUMNS, name)
        _choose(register, ranges[choice], [f"{letter}2:{letter}{rows[-1]}"], strict=False)


def _choose(tab: Worksheet, range_: str, cells: Sequence[str], *, strict: bool) -> None:
    rule = DataValidation(type="list", formula1=range_, allow_blank=True)
    rule.errorStyle = "stop" if strict else "warning"
    for cell in cells:
        rule.add(cell)
    tab.add_data_validation(rule)


def _letter(columns: Sequence[str], name: str) -> str:
    return get_column_letter(columns.index(name) + 1)
