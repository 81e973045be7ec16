"""Names of uploaded files: whatever is sent, what is kept is a plain name in its own folder."""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.api.uploads import FileState, Jobs, TooManyUploadsError, choices_of
from styrkedja.api.uploads.receiving import safe_name
from styrkedja.graph.orders import Order


@given(st.text() | st.text("./\\\x00 :a\u202e\udcff", max_size=300))
def test_a_name_is_one_part_of_a_path_and_can_be_written(name: str) -> None:
    safe = safe_name(name)
    assert PurePosixPath(safe).name == safe
    assert PureWindowsPath(safe).name == safe
    assert safe not in ("", ".", "..")
    assert safe.isprintable()
    assert len(safe.encode()) <= 255 or len(safe) <= 120
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".htaccess", "htaccess"),
        ("a" * 400 + ".pdf", "a" * 110 + ".pdf"),
        ("Måluppföljning (april).xlsx", "Måluppföljning (april).xlsx"),
    ],
)
def test_names_keep_what_says_something(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@given(st.dictionaries(st.sampled_from(["municipality", "body", "visibility", "again"]), st.text()))
def test_choices_are_made_of_any_fields(fields: dict[str, str]) -> None:
    choices = choices_of(fields)
    for said in (choices.municipality, choices.body):
        assert said is None or (said.isprintable() and 0 < len(said) <= 200)
    if fields.get("visibility") not in ("public", "internal"):
        assert choices.internal is None


def test_no_more_uploads_wait_than_there_is_room_for(tmp_path: Path) -> None:
    async def shown() -> None:
        pytest.fail("nothing is taken in here")

    async def fill() -> None:
        jobs = Jobs(shown)
        order = Order(str(tmp_path), (), "Anna", None, None, None, False, None, False, 1, 256, 1)
        spools = [TemporaryDirectory(dir=tmp_path) for _ in range(5)]
        added = [jobs.add(order, (FileState("a", 1),), spool) for spool in spools[:4]]
        assert jobs.full
        assert len({job.id for job in added}) == 4
        with pytest.raises(TooManyUploadsError):
            jobs.add(order, (FileState("a", 1),), spools[4])
        for spool in spools:
            spool.cleanup()

    asyncio.run(fill())
