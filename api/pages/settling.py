"""The page of one doubt: what stands in the document, what can be decided, what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from styrkedja.api.deciding import Wish, caught_up, corrections_in, decide, find_case
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.api.workshop import CurrentWorkshop
from styrkedja.api.writing import CurrentWriter, FormWriter, Writer
from styrkedja.errors import DecisionConflictError, ParameterError
from styrkedja.graph.corrections import Decision, DoubtCase
from styrkedja.settings import Settings

from .correcting import CorrectionView, correction_view, doubt_address, local_path, who_decides
from .doubt_choice import doubt_items
from .rendering import Visit, visit_of
from .reporting import report_link
from .settling_fields import Entry, entries_of, value_given
from .translation import Text
from .views import Excerpt, Ref, excerpts, ref

__all__ = ["Filled", "router"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_LONGEST_BACK = 1_000


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in, to be shown again.

    Args:
        choice: The chosen decision: "dismiss", "accept", or "correct" and a number of an entry.
        why: The reason.
        by: Who decides.
        given: Names of other fields → what they hold.
        wrong: Names of fields that will not do → what is wrong with them.
    """

    choice: str = ""
    why: str = ""
    by: str = ""
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)


@router.get("/doubts/{municipality}/{document}/{key}", response_class=HTMLResponse)
async def doubt_page(
    request: Request,
    snapshot: CurrentSnapshot,
    workshop: CurrentWorkshop,
    writer: CurrentWriter,
    municipality: str,
    document: str,
    key: str,
    choice: Annotated[str, Query(max_length=20)] = "",
    back: Annotated[str, Query(max_length=_LONGEST_BACK)] = "",
    done: str = "",
) -> HTMLResponse:
    """Return the page of a doubt, with a form where the reader may write.

    Args:
        request: The request.
        snapshot: The snapshot.
        workshop: Where the document is looked into.
        writer: Who asks.
        municipality: The municipality's slug.
        document: The document's slug.
        key: The doubt's key.
        choice: The decision that is chosen beforehand.
        back: Where the reader came from, as a path of this service.
        done: "settled" or "undone" right after that was done.
    """
    iri = f"{snapshot.base}{municipality}/doubt/{document}/{key}"
    visit = visit_of(request, snapshot)
    case = await workshop.run(lambda: find_case(snapshot, iri))
    if case is None:
        return _gone(visit, back, 404)
    filled = Filled(choice=choice)
    return await workshop.run(lambda: _page(visit, case, writer, filled, back, done=done))


@router.post("/doubts/{municipality}/{document}/{key}", response_class=HTMLResponse)
async def settle_doubt(
    request: Request,
    snapshot: CurrentSnapshot,
    workshop: CurrentWorkshop,
    writer: FormWriter,
    municipality: str,
    document: str,
    key: str,
) -> Response:
    """Write what the form decides and lead to what was decided; or show what is wrong with it."""
    iri = f"{snapshot.base}{municipality}/doubt/{document}/{key}"
    visit = visit_of(request, snapshot)
    form = await request.form()
    back = _text(form, "back")[:_LONGEST_BACK]
    case = await workshop.run(lambda: find_case(snapshot, iri))
    if case is None:
        return _gone(visit, back, 409)
    filled = _filled(form)
    settings: Settings = request.app.state.settings
    try:
        wish = _wish(case, form, who_decides(writer, settings, filled.by))
        await workshop.run(lambda: decide(snapshot, iri, wish, writer.name))
    except ParameterError as error:
        told = error.sv if visit.language == "sv" and error.sv else str(error)
        wrong = dict.fromkeys(error.names, told)
        again = Filled(filled.choice, filled.why, filled.by, filled.given, wrong)
        return await workshop.run(lambda: _page(visit, case, writer, again, back, status=422))
    except DecisionConflictError as error:
        now = await workshop.run(lambda: find_case(snapshot, iri))
        if now is None:
            return _gone(visit, back, 409)
        reason, empty = error.reason, Filled(why=filled.why, by=filled.by)
        return await workshop.run(
            lambda: _page(visit, now, writer, empty, back, status=409, conflict=reason)
        )
    await caught_up(request)
    return RedirectResponse(doubt_address(visit, iri, back, "settled"), _SEE_OTHER)


def _wish(case: DoubtCase, form: FormData, by: str) -> Wish:
    choice, _, number = _text(form, "decision").partition(" ")
    try:
        decision = Decision(choice)
    except ValueError:
        raise ParameterError(
            "choose what you decide", sv="välj vad du beslutar", names=("decision",)
        ) from None
    why, stamp = _text(form, "why"), _text(form, "stamp")
    if decision is not Decision.CORRECT:
        return Wish(decision, by, why, stamp=stamp)
    # Only those numbers count that the page had.
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if not 0 <= at < len(case.facts):
        raise ParameterError(
            "choose what you correct", sv="välj vad du rättar", names=("decision",)
        )
    fact = case.facts[at]
    name = case.document.short(fact.iri)
    return Wish(decision, by, why, name, value_given(form, at, fact), stamp)


def _filled(form: FormData) -> Filled:
    given: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str) and name.startswith(("value-", "none-")):
            given.setdefault(name, []).append(value)
    return Filled(_text(form, "decision"), _text(form, "why"), _text(form, "by"), given)


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """The next open doubt of the list."""

    wording: Text
    href: str


def _page(
    visit: Visit,
    case: DoubtCase,
    writer: Writer,
    filled: Filled,
    back: str,
    *,
    status: int = 200,
    done: str = "",
    conflict: str = "",
) -> HTMLResponse:
    facts, links = visit.facts, visit.links
    doubt, record = case.doubt, case.document.record
    places = {(record.iri, (p.first, p.last)) for p in doubt.passages}
    shown: tuple[Excerpt, ...] = excerpts(places, visit)
    about: Ref | None = None if doubt.concerns == record.iri else ref(doubt.concerns, facts, links)
    language = visit.language
    settled: CorrectionView | None = None
    left: CorrectionView | None = None
    standings = case.document.applied.standings
    if case.settled is not None:
        settled = correction_view(case.settled, standings[case.settled.id], visit)
    elif case.left is not None:
        left = correction_view(case.left, standings[case.left.id], visit)
    entries: list[Entry] = []
    if settled is None and writer.may_write:
        entries = entries_of(case, language, filled.given)
    wording = Text(doubt.sv, "sv") if language == "sv" else Text(doubt.en, "en")
    return visit.page(
        "doubt.html",
        status=status,
        section="/doubts",
        kind=doubt.kind,
        wording=wording,
        document=ref(record.iri, facts, links),
        about=about,
        excerpts=shown,
        settled=settled,
        left=left,
        entries=entries,
        filled=filled,
        needs_name=writer.name == "local",
        known_name=_known_name(visit, writer),
        stamp=case.stamp,
        done=done if done in ("settled", "undone") else "",
        conflict=conflict,
        here=links.page(links.doubt(doubt.iri)),
        back=local_path(back),
        next=_next(visit, doubt.iri, back),
        report=report_link(visit, doubt.iri, wording.value),
    )


def _known_name(visit: Visit, writer: Writer) -> str:
    """Return who decides where no token says it: as the settings have it, else as last time."""
    settings: Settings = visit.request.app.state.settings
    if settings.corrected_by or writer.name != "local":
        return settings.corrected_by or ""
    return next((one.record.by for one in corrections_in(visit.snapshot)), "")


def _next(visit: Visit, iri: str, back: str) -> _Neighbour | None:
    """Return the first open doubt of the same document, but not this one; else of another."""
    parts = visit.links.key(iri).split("/")
    document = f"{parts[0]}/{parts[2]}"
    items = [one for one in doubt_items(visit.snapshot) if one.record.iri != iri]
    own = [one for one in items if one.document == document] or items
    if not own:
        return None
    record = own[0].record
    href = visit.links.page(visit.links.doubt(record.iri), back=local_path(back) or None)
    return _Neighbour(visit.facts.label(record.iri), href)


def _gone(visit: Visit, back: str, status: int) -> HTMLResponse:
    """Return a page that says that a doubt is not there; after a form, that nothing was done."""
    return visit.page("doubt_gone.html", status=status, section="/doubts", back=local_path(back))
