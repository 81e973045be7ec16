"""Every query of the library: its rows on two years, the same from two engines."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib

from styrkedja.graph.rdf.store import Store, Table, Term, select
from styrkedja.ontology.namespaces import XSD
from styrkedja.queries import Query, all_queries, load_query
from tests.queries.rows import expected_rows

# rdflib 7.6 warns of names of its own that it uses itself (Dataset.default_context, .contexts).
pytestmark = pytest.mark.filterwarnings("ignore:Dataset\\..* is deprecated:DeprecationWarning")

DOCUMENT = "https://w3id.org/styrkedja/id/exempelvik/document/sarskilda-uppdrag-"
BODY = "https://w3id.org/styrkedja/id/exempelvik/board/"
EARLIER, LATER = f"{DOCUMENT}2024", f"{DOCUMENT}2025"

_M = "Exempelvik"
_KS, _SKOL, _TEK = "Kommunstyrelsen", "Skolnämnden", "Tekniska nämnden"
_CONTRADICTIONS = [
    (
        "status-contradicted-12ab34cd",
        "status-contradicted",
        "status motsägs",
        "Status är Avslutad, men kommentaren säger att uppdraget fortsätter.",
        "The status is completed, but the comment says that the assignment goes on.",
        "klimatpaket-33cc44dd",
        "Klimatpaket",
        _M,
        "sarskilda-uppdrag-2024",
    ),
    (
        "total-disagrees-99ef00aa",
        "total-disagrees",
        "angivet antal stämmer inte",
        "Dokumentet anger 3 särskilda uppdrag, men 2 finns i det.",
        "The document states 3 special assignments, but 2 stand in it.",
        None,
        None,
        _M,
        "sarskilda-uppdrag-2024",
    ),
]
Rows = list[tuple[str | Decimal | None, ...]]

# Query, what is given, the rows: of an IRI its last part, numbers as numbers, None unbound.
EXPECTED: list[tuple[str, dict[str, str], Rows]] = [
    ("shared_pairs", {}, [
        ("kommunstyrelsen", _KS, "tekniska-namnden", _TEK, _M, Decimal(2),
         'Digital tvilling; Parkplan "Ån"'),
        ("skolnamnden", _SKOL, "tekniska-namnden", _TEK, _M, Decimal(2),
         "Digital tvilling; Trygg skolväg"),
        ("kommunstyrelsen", _KS, "skolnamnden", _SKOL, _M, Decimal(1), "Digital tvilling"),
    ]),
    ("shared_pairs", {"document": EARLIER}, [
        ("skolnamnden", _SKOL, "tekniska-namnden", _TEK, _M, Decimal(1), "Trygg skolväg"),
    ]),
    ("assignments_by_board_count", {}, [
        (_M, Decimal(0), Decimal(1)), (_M, Decimal(1), Decimal(2)), (_M, Decimal(2), Decimal(2)),
        (_M, Decimal(3), Decimal(1)),
    ]),
    ("assignments_by_board_count", {"document": EARLIER}, [
        (_M, Decimal(1), Decimal(1)), (_M, Decimal(2), Decimal(1)),
    ]),
    ("shared_assignments", {}, [
        ("digital-tvilling-2", "Digital tvilling", Decimal(3), f"{_KS}; {_SKOL}; {_TEK}",
         None, None, "2025-03-31", _M),
        ("parkplan-5", 'Parkplan "Ån"', Decimal(2), f"{_KS}; {_TEK}",
         "ongoing", "pågående", "2025-12-31", _M),
        ("trygg-skolvag-1", "Trygg skolväg", Decimal(2), f"{_SKOL}; {_TEK}",
         "completed", "avslutad", "2025-06-30", _M),
    ]),
    ("load_by_board", {}, [
        ("kommunstyrelsen", _KS, _M, Decimal(3), Decimal(2)),
        ("skolnamnden", _SKOL, _M, Decimal(3), Decimal(2)),
        ("tekniska-namnden", _TEK, _M, Decimal(3), Decimal(3)),
    ]),
    ("status_by_board", {"document": LATER}, [
        ("kommunstyrelsen", _KS, _M, None, None, Decimal(1)),
        ("kommunstyrelsen", _KS, _M, "ongoing", "pågående", Decimal(1)),
        ("skolnamnden", _SKOL, _M, None, None, Decimal(1)),
        ("skolnamnden", _SKOL, _M, "cancelled", "struken", Decimal(1)),
        ("skolnamnden", _SKOL, _M, "completed", "avslutad", Decimal(1)),
        ("tekniska-namnden", _TEK, _M, None, None, Decimal(1)),
        ("tekniska-namnden", _TEK, _M, "completed", "avslutad", Decimal(1)),
        ("tekniska-namnden", _TEK, _M, "ongoing", "pågående", Decimal(1)),
    ]),
    ("assignments_by_status", {}, [
        (_M, "completed", "avslutad", Decimal(2)),
        (_M, None, None, Decimal(1)),
        (_M, "cancelled", "struken", Decimal(1)),
        (_M, "not-started", "ej påbörjad", Decimal(1)),
        (_M, "ongoing", "pågående", Decimal(1)),
    ]),
    ("without_responsible_body", {}, [
        ("alla-barn-lyckas-0a1b2c3d", "Alla barn lyckas", "OverarchingGoal", None,
         _M, "sarskilda-uppdrag-2024"),
        ("oppna-data-4", "Öppna data", "SpecialAssignment", "samtliga-namnder",
         _M, "sarskilda-uppdrag-2025"),
    ]),
    ("overdue", {}, [
        ("digital-tvilling-2", "Digital tvilling", f"{_KS}; {_SKOL}; {_TEK}", None, None,
         "2025-03-31", "2025-12-31", _M),
    ]),
    ("overdue", {"document": EARLIER}, [
        ("trygg-skolvag-11aa22bb", "Trygg skolväg", f"{_SKOL}; {_TEK}", "ongoing", "pågående",
         "2024-06-30", "2024-12-31", _M),
    ]),
    ("overdue", {"date": "2026-01-01"}, [
        ("digital-tvilling-2", "Digital tvilling", f"{_KS}; {_SKOL}; {_TEK}", None, None,
         "2025-03-31", "2026-01-01", _M),
        ("parkplan-5", 'Parkplan "Ån"', f"{_KS}; {_TEK}", "ongoing", "pågående",
         "2025-12-31", "2026-01-01", _M),
    ]),
    ("overdue", {"date": "2025-03-31"}, []),
    ("doubts", {}, list(_CONTRADICTIONS)),
    ("doubts", {"document": LATER}, []),
    ("contradictions", {}, list(_CONTRADICTIONS)),
    ("documents", {}, [
        ("sarskilda-uppdrag-2025", "Uppföljning av särskilda uppdrag 2025", None,
         "FollowUpReport", _M, None, None, "2025-12-31", Decimal(5), Decimal(5), None),
        ("sarskilda-uppdrag-2024", "Uppföljning av särskilda uppdrag 2024",
         "Bilaga 2. Uppföljning av särskilda uppdrag", "FollowUpReport", _M,
         "2024-01-01", "2024-12-31", "2024-12-31", Decimal(2), Decimal(3), None),
    ]),
    ("indicator_values", {}, [
        ("barn-som-cyklar-andel-55ee66ff", "Barn som cyklar till skolan, andel", "Target",
         "målvärde", None, "Mål 2025", Decimal("50.0"), "50", "andel", None,
         "trygg-skolvag-11aa22bb", "Trygg skolväg", _M, "sarskilda-uppdrag-2024"),
        ("barn-som-cyklar-andel-55ee66ff", "Barn som cyklar till skolan, andel", "Observation",
         "utfall", "2024", None, Decimal("41.5"), "41,5", "andel", "preliminärt",
         "trygg-skolvag-11aa22bb", "Trygg skolväg", _M, "sarskilda-uppdrag-2024"),
    ]),
    ("stated_totals", {}, [
        ("special-assignment-77ab88cd", "Angivet antal: särskilda uppdrag", "SpecialAssignment",
         None, Decimal(3), "Tre", Decimal(2), Decimal(-1), _M, "sarskilda-uppdrag-2024"),
    ]),
    ("stated_totals", {"document": LATER}, []),
    ("provenance", {"element": f"{DOCUMENT}2025".replace("document", "assignment")
                    + "/trygg-skolvag-1"}, [
        ("trygg-skolvag-1", "Trygg skolväg", "trygg-skolvag-1", "line=0,2", Decimal(1), Decimal(2),
         None, "assignment-card", "high", _M, "sarskilda-uppdrag-2025"),
        ("trygg-skolvag-1", "Trygg skolväg", "trygg-skolvag-1", "line=2,3", Decimal(3), Decimal(3),
         None, "assignment-card", "medium", _M, "sarskilda-uppdrag-2025"),
    ]),
    ("new_gone_continued", {"earlier": EARLIER, "later": LATER}, [
        ("continued", "fortsätter", "goes on", "Trygg skolväg", "trygg-skolvag-11aa22bb",
         "trygg-skolvag-1", "ongoing", "completed"),
        ("gone", "borta", "gone", "Klimatpaket", "klimatpaket-33cc44dd", None, "completed", None),
        ("new", "nytt", "new", "Digital tvilling", None, "digital-tvilling-2", None, None),
        ("new", "nytt", "new", "Ny skola", None, "ny-skola-3", None, "cancelled"),
        ("new", "nytt", "new", 'Parkplan "Ån"', None, "parkplan-5", None, "ongoing"),
        ("new", "nytt", "new", "Öppna data", None, "oppna-data-4", None, "not-started"),
    ]),
    ("continuity", {}, [
        ("trygg-skolvag-1", "Trygg skolväg", "trygg-skolvag-11aa22bb", _M, "sarskilda-uppdrag-2024",
         "2024-12-31", "ongoing", "2024-06-30"),
        ("trygg-skolvag-1", "Trygg skolväg", "trygg-skolvag-1", _M, "sarskilda-uppdrag-2025",
         "2025-12-31", "completed", "2025-06-30"),
    ]),
    ("assignments", {"body": f"{BODY}kommunstyrelsen"}, [
        ("digital-tvilling-2", "Digital tvilling", f"{_KS}; {_SKOL}; {_TEK}", None, None,
         "2025-03-31", _M, "sarskilda-uppdrag-2025"),
        ("klimatpaket-33cc44dd", "Klimatpaket", _KS, "completed", "avslutad", "2025-12-31",
         _M, "sarskilda-uppdrag-2024"),
        ("parkplan-5", 'Parkplan "Ån"', f"{_KS}; {_TEK}", "ongoing", "pågående", "2025-12-31",
         _M, "sarskilda-uppdrag-2025"),
    ]),
    ("assignments", {"status": "https://w3id.org/styrkedja/status/not-started"}, [
        ("oppna-data-4", "Öppna data", "", "not-started", "ej påbörjad", None,
         _M, "sarskilda-uppdrag-2025"),
    ]),
    *[(query.name, {}, []) for query in all_queries() if query.subject == "checks"],
]  # fmt: skip


def _plain(term: Term | None) -> str | Decimal | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return term.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    if isinstance(term, ox.Literal) and term.datatype.value in (f"{XSD}integer", f"{XSD}decimal"):
        return Decimal(term.value)
    return term.value


def _rows(table: Table) -> Rows:
    return [tuple(_plain(term) for term in row) for row in table.rows]


@pytest.mark.parametrize(
    ("name", "given", "rows"), EXPECTED, ids=[f"{name}-{len(given)}" for name, given, _ in EXPECTED]
)
def test_rows_are_as_expected_in_both_engines(
    name: str,
    given: dict[str, str],
    rows: Rows,
    two_years_store: Store,
    two_years_dataset: rdflib.Dataset,
) -> None:
    sparql = load_query(name).text(**given)
    stored, plain = select(two_years_store, sparql), select(two_years_dataset, sparql)
    assert _rows(stored) == rows
    assert _rows(plain) == rows
    assert stored.columns == plain.columns


def test_every_query_has_expected_rows() -> None:
    here, in_files = ({name for name, _, _ in EXPECTED}, {file.query for file in expected_rows()})
    assert here | in_files == {query.name for query in all_queries()}
    assert here.isdisjoint(in_files)


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_of_nothing_there_are_no_rows_in_either_engine(query: Query) -> None:
    # Without HAVING, rdflib 7.6 gives one row of nothing where groups are made of no rows.
    assert select(Store([]), query.source).rows == ()
    assert select(rdflib.Dataset(default_union=True), query.source).rows == ()


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_columns_and_kinds_are_as_declared(
    query: Query, two_years_store: Store, goals_store: Store
) -> None:
    tables = [store.select(query.source) for store in (two_years_store, goals_store)]
    for table in tables:
        assert table.columns == tuple(column.name for column in query.columns)
    for row in (row for table in tables for row in table.rows):
        for column, term in zip(query.columns, row, strict=True):
            assert term is None or _fits(column.kind, term), (column.name, term)


def _fits(kind: str, term: Term) -> bool:
    if isinstance(term, ox.NamedNode):
        return kind == "iri"
    assert isinstance(term, ox.Literal)
    named = {"integer": "number", "decimal": "number", "date": "date", "string": "text"}
    return kind == named[term.datatype.value.removeprefix(XSD)]


def test_a_triple_in_two_graphs_is_found_and_counted_once(two_years: list[ox.Quad]) -> None:
    doubled = next(quad for quad in two_years if quad.predicate.value.endswith("#responsible"))
    other = ox.Quad(
        doubled.subject, doubled.predicate, doubled.object, ox.NamedNode("https://example.org/g")
    )
    store = Store([*two_years, other])
    assert len(store.select(load_query("triple_in_two_graphs").text()).rows) == 1
    pairs = load_query("shared_pairs").text()
    assert store.select(pairs) == Store(two_years).select(pairs)


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ("element_not_in_one_document", "<a:x> a sk:SteeringElement ; prov:wasQuotedFrom <a:p> ."),
        ("fact_without_passage", "<a:x> a sk:SteeringElement ; sk:statedIn <a:d> ."),
        ("two_current_statuses", "<a:x> sk:currentStatus status:ongoing , status:completed ."),
        ("responsible_body_unknown", "<a:x> sk:responsible <a:b> . <a:b> a sk:Body ."),
    ],
)
def test_each_check_finds_its_fault(check: str, fault: str) -> None:
    prefixes = (
        "PREFIX sk: <https://w3id.org/styrkedja/ns#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "PREFIX status: <https://w3id.org/styrkedja/status/> "
    )
    quads = ox.parse(f"{prefixes} <a:g> {{ {fault} }}", format=ox.RdfFormat.TRIG)
    assert len(Store(quads).select(load_query(check).text()).rows) == 1
