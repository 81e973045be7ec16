"""The pages of a document's text: its lines, and beside each passage what was read from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.errors import UnknownDocumentError
from styrkedja.graph.archive import DocumentRecord, Version
from styrkedja.graph.rdf.revision import LineMap, map_lines

from .beside import beside
from .edition import Edition, Part, edition_of
from .missing import document_missing
from .provenance import dated
from .rendering import Visit, visit_of
from .reporting import report_link
from .scope import document_value
from .views import ref

__all__ = ["Notice", "router"]

router = APIRouter(include_in_schema=False)

_DIGEST = re.compile("[0-9a-f]{8}")
_NUMBER = re.compile(r"\d{1,7}")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader is told who did not come to the line that was asked for.

    Args:
        kind: "no-number" (the address names no line), "beyond" (the text is shorter), "moved" (the
            document was replaced and the line stands elsewhere), "gone" (it was replaced and the
            line is not there any more), or "unknown" (it was replaced, and the text that the link
            was made for is not known).
        asked: The line as the address has it, or in the text that the link was made for.
        now: Where it stands now, or the place next to it.
        replaced: When the newer text was read, or None.
    """

    kind: str
    asked: str
    now: int
    replaced: datetime | None = None


@router.get("/documents/{municipality}/{key}/text", response_class=HTMLResponse)
def text_page(
    request: Request,
    snapshot: CurrentSnapshot,
    municipality: str,
    key: str,
    line: str = "1",
    text: str = "",
    was: str = "",
) -> Response:
    """Return the part of a document's text that a line stands in.

    Args:
        request: The request.
        snapshot: The snapshot.
        municipality: The municipality's slug.
        key: The document's slug.
        line: The line, from 1.
        text: The beginning of the SHA-256 of the text that the link was made for; a link that was
            made for another text is followed to where its line stands now.
        was: The line in that text, once it has been followed.
    """
    visit = visit_of(request, snapshot)
    record = snapshot.document(f"{snapshot.base}{municipality}/document/{key}")
    if record is None:
        return document_missing(visit, municipality, key)
    edition = edition_of(visit, record.iri)
    moved = _moved(visit, record, line, text, was)
    if isinstance(moved, Response):
        return moved
    number = int(line) if _NUMBER.fullmatch(line) else 1
    notice = moved or _notice(line, number, edition)
    return _page(visit, record, edition, number, notice)


def _page(
    visit: Visit, record: DocumentRecord, edition: Edition, number: int, notice: Notice | None
) -> HTMLResponse:
    facts, links = visit.facts, visit.links
    part = edition.part_with(number) if edition.parts else Part(())
    home = links.iri(record.municipality)
    path = links.part(record.iri, "text")
    return visit.page(
        "document_text.html",
        section="/documents",
        crumbs=[ref(iri, facts, links) for iri in (home, record.iri)],
        home=facts.label(home),
        name=facts.label(record.iri),
        edition=edition,
        part=part,
        pieces=beside(part, visit, document_value(record)),
        parts=[(one, links.page(path, line=one.first)) for one in edition.parts],
        here=path,
        unread=_around(edition, part, visit, record.iri),
        notice=notice,
        plain=f"/id/{links.key(record.iri)}/text",
        versions=links.page(links.part(record.iri, "versions")),
        dated=dated(visit, record.iri),
        report=report_link(visit, record.iri, facts.label(record.iri).value),
    )


def _around(
    edition: Edition, part: Part, visit: Visit, iri: str
) -> tuple[tuple[int, str] | None, tuple[int, str] | None]:
    """Return the nearest passages before and after a part that were not understood."""
    starts = [first for first, _ in edition.unread]
    if not part.segments:
        return None, None
    before = [first for first in starts if first < part.first]
    after = [first for first in starts if first > part.last]

    def link(line: int) -> tuple[int, str]:
        return line, visit.links.line(iri, line)

    return link(before[-1]) if before else None, link(after[0]) if after else None


def _notice(line: str, number: int, edition: Edition) -> Notice | None:
    if not _NUMBER.fullmatch(line):
        return Notice("no-number", line[:40], 1)
    if edition.parts and not 1 <= number <= edition.lines:
        return Notice("beyond", line, max(1, min(number, edition.lines)))
    return None


def _moved(
    visit: Visit, record: DocumentRecord, line: str, text: str, was: str
) -> Notice | Response | None:
    """Return what to say, or where to go, when a link was made for an earlier text."""
    now = visit.snapshot.texts[record.iri]
    if not _DIGEST.fullmatch(text) or text == now:
        return None
    replaced = datetime.fromisoformat(record.time)
    found = _lines_since(visit, record, text)
    if found is None:
        return Notice("unknown", line[:40], int(line) if _NUMBER.fullmatch(line) else 1, replaced)
    if _NUMBER.fullmatch(was):
        here = found.now(int(was))
        kind = "gone" if here is None else "moved"
        return Notice(kind, was, found.near(int(was)) if here is None else here, replaced)
    if not _NUMBER.fullmatch(line):
        return None
    here = found.now(int(line)) or found.near(int(line))
    path = visit.links.part(record.iri, "text")
    address = visit.links.page(path, f"line-{here}", line=here, text=text, was=line)
    return RedirectResponse(address, 303)


def _lines_since(visit: Visit, record: DocumentRecord, text: str) -> LineMap | None:
    """Return where the lines of an earlier text stand now; None when that text is not known."""
    versions = visit.snapshot.versions(record.iri)
    old = next((one for one in versions if one.text.startswith(text)), None)
    if old is None or not versions:
        return None
    key = ("pages.lines_since", old.text, versions[-1].text)
    try:
        return visit.snapshot.cached(key, lambda: _mapped(visit, old, versions[-1]))
    except UnknownDocumentError:
        return None


def _mapped(visit: Visit, old: Version, new: Version) -> LineMap:
    texts = (visit.snapshot.version_text(one).split("\n") for one in (old, new))
    return map_lines(*texts)
