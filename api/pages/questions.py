"""The library's questions as pages: a form for the parameters, the answer as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from urllib.parse import urlencode

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from styrkedja.api.negotiation import RESULT_FORMATS
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Table, Term
from styrkedja.ontology.namespaces import FORECAST, RDFS, SK, SKOS, STATUS
from styrkedja.queries import Column, Parameter, Query, all_queries, load_query

from .document import DOCUMENT_CLASSES
from .rendering import Visit, visit_of
from .terms import kinds_of, vocabulary
from .translation import Text
from .views import Ref, ref

__all__ = ["Answer", "Field", "Listed", "asked_questions", "router"]

_MOST = 1000  # rows that a page shows
_NOT_QUESTIONS = frozenset(("checks", "derive"))
_CLASSES_OF: Mapping[str, tuple[str, ...]] = {
    "document": DOCUMENT_CLASSES,
    "earlier": DOCUMENT_CLASSES,
    "later": DOCUMENT_CLASSES,
    "municipality": ("Municipality",),
}
_BODY_PARAMETERS = frozenset(("board", "body"))
_SCHEMES = {"status": STATUS, "forecast": FORECAST}
_MOST_OPTIONS = 300  # of which one can still choose; beyond that an IRI is written

router = APIRouter(include_in_schema=False)

Cell = Ref | Text | date | Decimal | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A question in a list."""

    name: str
    title: Text
    description: Text
    href: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a question's form.

    Args:
        name: The parameter's name.
        caption: What it is.
        kind: The parameter's kind.
        value: What it holds.
        required: Whether there is no answer without a value.
        options: Value and name of what can be chosen, by municipality where it belongs to one;
            empty when anything may be written.
        fault: What is wrong with the value, or None.
    """

    name: str
    caption: Text
    kind: str
    value: str
    required: bool
    options: tuple[tuple[Text | None, tuple[tuple[str, Text], ...]], ...]
    fault: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer for people: a heading and a kind for each column, and the rows."""

    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def asked_questions() -> list[Query]:
    """Return the queries of the library that answer a question with rows."""
    return [q for q in all_queries() if q.form == "SELECT" and q.subject not in _NOT_QUESTIONS]


@router.get("/questions", response_class=HTMLResponse)
def questions_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return the list of questions, by subject."""
    visit = visit_of(request, snapshot)
    subjects = [
        (subject, [_listed(query, visit) for query in queries])
        for subject, queries in groupby(asked_questions(), key=lambda query: query.subject)
    ]
    return visit.page("questions.html", subjects=subjects)


@router.get("/questions/{name}", response_class=HTMLResponse)
def question_page(request: Request, snapshot: CurrentSnapshot, name: str) -> HTMLResponse:
    """Return one question with its form, and its answer.

    Raises:
        UnknownQueryError: There is no such question.
    """
    visit = visit_of(request, snapshot)
    query = load_query(name)
    values = {
        parameter.name: request.query_params.get(parameter.name, parameter.default or "").strip()
        for parameter in query.parameters
    }
    about = _about(query)
    fields = [_field(one, values[one.name], about, visit) for one in query.parameters]
    sparql = table = None
    lacking = any(field.required and not field.value for field in fields)
    wrong = any(field.fault for field in fields)
    if not (lacking or wrong):
        sparql = query.text(**{name: value or None for name, value in values.items()})
        table = snapshot.store.select(sparql)
    columns = query.columns_for(visit.language)
    answer = Answer((), (), ()) if table is None else _answer(table, columns, visit)
    return visit.page(
        "question.html",
        status=400 if wrong else 200,
        name=query.name,
        title=Text(query.title(visit.language)),
        description=Text(query.description(visit.language)),
        fields=fields,
        lacking=lacking,
        headings=answer.headings,
        kinds=answer.kinds,
        rows=answer.rows,
        count=None if table is None else len(table.rows),
        most=_MOST,
        sparql=sparql,
        asked_as=query.name,
        alternates=[] if sparql is None else _alternates(sparql),
    )


def _alternates(sparql: str) -> list[tuple[str, str, str]]:
    """Return the answer's other forms: address, media type, name."""
    return [
        (f"/sparql?{urlencode({'query': sparql, 'format': name})}", form.types[0], form.label)
        for name, form in RESULT_FORMATS.items()
    ]


def _listed(query: Query, visit: Visit) -> Listed:
    return Listed(
        name=query.name,
        title=Text(query.title(visit.language)),
        description=Text(query.description(visit.language)),
        href=visit.links.page(f"/questions/{query.name}"),
    )


def _about(query: Query) -> str:
    """Return the class of what a question's rows are about, of which its `kind` chooses one."""
    goals = any(column.name == "goal" for column in query.columns)
    return SK + ("Goal" if goals else "SteeringElement")


def _field(parameter: Parameter, value: str, about: str, visit: Visit) -> Field:
    fault = None
    if value:
        try:
            parameter.term(value)
        except ParameterError as error:
            fault = (error.sv if visit.language == "sv" else None) or str(error)
    return Field(
        name=parameter.name,
        caption=Text(parameter.caption(visit.language)),
        kind=parameter.kind,
        value=value,
        required=parameter.required,
        options=_by_municipality(_options(parameter, about, visit), visit),
        fault=fault,
    )


def _by_municipality(
    options: list[tuple[str, Text]], visit: Visit
) -> tuple[tuple[Text | None, tuple[tuple[str, Text], ...]], ...]:
    """Return options grouped by their municipality, those of none first and under no name."""
    groups: dict[str | None, list[tuple[str, Text]]] = {}
    for option in options:
        groups.setdefault(_municipality_of(option[0], visit), []).append(option)
    facts = visit.facts
    named = facts.by_label(home for home in groups if home is not None)
    ordered = [home for home in (None, *named) if home in groups]
    return tuple(
        (None if home is None else facts.label(home), tuple(groups[home])) for home in ordered
    )


def _municipality_of(iri: str, visit: Visit) -> str | None:
    if not iri.startswith(visit.links.base):
        return None
    facts = visit.facts
    document = facts.iri(iri, SK + "statedIn")
    return facts.iri(iri if document is None else document, SK + "municipality")


def _options(parameter: Parameter, about: str, visit: Visit) -> list[tuple[str, Text]]:
    """Return what can be chosen for a parameter; nothing where its name does not tell."""
    facts = visit.facts
    if parameter.kind == "one-of":
        return [(choice, Text(choice)) for choice in parameter.choices]
    if parameter.kind != "iri":
        return []
    if parameter.name == "element":
        return _elements(visit)
    if parameter.name in _BODY_PARAMETERS:
        found = visit.snapshot.cached("pages.responsible", lambda: _responsible(visit))
    elif parameter.name in _SCHEMES:
        found = _concepts(_SCHEMES[parameter.name])
    elif parameter.name == "kind":
        found = kinds_of(about)
    else:
        classes = _CLASSES_OF.get(parameter.name, ())
        found = frozenset(iri for name in classes for iri in facts.instances(SK + name))
    return [(iri, facts.label(iri)) for iri in facts.by_label(found)]


def _elements(visit: Visit) -> list[tuple[str, Text]]:
    """Return the elements by title and document; none where they are too many to choose from."""
    facts = visit.facts
    found = facts.instances(SK + "SteeringElement")
    if len(found) > _MOST_OPTIONS:
        return []
    options = []
    for iri in facts.by_label(found):
        document = facts.iri(iri, SK + "statedIn")
        title, where = facts.label(iri), "" if document is None else facts.label(document).value
        options.append((iri, Text(f"{title.value} ({where})" if where else title.value)))
    return options


def _responsible(visit: Visit) -> frozenset[str]:
    rows = visit.snapshot.store.select(
        f"SELECT DISTINCT ?body WHERE {{ ?element <{SK}responsible> ?body }}"
    )
    return frozenset(row[0].value for row in rows.rows if row[0] is not None)


def _concepts(of: str) -> frozenset[str]:
    scheme = ox.NamedNode(of.rstrip("/"))
    found = vocabulary().oxigraph.quads_for_pattern(
        None, ox.NamedNode(SKOS + "inScheme"), scheme, ox.DefaultGraph()
    )
    return frozenset(q.subject.value for q in found if isinstance(q.subject, ox.NamedNode))


def _answer(table: Table, columns: Sequence[Column], visit: Visit) -> Answer:
    """Return the rows for people: where a column only names the thing of another, they are one."""
    place = {name: at for at, name in enumerate(table.columns)}
    shown = table.rows[:_MOST]
    cells = {
        column.name: [_cell(row[place[column.name]], column.kind, visit) for row in shown]
        for column in columns
    }
    kinds = {column.name: column.kind for column in columns}
    for thing in [column.name for column in columns if column.kind == "iri"]:
        terms = [row[place[thing]] for row in shown]
        for name in [name for name, kind in kinds.items() if kind == "text"]:
            if _names(terms, cells[name], visit):
                cells[name] = cells.pop(thing)
                kinds.pop(thing)
                kinds[name] = "iri"
                break
    kept = [column for column in columns if column.name in cells]
    return Answer(
        headings=tuple(column.heading(visit.language) for column in kept),
        kinds=tuple(kinds[column.name] for column in kept),
        rows=tuple(zip(*(cells[column.name] for column in kept), strict=True)),
    )


def _names(terms: Sequence[Term | None], cells: Sequence[Cell], visit: Visit) -> bool:
    """Return whether every cell is the label, in any language, of the thing beside it."""
    if not any(terms):
        return False
    for term, cell in zip(terms, cells, strict=True):
        if term is None and cell is None:
            continue
        if term is None or not isinstance(cell, Text):
            return False
        labels = visit.facts.texts(term.value, RDFS + "label")
        if cell.value not in {label.value for label in labels}:
            return False
    return True


def _cell(term: Term | None, kind: str, visit: Visit) -> Cell:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ref(term.value, visit.facts, visit.links)
    if isinstance(term, ox.BlankNode):
        return Text(f"_:{term.value}")
    try:
        if kind == "date":
            return date.fromisoformat(term.value)
        if kind == "number":
            return Decimal(term.value)
    except (ValueError, ArithmeticError):
        return Text(term.value, term.language)  # Not what its column promises: as written.
    return Text(term.value, term.language)
