"""Checks quads against the SHACL shapes of the ontology.

The only module that imports pyshacl, and only when something is validated. The shapes are our own
files; shapes, imports, SPARQL or scripts inside the data are never run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pyoxigraph as ox
import rdflib

from styrkedja.ontology import closed_ontology, shapes_graph
from styrkedja.ontology.namespaces import RDFS, SH

from .terms import to_rdflib

__all__ = ["Finding", "Severity", "validate"]

_SH = rdflib.Namespace(SH)


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    VIOLATION = "violation"
    """Wrong: the graph does not keep the vocabulary's contract."""
    WARNING = "warning"
    """Doubtful: something that is nearly always there is not."""
    INFO = "info"
    """Missing: worth knowing, often rightly so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the graph does not follow a shape.

    Args:
        focus: IRI of the thing that it is about (`_:…` for a blank node).
        path: IRI of its property; several joined by ` | ` where any of them would do.
        severity: How bad it is.
        message_sv: What is wrong, in Swedish, one sentence.
        message_en: What is wrong, in English, one sentence.
        shape: IRI of the shape, whose last part names the fault (`…#LabelMissing`).
        value: The value that is wrong as text, or None when it is the absence that is.
    """

    focus: str
    path: str
    severity: Severity
    message_sv: str
    message_en: str
    shape: str
    value: str | None = None


def validate(data: Iterable[ox.Quad]) -> tuple[Finding, ...]:
    """Return what does not follow the shapes, worst first; empty when all does.

    Args:
        data: Quads of documents together with the register of their bodies: whether a
            responsible body is one is told from the register. Graph names make no difference.
            Not changed.
    """
    import pyshacl

    graph = rdflib.Graph(bind_namespaces="none")
    for quad in data:
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    _, report, _ = pyshacl.validate(
        graph,
        shacl_graph=_shapes(),
        ont_graph=_hierarchy(),
        inference="none",
        advanced=False,
        js=False,
        do_owl_imports=False,
        inplace=True,
    )
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"no validation report: {report}")
    findings = {_finding(report, result) for result in report.objects(None, _SH.result)}
    order = list(Severity)
    return tuple(
        sorted(
            findings,
            key=lambda f: (order.index(f.severity), f.focus, f.shape, f.value or ""),
        )
    )


@cache
def _shapes() -> rdflib.Graph:
    """Return the shapes in a graph of our own, for pyshacl adds triples to the one it is given."""
    graph = rdflib.Graph(bind_namespaces="none")
    for triple in shapes_graph():
        graph.add(triple)
    return graph


@cache
def _hierarchy() -> rdflib.Graph:
    """Return which class is below which: all that the shapes need of the ontology."""
    below = f"{RDFS}subClassOf"
    graph = rdflib.Graph(bind_namespaces="none")
    for axiom in closed_ontology():
        if axiom.predicate.value == below:
            graph.add(
                (to_rdflib(axiom.subject), to_rdflib(axiom.predicate), to_rdflib(axiom.object))
            )
    return graph


def _finding(report: rdflib.Graph, result: rdflib.term.Node) -> Finding:
    shape = report.value(result, _SH.sourceShape)
    focus = report.value(result, _SH.focusNode)
    value = report.value(result, _SH.value)
    severity = str(report.value(result, _SH.resultSeverity)).removeprefix(SH)
    messages = {
        message.language: str(message)
        for message in report.objects(result, _SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    return Finding(
        focus=f"_:{focus}" if isinstance(focus, rdflib.BNode) else str(focus),
        path=_path(shape),
        severity=Severity(severity.lower()),
        message_sv=messages["sv"],
        message_en=messages["en"],
        shape=str(shape),
        value=None if value is None else str(value),
    )


def _path(shape: rdflib.term.Node | None) -> str:
    shapes = shapes_graph()
    path = shapes.value(shape, _SH.path)
    choices = shapes.value(path, _SH.alternativePath)
    if choices is None:
        return str(path)
    return " | ".join(str(choice) for choice in shapes.items(choices))
