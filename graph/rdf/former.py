"""IRIs that documents once had things under, and what these things are called now.

A better reader may give an element another key, and a register that learns a body's full name may
give the body another IRI. The archive keeps the earlier versions of every document, so nothing has
to be written down: old and new are compared when somebody asks for an IRI that is not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from styrkedja.graph.archive import Archive, DocumentRecord
from styrkedja.ontology.namespaces import PROV, RDFS

__all__ = ["former_iris"]

_QUOTED = ox.NamedNode(PROV + "wasQuotedFrom")
_LABEL = ox.NamedNode(RDFS + "label")


class _Version:
    """One version of a document's graph, in the tables that versions are compared by."""

    def __init__(self, content: bytes, text: str) -> None:
        self.text = text  # the SHA-256 of the text that it was read from
        self.labels: dict[str, set[str]] = defaultdict(set)
        self.passages: dict[str, set[str]] = defaultdict(set)
        self.objects: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.subjects: set[str] = set()
        for quad in ox.parse(content, format=ox.RdfFormat.N_QUADS):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            subject = quad.subject.value
            self.subjects.add(subject)
            if isinstance(quad.object, ox.NamedNode):
                self.objects[subject, quad.predicate.value].add(quad.object.value)
                if quad.predicate == _QUOTED:
                    self.passages[subject].add(quad.object.value)
            elif quad.predicate == _LABEL and isinstance(quad.object, ox.Literal):
                self.labels[subject].add(quad.object.value)


def former_iris(archive: Archive, documents: Iterable[DocumentRecord]) -> dict[str, str | None]:
    """Return old IRI → IRI now, None where the thing is not in its document any more.

    A thing is the same when one of its kind now has its title, and is the only one; or when both
    were read from the same lines of the same text. A body is the same when the same text says of it
    now what it said of the old one.

    Args:
        archive: The archive.
        documents: The documents whose earlier versions are looked at.
    """
    found: dict[str, str | None] = {}
    for record in documents:
        earlier = archive.earlier(record.iri)
        if not earlier:
            continue
        now = _Version(archive.quads(record.iri), archive.text_digest(record.iri))
        for content, text in earlier:
            found.update(_compared(_Version(content, text), now))
    return found


def _compared(old: _Version, now: _Version) -> Iterator[tuple[str, str | None]]:
    for subject in sorted(old.subjects - now.subjects):
        yield subject, _thing(subject, old, now)
    if old.text != now.text:
        return  # A newer text may well have given the thing to another body.
    for subject, predicate in sorted(old.objects.keys() & now.objects.keys()):
        before, after = old.objects[subject, predicate], now.objects[subject, predicate]
        gone, come = before - after, after - before
        if len(gone) == len(come) == 1:
            (former,), (present,) = gone, come
            if _kind(former) == _kind(present) and former not in now.subjects:
                yield former, present


def _thing(subject: str, old: _Version, now: _Version) -> str | None:
    alike = [
        other
        for other in now.subjects - old.subjects
        if _kind(other) == _kind(subject) and not now.labels[other].isdisjoint(old.labels[subject])
    ]
    if len(alike) != 1 and old.text == now.text and old.passages[subject]:
        alike = [
            other
            for other in now.subjects - old.subjects
            if _kind(other) == _kind(subject) and now.passages[other] == old.passages[subject]
        ]
    return alike[0] if len(alike) == 1 else None


def _kind(iri: str) -> str:
    """Return what stands before the last part of an IRI: municipality, kind, document."""
    return iri.rpartition("/")[0]
