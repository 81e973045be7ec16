"""The whole way, from a file to an answer: SPARQL, NetworkX and rdflib say the same."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from styrkedja.graph import Archive, Store, dataset_of, ingest_file, load_store, select
from styrkedja.graph.analysis import analyse_boards, load_responsibilities, shared_graph
from styrkedja.queries import all_queries, load_query
from styrkedja.settings import DEFAULT_BASE

LUND = f"{DEFAULT_BASE}lund/document/sarskilda-uppdrag-2023"
SHARED = [
    "KS BS", "AS BS", "KS TN KF", "KS SN", "KS SN BN", "KS TN", "AS UN", "KS BN", "SN TN KF",
    "BN TN",
]  # fmt: skip
SLUGS = {
    "arbetsmarknads-och-socialnamnden": "AS",
    "barn-och-skolnamnden": "BS",
    "byggnadsnamnden": "BN",
    "kommunstyrelsen": "KS",
    "kultur-och-fritidsnamnden": "KF",
    "servicenamnden": "SN",
    "tekniska-namnden": "TN",
    "utbildningsnamnden": "UN",
}


@pytest.fixture(scope="module")
def lund_archive(tmp_path_factory: pytest.TempPathFactory, lund_file: Path) -> Archive:
    archive = Archive.open_or_create(tmp_path_factory.mktemp("lund"), DEFAULT_BASE)
    with archive.writing() as writer:
        ingest_file(lund_file, archive, writer)
    return archive


@pytest.fixture(scope="module")
def lund(lund_archive: Archive) -> Store:
    return load_store(lund_archive)


@pytest.fixture(scope="module")
def lund_dataset(lund: Store) -> rdflib.Dataset:
    return dataset_of(lund.quads())


@pytest.fixture(scope="module")
def examples(example_archive: Archive) -> Store:
    return load_store(example_archive)


def _pairs_by_hand() -> Counter[frozenset[str]]:
    """Count the pairs of boards on the cards of the document, listed by hand above."""
    pairs: Counter[frozenset[str]] = Counter()
    for boards in SHARED:
        pairs.update(frozenset(pair) for pair in combinations(boards.split(), 2))
    return pairs


def _short(iri: str | None) -> str:
    return SLUGS[str(iri).rsplit("/", 1)[-1]]


def test_pairs_of_boards_are_the_same_by_hand_sparql_networkx_and_rdflib(
    lund: Store, lund_dataset: rdflib.Dataset
) -> None:
    by_hand = _pairs_by_hand()
    query = load_query("shared_pairs").text()
    for source in (lund, lund_dataset):
        pairs = {
            frozenset((_short(row["first"]), _short(row["second"]))): int(str(row["shared"]))
            for row in select(source, query).dicts()
        }
        assert pairs == dict(by_hand)
    responsibilities = load_responsibilities(lund, document=LUND)
    assert responsibilities == load_responsibilities(lund_dataset, document=LUND)
    edges = {
        frozenset((_short(a), _short(b))): data["weight"]
        for a, b, data in shared_graph(responsibilities).edges(data=True)
    }
    assert edges == dict(by_hand)
    analysis = analyse_boards(responsibilities)
    pairs = {
        frozenset((_short(pair.first.iri), _short(pair.second.iri))): len(pair.elements)
        for pair in analysis.pairs
    }
    assert pairs == dict(by_hand)


def test_every_query_answers_alike_in_the_store_and_in_rdflib(
    lund: Store, lund_dataset: rdflib.Dataset
) -> None:
    for query in all_queries():
        needed = [p.name for p in query.parameters if p.required]
        text = query.text(**dict.fromkeys(needed, LUND))
        ours = select(lund, text)
        theirs = select(lund_dataset, text)
        assert ours.columns == theirs.columns, query.name
        assert list(map(_plain, ours.dicts())) == list(map(_plain, theirs.dicts())), query.name


def _plain(row: dict[str, str | None]) -> dict[str, str | None]:
    """Return a row with numbers in one form: "20.0" and "20" are the same decimal."""
    return {
        name: value[:-2] if value and value.endswith(".0") and value[:-2].isdigit() else value
        for name, value in row.items()
    }


@pytest.mark.parametrize("name", ["lund", "examples"])
def test_checks_return_nothing(name: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(name)
    checks = [query for query in all_queries() if query.subject == "checks"]
    assert len(checks) >= 3
    for query in checks:
        assert select(store, query.text()).rows == (), query.name


def test_a_triple_in_two_graphs_counts_once_in_rdflib_and_in_the_store() -> None:
    quads = [
        ox.Quad(
            ox.NamedNode("https://a.example/s"),
            ox.NamedNode("https://a.example/p"),
            ox.Literal("o"),
            ox.NamedNode(f"https://a.example/graph/{number}"),
        )
        for number in (1, 2)
    ]
    store = Store(quads)
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    in_graphs = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    for source in (store, dataset_of(quads)):
        assert [row["n"] for row in select(source, count).dicts()] == ["1"]
        assert [row["n"] for row in select(source, in_graphs).dicts()] == ["2"]


def test_the_default_graph_counts_alike_on_the_real_document(
    lund: Store, lund_dataset: rdflib.Dataset
) -> None:
    count = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
    ours, theirs = select(lund, count), select(lund_dataset, count)
    assert list(ours.dicts()) == list(theirs.dicts())
    assert len(ours.rows) > 30


def test_every_fact_leads_back_to_lines_of_its_text(lund: Store, lund_archive: Archive) -> None:
    query = """PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?thing ?passage WHERE { ?thing prov:wasQuotedFrom ?passage }"""
    lines = lund_archive.text(LUND).split("\n")
    rows = select(lund, query).dicts()
    count = 0
    for row in rows:
        text, _, span = str(row["passage"]).partition("#line=")
        first, last = map(int, span.split(","))
        assert text == f"{LUND}/text"
        assert 0 <= first < last <= len(lines)
        assert "".join(lines[first:last]).strip(), row
        count += 1
    assert count > 100


def test_the_passage_of_a_title_holds_the_title(lund: Store, lund_archive: Archive) -> None:
    query = """PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX sk: <https://w3id.org/styrkedja/ns#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?label ?passage WHERE { ?thing a sk:SpecialAssignment ; rdfs:label ?label ;
        prov:wasQuotedFrom ?passage }"""
    lines = lund_archive.text(LUND).split("\n")
    quoted: dict[str, str] = {}
    for row in select(lund, query).dicts():
        first, last = map(int, str(row["passage"]).rpartition("=")[2].split(","))
        words = " ".join(" ".join(lines[first:last]).split())
        quoted[str(row["label"])] = quoted.get(str(row["label"]), "") + " " + words
    assert len(quoted) == 36
    for label, words in quoted.items():
        assert label in words


def test_assignments_that_go_on_are_linked_between_the_years(examples: Store) -> None:
    query = """PREFIX sk: <https://w3id.org/styrkedja/ns#>
        SELECT ?later ?earlier
        WHERE { ?later a sk:SpecialAssignment ; sk:continues ?earlier }"""
    rows = list(select(examples, query).dicts())
    assert len(rows) == 14
    for row in rows:
        assert "uppdrag-2024/" in str(row["later"])
        assert "uppdrag-2023/" in str(row["earlier"])


def test_what_goes_on_is_counted_once_when_all_documents_are_looked_at(examples: Store) -> None:
    now = load_responsibilities(examples)
    assert len(now.elements) == 34 + 34 - 14


@pytest.mark.parametrize("name", ["lund", "examples"])
def test_the_ontology_defines_every_term_that_the_graph_uses(
    name: str, request: pytest.FixtureRequest
) -> None:
    store = request.getfixturevalue(name)
    query = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?term WHERE {
          { ?s ?term ?o } UNION { ?s a ?term } UNION { ?s ?p ?term . FILTER(isIRI(?term)) }
          FILTER(STRSTARTS(STR(?term), "https://w3id.org/styrkedja/"))
          FILTER(!STRSTARTS(STR(?term), "https://w3id.org/styrkedja/id/"))
          OPTIONAL { ?term rdfs:isDefinedBy|<http://www.w3.org/2004/02/skos/core#inScheme> ?home }
          FILTER(!BOUND(?home)) }"""
    undefined = {str(row["term"]) for row in select(store, query).dicts()}
    homes = {"ns", "status", "forecast", "confidence", "doubt", "decision-state"}
    own = {f"https://w3id.org/styrkedja/{home}" for home in homes}
    assert {term for term in undefined if term not in own and "/ns/" not in term} == set()
