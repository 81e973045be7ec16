"""Activities in real tables, as Word and PDF programs make them, give the facts of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from styrkedja.graph.formats import read_rendition
from styrkedja.graph.reading import read_document
from tests.conftest import EXAMPLES, ROOT
from tests.facts import facts_of
from tests.file_making import Block, docx_of, html_of, pdf_of
from tests.table_making import tabled

FACTS = ROOT / "tests" / "data" / "examples" / "activities"
Make = Callable[[Sequence[Block]], bytes]
# Which facts the tables may lack. The known facts, of which the tables are made, do not hold the
# cells of an assignment without activities (its responsible body, its status, its goal); an
# activity whose date says only "Se separat plan" is read as a goal where no other column is told.
UNSAID = {
    "utbildning": ("låta medarbetarna bedöma",),
    "kultur": ("Inarbeta åtgärder", "Se separat"),
}


def _facts(content: bytes, name: str) -> Counter[tuple[object, ...]]:
    """Return a document's facts, a word that its text breaks without a hyphen made whole."""
    facts = facts_of(read_document(read_rendition(content, path=Path(name))))
    return Counter(
        {tuple("Genomfört" if part == "Genomför t" else part for part in fact): count
         for fact, count in facts.items() if fact[0] != "document"}
    )  # fmt: skip


@pytest.mark.parametrize("body", ["utbildning", "kultur"])
@pytest.mark.parametrize(
    ("name", "make"), [("a.docx", docx_of), ("a.html", html_of), ("a.pdf", pdf_of)]
)
def test_real_tables_say_what_the_text_says(body: str, name: str, make: Make) -> None:
    text = (EXAMPLES / f"bjorkvalla-{body}-aktiviteter-2024.txt").read_text(encoding="utf-8")
    blocks = tabled(text, FACTS / f"bjorkvalla-{body}-2024.json")
    read, told = _facts(make(blocks), name), _facts(text.encode(), "a.txt")
    for fact in [*(told - read), *(read - told)]:
        assert any(word in str(fact) for word in UNSAID[body]), fact
    assert sum((read & told).values()) >= 0.94 * sum(told.values())
