"""The graph as records to list, filter and page through: pulled once a commit by a few SELECTs."""

from .bodies import BODY_KINDS, BodyRecord, load_bodies
from .documents import DocumentInfo, load_documents
from .elements import ElementRecord, Part, load_elements
from .passages import Place, load_places, place_of, text_at
from .records import Records, load_records
from .relations import RELATIONS, IndicatorRecord, Relation, Relations, load_relations
from .reports import (
    SEVERITIES,
    SEVERITY,
    AssessmentRecord,
    DoubtRecord,
    load_assessments,
    load_doubts,
)
from .responsibilities import chosen_elements, responsibilities_of

__all__ = [
    "BODY_KINDS",
    "RELATIONS",
    "SEVERITIES",
    "SEVERITY",
    "AssessmentRecord",
    "BodyRecord",
    "DocumentInfo",
    "DoubtRecord",
    "ElementRecord",
    "IndicatorRecord",
    "Part",
    "Place",
    "Records",
    "Relation",
    "Relations",
    "chosen_elements",
    "load_assessments",
    "load_bodies",
    "load_documents",
    "load_doubts",
    "load_elements",
    "load_places",
    "load_records",
    "load_relations",
    "place_of",
    "responsibilities_of",
    "text_at",
]
