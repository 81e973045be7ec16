"""The model → quads: one named graph a document, one for the register of its municipality."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from styrkedja.graph.model import (
    Amount,
    Assessment,
    BodyKind,
    Document,
    DocumentKind,
    Doubt,
    Element,
    ElementKind,
    Indicator,
    Model,
    Observation,
    Passage,
    Register,
    Reorganisation,
    StatedTotal,
)
from styrkedja.graph.wording import names_of
from styrkedja.ontology.namespaces import (
    CONFIDENCE,
    DCAT,
    DCT,
    DOUBT,
    FORECAST,
    ORG,
    PROV,
    RDF,
    RDFS,
    SK,
    SKOS,
    STATUS,
    XSD,
)

from .iris import Iris

__all__ = ["document_quads", "nquads", "register_quads"]

_BODY_CLASS = {
    BodyKind.COUNCIL: "Council",
    BodyKind.EXECUTIVE_BOARD: "ExecutiveBoard",
    BodyKind.BOARD: "Board",
    BodyKind.ADMINISTRATION: "Administration",
    BodyKind.DEPARTMENT: "Department",
    BodyKind.COMPANY: "MunicipalCompany",
    BodyKind.OTHER: "Body",
}
_ELEMENT_CLASS = {
    ElementKind.FOCUS_AREA: "FocusArea",
    ElementKind.OVERARCHING_GOAL: "OverarchingGoal",
    ElementKind.BOARD_GOAL: "BoardGoal",
    ElementKind.STRATEGIC_INITIATIVE: "StrategicInitiative",
    ElementKind.ASSIGNMENT: "Assignment",
    ElementKind.SPECIAL_ASSIGNMENT: "SpecialAssignment",
    ElementKind.COMMON_ASSIGNMENT: "CommonAssignment",
    ElementKind.BOARD_ASSIGNMENT: "BoardAssignment",
    ElementKind.INVESTIGATION_ASSIGNMENT: "InvestigationAssignment",
    ElementKind.ACTIVITY: "Activity",
}
# Which words in a group's name ("samtliga nämnder och bolag") mean which bodies of its document.
_GROUP_WORDS = {
    BodyKind.BOARD: ("namnder", "styrelser"),
    BodyKind.EXECUTIVE_BOARD: ("namnder", "styrelser"),
    BodyKind.COMPANY: ("bolag",),
}
_DOCUMENT_CLASS = {DocumentKind.PLAN: "PlanDocument", DocumentKind.FOLLOW_UP: "FollowUpReport"}
_Triples = Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]
_Fact = Element | Assessment | Indicator | Observation | Amount | Reorganisation | StatedTotal


def register_quads(register: Register, base: str) -> list[ox.Quad]:
    """Return the quads of a municipality and its bodies, in its register graph.

    About 4 quads a body.
    """
    iris = Iris(base, register.municipality.slug)
    return _quads(_register_triples(register, iris), iris.register)


def document_quads(model: Model, base: str, *, original: bytes) -> list[ox.Quad]:
    """Return the quads of one document, in the graph of its own IRI.

    About 12 quads an assignment and 11 its assessment. Bodies stand in the register graph only.

    Args:
        model: What the document says.
        base: What all IRIs begin with.
        original: The bytes of the original file, whose SHA-256 is stated.
    """
    iris = Iris(base, model.register.municipality.slug)
    writer = _Writer(model, iris, hashlib.sha256(original).hexdigest())
    return _quads(writer.triples(), iris.document(model.document.key))


def nquads(quads: list[ox.Quad]) -> bytes:
    """Return quads as N-Quads, one a line, sorted: the same bytes for the same quads."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    lines = text.splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def _quads(triples: _Triples, graph: str) -> list[ox.Quad]:
    name = ox.NamedNode(graph)
    quads = []
    told, subject = "", name
    for s, p, o in triples:
        if s != told:  # what is said of one thing comes together
            told, subject = s, ox.NamedNode(s)
        quads.append(ox.Quad(subject, _predicate(p), o, name))
    return quads


@cache
def _predicate(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _register_triples(register: Register, iris: Iris) -> _Triples:
    place = register.municipality
    yield iris.municipality, RDF + "type", _sk("Municipality")
    yield iris.municipality, RDFS + "label", _sv(place.name)
    if place.code is not None:
        yield iris.municipality, SK + "municipalityCode", ox.Literal(place.code)
    for body in register.bodies:
        iri = iris.body(body.key)
        yield iri, RDF + "type", _sk(_BODY_CLASS[body.kind])
        yield iri, RDFS + "label", _sv(body.name)
        yield iri, SK + "municipality", ox.NamedNode(iris.municipality)
        for spelling in body.spellings:
            yield iri, SKOS + "altLabel", _sv(spelling)
        for abbreviation in body.abbreviations:
            yield iri, SKOS + "notation", ox.Literal(abbreviation)
        if body.parent is not None:
            yield iri, ORG + "subOrganizationOf", ox.NamedNode(iris.body(body.parent))


class _Writer:
    """Makes the triples of one document."""

    def __init__(self, model: Model, iris: Iris, sha256: str) -> None:
        self.model = model
        self.iris = iris
        self.sha256 = sha256
        self.key = model.document.key
        self.document = iris.document(self.key)
        self.passages: dict[str, Passage] = {}

    def triples(self) -> _Triples:
        """Yield all of them."""
        yield from self._document(self.model.document)
        yield from self._groups()
        for element in self.model.elements:
            yield from self._element(element)
        titles = {element.key: element.title for element in self.model.elements}
        for assessment in self.model.assessments:
            yield from self._assessment(assessment, titles[assessment.element])
        for indicator in self.model.indicators:
            yield from self._indicator(indicator)
        names = {indicator.key: indicator.title for indicator in self.model.indicators}
        for observation in self.model.observations:
            yield from self._observation(observation, names[observation.indicator])
        for amount in self.model.amounts:
            yield from self._amount(amount)
        for total in self.model.totals:
            yield from self._total(total)
        bodies = {body.key: body.name for body in self.model.register.bodies}
        for change in self.model.reorganisations:
            yield from self._change(change, bodies)
        for doubt in self.model.doubts:
            yield from self._doubt(doubt)
        yield from self._places()

    def _document(self, document: Document) -> _Triples:
        iri = self.document
        yield iri, RDF + "type", _sk(_DOCUMENT_CLASS[document.kind])
        yield iri, RDFS + "label", _sv(document.label)
        yield iri, DCT + "title", _sv(document.title)
        yield iri, SK + "municipality", ox.NamedNode(self.iris.municipality)
        original = self.iris.original(self.key)
        yield iri, DCT + "source", ox.NamedNode(original)
        yield original, SK + "sha256", ox.Literal(self.sha256)
        if document.as_of is not None:
            yield iri, SK + "asOf", _date(document.as_of)
        if document.period_start is not None and document.period_end is not None:
            period = self.iris.period(self.key)
            yield iri, DCT + "temporal", ox.NamedNode(period)
            yield period, RDF + "type", ox.NamedNode(DCT + "PeriodOfTime")
            yield period, RDFS + "label", _sv(document.period or "")
            yield period, DCAT + "startDate", _date(document.period_start)
            yield period, DCAT + "endDate", _date(document.period_end)
        if document.owner is not None:
            yield iri, DCT + "creator", ox.NamedNode(self.iris.body(document.owner))
        for layout in document.layouts:
            yield iri, SK + "layout", ox.Literal(layout)
        yield iri, SK + "coverage", _decimal(self.model.coverage.share)
        for passage in self._named(self.model.unread):
            yield iri, SK + "uncovered", ox.NamedNode(passage)
        yield from self._quoted(iri, document.passages)

    def _groups(self) -> _Triples:
        for key, name in self.model.groups:
            iri = self.iris.group(self.key, key)
            yield iri, RDF + "type", _sk("BodyGroup")
            yield iri, RDFS + "label", _sv(name)
            yield iri, SK + "statedIn", ox.NamedNode(self.document)
            words = set(key.split("-"))
            for body in self.model.register.bodies:
                if any(word in words for word in _GROUP_WORDS.get(body.kind, ())):
                    yield iri, ORG + "hasMember", ox.NamedNode(self.iris.body(body.key))

    def _element(self, element: Element) -> _Triples:
        iri = self.iris.element(self.key, element.kind, element.key)
        yield iri, RDF + "type", _sk(_ELEMENT_CLASS[element.kind])
        yield iri, RDFS + "label", _sv(element.title)
        yield iri, SK + "statedIn", ox.NamedNode(self.document)
        if element.number is not None:
            yield iri, SK + "number", ox.Literal(element.number)
        if element.heading is not None:
            yield iri, SK + "underHeading", _sv(element.heading)
        for predicate, keys in (
            ("responsible", element.responsible),
            ("contributingBody", element.contributing),
            ("coordinatedBy", element.coordinated_by),
            ("carriedOutBy", element.carried_out_by),
            ("decidedBy", element.decided_by),
        ):
            for key in keys:
                yield iri, SK + predicate, ox.NamedNode(self.iris.body(key))
        for key in element.groups:
            yield iri, SK + "assignedToGroup", ox.NamedNode(self.iris.group(self.key, key))
        if element.deadline is not None:
            yield iri, SK + "deadline", _date(element.deadline)
        if element.deadline_text is not None:
            yield iri, SK + "deadlineText", ox.Literal(element.deadline_text)
        for text, predicate in (
            (element.perspective, SK + "perspective"),
            (element.purpose, SK + "purpose"),
            (element.description, DCT + "description"),
        ):
            if text is not None:
                yield iri, predicate, _sv(text)
        if element.continued_from is not None:
            yield iri, SK + "continuedFrom", ox.Literal(element.continued_from)
        for link in element.links:
            other = self.iris.element(self.key, link.kind, link.key)
            yield iri, SK + link.relation.value, ox.NamedNode(other)
        yield from self._read(iri, element)

    def _assessment(self, assessment: Assessment, title: str) -> _Triples:
        iri = self.iris.thing(self.key, "assessment", assessment.element)
        element = self.iris.element(self.key, assessment.kind, assessment.element)
        yield iri, RDF + "type", _sk("Assessment")
        yield iri, RDFS + "label", _sv(f"Bedömning: {title}")
        yield iri, RDFS + "label", ox.Literal(f"Assessment: {title}", language="en")
        yield iri, SK + "assesses", ox.NamedNode(element)
        yield iri, SK + "reportedIn", ox.NamedNode(self.document)
        if assessment.status is not None:
            yield iri, SK + "status", ox.NamedNode(STATUS + assessment.status.value)
        if assessment.status_text is not None:
            yield iri, SK + "statusText", ox.Literal(assessment.status_text)
        if assessment.forecast is not None:
            yield iri, SK + "forecast", ox.NamedNode(FORECAST + assessment.forecast.value)
        if assessment.comment is not None:
            yield iri, SK + "comment", _sv(assessment.comment)
        if self.model.document.as_of is not None:
            yield iri, SK + "asOf", _date(self.model.document.as_of)
        yield from self._read(iri, assessment)

    def _indicator(self, indicator: Indicator) -> _Triples:
        iri = self.iris.thing(self.key, "indicator", indicator.key)
        yield iri, RDF + "type", _sk("Indicator")
        yield iri, RDFS + "label", _sv(indicator.title)
        if indicator.about is not None and indicator.about_kind is not None:
            about = self.iris.element(self.key, indicator.about_kind, indicator.about)
            yield iri, SK + "measures", ox.NamedNode(about)
        for body in indicator.responsible:
            yield iri, SK + "responsible", ox.NamedNode(self.iris.body(body))
        yield iri, SK + "statedIn", ox.NamedNode(self.document)
        if indicator.unit is not None:
            yield iri, SK + "unit", ox.Literal(indicator.unit)
        yield from self._read(iri, indicator)

    def _observation(self, observation: Observation, name: str) -> _Triples:
        kind = "target" if observation.target else "observation"
        iri = self.iris.thing(self.key, kind, observation.key)
        indicator = self.iris.thing(self.key, "indicator", observation.indicator)
        yield iri, RDF + "type", _sk("Target" if observation.target else "Observation")
        when = observation.column or observation.period or observation.value_text
        yield iri, RDFS + "label", _sv(f"{name}: {when}")
        yield iri, SK + "ofIndicator", ox.NamedNode(indicator)
        if observation.period:
            yield iri, SK + "period", ox.Literal(observation.period)
        if observation.column is not None:
            yield iri, SK + "columnLabel", ox.Literal(observation.column)
        yield iri, SK + "valueText", ox.Literal(observation.value_text)
        if observation.value is not None:
            yield iri, SK + "value", _decimal(observation.value)
        if observation.unit is not None:
            yield iri, SK + "unit", ox.Literal(observation.unit)
        if observation.note is not None:
            yield iri, SK + "note", _sv(observation.note)
        yield from self._read(iri, observation)

    def _amount(self, amount: Amount) -> _Triples:
        iri = self.iris.thing(self.key, "amount", amount.key)
        yield iri, RDF + "type", _sk("Amount")
        yield iri, RDFS + "label", _sv(f"{amount.row}: {amount.column}")
        yield iri, SK + "statedIn", ox.NamedNode(self.document)
        yield iri, SK + "tableTitle", _sv(amount.table)
        yield iri, SK + "rowLabel", _sv(amount.row)
        yield iri, SK + "columnLabel", ox.Literal(amount.column)
        yield iri, SK + "value", _decimal(amount.value)
        yield iri, SK + "valueText", ox.Literal(amount.value_text)
        if amount.unit is not None:
            yield iri, SK + "unit", ox.Literal(amount.unit)
        if amount.body is not None:
            yield iri, SK + "body", ox.NamedNode(self.iris.body(amount.body))
        yield from self._read(iri, amount)

    def _total(self, total: StatedTotal) -> _Triples:
        iri = self.iris.thing(self.key, "total", total.key)
        sv, en = names_of(total.counts)
        counts = (
            _sk(_ELEMENT_CLASS[total.counts])
            if isinstance(total.counts, ElementKind)
            else ox.NamedNode(STATUS + total.counts.value)
        )
        yield iri, RDF + "type", _sk("StatedTotal")
        yield iri, RDFS + "label", _sv(f"Angivet antal: {sv}")
        yield iri, RDFS + "label", ox.Literal(f"Stated total: {en}", language="en")
        yield iri, SK + "statedIn", ox.NamedNode(self.document)
        yield iri, SK + "counts", counts
        if total.heading is not None:
            yield iri, SK + "underHeading", _sv(total.heading)
        yield iri, SK + "value", _decimal(Decimal(total.value))
        yield iri, SK + "valueText", ox.Literal(total.value_text)
        yield iri, SK + "countedValue", _decimal(Decimal(total.counted))
        yield from self._read(iri, total)

    def _change(self, change: Reorganisation, names: Mapping[str, str]) -> _Triples:
        iri = self.iris.thing(self.key, "change", change.key)
        before = ", ".join(names[key] for key in change.before)
        yield iri, RDF + "type", ox.NamedNode(ORG + "ChangeEvent")
        yield iri, RDFS + "label", _sv(f"{names[change.after]} ersätter {before}")
        label = f"{names[change.after]} replaces {before}"
        yield iri, RDFS + "label", ox.Literal(label, language="en")
        yield iri, SK + "statedIn", ox.NamedNode(self.document)
        for key in change.before:
            yield iri, ORG + "originalOrganization", ox.NamedNode(self.iris.body(key))
        yield iri, ORG + "resultingOrganization", ox.NamedNode(self.iris.body(change.after))
        yield iri, DCT + "date", _date(change.day)
        yield from self._read(iri, change)

    def _doubt(self, doubt: Doubt) -> _Triples:
        iri = self.iris.thing(self.key, "doubt", doubt.key)
        concerns = self.document
        if doubt.element is not None and doubt.element_kind is not None:
            concerns = self.iris.element(self.key, doubt.element_kind, doubt.element)
        yield iri, RDF + "type", _sk("Doubt")
        yield iri, RDFS + "label", _sv(doubt.sv)
        yield iri, RDFS + "label", ox.Literal(doubt.en, language="en")
        yield iri, SK + "doubtKind", ox.NamedNode(DOUBT + doubt.kind.value)
        yield iri, SK + "concerns", ox.NamedNode(concerns)
        yield iri, SK + "reportedIn", ox.NamedNode(self.document)
        yield from self._quoted(iri, doubt.passages)

    def _read(
        self,
        iri: str,
        thing: Element
        | Assessment
        | Indicator
        | Observation
        | Amount
        | StatedTotal
        | Reorganisation,
    ) -> _Triples:
        """Yield by which rule something was read, how surely, and from where."""
        yield iri, SK + "rule", ox.Literal(thing.rule)
        yield iri, SK + "confidence", ox.NamedNode(CONFIDENCE + thing.confidence.value)
        yield from self._quoted(iri, thing.passages)

    def _quoted(self, iri: str, passages: tuple[Passage, ...]) -> _Triples:
        for passage in self._named(passages):
            yield iri, PROV + "wasQuotedFrom", ox.NamedNode(passage)

    def _named(self, passages: Iterable[Passage]) -> Iterator[str]:
        """Yield the IRIs of passages, and keep them: their places in the original come last."""
        for passage in passages:
            iri = self.iris.passage(self.key, passage)
            self.passages[iri] = passage
            yield iri

    def _places(self) -> _Triples:
        """Yield on which page, or in which cells, each passage stands; one over a break has two."""
        places = self.model.places
        starts = [place.line for place in places]
        for iri, passage in sorted(self.passages.items()):
            first = max(bisect_right(starts, passage.first) - 1, 0)
            own = places[first : bisect_right(starts, passage.last)]
            for page in sorted({place.page for place in own if place.page is not None}):
                yield (
                    iri,
                    SK + "page",
                    ox.Literal(str(page), datatype=ox.NamedNode(XSD + "integer")),
                )
            for cell in dict.fromkeys(place.cell for place in own if place.cell is not None):
                yield iri, SK + "cell", ox.Literal(cell)


def _sk(name: str) -> ox.NamedNode:
    return ox.NamedNode(SK + name)


def _sv(text: str) -> ox.Literal:
    return ox.Literal(text, language="sv")


def _date(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))


def _decimal(value: Decimal) -> ox.Literal:
    text = format(value, "f")
    whole = text if "." in text else f"{text}.0"
    return ox.Literal(whole, datatype=ox.NamedNode(XSD + "decimal"))
