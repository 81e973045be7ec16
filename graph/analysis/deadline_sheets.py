"""The load calendar as tables."""

from __future__ import annotations

from styrkedja.ontology.namespaces import STATUS

from .deadlines import CalendarAnalysis, is_open
from .items import body_names
from .sheets import Column, Sheet

__all__ = ["deadline_sheets"]

_PERIOD = Column(
    "period",
    "text",
    "Period",
    "Period",
    "Månad (2024-03), kvartal (2024-Q1) eller år.",
    "Month (2024-03), quarter (2024-Q1) or year.",
)
_BODY = Column(
    "body",
    "text",
    "Organ",
    "Body",
    "Organets namn; tomt för det som inte har något ansvarigt organ.",
    "Name of the body; empty for what names no body.",
)
_BODY_IRI = Column("body_iri", "iri", "Organets IRI", "IRI of body", "Organets IRI.", "Its IRI.")
_OPEN = Column(
    "open",
    "integer",
    "Inte klara",
    "Open",
    "Antal som varken är avslutade eller strukna; okänd status räknas hit.",
    "How many are neither completed nor cancelled; an unknown status is among them.",
)


def deadline_sheets(analysis: CalendarAnalysis) -> tuple[Sheet, ...]:
    """Return the calendar as tables: totals, by body, without a deadline, and the elements."""
    return _totals(analysis), _by_body(analysis), _undated(analysis), _elements(analysis)


def _totals(analysis: CalendarAnalysis) -> Sheet:
    due = Column(
        "due",
        "integer",
        "Slutdatum",
        "Due",
        "Antal element med slutdatum i perioden; ett delat element räknas en gång.",
        "How many elements have their deadline in the period; a shared one counts once.",
    )
    rows = tuple((total.period, len(total.elements), total.open) for total in analysis.totals)
    return Sheet("totals", "Slutdatum per period", "Due by period", (_PERIOD, due, _OPEN), rows)


def _by_body(analysis: CalendarAnalysis) -> Sheet:
    names = body_names(analysis.bodies)
    due = Column(
        "due",
        "integer",
        "Slutdatum",
        "Due",
        "Antal element som organet har med slutdatum i perioden. Summan över organ räknar delade "
        "element flera gånger.",
        "How many elements the body has with a deadline in the period. The sum over bodies counts "
        "shared elements several times.",
    )
    rows = tuple(
        (
            None if cell.body is None else names[cell.body],
            cell.period,
            len(cell.elements),
            cell.open,
            cell.body,
        )
        for cell in analysis.cells
        if cell.period is not None
    )
    columns = (_BODY, _PERIOD, due, _OPEN, _BODY_IRI)
    return Sheet("by_body", "Organ och period", "By body and period", columns, rows)


def _undated(analysis: CalendarAnalysis) -> Sheet:
    names = body_names(analysis.bodies)
    undated = Column(
        "undated",
        "integer",
        "Utan slutdatum",
        "Without a deadline",
        "Antal element som organet har och som inte anger något slutdatum.",
        "How many elements the body has that state no deadline.",
    )
    rows = tuple(
        (None if cell.body is None else names[cell.body], len(cell.elements), cell.open, cell.body)
        for cell in analysis.cells
        if cell.period is None
    )
    columns = (_BODY, undated, _OPEN, _BODY_IRI)
    return Sheet("undated", "Utan slutdatum", "Without a deadline", columns, rows)


def _elements(analysis: CalendarAnalysis) -> Sheet:
    names = body_names(analysis.bodies)
    columns = (
        Column(
            "deadline", "date", "Slutdatum", "Deadline", "Tomt: anges inte.", "Empty: not stated."
        ),
        Column("element", "text", "Element", "Element", "Titel.", "Title."),
        Column("kind", "code", "Slag", "Kind", "Elementets slag.", "Kind of element.", "kind"),
        Column("bodies", "text", "Organ", "Bodies", "Åtskilda av |.", "Parted by |."),
        Column(
            "status",
            "code",
            "Status",
            "Status",
            "Senaste status; tomt när den inte är känd.",
            "Newest status; empty where it is not known.",
            "status",
        ),
        Column(
            "open",
            "code",
            "Inte klar",
            "Open",
            "Om det varken är avslutat eller struket; okänd status räknas som inte klar.",
            "Whether it is neither completed nor cancelled; an unknown status is open.",
            "yes",
        ),
        Column("document", "text", "Dokument", "Document", "Där det står.", "What states it."),
        Column("element_iri", "iri", "IRI", "IRI", "Elementets IRI.", "Its IRI."),
    )
    rows = tuple(
        (
            item.deadline,
            item.title,
            item.kind,
            " | ".join(names[body] for body in item.bodies) or None,
            None if item.status is None else item.status.removeprefix(STATUS),
            "yes" if is_open(item) else "no",
            item.document_label,
            item.iri,
        )
        for item in analysis.elements
    )
    return Sheet("elements", "Element", "Elements", columns, rows)
