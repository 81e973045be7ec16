"""Text that is made to be hard ends soon: work grows with the lines, not with their square."""

from __future__ import annotations

import random
import time

import pytest

from styrkedja.errors import ReadingError
from styrkedja.graph.formats import read_text
from styrkedja.graph.model import Model
from styrkedja.graph.reading import read_document
from tests.typesetting import assignments, random_style, typeset

WORDS = [
    "uppdrag", "nämnden", "status", "Slutdatum", "2024-12-31", "kommun", "mål", "av", "Ansvarig",
    "nyckeltalet:", "Kommunstyrelsen", "Pågående", "•", "12,8", "(2021)", "fem", "tio", "Totalt",
]  # fmt: skip
SECONDS = 60  # far above what is needed, far below what squared work would take


def _report() -> str:
    chance = random.Random(7)
    return typeset(assignments()[:8], random_style(chance), chance)


def _noise(words: int, seed: int = 3) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(words)]


HOSTILE = {
    "ten thousand lines of noise": "\n".join(" ".join(_noise(6, n)) for n in range(10_000)),
    "a line of a million characters": _report() + "\n" + " ".join(_noise(150_000)),
    "a word of a million letters": _report() + "\n" + "a" * 1_000_000,
    "labels and nothing else": "Rapport\n\n" + "Ansvarig nämnd\nSlutdatum\n" * 10_000,
    "blank lines": _report() + "\n" * 500_000,
    "colons": _report() + "\n" + ":" * 200_000,
    "one label after another on a line": _report() + "\n" + "Status: " * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_or_refused_soon(text: str) -> None:
    start = time.monotonic()
    try:
        result: Model | ReadingError = read_document(read_text(text.encode()))
    except ReadingError as error:
        result = error
    assert time.monotonic() - start < SECONDS
    assert isinstance(result, Model) or str(result)


def test_a_report_with_noise_after_it_keeps_its_assignments() -> None:
    plain = read_document(read_text(_report().encode()))
    noisy = read_document(read_text((_report() + "\n" + " ".join(_noise(5_000))).encode()))
    assert [e.title for e in noisy.elements] == [e.title for e in plain.elements]
    assert [e.responsible for e in noisy.elements] == [e.responsible for e in plain.elements]
