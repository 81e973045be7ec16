"""The ontology: terms, schemes, shapes and examples, and the functions that read them."""

from .class_links import ClassEntry, ClassLink, class_entries, class_links
from .context import CONTEXT_IRI, json_ld_context
from .diagram import class_diagram
from .files import (
    broken_example_names,
    broken_example_quads,
    closed_ontology,
    example_names,
    example_quads,
    ontology_quads,
    ontology_turtle,
    shapes_graph,
    shapes_turtle,
)
from .namespaces import ONTOLOGY, PREFIXES, prefix_lines
from .questions import Question, Subject, competency_questions

__all__ = [
    "CONTEXT_IRI",
    "ONTOLOGY",
    "PREFIXES",
    "ClassEntry",
    "ClassLink",
    "Question",
    "Subject",
    "broken_example_names",
    "broken_example_quads",
    "class_diagram",
    "class_entries",
    "class_links",
    "closed_ontology",
    "competency_questions",
    "example_names",
    "example_quads",
    "json_ld_context",
    "ontology_quads",
    "ontology_turtle",
    "prefix_lines",
    "shapes_graph",
    "shapes_turtle",
]
