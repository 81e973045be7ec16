"""The chain out of the graph: elements, what they contribute to, their bodies, their indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from styrkedja.graph.rdf.store import Source

from .items import BodyItem, ElementItem
from .loading import ROLES, ask, bodies_by_role, body_items, continuers
from .naming import document_iri
from .order import alphabetical
from .tables import element_items

__all__ = [
    "CONTRIBUTIONS",
    "GOAL_KINDS",
    "LEVELS",
    "Chain",
    "IndicatorItem",
    "Link",
    "Part",
    "chain_within",
    "level_of",
    "load_chain",
]

CONTRIBUTIONS = frozenset({"contributesTo", "mainlyContributesTo", "partlyContributesTo"})
"""The relations that carry one element's work to another; the others do not make it serve."""

_RELATIONS = (*sorted(CONTRIBUTIONS), "implements", "inFocusArea")
GOAL_KINDS = ("OverarchingGoal", "BoardGoal", "Goal")
LEVELS = (
    "FocusArea",
    *GOAL_KINDS,
    "StrategicInitiative",
    "Assignment",
    "Activity",
)
"""The levels of the chain, from the top; the kinds of assignment are one level."""


@dataclass(frozen=True, slots=True)
class Link:
    """One element's stated step up the chain.

    Args:
        child: IRI of the element that states it.
        parent: IRI of the element one step up.
        relation: Local name of the property ("contributesTo", "implements", "inFocusArea"), the
            narrowest that is stated.
    """

    child: str
    parent: str
    relation: str


@dataclass(frozen=True, slots=True)
class Part:
    """One body's part in one element.

    Args:
        element: IRI of the element.
        body: IRI of the body.
        roles: Its roles there, of `ROLES`, in that order.
    """

    element: str
    body: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorItem:
    """An indicator.

    Args:
        iri: Its IRI.
        title: Its name.
        elements: IRIs of what it measures, sorted.
    """

    iri: str
    title: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain as the documents state it.

    Args:
        elements: From the top level down, then by title; all kinds.
        links: The steps between them, sorted.
        parts: Who has which part in what, sorted.
        bodies: Those that have a part, in alphabetical order.
        indicators: Those that measure one of the elements, by title.
        leading_out: IRIs of elements that state a step to something of another document, sorted.
    """

    elements: tuple[ElementItem, ...]
    links: tuple[Link, ...]
    parts: tuple[Part, ...]
    bodies: tuple[BodyItem, ...]
    indicators: tuple[IndicatorItem, ...]
    leading_out: tuple[str, ...] = ()


def level_of(kind: str) -> str:
    """Return the level of an element's kind: itself, but "Assignment" for all its kinds.

    >>> level_of("SpecialAssignment"), level_of("BoardGoal")
    ('Assignment', 'BoardGoal')
    """
    return "Assignment" if kind.endswith("Assignment") else kind


def load_chain(source: Source, *, document: str | None = None) -> Chain:
    """Return the chain, from the default graph of a store or dataset; it is not changed.

    Args:
        source: A `Store`, or an `rdflib.Dataset(default_union=True)`.
        document: One document, as `document_iri` takes it. None means what is the case now: the
            elements of all documents that no other continues; a step up to an element that is
            continued leads to what continues it.

    Raises:
        ParameterError: The graph has no such document.
    """
    if document is not None:
        document = document_iri(source, document)
    items = element_items(source, kind="SteeringElement", document=document, roles=("responsible",))
    here = {item.iri for item in items}
    now = _successors(source) if document is None else {}
    steps = {
        (child, parent): relation
        for relation, child, stated in _stated(source)
        if child in here
        for parent in now.get(stated, {stated})
    }
    roles = bodies_by_role(source, tuple(ROLES))
    parts = [
        Part(element, body, tuple(role for role in ROLES if role in roles[element][body]))
        for element in sorted(here & roles.keys())
        for body in sorted(roles[element])
    ]
    return Chain(
        elements=tuple(sorted(items, key=_from_the_top)),
        links=tuple(
            Link(child, parent, relation)
            for (child, parent), relation in sorted(steps.items())
            if parent in here
        ),
        parts=tuple(parts),
        bodies=body_items(source, {part.body for part in parts}),
        indicators=_indicators(source, here),
        leading_out=tuple(sorted({child for child, parent in steps if parent not in here})),
    )


def chain_within(chain: Chain, documents: Collection[str]) -> Chain:
    """Return the part of a chain that some documents state.

    Args:
        chain: The chain.
        documents: IRIs of the documents.
    """
    elements = tuple(item for item in chain.elements if item.document in documents)
    here = {item.iri for item in elements}
    parts = tuple(part for part in chain.parts if part.element in here)
    named = {part.body for part in parts}
    links = tuple(link for link in chain.links if link.child in here and link.parent in here)
    out = {link.child for link in chain.links if link.child in here and link.parent not in here}
    return Chain(
        elements=elements,
        links=links,
        parts=parts,
        bodies=tuple(body for body in chain.bodies if body.iri in named),
        indicators=tuple(
            IndicatorItem(one.iri, one.title, tuple(iri for iri in one.elements if iri in here))
            for one in chain.indicators
            if not here.isdisjoint(one.elements)
        ),
        leading_out=tuple(sorted(out.union(here.intersection(chain.leading_out)))),
    )


def _from_the_top(item: ElementItem) -> tuple[int, tuple[str, str], str]:
    return LEVELS.index(level_of(item.kind)), alphabetical(item.title), item.iri


def _stated(source: Source) -> list[tuple[str, str, str]]:
    """Return the steps as (property, child, parent), so that narrower properties come last."""
    names = " ".join(f"sk:{name}" for name in _RELATIONS)
    rows = ask(
        source,
        f"""SELECT ?child ?property ?parent WHERE {{
  VALUES ?property {{ {names} }}
  ?child ?property ?parent
}}""",
    )
    found = [
        ((row["property"] or "").rpartition("#")[2], row["child"] or "", row["parent"] or "")
        for row in rows
    ]
    # Two elements may be linked twice: as what is stated and as what follows, or by two
    # relations. The last one stays: a contribution before a heading, a narrower one before both.
    order = ("inFocusArea", "implements", "contributesTo", "partlyContributesTo")
    rank = {name: place for place, name in enumerate((*order, "mainlyContributesTo"))}
    return sorted(found, key=lambda step: (rank[step[0]], step))


def _successors(source: Source) -> dict[str, set[str]]:
    """Return element → the last elements that continue it, over any number of documents."""
    later = continuers(source)
    last: dict[str, set[str]] = {}
    for start in later:
        seen, left, ends = {start}, [start], set[str]()
        while left:
            nexts = later.get(left.pop(), set()) - seen
            ends |= {iri for iri in nexts if iri not in later}
            seen |= nexts
            left += nexts
        last[start] = ends
    return last


def _indicators(source: Source, here: set[str]) -> tuple[IndicatorItem, ...]:
    titles: dict[str, str] = {}
    measured: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(
        source,
        """SELECT ?indicator ?title ?element WHERE {
  ?indicator sk:measures ?element . OPTIONAL { ?indicator rdfs:label ?title }
} ORDER BY ?indicator DESC(?title)""",
    ):
        if row["element"] in here:
            iri = row["indicator"] or ""
            titles[iri] = row["title"] or iri
            measured[iri].add(row["element"] or "")
    items = [IndicatorItem(iri, titles[iri], tuple(sorted(measured[iri]))) for iri in measured]
    return tuple(sorted(items, key=lambda item: (alphabetical(item.title), item.iri)))
