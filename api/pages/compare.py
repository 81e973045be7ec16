"""Two municipalities on the common scales, and the list behind each of the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.parts import part_of
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.graph.analysis import STATUSES
from styrkedja.ontology.namespaces import FORECAST, SK, STATUS
from styrkedja.queries import load_query

from .choices import Option
from .elements import element_view, elements_of
from .facts import Facts
from .kinds import rank, several
from .rendering import Visit, visit_of
from .sources import sources_of
from .terms import term_label
from .translation import Text
from .views import ref

__all__ = ["Figure", "Scale", "Step", "router"]

router = APIRouter(include_in_schema=False)

_PROPERTIES = {"status": "currentStatus", "forecast": "currentForecast"}
_SCHEMES = {"status": STATUS, "forecast": FORECAST}
_CODES = {"status": STATUSES[:-1], "forecast": ("met", "uncertain", "not-met")}
_RESPONSIBILITY = "responsibility"
_STEPS = {"one body": "one", "several bodies": "several"}
_UNKNOWN = "unknown"
_KINDS = ("Goal", "StrategicInitiative", "Assignment", "Activity")
_Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of a municipality's elements are at a step.

    Args:
        elements: How many.
        known: How many are at any step.
        share: Elements of known in per cent; None for the unknown.
        href: Their list; None when there are none.
    """

    elements: int
    known: int
    share: int | None
    href: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scale: its name, None for the unknown; None for who states nothing of it."""

    name: Text | None
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale for elements of a kind: its name in the address, and its steps."""

    name: str
    steps: tuple[Step, ...]


@router.get("/compare", response_class=HTMLResponse)
def compare_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return two municipalities side by side; without names, the first two of the alphabet."""
    visit = visit_of(request, snapshot)
    if not snapshot.documents:
        return visit.page("empty.html")
    homes = _homes(visit)
    first = _home(visit, homes, "a") or homes[0]
    others = [home for home in homes if home != first]
    second = _home(visit, homes, "b") or (others[0] if others else None)
    trouble = "alone" if not others else "same" if second == first else None
    pair = [first] if second is None or trouble else [first, second]
    documents = {one.iri for one in snapshot.documents if visit.links.iri(one.municipality) in pair}
    return visit.page(
        "compare.html",
        status=422 if trouble == "same" else 200,
        trouble=trouble,
        fields=[
            ("a", _options(visit, homes, first)),
            ("b", _options(visit, homes, second)),
        ],
        others=[
            (ref(home, visit.facts, visit.links), _address(visit, first, home)) for home in others
        ],
        names=[ref(home, visit.facts, visit.links) for home in pair],
        groups=[
            (kind, several(kind, visit.language), scales)
            for kind in sorted(_KINDS, key=rank)
            if (scales := _scales(visit, kind, pair))
        ],
        sources=sources_of(visit, documents),
        asked_as="compare_municipalities",
    )


@router.get("/compare/elements", response_class=HTMLResponse)
def compared_page(
    request: Request,
    snapshot: CurrentSnapshot,
    municipality: str,
    kind: str,
    scale: str,
    step: str,
) -> HTMLResponse:
    """Return the elements behind one number of the comparison.

    Args:
        request: The request.
        snapshot: The snapshot.
        municipality: The municipality's slug.
        kind: Local name of the class of the elements.
        scale: "status", "forecast" or "responsibility".
        step: The last part of the concept's IRI, "one", "several" or "unknown".
    """
    visit = visit_of(request, snapshot)
    home = visit.links.iri(municipality)
    steps = {code for code, _ in _steps(scale)} | {_UNKNOWN}
    if home not in _homes(visit) or kind not in _KINDS or step not in steps:
        raise HTTPException(404, "There is no such number in the comparison.")
    names = {code: _step_name(visit, scale, code) for code in steps - {_UNKNOWN}}
    candidates = Facts(part_of(snapshot, municipality), visit.language).instances(SK + kind)
    found = [
        iri
        for iri in elements_of(visit, candidates, home, None)
        if _step_of(visit, scale, iri) == step
    ]
    return visit.page(
        "compared.html",
        section="/compare",
        name=ref(home, visit.facts, visit.links),
        kind=several(kind, visit.language),
        scale=scale,
        step=names.get(step),
        back=visit.links.page("/compare", a=municipality),
        items=[element_view(visit, iri) for iri in found],
        sources=sources_of(
            visit, {one.iri for one in snapshot.documents if one.municipality == municipality}
        ),
    )


def _homes(visit: Visit) -> list[str]:
    """Return the municipalities that have documents, by name."""
    slugs = {record.municipality for record in visit.snapshot.documents}
    return visit.facts.by_label(visit.links.iri(slug) for slug in slugs)


def _home(visit: Visit, homes: Sequence[str], name: str) -> str | None:
    """Return the municipality that a parameter names, None where it is not given.

    Raises:
        HTTPException: 404, when no document is of such a municipality.
    """
    slug = visit.request.query_params.get(name) or None
    if slug is not None and visit.links.iri(slug) not in homes:
        raise HTTPException(404, f"There is no municipality {slug!r}.")
    return None if slug is None else visit.links.iri(slug)


def _options(visit: Visit, homes: Iterable[str], chosen: str | None) -> list[Option]:
    return [
        Option(visit.links.key(home), visit.facts.label(home), home == chosen) for home in homes
    ]


def _address(visit: Visit, first: str, second: str) -> str:
    return visit.links.page("/compare", a=visit.links.key(first), b=visit.links.key(second))


def _scales(visit: Visit, kind: str, homes: Sequence[str]) -> list[Scale]:
    """Return the scales on which any of the municipalities states anything of a kind."""
    scales = []
    for scale in (*_PROPERTIES, _RESPONSIBILITY):
        by_home = {
            home: [
                row
                for row in _answer(visit, home)
                if row["element_kind"] == SK + kind and row["scale_en"] == scale
            ]
            for home in homes
        }
        if any(by_home.values()):
            scales.append(Scale(scale, _steps_of(visit, kind, scale, by_home)))
    return scales


def _answer(visit: Visit, home: str) -> list[_Row]:
    """Return what the library's question says of one municipality."""

    def ask() -> list[_Row]:
        part = part_of(visit.snapshot, visit.links.key(home))
        query = load_query("compare_municipalities").text(municipality=home)
        return list(part.select(query).dicts())

    return visit.snapshot.cached(("pages.compare", home), ask)


def _steps_of(
    visit: Visit, kind: str, scale: str, by_home: dict[str, list[_Row]]
) -> tuple[Step, ...]:
    found = []
    for code, label in _steps(scale):
        here = {
            home: next((row for row in rows if row["step_en"] == label), None)
            for home, rows in by_home.items()
        }
        if any(here.values()):
            figures = tuple(
                _figure(visit, (home, kind, scale, code), here[home], rows)
                for home, rows in by_home.items()
            )
            found.append(Step(_step_name(visit, scale, code), figures))
    unknown = tuple(
        _unknown(visit, (home, kind, scale, _UNKNOWN), rows) for home, rows in by_home.items()
    )
    return (*found, Step(None, unknown))


def _figure(
    visit: Visit, place: tuple[str, str, str, str], row: _Row | None, rows: Sequence[_Row]
) -> Figure | None:
    if not rows:
        return None
    known = int(rows[0]["known"] or 0)
    if row is None:
        return Figure(0, known, 0, None)
    share = int(row["share"] or 0)
    return Figure(int(row["elements"] or 0), known, share, _list(visit, place))


def _unknown(visit: Visit, place: tuple[str, str, str, str], rows: Sequence[_Row]) -> Figure | None:
    """Return how many are at no step; None where nothing is stated of any."""
    if not rows:
        return None
    number = int(rows[0]["not_known"] or 0)
    known = int(rows[0]["known"] or 0)
    return Figure(number, known, None, _list(visit, place) if number else None)


def _list(visit: Visit, place: tuple[str, str, str, str]) -> str:
    home, kind, scale, step = place
    slug = visit.links.key(home)
    return visit.links.page(
        "/compare/elements", municipality=slug, kind=kind, scale=scale, step=step
    )


def _steps(scale: str) -> list[tuple[str, str]]:
    """Return the steps of a scale: last part of the IRI, and English name as the query has it."""
    if scale == _RESPONSIBILITY:
        return [(code, label) for label, code in _STEPS.items()]
    found = []
    for code in _CODES.get(scale, ()):
        label = term_label(_SCHEMES[scale] + code, "en")
        found.append((code, code if label is None else label.value))
    return found


def _step_name(visit: Visit, scale: str, code: str) -> Text:
    """Return what a step is called; one of responsibility by its code, for templates to word."""
    if scale == _RESPONSIBILITY:
        return Text(code)
    return visit.facts.label(_SCHEMES[scale] + code)


def _step_of(visit: Visit, scale: str, element: str) -> str:
    """Return the step at which an element is."""
    if scale == _RESPONSIBILITY:
        bodies = len(visit.facts.iris(element, SK + "responsible"))
        return _UNKNOWN if not bodies else "one" if bodies == 1 else "several"
    concept = visit.facts.iri(element, SK + _PROPERTIES[scale])
    return _UNKNOWN if concept is None else concept.removeprefix(_SCHEMES[scale])
