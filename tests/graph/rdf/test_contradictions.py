"""A contradiction is told with its axiom, the rules, the stated triples and their lines."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from styrkedja.graph.archive import Archive
from styrkedja.graph.archive.state import DocumentFiles
from styrkedja.graph.loading import archive_quads
from styrkedja.graph.rdf.contradictions import Conflict, find_conflicts
from styrkedja.ontology.namespaces import PROV, RDF, SK
from styrkedja.settings import DEFAULT_BASE as BASE

A, B = f"{BASE}x/activity/plan/a", f"{BASE}x/board/b"
ONE, OTHER = f"{BASE}x/document/plan", f"{BASE}x/document/report"


def quad(subject: str, predicate: str, target: str, graph: str = ONE) -> ox.Quad:
    return ox.Quad(*(ox.NamedNode(name) for name in (subject, predicate, target, graph)))


def told(conflict: Conflict) -> list[tuple[str, tuple[str, ...], tuple[tuple[str, int, int], ...]]]:
    return [
        (one.triple.predicate.value.rpartition("#")[2], one.graphs, one.lines)
        for one in conflict.statements
    ]


def test_what_is_inferred_is_led_back_to_what_is_stated_and_its_lines() -> None:
    quads = [
        quad(A, f"{SK}carriedOutBy", B),
        quad(A, f"{SK}contributingBody", B, OTHER),
        quad(A, f"{PROV}wasQuotedFrom", f"{ONE}/text#line=11,34"),
    ]
    (conflict,) = find_conflicts(quads, base=BASE)
    assert conflict.contradiction.axiom == "sk:contributingBody ⊓ sk:responsible ⊑ ⊥"
    assert conflict.rules == ("prp-spo1: sk:carriedOutBy ⊑ sk:responsible",)
    assert told(conflict) == [
        ("contributingBody", (OTHER,), ((ONE, 12, 34),)),
        ("carriedOutBy", (ONE,), ((ONE, 12, 34),)),
    ]


def test_two_documents_that_disagree_are_both_named() -> None:
    quads = [quad(A, f"{RDF}type", f"{SK}Goal"), quad(A, f"{RDF}type", f"{SK}Board", OTHER)]
    conflicts = find_conflicts(quads, base=BASE)
    assert conflicts
    assert {conflict.contradiction.subject for conflict in conflicts} == {A}
    for conflict in conflicts:
        assert {graph for one in conflict.statements for graph in one.graphs} == {ONE, OTHER}


def test_a_thing_that_follows_itself_is_told_by_its_one_statement() -> None:
    (conflict,) = find_conflicts([quad(A, f"{SK}continues", A)], base=BASE)[-1:]
    assert {one.triple.predicate.value for one in conflict.statements} == {f"{SK}continues"}


def test_where_nothing_contradicts_nothing_is_told(example_archive: Archive) -> None:
    assert find_conflicts(archive_quads(example_archive), base=BASE) == ()


def test_the_command_shows_a_planted_contradiction_and_ends_with_one(
    example_archive: Archive, tmp_path: Path
) -> None:
    archive = Archive.open_or_create(tmp_path / "store", BASE)
    record = example_archive.documents()[0]
    quads = list(ox.parse(example_archive.quads(record.iri), format=ox.RdfFormat.N_QUADS))
    shared = next(
        q
        for q in quads
        if q.predicate.value == f"{SK}responsible" and isinstance(q.subject, ox.NamedNode)
    )
    quads.append(
        ox.Quad(
            shared.subject, ox.NamedNode(f"{SK}contributingBody"), shared.object, shared.graph_name
        )
    )
    (register,) = example_archive.registers()
    planted = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert planted is not None
    files = DocumentFiles(
        original=example_archive.original(record.iri),
        text=example_archive.text(record.iri),
        quads=planted,
        report=example_archive.report(record.iri),
    )
    with archive.writing() as writer:
        writer.put(replace(record, commit=0, time=""), files, register, set())
    ran = subprocess.run(
        [sys.executable, "-m", "styrkedja.cli", "validate", "--store", str(archive.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    (said,) = (line for line in ran.stdout.splitlines() if line.startswith("contradiction:"))
    assert isinstance(shared.subject, ox.NamedNode)
    assert shared.subject.value in said
    assert "sk:contributingBody ⊓ sk:responsible ⊑ ⊥ (prp-pdw)" in said
    assert f"{record.iri} lines " in ran.stdout
    assert "1 contradiction." in ran.stdout
