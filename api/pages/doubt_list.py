"""The doubts of all documents as a list of work: what to look at, where, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.graph.analysis import alphabetical
from styrkedja.graph.records import SEVERITIES
from styrkedja.ontology.namespaces import DOUBT

from .doubt_choice import DoubtChoice, DoubtItem, doubt_items
from .paging import page_of
from .rendering import Visit, visit_of
from .reporting import report_link
from .scope import home_choices
from .translation import Text
from .views import DoubtView, Ref, doubt_view, lines_of, ref, refs

__all__ = ["Option", "Task", "router"]

router = APIRouter(include_in_schema=False)

_SHOWN = 50
_KEY = re.compile(r"[\w/.~-]+")  # what may follow the base in an IRI of ours
_QUOTED = 280  # letters of a passage


@dataclass(frozen=True, slots=True)
class Option:
    """Something that the list can be narrowed to.

    Args:
        value: Its value in the address.
        name: Its name.
        count: How many doubts there are of it, with the other choices as they are.
        chosen: Whether it is chosen.
    """

    value: str
    name: Text
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A doubt of the list.

    Args:
        doubt: What it says, and where to look.
        kind: The last part of its kind's IRI.
        severity: One of `SEVERITIES`.
        own: Its own page.
        document: The document.
        bodies: The bodies that have a part in what it is about.
        quote: What stands at the place, shortened; empty where it has none.
        report: The address of a report that it was read wrongly, or None.
    """

    doubt: DoubtView
    kind: str
    severity: str
    own: Ref
    document: Ref
    bodies: tuple[Ref, ...]
    quote: str
    report: str | None


@router.get("/doubts", response_class=HTMLResponse)
def doubts_page(
    request: Request,
    snapshot: CurrentSnapshot,
    kind: str = "",
    document: str = "",
    body: str = "",
    municipality: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """Return the doubts that all filters let through, the gravest first.

    Args:
        request: The request.
        snapshot: The snapshot.
        kind: The last part of a kind's IRI, or one of `SEVERITIES`; empty for all.
        document: A document as `municipality/key`; empty for all.
        body: What follows the base in the IRI of a body that has a part in what a doubt is about.
        municipality: The slug of the only municipality whose doubts are meant; empty for all.
        page: The page, from 1; one after the last shows the last.
    """
    visit = visit_of(request, snapshot)
    links, every = visit.links, doubt_items(snapshot)
    if municipality:  # another than that of the document or body: these are not meant any more
        document, body = (
            value if value.startswith(f"{municipality}/") else "" for value in (document, body)
        )
    choice = DoubtChoice(kind, document, body, municipality)
    shown = page_of(choice.of(every), page, _SHOWN)
    home = municipality or (document or body).partition("/")[0]
    homes = home_choices(visit, home)
    # Of too many documents, those of one municipality are offered, and its bodies.
    near = [one for one in every if one.document.startswith(f"{home}/")] if homes else every
    kept = {name: value for name, value in choice.parameters.items() if name != "kind"}
    return visit.page(
        "doubts.html",
        section="/doubts",
        kind=kind,
        total=len(every),
        tasks=[_task(one, visit) for one in shown.items],
        shown=shown,
        addresses=shown.addresses(
            lambda number: links.page("/doubts", **{**choice.parameters, "page": str(number)})
        ),
        severities=[
            (name, count, links.page("/doubts", **{**kept, "kind": name}))
            for name, count in choice.severities(every).items()
        ],
        kinds=_kinds(visit, choice.kinds(every), kind),
        homes=homes,
        documents=_documents(visit, choice.documents(near), document),
        bodies=_bodies(visit, choice.bodies(near), body),
        narrowed=bool(choice.parameters),
        unknown=_unknown(visit, choice, every),
        clear=links.page("/doubts"),
        downloads=[(form.upper(), _download(visit, form, choice)) for form in ("csv", "xlsx")],
        read=len(snapshot.documents),
        updated=snapshot.time,
    )


def _task(one: DoubtItem, visit: Visit) -> Task:
    record, facts, links = one.record, visit.facts, visit.links
    return Task(
        doubt=doubt_view(record.iri, visit),
        kind=record.kind,
        severity=record.severity,
        own=ref(record.iri, facts, links),
        document=ref(record.document, facts, links),
        bodies=refs((links.iri(body) for body in one.bodies), visit, one.document),
        quote=_quote(one, visit),
        report=report_link(visit, record.iri, facts.label(record.iri).value),
    )


def _quote(one: DoubtItem, visit: Visit) -> str:
    if one.at is None:
        return ""
    document, (first, last) = one.at
    words = " ".join(" ".join(lines_of(document, visit)[first - 1 : last]).split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rpartition(' ')[0]} …"


def _kinds(visit: Visit, counts: Mapping[str, int], chosen: str) -> list[Option]:
    """Return the kinds by name; one that is chosen is there even where it has no doubts."""
    facts = visit.facts
    names = {kind: facts.label(DOUBT + kind) for kind in counts}
    found = [Option(kind, names[kind], counts[kind], kind == chosen) for kind in counts]
    return sorted(found, key=lambda one: alphabetical(one.name.value))


def _documents(
    visit: Visit, counts: Mapping[str, int], chosen: str
) -> list[tuple[Text, list[Option]]]:
    """Return the documents by municipality."""
    groups: dict[str, list[Option]] = {}
    for record in visit.snapshot.documents:
        value = f"{record.municipality}/{record.key}"
        if counts.get(value) or value == chosen:
            option = Option(value, visit.facts.label(record.iri), counts[value], value == chosen)
            groups.setdefault(record.municipality, []).append(option)
    return [(visit.facts.label(visit.links.iri(home)), found) for home, found in groups.items()]


def _bodies(
    visit: Visit, counts: Mapping[str, int], chosen: str
) -> list[tuple[Text, list[Option]]]:
    """Return the bodies by municipality, in alphabetical order."""
    groups: dict[str, list[Option]] = {}
    for body in counts:
        label = visit.facts.label(visit.links.iri(body))
        option = Option(body, label, counts[body], body == chosen)
        groups.setdefault(body.partition("/")[0], []).append(option)
    return [
        (
            visit.facts.label(visit.links.iri(home)),
            sorted(groups[home], key=lambda one: alphabetical(one.name.value)),
        )
        for home in sorted(groups)
    ]


def _unknown(visit: Visit, choice: DoubtChoice, every: tuple[DoubtItem, ...]) -> list[str]:
    """Return what was asked for that there is none of in what was read: kind, document, body."""
    known = {
        "kind": {*SEVERITIES, *(one.record.kind for one in every)},
        "document": {f"{one.municipality}/{one.key}" for one in visit.snapshot.documents},
        "municipality": {one.municipality for one in visit.snapshot.documents},
        "body": {body for one in every for body in one.bodies},
    }
    found = []
    for name, value in choice.parameters.items():
        there = value in known[name]
        if name == "body" and not there and _KEY.fullmatch(value):
            there = visit.facts.is_known(visit.links.iri(value))
        if not there:
            found.append(value[:80])
    return found


def _download(visit: Visit, form: str, choice: DoubtChoice) -> str:
    """Return the address of the same list as a table."""
    given = choice.parameters
    if given.get("kind") in SEVERITIES:
        given["severity"] = given.pop("kind")
    return visit.links.page(f"/api/v1/doubts.{form}", **given)
