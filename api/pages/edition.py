"""The text of a document, cut where what was read from it changes, and into parts for pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from styrkedja.graph.model import DoubtKind
from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.ontology.namespaces import DOUBT, SK

from .facts import Facts, Lines
from .rendering import Visit
from .views import Place, lines_of, places

__all__ = ["Edition", "Part", "Segment", "Unread", "edition_of", "parts", "segments", "unread_of"]

# Where a reader who follows a marked line wants to go: from what was read to what it is about.
_LEADS_TO = ("assesses", "ofIndicator")
_SHOWN = 240  # letters of a passage that was not understood
# A page of text: so long that it is worth reading, so short that a phone has it at once.
_LINES = 300
_LETTERS = 30_000
_LONGEST = 150  # lines; a passage that is longer may be cut between two pages


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive lines that the same facts were read from.

    Args:
        first: The number of its first line.
        lines: The lines.
        about: IRIs of what was read from them; empty when nothing was.
        unread: Whether they were not understood.
        doubts: IRIs of the doubts whose first passage begins here.
    """

    first: int
    lines: tuple[str, ...]
    about: tuple[str, ...]
    unread: bool
    doubts: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.first + len(self.lines) - 1


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of a text: consecutive segments."""

    segments: tuple[Segment, ...]

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.segments[0].first

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.segments[-1].last


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage that was not understood: where it is, its beginning, and whether that is all."""

    place: Place
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """The text of a document for its pages.

    Args:
        parts: The text in parts; none when the archive has lost it.
        unread: The passages that were not understood, in the document's order.
        understood: How many of the lines with text were understood.
        written: How many lines have text.
    """

    parts: tuple[Part, ...]
    unread: tuple[Lines, ...]
    understood: int
    written: int

    @property
    def lines(self) -> int:
        """How many lines the text has."""
        return self.parts[-1].last if self.parts else 0

    def part_with(self, line: int) -> Part:
        """Return the part that a line stands in; the first or last where there is no such line."""
        starts = [part.first for part in self.parts]
        return self.parts[max(0, bisect_right(starts, line) - 1)]


def edition_of(visit: Visit, iri: str) -> Edition:
    """Return the text of a document with what was read from it; made once a commit."""
    return visit.snapshot.cached(("pages.edition", iri), lambda: _edition(visit, iri))


def unread_of(visit: Visit, iri: str, edition: Edition) -> tuple[Unread, ...]:
    """Return the passages of a document that were not understood, with their first words."""
    text = lines_of(iri, visit)
    return tuple(_unread(visit, iri, lines, text) for lines in edition.unread)


def segments(
    text: Sequence[str], read: Iterable[tuple[str, Lines]], unread: Iterable[Lines]
) -> tuple[Segment, ...]:
    """Return a text cut where what was read from it changes.

    Args:
        text: The lines.
        read: What was read, and from which lines (counted from 1).
        unread: Lines that were not understood.
    """
    about: list[set[str]] = [set() for _ in text]
    for thing, (first, last) in read:
        for number in range(first, min(last, len(text)) + 1):
            about[number - 1].add(thing)
    left = {number for first, last in unread for number in range(first, last + 1)}
    keys = [(frozenset(about[n]), not about[n] and n + 1 in left) for n in range(len(text))]
    _bridge(keys, text)
    cut: list[Segment] = []
    number = 1
    for (things, is_unread), group in groupby(zip(keys, text, strict=True), lambda pair: pair[0]):
        lines = tuple(line for _, line in group)
        cut.append(Segment(number, lines, tuple(sorted(things)), is_unread))
        number += len(lines)
    return tuple(cut)


def parts(cut: Iterable[Segment], lines: int = _LINES, letters: int = _LETTERS) -> tuple[Part, ...]:
    """Return segments in parts, each as long as a page may be; only long segments are cut.

    Args:
        cut: The segments of a text, in its order.
        lines: How many lines a part may have.
        letters: How many letters; a line that is longer is a part of its own.
    """
    found: list[list[Segment]] = []
    room = (0, 0)
    for segment in _shortened(cut, min(lines, _LONGEST), letters):
        size = (len(segment.lines), sum(map(len, segment.lines)))
        if not found or size[0] > room[0] or size[1] > room[1]:
            found.append([])
            room = (lines, letters)
        found[-1].append(segment)
        room = (room[0] - size[0], room[1] - size[1])
    return tuple(Part(tuple(one)) for one in found)


def _shortened(cut: Iterable[Segment], lines: int, letters: int) -> Iterator[Segment]:
    """Yield segments, those that are too long in pieces."""
    for segment in cut:
        start, size = 0, 0
        for at, line in enumerate(segment.lines):
            if at > start and (at - start >= lines or size + len(line) > letters):
                yield _piece(segment, start, at)
                start, size = at, 0
            size += len(line)
        yield segment if start == 0 else _piece(segment, start, len(segment.lines))


def _piece(segment: Segment, start: int, end: int) -> Segment:
    doubts = segment.doubts if start == 0 else ()
    lines = segment.lines[start:end]
    return replace(segment, first=segment.first + start, lines=lines, doubts=doubts)


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
    quoted = facts.quoted(iri)
    doubts = {one for one in facts.subjects(SK + "reportedIn", iri) if facts.is_a(one, "Doubt")}
    # Doubts that somebody has settled keep their passages, but are nothing that was read.
    settled = {
        one for kind in DoubtKind for one in facts.subjects(SK + "doubtKind", DOUBT + kind.value)
    }
    told = doubts | settled
    read = [(_lead(facts, thing), place) for thing, place in quoted if thing not in told]
    found = [passage_lines(passage) for passage in facts.iris(iri, SK + "uncovered")]
    unread = tuple(sorted((first, last) for _, first, last in filter(None, found)))
    first_lines: dict[str, int] = {}
    for thing, (first, _) in quoted:
        if thing in doubts:
            first_lines.setdefault(thing, first)
    cut = _with_doubts(segments(text, read, unread), first_lines)
    written = sum(bool(line.strip()) for line in text)
    not_understood = {n for first, last in unread for n in range(first, last + 1)}
    left = sum(bool(text[n - 1].strip()) for n in not_understood if n <= len(text))
    return Edition(
        parts=parts(cut),
        unread=tuple(lines for lines in unread if lines[0] <= len(text)),
        understood=written - left,
        written=written,
    )


def _with_doubts(cut: Sequence[Segment], first_lines: dict[str, int]) -> Iterator[Segment]:
    starting: dict[int, list[str]] = {}
    starts = [segment.first for segment in cut]
    for doubt, line in sorted(first_lines.items()):
        starting.setdefault(bisect_right(starts, line) - 1, []).append(doubt)
    for at, segment in enumerate(cut):
        yield replace(segment, doubts=tuple(starting.get(at, ())))


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
