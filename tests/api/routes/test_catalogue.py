from __future__ import annotations

from collections.abc import Callable

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.graph.archive import Archive
from styrkedja.ontology.namespaces import DCAT
from styrkedja.settings import Settings

_PUBLISHED = {
    "publisher_name": "Björkvalla kommun",
    "contact_name": "Öppna data",
    "contact_email": "oppnadata@bjorkvalla.example",
    "licence": "http://creativecommons.org/publicdomain/zero/1.0/",
}
_Serve = Callable[[Settings], httpx.Client]


def _settings(archive: Archive, given: dict[str, str]) -> Settings:
    return Settings.model_validate({"store": archive.path, **given})


@pytest.fixture
def published(example_archive: Archive, serve: _Serve) -> httpx.Client:
    return serve(_settings(example_archive, _PUBLISHED))


def _triples(answer: httpx.Response) -> set[ox.Triple]:
    form = ox.RdfFormat.from_media_type(answer.headers["content-type"])
    assert form is not None
    return {quad.triple for quad in ox.parse(answer.content, format=form)}


def test_the_catalogue_comes_in_four_forms(published: httpx.Client) -> None:
    first = _triples(published.get("/catalog.rdf"))
    assert any(t.object.value == DCAT + "Catalog" for t in first if hasattr(t.object, "value"))
    for name, form in RDF_FORMATS.items():
        answer = published.get(f"/catalog.{name}")
        assert answer.headers["content-type"] == form.media_type
        assert _triples(answer) == first
        chosen = published.get("/catalog", headers={"Accept": form.types[0]})
        assert chosen.headers["content-location"] == f"/catalog.{name}"
        assert chosen.content == answer.content
    assert published.get("/catalog.doc").status_code == 404


def test_what_the_catalogue_names_is_there(published: httpx.Client) -> None:
    wanted = {DCAT + name for name in ("accessURL", "endpointDescription", "landingPage")}
    named = {
        triple.object.value
        for triple in _triples(published.get("/catalog.ttl"))
        if triple.predicate.value in wanted and isinstance(triple.object, ox.NamedNode)
    }
    assert len(named) > 6
    own = str(published.base_url).rstrip("/")
    for address in named:
        assert address.startswith(own), address
        path = address.removeprefix(own)
        status = published.get(path, headers={"Accept": "text/turtle, */*;q=0.5"}).status_code
        # An endpoint may ask for a query.
        assert status == 200 or (path == "/sparql" and status == 400), address


def test_the_address_of_the_settings_goes_before_the_host(
    example_archive: Archive, serve: _Serve
) -> None:
    address = "https://data.example.se/"
    client = serve(_settings(example_archive, {**_PUBLISHED, "public_url": address}))
    text = client.get("/catalog.nt").text
    assert "https://data.example.se/catalog#dataset" in text
    assert "127.0.0.1" not in text


def test_a_host_that_is_none_is_refused(published: httpx.Client) -> None:
    for host in ('a"><b', "example.org/path", "user@example.org", ""):
        answer = published.get("/catalog.rdf", headers={"Host": host})
        assert answer.status_code == 400, host


def test_a_catalogue_that_nobody_answers_for_names_what_is_missing(
    example_archive: Archive, serve: _Serve
) -> None:
    some = {"publisher_name": _PUBLISHED["publisher_name"], "licence": _PUBLISHED["licence"]}
    client = serve(_settings(example_archive, some))
    answer = client.get("/catalog.rdf")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    detail = answer.json()["detail"]
    assert "STYRKEDJA_CONTACT_NAME, STYRKEDJA_CONTACT_EMAIL" in detail
    assert "STYRKEDJA_PUBLISHER_NAME" not in detail


def test_pages_lead_to_the_catalogue_where_there_is_one(
    published: httpx.Client, service: httpx.Client
) -> None:
    link = '<link rel="describedby" type="application/rdf+xml" href="/catalog.rdf">'
    html = {"Accept": "text/html"}
    assert link in published.get("/about", headers=html).text
    assert f'<link rel="license" href="{_PUBLISHED["licence"]}">' in (
        published.get("/about", headers=html).text
    )
    assert link not in service.get("/about", headers=html).text
