"""Every wording of the templates is there in Swedish, and nothing else is in the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

_API = Path(__file__).resolve().parent.parent.parent / "api"
_CATALOGUE = _API / "locales" / "sv" / "LC_MESSAGES" / "messages.po"
_OPTIONS = {
    "newstyle_gettext": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
_LOADS = re.compile(r"""(?:src|href|url|@import)\s*[=(]?\s*["']?https?:""")
_PLACES = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def wanted() -> dict[str | tuple[str, ...], str]:
    """The messages of the templates, and where each stands."""
    found = extract_from_dir(
        _API / "templates", [("**.html", "jinja2.ext.babel_extract")], {"**.html": _OPTIONS}
    )
    return {message: f"{file}:{line}" for file, line, message, _, _ in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with _CATALOGUE.open("rb") as file:
        return read_po(file, locale="sv", abort_invalid=True)


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(text) for text in value]  # type: ignore[attr-defined]


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_every_wording_has_its_swedish(
    wanted: dict[str | tuple[str, ...], str], catalogue: Catalog
) -> None:
    said = {message.id: message for message in _messages(catalogue)}
    missing = [f"{where}: {message}" for message, where in wanted.items() if message not in said]
    assert not missing
    empty = [message.id for message in said.values() if not all(_texts(message.string))]
    assert not empty


def test_the_catalogue_holds_nothing_that_no_page_says(
    wanted: dict[str | tuple[str, ...], str], catalogue: Catalog
) -> None:
    assert {message.id for message in _messages(catalogue)} - set(wanted) == set()


def test_a_translation_fills_in_the_same_places(catalogue: Catalog) -> None:
    for message in _messages(catalogue):
        # Of a plural, the singular may leave out the number.
        places = set(_PLACES.findall(_texts(message.id)[-1]))
        assert not message.fuzzy, message.id
        assert set(_PLACES.findall(_texts(message.string)[-1])) == places, message.id


def test_no_template_has_style_or_script_in_it() -> None:
    for file in (_API / "templates").glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), file.name
        for script in re.findall(r"<script.*?</script>", text, re.DOTALL):
            assert re.fullmatch(r"<script type=\"module\" src=\"[^\"]+\"></script>", script), script


def test_templates_and_styles_name_no_other_host() -> None:
    for folder in ("templates", "static"):
        for file in filter(Path.is_file, (_API / folder).rglob("*")):
            text = file.read_text(encoding="utf-8")
            loads = re.findall(
                r"""(?:src|href|url|@import)\s*[=(]?\s*["']?(https?:[^"')\s]+)""", text
            )
            assert loads == [], file.name


def test_no_style_asks_for_the_language() -> None:
    """So colours need not be looked at in each language (tests/web/test_every_page.py)."""
    sheets = list((_API / "static").rglob("*.css"))
    assert sheets
    for file in sheets:
        assert not re.search(r":lang\(|\[lang", file.read_text(encoding="utf-8")), file.name
