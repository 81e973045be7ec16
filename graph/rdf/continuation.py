"""Which element of a later document continues which of an earlier one, how surely, and why.

Equal titles (letters and digits only) first, then near-equal ones. A title alone links nothing that
other facts contradict: goals and activities of other bodies are other things, and what could be two
things is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from styrkedja.ontology.namespaces import CONFIDENCE, DCT, ORG, RDFS, SK

from .facts import STATED_IN, TYPE, Derived, Facts, iri_of, municipality_of, text_of
from .likeness import Likeness, words_of

__all__ = ["CONTINUES", "READ_BY_CONTINUATIONS", "continuations", "tells_of_continuation"]

CONTINUES = f"{SK}continues"
_RESPONSIBLE = f"{SK}responsible"
_CARRIED_OUT_BY = f"{SK}carriedOutBy"
_CREATOR = f"{DCT}creator"
_OF_ONE_BODY = frozenset({f"{SK}BoardGoal", f"{SK}Activity"})
_BEFORE = f"{ORG}originalOrganization"
_AFTER = f"{ORG}resultingOrganization"
READ_BY_CONTINUATIONS = frozenset(
    {_RESPONSIBLE, _CARRIED_OUT_BY, _CREATOR, _BEFORE, _AFTER, CONTINUES}
)

_CLASS = f"{SK}Continuation"
_TOLD = frozenset(
    {f"{RDFS}label", f"{SK}laterElement", f"{SK}earlierElement", f"{SK}confidence", f"{SK}rule"}
)

_ALIKE = 0.7  # likeness from which on two titles are taken to mean the same
_APART = 0.12  # how much more alike than any other pair of the two
_SAME = "same-title-in-earlier-document"
_MOVED = "same-title-in-earlier-document-other-bodies"
_NEAR = "similar-title-in-earlier-document"
_PART = "longer-title-in-earlier-document-same-bodies"
_REASONS = {
    _SAME: (
        "Samma titel i ett tidigare dokument",
        "The same title in an earlier document",
    ),
    _MOVED: (
        "Samma titel i ett tidigare dokument, men andra ansvariga",
        "The same title in an earlier document, but other bodies responsible",
    ),
    _NEAR: (
        "Nästan samma titel i ett tidigare dokument ({} % av orden), och inget som säger emot",
        "Nearly the same title in an earlier document ({} % of the words), nothing against it",
    ),
    _PART: (
        "Den ena titelns alla ord står i den andras i ett tidigare dokument, "
        "och samma organ är ansvariga",
        "All words of one title stand in the other's in an earlier document, "
        "and the same bodies are responsible",
    ),
}


@dataclass(frozen=True, slots=True)
class _Statement:
    """An element in its document, with the triples that say so."""

    element: ox.NamedNode
    family: str
    day: str
    letters: str
    words: frozenset[str]
    bodies: frozenset[str]
    premises: tuple[ox.Triple, ...]


def continuations(facts: Facts, base: str, classes: frozenset[str]) -> Iterator[Derived]:
    """Yield which elements continue which, with confidence and reason.

    Args:
        facts: The stated facts.
        base: What IRIs of things begin with; the next segment is the municipality.
        classes: The classes whose members can continue each other.
    """
    linked: set[object] = set(facts.subjects(CONTINUES))
    continued: set[object] = {
        triple.object
        for later in facts.subjects(CONTINUES)
        for triple in facts.of(later, CONTINUES)
    }
    for place, statements in _by_place(facts, base, classes).items():
        for link in _links(statements, linked, continued):
            yield from _told(link, f"{base}{place}")


@dataclass(frozen=True, slots=True)
class _Link:
    later: _Statement
    earlier: _Statement
    rule: str
    likeness: float = 1.0


def _links(
    statements: list[_Statement], linked: set[object], continued: set[object]
) -> Iterator[_Link]:
    """Yield the links of one municipality; `linked` and `continued` grow as links are found."""
    ambiguous: set[ox.NamedNode] = set()
    equal: dict[tuple[str, str], dict[str, list[_Statement]]] = {}
    for one in statements:
        equal.setdefault((one.family, one.letters), {}).setdefault(one.day, []).append(one)
    for days in equal.values():
        ordered = [days[day] for day in sorted(days)]
        for group in ordered:
            if len(group) > 1:
                ambiguous.update(one.element for one in group)
        for earlier, later in pairwise(ordered):
            if len(earlier) != 1 or len(later) != 1:
                continue
            old, new = earlier[0], later[0]
            rule = _rule_for_equals(new, old)
            if new.element in linked or old.element in continued or rule is None:
                continue
            linked.add(new.element)
            continued.add(old.element)
            yield _Link(new, old, rule)
    yield from _near([one for one in statements if one.element not in ambiguous], linked, continued)


def _rule_for_equals(new: _Statement, old: _Statement) -> str | None:
    if _whose_is_unsure(new, old):
        return None
    if not _apart(new, old):
        return _SAME
    return _MOVED if new.family.endswith("Assignment") else None


def _near(
    statements: list[_Statement], linked: set[object], continued: set[object]
) -> Iterator[_Link]:
    """Yield links between near-equal titles: document by document, each to its best and only."""
    likeness = Likeness([one.words for one in statements])
    families: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(statements):
        families[one.family].append(number)
    for numbers in families.values():
        for day in sorted({statements[number].day for number in numbers})[1:]:
            later = {
                n: statements[n].words
                for n in numbers
                if statements[n].day == day and statements[n].element not in linked
            }
            earlier = {
                n: statements[n].words
                for n in numbers
                if statements[n].day < day and statements[n].element not in continued
            }
            pairs = list(likeness.pairs(later, earlier))
            held = {
                (new, old)
                for score, new, old in pairs
                if score < _ALIKE
                and _same_bodies(statements[new], statements[old])
                and likeness.holds(later[new], earlier[old])
            }
            scored = [(_ALIKE if (n, o) in held else score, n, o) for score, n, o in pairs]
            for score, new, old in _only(scored):
                one, other = statements[new], statements[old]
                if score < _ALIKE or one.letters == other.letters:
                    continue
                if _apart(one, other) or _whose_is_unsure(one, other):
                    continue
                continued.add(other.element)
                linked.add(one.element)
                yield _Link(one, other, _PART if (new, old) in held else _NEAR, score)


def _only(pairs: list[tuple[float, int, int]]) -> Iterator[tuple[float, int, int]]:
    """Yield the pairs that are clearly more alike than any other pair of either of the two."""
    of_later: dict[int, list[float]] = defaultdict(list)
    of_earlier: dict[int, list[float]] = defaultdict(list)
    for score, new, old in pairs:
        of_later[new].append(score)
        of_earlier[old].append(score)
    for score, new, old in sorted(pairs, reverse=True):
        rivals = [*of_later[new], *of_earlier[old]]
        if sum(1 for rival in rivals if rival > score - _APART) == 2:  # itself, counted twice
            yield score, new, old


def _apart(new: _Statement, old: _Statement) -> bool:
    """Return whether both name bodies and share none."""
    return bool(new.bodies) and bool(old.bodies) and not new.bodies & old.bodies


def _whose_is_unsure(new: _Statement, old: _Statement) -> bool:
    """Return whether only one of two goals or activities says whose it is.

    Boards give their goals the same titles; an assignment's title is the council's.
    """
    own = new.family in _OF_ONE_BODY
    return own and bool(new.bodies) != bool(old.bodies)


def _same_bodies(new: _Statement, old: _Statement) -> bool:
    """Return whether both name bodies, and one of them no others than the other does."""
    if not new.bodies or not old.bodies:
        return False
    return new.bodies <= old.bodies or old.bodies <= new.bodies


def _by_place(facts: Facts, base: str, classes: frozenset[str]) -> dict[str, list[_Statement]]:
    """Return the elements of each municipality, in the order of their IRIs."""
    followers = _followers(facts)
    found: dict[str, list[_Statement]] = defaultdict(list)
    for element in sorted(facts.subjects(STATED_IN), key=lambda node: node.value):
        types = [t for t in facts.of(element, TYPE) if iri_of(t) in classes]
        stated = facts.first(element, STATED_IN)
        title = facts.title(element)
        place = municipality_of(element.value, base)
        if not types or stated is None or title is None or place is None:
            continue
        day = facts.day(stated.object)
        letters = "".join(letter for letter in text_of(title).lower() if letter.isalnum())
        if day is None or not letters:
            continue
        named = [*facts.of(element, _RESPONSIBLE), *facts.of(element, _CARRIED_OUT_BY)]
        if not named:
            named = facts.of(stated.object, _CREATOR)
        bodies = {iri_of(triple) for triple in named}
        for body in list(bodies):
            bodies |= followers.get(body, set())
        found[place].append(
            _Statement(
                element,
                _family(sorted(iri_of(t) for t in types)),
                day[0],
                letters,
                words_of(text_of(title), place),
                frozenset(bodies),
                (*types, title, stated, *named, *day[1]),
            )
        )
    return found


def _family(types: list[str]) -> str:
    """Return the class within which elements can continue each other: assignments of all kinds."""
    if any(name.endswith("Assignment") for name in types):
        return f"{SK}Assignment"
    return "|".join(types)


def _followers(facts: Facts) -> Mapping[str, set[str]]:
    """Return the bodies that replaced each body."""
    found: dict[str, set[str]] = defaultdict(set)
    for event in facts.subjects(_BEFORE):
        after = {iri_of(triple) for triple in facts.of(event, _AFTER)}
        for triple in facts.of(event, _BEFORE):
            found[iri_of(triple)] |= after
    return found


def _told(link: _Link, municipality: str) -> Iterator[Derived]:
    """Yield the triples that tell a continuation."""
    later, earlier = link.later.element, link.earlier.element
    premises = tuple(sorted({*link.later.premises, *link.earlier.premises}, key=str))
    yield Derived(ox.Triple(later, ox.NamedNode(CONTINUES), earlier), link.rule, premises)
    node = ox.NamedNode(f"{municipality}/continuation/{later.value[len(municipality) + 1 :]}")
    sv, en = (text.format(round(100 * link.likeness)) for text in _REASONS[link.rule])
    confidence = "high" if link.rule == _SAME else "medium"
    said: tuple[tuple[str, ox.NamedNode | ox.Literal], ...] = (
        (TYPE, ox.NamedNode(_CLASS)),
        (f"{RDFS}label", ox.Literal(sv, language="sv")),
        (f"{RDFS}label", ox.Literal(en, language="en")),
        (f"{SK}laterElement", later),
        (f"{SK}earlierElement", earlier),
        (f"{SK}confidence", ox.NamedNode(CONFIDENCE + confidence)),
        (f"{SK}rule", ox.Literal(link.rule)),
    )
    for predicate, value in said:
        yield Derived(ox.Triple(node, ox.NamedNode(predicate), value), link.rule, premises)


def tells_of_continuation(triple: ox.Triple) -> bool:
    """Return whether a triple is one that these rules say of a `sk:Continuation`.

    What the ontology infers from those, such as that it is a `prov:Derivation`, is not.
    """
    subject, target = triple.subject, triple.object
    if not isinstance(subject, ox.NamedNode) or "/continuation/" not in subject.value:
        return False
    if triple.predicate.value == TYPE:
        return isinstance(target, ox.NamedNode) and target.value == _CLASS
    return triple.predicate.value in _TOLD
