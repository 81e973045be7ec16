"""All that a document says, without where it says it: to compare readings of several files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from styrkedja.graph.model import Model

__all__ = ["facts_of"]


def facts_of(model: Model) -> Counter[tuple[object, ...]]:
    """Return a document's facts: elements, links, assessments, values, amounts, itself."""
    return Counter(_facts(model))


def _facts(model: Model) -> Iterator[tuple[object, ...]]:
    titles = {element.key: element.title for element in model.elements}
    document = model.document
    yield ("document", document.key, document.title, document.kind, document.period, document.as_of)
    for e in model.elements:
        bodies = (e.responsible, e.contributing, e.groups, e.coordinated_by, e.carried_out_by)
        dates = (e.deadline, e.deadline_text, e.continued_from)
        texts = (e.perspective, e.purpose, e.description)
        yield ("element", e.kind, e.title, e.number, bodies, e.decided_by, dates, texts)
        for link in e.links:
            yield ("link", e.title, link.relation, titles.get(link.key, link.key))
    for a in model.assessments:
        yield ("assessment", titles[a.element], a.status, a.status_text, a.forecast, a.comment)
    names = {indicator.key: indicator.title for indicator in model.indicators}
    for o in model.observations:
        yield ("value", names[o.indicator], o.period, o.value, o.value_text)
    for amount in model.amounts:
        yield ("amount", amount.row, amount.column, amount.value, amount.unit, amount.body)
