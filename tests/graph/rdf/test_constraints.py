"""Every constraint of every shape is broken by one change to a correct thing, and by it alone.

The files of `ontology/examples/broken` show each constraint once, for people. Here each shape's
things are taken from the correct examples and changed by one fault for each of its constraints.
"""

from collections import defaultdict
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH, XSD

from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.terms import from_rdflib, to_rdflib
from styrkedja.graph.rdf.validation import validate
from styrkedja.ontology import closed_ontology, example_names, example_quads, shapes_graph
from styrkedja.ontology.namespaces import SHAPE
from styrkedja.settings import DEFAULT_BASE as BASE

Node: TypeAlias = rdflib.term.Node
NOTHING = rdflib.URIRef("http://example.org/nothing")
COMPONENTS = (
    SH.minCount,
    SH.maxCount,
    SH.datatype,
    SH["class"],
    SH["in"],
    SH.nodeKind,
    SH.pattern,
    SH.qualifiedValueShape,
    SH.lessThanOrEquals,
)
OTHER = {
    XSD.date: rdflib.Literal("1999-12-31", datatype=XSD.date),
    XSD.decimal: rdflib.Literal("99.5", datatype=XSD.decimal),
}
"""A value of each kind that no example has; a thing without any value is given one more."""
WRONG = {
    RDF.langString: rdflib.Literal("utan språk"),
    XSD.date: rdflib.Literal("snart"),
    XSD.decimal: rdflib.Literal("mycket"),
    XSD.string: rdflib.Literal("1281", datatype=XSD.integer),
}


@cache
def correct() -> rdflib.Graph:
    """Return the correct examples, with what follows from them, as one graph."""
    stated = [quad for name in example_names() for quad in example_quads(name)]
    graph = rdflib.Graph()
    for quad in (*stated, *infer(stated, base=BASE)):
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


@cache
def below() -> dict[str, set[str]]:
    """Return each class with the classes below it and itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for triple in closed_ontology():
        if triple.predicate.value == str(RDFS.subClassOf):
            found[str(to_rdflib(triple.object))].add(str(to_rdflib(triple.subject)))
    return found


def members(target: Node) -> list[rdflib.URIRef]:
    classes = {str(target)} | below().get(str(target), set())
    found = {
        thing
        for name in classes
        for thing in correct().subjects(RDF.type, rdflib.URIRef(name))
        if isinstance(thing, rdflib.URIRef)
    }
    return sorted(found)


def path_of(shape: Node) -> list[Node]:
    """Return the properties that a constraint looks at, any of which will do."""
    shapes = shapes_graph()
    path = shapes.value(shape, SH.path)
    assert path is not None
    choices = shapes.value(path, SH.alternativePath)
    return [path] if choices is None else list(Collection(shapes, choices))


def pairs() -> list[tuple[str, str]]:
    """Return each shape with each of its constraints, by their local names."""
    rows = shapes_graph().subject_objects(SH.property)
    return sorted((str(s).removeprefix(SHAPE), str(p).removeprefix(SHAPE)) for s, p in rows)


def component(shape: Node) -> tuple[Node, Node]:
    """Return what a constraint demands: its one component and the component's value."""
    found = [(c, v) for c in COMPONENTS for v in shapes_graph().objects(shape, c)]
    assert len(found) == 1, shape
    return found[0]


def focus(shape: Node, constraint: Node) -> rdflib.URIRef:
    """Return a correct thing of the shape, one with the property that is looked at if there is."""
    target = shapes_graph().value(shape, SH.targetClass)
    assert target is not None
    things = members(target)
    assert things, shape
    path = path_of(constraint)
    return next((t for t in things if any((t, p, None) in correct() for p in path)), things[0])


def faulty(
    thing: rdflib.URIRef, constraint: Node, clone: rdflib.URIRef
) -> set[tuple[Node, Node, Node]]:
    """Return what is said of a thing, said of its clone, with the one fault put in."""
    said: set[tuple[Node, Node, Node]] = set()
    said.update((clone, p, o) for _, p, o in correct().triples((thing, None, None)))
    path = path_of(constraint)
    looked_at = sorted((t for t in said if t[1] in path), key=str)
    demand, value = component(constraint)
    if demand == SH.minCount:
        return said - set(looked_at)
    if demand == SH.qualifiedValueShape:
        languages = shapes_graph().value(value, SH.languageIn)
        assert languages is not None
        (language,) = Collection(shapes_graph(), languages)
        kept = {
            t
            for t in looked_at
            if isinstance(t[2], rdflib.Literal) and t[2].language != str(language)
        }
        return said - set(looked_at) | kept
    if demand == SH.maxCount:
        first = looked_at[0] if looked_at else (clone, path[0], OTHER[XSD.decimal])
        return said | {first, (clone, first[1], another(first))}
    old = looked_at[0] if looked_at else (clone, path[0], NOTHING)
    new: Node = NOTHING
    if demand == SH.datatype:
        new = WRONG[value]  # type: ignore[index]
    elif demand == SH.nodeKind:
        new = rdflib.Literal(str(old[2]))
    elif demand == SH.pattern and isinstance(old[2], rdflib.Literal):
        new = rdflib.Literal("12")
    elif demand == SH.lessThanOrEquals:
        new = rdflib.Literal("2999-12-31", datatype=XSD.date)
    compared = {
        name
        for one, other in shapes_graph().subject_objects(SH.lessThanOrEquals)
        for name in (*path_of(one), other)
    }
    if demand == SH.datatype and old[1] in compared:
        # What is no date cannot be compared with one, either: only one of the two is left.
        said -= {t for t in said if t[1] in compared}
    return said - {old} | {(clone, old[1], new)}


def another(triple: tuple[Node, Node, Node]) -> Node:
    """Return another value that a property could have as well."""
    value = triple[2]
    if isinstance(value, rdflib.Literal):
        other = OTHER[value.datatype]  # type: ignore[index]
        return other if other != value else rdflib.Literal("98.5", datatype=XSD.decimal)
    values = sorted({o for o in correct().objects(None, triple[1]) if o != value}, key=str)
    return values[0]


@cache
def findings() -> dict[str, set[str]]:
    """Return what is found about each clone, all of them in one graph: names of constraints."""
    triples = set(correct())
    for shape, constraint in pairs():
        where, what = rdflib.URIRef(SHAPE + shape), rdflib.URIRef(SHAPE + constraint)
        triples |= faulty(focus(where, what), what, clone_of(shape, constraint))
    quads = [
        ox.Quad(from_rdflib(s), from_rdflib(p), from_rdflib(o))  # type: ignore[arg-type]
        for s, p, o in triples
    ]
    found: dict[str, set[str]] = defaultdict(set)
    for finding in validate(quads):
        found[finding.focus].add(finding.shape.removeprefix(SHAPE))
    return found


def clone_of(shape: str, constraint: str) -> rdflib.URIRef:
    return rdflib.URIRef(f"{BASE}exempelvik/clone/{shape}/{constraint}")


def test_there_are_shapes_for_every_kind_of_thing() -> None:
    shaped = {str(target) for target in shapes_graph().objects(None, SH.targetClass)}
    covered = {name for target in shaped for name in below().get(target, set())} | shaped
    ours = {str(o) for o in correct().objects(None, RDF.type) if "styrkedja/ns#" in str(o)}
    assert len(ours) > 20
    assert ours <= covered


@pytest.mark.parametrize(("shape", "constraint"), pairs())
def test_a_fault_breaks_its_constraint_and_no_other(shape: str, constraint: str) -> None:
    assert findings()[str(clone_of(shape, constraint))] == {constraint}


def test_nothing_is_found_where_no_fault_was_put() -> None:
    assert [name for name in findings() if "/clone/" not in name] == []


@pytest.mark.parametrize("constraint", sorted({constraint for _, constraint in pairs()}))
def test_a_constraint_demands_one_thing_and_holds_in_a_correct_example(constraint: str) -> None:
    node = rdflib.URIRef(SHAPE + constraint)
    demand, _ = component(node)
    shapes = list(shapes_graph().subjects(SH.property, node))
    seen = {
        thing
        for shape in shapes
        for target in shapes_graph().objects(shape, SH.targetClass)
        for thing in members(target)
        if any((thing, p, None) in correct() for p in path_of(node))
    }
    assert seen, f"no correct example has what {constraint} ({demand}) looks at"


def test_there_are_constraints_of_all_three_severities() -> None:
    severities = {str(o).rsplit("#")[1] for o in shapes_graph().objects(None, SH.severity)}
    assert severities == {"Violation", "Warning", "Info"}
