"""The whole text of a document, with what was read from its lines and which were not understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.ontology.namespaces import SK

from .facts import Facts, Lines
from .rendering import Visit, environment
from .views import Place, Ref, lines_of, places, ref

__all__ = ["Edition", "Segment", "Unread", "edition_of", "segments"]

# Where a reader who follows a marked line wants to go: from what was read to what it is about.
_LEADS_TO = ("assesses", "ofIndicator")
_SHOWN = 240  # letters of a passage that was not understood


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive lines that the same facts were read from.

    Args:
        first: The number of its first line.
        lines: The lines.
        about: What was read from them; empty when nothing was.
        unread: Whether they were not understood.
    """

    first: int
    lines: tuple[str, ...]
    about: tuple[Ref, ...]
    unread: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage that was not understood: where it is, its beginning, and whether that is all."""

    place: Place
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """The text of a document for its page.

    Args:
        text: The lines as HTML; empty when the archive has lost the text.
        unread: The passages that were not understood, in the document's order.
        understood: How many of the lines with text were understood.
        written: How many lines have text.
    """

    text: Markup
    unread: tuple[Unread, ...]
    understood: int
    written: int


def edition_of(visit: Visit, iri: str) -> Edition:
    """Return the text of a document with what was read from it; made once for each language."""
    key = ("pages.edition", iri, visit.language)
    return visit.snapshot.cached(key, lambda: _edition(visit, iri))


def segments(
    text: Sequence[str],
    read: Iterable[tuple[str, Lines]],
    unread: Iterable[Lines],
    name: Mapping[str, Ref],
) -> tuple[Segment, ...]:
    """Return a text cut where what was read from it changes.

    Args:
        text: The lines.
        read: What was read, and from which lines (counted from 1).
        unread: Lines that were not understood.
        name: What was read by its name; what is not in it marks nothing.
    """
    about: list[set[str]] = [set() for _ in text]
    for thing, (first, last) in read:
        if thing in name:
            for number in range(first, min(last, len(text)) + 1):
                about[number - 1].add(thing)
    left = {number for first, last in unread for number in range(first, last + 1)}
    keys = [(frozenset(about[n]), not about[n] and n + 1 in left) for n in range(len(text))]
    _bridge(keys, text)
    cut: list[Segment] = []
    number = 1
    for (things, is_unread), group in groupby(zip(keys, text, strict=True), lambda pair: pair[0]):
        lines = tuple(line for _, line in group)
        names = tuple(dict.fromkeys(name[thing] for thing in sorted(things)))
        cut.append(Segment(number, lines, names, is_unread))
        number += len(lines)
    return tuple(cut)


def _bridge(keys: list[tuple[frozenset[str], bool]], text: Sequence[str]) -> None:
    """Give empty lines between two lines of the same facts those facts, so that they are one."""
    before: int | None = None
    for number, line in enumerate(text):
        if not line.strip() and not keys[number][0]:
            continue
        if before is not None and keys[before] == keys[number]:
            keys[before:number] = [keys[before]] * (number - before)
        before = number


def _edition(visit: Visit, iri: str) -> Edition:
    facts = visit.facts
    text = lines_of(iri, visit)
    read = [
        (_lead(facts, thing), place)
        for thing, place in facts.quoted(iri)
        if not facts.is_a(thing, "Doubt")
    ]
    found = [passage_lines(passage) for passage in facts.iris(iri, SK + "uncovered")]
    unread = sorted((first, last) for _, first, last in filter(None, found))
    names = {thing: ref(thing, facts, visit.links) for thing, _ in read}
    template = environment(visit.language).get_template("_edition.html")
    cut = segments(text, read, unread, names)
    written = sum(bool(line.strip()) for line in text)
    not_understood = {n for first, last in unread for n in range(first, last + 1)}
    left = sum(bool(text[n - 1].strip()) for n in not_understood if n <= len(text))
    return Edition(
        text=Markup(template.render(segments=cut)),  # noqa: S704 - a template escapes
        unread=tuple(_unread(visit, iri, lines, text) for lines in unread),
        understood=written - left,
        written=written,
    )


def _unread(visit: Visit, iri: str, lines: Lines, text: Sequence[str]) -> Unread:
    first, last = lines
    words = " ".join(" ".join(text[first - 1 : last]).split())
    shown = words
    if len(words) > _SHOWN:
        shown = words[:_SHOWN].rpartition(" ")[0] or words[:_SHOWN]
    return Unread(places([(iri, lines)], visit.links, visit.facts)[0], shown, shown == words)


def _lead(facts: Facts, thing: str) -> str:
    for name in _LEADS_TO:
        target = facts.iri(thing, SK + name)
        if target is not None:
            return _lead(facts, target)
    return thing
