from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from styrkedja.api.json_ld import compact
from styrkedja.ontology import ontology_quads


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own
def test_compact_json_ld_is_the_same_graph_and_refers_to_no_context() -> None:
    triples = [quad.triple for quad in ontology_quads()]
    expanded = ox.serialize(triples, format=ox.RdfFormat.JSON_LD)
    assert expanded is not None
    short = compact(expanded)
    context = json.loads(short)["@context"]
    assert context["skos"] == "http://www.w3.org/2004/02/skos/core#"
    read = rdflib.Graph().parse(data=short, format="json-ld")
    turtle = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert isomorphic(read, rdflib.Graph().parse(data=turtle, format="nt"))


def test_an_empty_graph_is_a_document_too() -> None:
    assert json.loads(compact(b"[]")) == {"@context": {}, "@graph": []}
