"""Every term of another vocabulary that we use is one that its publisher defines."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DefinedNamespace

from styrkedja.graph.pipeline import build_graph, read_file
from styrkedja.graph.rdf.closure import infer
from styrkedja.ontology import (
    closed_ontology,
    example_names,
    example_quads,
    ontology_quads,
    shapes_turtle,
)
from styrkedja.ontology.namespaces import OWL, PREFIXES, RDF, RDFS, SCHEMA, SK, SKOS, STATUS
from styrkedja.settings import DEFAULT_BASE

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "ontology"
PUBLISHED = HERE.parents[2] / "shared" / "data"
OURS = "https://w3id.org/styrkedja/"
NOT_TERMS = ("http://metadata.un.org/sdg/4", "http://data.europa.eu/eli/")
BUNDLED: dict[str, type[DefinedNamespace]] = {
    "dcat": rdflib.DCAT,
    "dct": rdflib.DCTERMS,
    "org": rdflib.ORG,
    "owl": rdflib.OWL,
    "prov": rdflib.PROV,
    "qb": rdflib.QB,
    "rdf": rdflib.RDF,
    "rdfs": rdflib.RDFS,
    "schema": rdflib.SDO,
    "sh": rdflib.SH,
    "skos": rdflib.SKOS,
    "vann": rdflib.VANN,
    "xsd": rdflib.XSD,
}
FILES = {"org": "w3c-org.ttl", "sdgo": "sdgs-ontology.ttl"}
LINKS = ("subClassOf", "subPropertyOf", "seeAlso", "disjointWith", "closeMatch", "relatedMatch")


@cache
def listed() -> frozenset[str]:
    """Return the IRIs of `foreign_terms.txt`."""
    lines = (HERE / "foreign_terms.txt").read_text(encoding="utf-8").splitlines()
    names = [line.split(":") for line in lines if line and not line.startswith("#")]
    return frozenset(PREFIXES[prefix] + local for prefix, local in names)


@cache
def published(prefix: str) -> frozenset[str]:
    """Return what the vocabulary's own file defines, which stands beside the repository."""
    path = PUBLISHED / FILES[prefix]
    quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    defining = f"{RDF}type"
    return frozenset(
        quad.subject.value
        for quad in quads
        if quad.predicate.value == defining and isinstance(quad.subject, ox.NamedNode)
    )


def is_defined(iri: str) -> bool:
    """Return whether the publisher of a term's vocabulary defines it."""
    fits = [(start, prefix) for prefix, start in PREFIXES.items() if iri.startswith(start)]
    if not fits:
        return False
    start, prefix = max(fits, key=lambda pair: len(pair[0]))
    if prefix in FILES and (PUBLISHED / FILES[prefix]).is_file():
        return iri in published(prefix)
    if prefix in BUNDLED:
        # schema.org publishes its terms under http and https alike; rdflib knows the latter.
        space = BUNDLED[prefix]
        return rdflib.URIRef(str(space) + iri.removeprefix(start)) in space
    return iri in listed()


def foreign(quads: list[ox.Quad]) -> set[str]:
    """Return the IRIs of others that stand for a term: predicates, types, and what we link to."""
    found = set()
    for quad in quads:
        found.add(quad.predicate.value)
        local = quad.predicate.value.removeprefix(RDFS).removeprefix(OWL).removeprefix(SKOS)
        typed = quad.predicate.value == f"{RDF}type"
        if isinstance(quad.object, ox.NamedNode) and (typed or local in LINKS):
            found.add(quad.object.value)
        if isinstance(quad.subject, ox.NamedNode) and local in LINKS:
            found.add(quad.subject.value)
    return {iri for iri in found if not iri.startswith((OURS, *NOT_TERMS))}


def test_every_foreign_term_of_the_ontology_is_published() -> None:
    terms = foreign(ontology_quads())
    assert len(terms) > 60
    assert sorted(iri for iri in terms if not is_defined(iri)) == []


def test_every_foreign_term_of_the_shapes_and_the_examples_is_published() -> None:
    shapes = list(ox.parse(shapes_turtle().encode(), format=ox.RdfFormat.TURTLE))
    examples = [quad for name in example_names() for quad in example_quads(name)]
    paths = {
        quad.object.value
        for quad in shapes
        if quad.predicate.value.endswith(("#path", "#first", "#targetClass", "#datatype", "#class"))
        and isinstance(quad.object, ox.NamedNode)
        and not quad.object.value.startswith(OURS)
    }
    terms = foreign(shapes) | foreign(examples) | paths
    assert sorted(iri for iri in terms if not is_defined(iri)) == []


def test_every_foreign_term_that_documents_are_written_with_is_published() -> None:
    quads: list[ox.Quad] = []
    for path in sorted((HERE.parents[1] / "graph" / "examples").glob("*.txt")):
        content, _, model = read_file(path)
        quads += build_graph(model, original=content)
    terms = foreign([*quads, *infer(quads, base=DEFAULT_BASE)])
    assert {f"{PREFIXES['prov']}wasQuotedFrom", f"{PREFIXES['org']}Organization"} <= terms
    assert sorted(iri for iri in terms if not is_defined(iri)) == []


@pytest.mark.parametrize(
    "iri",
    [
        f"{PREFIXES['org']}Organisation",
        f"{PREFIXES['prov']}plans",
        f"{PREFIXES['cv']}PublicOrganization",
        f"{PREFIXES['sdgo']}SDG",
        f"{PREFIXES['schema']}CompletedStatus",
        f"{PREFIXES['dct']}subjekt",
        "http://example.org/nothing",
    ],
)
def test_a_term_that_nobody_defines_is_noticed(iri: str) -> None:
    assert not is_defined(iri)


def test_a_term_that_is_published_is_known() -> None:
    for prefix, local in (("prov", "Plan"), ("cv", "PublicOrganisation"), ("schema", "Report")):
        assert is_defined(PREFIXES[prefix] + local)


@pytest.mark.parametrize("prefix", sorted(FILES))
def test_the_list_agrees_with_the_published_file(prefix: str) -> None:
    if not (PUBLISHED / FILES[prefix]).is_file():
        pytest.skip(f"{FILES[prefix]} is not beside the repository")
    ours = {iri for iri in listed() if iri.startswith(PREFIXES[prefix])}
    assert ours <= published(prefix)


def test_each_vocabulary_that_we_align_with_is_linked() -> None:
    quads = list(ox.parse(path=FOLDER / "alignments.ttl", format=ox.RdfFormat.TURTLE))
    linked = {iri for iri in foreign(quads) if not iri.startswith((RDF, RDFS, OWL))}
    wanted = ("adms", "cv", "dct", "org", "prov", "qb", "schema", "sdgo", "sdmxa", "sdmxd", "sdmxm")
    for prefix in wanted:
        assert any(iri.startswith(PREFIXES[prefix]) for iri in linked), prefix


def test_nothing_is_said_of_the_terms_of_others() -> None:
    for quad in ontology_quads():
        if isinstance(quad.subject, ox.NamedNode):
            assert quad.subject.value.startswith(OURS), quad


def test_what_only_is_related_makes_nothing_follow() -> None:
    entailed = {(t.subject, t.object) for t in closed_ontology()}
    related = {
        (quad.subject, quad.object)
        for quad in ontology_quads()
        if quad.predicate.value == f"{RDFS}seeAlso"
    }
    assert len(related) > 15
    assert not related & entailed


def test_each_status_that_says_how_far_work_has_come_has_an_action_status() -> None:
    matches = {
        quad.subject.value.removeprefix(STATUS): quad.object.value.removeprefix(SCHEMA)
        for quad in ontology_quads()
        if quad.predicate.value in (f"{SKOS}closeMatch", f"{SKOS}relatedMatch")
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
    }
    assert matches == {
        "not-started": "PotentialActionStatus",
        "remaining": "PotentialActionStatus",
        "ongoing": "ActiveActionStatus",
        "on-hold": "ActiveActionStatus",
        "completed": "CompletedActionStatus",
        "cancelled": "FailedActionStatus",
    }
    statuses = {
        quad.subject.value.removeprefix(STATUS)
        for quad in ontology_quads()
        if quad.predicate.value == f"{SKOS}inScheme"
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(STATUS)
    }
    assert statuses - set(matches) == {"not-reported"}


def test_no_class_of_ours_is_a_kind_of_two_that_exclude_each_other_in_org() -> None:
    above = {
        (t.subject.value, t.object.value)
        for t in closed_ontology()
        if t.predicate.value == f"{RDFS}subClassOf"
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.NamedNode)
    }
    unit, formal = f"{PREFIXES['org']}OrganizationalUnit", f"{PREFIXES['org']}FormalOrganization"
    assert (f"{SK}MunicipalCompany", formal) in above
    assert not [one for one, other in above if other == unit and (one, formal) in above]
