"""What a newer version of a document says otherwise than an older one: elements and lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pyoxigraph as ox

from styrkedja.graph.model import ElementKind
from styrkedja.ontology.namespaces import RDF, RDFS, SK

__all__ = ["Difference", "LineMap", "Revision", "compare_versions", "map_lines"]

_CLASSES = frozenset(
    SK + "".join(word.title() for word in kind.value.split("-")) for kind in ElementKind
)
# What people ask of an element; where it was read and by which rule is not among it.
_OF_ELEMENT = (
    RDFS + "label",
    *(
        SK + name
        for name in (
            "number",
            "responsible",
            "carriedOutBy",
            "coordinatedBy",
            "contributingBody",
            "assignedToGroup",
            "decidedBy",
            "deadline",
            "deadlineText",
            "mainlyContributesTo",
            "partlyContributesTo",
            "contributesTo",
            "implements",
            "inFocusArea",
        )
    ),
)
_OF_ASSESSMENT = tuple(SK + name for name in ("status", "statusText", "forecast", "comment"))
_ASSESSES = SK + "assesses"
# As printed → as understood: where the second differs, the first says the same once more.
_PRINTED = {SK + "deadlineText": SK + "deadline", SK + "statusText": SK + "status"}

_Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A property of an element that has other values now.

    Args:
        predicate: IRI of the property.
        before: The values before: IRIs and texts, sorted.
        after: The values now.
    """

    predicate: str
    before: _Values
    after: _Values


@dataclass(frozen=True, slots=True)
class Revision:
    """What is different in the newer of two versions of a document.

    Args:
        new: IRIs of elements that only the newer one has, sorted.
        gone: IRIs of elements that only the older one has, sorted.
        changed: IRI of the element now → what is said otherwise of it.
        same: How many elements are said the same of.
        titles: IRI → title, and local name of the class, of all that is new, gone or changed.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: Mapping[str, tuple[Difference, ...]]
    same: int
    titles: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LineMap:
    """Where the lines of an older text stand in a newer one.

    Args:
        blocks: Runs of equal lines: first line before, first line now (from 1), how many.
        removed: How many lines of the older text are not in the newer one.
        added: How many lines of the newer text were not in the older one.
    """

    blocks: tuple[tuple[int, int, int], ...]
    removed: int
    added: int

    @property
    def places(self) -> tuple[int, ...]:
        """Where the newer text differs: the first line of each place, or the one after a gap."""
        found, before, after = [], 1, 1
        for old, new, count in self.blocks:
            if (old, new) != (before, after):
                found.append(after)
            before, after = old + count, new + count
        return tuple(found)

    def now(self, line: int) -> int | None:
        """Return the number that a line of the older text has now; None where it is gone."""
        for before, after, count in self.blocks:
            if before <= line < before + count:
                return after + line - before
        return None

    def near(self, line: int) -> int:
        """Return the number now of the last line before a line that is still there; else 1."""
        earlier = [one for one in self.blocks if one[0] <= line]
        if not earlier:
            return 1
        before, after, count = earlier[-1]
        return after + min(line - before, count - 1)


def compare_versions(old: bytes, new: bytes, renamed: Mapping[str, str | None]) -> Revision:
    """Return what a newer version of a document says otherwise of its elements.

    Args:
        old: The graph of the older version, as N-Quads.
        new: The graph of the newer one.
        renamed: Old IRI → IRI now of things that go by another, as `former_iris` has them.
    """
    before, after = _elements(old, renamed), _elements(new, {})
    both = before.keys() & after.keys()
    compared = {iri: _differences(before[iri], after[iri]) for iri in sorted(both)}
    changed = {iri: found for iri, found in compared.items() if found}
    come, gone = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    return Revision(
        new=tuple(come),
        gone=tuple(gone),
        changed=changed,
        same=len(compared) - len(changed),
        titles={
            **{iri: _title(before[iri]) for iri in gone},
            **{iri: _title(after[iri]) for iri in (*come, *changed)},
        },
    )


def map_lines(old: Sequence[str], new: Sequence[str]) -> LineMap:
    """Return where the lines of an older text stand in a newer one, by runs of equal lines.

    Spaces at the ends of lines do not count. In long texts, lines that occur often (empty ones,
    the same label again and again) are matched by what stands around them only, which keeps the
    time near what is linear.
    """
    before, after = ([line.strip() for line in lines] for lines in (old, new))
    matcher = SequenceMatcher(None, before, after)
    blocks = tuple((a + 1, b + 1, size) for a, b, size in matcher.get_matching_blocks() if size)
    kept = sum(size for _, _, size in blocks)
    return LineMap(blocks, len(before) - kept, len(after) - kept)


_Element = dict[str, set[str]]


def _elements(content: bytes, renamed: Mapping[str, str | None]) -> dict[str, _Element]:
    """Return element → property → its values; those of its assessments are its own."""
    said: defaultdict[str, _Element] = defaultdict(lambda: defaultdict(set))
    for quad in ox.parse(content, format=ox.RdfFormat.N_QUADS):
        if isinstance(quad.subject, ox.NamedNode):
            value = quad.object.value if not isinstance(quad.object, ox.Triple) else ""
            subject = renamed.get(quad.subject.value) or quad.subject.value
            said[subject][quad.predicate.value].add(renamed.get(value) or value)
    found = {iri: facts for iri, facts in said.items() if facts.get(RDF + "type", set()) & _CLASSES}
    for facts in said.values():
        for element in facts.get(_ASSESSES, set()) & found.keys():
            for predicate in _OF_ASSESSMENT:
                if facts.get(predicate):
                    found[element].setdefault(predicate, set()).update(facts[predicate])
    return found


def _differences(before: _Element, after: _Element) -> tuple[Difference, ...]:
    pairs = (
        (predicate, before.get(predicate, set()), after.get(predicate, set()))
        for predicate in (*_OF_ELEMENT, *_OF_ASSESSMENT)
    )
    found = {predicate: (old, new) for predicate, old, new in pairs if old != new}
    return tuple(
        Difference(predicate, tuple(sorted(old)), tuple(sorted(new)))
        for predicate, (old, new) in found.items()
        if _PRINTED.get(predicate) not in found
    )


def _title(facts: _Element) -> tuple[str, str]:
    title = min(facts.get(RDFS + "label", {""}))
    return title, min(facts[RDF + "type"] & _CLASSES).removeprefix(SK)
