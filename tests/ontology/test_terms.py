"""Every term is there, named and defined in both languages, and used as it is defined."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja import __version__
from styrkedja.graph.model import Confidence, DoubtKind, Status
from styrkedja.ontology import example_names, example_quads, ontology_quads
from styrkedja.ontology.namespaces import (
    CONFIDENCE,
    DCT,
    DOUBT,
    ONTOLOGY,
    OWL,
    PREFIXES,
    QB,
    RDF,
    RDFS,
    SK,
    SKOS,
    STATUS,
    XSD,
    prefix_lines,
)

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "ontology"
CONCEPT_SPACES = tuple(
    PREFIXES[name]
    for name in ("status", "forecast", "conf", "doubt", "decision", "bodykind", "goallevel")
)


def contract() -> list[str]:
    """Return the IRIs of the terms that the vocabulary promises."""
    lines = (HERE / "vocabulary_terms.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return [PREFIXES[prefix] + local for prefix, local in (name.split(":") for name in names)]


def ask(query: str) -> list[tuple[str, ...]]:
    """Return the rows of a query over the ontology, as text."""
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in ontology_quads())
    answer = store.query(prefix_lines() + query)
    assert isinstance(answer, ox.QuerySolutions)
    return [
        tuple("" if term is None else str(getattr(term, "value", term)) for term in row)
        for row in answer
    ]


def defined() -> set[str]:
    return {
        quad.subject.value for quad in ontology_quads() if isinstance(quad.subject, ox.NamedNode)
    }


TERMS = """
    VALUES ?type {
      owl:Class owl:ObjectProperty owl:DatatypeProperty skos:Concept skos:ConceptScheme
    }
    ?term a ?type .
"""


def test_the_list_of_the_contract_is_the_contract() -> None:
    file = FOLDER.parents[1] / "shared" / "VOCABULARY.md"
    if not file.is_file():
        pytest.skip("the contract is not beside the repository")
    named = set(re.findall(r"`(sk:\w+)`", file.read_text(encoding="utf-8")))
    assert len(named) >= 80
    listed = (HERE / "vocabulary_terms.txt").read_text(encoding="utf-8").splitlines()
    assert named <= set(listed)


def test_every_term_of_the_contract_is_defined() -> None:
    terms = contract()
    assert len(terms) > 90
    assert set(terms) <= defined()


@pytest.mark.parametrize("name", example_names())
def test_every_term_that_an_example_uses_is_defined(name: str) -> None:
    used = {
        term.value
        for quad in example_quads(name)
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith((SK, *CONCEPT_SPACES))
    }
    assert used
    assert used <= defined()


@pytest.mark.parametrize(
    ("start", "values"),
    [(STATUS, Status), (CONFIDENCE, Confidence), (DOUBT, DoubtKind)],
)
def test_every_value_of_the_model_is_a_concept(
    start: str, values: type[Status] | type[Confidence] | type[DoubtKind]
) -> None:
    concepts = {row[0] for row in ask("SELECT ?c { ?c a skos:Concept }")}
    assert {start + value for value in values} <= concepts


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("annotation", ["rdfs:label", "skos:definition"])
def test_every_term_has_one_label_and_definition_in_each_language(
    annotation: str, language: str
) -> None:
    query = f"""SELECT ?term (COUNT(?text) AS ?n) {{ {TERMS}
        OPTIONAL {{ ?term {annotation} ?text FILTER (lang(?text) = "{language}") }}
      }} GROUP BY ?term HAVING (COUNT(?text) != 1)"""
    assert ask(query) == []


@pytest.mark.parametrize("annotation", ["rdfs:isDefinedBy", "vs:term_status"])
def test_every_term_says_who_defines_it_and_how_firm_it_is(annotation: str) -> None:
    query = f"""SELECT ?term (COUNT(?text) AS ?n) {{ {TERMS}
        OPTIONAL {{ ?term {annotation} ?text }}
      }} GROUP BY ?term HAVING (COUNT(?text) != 1)"""
    assert ask(query) == []


def test_a_definition_is_one_sentence_that_does_not_repeat_the_name() -> None:
    rows = ask(f"""SELECT DISTINCT ?term ?label ?text {{ {TERMS}
        ?term rdfs:label ?label ; skos:definition ?text
        FILTER (lang(?label) = lang(?text)) }}""")
    assert len(rows) > 200
    for term, label, text in rows:
        assert re.fullmatch(r"[A-ZÅÄÖ][^.!?]*\.", text), (term, text)
        assert not re.search(rf"\b{re.escape(label)}\b", text, re.IGNORECASE), (term, text)


def test_no_two_terms_have_the_same_definition_and_no_two_classes_the_same_label() -> None:
    assert not ask(f"""SELECT ?one ?other {{ {TERMS.replace("?term", "?one")}
        ?one skos:definition ?text . ?other skos:definition ?text FILTER (?one != ?other)
}}""")
    assert not ask("""SELECT ?one ?other { ?one a owl:Class ; rdfs:label ?text .
        ?other a owl:Class ; rdfs:label ?text FILTER (?one != ?other) }""")


def test_classes_begin_with_a_capital_and_properties_do_not() -> None:
    for term, kind in ask(f"SELECT ?term ?type {{ {TERMS} FILTER (CONTAINS(STR(?term), '#')) }}"):
        local = term.removeprefix(SK)
        assert local.isascii() and local.isalnum()
        assert local[0].isupper() == (kind == f"{OWL}Class"), term


def test_terms_for_sharing_have_neither_domain_nor_range() -> None:
    assert ask("SELECT ?term { ?term rdfs:domain|rdfs:range ?class }") == []


def test_every_concept_is_in_one_scheme_and_on_top_or_below_another() -> None:
    assert (
        ask("""SELECT ?c { ?c a skos:Concept
        OPTIONAL { ?c skos:inScheme ?scheme . ?scheme a skos:ConceptScheme }
        OPTIONAL { ?c skos:topConceptOf|skos:broader ?above }
        FILTER (!BOUND(?scheme) || !BOUND(?above) || !STRSTARTS(STR(?c), STR(?scheme))) }""")
        == []
    )


def test_the_preferred_label_is_the_label() -> None:
    assert (
        ask("""SELECT ?c ?label { ?c a skos:Concept ; rdfs:label ?label
        OPTIONAL { ?c skos:prefLabel ?same FILTER (?same = ?label) }
        FILTER (!BOUND(?same)) }""")
        == []
    )


def test_contradictions_have_their_kinds_below_them() -> None:
    rows = ask("SELECT ?c { ?c skos:broader doubt:contradiction }")
    assert {row[0].removeprefix(DOUBT) for row in rows} == {
        DoubtKind.TOTAL_DISAGREES,
        DoubtKind.STATUS_CONTRADICTED,
        DoubtKind.STATED_TWICE,
        DoubtKind.SUM_DISAGREES,
    }


def test_a_wording_stands_for_one_status_only() -> None:
    query = """SELECT ?one ?other {
        ?one skos:topConceptOf <https://w3id.org/styrkedja/status> .
        ?other skos:topConceptOf <https://w3id.org/styrkedja/status> .
        ?one skos:altLabel|skos:prefLabel ?word .
        ?other skos:altLabel|skos:prefLabel ?word FILTER (?one != ?other) }"""
    assert ask(query) == []


def test_the_header_says_what_the_whole_is() -> None:
    header = {
        quad.predicate.value: quad.object
        for quad in ontology_quads()
        if quad.subject == ox.NamedNode(ONTOLOGY)
    }
    assert header[f"{OWL}versionInfo"] == ox.Literal(__version__)
    assert header[f"{OWL}versionIRI"] == ox.NamedNode(f"{ONTOLOGY}/{__version__}")
    assert header[f"{DCT}rights"] == ox.Literal("EUPL-1.2")
    modified = header[f"{DCT}modified"]
    assert isinstance(modified, ox.Literal)
    assert modified.datatype == ox.NamedNode(f"{XSD}date")
    assert header[f"{PREFIXES['vann']}preferredNamespaceUri"] == ox.Literal(SK)
    assert {f"{DCT}title", f"{DCT}creator", f"{DCT}license"} <= header.keys()


def test_the_root_imports_every_module() -> None:
    text = (FOLDER / "styrkedja.ttl").read_text(encoding="utf-8")
    imported = set(re.findall(rf"<{ONTOLOGY}/([a-z]+)>", text.split("owl:imports")[1]))
    modules = {file.stem for file in FOLDER.glob("*.ttl")} - {"styrkedja", "closed"}
    assert imported == modules
    parts = ask(f"SELECT ?part {{ ?part a owl:Ontology ; dct:isPartOf <{ONTOLOGY}> }}")
    assert {row[0].removeprefix(f"{ONTOLOGY}/") for row in parts} == modules


def test_terms_of_other_vocabularies_are_linked_in_one_file_only() -> None:
    links = (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf", f"{OWL}disjointWith")
    for file in FOLDER.glob("*.ttl"):
        if file.stem in ("alignments", "closed"):
            continue
        for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
            if quad.predicate.value in links and isinstance(quad.object, ox.NamedNode):
                assert quad.object.value.startswith(SK), (file.name, quad)


def test_every_term_is_of_a_kind_that_owl_skos_or_the_data_cube_names() -> None:
    types = {
        quad.object.value
        for quad in ontology_quads()
        if quad.predicate.value == f"{RDF}type" and isinstance(quad.object, ox.NamedNode)
    }
    assert all(value.startswith((OWL, SKOS, QB)) for value in types)
