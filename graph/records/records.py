"""All records of a graph together."""

from __future__ import annotations

from dataclasses import dataclass

from styrkedja.graph.rdf.store import Source

from .bodies import BodyRecord, load_bodies
from .documents import DocumentInfo, load_documents
from .elements import ElementRecord, load_elements
from .passages import Place, load_places
from .relations import Relations, load_relations
from .reports import AssessmentRecord, DoubtRecord, load_assessments, load_doubts

__all__ = ["Records", "load_records"]


@dataclass(frozen=True, slots=True)
class Records:
    """The graph as records, each by its IRI.

    Args:
        documents: The documents.
        bodies: The bodies and municipalities.
        elements: The steering elements.
        doubts: The doubts.
        assessments: Element → its assessments, the newest first.
        relations: How the elements hang together.
        places: Thing → where it was read from.
    """

    documents: dict[str, DocumentInfo]
    bodies: dict[str, BodyRecord]
    elements: dict[str, ElementRecord]
    doubts: dict[str, DoubtRecord]
    assessments: dict[str, tuple[AssessmentRecord, ...]]
    relations: Relations
    places: dict[str, tuple[Place, ...]]

    def name(self, iri: str) -> str:
        """Return what a document, body or element is called; its IRI when it is none of them."""
        if iri in self.elements:
            return self.elements[iri].title
        if iri in self.documents:
            return self.documents[iri].label
        return self.bodies[iri].name if iri in self.bodies else iri


def load_records(source: Source) -> Records:
    """Return the graph as records, by about 20 SELECTs; the source is not changed.

    Args:
        source: A store or dataset, its default graph the merge of all graphs.
    """
    documents = {record.iri: record for record in load_documents(source)}
    return Records(
        documents=documents,
        bodies={record.iri: record for record in load_bodies(source)},
        elements={record.iri: record for record in load_elements(source, documents)},
        doubts={record.iri: record for record in load_doubts(source)},
        assessments=load_assessments(source),
        relations=load_relations(source),
        places=load_places(source),
    )
