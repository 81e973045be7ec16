"""Damaged, noisy and foreign documents: what is left is read, the rest is listed, nothing invented.

Every document is one of: read, with what was not understood listed; or refused, with what to do.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from styrkedja.errors import ReadingError, StyrkedjaError, UnknownLayoutError
from styrkedja.graph import build_graph
from styrkedja.graph.formats import read_text
from styrkedja.graph.model import Model
from styrkedja.graph.profiles import fold
from styrkedja.graph.rdf.validation import Severity, validate
from styrkedja.graph.reading import read_document

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = sorted((ROOT / "graph" / "examples").glob("*.txt"))
OTHERS = sorted((ROOT / "tests" / "data" / "other-layouts").iterdir())
LINES_A_PAGE = 50
NOISE = 10_000
MILLION = 1_000_000
UNTITLED = "(utan titel"

Damage = Callable[[str], str]


def _read(text: str, municipality: str | None = None) -> Model | None:
    """Return the model, or None where the document is refused as a whole, with advice."""
    try:
        return read_document(read_text(text.encode()), municipality=municipality)
    except ReadingError as error:
        assert str(error)
        return None


def _titles(model: Model) -> set[str]:
    return {fold(element.title) for element in model.elements}


def _noise() -> list[str]:
    chance = random.Random(1)
    signs = "abcdefghij åäö ,.  0123456789-"
    return ["".join(chance.choices(signs, k=chance.randint(0, 90))) for _ in range(NOISE)]


def _insert(line: str) -> Damage:
    def damage(text: str) -> str:
        lines = text.split("\n")
        middle = len(lines) // 2
        return "\n".join([*lines[:middle], line, *lines[middle:]])

    return damage


def _without_page(text: str) -> str:
    lines = text.split("\n")
    middle = len(lines) // 2
    return "\n".join(lines[: middle - LINES_A_PAGE // 2] + lines[middle + LINES_A_PAGE // 2 :])


def _without_columns(text: str) -> str:
    """Return a text in which the heads of tables have lost a column."""
    return "\n".join(
        " ".join(line.split()[:-1]) if _is_head(line) else line for line in text.split("\n")
    )


def _with_doubled_columns(text: str) -> str:
    return "\n".join(
        f"{line} {line.split()[-1]}" if _is_head(line) else line for line in text.split("\n")
    )


def _is_head(line: str) -> bool:
    words = ("Status", "Budget", "Utfall", "Kommentar", "Prognos")
    return len(line.split()) > 2 and sum(word in line for word in words) > 1


DAMAGES: dict[str, Damage] = {
    "a page is lost": _without_page,
    "the end is lost": lambda text: text[: len(text) * 2 // 3],
    "it is printed twice": lambda text: f"{text}\n{text}",
    "it ends in noise": lambda text: "\n".join([text, *_noise()]),
    "noise stands inside": _insert("\n".join(_noise()[: NOISE // 5])),
    "lines are shuffled": lambda text: "\n".join(
        random.Random(2).sample(text.split("\n"), text.count("\n") + 1)
    ),
    "heads have lost a column": _without_columns,
    "heads have a column twice": _with_doubled_columns,
    "one word of a million": _insert("a" * MILLION),
    "a line of a million words": _insert("ord " * (MILLION // 4)),
    "a line of a million digits": _insert("1 " * (MILLION // 2)),
    "a line of a million bars": _insert("|" * MILLION),
    "a line of a million labels": _insert("Mål " * (MILLION // 4)),
}
HARMLESS: dict[str, Damage] = {
    "lines end as on Windows": lambda text: text.replace("\n", "\r\n"),
    "lines end as on old machines": lambda text: text.replace("\n", "\r"),
    "blanks do not break": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
    "words may break": lambda text: text.replace("ning", "\N{SOFT HYPHEN}ning"),
    "letters are taken apart": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_document_is_read_as_far_as_it_goes(path: Path, damage: str) -> None:
    whole = path.read_text(encoding="utf-8")
    text = DAMAGES[damage](whole)
    model = _read(text)
    if model is None:
        assert damage == "lines are shuffled"  # nothing but this leaves no layout
        return
    printed = fold(text)
    own = fold(whole)
    for element in model.elements:
        title = fold(element.title)
        shuffled = damage == "lines are shuffled"
        assert title in printed or title in own or UNTITLED in element.title or shuffled
    assert 0 <= model.coverage.share <= 1
    written = sum(1 for line in read_text(text.encode()).lines if line.strip())
    counted = model.coverage
    assert counted.facts + counted.furniture + counted.prose + counted.unread <= written


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_lost_page_costs_what_stood_on_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    whole, left = _read(text), _read(_without_page(text))
    assert whole is not None and left is not None
    lost = fold("\n".join(lines[len(lines) // 2 - 40 : len(lines) // 2 + 40]))
    kept = {title for title in _titles(whole) if title not in lost}
    missing = kept - _titles(left)
    assert len(missing) <= 0.05 * len(kept), missing


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_noise_adds_no_element_and_is_not_understood(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    whole, noisy = _read(text), _read(DAMAGES["it ends in noise"](text))
    assert whole is not None and noisy is not None
    assert len(noisy.elements) <= len(whole.elements) + 1
    assert len(noisy.amounts) == len(whole.amounts)
    assert noisy.coverage.share < 0.2


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", HARMLESS)
def test_signs_that_change_nothing_change_nothing(path: Path, change: str) -> None:
    text = path.read_text(encoding="utf-8")
    whole, other = _read(text), _read(HARMLESS[change](text))
    assert whole is not None and other is not None
    assert _titles(other) == _titles(whole)
    assert [a.status for a in other.assessments] == [a.status for a in whole.assessments]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("damage", ["a page is lost", "heads have a column twice"])
def test_the_graph_of_a_damaged_document_breaks_no_shape(path: Path, damage: str) -> None:
    text = DAMAGES[damage](path.read_text(encoding="utf-8"))
    model = _read(text)
    assert model is not None
    found = validate(build_graph(model, original=text.encode()))
    assert [result for result in found if result.severity is Severity.VIOLATION] == []


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_a_layout_that_nobody_has_seen_is_refused_or_hardly_understood(path: Path) -> None:
    rendition = read_text(path.read_bytes())
    try:
        model = read_document(rendition, municipality="Almvika", path=path)
    except UnknownLayoutError as error:
        assert "0 of its" in str(error) and path.name in str(error)
        return
    assert not model.elements
    assert model.coverage.share < 0.5


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b"\x00", b"\xff\xfe\x00", b"%PDF-1.7"])
def test_what_is_no_text_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(StyrkedjaError):
        read_document(read_text(content))
