"""The same document as text, PDF, Word file and HTML page gives the same facts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from styrkedja.graph.formats import read_rendition
from styrkedja.graph.reading import read_document
from tests.conftest import EXAMPLES
from tests.facts import facts_of
from tests.file_making import blocks_of, docx_of, html_of, pdf_of, printed_pdf

NAMES = sorted(path.name for path in EXAMPLES.glob("*.txt"))
CARDS_2023 = "bjorkvalla-sarskilda-uppdrag-2023.txt"
REPORT = "bjorkvalla-delarsrapport-2025.txt"
TABLES = "bjorkvalla-utbildning-aktiviteter-2024.txt"
# Of 77 to 231 facts, how many may differ where a page ends inside a card or a flattened table: a
# name of the list of boards stands on the next page, the goal of a row on the page before.
AT_PAGE_ENDS = {CARDS_2023: 2, TABLES: 10}


def _text(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


def _facts(content: bytes, name: str) -> Counter[tuple[object, ...]]:
    return facts_of(read_document(read_rendition(content, path=Path(name))))


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_says_what_its_text_says(name: str) -> None:
    text = _text(name)
    assert _facts(docx_of(blocks_of(text)), "x.docx") == _facts(text.encode(), "x.txt")


@pytest.mark.parametrize("name", NAMES)
def test_a_web_page_says_what_its_text_says(name: str) -> None:
    text = _text(name)
    assert _facts(html_of(blocks_of(text)), "x.html") == _facts(text.encode(), "x.txt")


@pytest.mark.parametrize("name", NAMES)
def test_a_typeset_pdf_says_what_its_text_says(name: str) -> None:
    text = _text(name).replace("●", "•")  # which the PDF's font has
    read, told = _facts(pdf_of(blocks_of(text)), "x.pdf"), _facts(text.encode(), "x.txt")
    assert sum((told - read).values()) <= AT_PAGE_ENDS.get(name, 0)
    assert sum((read - told).values()) <= AT_PAGE_ENDS.get(name, 0)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in (TABLES, REPORT)])
@pytest.mark.parametrize("feet", [True, False])
def test_a_pdf_that_prints_line_by_line_says_what_its_text_says(name: str, feet: bool) -> None:
    text = _text(name)
    assert _facts(printed_pdf(text, feet=feet), "x.pdf") == _facts(text.encode(), "x.txt")
