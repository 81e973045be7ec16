"""The page of change: what is new, gone and goes on between two documents, and how it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.parts import part_of
from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import STATUSES, analyse_change, linked_documents
from styrkedja.graph.analysis.change import CHANGES, ChangeAnalysis, ChangeItem
from styrkedja.graph.archive import DocumentRecord
from styrkedja.ontology.namespaces import STATUS

from .change_rows import change_counts, change_groups
from .choices import document_groups, find_document, kind_options
from .naming import with_names_marked
from .pictures import at_its_size
from .rendering import Visit, visit_of
from .scope import document_value, documents_of, home_choices
from .sources import sources_of
from .views import State, ref, state

__all__ = ["Flow", "linked_pairs", "router"]

router = APIRouter(include_in_schema=False)

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Flow:
    """Statuses then (rows) and now (columns); a cell is a number and the address of its list."""

    heads: tuple[State, ...]
    rows: tuple[tuple[State, tuple[tuple[int, str] | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for; None where it does not say."""

    earlier: DocumentRecord | None
    later: DocumentRecord | None
    kind: str | None
    before: str | None
    after: str | None
    home: str


@router.get("/change", response_class=HTMLResponse)
def change_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return what changed between two documents; without any, the newest that continues one."""
    visit = visit_of(request, snapshot)
    if not snapshot.documents:
        return visit.page("empty.html")
    asked = _asked(visit)
    linked = _linked(visit, asked.home)
    first, second, trouble = _pair(asked, linked)
    shown = second or first or asked.later or asked.earlier
    home = asked.home or ("" if shown is None else shown.municipality)
    homes = home_choices(visit, home)
    if homes:  # there are too many to list those of all
        linked = [pair for pair in linked if pair[0].municipality == home]
    form = {
        "homes": homes,
        "earlier": document_groups(visit, snapshot.documents, _value(first or asked.earlier), home),
        "later": document_groups(visit, snapshot.documents, _value(second or asked.later), home),
        "kinds": kind_options(visit, asked.kind or ""),
        "linked": [
            (
                ref(one.iri, visit.facts, visit.links),
                ref(two.iri, visit.facts, visit.links),
                links,
                _address(visit, one, two, asked.kind),
            )
            for one, two, links in linked
        ],
    }
    if first is None or second is None or trouble:
        return visit.page(
            "change.html",
            status=422 if trouble else 200,
            trouble=trouble or "unlinked",
            shown=None,
            compare=_compare(visit, asked) if trouble == "apart" else None,
            swapped=_address(visit, asked.later, asked.earlier, asked.kind)
            if asked.earlier and asked.later
            else None,
            form=form,
        )
    return visit.page(
        "change.html",
        trouble=None,
        shown=_shown(visit, asked, first, second),
        form=form,
        asked_as="changes",
    )


def _asked(visit: Visit) -> _Asked:
    """Return what the address asks for.

    Raises:
        HTTPException: 404, when it names a document or municipality there is none of.
        ParameterError: It names a status there is none of.
    """
    given = visit.request.query_params
    home = given.get("municipality") or ""
    if home and not documents_of(visit.snapshot, home):
        raise HTTPException(404, f"There is no municipality {home!r}.")
    found: dict[str, DocumentRecord | None] = {}
    for name in ("earlier", "later"):
        value = given.get(name) or None
        found[name] = None if value is None else find_document(visit, value)
        if value is not None and found[name] is None:
            raise HTTPException(404, f"There is no document {value!r}.")
    before, after = given.get("before") or None, given.get("after") or None
    for code in (before, after):
        if code is not None and code not in STATUSES:
            listed = ", ".join(STATUSES)
            raise ParameterError(
                f"no status {code!r}; there are {listed}",
                sv=f"Statusen ”{code}” finns inte. Välj en av dessa: {listed}",
            )
    if home and all(one is None or one.municipality != home for one in found.values()):
        found = dict.fromkeys(found)  # another municipality has been chosen than the documents'
    kind = given.get("kind") or None
    return _Asked(found["earlier"], found["later"], kind, before, after, home)


def linked_pairs(snapshot: Snapshot) -> tuple[tuple[str, str, int], ...]:
    """Return what `linked_documents` does of a snapshot; made once a commit."""
    return snapshot.cached("pages.linked", lambda: linked_documents(snapshot.store), lasting=True)


def _linked(visit: Visit, home: str) -> list[tuple[DocumentRecord, DocumentRecord, int]]:
    """Return the pairs of documents of which one continues the other, and by how many links.

    Args:
        visit: The visit.
        home: The slug of the only municipality whose documents are meant; empty for all.
    """
    known = {record.iri: record for record in documents_of(visit.snapshot, home or None)}
    return [
        (known[one], known[two], links)
        for one, two, links in linked_pairs(visit.snapshot)
        if one in known and two in known
    ]


def _pair(
    asked: _Asked, linked: Sequence[tuple[DocumentRecord, DocumentRecord, int]]
) -> tuple[DocumentRecord | None, DocumentRecord | None, str | None]:
    """Return the documents to compare, and what speaks against it: same, apart or turned."""
    first, second = asked.earlier, asked.later
    if first is None or second is None:
        for one, two, _ in linked:
            if first in (None, one) and second in (None, two):
                return one, two, None
        return None, None, None
    if first is second:
        return first, second, "same"
    if first.municipality != second.municipality:
        return first, second, "apart"
    pairs = {(one.iri, two.iri) for one, two, _ in linked}
    known = (first.iri, second.iri) in pairs
    turned = (second.iri, first.iri) in pairs or (
        first.as_of is not None and second.as_of is not None and first.as_of > second.as_of
    )
    return first, second, "turned" if turned and not known else None


def _compare(visit: Visit, asked: _Asked) -> str:
    homes = {"a": asked.earlier, "b": asked.later}
    given = {name: one.municipality for name, one in homes.items() if one is not None}
    return visit.links.page("/compare", **given)


def _shown(
    visit: Visit, asked: _Asked, first: DocumentRecord, second: DocumentRecord
) -> dict[str, object]:
    """Return what the page shows of two documents that can be compared."""
    snapshot, language = visit.snapshot, visit.language
    analysis = snapshot.cached(
        ("pages.change", first.iri, second.iri, asked.kind),
        lambda: analyse_change(
            part_of(snapshot, first.municipality),
            earlier=first.iri,
            later=second.iri,
            kind=asked.kind,
        ),
    )
    pictures = snapshot.cached(
        ("pages.change.pictures", first.iri, second.iri, asked.kind, language),
        lambda: analysis.pictures(language, standalone=False),
    )
    chosen = [item for item in analysis.of("continued") if _matches(item, asked)]
    return {
        "earlier": ref(first.iri, visit.facts, visit.links),
        "later": ref(second.iri, visit.facts, visit.links),
        "sentences": with_names_marked(analysis.sentences(language), analysis.labels, language),
        "counts": change_counts(visit, analysis),
        "picture": at_its_size(pictures["changes"]) if "changes" in pictures else None,
        "flow": _flow(visit, analysis, asked, first, second),
        "continued": change_groups(visit, chosen),
        "gone": change_groups(visit, analysis.of("gone")),
        "new": change_groups(visit, analysis.of("new")),
        "total": {change: analysis.count(change) for change in CHANGES},
        "only": (_status(visit, asked.before), _status(visit, asked.after)),
        "matching": len(chosen),
        "whole": f"{_address(visit, first, second, asked.kind)}#continued",
        "sources": sources_of(visit, {first.iri, second.iri}),
        "downloads": _downloads(visit, first, second, asked.kind),
    }


def _matches(item: ChangeItem, asked: _Asked) -> bool:
    return all(
        wanted is None or one is None or _code(one.status) == wanted
        for wanted, one in ((asked.before, item.before), (asked.after, item.after))
    )


def _flow(
    visit: Visit,
    analysis: ChangeAnalysis,
    asked: _Asked,
    first: DocumentRecord,
    second: DocumentRecord,
) -> Flow | None:
    """Return the statuses then and now; None where none is known."""
    flow = {(_code(one), _code(two)): n for (one, two), n in analysis.status_flow().items()}
    if not any(before != _UNKNOWN and after != _UNKNOWN for before, after in flow):
        return None
    befores = [code for code in STATUSES if any(one == code for one, _ in flow)]
    afters = [code for code in STATUSES if any(two == code for _, two in flow)]

    def cell(before: str, after: str) -> tuple[int, str] | None:
        number = flow.get((before, after))
        if number is None:
            return None
        address = _address(visit, first, second, asked.kind, before=before, after=after)
        return number, f"{address}#continued"

    return Flow(
        heads=tuple(_state(visit, code) for code in afters),
        rows=tuple(
            (_state(visit, one), tuple(cell(one, two) for two in afters)) for one in befores
        ),
    )


def _code(status: str | None) -> str:
    return _UNKNOWN if status is None else status.removeprefix(STATUS)


def _state(visit: Visit, code: str) -> State:
    return state(None if code == _UNKNOWN else STATUS + code, None, visit.facts)


def _status(visit: Visit, code: str | None) -> State | None:
    return None if code is None else _state(visit, code)


def _value(record: DocumentRecord | None) -> str:
    return "" if record is None else document_value(record)


def _address(
    visit: Visit,
    first: DocumentRecord | None,
    second: DocumentRecord | None,
    kind: str | None,
    **more: str,
) -> str:
    given = {"earlier": _value(first) or None, "later": _value(second) or None, "kind": kind}
    return visit.links.page("/change", "", **given, **more)


def _downloads(
    visit: Visit, first: DocumentRecord, second: DocumentRecord, kind: str | None
) -> list[tuple[str, str]]:
    """Return the table of changes as files: name and address."""
    given = {"earlier": _value(first), "later": _value(second), "lang": visit.language}
    if kind is not None:
        given["kind"] = kind
    query = urlencode({**given, "table": "changes"}, safe="/")
    return [(n.upper(), f"/api/v1/analyses/change.{n}?{query}") for n in ("csv", "xlsx", "json")]
