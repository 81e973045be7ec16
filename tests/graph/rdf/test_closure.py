"""What follows by the rules is what owlrl says follows, and no more."""

import random
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from owlrl import DeductiveClosure
from owlrl.OWLRL import OWLRL_Semantics

from styrkedja.graph.pipeline import build_graph, read_file
from styrkedja.graph.rdf.closure import close_ontology, infer, inferred_graph, is_stated
from styrkedja.graph.rdf.derivation import is_derived
from styrkedja.graph.rdf.rules import instance_rules, rules_of
from styrkedja.ontology import example_names, example_quads, ontology_quads
from styrkedja.ontology.namespaces import OWL, RDF, RDFS, SK
from styrkedja.settings import DEFAULT_BASE as BASE

ROOT = Path(__file__).parents[3]
SEEDS = ROOT / ".." / "shared" / "seeds"
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
TYPE = ox.NamedNode(f"{RDF}type")
SERVES = ox.NamedNode(f"{SK}serves")
HAS_MEMBER = "http://www.w3.org/ns/org#hasMember"
VOCABULARY = (RDF, RDFS, OWL, "http://www.w3.org/2001/XMLSchema#")


def by_owlrl(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Return the closure of the ontology's axioms and `triples`, without annotations of terms."""
    annotations = (f"{RDFS}label", f"{RDFS}isDefinedBy", f"{RDFS}seeAlso")
    axioms = [
        quad.triple
        for quad in ontology_quads()
        if quad.predicate.value.startswith((RDF, RDFS, OWL))
        and quad.predicate.value not in annotations
    ]
    graph = rdflib.Graph()
    data = ox.serialize([*axioms, *triples], format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=data, format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(graph)  # type: ignore[no-untyped-call]
    return graph


def contradictions(triples: Iterable[ox.Triple]) -> list[str]:
    return sorted(str(message) for message in by_owlrl(triples).objects(None, ERROR))


def instance_triples(graph: rdflib.Graph) -> set[ox.Triple]:
    """Return what is about things, leaving out what says nothing.

    Left out: reflexive `owl:sameAs`, `owl:Thing`, literals as subjects (which are no RDF), and
    what is about terms of the ontology and of other vocabularies.
    """
    terms = {name(quad.subject) for quad in ontology_quads()}
    kept = rdflib.Graph()
    for subject, predicate, target in graph:
        if not isinstance(subject, rdflib.URIRef) or str(subject) in terms:
            continue
        if str(subject).startswith(VOCABULARY) or target == rdflib.OWL.Thing:
            continue
        if not str(subject).startswith(BASE) and predicate == rdflib.RDF.type:
            continue
        if predicate == rdflib.OWL.sameAs and subject == target:
            continue
        kept.add((subject, predicate, target))
    text = kept.serialize(format="nt")
    return {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES)}


def name(term: object) -> str:
    """Return an IRI's text; nothing for what is no IRI."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def merged(quads: Iterable[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads}


def assert_equal_to_owlrl(quads: list[ox.Quad], *, consistent: bool = True) -> None:
    """The rules and owlrl say that the same follows from `quads`, the derived triples apart.

    Args:
        quads: A data set; its derived triples are given to owlrl as if they were stated.
        consistent: Whether owlrl is to find no contradiction in it.
    """
    stated = merged(quad for quad in quads if is_stated(quad, BASE))
    ours = infer(quads, base=BASE)
    derived = {quad.triple for quad in ours if is_derived(quad.triple)}
    closed = by_owlrl(stated | derived)
    assert not (consistent and list(closed.objects(None, ERROR)))
    expected = instance_triples(closed)
    assert merged(ours) == expected - stated
    assert len(ours) == len(merged(ours))


def examples(*names: str) -> list[ox.Quad]:
    return [quad for name in names for quad in example_quads(name)]


def documents(*paths: Path) -> list[ox.Quad]:
    """Return the quads of documents as the reader reads them, each once."""
    quads: dict[ox.Quad, None] = {}
    for path in paths:
        content, _, model = read_file(path)
        quads.update(dict.fromkeys(build_graph(model, original=content)))
    return list(quads)


@pytest.mark.parametrize("name", example_names())
def test_the_rules_give_the_same_as_owlrl_on_each_example(name: str) -> None:
    assert_equal_to_owlrl(example_quads(name))


def test_the_rules_give_the_same_as_owlrl_on_all_examples_together() -> None:
    assert_equal_to_owlrl(examples(*example_names()))


def test_the_rules_give_the_same_as_owlrl_on_one_of_each_class_and_property() -> None:
    classes, properties = terms_of("Class"), terms_of("ObjectProperty")
    assert len(classes) > 25 and len(properties) > 25
    stated = [typed(f"x/one/{number}", name) for number, name in enumerate(classes)]
    for number, name in enumerate(properties):
        steps = [iri(f"x/step/{number}-{step}") for step in range(4)]
        for one, other in pairwise(steps):
            stated.append(ox.Triple(one, ox.NamedNode(name), other))
    assert_equal_to_owlrl(in_graph(stated))


@pytest.mark.parametrize("seed", range(3))
def test_the_rules_give_the_same_as_owlrl_on_any_tangle(seed: int) -> None:
    choice = random.Random(seed).choice
    things = [iri(f"x/thing/{number}") for number in range(12)]
    properties = [ox.NamedNode(name) for name in (*terms_of("ObjectProperty"), HAS_MEMBER)]
    stated = {ox.Triple(choice(things), choice(properties), choice(things)) for _ in range(90)}
    assert_equal_to_owlrl(in_graph(stated), consistent=False)


@pytest.mark.slow
def test_the_rules_give_the_same_as_owlrl_on_the_bundled_documents() -> None:
    quads = documents(*sorted((ROOT / "graph" / "examples").glob("*.txt")))
    assert len(quads) > 2000
    assert_equal_to_owlrl(quads)


@pytest.mark.slow
def test_the_rules_give_the_same_as_owlrl_on_the_lund_follow_up() -> None:
    found = sorted(SEEDS.glob("000_*.txt"))
    if not found:
        pytest.skip("the real documents are not beside the repository")
    assert_equal_to_owlrl(documents(*found))


def iri(path: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + path)


def triple(subject: str, name: str, target: str) -> ox.Triple:
    return ox.Triple(iri(subject), ox.NamedNode(SK + name), iri(target))


def in_graph(triples: Iterable[ox.Triple], graph: str = "x/document/d") -> list[ox.Quad]:
    return [ox.Quad(t.subject, t.predicate, t.object, iri(graph)) for t in triples]


def terms_of(kind: str) -> list[str]:
    """Return the ontology's own classes or properties, sorted."""
    wanted = ox.NamedNode(OWL + kind)
    return sorted(name(q.subject) for q in ontology_quads() if q.object == wanted)


def typed(path: str, name: str) -> ox.Triple:
    return ox.Triple(iri(path), TYPE, ox.NamedNode(name))


def test_the_closed_ontology_in_the_tree_is_what_owlrl_gives_now() -> None:
    assert (ROOT / "ontology" / "closed.ttl").read_text(encoding="utf-8") == close_ontology()


def test_every_kind_of_axiom_in_the_ontology_has_a_rule_or_adds_nothing_to_instances() -> None:
    ruled = {"subClassOf", "subPropertyOf", "inverseOf", "propertyChainAxiom"}
    silent = {"isDefinedBy", "label", "seeAlso", "versionIRI", "versionInfo"}
    only_contradicts = {"disjointWith", "distinctMembers", "members", "propertyDisjointWith"}
    used = {
        quad.predicate.value.removeprefix(RDFS).removeprefix(OWL)
        for quad in ontology_quads()
        if quad.predicate.value.startswith((RDFS, OWL))
    }
    assert used <= ruled | silent | only_contradicts
    kinds = {
        quad.object.value.removeprefix(OWL)
        for quad in ontology_quads()
        if quad.predicate == TYPE and isinstance(quad.object, ox.NamedNode)
        if quad.object.value.startswith(OWL)
    }
    assert kinds <= {
        *("Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AllDisjointClasses"),
        *("TransitiveProperty", "AsymmetricProperty", "IrreflexiveProperty", "AllDifferent"),
    }


def test_domain_range_and_symmetry_become_rules_too() -> None:
    sk = ox.NamedNode
    axioms = [
        ox.Triple(sk(f"{SK}p"), ox.NamedNode(f"{RDFS}domain"), sk(f"{SK}C")),
        ox.Triple(sk(f"{SK}p"), ox.NamedNode(f"{RDFS}range"), sk(f"{SK}D")),
        ox.Triple(sk(f"{SK}p"), TYPE, ox.NamedNode(f"{OWL}SymmetricProperty")),
    ]
    store = ox.Store()
    store.add(ox.Quad(iri("a"), sk(f"{SK}p"), iri("b")))
    rules = rules_of(axioms)
    found = {str(t) for rule in rules for t in store.query(rule.construct)}  # type: ignore[union-attr]
    assert [rule.kind for rule in rules] == ["prp-dom", "prp-rng", "prp-symp"]
    assert found == {
        str(typed("a", f"{SK}C")),
        str(typed("b", f"{SK}D")),
        str(triple("b", "p", "a")),
    }


def test_the_ontology_and_the_examples_hold_no_contradiction() -> None:
    stated = [quad.triple for name in example_names() for quad in example_quads(name)]
    assert contradictions(stated) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{SK}Activity", "http://www.w3.org/ns/prov#Activity"),
        (f"{SK}Board", f"{SK}MunicipalCompany"),
        (f"{SK}ExecutiveBoard", f"{SK}Administration"),
        (f"{SK}MunicipalCompany", "http://www.w3.org/ns/org#OrganizationalUnit"),
        (f"{SK}Department", f"{SK}BodyGroup"),
        (f"{SK}SpecialAssignment", f"{SK}Activity"),
        (f"{SK}OverarchingGoal", f"{SK}BoardGoal"),
        (f"{SK}FollowUpReport", f"{SK}Assessment"),
        (f"{SK}Indicator", f"{SK}BoardGoal"),
    ],
)
def test_owlrl_finds_a_planted_contradiction(one: str, other: str) -> None:
    assert contradictions([typed("x/thing/a", one), typed("x/thing/a", other)])


def test_an_element_that_continues_itself_is_a_contradiction() -> None:
    assert contradictions([triple("x/goal/a", "continues", "x/goal/a")])


def test_what_all_boards_got_makes_none_of_them_responsible() -> None:
    inferred = infer(example_quads("chain"), base=BASE)
    group = [q for q in inferred if q.predicate.value == f"{SK}responsibleThroughGroup"]
    assert sorted(name(q.object).rsplit("/", 1)[1] for q in group) == [
        "kommunstyrelsen",
        "skolnamnden",
        "tekniska-namnden",
    ]
    common = group[0].subject
    assert not [
        q for q in inferred if q.subject == common and q.predicate.value == f"{SK}responsible"
    ]


def test_an_activity_serves_what_stands_above_its_goal() -> None:
    inferred = infer(example_quads("chain"), base=BASE)
    served = {
        name(q.object).split("/")[-1]
        for q in inferred
        if q.predicate == SERVES and name(q.subject).endswith("/mal-cykelstallen-aaaaaaaa")
    }
    assert served == {
        *("cykelstall-99999999", "sakra-vagar-33333333", "alla-lar-sig-11111111"),
        "kunskap-01234567",
    }


def test_implementing_an_assignment_is_no_service_to_it() -> None:
    inferred = infer(in_graph([triple("x/activity/a", "implements", "x/assignment/b")]), base=BASE)
    assert inferred == []


def test_inferred_triples_stand_in_the_graph_of_their_subjects_municipality() -> None:
    stated = [triple("lund/goal/a", "responsible", "lulea/board/b")]
    inferred = infer(in_graph(stated, "lund/document/d"), base=BASE)
    assert [(q.subject, q.graph_name) for q in inferred] == [
        (iri("lulea/board/b"), iri("lulea/inferred"))
    ]


def test_a_subject_outside_the_base_takes_its_objects_municipality() -> None:
    outside = ox.Triple(ox.NamedNode("http://example.org/a"), SERVES, iri("lund/goal/a"))
    assert inferred_graph(outside, BASE) == f"{BASE}lund/inferred"
    nowhere = ox.Triple(outside.subject, SERVES, outside.subject)
    assert inferred_graph(nowhere, BASE) == f"{BASE}inferred"


def test_what_is_stated_is_never_repeated() -> None:
    stated = [typed("x/goal/a", f"{SK}BoardGoal"), typed("x/goal/a", f"{SK}Goal")]
    inferred = infer(in_graph(stated), base=BASE)
    assert [quad.triple for quad in inferred] == [typed("x/goal/a", f"{SK}SteeringElement")]


def test_a_whole_store_with_its_inferred_graph_and_ontology_gives_the_same_again() -> None:
    stated = example_quads("chain")
    first = infer(stated, base=BASE)
    assert infer([*stated, *first, *ontology_quads()], base=BASE) == first
    assert infer([*reversed(stated)], base=BASE) == first


def test_a_cycle_of_contributions_ends() -> None:
    stated = [
        triple("x/goal/a", "contributesTo", "x/goal/b"),
        triple("x/goal/b", "contributesTo", "x/goal/a"),
    ]
    assert_equal_to_owlrl(in_graph(stated))
    inferred = merged(infer(in_graph(stated), base=BASE))
    assert triple("x/goal/a", "serves", "x/goal/a") in inferred


def test_a_long_chain_is_followed_to_its_end() -> None:
    stated = [triple(f"x/goal/{n}", "contributesTo", f"x/goal/{n + 1}") for n in range(12)]
    inferred = merged(infer(in_graph(stated), base=BASE))
    assert triple("x/goal/0", "serves", "x/goal/12") in inferred
    assert len([t for t in inferred if t.predicate == SERVES]) == 13 * 12 // 2


def test_nothing_follows_from_nothing() -> None:
    assert infer([], base=BASE) == []


def test_rules_read_what_they_say_they_read() -> None:
    for rule in instance_rules():
        assert rule.name == f"{rule.kind}: {rule.axiom}"
        assert rule.reads
        ox.Store().query(rule.construct)


def test_a_document_of_two_thousand_triples_is_done_in_a_moment() -> None:
    quads = in_graph(
        t
        for n in range(500)
        for t in (
            typed(f"x/assignment/{n}", f"{SK}SpecialAssignment"),
            triple(f"x/assignment/{n}", "responsible", f"x/board/{n % 13}"),
            triple(f"x/assignment/{n}", "responsible", f"x/board/{(n + 1) % 13}"),
            triple(f"x/assignment/{n}", "contributesTo", f"x/goal/{n % 40}"),
        )
    )
    infer(quads, base=BASE)
    start = time.perf_counter()
    inferred = infer(quads, base=BASE)
    assert time.perf_counter() - start < 1  # 0.03 s alone; the machine may be busy
    assert len(inferred) == 500 * 6
