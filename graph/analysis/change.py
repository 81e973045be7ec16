"""What changed between two documents: what is new, gone, goes on, and how it goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Source
from styrkedja.ontology.namespaces import CONFIDENCE

from .items import BodyItem, ElementItem
from .loading import ask, body_items, continuers
from .naming import document_iri, documents
from .report import Analysis
from .sheets import Sheet
from .tables import element_items

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["CHANGES", "ChangeAnalysis", "ChangeItem", "analyse_change", "linked_documents"]

CHANGES = ("continued", "gone", "new")


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One element of either document, or a pair of which one continues the other.

    Args:
        change: "continued" (in both), "gone" (in the earlier only) or "new" (in the later only).
            Gone means not stated any more; it does not say why.
        before: The element in the earlier document, or None.
        after: The element in the later document, or None.
        confidence: How sure the link is ("high", "medium", "low"); None when that is not said,
            or there is no link.
        gained: IRIs of bodies responsible now that were not, sorted. A body that has taken over
            from one that was responsible is not gained.
        lost: IRIs of bodies responsible before that are not now, sorted; likewise.
    """

    change: str
    before: ElementItem | None
    after: ElementItem | None
    confidence: str | None = None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def retitled(self) -> bool:
        """Whether the title is another, apart from case and space."""
        if self.before is None or self.after is None:
            return False
        return _plain(self.before.title) != _plain(self.after.title)

    @property
    def moved(self) -> bool:
        """Whether other bodies are responsible; False where either document names none."""
        if not self.before or not self.after or not self.before.bodies or not self.after.bodies:
            return False
        return bool(self.gained or self.lost)

    @property
    def status_changed(self) -> bool | None:
        """Whether the status is another; None when either is not known."""
        if not self.before or not self.after or not self.before.status or not self.after.status:
            return None
        return self.before.status != self.after.status

    @property
    def days_moved(self) -> int | None:
        """How many days later the deadline is (below 0: earlier); None when either has none."""
        if not self.before or not self.after:
            return None
        if self.before.deadline is None or self.after.deadline is None:
            return None
        return (self.after.deadline - self.before.deadline).days


@dataclass(frozen=True, slots=True)
class ChangeAnalysis(Analysis):
    """What changed between two documents of one municipality.

    Args:
        earlier: IRI of the earlier document.
        later: IRI of the later document.
        labels: Their labels, the earlier's first.
        items: The pairs that go on, what is gone, what is new; each by title.
        bodies: The bodies named in either, in alphabetical order.
        graph: An edge from each later element to the earlier one that it continues.
    """

    name: ClassVar[str] = "change"

    earlier: str
    later: str
    labels: tuple[str, str]
    items: tuple[ChangeItem, ...]
    bodies: tuple[BodyItem, ...]
    graph: nx.DiGraph = field(repr=False, compare=False)

    def count(self, change: str) -> int:
        """Return how many elements are new or gone, or how many of the later document go on.

        An element that continues two earlier ones counts once; the pairs are in `items`.
        """
        ends = [item.after or item.before for item in self.items if item.change == change]
        return len({end.iri for end in ends if end is not None})

    def of(self, change: str) -> tuple[ChangeItem, ...]:
        """Return the items of one of `CHANGES`."""
        return tuple(item for item in self.items if item.change == change)

    def status_flow(self) -> dict[tuple[str | None, str | None], int]:
        """Return (status before, status after) → how many pairs; None: not known."""
        return dict(
            Counter(
                (item.before.status, item.after.status)
                for item in self.items
                if item.before is not None and item.after is not None
            )
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """Return changes, status_flow and counts."""
        from .change_sheets import change_sheets

        return change_sheets(self)

    def sentences(self, lang: str = "sv") -> str:
        """Return what is new, gone and goes on, and what changed in what goes on."""
        from .change_sentences import change_sentences

        return change_sentences(self, lang)

    def graphs(self) -> dict[str, nx.Graph]:
        """Return "continuations"."""
        return {"continuations": self.graph}

    def drawings(self, lang: str, *, standalone: bool) -> dict[str, Callable[[], str]]:
        """Return "changes" and "status_flow"."""
        from .change_pictures import change_drawings

        return change_drawings(self, lang, standalone=standalone)


def analyse_change(
    source: Source,
    *,
    earlier: str | None = None,
    later: str | None = None,
    kind: str | None = None,
) -> ChangeAnalysis:
    """Return what changed between two documents, over the default graph of a store or dataset.

    What goes on is what `sk:continues` links, also over documents between the two; in a plain
    dataset it must be there, for it is inferred.

    Args:
        source: A `Store`, or an `rdflib.Dataset(default_union=True)`; it is not changed.
        earlier: The earlier document, as `document_iri` takes it; None means the one that most
            of the later continues. None for both means the newest document that continues another.
        later: The later document, likewise.
        kind: Local name of a class, subclasses included; None means all kinds.

    Raises:
        ParameterError: There is no such document or kind, the documents are the same, of two
            municipalities or in the wrong order, or none is named and none is linked.
    """
    known = documents(source)
    first, second = _pair(source, earlier, later)
    _check(source, first, second)
    successors = continuers(source)
    kind = kind or "SteeringElement"
    before = element_items(source, kind=kind, document=first, roles=("responsible",))
    after = element_items(source, kind=kind, document=second, roles=("responsible",))
    here = {item.iri: item for item in after}
    sure, heirs = _confidences(source), _heirs(source)
    items: list[ChangeItem] = []
    followed: set[str] = set()
    for item in before:
        ends = sorted(_reached(item.iri, successors) & here.keys())
        followed.update(ends)
        for iri in ends:
            gained, lost = _moves(item.bodies, here[iri].bodies, heirs)
            confidence = sure.get((iri, item.iri))
            items.append(ChangeItem("continued", item, here[iri], confidence, gained, lost))
        if not ends:
            items.append(ChangeItem("gone", item, None))
    items += [ChangeItem("new", None, item) for item in after if item.iri not in followed]
    items.sort(key=lambda item: CHANGES.index(item.change))
    named = {body for item in (*before, *after) for body in item.bodies}
    return ChangeAnalysis(
        earlier=first,
        later=second,
        labels=(known[first][0], known[second][0]),
        items=tuple(items),
        bodies=body_items(source, named),
        graph=_graph(before, after, items),
    )


def linked_documents(source: Source) -> tuple[tuple[str, str, int], ...]:
    """Return the pairs of documents (earlier, later, how many links), the newest later one first.

    Of pairs with the same later document, or the same day, that with most links comes first.
    """
    known = documents(source)
    rows = ask(
        source,
        """SELECT ?earlier ?later (COUNT(*) AS ?links) WHERE {
  ?after sk:continues ?before ; sk:statedIn ?later . ?before sk:statedIn ?earlier
} GROUP BY ?earlier ?later""",
    )
    found = [
        (row["earlier"] or "", row["later"] or "", int(row["links"] or 0))
        for row in rows
        if row["earlier"] in known and row["later"] in known
    ]
    newest = {iri: day or date.min for iri, (_, day) in known.items()}
    found.sort(key=lambda pair: (pair[0], pair[1]))
    return tuple(sorted(found, key=lambda pair: (-newest[pair[1]].toordinal(), -pair[2])))


def _pair(source: Source, earlier: str | None, later: str | None) -> tuple[str, str]:
    first = None if earlier is None else document_iri(source, earlier)
    second = None if later is None else document_iri(source, later)
    if first is not None and second is not None:
        return first, second
    for one, other, _ in linked_documents(source):
        if first in (None, one) and second in (None, other):
            return one, other
    raise ParameterError(
        "no documents are linked that could be compared; name both, the earlier and the later",
        sv="Det finns inga dokument som hör ihop och kan jämföras; ange båda, det tidigare och "
        "det senare.",
    )


def _check(source: Source, earlier: str, later: str) -> None:
    if earlier == later:
        raise ParameterError(
            "a document cannot be compared with itself",
            sv="Ett dokument kan inte jämföras med sig självt.",
        )
    rows = ask(
        source,
        f"""SELECT DISTINCT ?place WHERE {{
  VALUES ?document {{ <{earlier}> <{later}> }} ?document sk:municipality ?place }}""",
    )
    if len(list(rows)) > 1:
        raise ParameterError(
            "the documents must come from the same municipality",
            sv="Dokumenten måste komma från samma kommun.",
        )
    pairs = {(one, other) for one, other, _ in linked_documents(source)}
    if (later, earlier) in pairs and (earlier, later) not in pairs:
        raise ParameterError(
            f"{later} comes before {earlier}: give them the other way round",
            sv=f"{later} kommer före {earlier}: byt plats på dem.",
        )


def _reached(start: str, successors: dict[str, set[str]]) -> set[str]:
    """Return what continues an element, directly or over others."""
    seen: set[str] = set()
    left = [start]
    while left:
        nexts = successors.get(left.pop(), set()) - seen
        seen |= nexts
        left += nexts
    return seen


def _confidences(source: Source) -> dict[tuple[str, str], str]:
    """Return (later, earlier) → how sure the link is."""
    rows = ask(
        source,
        """SELECT ?later ?earlier ?sure WHERE {
  ?link sk:laterElement ?later ; sk:earlierElement ?earlier ; sk:confidence ?sure }""",
    )
    return {
        (row["later"] or "", row["earlier"] or ""): (row["sure"] or "").removeprefix(CONFIDENCE)
        for row in rows
    }


def _heirs(source: Source) -> dict[str, set[str]]:
    """Return body → the bodies that took over from it, by events of change."""
    heirs: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(
        source,
        """SELECT ?old ?new WHERE {
  ?event org:originalOrganization ?old ; org:resultingOrganization ?new }""",
    ):
        heirs[row["old"] or ""].add(row["new"] or "")
    return dict(heirs)


def _moves(
    before: tuple[str, ...], after: tuple[str, ...], heirs: dict[str, set[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which bodies are gained and which lost; an heir of one before is neither."""
    old, new = set(before), set(after)
    taken_over = {heir for body in old for heir in _reached(body, heirs)}
    gave_over = {body for body in old if _reached(body, heirs) & new}
    return tuple(sorted(new - old - taken_over)), tuple(sorted(old - new - gave_over))


def _graph(
    before: tuple[ElementItem, ...], after: tuple[ElementItem, ...], items: list[ChangeItem]
) -> nx.DiGraph:
    import networkx as nx

    graph = nx.DiGraph()
    for item in (*before, *after):
        graph.add_node(item.iri, name=item.title, kind=item.kind, document=item.document_label)
    for pair in items:
        if pair.before is not None and pair.after is not None:
            graph.add_edge(pair.after.iri, pair.before.iri, confidence=pair.confidence)
    return graph


def _plain(title: str) -> str:
    return "".join(title.split()).casefold()
