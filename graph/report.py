"""The report on one document: what was read, what was not, and what it contradicts itself about."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from styrkedja.errors import StyrkedjaError
from styrkedja.graph.model import DoubtKind, ElementKind, Forecast, Model, Passage, Place, Status
from styrkedja.graph.wording import names_of

__all__ = ["CONTRADICTIONS", "Report", "ReportedDoubt", "ReportedTotal", "report_of"]

CONTRADICTIONS = frozenset(
    kind.value
    for kind in (
        DoubtKind.TOTAL_DISAGREES,
        DoubtKind.STATUS_CONTRADICTED,
        DoubtKind.STATED_TWICE,
        DoubtKind.SUM_DISAGREES,
    )
)

_JUDGED = frozenset(
    {ElementKind.OVERARCHING_GOAL, ElementKind.BOARD_GOAL, ElementKind.STRATEGIC_INITIATIVE}
)
_WORK = frozenset(ElementKind) - _JUDGED - {ElementKind.FOCUS_AREA}


@dataclass(frozen=True, slots=True)
class ReportedDoubt:
    """A doubt: kind, wording, title of what it concerns or None, lines (first, last), cells."""

    kind: str
    sv: str
    en: str
    title: str | None
    lines: tuple[tuple[int, int], ...]
    cells: tuple[str, ...] = ()

    @property
    def contradiction(self) -> bool:
        """Whether the document contradicts itself here."""
        return self.kind in CONTRADICTIONS


@dataclass(frozen=True, slots=True)
class ReportedTotal:
    """A total the document states, in words and as number, and how many were counted."""

    sv: str
    en: str
    heading: str | None
    stated: int
    counted: int
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What reading one document gave.

    Args:
        document: Its slug.
        municipality: The municipality's name.
        title: The title as printed.
        label: The short title with the period.
        period: In words, or None.
        as_of: ISO date, or None.
        encoding: What the file's bytes were read as.
        line_count: Lines of the text rendition.
        layouts: Names of the layouts found in it.
        by_kind: Number of elements of each kind that it states, as the kind is called.
        by_heading: Number of assignments under each heading; "" for those under none.
        by_status: Number of assignments and activities by status; "" for those without one.
        by_forecast: Number of goals and initiatives by forecast; "" for those without one.
        bodies: Number of bodies named as responsible.
        responsibilities: Number of (element, responsible body) pairs.
        by_bodies: Number of assignments and activities by number of responsible bodies.
        comments: Number of comments.
        indicators: Number of indicators.
        values: Number of their values, targets included.
        amounts: Number of numbers of finance tables.
        totals: The totals that the document states about itself.
        doubts: What is doubtful.
        unread: Lines of running text that no rule reads as facts (first, last).
        coverage: Share of the lines with text that were understood, 0 to 1.
        facts: Number of lines that became facts, or are headings of them.
        furniture: Number of lines that are page furniture.
        prose: Number of lines in sections of running text.
        not_understood: Number of lines that nothing was made of.
        left_out: What of the file did not become text as it stands, in Swedish and in English.
        read_with: Digest of what it was read with: version, profile, what the user said.
    """

    document: str
    municipality: str
    title: str
    label: str
    period: str | None
    as_of: str | None
    encoding: str
    line_count: int
    layouts: tuple[str, ...]
    by_kind: tuple[tuple[str, int], ...]
    by_heading: tuple[tuple[str, int], ...]
    by_status: tuple[tuple[str, int], ...]
    by_forecast: tuple[tuple[str, int], ...]
    bodies: int
    responsibilities: int
    by_bodies: tuple[tuple[int, int], ...]
    comments: int
    indicators: int
    values: int
    amounts: int
    totals: tuple[ReportedTotal, ...]
    doubts: tuple[ReportedDoubt, ...]
    unread: tuple[tuple[int, int], ...]
    coverage: float
    facts: int
    furniture: int
    prose: int
    not_understood: int
    left_out: tuple[tuple[str, str], ...] = ()
    read_with: str = ""

    @property
    def assignments(self) -> int:
        """Number of assignments of all kinds."""
        return sum(count for kind, count in self.by_kind if kind.endswith("assignment"))

    @property
    def activities(self) -> int:
        """Number of activities."""
        return dict(self.by_kind).get("activity", 0)

    @property
    def goals(self) -> int:
        """Number of goals of all kinds."""
        return sum(count for kind, count in self.by_kind if kind.endswith("goal"))

    def to_json(self) -> bytes:
        """Return the report as JSON, the same bytes for equal reports."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, content: bytes) -> Report:
        """Return the report that `to_json` wrote.

        Raises:
            StyrkedjaError: The content is not a report of this version.
        """
        try:
            value = json.loads(content)
        except ValueError as error:
            raise StyrkedjaError(f"not a report of this version ({error})") from error
        return cls.of(value)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Report:
        """Return the report that `to_json` wrote, of its JSON value.

        Raises:
            StyrkedjaError: The value is not a report of this version.
        """
        try:
            value = dict(given)
            value["totals"] = tuple(
                ReportedTotal(**{**total, "lines": _pairs(total["lines"])})
                for total in value["totals"]
            )
            value["doubts"] = tuple(
                ReportedDoubt(
                    **{
                        **doubt,
                        "lines": _pairs(doubt["lines"]),
                        "cells": tuple(doubt.get("cells", ())),
                    }
                )
                for doubt in value["doubts"]
            )
            for name in ("by_kind", "by_heading", "by_status", "by_forecast", "by_bodies"):
                value[name] = _pairs(value[name])
            value["unread"] = _pairs(value["unread"])
            value["layouts"] = tuple(value["layouts"])
            value["left_out"] = tuple(
                (told, told) if isinstance(told, str) else (told[0], told[1])  # one language once
                for told in value.get("left_out", ())
            )
            return cls(**value)
        except (ValueError, KeyError, TypeError) as error:
            raise StyrkedjaError(f"not a report of this version ({error})") from error


def report_of(
    model: Model, *, encoding: str, left_out: tuple[tuple[str, str], ...] = (), read_with: str = ""
) -> Report:
    """Return the report on a document.

    Args:
        model: What was read.
        encoding: What the file's bytes were read as.
        left_out: What of the file did not become text as it stands.
        read_with: Digest of what it was read with.
    """
    document = model.document
    worked = [e for e in model.elements if e.kind in _WORK]
    assignments = [e for e in worked if e.kind is not ElementKind.ACTIVITY]
    judged = [e for e in model.elements if e.kind in _JUDGED]
    titles = {element.key: element.title for element in model.elements}
    statuses = {a.element: a.status for a in model.assessments}
    forecasts = {a.element: a.forecast for a in model.assessments if a.forecast}
    by_kind: Counter[str] = Counter(e.kind.value for e in model.elements)
    by_status: Counter[str] = Counter(_word(statuses.get(e.key)) for e in worked)
    by_forecast: Counter[str] = Counter(_word(forecasts.get(e.key)) for e in judged)
    by_heading: Counter[str] = Counter(e.heading or "" for e in assignments)
    by_bodies: Counter[int] = Counter(len(e.responsible) + len(e.carried_out_by) for e in worked)
    return Report(
        document=document.key,
        municipality=model.register.municipality.name,
        title=document.title,
        label=document.label,
        period=document.period,
        as_of=document.as_of.isoformat() if document.as_of else None,
        encoding=encoding,
        left_out=left_out,
        read_with=read_with,
        line_count=document.line_count,
        layouts=document.layouts,
        by_kind=tuple((kind.value, by_kind[kind.value]) for kind in ElementKind if kind in by_kind),
        by_heading=tuple(by_heading.items()),
        by_status=tuple(sorted(by_status.items())),
        by_forecast=tuple(sorted(by_forecast.items())) if forecasts else (),
        bodies=len({key for e in model.elements for key in (*e.responsible, *e.carried_out_by)}),
        responsibilities=sum(len(e.responsible) + len(e.carried_out_by) for e in model.elements),
        by_bodies=tuple(sorted(by_bodies.items())),
        comments=sum(1 for a in model.assessments if a.comment),
        indicators=len(model.indicators),
        values=len(model.observations),
        amounts=len(model.amounts),
        totals=tuple(
            ReportedTotal(
                *names_of(total.counts),
                total.heading,
                total.value,
                total.counted,
                _lines(total.passages),
            )
            for total in model.totals
        ),
        doubts=tuple(
            ReportedDoubt(
                doubt.kind.value,
                doubt.sv,
                doubt.en,
                None if doubt.element is None else titles.get(doubt.element),
                _lines(doubt.passages),
                _cells(doubt.passages, model.places),
            )
            for doubt in model.doubts
        ),
        unread=_lines(model.unread),
        coverage=float(model.coverage.share),
        facts=model.coverage.facts,
        furniture=model.coverage.furniture,
        prose=model.coverage.prose,
        not_understood=model.coverage.unread,
    )


def _word(concept: Status | Forecast | None) -> str:
    return "" if concept is None else concept.value


def _lines(passages: tuple[Passage, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((passage.first, passage.last) for passage in passages)


def _cells(passages: tuple[Passage, ...], places: tuple[Place, ...]) -> tuple[str, ...]:
    """Return the cells that passages stand in; none where the file has no cells."""
    starts = [place.line for place in places]
    found: dict[str, None] = {}
    for passage in passages:
        first = max(bisect_right(starts, passage.first) - 1, 0)
        for place in places[first : bisect_right(starts, passage.last)]:
            if place.cell is not None:
                found[place.cell] = None
    return tuple(found)


def _pairs(value: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((first, second) for first, second in value)
