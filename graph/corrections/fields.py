"""The fields that people can correct: which property of which kind of thing each one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from styrkedja.graph.model import DoubtKind
from styrkedja.ontology.namespaces import RDF, RDFS, SK

__all__ = ["DOUBTED", "FIELDS", "KINDS", "Field", "field_named", "fields_of"]

KINDS: tuple[frozenset[str], ...] = (
    frozenset({"OverarchingGoal", "BoardGoal"}),
    frozenset(
        {
            "Assignment",
            "SpecialAssignment",
            "CommonAssignment",
            "BoardAssignment",
            "InvestigationAssignment",
        }
    ),
)
"""Classes that a thing may be corrected from and to; its IRI is the same for all of a group."""

_ELEMENTS = frozenset({"FocusArea", "StrategicInitiative", "Activity"}).union(*KINDS)
_VALUES = frozenset({"Observation", "Target", "Amount"})


@dataclass(frozen=True, slots=True)
class Field:
    """A property that people can correct.

    Args:
        name: Its name in files and in Python.
        sv: Its name in Swedish.
        en: Its name in English.
        property: IRI of the RDF property.
        values: What values are: "text", "date", "number", "status", "forecast", "kind" or "body".
        classes: Local names of the classes whose things have it.
        many: Whether it can have several values.
        needed: Whether it must have a value.
    """

    name: str
    sv: str
    en: str
    property: str
    values: str
    classes: frozenset[str]
    many: bool = False
    needed: bool = False

    def heading(self, lang: str) -> str:
        """Return its name in "sv" or "en"."""
        return self.sv if lang == "sv" else self.en


def _body(name: str, sv: str, en: str, local: str) -> Field:
    return Field(name, sv, en, f"{SK}{local}", "body", _ELEMENTS, many=True)


FIELDS: tuple[Field, ...] = (
    Field(
        "title", "titel", "title", f"{RDFS}label", "text", _ELEMENTS | {"Indicator"}, needed=True
    ),
    Field("kind", "slag", "kind", f"{RDF}type", "kind", frozenset().union(*KINDS), needed=True),
    _body("responsible", "ansvarig", "responsible", "responsible"),
    _body("carried_out_by", "utförs av", "carried out by", "carriedOutBy"),
    _body("coordinated_by", "samordnas av", "coordinated by", "coordinatedBy"),
    _body("contributing", "bidragande", "contributing", "contributingBody"),
    _body("decided_by", "beslutat av", "decided by", "decidedBy"),
    Field("deadline", "slutdatum", "end date", f"{SK}deadline", "date", _ELEMENTS),
    Field("status", "status", "status", f"{SK}status", "status", frozenset({"Assessment"})),
    Field(
        "forecast", "prognos", "forecast", f"{SK}forecast", "forecast", frozenset({"Assessment"})
    ),
    Field("value", "värde", "value", f"{SK}value", "number", _VALUES),
)
"""All fields, in the order in which they are shown."""

_BY_NAME = {field.name: field for field in FIELDS}

DOUBTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        DoubtKind.UNKNOWN_STATUS.value: ("status",),
        DoubtKind.MISSING_STATUS.value: ("status",),
        DoubtKind.STATUS_CONTRADICTED.value: ("status",),
        DoubtKind.END_DATE_PASSED.value: ("status", "deadline"),
        DoubtKind.DONE_BEFORE_ITS_TIME.value: ("status", "deadline"),
        DoubtKind.IMPOSSIBLE_DATE.value: ("deadline",),
        DoubtKind.MISSING_DEADLINE.value: ("deadline",),
        DoubtKind.NO_RESPONSIBLE_BODY.value: ("responsible",),
        DoubtKind.UNKNOWN_BODY.value: ("body",),
        DoubtKind.UNKNOWN_ABBREVIATION.value: ("body",),
        DoubtKind.TITLE_UNSURE.value: ("title",),
        DoubtKind.STATED_TWICE.value: ("kind",),
    }
)
"""Kind of doubt → names of the fields that may be wrong; "body" is whichever names a body."""


def field_named(name: str) -> Field | None:
    """Return the field of this name, or None when there is none.

    >>> field_named("deadline").sv
    'slutdatum'
    """
    return _BY_NAME.get(name)


def fields_of(local: str) -> tuple[Field, ...]:
    """Return the fields of things of a class, by its local name; none when it has none.

    >>> [field.name for field in fields_of("Assessment")]
    ['status', 'forecast']
    """
    return tuple(field for field in FIELDS if local in field.classes)
