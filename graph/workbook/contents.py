"""One document of a store → the rows of its workbook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import pyoxigraph as ox

from styrkedja.errors import ParameterError
from styrkedja.graph.model import ElementKind, Forecast, Status
from styrkedja.graph.profiles import default_profile
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.reading.dates import read_deadline
from styrkedja.graph.reading.sheets.cells import named_bodies, status_of
from styrkedja.graph.records import DocumentInfo, load_documents
from styrkedja.ontology.namespaces import DCT, FORECAST, RDFS, SK, STATUS

from .shape import FORECASTS, KINDS, STATUSES, VALUE_KINDS, headed
from .stated import Stated, Thing

__all__ = ["Cell", "Contents", "contents_of", "document_named"]

Cell: TypeAlias = str | int | float | date
"""What a cell holds; empty ones are left out of their row."""

_GOALS = frozenset(
    {
        ElementKind.FOCUS_AREA,
        ElementKind.OVERARCHING_GOAL,
        ElementKind.BOARD_GOAL,
        ElementKind.STRATEGIC_INITIATIVE,
    }
)
_LINKS = {
    "contributes": SK + "contributesTo",
    "contributes_mainly": SK + "mainlyContributesTo",
    "contributes_partly": SK + "partlyContributesTo",
    "focus_area": SK + "inFocusArea",
    "implements": SK + "implements",
}
_BODIES = {
    "responsible": SK + "responsible",
    "carried_out_by": SK + "carriedOutBy",
    "coordinated_by": SK + "coordinatedBy",
    "contributing": SK + "contributingBody",
    "decided_by": SK + "decidedBy",
}
_TEXTS = {
    "number": SK + "number",
    "heading": SK + "underHeading",
    "perspective": SK + "perspective",
    "purpose": SK + "purpose",
    "description": DCT + "description",
    "continued_from": SK + "continuedFrom",
}
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:,\d{0,5}[1-9])?")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document's workbook holds.

    Args:
        about: Label → what the document says of itself there.
        rows: Key of a sheet → its rows, each column → cell.
        bodies: Names of the municipality's bodies, to choose from.
    """

    about: Mapping[str, Cell]
    rows: Mapping[str, list[dict[str, Cell]]] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()


def document_named(store: Store, name: str) -> DocumentInfo:
    """Return the document of a name: its IRI, `municipality/key`, key, label or title.

    Raises:
        ParameterError: There is none, or several; the message lists those that there are.
    """
    known = load_documents(store)
    found = [
        one
        for one in known
        if name in (one.iri, _short(one), one.iri.rpartition("/")[2], one.label, one.title)
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(map(_short, found or known))
    what = f"{len(found)} documents are called {name!r}" if found else f"no document {name!r}"
    raise ParameterError(f"{what}; there are: {names}")


def _short(document: DocumentInfo) -> str:
    place, key = (iri.rpartition("/")[2] for iri in (document.municipality, document.iri))
    return f"{place}/{key}"


def contents_of(store: Store, document: DocumentInfo, lang: str = "sv") -> Contents:
    """Return what a document's workbook holds, in the document's order.

    Raises:
        ParameterError: The store has no graph of it.

    Args:
        store: Where the document is; its graph is read, what people corrected of it, and the names
            of bodies.
        document: The document.
        lang: "sv" or "en", for kinds, and statuses that have no wording of their own.
    """
    return _Reader(store, document, lang).contents()


class _Reader:
    def __init__(self, store: Store, document: DocumentInfo, lang: str) -> None:
        self._store = store
        self._document = document
        self._lang = lang
        self._stated = Stated(store, document)
        self._profile = default_profile()
        self._assessed = {
            thing.text(SK + "assesses"): thing
            for thing in self._stated.of_class("Assessment").values()
        }
        self._keys = {
            iri: iri.rpartition("/")[2]
            for kind in _CLASSES.values()
            for iri in self._stated.of_class(kind)
        }

    def contents(self) -> Contents:
        rows: dict[str, list[dict[str, Cell]]] = defaultdict(list)
        for kind, iri, thing in self._elements():
            sheet = "goals" if kind in _GOALS else "assignments"
            sheet, column = (
                ("activities", "activity")
                if kind is ElementKind.ACTIVITY
                else (sheet, "goal" if kind in _GOALS else "assignment")
            )
            rows[sheet].append(self._element(kind, iri, thing, column))
        rows["indicators"] = list(self._values())
        rows["finance"] = list(self._amounts())
        municipality = self._document.municipality
        return Contents(
            about={key: value for key, value in self._about().items() if value},
            rows={sheet: found for sheet, found in rows.items() if found},
            bodies=tuple(sorted(self._names(municipality))),
        )

    def _elements(self) -> Iterator[tuple[ElementKind, str, Thing]]:
        found = [
            (thing.place(), order, iri, kind, thing)
            for order, (kind, name) in enumerate(_CLASSES.items())
            for iri, thing in self._stated.of_class(name).items()
        ]
        for _, _, iri, kind, thing in sorted(found, key=lambda one: one[:3]):
            yield kind, iri, thing

    def _about(self) -> dict[str, Cell]:
        own = self._stated.thing(self._document.iri)
        period = self._stated.thing(own.text(DCT + "temporal"))
        start, end = self._document.start, self._document.end
        told: dict[str, Cell] = {
            "municipality": self._name(self._document.municipality),
            "title": self._document.title,
            "period": period.label(),
            "owner": self._name(own.text(DCT + "creator")),
        }
        if start is not None and end is not None:
            told |= {"period_start": start, "period_end": end}
        return told

    def _name(self, iri: str) -> str:
        """Return what a body or municipality is called in the registers."""
        if not iri:
            return ""
        found = self._store.oxigraph.quads_for_pattern(
            ox.NamedNode(iri), ox.NamedNode(RDFS + "label"), None, None
        )
        return min(
            (one.object.value for one in found if isinstance(one.object, ox.Literal)), default=""
        )

    def _names(self, municipality: str) -> set[str]:
        if not municipality:
            return set()
        found = self._store.oxigraph.quads_for_pattern(
            None, ox.NamedNode(SK + "municipality"), ox.NamedNode(municipality),
            ox.NamedNode(f"{municipality}/register"),
        )  # fmt: skip
        return {self._name(str(one.subject).strip("<>")) for one in found}

    def _bodies(self, iris: list[str]) -> str:
        """Return the names of bodies as one cell, which is read as these names."""
        names = [self._name(iri) for iri in iris]
        text = "; ".join(names)
        alone = len(names) == 1 and named_bodies(text, self._profile).responsible != (text,)
        return f"{text};" if alone else text

    def _element(self, kind: ElementKind, iri: str, thing: Thing, column: str) -> dict[str, Cell]:
        row: dict[str, Cell] = {
            "id": self._keys[iri],
            "kind": headed(KINDS[kind], self._lang),
            column: thing.label(),
            "deadline": self._deadline(thing),
            "groups": "; ".join(
                self._stated.thing(group).label() for group in thing.texts(SK + "assignedToGroup")
            ),
        }
        for name, predicate in _TEXTS.items():
            row[name] = thing.text(predicate)
        for name, predicate in _LINKS.items():
            row[name] = "; ".join(self._keys.get(one, "") for one in thing.texts(predicate))
        for name, predicate in _BODIES.items():
            row[name] = self._bodies(thing.texts(predicate))
        assessment = self._assessed.get(iri)
        if assessment is not None:
            row["status"] = self._status(assessment)
            row["comment"] = assessment.text(SK + "comment")
            forecast = assessment.text(SK + "forecast").removeprefix(FORECAST)
            if forecast:
                row["forecast"] = headed(FORECASTS[Forecast(forecast)], self._lang)
        return {name: value for name, value in row.items() if value != ""}

    def _deadline(self, thing: Thing) -> Cell:
        """Return the end date: as a day, or in the document's words where they mean that day."""
        text, day = thing.text(SK + "deadlineText"), thing.text(SK + "deadline")
        if not day:
            return "" if SK + "deadline" in thing.corrected else text
        year = None if self._document.end is None else self._document.end.year
        own = date.fromisoformat(day)
        same = text and text != day and read_deadline(text, year=year).day == own
        return text if same else own

    def _status(self, assessment: Thing) -> str:
        """Return the status in the document's words where they name it, else in ours."""
        concept = assessment.text(SK + "status").removeprefix(STATUS)
        text = assessment.text(SK + "statusText")
        if not concept:
            return "" if SK + "status" in assessment.corrected else text
        status = Status(concept)
        same = text and status_of(text, self._profile) is status
        return text if same else headed(STATUSES[status], self._lang)

    def _values(self) -> Iterator[dict[str, Cell]]:
        of = defaultdict(list)
        for target, name in ((False, "Observation"), (True, "Target")):
            for iri, thing in self._stated.in_order(name):
                place = (thing.place(), len(iri.rpartition("/")[2]), iri.rpartition("/")[2])
                of[thing.text(SK + "ofIndicator")].append((place, target, thing))
        for iri, indicator in self._stated.in_order("Indicator"):
            about = indicator.text(SK + "measures")
            unit = indicator.text(SK + "unit")
            first: dict[str, Cell] = {
                "id": iri.rpartition("/")[2],
                "indicator": indicator.label(),
                "measures": self._keys.get(about, ""),
                "responsible": self._bodies(indicator.texts(SK + "responsible")),
            }
            own = sorted(of[iri], key=lambda one: one[:2])
            for _, target, thing in own:
                row = first | {
                    "unit": thing.text(SK + "unit"),
                    "period": thing.text(SK + "period"),
                    "column": thing.text(SK + "columnLabel"),
                    "value_kind": headed(VALUE_KINDS[target], self._lang),
                    "value": self._value(thing),
                    "remark": thing.text(SK + "note"),
                }
                yield {name: value for name, value in row.items() if value != ""}
            if not own:
                yield {n: value for n, value in (first | {"unit": unit}).items() if value != ""}

    def _value(self, thing: Thing) -> Cell:
        """Return a value: as printed, or the number that people put in its place."""
        if SK + "value" in thing.corrected:
            return _number(thing.text(SK + "value").removesuffix(".0").replace(".", ","))
        return _number(thing.text(SK + "valueText"))

    def _amounts(self) -> Iterator[dict[str, Cell]]:
        for _, amount in self._stated.in_order("Amount"):
            row: dict[str, Cell] = {
                "table": amount.text(SK + "tableTitle"),
                "row": amount.text(SK + "rowLabel"),
                "column": amount.text(SK + "columnLabel"),
                "amount": self._value(amount),
                "unit": amount.text(SK + "unit"),
                "responsible": self._name(amount.text(SK + "body")),
            }
            yield {name: value for name, value in row.items() if value != ""}


_CLASSES = {
    kind: "".join(part.capitalize() for part in kind.value.split("-")) for kind in ElementKind
}


def _number(text: str) -> Cell:
    """Return a printed number as one where a sheet gives the very same text back."""
    if _PLAIN_NUMBER.fullmatch(text) is None:
        return text
    return float(text.replace(",", ".")) if "," in text else int(text)
