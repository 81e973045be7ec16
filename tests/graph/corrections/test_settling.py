"""Doubts settled one at a time: as they are, or by another value; and what a new version does."""

from __future__ import annotations

from pathlib import Path

import pytest

from styrkedja.cli.reporting import report_lines
from styrkedja.errors import DecisionConflictError, ParameterError
from styrkedja.graph.archive import Archive
from styrkedja.graph.corrections import (
    Correction,
    Decision,
    DoubtCase,
    Standing,
    doubt_case,
    list_corrections,
    review_rows,
    reviewed,
    settle,
    settled_by,
    take_back,
)
from styrkedja.graph.loading import archive_quads, load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.rdf.validation import validate
from styrkedja.ontology.namespaces import SK
from styrkedja.queries import load_query
from tests.correcting import do, fact_row, facts

DOCUMENT = "bjorkvalla/sarskilda-uppdrag-2024"


def case_of(archive: Archive, kind: str) -> DoubtCase:
    document = reviewed(archive, archive.document(DOCUMENT))
    doubt = next(one for one in document.facts.doubts if one.kind == kind)
    found = doubt_case(document, doubt.iri)
    assert found is not None
    return found


def decide(
    archive: Archive, kind: str, decision: Decision, fact: str = "", value: str = ""
) -> Correction:
    with archive.writing() as writer:
        case = case_of(archive, kind)
        if fact:
            fact = next(
                case.document.short(one.iri)
                for one in case.facts
                if one.field is not None and one.field.name == fact
            )
        made = settled_by(
            case, decision, by="Anna Ek", why="kollat med nämnden", fact=fact, value=value
        )
        return settle(writer, archive, made)


def open_doubts(store: Store) -> set[str | None]:
    return {row["doubt"] for row in store.select(load_query("doubts").text()).dicts()}


def standing(archive: Archive) -> list[Standing]:
    return [one.standing for one in list_corrections(archive)]


def kinds(archive: Archive) -> set[str]:
    document = reviewed(archive, archive.document(DOCUMENT))
    return {one.kind for one in document.facts.doubts}


@pytest.mark.parametrize(
    ("decision", "term"),
    [(Decision.ACCEPT, "acceptsDoubt"), (Decision.DISMISS, "dismissesDoubt")],
)
def test_a_doubt_settled_as_it_is_is_open_no_more_and_no_fact_changes(
    archive: Archive, decision: Decision, term: str
) -> None:
    before = load_store(archive)
    iri = case_of(archive, "status-contradicted").doubt.iri
    made = decide(archive, "status-contradicted", decision)
    store = load_store(archive)
    assert open_doubts(before) - open_doubts(store) == {iri}
    told = store.select(
        f"PREFIX sk: <{SK}> PREFIX prov: <http://www.w3.org/ns/prov#>"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        f"SELECT ?who ?why {{ ?c sk:{term} <{iri}> ; sk:reason ?why ;"
        " prov:wasAssociatedWith [ rdfs:label ?who ] }"
    )
    assert list(told.dicts()) == [{"who": "Anna Ek", "why": "kollat med nämnden"}]
    assert made.id
    assert made.taken_back is None
    statuses = load_query("assignments").text()
    assert before.select(statuses).rows == store.select(statuses).rows
    assert [
        one for one in validate(list(archive_quads(archive))) if one.severity == "violation"
    ] == []


def test_another_value_wins_and_closes_all_doubts_about_the_fact(archive: Archive) -> None:
    case = case_of(archive, "status-contradicted")
    (fact,) = case.facts
    decide(archive, "status-contradicted", Decision.CORRECT, "status", "Pågår")
    store = load_store(archive)
    assert not {one.iri for one in fact.doubts} & open_doubts(store)
    status = store.select(f"SELECT ?s {{ <{fact.subject}> <{SK}status> ?s }}").dicts()
    assert [row["s"] for row in status] == ["https://w3id.org/styrkedja/status/ongoing"]


def test_a_settled_doubt_is_not_settled_again_until_it_is_taken_back(archive: Archive) -> None:
    made = decide(archive, "status-contradicted", Decision.DISMISS)
    with pytest.raises(DecisionConflictError, match="settled by Anna Ek") as error:
        decide(archive, "status-contradicted", Decision.ACCEPT)
    assert error.value.reason == "settled"
    with archive.writing() as writer:
        take_back(writer, archive, [made.id], by="Bo Ek", why="för snabbt")
    assert case_of(archive, "status-contradicted").settled is None
    decide(archive, "status-contradicted", Decision.ACCEPT)
    assert standing(archive) == [Standing.TAKEN_BACK, Standing.APPLIES]


def test_a_later_review_that_decides_the_fact_replaces_what_was_decided_of_its_doubt(
    archive: Archive,
) -> None:
    decide(archive, "status-contradicted", Decision.DISMISS)
    title = case_of(archive, "status-contradicted").facts[0].title
    row = fact_row(archive, DOCUMENT, title, "status", value="Avslutad", why="nytt beslut")
    assert "avfärda (Anna Ek" in row.get("now")
    do(archive, facts(row))
    assert standing(archive) == [Standing.REPLACED, Standing.APPLIES]


def test_what_was_seen_of_another_version_is_not_decided_on(archive: Archive) -> None:
    case = case_of(archive, "status-contradicted")
    assert settled_by(case, Decision.DISMISS, by="A", why="x", stamp=case.stamp)
    with pytest.raises(DecisionConflictError) as error:
        settled_by(case, Decision.DISMISS, by="A", why="x", stamp="00000000")
    assert error.value.reason == "changed"


def test_decisions_survive_reading_again_and_end_where_the_document_says_something_else(
    archive: Archive, example_files: list[Path], tmp_path: Path
) -> None:
    decide(archive, "status-contradicted", Decision.DISMISS)
    with archive.writing() as writer:
        ingest_file(example_files[1], archive, writer, again=True)
    assert standing(archive) == [Standing.APPLIES]

    case = case_of(archive, "status-contradicted")
    lines = list(case.document.lines)
    first, last = case.doubt.passages[-1].first, case.doubt.passages[-1].last
    spot = next(n for n in range(last - 1, first - 2, -1) if lines[n].strip().endswith("."))
    lines[spot] = lines[spot].rstrip() + " Nämnden återkommer med mer."
    changed = tmp_path / example_files[1].name
    changed.write_text("\n".join(lines), encoding="utf-8")
    with archive.writing() as writer:
        result = ingest_file(changed, archive, writer)
    assert standing(archive) == [Standing.CHANGED]
    assert case_of(archive, "status-contradicted").settled is None
    assert case.doubt.iri in open_doubts(load_store(archive))
    rows = review_rows(reviewed(archive, archive.document(DOCUMENT)))
    assert any(case.doubt.sv in row["doubt"] for row in rows)
    assert [one.record.why for one in result.stale] == ["kollat med nämnden"]
    told = report_lines(result, "sv")
    at = next(n for n, line in enumerate(told) if "Rättelser som inte gäller längre (1)" in line)
    assert f"{case.facts[0].title}: tveksamhet (Anna Ek, " in told[at + 1]


@pytest.mark.parametrize(
    ("fact", "value", "why", "names"),
    [
        ("", "", "  ", ("why",)),
        ("", "", "\x00\x1b\u202e", ("why",)),
        ("", "", "x" * 2001, ("why",)),
        ("status", "", "ja", ("value",)),
        ("status", "hittepå", "ja", ("value",)),
        ("status", "x" * 2001, "ja", ("value",)),
        ("nothing", "Avslutad", "ja", ("fact",)),
    ],
)
def test_what_will_not_do_is_refused_by_name(
    archive: Archive, fact: str, value: str, why: str, names: tuple[str, ...]
) -> None:
    case = case_of(archive, "status-contradicted")
    name = case.document.short(case.facts[0].iri) if fact == "status" else fact
    decision = Decision.CORRECT if fact else Decision.DISMISS
    with pytest.raises(ParameterError) as error:
        settled_by(case, decision, by="A", why=why, fact=name, value=value)
    assert error.value.names == names
    assert error.value.sv


def test_reasons_are_kept_as_text_without_signs_that_cannot_be_seen(archive: Archive) -> None:
    case = case_of(archive, "status-contradicted")
    made = settled_by(case, Decision.DISMISS, by="A", why='  <b>"ja"</b>\n\x07\u202eok\u00ad å')
    assert made.why == '<b>"ja"</b> ok\u00ad å'


@pytest.mark.parametrize("number", ["1e999999999", "-1E-99999999", "9" * 50])
def test_numbers_of_a_million_digits_are_refused(number: str) -> None:
    from styrkedja.graph.corrections import field_named
    from styrkedja.graph.corrections.values import NoValueError, parse_values

    field = field_named("value")
    assert field is not None
    with pytest.raises(NoValueError):
        parse_values(number, field, None)  # type: ignore[arg-type]  # bodies are not looked at
