"""Chains made by hand, from a few words a line."""

from __future__ import annotations

from styrkedja.graph.analysis.items import BodyItem, ElementItem
from styrkedja.graph.analysis.links import Chain, IndicatorItem, Link, Part

__all__ = ["chain_of"]

_KINDS = {
    "o": "OverarchingGoal",
    "g": "BoardGoal",
    "i": "StrategicInitiative",
    "u": "SpecialAssignment",
    "a": "Activity",
    "f": "FocusArea",
}
_ORDER = "fogiua"
_RELATIONS = {">": "contributesTo", "=": "implements", "#": "inFocusArea"}


def chain_of(words: str, *, document: str = "d:1") -> Chain:
    """Return a chain.

    Each word is an element ("o1": its first letter is its kind), a link ("a1>g1" contributes,
    "a1=u1" implements, "g1#f1" stands under), a part ("a1@b1", "o1@b1!contributing") or a
    measure ("m1:g1").
    """
    names: set[str] = set()
    links, parts, measures = [], [], []
    for word in words.split():
        for sign, relation in _RELATIONS.items():
            if sign in word:
                child, parent = word.split(sign)
                links.append(Link(child, parent, relation))
                names |= {child, parent}
                break
        else:
            if "@" in word:
                element, _, rest = word.partition("@")
                body, _, role = rest.partition("!")
                parts.append(Part(element, body, (role or "responsible",)))
                names.add(element)
            elif ":" in word:
                measure, _, element = word.partition(":")
                measures.append(IndicatorItem(measure, measure.upper(), (element,)))
                names.add(element)
            else:
                names.add(word)
    elements = tuple(
        ElementItem(
            iri=name,
            title=name.upper(),
            kind=_KINDS[name[0]],
            document=document,
            document_label="Plan",
            heading=None,
            bodies=tuple(sorted(part.body for part in parts if part.element == name)),
            status=None,
            status_text=None,
            deadline=None,
        )
        for name in sorted(names, key=lambda name: (_ORDER.index(name[0]), name))
    )
    bodies = sorted({part.body for part in parts})
    return Chain(
        elements=elements,
        links=tuple(sorted(links, key=lambda link: (link.child, link.parent))),
        parts=tuple(parts),
        bodies=tuple(BodyItem(body, body.upper(), "Board", "Lund") for body in bodies),
        indicators=tuple(measures),
    )
