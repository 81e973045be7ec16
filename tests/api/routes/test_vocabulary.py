from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.ontology import ontology_quads


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_the_ontology_comes_in_four_forms(service: httpx.Client, name: str) -> None:
    form = RDF_FORMATS[name]
    answer = service.get(f"/ns.{name}")
    assert answer.headers["content-type"] == form.media_type
    assert service.get("/ns", headers={"Accept": form.types[0]}).content == answer.content
    assert service.get("/ns", params={"format": name}).content == answer.content
    subjects = {quad.subject for quad in ox.parse(answer.content, format=form.rdf)}
    named = {q.subject for q in ontology_quads() if isinstance(q.subject, ox.NamedNode)}
    assert named <= subjects


def test_a_browser_gets_the_ontology_as_a_page(service: httpx.Client) -> None:
    answer = service.get("/ns", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "sk:SpecialAssignment" in answer.text


def test_the_page_shows_the_classes_as_a_picture_and_as_a_table(service: httpx.Client) -> None:
    for lang, row in (("sv", "ansvarigt organ"), ("en", "responsible body")):
        page = service.get("/ns", params={"lang": lang}, headers={"Accept": "text/html"}).text
        assert 'class="class-diagram"' in page and f'lang="{lang}"' in page
        assert page.count(row) >= 3


def test_the_context_gives_the_terms_short_names(service: httpx.Client) -> None:
    answer = service.get("/ns/context.jsonld")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.json()["@context"]["Assignment"] == "sk:Assignment"
