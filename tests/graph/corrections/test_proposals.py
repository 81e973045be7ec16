"""What somebody wrote into a row is done, done with a remark, or refused with what to do."""

from __future__ import annotations

import pytest

from styrkedja.errors import CorrectionError
from styrkedja.graph.archive import Archive
from styrkedja.graph.corrections import (
    Decision,
    EditedRow,
    EditedTable,
    Proposal,
    list_corrections,
    propose,
    write,
)
from styrkedja.graph.corrections.tables import FORMULA
from tests.correcting import bodies, body_row, do, fact_row, facts

DOCUMENT = "bjorkvalla/sarskilda-uppdrag-2024"
PREMISES = "Ny modell för lokalförsörjning"


def asked(archive: Archive, *tables: EditedTable) -> Proposal:
    return propose(archive, tables, by="Kansliet")


def row(archive: Archive, field: str, number: int = 2, **cells: str) -> EditedRow:
    return fact_row(archive, DOCUMENT, PREMISES, field, number, **cells)


@pytest.mark.parametrize(
    ("field", "cells", "sv", "en"),
    [
        ("status", {"value": "försenad"}, "välj bland: avslutad, ej", "choose one of"),
        ("ansvarig", {"value": "Lantmäterinämnden"}, "finns inte i registret", "not in the reg"),
        ("ansvarig", {"value": "Kommunstyrlsen"}, "menas Kommunstyrelsen", "is Kommunstyrelsen"),
        ("slutdatum", {"value": "06/07/2024"}, "ingen dag; skriv den som 2024", "is no day"),
        ("slutdatum", {"value": "2024-02-30"}, "ingen dag; skriv den som 2024", "is no day"),
        ("titel", {"value": "–"}, "titel måste ha ett värde", "title must have a value"),
        ("slag", {"value": "fokusområde"}, "är inte något värde för slag", "is no value of kind"),
        ("status", {"decision": "kanske"}, "välj bland: rätta, godta", "correct, accept"),
        ("status", {"decision": "rätta"}, "Rätt värde saknas", "Right value is missing"),
        ("status", {"decision": "godta", "value": "avslutad"}, "välj rätta", "choose correct"),
        ("status", {"value": FORMULA}, "en formel; skriv själva värdet", "holds a formula"),
        ("status", {"value": "avslutad", "read": "klar"}, "”klar” i filen, men ”pågående”", "As"),
        ("status", {"value": "avslutad", "why": "x" * 3000}, "har 3000 tecken", "3000 letters"),
        ("status", {"value": "avslutad", "id": ""}, "Id saknas", "Id is missing"),
        ("status", {"value": "avslutad", "id": "x"}, "inget dokument i arkivet", "no document"),
        (
            "status",
            {"value": "avslutad", "id": "bjorkvalla/assignment/sarskilda-uppdrag-2024/x#status"},
            "säger dokumentet det inte längre",
            "does not say it any more",
        ),
    ],
)
def test_a_row_that_cannot_be_done_is_refused_with_its_place_and_what_to_do(
    archive: Archive, field: str, cells: dict[str, str], sv: str, en: str
) -> None:
    good = row(archive, "samordnas av", 3, value="KS")
    proposal = asked(archive, facts(row(archive, field, 7, **cells), good))
    (fault,) = proposal.faults
    assert fault.text("sv").startswith("Tveksamheter rad 7: ") and sv in fault.text("sv")
    assert fault.text("en").startswith("Tveksamheter row 7: ") and en in fault.text("en")
    with archive.writing() as writer, pytest.raises(CorrectionError, match="nothing was written"):
        write(writer, archive, proposal)
    assert list_corrections(archive) == []


def test_rows_that_contradict_each_other_are_refused_and_equal_ones_count_once(
    archive: Archive,
) -> None:
    one, same, other = (
        row(archive, "status", number, value=value)
        for number, value in ((2, "avslutad"), (3, "avslutad"), (9, "struken"))
    )
    (fault,) = asked(archive, facts(one, other)).faults
    assert "säger emot rad 2" in fault.sv and fault.row == 9
    proposal = asked(archive, facts(one, same))
    assert len(proposal.corrections) == 1 and "samma som rad 2" in proposal.doubts[0].sv


def test_rows_without_a_decision_change_nothing(archive: Archive) -> None:
    edited = row(archive, "slutdatum", read="2031-01-01")
    gone = row(archive, "titel", id="bjorkvalla/assignment/sarskilda-uppdrag-2024/x#title")
    proposal = asked(archive, facts(row(archive, "status"), edited, gone))
    assert (proposal.corrections, proposal.faults, proposal.undecided) == ([], [], 3)
    assert [note.row for note in proposal.doubts] == [2]
    assert "Som läst har ändrats" in proposal.doubts[0].sv


def test_what_a_spreadsheet_program_makes_of_dates_and_blanks_is_understood(
    archive: Archive,
) -> None:
    proposal = asked(
        archive,
        facts(
            row(archive, "slutdatum", read="2024-09-30 00:00:00", value="2025-03-31 00:00:00"),
            row(archive, "ansvarig", read="Kommunstyrelsen;  Servicenämnden ", value="KS\nKF"),
        ),
    )
    assert [note.text("sv") for note in proposal.faults] == [
        "Tveksamheter rad 2: ”KF” finns inte i registret. Flera organ skiljs åt med semikolon; "
        "ett organ som saknas läggs till på bladet Organ"
    ]
    assert [said.words for said in proposal.corrections[0].corrected] == ["2025-03-31"]


def test_the_value_that_was_read_is_no_correction_but_dismisses_the_doubt(
    archive: Archive,
) -> None:
    proposal = asked(archive, facts(row(archive, "status", value="Pågår")))
    assert [one.decision for one in proposal.corrections] == [Decision.DISMISS]
    assert len(proposal.doubts) == 1


def test_the_same_file_given_twice_changes_nothing_the_second_time(archive: Archive) -> None:
    table = facts(row(archive, "status", value="avslutad", why="klart"))
    do(archive, table)
    again = asked(archive, table)
    assert (again.corrections, again.unchanged) == ([], 1)


def test_a_decision_made_meanwhile_by_another_is_told(archive: Archive) -> None:
    old = row(archive, "status", value="struken")
    do(archive, facts(row(archive, "status", value="avslutad")), by="Anna Ek")
    proposal = asked(archive, facts(old))
    assert len(proposal.corrections) == 1
    assert "har hunnit beslutas" in proposal.doubts[0].sv and "Anna Ek" in proposal.doubts[0].sv


def test_a_doubt_about_the_whole_document_can_be_accepted_but_not_corrected(
    archive: Archive,
) -> None:
    total = fact_row(archive, DOCUMENT, "Uppföljning av särskilda uppdrag 2024", "", value="9")
    assert "inget värde att rätta" in asked(archive, facts(total)).faults[0].sv
    cells = {**total.cells, "value": "", "decision": "accept"}
    proposal = asked(archive, facts(EditedRow("Doubts", 4, cells)))
    (one,) = proposal.corrections
    assert one.decision is Decision.ACCEPT and len(one.doubts) == 1


def test_a_body_added_in_the_same_file_can_be_named(archive: Archive) -> None:
    new = body_row(archive, "", name="Exploateringsnämnden", kind="nämnd", municipality="")
    fact = row(archive, "ansvarig", value="exploateringsnämnden")
    proposal = asked(archive, bodies(new), facts(fact))
    assert proposal.faults == []
    assert [said.words for said in proposal.corrections[0].corrected] == ["Exploateringsnämnden"]
