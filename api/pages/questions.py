"""The library's questions as pages: a form for the parameters, the answer as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from styrkedja.api.negotiation import RESULT_FORMATS
from styrkedja.api.parts import part_of
from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.errors import ParameterError
from styrkedja.ontology.namespaces import FORECAST, SK, SKOS, STATUS
from styrkedja.queries import Parameter, Query, all_queries, load_query

from .answers import MOST_SHOWN, answer_of
from .document import DOCUMENT_CLASSES
from .facts import Facts
from .question_scope import asked_values, home_of, store_for
from .rendering import Visit, visit_of
from .scope import MOST_CHOICES
from .showing import showing_of
from .terms import kinds_of, vocabulary
from .translation import Text

__all__ = ["Field", "Listed", "asked_questions", "bodies_responsible", "router"]

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
    values = asked_values(visit, query)
    about, home = _about(query), home_of(snapshot, values)
    fields = [_field(one, values[one.name], about, visit, home) for one in query.parameters]
    sparql, answer = None, None
    lacking = any(field.required and not field.value for field in fields)
    wrong = any(field.fault for field in fields)
    if not (lacking or wrong):
        sparql = query.text(**{name: value or None for name, value in values.items()})
        table = store_for(snapshot, values).select(sparql)
        answer = answer_of(table, query.columns_for(visit.language), visit)
    return visit.page(
        "question.html",
        status=400 if wrong else 200,
        name=query.name,
        title=Text(query.title(visit.language)),
        description=Text(query.description(visit.language)),
        fields=fields,
        lacking=lacking,
        answer=answer,
        showing=None if answer is None else showing_of(answer, visit),
        files=_files(query, values, visit),
        most=MOST_SHOWN,
        sparql=sparql,
        asked_as=query.name,
        alternates=[] if sparql is None else _alternates(sparql),
    )


def _files(query: Query, values: Mapping[str, str], visit: Visit) -> list[tuple[str, str]]:
    """Return the answer's files for people: name of the form, address."""
    given = {name: value for name, value in values.items() if value}
    given["lang"] = visit.language
    address = f"/api/v1/queries/{query.name}/rows"
    return [(name, f"{address}.{name}?{urlencode(given)}") for name in ("csv", "xlsx")]


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


def _field(parameter: Parameter, value: str, about: str, visit: Visit, home: str | None) -> Field:
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
        options=_by_municipality(_options(parameter, about, visit, home), visit),
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


def _options(
    parameter: Parameter, about: str, visit: Visit, home: str | None
) -> list[tuple[str, Text]]:
    """Return what can be chosen for a parameter; nothing where its name does not tell.

    Where there are too many documents to offer, those of the municipality that is asked about.
    """
    facts = visit.facts
    if parameter.kind == "one-of":
        return [(choice, Text(choice)) for choice in parameter.choices]
    if parameter.kind != "iri":
        return []
    if parameter.name == "element":
        return _elements(visit, home)
    if parameter.name in _BODY_PARAMETERS:
        found = bodies_responsible(visit.snapshot)
    elif parameter.name in _SCHEMES:
        found = _concepts(_SCHEMES[parameter.name])
    elif parameter.name == "kind":
        found = kinds_of(about)
    else:
        classes = _CLASSES_OF.get(parameter.name, ())
        found = frozenset(iri for name in classes for iri in facts.instances(SK + name))
    if len(visit.snapshot.documents) > MOST_CHOICES and parameter.name != "municipality":
        own = f"{visit.links.base}{home}/"
        found = frozenset(
            iri for iri in found if not iri.startswith(visit.links.base) or iri.startswith(own)
        )
    return [(iri, facts.label(iri)) for iri in facts.by_label(found)]


def _elements(visit: Visit, home: str | None) -> list[tuple[str, Text]]:
    """Return the elements by title and document; none where they are too many to choose from."""
    facts = visit.facts
    if home is not None:
        known = Facts(part_of(visit.snapshot, home), visit.language)
        found = known.instances(SK + "SteeringElement")
    elif len(visit.snapshot.documents) > MOST_CHOICES:
        return []
    else:
        found = facts.instances(SK + "SteeringElement")
    if len(found) > _MOST_OPTIONS:
        return []
    options = []
    for iri in facts.by_label(found):
        document = facts.iri(iri, SK + "statedIn")
        title, where = facts.label(iri), "" if document is None else facts.label(document).value
        options.append((iri, Text(f"{title.value} ({where})" if where else title.value)))
    return options


def bodies_responsible(snapshot: Snapshot) -> frozenset[str]:
    """Return the bodies that are responsible for anything; looked for once a commit."""

    def look() -> frozenset[str]:
        rows = snapshot.store.select(
            f"SELECT DISTINCT ?body WHERE {{ ?element <{SK}responsible> ?body }}"
        ).rows
        return frozenset(row[0].value for row in rows if row[0] is not None)

    return snapshot.cached("pages.responsible", look, lasting=True)


def _concepts(of: str) -> frozenset[str]:
    scheme = ox.NamedNode(of.rstrip("/"))
    found = vocabulary().oxigraph.quads_for_pattern(
        None, ox.NamedNode(SKOS + "inScheme"), scheme, ox.DefaultGraph()
    )
    return frozenset(q.subject.value for q in found if isinstance(q.subject, ox.NamedNode))
