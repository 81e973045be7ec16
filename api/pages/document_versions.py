"""The page of a document's versions: when it was read, and what each reading changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.graph.archive import Version
from styrkedja.graph.rdf.revision import LineMap, Revision, compare_versions, map_lines
from styrkedja.ontology.namespaces import SK

from .missing import document_missing
from .provenance import dated
from .rendering import Visit, visit_of
from .translation import Text, show_date
from .views import Ref, ref

__all__ = ["Changed", "Read", "router"]

router = APIRouter(include_in_schema=False)

_SHOWN = 100  # things of a sort that one reading changed; of more, how many there are is told
_PRINTED = 300  # letters of a value


@dataclass(frozen=True, slots=True)
class Changed:
    """An element of which a newer version says something else.

    Args:
        element: The element.
        facts: Each property in words, with its values before and now.
    """

    element: Ref
    facts: tuple[tuple[Text, tuple[Text, ...], tuple[Text, ...]], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One reading of the document.

    Args:
        number: The number of the version, from 1.
        time: When it was read.
        source: The file it was read from.
        same_text: Whether its text is that of the version before, so that only the reader changed;
            None for the first.
        removed: How many lines of the version before are not in it.
        added: How many lines it has that the version before had not.
        places: Where its text differs from that of the version before: line and address; none of
            a version that is not the newest, whose text is not shown.
        new: What it states that the version before did not: kind and element.
        gone: What only the version before stated, likewise.
        changed: What it says otherwise.
        same: How many elements it says the same of.
        more: How many things are not shown, for there are too many.
    """

    number: int
    time: datetime
    source: str
    same_text: bool | None
    removed: int
    added: int
    places: tuple[tuple[int, str], ...]
    new: tuple[tuple[Text, Ref], ...]
    gone: tuple[tuple[Text, Ref], ...]
    changed: tuple[Changed, ...]
    same: int
    more: int

    @property
    def nothing(self) -> bool:
        """Whether it says just what the version before said."""
        return not (self.new or self.gone or self.changed)


@router.get("/documents/{municipality}/{key}/versions", response_class=HTMLResponse)
def versions_page(
    request: Request, snapshot: CurrentSnapshot, municipality: str, key: str
) -> Response:
    """Return the versions of a document, the newest first."""
    visit = visit_of(request, snapshot)
    iri = f"{snapshot.base}{municipality}/document/{key}"
    if snapshot.document(iri) is None:
        return document_missing(visit, municipality, key)
    facts, links = visit.facts, visit.links
    reads = snapshot.cached(("pages.versions", iri, visit.language), lambda: _reads(visit, iri))
    return visit.page(
        "document_versions.html",
        section="/documents",
        crumbs=[ref(one, facts, links) for one in (links.iri(municipality), iri)],
        name=facts.label(iri),
        text=links.page(links.part(iri, "text")),
        elements=links.page(links.part(iri, "elements")),
        reads=reads,
        dated=dated(visit, iri),
    )


def _reads(visit: Visit, iri: str) -> tuple[Read, ...]:
    versions = visit.snapshot.versions(iri)
    found = [
        _read(visit, number, versions[number - 2] if number > 1 else None, version)
        for number, version in enumerate(versions, 1)
    ]
    return tuple(reversed(found))


def _read(visit: Visit, number: int, before: Version | None, version: Version) -> Read:
    snapshot = visit.snapshot
    if before is None:
        revision, lines = Revision((), (), {}, 0, {}), LineMap((), 0, 0)
    else:
        graphs = [snapshot.version_quads(one) for one in (before, version)]
        municipality = version.iri.removeprefix(visit.links.base).partition("/")[0]
        revision = compare_versions(graphs[0], graphs[1], snapshot.former_iris(municipality))
        lines = LineMap((), 0, 0)
        if before.text != version.text:
            texts = (snapshot.version_text(one).split("\n") for one in (before, version))
            lines = map_lines(*texts)
    count = len(revision.new) + len(revision.gone) + len(revision.changed)
    new = tuple(_named(visit, one, revision) for one in revision.new[:_SHOWN])
    gone = tuple(_named(visit, one, revision) for one in revision.gone[:_SHOWN])
    changed = tuple(_changed(visit, one, revision) for one in list(revision.changed)[:_SHOWN])
    return Read(
        number=number,
        time=version.time,
        source=version.source,
        same_text=None if before is None else before.text == version.text,
        removed=lines.removed,
        added=lines.added,
        places=tuple((line, visit.links.line(version.iri, line)) for line in lines.places[:_SHOWN])
        if version.text.startswith(snapshot.texts[version.iri])
        else (),
        new=new,
        gone=gone,
        changed=changed,
        same=revision.same,
        more=count - len(new) - len(gone) - len(changed),
    )


def _named(visit: Visit, iri: str, revision: Revision) -> tuple[Text, Ref]:
    """Return kind and title of an element, with a link where it is still there."""
    title, kind = revision.titles[iri]
    href = visit.links.thing(iri) if visit.facts.is_known(iri) else None
    return visit.facts.label(SK + kind), Ref(Text(title, "sv"), href)


def _changed(visit: Visit, iri: str, revision: Revision) -> Changed:
    return Changed(
        element=_named(visit, iri, revision)[1],
        facts=tuple(
            (
                visit.facts.label(one.predicate),
                tuple(_value(visit, value) for value in one.before),
                tuple(_value(visit, value) for value in one.after),
            )
            for one in revision.changed[iri]
        ),
    )


def _value(visit: Visit, value: str) -> Text:
    if value.startswith(("http://", "https://")):
        return visit.facts.label(value)
    try:
        return Text(show_date(date.fromisoformat(value), visit.language))
    except ValueError:
        return Text(value if len(value) <= _PRINTED else f"{value[:_PRINTED]} …", "sv")
