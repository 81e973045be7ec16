"""Hostile and broken files: refused with their name and what to do, and no other file is hurt."""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from styrkedja.errors import BrokenFileError, NotTextError, ReadingError, StoppedReadingError
from styrkedja.graph.pipeline import Reading
from styrkedja.graph.readers import Readers, ReadLimits, _Unpickler
from styrkedja.settings import DEFAULT_BASE
from tests import hostile_files as hostile
from tests.file_making import blocks_of, docx_of
from tests.hostile_files import many_empty_rows

SMALL = ReadLimits(seconds=8, memory=384)
SHEET = [["Uppdrag", "Ansvarig nämnd", "Status"], ["Bygg ett bibliotek", "Kulturnämnden", "Klar"]]


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers.open(1, SMALL) as opened:
        yield opened


@pytest.fixture(scope="module")
def example(example_files: list[Path]) -> str:
    return example_files[0].read_text(encoding="utf-8")


def _read(readers: Readers, content: bytes, name: str) -> Reading:
    return readers.read(content, Path(name), (), DEFAULT_BASE).result()


REFUSED: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("a locked PDF", "a.pdf", hostile.locked_pdf, "password"),
    ("a scanned PDF", "a.pdf", hostile.scanned_pdf, "scanned"),
    ("a cut PDF", "a.pdf", lambda: hostile.many_pages(3)[:900], "damaged"),
    ("a PDF of noise", "a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    (
        "a swollen Word file",
        "a.docx",
        lambda: hostile.swollen_zip(160),
        "word/document.xml unpacks",
    ),
    ("a locked Word file", "a.docx", hostile.locked_zip, "encrypted"),
    ("a cut Word file", "a.docx", lambda: docx_of(["Text"])[:4000], "cut short"),
    ("entities in a Word file", "a.docx", hostile.docx_with_entities, "document type"),
    ("entities in a workbook", "a.xlsx", hostile.xlsx_with_entities, "document type"),
    ("a text of 100 MiB in a cell", "a.xlsx", lambda: hostile.xlsx_with_long_text(100), "a.xlsx"),
    ("an old or locked Office file", "a.xls", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), ".xlsx"),
    ("a zip of something", "a.zip", lambda: b"PK\x03\x04" + bytes(90), "damaged or cut short"),
    ("a web page with NULs", "a.html", lambda: b"<html><p>a\0b</p></html>", "NUL"),
    ("a deep web page", "a.html", lambda: b"<html>" + b"<div>" * 5000 + b"x", "deep"),
    ("a CSV file with NULs", "a.csv", lambda: b"Uppdrag;Status\nA\0;Klar\n", "U+0000"),
    ("an open quotation", "a.csv", lambda: b'Uppdrag;Status\n"A;Klar\n', "CSV"),
    ("text by another name", "a.docx", lambda: b"Uppdrag", "not what its name says"),
]


@pytest.mark.parametrize(
    ("name", "make", "why"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
def test_a_broken_file_is_refused_by_name_with_the_reason(
    readers: Readers, name: str, make: Callable[[], bytes], why: str
) -> None:
    with pytest.raises((BrokenFileError, NotTextError, StoppedReadingError)) as caught:
        _read(readers, make(), name)
    assert str(caught.value).startswith(name)
    assert why in str(caught.value)
    assert caught.value.text("en") == str(caught.value)
    swedish = caught.value.text("sv")
    assert swedish.startswith(name) and swedish != str(caught.value)
    assert not {"the", "and", "save", "it"} & set(re.findall(r"[a-zåäö]+", swedish.lower()))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: hostile.flate_bomb(1500), "384 MiB of memory (it had come to page 1)"),
        (hostile.form_bomb, "more than 8 seconds (it had come to page 1)"),
        (lambda: hostile.many_pages(600), "more than 8 seconds (it had come to page "),
    ],
    ids=["what unpacks to 1.5 GB", "forms in forms", "600 full pages"],
)
def test_what_takes_too_much_is_stopped_and_says_where(
    readers: Readers, make: Callable[[], bytes], why: str
) -> None:
    with pytest.raises(StoppedReadingError, match=r"a\.pdf") as caught:
        _read(readers, make(), "a.pdf")
    assert why in str(caught.value)
    assert "STYRKEDJA_READ_" in str(caught.value)


def test_a_million_empty_rows_are_no_hindrance(readers: Readers) -> None:
    sheet = [["Uppföljning av uppdrag 2024 i Lunds kommun"], *SHEET]
    content = many_empty_rows(sheet, 1_000_000)
    reading = _read(readers, content, "a.xlsx")
    assert [e.title for e in reading.model.elements] == ["Bygg ett bibliotek"]
    assert [en for _, en in reading.rendition.not_understood] == [
        "Sheet: what may stand below row 10004, after 10,000 empty rows"
    ]


def test_after_a_refusal_the_next_document_is_read(readers: Readers, example: str) -> None:
    with pytest.raises(ReadingError):
        _read(readers, hostile.flate_bomb(1000), "bomb.pdf")
    reading = _read(readers, docx_of(blocks_of(example)), "a.docx")
    assert len(reading.model.elements) == 39


def test_a_worker_cannot_make_this_process_run_anything() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return print, ("run",)

    with pytest.raises(pickle.UnpicklingError, match="no part of a reading"):
        _Unpickler(io.BytesIO(pickle.dumps(Evil()))).load()
