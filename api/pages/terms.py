"""The vocabulary as the pages show it, read from the ontology's own files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import pyoxigraph as ox

from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import RDFS, SK, SKOS

from .translation import Language, Text

__all__ = [
    "kinds_of",
    "narrower_terms",
    "narrowest_classes",
    "term_label",
    "term_text",
    "vocabulary",
]

_LABELS = (SKOS + "prefLabel", RDFS + "label")


@cache
def vocabulary() -> Store:
    """Return the ontology's modules and concept schemes, without shapes and examples."""
    folder = files("styrkedja.ontology")
    return Store(quad for file in _modules(folder) for quad in _parse(file))


def term_label(iri: str, language: Language) -> Text | None:
    """Return what a term is called in the language wanted, else in another, else None."""
    found = _labels().get(iri)
    if not found:
        return None
    best = language if language in found else min(found)
    return Text(found[best], best or None)


def term_text(iri: str, predicate: str, language: Language) -> Text | None:
    """Return a text of a term in the language wanted, else in another, else None."""
    pattern = (ox.NamedNode(iri), ox.NamedNode(predicate), None, ox.DefaultGraph())
    found = [quad.object for quad in vocabulary().oxigraph.quads_for_pattern(*pattern)]
    literals = [term for term in found if isinstance(term, ox.Literal)]
    if not literals:
        return None
    best = min(literals, key=lambda term: (term.language != language, term.value))
    return Text(best.value, best.language)


@cache
def narrower_terms(iri: str) -> frozenset[str]:
    """Return the concepts that are directly narrower than a concept."""
    pattern = (None, ox.NamedNode(SKOS + "broader"), ox.NamedNode(iri), ox.DefaultGraph())
    found = vocabulary().oxigraph.quads_for_pattern(*pattern)
    return frozenset(q.subject.value for q in found if isinstance(q.subject, ox.NamedNode))


def narrowest_classes(classes: Iterable[str]) -> list[str]:
    """Return those of our classes that no other of them is a kind of, sorted."""
    ours = sorted(iri for iri in classes if iri.startswith(SK))
    wider = {above for iri in ours for above in _wider(iri)}
    return [iri for iri in ours if iri not in wider]


@cache
def kinds_of(iri: str) -> frozenset[str]:
    """Return a class of ours and all that are kinds of it, over any number of steps."""
    pattern = (None, ox.NamedNode(RDFS + "subClassOf"), None, ox.DefaultGraph())
    stated = {quad.subject.value for quad in vocabulary().oxigraph.quads_for_pattern(*pattern)
              if isinstance(quad.subject, ox.NamedNode)}  # fmt: skip
    return frozenset({iri, *(one for one in stated if one.startswith(SK) and iri in _wider(one))})


@cache
def _wider(iri: str) -> frozenset[str]:
    pattern = (ox.NamedNode(iri), ox.NamedNode(RDFS + "subClassOf"), None, ox.DefaultGraph())
    direct = {quad.object.value for quad in vocabulary().oxigraph.quads_for_pattern(*pattern)
              if isinstance(quad.object, ox.NamedNode) and quad.object.value != iri}  # fmt: skip
    return frozenset(direct.union(*(_wider(above) for above in direct)))


@cache
def _labels() -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for predicate in _LABELS:
        pattern = (None, ox.NamedNode(predicate), None, ox.DefaultGraph())
        for quad in vocabulary().oxigraph.quads_for_pattern(*pattern):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                names = labels.setdefault(quad.subject.value, {})
                names[quad.object.language or ""] = quad.object.value
    return labels


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for place in (folder, folder / "schemes"):
        if place.is_dir():
            yield from (file for file in place.iterdir() if file.name.endswith(".ttl"))


def _parse(file: Traversable) -> Iterator[ox.Quad]:
    yield from ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)
