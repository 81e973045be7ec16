"""Drafts of profiles: a document whose words were changed is read as before with its draft."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pytest

from styrkedja.graph.drafting import Draft, draft_profile, profile_lines
from styrkedja.graph.formats import read_text
from styrkedja.graph.model import Model
from styrkedja.graph.profiles import default_profile, extended_profile, fold
from styrkedja.graph.reading import read_document
from tests.conftest import SEEDS

CARDS = "bjorkvalla-sarskilda-uppdrag-2024.txt"
ACTIVITIES = "bjorkvalla-kultur-aktiviteter-2024.txt"
BOARDS = "bjorkvalla-utbildning-aktiviteter-2024.txt"
NEW = ("Bärande part", "Leveransdag", "Skick", "Så gick det", "Gärning", "Syssla", "Hållpunkt")


def text_of(name: str) -> str:
    return files("styrkedja.graph").joinpath("examples", name).read_text(encoding="utf-8")


def changed(name: str, words: Mapping[str, str]) -> str:
    text = text_of(name)
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    return text


def read(text: str, own: Mapping[str, object] | None = None) -> Model:
    rendition = read_text(text.encode())
    return read_document(rendition, profile=extended_profile(own) if own else default_profile())


def drafted(text: str) -> tuple[Draft, dict[str, Any]]:
    draft = draft_profile(read_text(text.encode()))
    return draft, tomllib.loads("\n".join(profile_lines(draft, "rapport.txt", "sv")))


def facts(model: Model) -> list[tuple[object, ...]]:
    told = {(a.element, a.kind): (a.status, a.comment) for a in model.assessments}
    return [
        (e.title, e.kind, e.responsible, e.groups, e.deadline, told.get((e.key, e.kind)))
        for e in model.elements
    ]


@pytest.mark.parametrize("name", [CARDS, ACTIVITIES, BOARDS])
def test_a_document_that_is_understood_needs_no_words(name: str) -> None:
    draft, own = drafted(text_of(name))
    assert draft.chosen == ()
    assert not {"labels", "activity_tables"} & own.keys()
    assert facts(read(text_of(name), own)) == facts(read(text_of(name)))


def test_labels_of_cards_are_found_by_what_stands_under_them() -> None:
    text = changed(CARDS, {"Ansvarig nämnd": "Bärande part", "Slutdatum": "Leveransdag"})
    draft, own = drafted(text)
    assert own["labels"] == {"responsible": ["Bärande part"], "deadline": ["Leveransdag"]}
    assert draft.before.model is None
    assert facts(read(text, own)) == facts(read(text_of(CARDS)))


@pytest.mark.parametrize("seed", range(4))
def test_columns_of_activity_tables_are_found_by_trying_what_they_could_be(seed: int) -> None:
    chance = random.Random(seed)
    old = chance.sample(["Aktivitet ", "Kommentar", "Nämndmål "], k=chance.choice([1, 2]))
    words = {
        word: new + (" " if word.endswith(" ") else "")
        for word, new in zip(old, chance.sample(NEW, k=len(old)), strict=True)
    }
    text = changed(ACTIVITIES, words)
    _, own = drafted(text)
    assert facts(read(text, own)) == facts(read(text_of(ACTIVITIES)))


def test_three_unknown_columns_in_a_row_are_told_apart() -> None:
    names = "Nämndmål Aktivitet Nämnd Slutdatum"
    three_tables = slice(300)  # lines; each of the 200 trials reads all there is
    lines = changed(BOARDS, {names: "Nämndmål Gärning Bärande part Leveransdag"}).splitlines()
    text = "\n".join(lines[three_tables])
    _, own = drafted(text)
    assert own == {
        "activity_tables": {
            "columns": {
                "activity": ["Gärning"],
                "board": ["Bärande part"],
                "date": ["Leveransdag"],
            }
        }
    }
    as_it_was = "\n".join(text_of(BOARDS).splitlines()[three_tables])
    assert facts(read(text, own)) == facts(read(as_it_was))


def test_what_a_status_word_means_is_asked_not_guessed() -> None:
    text = changed(CARDS, {" Pågående ": " Rullar på "})
    draft, own = drafted(text)
    asked = [one for one in draft.open if one.table == "statuses"]
    assert [(one.word, one.times) for one in asked] == [("Rullar på", 20)]
    assert own.get("statuses", {}) == {}
    lines = profile_lines(draft, "rapport.txt", "sv")
    at = lines.index('# completed = ["Rullar på"]')
    answered = [*lines[:at], lines[at].replace("# completed", "ongoing"), *lines[at + 1 :]]
    own = tomllib.loads("\n".join(answered))
    assert facts(read(text, own)) == facts(read(text_of(CARDS)))


def test_an_abbreviation_that_nothing_spells_out_is_asked_for() -> None:
    text = text_of(BOARDS).replace("KFN", "XQZN").replace("kultur- och fritidsnämnden", "andra")
    draft, own = drafted(text)
    asked = [one.word for one in draft.open if one.table == "bodies.abbreviations"]
    assert asked == ["XQZN"]
    assert own.get("bodies", {}).get("abbreviations", {}) == {}


def test_a_text_of_no_known_layout_is_said_to_be_none() -> None:
    draft, own = drafted("Ett brev till kommunen\n\nHej! Hur mår ni?\n\nHälsningar\n")
    assert own == {}
    assert draft.after.model is None
    assert any("liknar en känd layout" in line for line in profile_lines(draft, "brev", "sv"))
    assert any("layout that is known" in line for line in profile_lines(draft, "brev", "en"))


def test_the_draft_says_how_much_is_understood_with_it_and_without() -> None:
    text = changed(CARDS, {"Ansvarig nämnd": "Bärande part"})
    draft, _ = drafted(text)
    first, second, third = profile_lines(draft, "rapport.txt", "en")[:3]
    assert "rapport.txt" in first
    assert "Without it" in second
    assert "34 with a responsible body" in third


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_the_real_documents_need_no_words_of_their_own(seed: str) -> None:
    path = next(iter(sorted(SEEDS.glob(f"{seed}_*.txt"))), None)
    if path is None:
        pytest.skip("the real documents (../shared/seeds) are not here")
    draft = draft_profile(read_text(path.read_bytes()))
    assert draft.chosen == ()
    known = {fold(one.word) for one in draft.open if one.table in ("labels", "statuses")}
    assert not known
