"""What an element is for and what is done for it: the chain from focus area to activity."""

from __future__ import annotations

from dataclasses import dataclass

from styrkedja.ontology.namespaces import SK

from .elements import ElementGroup, ElementView, by_kind, element_view
from .facts import Facts
from .kinds import ELEMENT_CLASSES, narrowest, rank
from .rendering import Visit
from .translation import Text

__all__ = ["Step", "chain_above", "chain_below"]

_UP = ("mainlyContributesTo", "partlyContributesTo", "contributesTo", "implements", "inFocusArea")
_HIGHEST = 6  # steps; documents state no more than four


@dataclass(frozen=True, slots=True)
class Step:
    """An element that another one serves.

    Args:
        relation: How the lower one serves it, in words ("bidrar till").
        element: The element.
        above: What this one serves in turn.
    """

    relation: Text
    element: ElementView
    above: tuple[Step, ...]


def chain_above(visit: Visit, iri: str, document: str | None = None) -> tuple[Step, ...]:
    """Return what an element serves, each with what that serves in turn.

    Args:
        visit: The visit.
        iri: The element.
        document: What the links to bodies are to keep of the choice of document.
    """
    return _above(visit, iri, document, (iri,))


def chain_below(visit: Visit, iri: str, document: str | None = None) -> tuple[ElementGroup, ...]:
    """Return what stands directly under an element or is said to contribute to it, by kind.

    Each element tells how many stand under itself.

    Args:
        visit: The visit.
        iri: The element.
        document: What the links to bodies are to keep of the choice of document.
    """
    facts = visit.facts
    partly = set(facts.subjects(SK + "partlyContributesTo", iri))
    found = sorted(_under(facts, iri), key=lambda one: (facts.passages(one), one))
    views = (
        element_view(visit, one, document=document, partly=one in partly, below=_counts(facts, one))
        for one in found
    )
    return by_kind(visit, views)


def _above(visit: Visit, iri: str, document: str | None, path: tuple[str, ...]) -> tuple[Step, ...]:
    facts = visit.facts
    found: list[Step] = []
    told = set(path)
    if len(path) > _HIGHEST:
        return ()
    for name in _UP:
        # A wider property repeats what a narrower one before it has told.
        for target in facts.by_label(set(facts.iris(iri, SK + name)) - told):
            told.add(target)
            found.append(
                Step(
                    relation=facts.label(SK + name),
                    element=element_view(visit, target, document=document),
                    above=_above(visit, target, document, (*path, target)),
                )
            )
    return tuple(found)


def _under(facts: Facts, iri: str) -> set[str]:
    return {one for name in _UP for one in facts.subjects(SK + name, iri)}


def _counts(facts: Facts, iri: str) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for one in _under(facts, iri):
        kind = narrowest(facts.types(one), ELEMENT_CLASSES) or "SteeringElement"
        found[kind] = found.get(kind, 0) + 1
    return tuple((kind, found[kind]) for kind in sorted(found, key=rank))
