"""The bytes of a file: whole, of one moment, and no more than a document has."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from styrkedja.errors import ReadingError
from styrkedja.graph.pipeline import file_content, input_files

MIB = 1024 * 1024


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "växer.pdf"
    with path.open("wb") as file:
        file.truncate(120 * MIB)
    done = Event()

    def write() -> None:
        with path.open("ab", buffering=0) as file:
            while not done.is_set():
                file.write(b"x")

    writer = Thread(target=write)
    writer.start()
    try:
        with pytest.raises(ReadingError, match=r"växer\.pdf: was changed while it was read"):
            file_content(path)
    finally:
        done.set()
        writer.join()


def test_a_file_larger_than_any_document_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.pdf"
    with path.open("wb") as file:
        file.truncate(3000 * MIB)
    with pytest.raises(ReadingError, match="3,000 MiB, larger than any document") as caught:
        file_content(path)
    assert "större än något dokument" in caught.value.text("sv")


def test_what_has_no_end_is_refused() -> None:
    with pytest.raises(ReadingError, match="larger than any document"):
        file_content(Path("/dev/zero"))


def test_hidden_files_and_pictures_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    for name in ("a.PDF", ".b.pdf", "c.png", "d.doc", "e.xlsm"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in input_files([tmp_path])] == ["a.PDF", "d.doc", "e.xlsm"]
