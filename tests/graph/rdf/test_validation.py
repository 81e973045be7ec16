"""Each constraint finds its fault, and nothing is found where nothing is wrong."""

import time

import pyoxigraph as ox
import pytest

from styrkedja.graph.model import Confidence, DoubtKind, Status
from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.validation import Finding, Severity, validate
from styrkedja.ontology import (
    broken_example_names,
    broken_example_quads,
    example_names,
    example_quads,
    shapes_graph,
)
from styrkedja.ontology.namespaces import CONFIDENCE, DOUBT, RDF, SH, SHAPE, SK, STATUS
from styrkedja.settings import DEFAULT_BASE as BASE


def fault(finding: Finding) -> str:
    """Return the name of a finding's shape as file names are written: `label-missing`."""
    name = finding.shape.removeprefix(SHAPE)
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")


def shapes_with(kind: str) -> set[str]:
    query = f"SELECT ?shape {{ ?shape a <{SH}{kind}> }}"
    return {str(row[0]) for row in shapes_graph().query(query)}  # type: ignore[index]


@pytest.mark.parametrize("name", example_names())
def test_a_correct_example_follows_all_shapes(name: str) -> None:
    assert validate(example_quads(name)) == ()


@pytest.mark.parametrize("name", example_names())
def test_what_is_inferred_follows_the_shapes_too(name: str) -> None:
    stated = example_quads(name)
    assert validate([*stated, *infer(stated, base=BASE)]) == ()


@pytest.mark.parametrize("name", broken_example_names())
def test_a_broken_example_has_just_the_fault_it_is_named_after(name: str) -> None:
    findings = validate([*example_quads("followup"), *broken_example_quads(name)])
    assert [fault(finding) for finding in findings] == [name]


def test_every_constraint_has_a_broken_example() -> None:
    faults = {
        fault(Finding("", "", Severity.INFO, "", "", shape))
        for shape in shapes_with("PropertyShape")
    }
    assert faults == set(broken_example_names())


def test_every_shape_says_what_it_is_in_both_languages() -> None:
    graph = shapes_graph()
    for kind, properties in (
        ("NodeShape", ("name",)),
        ("PropertyShape", ("name", "message")),
    ):
        for name in properties:
            query = f"""SELECT ?shape {{ ?shape a <{SH}{kind}>
                OPTIONAL {{ ?shape <{SH}{name}> ?sv FILTER (lang(?sv) = "sv") }}
                OPTIONAL {{ ?shape <{SH}{name}> ?en FILTER (lang(?en) = "en") }}
                FILTER (!BOUND(?sv) || !BOUND(?en)) }}"""
            assert list(graph.query(query)) == []


def test_every_constraint_is_used_and_has_a_severity() -> None:
    query = f"""SELECT ?shape {{ ?shape a <{SH}PropertyShape>
        OPTIONAL {{ ?node <{SH}property> ?shape }}
        OPTIONAL {{ ?shape <{SH}severity> ?severity }}
        FILTER (!BOUND(?node) || !BOUND(?severity)) }}"""
    assert list(shapes_graph().query(query)) == []


@pytest.mark.parametrize(
    ("shape", "concepts"),
    [
        ("StatusUnknown", {STATUS + status for status in Status}),
        ("ConfidenceUnknown", {CONFIDENCE + confidence for confidence in Confidence}),
        ("DoubtKindUnknown", {DOUBT + kind for kind in DoubtKind} | {f"{DOUBT}contradiction"}),
    ],
)
def test_the_concepts_that_shapes_know_are_those_of_the_model(
    shape: str, concepts: set[str]
) -> None:
    query = f"""SELECT ?concept {{
        <{SHAPE}{shape}> <{SH}in>/<{RDF}rest>*/<{RDF}first> ?concept }}"""
    assert {str(row[0]) for row in shapes_graph().query(query)} == concepts  # type: ignore[index]


def test_a_finding_says_where_what_and_how_bad() -> None:
    broken = broken_example_quads("responsible-missing")
    (finding,) = validate([*example_quads("followup"), *broken])
    assert finding == Finding(
        focus=f"{BASE}exempelvik/assignment/sarskilda-uppdrag-2024/lekplatser-00000001",
        path=f"{SK}responsible | {SK}carriedOutBy | {SK}assignedToGroup",
        severity=Severity.WARNING,
        message_sv="Uppdraget har inget ansvarigt organ.",
        message_en="The assignment has no responsible body.",
        shape=f"{SHAPE}ResponsibleMissing",
    )


def test_the_value_that_is_wrong_is_given() -> None:
    broken = broken_example_quads("status-unknown")
    (finding,) = validate([*example_quads("followup"), *broken])
    assert finding.value == f"{STATUS}nearly-done"


def test_findings_come_worst_first() -> None:
    broken = [
        quad
        for name in ("deadline-missing", "group-without-member", "confidence-unknown")
        for quad in broken_example_quads(name)
    ]
    severities = [f.severity for f in validate([*example_quads("followup"), *broken])]
    assert severities == [Severity.VIOLATION, Severity.WARNING, Severity.INFO]


def test_shapes_and_sparql_inside_the_data_are_not_run() -> None:
    planted = f"""
        <http://example.org/shape> a <{SH}NodeShape> ; <{SH}targetClass> <{SK}Board> ;
          <{SH}sparql> [ <{SH}select> "SELECT $this WHERE {{ $this a ?c }}" ] ;
          <{SH}property> [ <{SH}path> <{SK}number> ; <{SH}minCount> 1 ] .
        <http://example.org/o> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/x> ."""
    quads = list(ox.parse(planted.encode(), format=ox.RdfFormat.TURTLE))
    assert validate([*example_quads("followup"), *quads]) == ()


def test_nothing_is_wrong_with_nothing() -> None:
    assert validate([]) == ()


def test_a_document_of_two_thousand_triples_is_checked_in_seconds() -> None:
    quads = example_quads("followup")
    pattern = [q for q in quads if "/trygg-skolvag-11aa22bb" in str(q.subject)]
    for number in range(80):
        for quad in pattern:
            text = str(quad).replace("trygg-skolvag-11aa22bb", f"trygg-skolvag-{number}")
            quads += ox.parse(f"{text} .".encode(), format=ox.RdfFormat.N_QUADS)
    assert len(quads) > 2000
    start = time.perf_counter()
    assert validate(quads) == ()
    assert time.perf_counter() - start < 10  # 0.6 s alone; the machine may be busy
