"""The sheets of a workbook and their columns: one shape for the template and for exports."""

from __future__ import annotations

from dataclasses import dataclass

from styrkedja.graph.model import ElementKind, Forecast, Status

__all__ = [
    "ELEMENTS",
    "FORECASTS",
    "KINDS",
    "LABELS",
    "LISTS",
    "README",
    "SHEETS",
    "STATUSES",
    "VALUE_KINDS",
    "Column",
    "Shape",
    "headed",
]

Both = tuple[str, str]
"""A wording in Swedish and in English."""

README: Both = ("Läs mig", "Read me")
LISTS: Both = ("Listor", "Lists")

KINDS: dict[ElementKind, Both] = {
    ElementKind.FOCUS_AREA: ("Fokusområde", "Focus area"),
    ElementKind.OVERARCHING_GOAL: ("Övergripande mål", "Overarching goal"),
    ElementKind.BOARD_GOAL: ("Nämndmål", "Board goal"),
    ElementKind.STRATEGIC_INITIATIVE: ("Strategiskt initiativ", "Strategic initiative"),
    ElementKind.ASSIGNMENT: ("Uppdrag", "Assignment"),
    ElementKind.SPECIAL_ASSIGNMENT: ("Särskilt uppdrag", "Special assignment"),
    ElementKind.COMMON_ASSIGNMENT: ("Kommungemensamt uppdrag", "Common assignment"),
    ElementKind.BOARD_ASSIGNMENT: ("Nämndspecifikt uppdrag", "Board assignment"),
    ElementKind.INVESTIGATION_ASSIGNMENT: ("Utredningsuppdrag", "Investigation assignment"),
    ElementKind.ACTIVITY: ("Aktivitet", "Activity"),
}
STATUSES: dict[Status, Both] = {
    Status.NOT_STARTED: ("Ej påbörjad", "Not started"),
    Status.ONGOING: ("Pågående", "Ongoing"),
    Status.ON_HOLD: ("Vänteläge", "On hold"),
    Status.COMPLETED: ("Avslutad", "Completed"),
    Status.REMAINING: ("Kvarstår", "Remaining"),
    Status.CANCELLED: ("Struket", "Cancelled"),
    Status.NOT_REPORTED: ("Ej rapporterad", "Not reported"),
}
FORECASTS: dict[Forecast, Both] = {
    Forecast.MET: ("Målet nås", "Met"),
    Forecast.UNCERTAIN: ("Osäkert", "Uncertain"),
    Forecast.NOT_MET: ("Målet nås inte", "Not met"),
}
VALUE_KINDS: dict[bool, Both] = {False: ("Utfall", "Outcome"), True: ("Målvärde", "Target")}
LABELS: dict[str, Both] = {
    "municipality": ("Kommun", "Municipality"),
    "title": ("Titel", "Title"),
    "period": ("Period", "Period"),
    "period_start": ("Från och med", "From"),
    "period_end": ("Till och med", "To"),
    "owner": ("Dokumentets nämnd", "The document's body"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Args:
        name: What stands in it, as the profile's `[sheets.columns]` names it.
        heading: Its heading.
        width: In characters.
        always: Whether it stands in every sheet; others only where something stands in them.
        choice: Which list its cells are chosen from, or "".
    """

    name: str
    heading: Both
    width: int = 18
    always: bool = False
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet: its key, its name, and its columns."""

    key: str
    name: Both
    columns: tuple[Column, ...]


_ID = Column("id", ("Id", "Id"), 14, always=True)
_NUMBER = Column("number", ("Nr", "No"), 6, always=True)
_RESPONSIBLE = Column(
    "responsible", ("Ansvarig nämnd", "Responsible body"), 30, always=True, choice="bodies"
)
_WHO = (
    _RESPONSIBLE,
    Column("carried_out_by", ("Utförs av", "Carried out by"), 24, choice="bodies"),
    Column("coordinated_by", ("Samordnas av", "Coordinated by"), 24, choice="bodies"),
    Column("contributing", ("Medverkande", "Contributing bodies"), 24, choice="bodies"),
    Column("groups", ("Grupp av organ", "Group of bodies"), 20),
    Column("decided_by", ("Beslutat av", "Decided by"), 20, choice="bodies"),
)
_BELONGS = (
    Column("contributes", ("Bidrar till", "Contributes to"), 24, always=True),
    Column("contributes_mainly", ("Bidrar i huvudsak till", "Mainly contributes to"), 24),
    Column("contributes_partly", ("Bidrar i viss omfattning till", "Partly contributes to"), 24),
    Column("focus_area", ("Hör till fokusområde", "Focus area"), 24),
)
_WHEN = Column("deadline", ("Slutdatum", "End date"), 13, always=True)
_STATUS = Column("status", ("Status", "Status"), 14, always=True, choice="statuses")
_FORECAST = Column("forecast", ("Prognos", "Forecast"), 16, choice="forecasts")
_COMMENT = Column("comment", ("Kommentar", "Comment"), 60, always=True)
_MORE = (
    Column("description", ("Beskrivning", "Description"), 50),
    Column("purpose", ("Syfte", "Purpose"), 40),
    Column("heading", ("Under rubrik", "Under heading"), 24),
    Column("perspective", ("Perspektiv", "Perspective"), 16),
    Column("continued_from", ("Fortsätter från", "Continued from"), 14),
)


def _kind(choice: str) -> Column:
    return Column("kind", ("Slag", "Kind"), 22, always=True, choice=choice)


def _implements(*, always: bool) -> Column:
    return Column("implements", ("Genomför uppdrag", "Implements"), 24, always=always)


def _rest(*, work: bool) -> tuple[Column, ...]:
    """Return what follows title and kind: whose, when, how far; a goal's verdict before a date."""
    if work:
        return (*_WHO, _WHEN, _STATUS, _FORECAST, _COMMENT, *_MORE)
    forecast = Column("forecast", _FORECAST.heading, 16, always=True, choice="forecasts")
    return (
        *_WHO,
        forecast,
        Column("deadline", _WHEN.heading, 13),
        Column("status", _STATUS.heading, 14, choice="statuses"),
        _COMMENT,
        *_MORE,
    )


GOALS = Shape(
    "goals",
    ("Mål", "Goals"),
    (
        _ID,
        _kind("goal_kinds"),
        _NUMBER,
        Column("goal", ("Mål", "Goal"), 50, always=True),
        *_BELONGS,
        _implements(always=False),
        *_rest(work=False),
    ),
)
ASSIGNMENTS = Shape(
    "assignments",
    ("Uppdrag", "Assignments"),
    (
        _ID,
        _kind("assignment_kinds"),
        _NUMBER,
        Column("assignment", ("Uppdrag", "Assignment"), 50, always=True),
        *_BELONGS,
        _implements(always=False),
        *_rest(work=True),
    ),
)
ACTIVITIES = Shape(
    "activities",
    ("Aktiviteter", "Activities"),
    (
        _ID,
        _NUMBER,
        Column("activity", ("Aktivitet", "Activity"), 50, always=True),
        _implements(always=True),
        *_BELONGS,
        *_rest(work=True),
    ),
)
INDICATORS = Shape(
    "indicators",
    ("Mätetal", "Indicators"),
    (
        _ID,
        Column("indicator", ("Mätetal", "Indicator"), 44, always=True),
        Column("measures", ("Mäter", "Measures"), 24, always=True),
        Column("responsible", ("Ansvarig nämnd", "Responsible body"), 24, choice="bodies"),
        Column("unit", ("Enhet", "Unit"), 10, always=True),
        Column("period", ("Period", "Period"), 12, always=True),
        Column("column", ("Kolumn", "Column"), 18),
        Column(
            "value_kind",
            ("Utfall eller mål", "Outcome or target"),
            16,
            always=True,
            choice="value_kinds",
        ),
        Column("value", ("Värde", "Value"), 14, always=True),
        Column("remark", ("Anmärkning", "Remark"), 24),
    ),
)
FINANCE = Shape(
    "finance",
    ("Ekonomi", "Finance"),
    (
        Column("table", ("Tabell", "Table"), 36, always=True),
        Column("row", ("Rad", "Row"), 36, always=True),
        Column("column", ("Kolumn", "Column"), 18, always=True),
        Column("amount", ("Belopp", "Amount"), 14, always=True),
        Column("unit", ("Enhet", "Unit"), 10, always=True),
        Column("responsible", ("Nämnd", "Body"), 28, choice="bodies"),
    ),
)
SHEETS: tuple[Shape, ...] = (GOALS, ASSIGNMENTS, ACTIVITIES, INDICATORS, FINANCE)
"""The sheets of facts, in their order."""
ELEMENTS = Shape(
    "elements",
    ("Styrelement", "Elements"),
    (
        _ID,
        _kind(""),
        _NUMBER,
        Column("title", ("Titel", "Title"), 50, always=True),
        _implements(always=False),
        *_BELONGS,
        *_rest(work=True),
    ),
)
"""All elements in one table, as a CSV file has them."""


def headed(both: Both, lang: str) -> str:
    """Return a wording in "sv" or "en"."""
    return both[0] if lang == "sv" else both[1]
