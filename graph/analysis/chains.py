"""The chain as a directed graph: how far it reaches, where it hangs loose, what it hangs on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .items import ElementItem
from .links import CONTRIBUTIONS, GOAL_KINDS, Chain, level_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Place",
    "Value",
    "chain_cycles",
    "chain_graph",
    "chain_places",
    "levels_that_state",
    "served_by",
    "serving_graph",
]

_TOP = ""  # Above all goals that nothing is above; no element has an empty IRI.


class Value(StrEnum):
    """The three answers to whether something is there.

    COVERED: the document states it. NOT_COVERED: the document states such links at that level,
    but not this one. NOT_STATED: the document states no such links, so it does not say.
    """

    COVERED = "covered"
    NOT_COVERED = "not-covered"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Place:
    """One element's place in the chain.

    Args:
        element: The element.
        up: Whether it states what it contributes to or implements. NOT_COVERED, a dangling end
            unless it stands under a focus area, only where its document states it for at least
            half of the elements of its level.
        reaches: Whether it leads to a goal (a board goal: to a goal above board goals) over any
            number of steps, implementing among them. NOT_COVERED only where the chain up from it
            ends in an element whose `up` is. None for focus areas and for the goals at the top.
        down: Whether anything contributes to it or implements it (or stands under it, when it is
            a focus area); None for activities, the last level. NOT_COVERED is a goal, initiative
            or assignment with nothing under it.
        parents: How many elements it contributes to or implements.
        children: How many contribute to it, implement it or stand under it.
        goals: How many goals it serves, over any number of steps.
        served_by: How many elements serve it, over any number of steps.
        depth: The longest way down from it, in steps; elements in a cycle count as one.
        only_way: How many elements serve goals at the top through this one only: what would
            lose its goal without it. More than 0 makes it a bottleneck; a top goal is none.
        cycle: Number of the cycle it is in, from 1; 0 for none.
        in_area: Whether it stands under a focus area; a heading, and no contribution.
    """

    element: ElementItem
    up: Value
    reaches: Value | None
    down: Value | None
    parents: int
    children: int
    goals: int
    served_by: int
    depth: int
    only_way: int
    cycle: int
    in_area: bool


def chain_graph(chain: Chain) -> nx.DiGraph:
    """Return the chain as a graph, an edge from each element to what stands one step up.

    Nodes are IRIs, with `name` (title), `kind`, `level` and `document`; indicators are not among
    them. Edges have `relation` ("contributesTo", "implements", "inFocusArea", …).
    """
    import networkx as nx

    graph = nx.DiGraph()
    for item in chain.elements:
        graph.add_node(
            item.iri,
            name=item.title,
            kind=item.kind,
            level=level_of(item.kind),
            document=item.document,
        )
    graph.add_edges_from(
        (link.child, link.parent, {"relation": link.relation}) for link in chain.links
    )
    return graph


def serving_graph(chain: Chain, *, headings: bool = False) -> nx.DiGraph:
    """Return the part of the chain by which an element serves others.

    Only contributions do that. Implementing does not: an activity states its goal itself, which
    need not be the goal of the assignment. Standing under a heading does not either.

    Args:
        chain: The chain.
        headings: Whether to take `inFocusArea` in, to ask what stands under a focus area.
    """
    relations = CONTRIBUTIONS | ({"inFocusArea"} if headings else frozenset())
    graph = chain_graph(chain)
    graph.remove_edges_from(
        [
            (child, parent)
            for child, parent, relation in graph.edges(data="relation")
            if relation not in relations
        ]
    )
    return graph


def served_by(graph: nx.DiGraph) -> dict[str, set[str]]:
    """Return element → all that serve it, over any number of steps; never itself.

    Args:
        graph: As `serving_graph` gives it.
    """
    import networkx as nx

    folded = nx.condensation(graph)
    members: dict[int, set[str]] = dict(folded.nodes(data="members"))
    below: dict[int, set[str]] = {}
    for knot in nx.topological_sort(folded):
        below[knot] = set().union(
            *(below[child] | members[child] for child in folded.predecessors(knot))
        )
    return {
        iri: (below[knot] | members[knot]) - {iri} for iri, knot in folded.graph["mapping"].items()
    }


def chain_cycles(graph: nx.DiGraph) -> tuple[tuple[str, ...], ...]:
    """Return the cycles, each as IRIs in the order of its steps; a chain should have none.

    Where several cycles hang together, the shortest by the first IRI of that knot stands for all.
    """
    import networkx as nx

    cycles = []
    for knot in _knots(graph):
        inside = graph.subgraph(knot)
        back = [nx.shortest_path(inside, step, knot[0]) for step in sorted(inside[knot[0]])]
        cycles.append((knot[0], *min(back, key=len)[:-1]))
    return tuple(cycles)


def levels_that_state(chain: Chain) -> frozenset[tuple[str, str]]:
    """Return the levels that state what they contribute to, each as (document, level).

    A level does where at least half of its elements in the document state what they contribute to
    or implement. Where fewer do, the others may well contribute to something: the document gives
    examples, and does not say of the rest.
    """
    linked = _linked(chain)
    all_ = Counter((item.document, level_of(item.kind)) for item in chain.elements)
    saying = Counter(
        (item.document, level_of(item.kind)) for item in chain.elements if item.iri in linked
    )
    return frozenset(at for at, number in saying.items() if 2 * number >= all_[at])


def chain_places(chain: Chain) -> tuple[Place, ...]:
    """Return each element's place in the chain, in the chain's order."""
    serving = serving_graph(chain)
    parents: Counter[str] = Counter()
    children: Counter[str] = Counter()
    for link in chain.links:
        if link.relation != "inFocusArea":
            parents[link.child] += 1
        # What stands under a heading contributes to nothing by that, but the heading holds it.
        children[link.parent] += 1
    linked = _linked(chain)
    in_area = {link.child for link in chain.links if link.relation == "inFocusArea"}
    states_up, reaches = levels_that_state(chain), _reaches(chain)
    states_down = {(i.document, level_of(i.kind)) for i in chain.elements if children[i.iri]}
    goals = {item.iri for item in chain.elements if item.kind in GOAL_KINDS}
    cycle = {iri: number for number, iris in enumerate(_knots(serving), start=1) for iri in iris}
    depth, below = _depths(serving), served_by(serving)
    served: Counter[str] = Counter(iri for goal in goals for iri in below[goal])
    only_way = _only_ways(serving, goals)
    places = []
    for item in chain.elements:
        at = (item.document, level_of(item.kind))
        places.append(
            Place(
                element=item,
                up=_value(item.iri in linked, at in states_up),
                reaches=reaches.get(item.iri),
                down=(
                    None
                    if item.kind == "Activity"
                    else _value(children[item.iri] > 0, at in states_down)
                ),
                parents=parents[item.iri],
                children=children[item.iri],
                goals=served[item.iri],
                served_by=len(below[item.iri]),
                depth=depth[item.iri],
                only_way=only_way.get(item.iri, 0),
                cycle=cycle.get(item.iri, 0),
                in_area=item.iri in in_area,
            )
        )
    return tuple(places)


def _linked(chain: Chain) -> set[str]:
    """Return the elements that state what they contribute to or implement."""
    steps = {link.child for link in chain.links if link.relation != "inFocusArea"}
    return {*steps, *chain.leading_out}


def _reaches(chain: Chain) -> dict[str, Value]:
    """Return element → whether it leads to a goal; nothing for focus areas and top goals."""
    graph = chain_graph(chain)
    graph.remove_edges_from(
        [pair for *pair, relation in graph.edges(data="relation") if relation == "inFocusArea"]
    )
    below = served_by(graph)
    kinds = {item.iri: item.kind for item in chain.elements}
    out = set(chain.leading_out)
    ends = out.union(iri for iri, kind in kinds.items() if kind in GOAL_KINDS)
    led = out.union(*(below[iri] for iri in ends))
    top = out.union(*(below[iri] for iri in ends if kinds[iri] != "BoardGoal"))
    stating = levels_that_state(chain)
    loose = {
        item.iri
        for item in chain.elements
        if not graph.out_degree(item.iri)
        and item.iri not in out
        and (item.document, level_of(item.kind)) in stating
    }
    loose = loose.union(*(below[iri] for iri in loose))
    return {
        iri: _value(iri in (top if kind == "BoardGoal" else led), iri in loose)
        for iri, kind in kinds.items()
        if kind not in ("FocusArea", "OverarchingGoal", "Goal")
    }


def _value(there: bool, stated: bool) -> Value:
    if there:
        return Value.COVERED
    return Value.NOT_COVERED if stated else Value.NOT_STATED


def _knots(graph: nx.DiGraph) -> list[list[str]]:
    import networkx as nx

    return sorted(
        sorted(knot)
        for knot in nx.strongly_connected_components(graph)
        if len(knot) > 1 or any(graph.has_edge(iri, iri) for iri in knot)
    )


def _depths(graph: nx.DiGraph) -> dict[str, int]:
    """Return element → the longest way down from it, a cycle counting as one element."""
    import networkx as nx

    folded = nx.condensation(graph)
    depth: dict[int, int] = {}
    for knot in nx.topological_sort(folded):
        depth[knot] = max((depth[below] + 1 for below in folded.predecessors(knot)), default=0)
    return {iri: depth[knot] for iri, knot in folded.graph["mapping"].items()}


def _only_ways(graph: nx.DiGraph, goals: set[str]) -> dict[str, int]:
    """Return element → how many others reach a top goal through it only: what it dominates."""
    import networkx as nx

    tops = [iri for iri in graph if iri in goals and not graph.out_degree(iri)]
    down = graph.reverse()
    down.add_edges_from((_TOP, top) for top in tops)
    if _TOP not in down:
        return {}
    above = nx.immediate_dominators(down, _TOP)
    count: Counter[str] = Counter()
    for iri in above:
        if iri == _TOP:
            continue
        dominator = above[iri]
        while dominator != _TOP:
            count[dominator] += 1
            dominator = above[dominator]
    return {iri: number for iri, number in count.items() if iri not in tops}
