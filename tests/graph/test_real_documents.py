"""The five real documents together in one archive: what the graph says of them.

What each reader finds is compared with keys read by hand in `tests/graph/reading`; here it is
counted where users ask, in the store.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import Ingested, ingest_file
from styrkedja.graph.rdf.store import Store, select
from styrkedja.queries import all_queries
from styrkedja.settings import DEFAULT_BASE

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
COUNTS = {
    ("lund", "special-assignment"): 36,
    ("lund", "overarching-goal"): 4 + 15,
    ("lund", "focus-area"): 5,
    ("lund", "assignment"): 15,
    ("linkoping", "common-assignment"): 12 + 6,
    ("linkoping", "board-assignment"): 12 + 3,
    ("linkoping", "overarching-goal"): 8,
    ("linkoping", "board-goal"): 14 + 9,
    ("linkoping", "activity"): 142 + 36 + 22,
    ("lulea", "strategic-initiative"): 6,
    ("lulea", "overarching-goal"): 9,
    ("lulea", "focus-area"): 1,
    ("lulea", "board-goal"): 83,
    ("lulea", "investigation-assignment"): 12,
    ("lulea", "activity"): 135,
}


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, list[Ingested]]:
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    archive = Archive.open_or_create(tmp_path_factory.mktemp("real") / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        return archive, [ingest_file(file, archive, writer) for file in files]


@pytest.fixture(scope="module")
def store(ingested: tuple[Archive, list[Ingested]]) -> Store:
    return load_store(ingested[0])


def test_each_kind_of_thing_is_there_in_its_number(
    ingested: tuple[Archive, list[Ingested]],
) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for result in ingested[1]:
        municipality = result.iri.removeprefix(DEFAULT_BASE).split("/", 1)[0]
        for kind, count in result.report.by_kind:
            counted[municipality, kind] += count
    assert counted == COUNTS


def test_indicators_and_amounts_are_counted(ingested: tuple[Archive, list[Ingested]]) -> None:
    reports = {result.report.municipality: result.report for result in ingested[1]}
    assert (reports["Luleå"].indicators, reports["Luleå"].amounts) == (42, 289)


def test_nearly_every_line_is_understood(ingested: tuple[Archive, list[Ingested]]) -> None:
    for result in ingested[1]:
        assert result.report.coverage >= 0.96, result.path.name


def test_the_graph_has_what_the_reports_say(store: Store) -> None:
    rows = select(
        store,
        "PREFIX sk: <https://w3id.org/styrkedja/ns#> "
        "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE { "
        "VALUES ?class { sk:Assignment sk:Activity sk:Goal sk:FocusArea sk:StrategicInitiative "
        "sk:Indicator sk:Amount } ?thing a ?class ; sk:statedIn ?document } GROUP BY ?class",
    ).dicts()
    found = {str(row["class"]).rsplit("#", 1)[-1]: int(str(row["count"])) for row in rows}
    assert found == {
        "Assignment": 36 + 15 + 33 + 12,
        "Activity": 200 + 135,
        "Goal": 19 + 8 + 23 + 9 + 83,
        "FocusArea": 6,
        "StrategicInitiative": 6,
        "Indicator": 1 + 42,
        "Amount": 289,
    }


def test_no_check_of_the_library_finds_anything(store: Store) -> None:
    checks = [query for query in all_queries() if query.subject == "checks"]
    assert len(checks) >= 5
    for query in checks:
        assert list(select(store, query.text()).dicts()) == [], query.name


def test_every_fact_leads_to_lines_of_its_document(store: Store) -> None:
    (row,) = select(
        store,
        "PREFIX sk: <https://w3id.org/styrkedja/ns#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT (COUNT(DISTINCT ?fact) AS ?all) (COUNT(DISTINCT ?quoted) AS ?with) WHERE { "
        "?fact sk:confidence ?sure . FILTER NOT EXISTS { ?fact a sk:Continuation } "
        "OPTIONAL { ?fact prov:wasQuotedFrom ?where . BIND(?fact AS ?quoted) } }",
    ).dicts()
    assert int(str(row["all"])) == int(str(row["with"])) > 1300
