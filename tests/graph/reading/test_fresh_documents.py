"""Documents written by hand, as municipalities print them, and all that each of them says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from styrkedja.graph.formats import read_text
from styrkedja.graph.reading import read_document
from tests.fresh_facts import facts_of

FRESH = Path(__file__).parents[2] / "data" / "fresh"
DOCUMENTS = sorted(path.stem for path in FRESH.glob("*.txt"))


def test_there_are_documents_of_each_layout() -> None:
    assert {name.split("-")[0] for name in DOCUMENTS} == {
        "activities", "amounts", "areas", "cards", "indicators",
    }  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_fresh_document_says_what_its_writer_meant(name: str) -> None:
    text = FRESH / f"{name}.txt"
    wanted = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))
    read = facts_of(read_document(read_text(text.read_bytes())))
    assert set(read) == set(wanted)
    for what, facts in wanted.items():
        missing = [fact for fact in facts if fact not in read[what]]
        invented = [fact for fact in read[what] if fact not in facts]
        assert (missing, invented) == ([], [])
        assert len(read[what]) == len(facts)
