"""What the templates show, made from analyses and facts: frozen, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from styrkedja.api.incoming import incoming_counts
from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.errors import UnknownDocumentError
from styrkedja.graph.corrections.fields import DOUBTED
from styrkedja.ontology.namespaces import DOUBT, SK, STATUS

from .facts import NOWHERE, Facts, Lines, Origin
from .links import Links
from .rendering import Visit
from .translation import Text

__all__ = [
    "DoubtView",
    "Excerpt",
    "Line",
    "Place",
    "Ref",
    "State",
    "Twins",
    "doubt_view",
    "doubt_views",
    "excerpts",
    "lines_of",
    "places",
    "ref",
    "refs",
    "state",
    "twins",
]

_AROUND = 2  # lines shown before and after what is quoted


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing by its name, and where it is described; None where it must not be a link."""

    label: Text
    href: str | None


@dataclass(frozen=True, slots=True)
class State:
    """A status: the concept's short name (`unknown` without one), its label, the printed word."""

    kind: str
    label: Text | None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Lines `first` to `last` of a document, counted from 1, their address, and their origin."""

    href: str
    first: int
    last: int
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A doubt of the data.

    Args:
        kind: Its kind, in words.
        wording: What is doubtful.
        about: What it is about, or None where that is the document.
        places: Where to look.
        path: The path of the page on which it is settled.
        correctable: Whether a fact can be given another value there.
    """

    kind: Text
    wording: Text
    about: Ref | None
    places: tuple[Place, ...]
    path: str
    correctable: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document's text; `quoted` when the facts at hand were read from it."""

    number: int
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Quoted lines with a few around them; no lines when the text is gone.

    Args:
        document: The document's label.
        href: The address of the first quoted line.
        first: The first quoted line.
        last: The last quoted line.
        lines: What is shown.
        origin: Where in the original file the quoted lines stand.
    """

    document: Text
    href: str
    first: int
    last: int
    lines: tuple[Line, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Twins:
    """A thing for machines, and as a start for one's own questions.

    Args:
        formats: Name, address and media type of each form of the data.
        sparql: The address of the SPARQL form with a query for the thing.
        incoming: Each property that leads to the thing: its name, from how many things, and the
            address of their list.
    """

    formats: tuple[tuple[str, str, str], ...]
    sparql: str
    incoming: tuple[tuple[Text, int, str], ...]


def ref(iri: str, facts: Facts, links: Links, document: str | None = None) -> Ref:
    """Return a thing by its name, with a link.

    Args:
        iri: The thing.
        facts: Where its name is.
        links: Where its page is.
        document: What the link is to keep of the choice of document, for a body.
    """
    return Ref(facts.label(iri), links.thing(iri, document=document))


def refs(iris: Iterable[str], visit: Visit, document: str | None = None) -> tuple[Ref, ...]:
    """Return things by their names, sorted, with links as `ref` makes them."""
    return tuple(ref(iri, visit.facts, visit.links, document) for iri in visit.facts.by_label(iris))


def state(concept: str | None, printed: str | None, facts: Facts) -> State:
    """Return a status by its concept and the word printed for it."""
    if concept is None:
        return State("unknown", None, printed)
    return State(concept.removeprefix(STATUS), facts.label(concept), printed)


def doubt_view(doubt: str, visit: Visit) -> DoubtView:
    """Return a doubt of the store."""
    facts = visit.facts
    kind = facts.iri(doubt, SK + "doubtKind")
    about = facts.iri(doubt, SK + "concerns")
    reported = facts.iri(doubt, SK + "reportedIn")
    return DoubtView(
        kind=facts.label(kind or SK + "Doubt"),
        wording=facts.label(doubt),
        about=None if about in (None, reported) else ref(about, facts, visit.links),
        places=places(facts.passages(doubt), visit.links, facts),
        path=visit.links.doubt(doubt),
        correctable=about != reported and (kind or "").removeprefix(DOUBT) in DOUBTED,
    )


def doubt_views(doubts: Iterable[str], visit: Visit) -> tuple[DoubtView, ...]:
    """Return doubts in the order in which their passages stand."""
    views = [doubt_view(doubt, visit) for doubt in doubts]
    return tuple(sorted(views, key=lambda view: (_first_line(view), view.wording.value)))


def places(
    passages: Iterable[tuple[str, Lines]], links: Links, facts: Facts | None = None
) -> tuple[Place, ...]:
    """Return passages with their addresses.

    Args:
        passages: Document, and lines counted from 1.
        links: Makes the addresses.
        facts: Says on which page or in which cells each stands; None: that is not told.
    """
    return tuple(
        Place(
            links.line(document, first),
            first,
            last,
            NOWHERE if facts is None else facts.origin(document, (first, last)),
        )
        for document, (first, last) in passages
    )


def lines_of(document: str, visit: Visit) -> Sequence[str]:
    """Return the lines of a document's text rendition; none when the archive has lost it."""

    def read() -> tuple[str, ...]:
        lines = visit.snapshot.text(document).split("\n")
        return tuple(lines[:-1] if lines[-1] == "" else lines)

    try:
        return visit.snapshot.cached(("pages.lines", document), read)
    except UnknownDocumentError:
        return ()


def excerpts(passages: Iterable[tuple[str, Lines]], visit: Visit) -> tuple[Excerpt, ...]:
    """Return passages as excerpts; those that would overlap are one."""
    by_document: dict[str, list[Lines]] = {}
    for document, lines in passages:
        by_document.setdefault(document, []).append(lines)
    return tuple(
        excerpt
        for document, own in sorted(by_document.items())
        for excerpt in _excerpts_of(document, own, visit)
    )


def twins(iri: str, visit: Visit) -> Twins:
    """Return a thing's data formats, the query for it, and what leads to it."""
    links, store = visit.links, visit.snapshot.store
    return Twins(
        formats=tuple(
            (form.label, links.data(iri, form.name), form.types[0]) for form in RDF_FORMATS.values()
        ),
        sparql=links.page("/sparql/form", query=f"DESCRIBE <{iri}>"),
        incoming=tuple(
            (visit.facts.label(predicate), count, links.incoming(iri, predicate))
            for predicate, count in incoming_counts(store, iri)
        ),
    )


def _excerpts_of(document: str, passages: list[Lines], visit: Visit) -> Iterable[Excerpt]:
    text = lines_of(document, visit)
    quoted = {number for first, last in passages for number in range(first, last + 1)}
    label = visit.facts.label(document)
    ordered = sorted(quoted)
    groups: list[list[int]] = []
    for number in ordered:
        if groups and number - groups[-1][-1] <= 2 * _AROUND + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    for group in groups:
        first, last = group[0], group[-1]
        shown = range(max(1, first - _AROUND), min(len(text), last + _AROUND) + 1)
        yield Excerpt(
            document=label,
            href=visit.links.line(document, first),
            first=first,
            last=last,
            lines=tuple(Line(n, text[n - 1], n in quoted) for n in shown),
            origin=_together(
                visit.facts.origin(document, lines)
                for lines in sorted(set(passages))
                if first <= lines[0] <= last
            ),
        )


def _together(origins: Iterable[Origin]) -> Origin:
    """Return several passages' origin, each page and row once."""
    told = tuple(origins)
    pages = sorted({page for origin in told for page in origin.pages})
    return Origin(tuple(pages), tuple(dict.fromkeys(c for origin in told for c in origin.cells)))


def _first_line(view: DoubtView) -> int:
    return view.places[0].first if view.places else 0
