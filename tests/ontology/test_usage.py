"""The hints of what a property is used with are whole and true, and nothing follows from them."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.graph.pipeline import build_graph, read_file
from styrkedja.graph.rdf.closure import infer
from styrkedja.ontology import closed_ontology, example_names, example_quads, ontology_quads
from styrkedja.ontology.namespaces import OWL, RDF, RDFS, SCHEMA, SK, SKOS
from styrkedja.settings import DEFAULT_BASE as BASE

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
DOMAIN, RANGE = f"{SCHEMA}domainIncludes", f"{SCHEMA}rangeIncludes"


def hints(which: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for quad in ontology_quads():
        if quad.predicate.value == which:
            assert isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
            found[quad.subject.value].add(quad.object.value)
    return found


@cache
def above() -> dict[str, frozenset[str]]:
    """Return each class with the classes above it and itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for triple in closed_ontology():
        if triple.predicate.value == f"{RDFS}subClassOf":
            assert isinstance(triple.subject, ox.NamedNode)
            assert isinstance(triple.object, ox.NamedNode)
            found[triple.subject.value].add(triple.object.value)
    return {name: frozenset(classes | {name}) for name, classes in found.items()}


def misused(quads: list[ox.Quad]) -> set[str]:
    """Return which properties are used with what no hint names."""
    everything = [*quads, *infer(quads, base=BASE)]
    types: dict[object, set[str]] = defaultdict(set)
    for quad in (*everything, *ontology_quads()):
        if quad.predicate.value == f"{RDF}type" and isinstance(quad.object, ox.NamedNode):
            types[quad.subject] |= above().get(quad.object.value, {quad.object.value})
    domains, ranges = hints(DOMAIN), hints(RANGE)
    found = set()
    for quad in everything:
        name = quad.predicate.value
        if not name.startswith(SK):
            continue
        if types[quad.subject] and not types[quad.subject] & domains[name]:
            found.add(f"{name} of {sorted(types[quad.subject])}")
        if isinstance(quad.object, ox.Literal):
            given = {quad.object.datatype.value}
        else:
            given = types[quad.object] and types[quad.object] | {f"{RDFS}Resource"}
        if given and not given & ranges[name]:
            found.add(f"{name} to {sorted(given)}")
    return found


def documents(folder: Path) -> list[ox.Quad]:
    quads: dict[ox.Quad, None] = {}
    for path in sorted(folder.glob("*.txt")):
        content, _, model = read_file(path)
        quads.update(dict.fromkeys(build_graph(model, original=content)))
    return list(quads)


def test_every_property_has_a_hint_in_both_directions() -> None:
    kinds = (f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty")
    properties = {
        quad.subject.value
        for quad in ontology_quads()
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and quad.object.value in kinds
    }
    assert len(properties) > 50
    assert set(hints(DOMAIN)) == set(hints(RANGE)) == properties


@pytest.mark.parametrize("name", example_names())
def test_the_hints_are_true_of_the_examples(name: str) -> None:
    assert misused(example_quads(name)) == set()


def test_the_hints_are_true_of_the_bundled_documents() -> None:
    assert misused(documents(ROOT / "graph" / "examples")) == set()


def test_the_hints_are_true_of_the_real_documents() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the real documents are not beside the repository")
    assert misused(documents(SEEDS)) == set()


def test_a_hint_that_is_not_kept_is_noticed() -> None:
    one, other = ox.NamedNode(f"{BASE}x/a"), ox.NamedNode(f"{BASE}x/b")
    quads = [
        ox.Quad(one, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{SK}Board")),
        ox.Quad(one, ox.NamedNode(f"{SK}status"), other),
        ox.Quad(one, ox.NamedNode(f"{SK}value"), ox.Literal("mycket")),
    ]
    assert {text.split(" ")[0] for text in misused(quads)} == {f"{SK}status", f"{SK}value"}


def test_nothing_follows_from_a_hint() -> None:
    named = {SCHEMA + name for name in ("domainIncludes", "rangeIncludes")}
    assert not [t for t in closed_ontology() if t.predicate.value in named]
    concept = f"{SKOS}Concept"
    assert not [t for t in closed_ontology() if str(t.object).strip("<>") == concept]
