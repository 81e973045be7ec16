"""The JSON-LD context gives every term a short name that two readers take for the same."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from styrkedja.ontology import example_names, example_quads, json_ld_context, ontology_quads
from styrkedja.ontology.context import CONTEXT_IRI
from styrkedja.ontology.namespaces import ONTOLOGY, OWL, RDF, SK, STATUS, XSD

# rdflib reads JSON-LD with a class of its own that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

CONTEXT: dict[str, Any] = json_ld_context()["@context"]


def by_oxigraph(text: str) -> rdflib.Graph:
    quads = ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD)
    lines = ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines, format="nt")


def by_rdflib(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="json-ld")


READERS = [by_oxigraph, by_rdflib]


def test_every_class_and_property_has_its_own_name() -> None:
    kinds = [f"{OWL}{kind}" for kind in ("Class", "ObjectProperty", "DatatypeProperty")]
    terms = {
        quad.subject.value.removeprefix(SK)
        for quad in ontology_quads()
        if quad.predicate.value == f"{RDF}type"
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and quad.object.value in kinds
    }
    assert len(terms) > 80
    assert terms <= CONTEXT.keys()
    for term in terms:
        definition = CONTEXT[term]
        iri = definition if isinstance(definition, str) else definition["@id"]
        assert iri == f"sk:{term}"


@pytest.mark.parametrize("name", example_names())
def test_an_example_written_with_the_context_reads_as_the_example(name: str) -> None:
    lines = ox.serialize(
        [quad.triple for quad in example_quads(name)], format=ox.RdfFormat.N_TRIPLES
    )
    graph = rdflib.Graph().parse(data=lines, format="nt")
    text = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=False)
    assert not [key for node in json.loads(text)["@graph"] for key in node if ":" in key]
    for read in READERS:
        assert isomorphic(read(text), graph)


@pytest.mark.parametrize("read", READERS)
def test_plain_json_becomes_the_graph(read: Any) -> None:
    text = json.dumps(
        {
            **json_ld_context(),
            "id": "https://example.org/a",
            "type": "Assessment",
            "label": {"sv": "Bedömning", "en": "Assessment"},
            "status": "on-hold",
            "forecast": "uncertain",
            "confidence": "high",
            "asOf": "2024-12-31",
            "comment": {"sv": "Väntar på beslut."},
            "assesses": "https://example.org/b",
        }
    )
    subject, sk = rdflib.URIRef("https://example.org/a"), rdflib.Namespace(SK)
    graph = read(text)
    assert len(graph) == 9
    assert graph.value(subject, sk.status) == rdflib.URIRef(f"{STATUS}on-hold")
    assert graph.value(subject, sk.asOf) == rdflib.Literal("2024-12-31", datatype=rdflib.XSD.date)
    assert graph.value(subject, sk.comment) == rdflib.Literal("Väntar på beslut.", lang="sv")
    assert graph.value(subject, sk.assesses) == rdflib.URIRef("https://example.org/b")
    assert (subject, rdflib.RDF.type, sk.Assessment) in graph


def test_no_prefix_has_the_name_of_a_property() -> None:
    prefixes = {name for name, value in CONTEXT.items() if str(value).startswith("http")}
    assert prefixes == {"dcat", "dct", "org", "prov", "rdfs", "sk", "skos", "xsd"}
    assert CONTEXT["xsd"] == XSD


def test_the_context_has_an_address_under_the_ontology() -> None:
    assert f"{ONTOLOGY}/context.jsonld" == CONTEXT_IRI
    assert json.loads(json.dumps(json_ld_context())) == json_ld_context()
