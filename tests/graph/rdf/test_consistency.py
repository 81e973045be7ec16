"""Every contradiction that is planted is found, by us and by owlrl; real graphs hold none."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from owlrl import DeductiveClosure
from owlrl.OWLRL import OWLRL_Semantics

from styrkedja.graph.pipeline import build_graph, read_file
from styrkedja.graph.rdf.consistency import (
    Contradiction,
    Denials,
    denials,
    denials_of,
    find_contradictions,
)
from styrkedja.ontology import closed_ontology, example_names, example_quads, ontology_quads
from styrkedja.ontology.namespaces import ORG, OWL, PROV, RDF, RDFS, SK, STATUS
from styrkedja.settings import DEFAULT_BASE as BASE

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
ORG_FILE = ROOT.parent / "shared" / "data" / "w3c-org.ttl"
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(name)


def quads_of(*triples: tuple[str, str, str]) -> list[ox.Quad]:
    return [ox.Quad(node(s), node(p), node(o)) for s, p, o in triples]


def thing(name: str) -> str:
    return f"{BASE}x/thing/{name}"


def by_owlrl(quads: Iterable[ox.Quad]) -> list[str]:
    """Return what owlrl finds wrong with our axioms and the quads together."""
    names = (f"{RDFS}label", f"{RDFS}isDefinedBy", f"{RDFS}seeAlso")
    axioms = [
        quad.triple
        for quad in ontology_quads()
        if quad.predicate.value.startswith((RDF, RDFS, OWL)) and quad.predicate.value not in names
    ]
    graph = rdflib.Graph()
    data = ox.serialize([*axioms, *(q.triple for q in quads)], format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=data, format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(graph)  # type: ignore[no-untyped-call]
    return sorted(str(message) for message in graph.objects(None, ERROR))


def once(pairs: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pair for pair in pairs if pair[0] < pair[1])


def planted() -> dict[str, list[ox.Quad]]:
    """Return one contradiction for each thing that the ontology rules out, by its first thing."""
    known, kind = denials(), f"{RDF}type"
    made: dict[str, list[ox.Quad]] = {}
    for number, (one, other) in enumerate(once(known.classes)):
        name = thing(f"class-{number}-")
        made[name] = quads_of((name, kind, one), (name, kind, other))
    for number, (one, other) in enumerate(once(known.properties)):
        name, end = thing(f"properties-{number}-"), thing(f"end-{number}")
        made[name] = quads_of((name, one, end), (name, other, end))
    for number, name_of in enumerate(sorted(known.irreflexive)):
        name = thing(f"self-{number}-")
        made[name] = quads_of((name, name_of, name))
    for number, name_of in enumerate(sorted(known.asymmetric)):
        name, end = thing(f"there-{number}-"), thing(f"back-{number}")
        made[name] = quads_of((name, name_of, end), (end, name_of, name))
    return made


def documents(folder: Path) -> list[ox.Quad]:
    quads: dict[ox.Quad, None] = {}
    for path in sorted(folder.glob("*.txt")):
        content, _, model = read_file(path)
        quads.update(dict.fromkeys(build_graph(model, original=content)))
    return list(quads)


def test_the_ontology_rules_out_something_of_every_kind() -> None:
    known = denials()
    assert len(once(known.classes)) > 80
    assert len(once(known.properties)) >= 3
    assert known.irreflexive >= {f"{SK}continues", f"{SK}contributesTo", f"{SK}implements"}
    assert known.asymmetric >= {f"{SK}continues", f"{SK}implements"}
    assert (f"{STATUS}not-reported", f"{STATUS}not-started") in known.different


def test_only_simple_properties_rule_anything_out() -> None:
    """OWL 2 allows it for none that is transitive or a chain, or has such a one below it."""
    closed = closed_ontology()
    compound = {
        str(t.subject).strip("<>")
        for t in closed
        if t.predicate.value == f"{OWL}propertyChainAxiom"
        or str(t.object).strip("<>") == f"{OWL}TransitiveProperty"
    }
    assert compound == {f"{SK}responsibleThroughGroup", f"{SK}serves"}
    compound |= {
        str(t.object).strip("<>")
        for t in closed
        if t.predicate.value == f"{RDFS}subPropertyOf" and str(t.subject).strip("<>") in compound
    }
    known = denials()
    restricted = (
        known.irreflexive | known.asymmetric | {p for pair in known.properties for p in pair}
    )
    assert not restricted & compound


def test_each_planted_contradiction_is_found_and_no_other() -> None:
    made = planted()
    everything = [quad for quads in made.values() for quad in quads]
    found = find_contradictions(everything, base=BASE)
    assert {item.subject for item in found} - {thing(f"back-{n}") for n in range(9)} == set(made)
    for name, quads in made.items():
        assert {name} <= {item.subject for item in find_contradictions(quads, base=BASE)}


def test_owlrl_finds_each_planted_contradiction_too() -> None:
    made = planted()
    messages = by_owlrl(quad for quads in made.values() for quad in quads)
    assert [name for name in made if not any(name in message for message in messages)] == []


def test_what_is_not_reported_is_never_the_same_as_what_is_not_started() -> None:
    same = quads_of((f"{STATUS}not-reported", f"{OWL}sameAs", f"{STATUS}not-started"))
    (found,) = find_contradictions(same, base=BASE)
    assert found == Contradiction(
        kind="eq-diff1",
        axiom="status:not-reported ≠ status:not-started",
        subject=f"{STATUS}not-reported",
        target=f"{STATUS}not-started",
    )


def test_all_concepts_of_a_scheme_are_different() -> None:
    schemes: dict[str, list[str]] = {}
    for quad in ontology_quads():
        if quad.predicate.value.endswith("#inScheme"):
            assert isinstance(quad.subject, ox.NamedNode)
            schemes.setdefault(str(quad.object), []).append(quad.subject.value)
    assert len(schemes) == 7
    known = denials().different
    for concepts in schemes.values():
        for one in concepts:
            assert {other for first, other in known if first == one} == {*concepts} - {one}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{SK}Activity", f"{PROV}Activity"),
        (f"{SK}ExecutiveBoard", f"{SK}Administration"),
        (f"{SK}MunicipalCompany", f"{ORG}OrganizationalUnit"),
        (f"{SK}SpecialAssignment", f"{SK}Activity"),
        (f"{SK}FollowUpReport", f"{SK}Assessment"),
        (f"{SK}BoardGoal", "http://metadata.un.org/sdg/ontology#Goal"),
    ],
)
def test_a_contradiction_of_superclasses_is_found_among_their_members(one: str, other: str) -> None:
    both = quads_of((thing("a"), f"{RDF}type", one), (thing("a"), f"{RDF}type", other))
    found = find_contradictions(both, base=BASE)
    assert {item.subject for item in found} == {thing("a")}
    assert {item.kind for item in found} == {"cax-dw"}
    assert by_owlrl(both)


def test_a_contradiction_of_superproperties_is_found() -> None:
    both = quads_of(
        (thing("a"), f"{SK}carriedOutBy", thing("b")),
        (thing("a"), f"{SK}contributingBody", thing("b")),
    )
    (found,) = find_contradictions(both, base=BASE)
    assert found.axiom == "sk:contributingBody ⊓ sk:responsible ⊑ ⊥"
    assert by_owlrl(both)


def test_two_documents_can_contradict_each_other_only_together() -> None:
    one = ox.Quad(node(thing("a")), node(f"{RDF}type"), node(f"{SK}Goal"), node(thing("d")))
    other = ox.Quad(node(thing("a")), node(f"{RDF}type"), node(f"{SK}Body"), node(thing("e")))
    assert not find_contradictions([one], base=BASE) and not find_contradictions([other], base=BASE)
    assert find_contradictions([one, other], base=BASE)


@pytest.mark.parametrize("name", example_names())
def test_an_example_holds_no_contradiction(name: str) -> None:
    quads = example_quads(name)
    assert find_contradictions(quads, base=BASE) == ()
    assert by_owlrl(quads) == []


def test_all_examples_and_the_ontology_itself_hold_no_contradiction() -> None:
    quads = [quad for name in example_names() for quad in example_quads(name)]
    assert find_contradictions([*quads, *ontology_quads()], base=BASE) == ()


def test_the_bundled_documents_hold_no_contradiction() -> None:
    quads = documents(ROOT / "graph" / "examples")
    assert len(quads) > 2000
    assert find_contradictions(quads, base=BASE) == ()


def test_the_real_documents_hold_no_contradiction() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the real documents are not beside the repository")
    quads = documents(SEEDS)
    assert len(quads) > 10_000
    assert find_contradictions(quads, base=BASE) == ()


def test_nothing_contradicts_the_organization_ontology_either() -> None:
    if not ORG_FILE.is_file():
        pytest.skip("the Organization Ontology is not beside the repository")
    theirs = [q.triple for q in ox.parse(path=ORG_FILE, format=ox.RdfFormat.TURTLE)]
    known = denials_of([*theirs, *(quad.triple for quad in ontology_quads())])
    assert known.classes > denials().classes
    quads = [quad for name in example_names() for quad in example_quads(name)]
    assert find_contradictions(quads, base=BASE, ruled_out=known) == ()


def test_axioms_that_rule_nothing_out_leave_everything_possible() -> None:
    nothing = Denials(*(frozenset() for _ in range(5)))
    assert denials_of([]) == nothing
    everything = [quad for quads in planted().values() for quad in quads]
    assert find_contradictions(everything, base=BASE, ruled_out=nothing) == ()
