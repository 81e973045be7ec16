"""What stands beside a passage of a document's text: the facts that were read from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .edition import Part, Segment
from .elements import ElementView, element_view
from .kinds import ELEMENT_CLASSES, narrowest
from .rendering import Visit
from .terms import narrowest_classes
from .translation import Text
from .views import DoubtView, Ref, doubt_view, ref

__all__ = ["Beside", "Fact", "Several", "beside"]

_FEW = 4  # things of one kind that are named one by one; of more, how many there are is told


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was read from a passage.

    Args:
        kind: What kind of thing it is.
        thing: The thing, with its page.
        element: The same as an element, where it is one and this passage is the first of it on
            the page; there it is told in full.
    """

    kind: Text
    thing: Ref
    element: ElementView | None


@dataclass(frozen=True, slots=True)
class Several:
    """Many things of one kind that were read from one passage: the kind, and the things."""

    kind: Text
    things: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A segment of the text, and what stands beside it.

    Args:
        segment: The segment.
        facts: What was read from it, one by one.
        several: Of kinds with many things, such as the amounts of a row, all together.
        doubts: What is doubtful about it, each with its own page.
    """

    segment: Segment
    facts: tuple[Fact, ...]
    several: tuple[Several, ...]
    doubts: tuple[tuple[DoubtView, Ref], ...]

    @property
    def told(self) -> bool:
        """Whether anything stands beside it."""
        return bool(self.facts or self.several or self.doubts or self.segment.unread)


def beside(part: Part, visit: Visit, document: str | None) -> tuple[Beside, ...]:
    """Return the segments of a part of the text with what was read from each.

    Args:
        part: The part.
        visit: The visit.
        document: What the links to bodies are to keep of the choice of document.
    """
    told: set[str] = set()
    return tuple(_beside(segment, visit, document, told) for segment in part.segments)


def _beside(segment: Segment, visit: Visit, document: str | None, told: set[str]) -> Beside:
    groups: dict[str, list[str]] = {}
    for thing in segment.about:
        groups.setdefault(_class(thing, visit), []).append(thing)
    single = [(name, thing) for name, things in groups.items() for thing in things
              if len(things) <= _FEW]  # fmt: skip
    several = [(name, things) for name, things in groups.items() if len(things) > _FEW]
    return Beside(
        segment=segment,
        facts=tuple(_fact(name, thing, visit, document, told) for name, thing in single),
        several=tuple(
            Several(visit.facts.label(name), _refs(things, visit)) for name, things in several
        ),
        doubts=tuple(
            (doubt_view(one, visit), ref(one, visit.facts, visit.links)) for one in segment.doubts
        ),
    )


def _fact(name: str, thing: str, visit: Visit, document: str | None, told: set[str]) -> Fact:
    types = visit.facts.types(thing)
    full = thing not in told and narrowest(types, ELEMENT_CLASSES) is not None
    told.add(thing)
    return Fact(
        kind=visit.facts.label(name),
        thing=ref(thing, visit.facts, visit.links),
        element=element_view(visit, thing, document=document) if full else None,
    )


def _class(thing: str, visit: Visit) -> str:
    found = narrowest_classes(visit.facts.types(thing))
    return found[0] if found else thing


def _refs(things: Sequence[str], visit: Visit) -> tuple[Ref, ...]:
    return tuple(ref(thing, visit.facts, visit.links) for thing in things)
