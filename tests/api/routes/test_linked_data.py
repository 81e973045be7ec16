from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import load_store
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import RDFS, SK
from styrkedja.settings import DEFAULT_BASE


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
        assert answer.headers["vary"] == "Accept"
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
