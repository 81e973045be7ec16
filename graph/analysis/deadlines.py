"""The load calendar: what is due when, body by body."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Source
from styrkedja.ontology.namespaces import STATUS

from .items import BodyItem, ElementItem
from .report import Analysis
from .sheets import Sheet
from .tables import Responsibilities, load_responsibilities

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PERIODS", "CalendarAnalysis", "Due", "analyse_calendar", "calendar_of", "is_open"]

PERIODS = ("month", "quarter", "year")
_DONE = frozenset({f"{STATUS}completed", f"{STATUS}cancelled"})


@dataclass(frozen=True, slots=True)
class Due:
    """What one body has due in one period.

    Args:
        body: IRI of the body; None for what names no body, or for the sum over all.
        period: "2024-03", "2024-Q1" or "2024"; None for what has no deadline.
        elements: What is due: IRIs, by deadline and title; each once.
        open: How many of them are neither completed nor cancelled by their newest status. An
            unknown status is open, for nothing says that it is done.
    """

    body: str | None
    period: str | None
    elements: tuple[str, ...]
    open: int


@dataclass(frozen=True, slots=True)
class CalendarAnalysis(Analysis):
    """What is due when.

    Args:
        by: The length of the periods, one of `PERIODS`.
        periods: Those from the first deadline to the last, also those where nothing is due.
        cells: What each body has due in each period where it has anything, and what it has
            without a deadline (`period` None); what names no body has `body` None.
        totals: What is due in each period over all bodies: a shared element counts once.
        undated: What states no deadline, over all bodies, by title.
        elements: All elements, by deadline (those without one last) and title.
        bodies: The bodies, in alphabetical order.
        graph: Bodies and periods, an edge where a body has something due, with `due` and `open`.
    """

    name: ClassVar[str] = "calendar"

    by: str
    periods: tuple[str, ...]
    cells: tuple[Due, ...]
    totals: tuple[Due, ...]
    undated: tuple[ElementItem, ...]
    elements: tuple[ElementItem, ...]
    bodies: tuple[BodyItem, ...]
    graph: nx.Graph = field(repr=False, compare=False)

    def cell(self, body: str | None, period: str | None) -> Due | None:
        """Return what a body has due in a period; None when nothing."""
        return next((c for c in self.cells if (c.body, c.period) == (body, period)), None)

    def documents(self) -> tuple[str, ...]:
        """Return the labels of the documents that the elements stand in, sorted."""
        return tuple(sorted({item.document_label for item in self.elements}))

    def sheets(self) -> tuple[Sheet, ...]:
        """Return totals, by_body, undated and elements."""
        from .deadline_sheets import deadline_sheets

        return deadline_sheets(self)

    def sentences(self, lang: str = "sv") -> str:
        """Return when most is due, who has most to do then, and what has no deadline."""
        from .deadline_sentences import deadline_sentences

        return deadline_sentences(self, lang)

    def graphs(self) -> dict[str, nx.Graph]:
        """Return "calendar"."""
        return {"calendar": self.graph}

    def drawings(self, lang: str, *, standalone: bool) -> dict[str, Callable[[], str]]:
        """Return "calendar"."""
        from .deadline_pictures import deadline_drawings

        return deadline_drawings(self, lang, standalone=standalone)


def analyse_calendar(
    source: Source,
    *,
    document: str | None = None,
    kind: str | None = None,
    role: str = "responsible",
    status: str | None = None,
    by: str = "month",
) -> CalendarAnalysis:
    """Return what is due when, over the default graph of a store or dataset.

    Args:
        source: A `Store`, or an `rdflib.Dataset(default_union=True)`; it is not changed.
        document: One document, as `document_iri` takes it; None means what is the case now.
        kind: One of `KINDS`, subclasses included; None means all kinds.
        role: How the bodies stand to the elements: one of `ROLES`, or "any".
        status: One of `STATUSES`; None means whatever it is.
        by: One of `PERIODS`.

    Raises:
        ParameterError: There is no such document, kind, role, status or period.
    """
    responsibilities = load_responsibilities(
        source, document=document, kind=kind or "SteeringElement", role=role, status=status
    )
    return calendar_of(responsibilities, by=by)


def calendar_of(responsibilities: Responsibilities, *, by: str = "month") -> CalendarAnalysis:
    """Return what is due when, by responsibilities that are loaded.

    Args:
        responsibilities: As `load_responsibilities` gives them.
        by: One of `PERIODS`.

    Raises:
        ParameterError: There is no such period.
    """
    if by not in PERIODS:
        listed = ", ".join(PERIODS)
        raise ParameterError(
            f"no period {by!r}; there are {listed}",
            sv=f"Perioden ”{by}” finns inte. Välj en av dessa: {listed}",
        )
    elements = sorted(
        responsibilities.elements,
        key=lambda item: (item.deadline is None, item.deadline or date.min),
    )
    held: defaultdict[tuple[str | None, str | None], list[ElementItem]] = defaultdict(list)
    sums: defaultdict[str, list[ElementItem]] = defaultdict(list)
    for item in elements:
        period = None if item.deadline is None else _period(item.deadline, by)
        if period is not None:
            sums[period].append(item)
        for body in item.bodies or (None,):
            held[body, period].append(item)
    order = {body.iri: number for number, body in enumerate(responsibilities.bodies)}
    cells = sorted(
        (_due(body, period, items) for (body, period), items in held.items()),
        key=lambda due: (
            order.get(due.body or "", len(order)),
            due.period is None,
            due.period or "",
        ),
    )
    periods = _all_periods([item.deadline for item in elements if item.deadline], by)
    return CalendarAnalysis(
        by=by,
        periods=periods,
        cells=tuple(cells),
        totals=tuple(_due(None, period, sums[period]) for period in periods),
        undated=tuple(item for item in elements if item.deadline is None),
        elements=tuple(elements),
        bodies=responsibilities.bodies,
        graph=_graph(responsibilities.bodies, cells),
    )


def is_open(element: ElementItem) -> bool:
    """Return whether an element is neither completed nor cancelled; unknown is open."""
    return element.status not in _DONE


def _due(body: str | None, period: str | None, items: list[ElementItem]) -> Due:
    return Due(body, period, tuple(item.iri for item in items), sum(map(is_open, items)))


def _period(day: date, by: str) -> str:
    if by == "year":
        return f"{day.year:04}"
    if by == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return f"{day.year:04}-{day.month:02}"


def _all_periods(days: list[date], by: str) -> tuple[str, ...]:
    """Return the periods from the first day's to the last day's, without a gap."""
    if not days:
        return ()
    first, last = min(days), max(days)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(
        dict.fromkeys(_period(date(month // 12, month % 12 + 1, 1), by) for month in months)
    )


def _graph(bodies: tuple[BodyItem, ...], cells: list[Due]) -> nx.Graph:
    import networkx as nx

    graph = nx.Graph()
    load: Counter[str] = Counter()
    for body in bodies:
        graph.add_node(body.iri, bipartite=0, name=body.name, kind=body.kind)
    for due in cells:
        if due.body is not None and due.period is not None:
            graph.add_node(due.period, bipartite=1, name=due.period, kind="period")
            graph.add_edge(due.body, due.period, due=len(due.elements), open=due.open)
            load[due.body] += len(due.elements)
    nx.set_node_attributes(graph, {body.iri: load[body.iri] for body in bodies}, "due")
    return graph
