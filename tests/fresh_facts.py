"""What a document that was written by hand says, as plain facts to compare with what is read."""

from __future__ import annotations

from typing import Any

from styrkedja.graph.model import Model

__all__ = ["facts_of"]


def facts_of(model: Model) -> dict[str, list[dict[str, Any]]]:
    """Return a document's elements, indicators and amounts as the files of expected facts do.

    What a thing does not have is left out. Bodies stand by name, those that take part with "+",
    groups with "*"; what it contributes to, implements or belongs to, by title.
    """
    names = {body.key: body.name for body in model.register.bodies}
    groups = dict(model.groups)
    titles = {(one.kind, one.key): one.title for one in model.elements}
    told = {(one.kind, one.element): one for one in model.assessments}
    elements = []
    for one in model.elements:
        judged = told.get((one.kind, one.key))
        bodies = [
            *(names[key] for key in (*one.responsible, *one.carried_out_by)),
            *("+" + names[key] for key in one.contributing),
            *("*" + groups[key] for key in one.groups),
        ]
        elements.append(
            {
                "kind": one.kind.value,
                "number": one.number,
                "title": one.title,
                "bodies": bodies,
                "deadline": None if one.deadline is None else one.deadline.isoformat(),
                "deadline text": one.deadline_text,
                "status": judged.status.value if judged and judged.status else None,
                "status text": judged.status_text if judged else None,
                "comment": judged.comment if judged else None,
                "description": one.description,
                "under": [titles[link.kind, link.key] for link in one.links],
            }
        )
    values: dict[str, list[str]] = {}
    for value in model.observations:
        kind = "target" if value.target else "outcome"
        values.setdefault(value.indicator, []).append(
            f"{kind} {value.column or value.period}: {value.value_text} = {value.value}"
        )
    indicators = [
        {"title": one.title, "values": values.get(one.key, [])} for one in model.indicators
    ]
    amounts = [
        {
            "table": one.table,
            "row": one.row,
            "column": one.column,
            "amount": f"{one.value_text} = {one.value} {one.unit or ''}".strip(),
            "body": None if one.body is None else names[one.body],
        }
        for one in model.amounts
    ]
    found: dict[str, list[dict[str, Any]]] = {
        "elements": elements,
        "indicators": indicators,
        "amounts": amounts,
    }
    return {
        what: [{key: value for key, value in one.items() if value} for one in facts]
        for what, facts in found.items()
        if facts
    }
