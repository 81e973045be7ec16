"""How elements hang together: what each serves, what serves it, what measures it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from styrkedja.graph.analysis.loading import ask
from styrkedja.graph.rdf.store import Source
from styrkedja.ontology.namespaces import SK

__all__ = ["RELATIONS", "IndicatorRecord", "Relation", "Relations", "load_relations"]

RELATIONS = (
    "mainlyContributesTo",
    "partlyContributesTo",
    "contributesTo",
    "implements",
    "inFocusArea",
)
"""Local names of the properties that lead one step up, a narrower one before the wider."""

_HIGHEST = 6  # steps; documents state no more than four


@dataclass(frozen=True, slots=True)
class Relation:
    """A step of the chain.

    Args:
        element: IRI of the element at its other end.
        relation: One of `RELATIONS`: how the lower element serves the upper one.
        level: How many steps away it is, from 1.
    """

    element: str
    relation: str
    level: int


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    """An indicator: its IRI, its name, its unit or None, the element it measures."""

    iri: str
    title: str
    unit: str | None
    element: str


@dataclass(frozen=True, slots=True)
class Relations:
    """The chain as two tables, and the indicators of each element.

    Args:
        up: Lower element → upper element → relation.
        down: Upper element → lower element → relation.
        indicators: Element → its indicators, sorted by IRI.
    """

    up: dict[str, dict[str, str]]
    down: dict[str, dict[str, str]]
    indicators: dict[str, tuple[IndicatorRecord, ...]]

    def above(self, element: str) -> tuple[Relation, ...]:
        """Return all that an element serves, nearest first, each once at its shortest distance."""
        found: dict[str, Relation] = {}
        reached = {element}
        for level in range(1, _HIGHEST + 1):
            steps = {
                upper: relation
                for lower in sorted(reached)
                for upper, relation in self.up.get(lower, {}).items()
                if upper != element and upper not in found
            }
            for upper in sorted(steps):
                found[upper] = Relation(upper, steps[upper], level)
            reached = set(steps)
        return tuple(found.values())

    def below(self, element: str) -> tuple[Relation, ...]:
        """Return what stands directly under an element, sorted by IRI."""
        return tuple(
            Relation(lower, relation, 1)
            for lower, relation in sorted(self.down.get(element, {}).items())
        )


def load_relations(source: Source) -> Relations:
    """Return how the elements hang together.

    Args:
        source: A store or dataset; nothing is needed that a reasoner adds.
    """
    up: defaultdict[str, dict[str, str]] = defaultdict(dict)
    down: defaultdict[str, dict[str, str]] = defaultdict(dict)
    names = " ".join(f"sk:{name}" for name in RELATIONS)
    rows = ask(
        source,
        f"""SELECT ?lower ?relation ?upper WHERE {{
  VALUES ?relation {{ {names} }} ?lower ?relation ?upper }}""",
    )
    pairs = [
        (row["lower"] or "", (row["relation"] or "").removeprefix(SK), row["upper"] or "")
        for row in rows
    ]
    for lower, relation, upper in sorted(pairs, key=lambda pair: RELATIONS.index(pair[1])):
        up[lower].setdefault(upper, relation)
        down[upper].setdefault(lower, relation)
    return Relations(dict(up), dict(down), _indicators(source))


def _indicators(source: Source) -> dict[str, tuple[IndicatorRecord, ...]]:
    found: defaultdict[str, dict[str, IndicatorRecord]] = defaultdict(dict)
    for row in ask(
        source,
        """SELECT ?indicator ?element ?title ?unit WHERE {
  ?indicator sk:measures ?element ; rdfs:label ?title .
  OPTIONAL { ?indicator sk:unit ?unit }
} ORDER BY ?indicator ?element DESC(?title) ?unit""",
    ):
        element, iri = row["element"] or "", row["indicator"] or ""
        found[element][iri] = IndicatorRecord(iri, row["title"] or iri, row["unit"], element)
    return {element: tuple(known.values()) for element, known in found.items()}
