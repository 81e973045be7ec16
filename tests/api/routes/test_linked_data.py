from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.incoming import PAGE, SHOWN
from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.graph.archive import Archive, DocumentFiles
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import RDFS, SK, VOID
from styrkedja.settings import DEFAULT_BASE, Settings


@pytest.fixture(scope="module")
def store(example_archive: Archive) -> Store:
    return load_store(example_archive)


@pytest.fixture(scope="module")
def assignment(store: Store) -> str:
    row = store.select(
        f"SELECT ?a {{ ?x <{SK}assesses> ?a . ?a <{SK}responsible> ?b }} ORDER BY ?a LIMIT 1"
    ).rows[0][0]
    assert row is not None
    return row.value


def triples(answer: httpx.Response) -> set[ox.Triple]:
    form = ox.RdfFormat.from_media_type(answer.headers["content-type"])
    assert form is not None
    return {quad.triple for quad in ox.parse(answer.content, format=form)}


def address(iri: str) -> str:
    return "/id/" + iri.removeprefix(DEFAULT_BASE)


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_an_element_comes_in_four_forms_by_suffix_parameter_and_accept(
    service: httpx.Client, assignment: str, name: str
) -> None:
    path, form = address(assignment), RDF_FORMATS[name]
    answers = [
        service.get(f"{path}.{name}"),
        service.get(path, params={"format": name}),
        service.get(path, headers={"Accept": form.types[0]}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == form.media_type
        assert answer.headers["vary"] == "Accept, Accept-Encoding"
        assert answer.headers["content-location"] == f"{path}.{name}"
        assert f'<{path}>; rel="alternate"; type="text/html"' in answer.headers["link"]
        assert answer.content == answers[0].content
    assert triples(answers[0]) == triples(service.get(f"{path}.nt"))


def test_an_element_is_told_with_its_assessment_and_the_labels_of_what_it_names(
    service: httpx.Client, assignment: str, store: Store
) -> None:
    found = triples(service.get(address(assignment)))
    thing, own = ox.NamedNode(assignment), store.oxigraph.quads_for_pattern
    assert {quad.triple for quad in own(thing, None, None, ox.DefaultGraph())} <= found
    assessed = {t.subject for t in found if t.predicate.value == SK + "assesses"}
    assert assessed
    for subject in assessed:
        assert any(t.subject == subject and t.predicate.value == SK + "status" for t in found)
    bodies = {
        t.object for t in found if t.subject == thing and t.predicate.value == SK + "responsible"
    }
    labelled = {t.subject for t in found if t.predicate.value == RDFS + "label"}
    assert bodies
    assert bodies <= labelled


def test_a_document_gives_its_whole_graph_and_nothing_else(
    service: httpx.Client, example_archive: Archive
) -> None:
    for record in example_archive.documents():
        # Through a store, because Oxigraph writes 19.0 as 19.
        stated = Store(ox.parse(example_archive.quads(record.iri), format=ox.RdfFormat.N_QUADS))
        found = triples(service.get(address(record.iri) + ".ttl"))
        assert found == {quad.triple for quad in stated.quads()}


def test_a_browser_gets_a_page(service: httpx.Client, assignment: str) -> None:
    path = address(assignment)
    answer = service.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-location"] == path
    assert f'<{path}.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]


def test_what_nobody_offers_is_not_acceptable(service: httpx.Client) -> None:
    answer = service.get("/id/bjorkvalla", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


def test_the_text_of_a_document_is_the_rendition(
    service: httpx.Client, example_archive: Archive
) -> None:
    for record in example_archive.documents():
        answer = service.get(address(record.iri) + "/text")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text == example_archive.text(record.iri)


def test_the_original_of_a_document_is_only_saved_never_shown(
    service: httpx.Client, example_archive: Archive
) -> None:
    record = example_archive.documents()[0]
    answer = service.get(address(record.iri) + "/original")
    assert answer.content == example_archive.original(record.iri)
    assert answer.headers["content-disposition"].startswith("attachment")


def test_every_iri_that_the_graph_describes_is_served(service: httpx.Client, store: Store) -> None:
    subjects = {
        quad.subject.value for quad in store.quads() if isinstance(quad.subject, ox.NamedNode)
    }
    ours = sorted(iri for iri in subjects if iri.startswith(DEFAULT_BASE))
    assert len(ours) > 200
    for iri in ours[::25]:
        assert service.get(address(iri)).status_code == 200, iri


@pytest.mark.parametrize("suffix", ["html", *RDF_FORMATS])
def test_a_suffix_goes_before_what_the_client_accepts(service: httpx.Client, suffix: str) -> None:
    answer = service.get(f"/id/bjorkvalla.{suffix}", headers={"Accept": "image/png"})
    assert answer.status_code == 200
    media = "text/html" if suffix == "html" else RDF_FORMATS[suffix].types[0]
    assert answer.headers["content-type"].startswith(media)


def test_links_say_what_describes_a_thing_what_it_is_and_on_what_terms(
    example_archive: Archive, assignment: str, serve: Callable[[Settings], httpx.Client]
) -> None:
    licence = "http://creativecommons.org/publicdomain/zero/1.0/"
    client = serve(Settings(store=example_archive.path, licence=licence))
    path = address(assignment)
    page = client.get(path, headers={"Accept": "text/html"}).headers["link"]
    data = client.get(f"{path}.ttl").headers["link"]
    assert f'<{path}.ttl>; rel="describedby"; type="text/turtle"' in page
    assert '</ns>; rel="describedby"' in data
    for link in (page, data):
        assert f'<{SK}SpecialAssignment>; rel="type"' in link
        assert f'<{licence}>; rel="license"' in link
    record = example_archive.documents()[0]
    for part in ("text", "original"):
        link = client.get(f"{address(record.iri)}/{part}").headers["link"]
        assert f'<{address(record.iri)}>; rel="describedby"' in link
        assert f'<{licence}>; rel="license"' in link


def test_what_leads_to_a_body_is_counted_and_can_be_followed_to_the_last(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    row = layouts_store.select(
        f"SELECT ?b (COUNT(?x) AS ?n) {{ ?x <{SK}responsible> ?b }} GROUP BY ?b ORDER BY DESC(?n)"
    ).rows[0]
    assert row[0] is not None and row[1] is not None
    body, count = row[0].value, int(row[1].value)
    assert count > SHOWN
    found = triples(layouts.get(address(body) + ".ttl"))
    linkset = ox.NamedNode(f"{body}?incoming=sk:responsible")
    counted = {t.object.value for t in found
               if t.subject == linkset and t.predicate.value == VOID + "triples"
               and isinstance(t.object, ox.Literal)}  # fmt: skip
    assert counted == {str(count)}
    target = ox.NamedNode(body)
    shown = [t for t in found if t.predicate.value == SK + "responsible" and t.object == target]
    assert len(shown) == SHOWN
    here = f"{address(body)}?incoming=sk:responsible"
    listed: set[ox.Triple] = set()
    page = layouts.get(here, headers={"Accept": "application/n-triples"})
    while True:
        listed |= {t for t in triples(page) if t.object == target}
        if "next" not in page.links:
            break
        url = page.links["next"]["url"]
        page = layouts.get(url, headers={"Accept": "application/n-triples"})
    leading = {t for t in listed if t.predicate.value == SK + "responsible"}
    assert len(leading) == count
    html = layouts.get(here, headers={"Accept": "text/html"})
    assert html.status_code == 200
    assert html.text.count('<li class="item">') == min(count, PAGE)
    front = layouts.get(address(body), headers={"Accept": "text/html"}).text
    assert f'href="{here}"' in front


def test_a_list_that_is_none_is_not_there(service: httpx.Client) -> None:
    assert service.get("/id/bjorkvalla?incoming=sk:municipality&page=99").status_code == 404
    assert service.get("/id/bjorkvalla?incoming=no%20iri").status_code == 400
    assert service.get("/id/nowhere?incoming=sk:municipality").status_code == 404


def test_graphs_have_an_address_for_people_too(service: httpx.Client) -> None:
    for name in ("register", "inferred"):
        path = f"/id/bjorkvalla/{name}"
        assert triples(service.get(f"{path}.ttl"))
        page = service.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert page.status_code == 200
        assert page.url.path == "/id/bjorkvalla"


def test_every_page_names_its_twins_and_the_query_for_it(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    classes = ("SteeringElement", "Body", "SteeringDocument", "Municipality", "Indicator", "Doubt")
    for name in classes:
        row = layouts_store.select(f"SELECT ?x {{ ?x a <{SK}{name}> }} ORDER BY ?x LIMIT 1").rows[0]
        assert row[0] is not None
        path = address(row[0].value)
        text = layouts.get(path, headers={"Accept": "text/html"}).text
        for form in RDF_FORMATS.values():
            link = f'<link rel="alternate" type="{form.types[0]}" href="{path}?format={form.name}">'
            assert link in text, name
        query = urlencode({"query": f"DESCRIBE <{row[0].value}>"}, safe="/")
        assert f'href="/sparql/form?{query}"' in text, name


def test_every_other_page_leads_to_data_and_to_sparql(layouts: httpx.Client) -> None:
    for path in ("/", "/documents", "/questions", "/questions/bodies", "/about", "/ns", "/docs"):
        text = layouts.get(path, headers={"Accept": "text/html"}).text
        links = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', text)
        assert links, path
        assert 'href="/sparql/form' in text
        for media, target in links:
            answer = layouts.get(unescape(target), headers={"Accept": "*/*"})
            assert answer.status_code == 200, target
            assert answer.headers["content-type"].startswith(media), target


def test_pages_lead_to_the_host_they_are_served_from_and_data_keep_the_base(
    tmp_path: Path, example_files: list[Path], serve: Callable[[Settings], httpx.Client]
) -> None:
    base = "https://data.example.se/styrning/"
    archive = Archive.open_or_create(tmp_path, base)
    with archive.writing() as writer:
        ingest_file(example_files[0], archive, writer)
    client = serve(Settings(store=tmp_path, base=base))
    page = client.get("/id/bjorkvalla", headers={"Accept": "text/html"}).text
    assert 'href="/id/bjorkvalla/' in page
    assert 'href="https://data.example.se' not in page
    found = triples(client.get("/id/bjorkvalla.ttl"))
    assert ox.NamedNode(f"{base}bjorkvalla") in {t.subject for t in found}
    assert str(client.base_url).encode() not in client.get("/id/bjorkvalla.ttl").content


def test_old_iris_lead_to_what_things_are_called_now(
    tmp_path: Path, example_files: list[Path], serve: Callable[[Settings], httpx.Client]
) -> None:
    archive = Archive.open_or_create(tmp_path, DEFAULT_BASE)
    with archive.writing() as writer:
        document = ingest_file(example_files[0], archive, writer).iri
    quads = archive.quads(document)
    one, two = sorted(
        quad.subject.value
        for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)
        if quad.predicate.value == SK + "statedIn"
        and isinstance(quad.subject, ox.NamedNode)
        and "/assignment/" in quad.subject.value
    )[:2]
    kept = [line for line in quads.splitlines(keepends=True) if f"<{two}>".encode() not in line]
    renamed = b"".join(kept).replace(f"<{one}>".encode(), f"<{one}-new>".encode())
    record = archive.document(document)
    files = DocumentFiles(
        archive.original(document), archive.text(document), renamed, archive.report(document)
    )
    register = archive.register("bjorkvalla")
    assert register is not None
    with archive.writing() as writer:
        assert writer.put(record, files, register, archive.state().used[document])
    client = serve(Settings(store=tmp_path))
    moved = client.get(address(one) + ".ttl?x=1")
    assert moved.status_code == 308
    assert moved.headers["location"] == address(one) + "-new.ttl?x=1"
    assert client.get(address(one), follow_redirects=True).status_code == 200
    assert client.get(address(two)).status_code == 410
    assert client.get(address(two) + "-other").status_code == 404


def test_what_was_purged_is_gone_for_good(
    tmp_path: Path, example_files: list[Path], serve: Callable[[Settings], httpx.Client]
) -> None:
    archive = Archive.open_or_create(tmp_path, DEFAULT_BASE)
    with archive.writing() as writer:
        results = [ingest_file(file, archive, writer) for file in example_files]
    element = next(
        quad.subject.value
        for quad in ox.parse(archive.quads(results[0].iri), format=ox.RdfFormat.N_QUADS)
        if quad.predicate.value == SK + "statedIn" and isinstance(quad.subject, ox.NamedNode)
    )
    client = serve(Settings(store=tmp_path))
    assert client.get(address(element)).status_code == 200
    with archive.writing() as writer:
        writer.purge(results[0].iri)
    for iri in (results[0].iri, f"{results[0].iri}/text", element):
        answer = client.get(address(iri))
        assert answer.status_code == 410, iri
    assert client.get(address(results[1].iri)).status_code == 200
    journal = b"".join(file.read_bytes() for file in (tmp_path / "journal").iterdir())
    assert results[0].iri.encode() not in journal
