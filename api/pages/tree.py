"""The chain from the top down as the pages show it: a tree that opens, and how it goes below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from styrkedja.graph.analysis import ChainTree, RollUp, chain_tree
from styrkedja.ontology.namespaces import SK

from .coverage import chain_chosen, goal_href
from .elements import ElementView, element_view
from .kinds import is_goal
from .rendering import Visit
from .scope import Scope
from .translation import Text
from .views import State, state

__all__ = ["Node", "Tally", "forest", "tally_of", "tree_chosen"]

_MOST_ROWS = 300  # of a page; of a larger tree only the upper levels are shown at once
_UPPER = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """What stands under an element.

    Args:
        levels: Each level and how many there are of it, with the address of their list.
        states: Each status and how many assignments and activities have it, with their list.
        work: How many assignments and activities there are.
        unknown: How many of them have no known status.
    """

    levels: tuple[tuple[str, int, str], ...]
    states: tuple[tuple[State, int, str], ...]
    work: int
    unknown: int

    @property
    def total(self) -> int:
        """How many elements stand under it."""
        return sum(count for _, count, _ in self.levels)


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the tree.

    Args:
        element: The element.
        href: Its page: a goal's or a focus area's own, of others where they were read.
        relation: How it stands to the one above it; None at the top.
        tally: What stands under it.
        children: The elements directly under it; empty where they are not shown here.
        elsewhere: Under how many others it stands, too.
    """

    element: ElementView
    href: str | None
    relation: Text | None
    tally: Tally
    children: tuple[Node, ...]
    elsewhere: int


def tree_chosen(visit: Visit, scope: Scope) -> ChainTree:
    """Return the chain of the chosen documents from the top down; made once a commit."""
    key = ("pages.tree", scope.value)
    return visit.snapshot.cached(key, lambda: chain_tree(chain_chosen(visit.snapshot, scope)))


def forest(visit: Visit, scope: Scope, tree: ChainTree, tops: Iterable[str]) -> tuple[Node, ...]:
    """Return elements with all that stands under them; where that is very much, the upper levels.

    Args:
        visit: The visit.
        scope: Which documents.
        tree: The chain.
        tops: IRIs of the elements at the top.
    """
    roots = tuple(tops)
    levels = _UPPER if _is_deep(tree, roots) else None
    views: dict[str, ElementView] = {}

    def view(iri: str) -> ElementView:
        if iri not in views:
            views[iri] = element_view(visit, iri, document=scope.value)
        return views[iri]

    return tuple(_node(visit, scope, tree, root, None, (), view, levels) for root in roots)


def tally_of(visit: Visit, scope: Scope, iri: str, roll_up: RollUp) -> Tally:
    """Return what stands under an element, each number with its list."""

    def listed(**narrowed: str) -> str:
        return goal_href(visit, scope, iri, "list", **narrowed)

    return Tally(
        levels=tuple((level, count, listed(kind=level)) for level, count in roll_up.levels),
        states=tuple(
            (shown, count, listed(status=shown.kind))
            for shown, count in (
                (state(concept, None, visit.facts), count) for concept, count in roll_up.statuses
            )
        ),
        work=roll_up.work,
        unknown=roll_up.unknown,
    )


def _is_deep(tree: ChainTree, roots: Iterable[str]) -> bool:
    """Return whether a tree has more rows than a page shows; each element under each parent."""
    paths: list[tuple[str, tuple[str, ...]]] = [(root, ()) for root in roots]
    rows = 0
    while paths and rows <= _MOST_ROWS:
        iri, path = paths.pop()
        rows += 1
        paths += [
            (link.child, (*path, iri))
            for link in tree.children.get(iri, ())
            if link.child not in (*path, iri)
        ]
    return rows > _MOST_ROWS


def _node(
    visit: Visit,
    scope: Scope,
    tree: ChainTree,
    iri: str,
    relation: str | None,
    path: tuple[str, ...],
    view: Callable[[str], ElementView],
    left: int | None,
) -> Node:
    element = view(iri)
    shown = () if left == 0 else tree.children.get(iri, ())
    return Node(
        element=element,
        href=goal_href(visit, scope, iri)
        if is_goal(element.kind) or element.kind == "FocusArea"
        else element.href,
        relation=None if relation is None else visit.facts.label(SK + relation),
        tally=tally_of(visit, scope, iri, tree.roll_up(iri)),
        children=tuple(
            _node(
                visit,
                scope,
                tree,
                link.child,
                link.relation,
                (*path, iri),
                view,
                None if left is None else left - 1,
            )
            for link in shown
            if link.child not in (*path, iri)
        ),
        elsewhere=max(0, tree.parents.get(iri, 0) - (relation is not None)),
    )
