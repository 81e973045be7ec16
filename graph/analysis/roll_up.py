"""The chain from the top down: what stands under each element, and how it goes there."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from .chains import chain_graph, served_by
from .items import ElementItem
from .links import LEVELS, Chain, Link, level_of

__all__ = ["WORK", "ChainTree", "RollUp", "chain_tree"]

WORK = ("Assignment", "Activity")
"""The levels that are done or not: of the others a report says no status."""


@dataclass(frozen=True, slots=True)
class RollUp:
    """What stands under an element, over any number of steps, each counted once.

    Args:
        levels: How many there are of each level, from the top.
        statuses: Status IRI (None: unknown) and how many assignments and activities have it, the
            most first, unknown last.
    """

    levels: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str | None, int], ...]

    @property
    def total(self) -> int:
        """How many elements stand under it."""
        return sum(count for _, count in self.levels)

    @property
    def work(self) -> int:
        """How many of them are assignments and activities."""
        return sum(count for _, count in self.statuses)

    @property
    def unknown(self) -> int:
        """How many assignments and activities have no known status."""
        return dict(self.statuses).get(None, 0)


@dataclass(frozen=True, slots=True)
class ChainTree:
    """The chain from the top down.

    Args:
        elements: The elements by IRI.
        tops: What stands under nothing: those with something under them, in the chain's order.
        loose: What stands under nothing and has nothing under it, in the chain's order.
        children: Element → the steps that lead to it, in the chain's order of their children.
        parents: Element → how many it stands under.
        below: Element → all that stand under it, over any number of steps; never itself.
    """

    elements: dict[str, ElementItem]
    tops: tuple[str, ...]
    loose: tuple[str, ...]
    children: dict[str, tuple[Link, ...]]
    parents: dict[str, int]
    below: dict[str, set[str]]

    def roll_up(self, iri: str) -> RollUp:
        """Return what stands under an element.

        Raises:
            KeyError: It is none of the chain's.
        """
        under = [self.elements[one] for one in self.below[iri]]
        levels = Counter(level_of(item.kind) for item in under)
        statuses = Counter(item.status for item in under if level_of(item.kind) in WORK)
        return RollUp(
            levels=tuple((level, levels[level]) for level in LEVELS if levels[level]),
            statuses=tuple(
                sorted(
                    statuses.items(), key=lambda pair: (pair[0] is None, -pair[1], pair[0] or "")
                )
            ),
        )


def chain_tree(chain: Chain) -> ChainTree:
    """Return the chain from the top down, by all its steps: contributions, headings, implementing.

    Where elements serve each other in a circle, the first of them in the chain's order is the top.

    Args:
        chain: The chain.
    """
    place = {item.iri: number for number, item in enumerate(chain.elements)}
    steps: defaultdict[str, list[Link]] = defaultdict(list)
    parents: Counter[str] = Counter()
    for link in chain.links:
        if link.child != link.parent:
            steps[link.parent].append(link)
            parents[link.child] += 1
    below = served_by(chain_graph(chain))
    tops = [item.iri for item in chain.elements if not parents[item.iri]]
    reached = set(tops).union(*(below[iri] for iri in tops))
    for item in chain.elements:
        if item.iri not in reached:
            tops.append(item.iri)
            reached |= {item.iri, *below[item.iri]}
    tops.sort(key=place.__getitem__)
    return ChainTree(
        elements={item.iri: item for item in chain.elements},
        tops=tuple(iri for iri in tops if steps[iri]),
        loose=tuple(iri for iri in tops if not steps[iri]),
        children={
            iri: tuple(sorted(links, key=lambda link: place[link.child]))
            for iri, links in steps.items()
            if links
        },
        parents=dict(parents),
        below=below,
    )
