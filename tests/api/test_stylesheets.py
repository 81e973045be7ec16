"""Style sheets: what each page loads is there, is kept for ever, and is needed."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from styrkedja.api import pages
from styrkedja.api.stylesheets import SHEETS, stylesheet
from styrkedja.graph import analysis
from styrkedja.ontology import diagram

_API = Path(pages.__file__).parent.parent
_FOLDER = _API / "static" / "styles"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
_MADE = ("a-", "g-", "s-", "shade-", "u-")  # templates complete them with a word of the data


@pytest.mark.parametrize("path", ["/", "/goals", "/documents", "/sparql/form", "/about"])
def test_a_page_loads_sheets_that_are_there_and_may_be_kept(
    service: httpx.Client, path: str
) -> None:
    found = re.findall(r'href="(/styles/[^"]+)"', service.get(path).text)
    assert 2 <= len(found) <= 3
    for address in found:
        answer = service.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/css")
        assert "immutable" in answer.headers["cache-control"]


def test_parts_are_joined_in_one_order_so_that_a_browser_keeps_them_once() -> None:
    assert stylesheet("goals", "matrix") == stylesheet("matrix", "goals")
    assert stylesheet("goals", "matrix").startswith("/styles/matrix_goals.css?v=")


@pytest.mark.parametrize(
    "joined", ["base", "goals_matrix", "matrix_matrix", "..%2Fmark", "_", "matrix_"]
)
def test_no_other_names_are_answered(service: httpx.Client, joined: str) -> None:
    assert service.get(f"/styles/{joined}.css").status_code == 404


def test_every_file_is_a_part_and_every_part_is_asked_for() -> None:
    templates = "".join(file.read_text() for file in (_API / "templates").iterdir())
    for name in SHEETS:
        assert (_FOLDER / f"{name}.css").is_file()
        assert re.search(rf"[\"']{name}[\"']", templates), name


def test_every_class_that_is_styled_is_used() -> None:
    sources = [*_API.glob("templates/*"), *_API.glob("**/*.py"), *_API.glob("static/*.js")]
    sources += [*_API.glob("assets/*.js"), *Path(analysis.__file__).parent.glob("**/*.py")]
    sources.append(Path(diagram.__file__))
    used = set(re.findall(r"[\w-]+", "".join(file.read_text("utf-8") for file in sources)))
    for file in _FOLDER.glob("*.css"):
        heads = re.findall(r"([^{}]+)\{", _COMMENT.sub("", file.read_text("utf-8")))
        styled = set(_CLASS.findall(" ".join(heads)))
        unused = {name for name in styled - used if not name.startswith(_MADE)}
        assert not unused, file.name
