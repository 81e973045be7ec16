"""Addresses: where things have their pages, and what never becomes a link."""

from __future__ import annotations

import pytest

from styrkedja.api.pages.links import Links
from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.settings import DEFAULT_BASE

_SV = Links(DEFAULT_BASE, "sv")
_EN = Links(DEFAULT_BASE, "en")
_DOCUMENT = f"{DEFAULT_BASE}lund/document/plan"


def test_a_thing_of_ours_has_a_page_here() -> None:
    assert _SV.thing(f"{DEFAULT_BASE}lund/board/x") == "/id/lund/board/x"


def test_the_other_language_is_kept_in_every_address() -> None:
    assert _EN.thing(f"{DEFAULT_BASE}lund/board/x") == "/id/lund/board/x?lang=en"
    assert _EN.page("/", document="lund/plan") == "/?document=lund/plan&lang=en"
    assert _EN.line(_DOCUMENT, 12) == "/documents/lund/plan/text?line=12&lang=en#line-12"


def test_a_passage_leads_to_its_first_line() -> None:
    assert _SV.thing(f"{_DOCUMENT}/text#line=11,34") == "/documents/lund/plan/text?line=12#line-12"


def test_a_link_to_a_line_says_which_text_it_was_made_for() -> None:
    links = Links(DEFAULT_BASE, "sv", {_DOCUMENT: "0a1b2c3d"})
    assert links.line(_DOCUMENT, 12) == "/documents/lund/plan/text?line=12&text=0a1b2c3d#line-12"


@pytest.mark.parametrize("fragment", ["line=5,5", "line=9,3", "char=1,2", "line=,4", ""])
def test_what_is_no_range_of_lines_is_no_passage(fragment: str) -> None:
    assert passage_lines(f"{_DOCUMENT}/text#{fragment}") is None


@pytest.mark.parametrize(
    "iri", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "urn:isbn:1", "//x.se"]
)
def test_other_schemes_are_never_links(iri: str) -> None:
    assert _SV.thing(iri) is None


@pytest.mark.parametrize("iri", ["https://example.org/a", "http://example.org", "mailto:a@b.se"])
def test_web_and_mail_are_links(iri: str) -> None:
    assert _SV.thing(iri) == iri


def test_a_path_with_signs_is_quoted() -> None:
    assert _SV.thing(f"{DEFAULT_BASE}lund/board/a b?c") == "/id/lund/board/a%20b%3Fc"


def test_terms_lead_to_the_page_of_the_vocabulary() -> None:
    assert _SV.thing("https://w3id.org/styrkedja/ns#Goal") == "/ns#Goal"
    assert _EN.thing("https://w3id.org/styrkedja/status/ongoing") == "/ns?lang=en#status-ongoing"


def test_a_key_and_its_iri_belong_together() -> None:
    iri = f"{DEFAULT_BASE}lund/board/x"
    assert _SV.iri(_SV.key(iri)) == iri
    assert _SV.iri(iri) == iri
