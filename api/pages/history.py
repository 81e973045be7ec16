"""What each document says of an element: as it was, as it is, as it goes on in later ones."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date

from styrkedja.ontology.namespaces import SK

from .elements import ElementView, element_view
from .rendering import Visit
from .scope import document_value
from .views import Ref, ref

__all__ = ["Stage", "history_of"]

_MOST = 40  # documents; nobody has reported one thing so often


@dataclass(frozen=True, slots=True)
class Stage:
    """An element as one document has it.

    Args:
        element: The element of that document.
        document: The document.
        as_of: The day whose state it reports, or None.
        here: Whether it is the element that the page is about.
    """

    element: ElementView
    document: Ref
    as_of: date | None
    here: bool


def history_of(visit: Visit, iri: str) -> tuple[Stage, ...]:
    """Return an element and all that it continues or that continues it, the newest first.

    Args:
        visit: The visit.
        iri: The element; alone when no other document has it.
    """
    facts = visit.facts
    found, waiting = {iri}, deque([iri])
    while waiting and len(found) < _MOST:
        one = waiting.popleft()
        near = {*facts.iris(one, SK + "continues"), *facts.subjects(SK + "continues", one)}
        waiting.extend(sorted(near - found))
        found |= near
    stages = []
    for one in sorted(found):
        document = facts.iri(one, SK + "statedIn")
        if document is not None:
            record = visit.snapshot.document(document)
            value = None if record is None else document_value(record)
            stages.append(
                Stage(
                    element=element_view(visit, one, document=value),
                    document=ref(document, facts, visit.links),
                    as_of=facts.date(document, SK + "asOf"),
                    here=one == iri,
                )
            )
    return tuple(sorted(stages, key=lambda stage: stage.as_of or date.min, reverse=True))
