"""Files → text renditions: what is decoded, what is refused and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.errors import NotTextError
from styrkedja.graph.formats import read_text

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])


@given(st.lists(st.text(LETTERS), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_end_at_the_three_line_ends_and_nowhere_else(lines: list[str], end: str) -> None:
    content = ("x" + end + end.join(lines) + end).encode()
    assert read_text(content).lines == ["x", *lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "latin-1"])
def test_common_encodings_are_read(encoding: str) -> None:
    rendition = read_text("Överförmyndarnämnden på Åsgatan".encode(encoding))
    assert rendition.text == "Överförmyndarnämnden på Åsgatan"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n\n\t\n", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "Office"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"text\nmore\x00text", "U+0000"),
        (b"\xff\xfe\x00", "utf-16"),
        (b"\x81\x8d\x8f\x90\x9d" * 3, "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(NotTextError, match=r"report\.txt") as caught:
        read_text(content, path=Path("report.txt"))
    assert why in str(caught.value)


def test_a_control_character_is_named_with_its_line() -> None:
    with pytest.raises(NotTextError) as caught:
        read_text(b"one\ntwo\nthr\x01ee", path=Path("a.txt"))
    assert caught.value.line == 3
    assert str(caught.value).startswith("a.txt:3: ")
