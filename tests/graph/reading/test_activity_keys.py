"""The real follow-ups with activity tables (Linköping 2023 and 2020) against keys read by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from styrkedja.graph.reading.activity_tables import read_activity_tables
from styrkedja.graph.reading.draft import Thing
from tests.keys import Key, Score, compare, read_key, source_of

ROOT = Path(__file__).resolve().parents[3]
KEYS = ROOT / "tests" / "data" / "keys"
SEEDS = ROOT.parent / "shared" / "seeds"
DOCUMENTS = {"002": "linkoping-education-2023.txt", "004": "linkoping-culture-2020.txt"}
BOUND = 0.99

# Hyphens that are real and hyphens that only break a line, in titles and comments of 004.
KEPT = (
    "kultur-, fritids- och idrottsliv", "Wow-projekt", "Kultur- och fritidsnämnden",
    "20219-10-17", "2019-10-17", "2020-02-13", "IT-stöd", "HR-konsult", "fritids- och",
    "EU-finansierade", "drive-in-filmerna", "Drive-In-filmer", "e-möten", "artist in residence",
)  # fmt: skip
MENDED = (
    "utredningen", "coronapandemin", "förvaltningen", "idrottsanläggningar", "elitidrottsstöd",
    "delningsekonomi", "digitaliseringsinsatser", "kompetensförsörjning", "personalomsättning",
)  # fmt: skip


def _document(number: str) -> Path:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the real documents (../shared/seeds) are not here")
    return found[0]


def _key(number: str) -> Key:
    return read_key(KEYS / DOCUMENTS[number], _document(number))


def _things(number: str) -> list[Thing]:
    found = read_activity_tables(source_of(_document(number).read_text(encoding="utf-8")))
    assert found is not None
    return found.things


@pytest.fixture(scope="module", params=sorted(DOCUMENTS))
def score(request: pytest.FixtureRequest) -> Score:
    return compare(_key(request.param), _things(request.param))


def test_the_keys_hold_what_the_documents_hold() -> None:
    education, culture = _key("002").rows, _key("004").rows
    assert Counter(row.kind for row in education) == {
        "overarching": 8, "goal": 14, "common": 12, "board": 12, "activity": 142,
    }  # fmt: skip
    with_status = [row for row in education if row.cells["status"]]
    assert len(with_status) == 143, "140 activities and three assignments"
    assert len({row.cells["status at"] for row in with_status}) == 139, "cells, some shared"
    assert Counter(row.kind for row in culture) == {
        "goal": 9, "common": 6, "board": 3, "activity": 36 + 22,
    }  # fmt: skip
    subordinate = [row for row in culture if "." in row.id]
    assert len({row.cells["parents"] for row in subordinate}) == 8
    continued = [row for row in culture if row.cells["flags"] == "continued" and "." not in row.id]
    assert len(continued) == 11


def test_everything_is_read_as_it_stands(score: Score) -> None:
    faults = score.below(BOUND)
    assert not faults, "\n" + "\n".join(faults)


def test_hyphens_are_mended_only_where_a_line_broke_a_word() -> None:
    things = _things("004")
    comments = [thing.judgement.comment for thing in things if thing.judgement]
    text = "\n".join(filter(None, [*(thing.title for thing in things), *comments]))
    assert [word for word in KEPT if word not in text] == []
    folded = text.casefold()
    assert [word for word in MENDED if word not in folded] == []


def test_what_goes_on_from_an_earlier_year_says_from_when() -> None:
    rows = _key("004").rows
    marked = {min(row.first_lines()) for row in rows if "continued" in row.cells["flags"]}
    read = {thing.at[0]: thing.continued_from for thing in _things("004") if thing.continued_from}
    assert set(read) == marked
    assert set(read.values()) == {"2019"}
