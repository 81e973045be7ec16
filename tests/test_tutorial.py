"""docs/tutorial-new-municipality.md does what it says, from a PDF to the front page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from styrkedja.graph.formats import read_rendition
from styrkedja.settings import Settings
from tests.api.conftest import served
from tests.docs_running import commands_of, run_commands

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tutorial-new-municipality.md"
DOCUMENT = ROOT / "docs" / "tutorial" / "granvik-2025.pdf"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the tutorial's commands were run, each of which showed what is printed."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copy(DOCUMENT, folder)
    blocks = commands_of(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) == 6
    for commands, shown in blocks:
        said = run_commands(commands, folder)
        for line in shown:
            assert line in said, commands
    return folder


def test_the_commands_show_what_the_tutorial_prints_and_write_its_files(followed: Path) -> None:
    written = {path.name for path in followed.iterdir()}
    assert written == {"granvik-2025.pdf", "granvik.toml", "granvik", "granvik.xlsx"}


def test_the_front_page_shows_the_new_municipality(followed: Path) -> None:
    with served(Settings(store=followed / "granvik")) as client:
        page = client.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "Granvik" in page.text
    assert "Barn- och utbildningsnämnden" in page.text


def test_the_pdf_says_what_its_text_says() -> None:
    told = read_rendition(DOCUMENT.read_bytes(), path=DOCUMENT).lines
    text = DOCUMENT.with_suffix(".txt").read_text(encoding="utf-8")
    wanted = [line for line in text.split("\n") if line]
    printed = (line.strip() for line in told)
    assert [line for line in printed if line and not line.isdigit()] == wanted
