"""The table of responsibilities, from the graph."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import (
    ElementItem,
    document_iri,
    documents,
    load_responsibilities,
    thing_iri,
)
from styrkedja.graph.rdf.store import Store, dataset_of
from styrkedja.ontology import example_quads

BASE = "https://w3id.org/styrkedja/id/exempelvik/"
DOCUMENT = f"{BASE}document/sarskilda-uppdrag-2024"
ASSIGNMENT = f"{BASE}assignment/sarskilda-uppdrag-2024/trygg-skolvag-11aa22bb"
PREFIXES = (
    "PREFIX sk: <https://w3id.org/styrkedja/ns#> "
    "PREFIX status: <https://w3id.org/styrkedja/status/> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)


def _with(turtle: str) -> Store:
    more = ox.parse(f"{PREFIXES} <{BASE}more> {{ {turtle} }}", format=ox.RdfFormat.TRIG)
    return Store([*example_quads("followup"), *more])


def test_the_stated_graph_alone_gives_the_table() -> None:
    made = load_responsibilities(_with(""))
    assert [(body.name, body.kind, body.municipality) for body in made.bodies] == [
        ("Kommunstyrelsen", "ExecutiveBoard", "Exempelvik"),
        ("Skolnämnden", "Board", "Exempelvik"),
        ("Tekniska nämnden", "Board", "Exempelvik"),
    ]
    assert made.as_of == date(2024, 12, 31)
    assert made.elements[1] == ElementItem(
        iri=ASSIGNMENT,
        title="Trygg skolväg",
        kind="SpecialAssignment",
        document=DOCUMENT,
        document_label="Uppföljning av särskilda uppdrag 2024",
        heading="Särskilda uppdrag från budget 2024",
        bodies=(f"{BASE}board/skolnamnden", f"{BASE}board/tekniska-namnden"),
        status="https://w3id.org/styrkedja/status/ongoing",
        status_text="Pågående",
        deadline=date(2024, 6, 30),
        as_of=date(2024, 12, 31),
    )


def test_a_plain_data_set_and_what_a_reasoner_adds_make_no_difference() -> None:
    inferred = f"<{ASSIGNMENT}> a sk:Assignment , sk:SteeringElement ."
    made = load_responsibilities(_with(""))
    assert load_responsibilities(_with(inferred)) == made


@pytest.mark.filterwarnings("ignore:Dataset\\..* is deprecated:DeprecationWarning")
def test_a_plain_rdflib_data_set_gives_the_same() -> None:
    quads = example_quads("followup")
    assert load_responsibilities(dataset_of(quads)) == load_responsibilities(Store(quads))


def test_goals_can_be_asked_for_by_a_wider_class() -> None:
    made = load_responsibilities(_with(""), kind="Goal")
    assert [(item.title, item.kind, item.bodies) for item in made.elements] == [
        ("Alla barn lyckas", "OverarchingGoal", ())
    ]
    assert made.bodies == ()


def test_what_something_continues_is_not_now_but_still_in_its_document() -> None:
    store = _with(f"<{BASE}assignment/new> sk:continues <{ASSIGNMENT}> .")
    assert [item.title for item in load_responsibilities(store).elements] == ["Klimatpaket"]
    assert len(load_responsibilities(store, document=DOCUMENT).elements) == 2


def test_the_newest_assessment_counts_and_none_when_two_of_a_day_disagree() -> None:
    later = f"""<{BASE}a> sk:assesses <{ASSIGNMENT}> ; sk:status status:completed ;
        sk:statusText "Klar" ; sk:asOf "2025-12-31"^^xsd:date ."""
    other = f"""<{BASE}b> sk:assesses <{ASSIGNMENT}> ; sk:status status:ongoing ;
        sk:statusText "Pågår" ; sk:asOf "2025-12-31"^^xsd:date ."""
    one = load_responsibilities(_with(later)).elements[1]
    both = load_responsibilities(_with(later + other)).elements[1]
    assert (one.status, one.status_text) == ("https://w3id.org/styrkedja/status/completed", "Klar")
    assert (both.status, both.status_text) == (None, "Klar / Pågår")


def test_a_status_that_is_not_known_stays_unknown() -> None:
    store = _with(
        f"""<{BASE}x> a sk:SpecialAssignment ; rdfs:label "X"@sv ; sk:statedIn <{DOCUMENT}> .
        <{BASE}y> sk:assesses <{BASE}x> ; sk:statusText "Rullar på" ."""
    )
    item = load_responsibilities(store).elements[-1]
    assert (item.title, item.status, item.status_text) == ("X", None, "Rullar på")
    assert (item.bodies, item.deadline) == ((), None)


def test_documents_of_different_days_have_no_day_in_common(example_store: Store) -> None:
    assert load_responsibilities(example_store).as_of is None
    made = load_responsibilities(example_store, document="sarskilda-uppdrag-2023")
    assert made.as_of == date(2023, 12, 31)
    assert {item.as_of for item in made.elements} == {date(2023, 12, 31)}


def test_a_document_is_found_by_iri_key_municipality_and_label() -> None:
    store = _with("")
    for name in (
        DOCUMENT,
        "sarskilda-uppdrag-2024",
        "exempelvik/sarskilda-uppdrag-2024",
        "uppföljning av särskilda uppdrag 2024",
    ):
        assert document_iri(store, name) == DOCUMENT
    assert documents(store) == {
        DOCUMENT: ("Uppföljning av särskilda uppdrag 2024", date(2024, 12, 31))
    }


def test_unknown_documents_and_kinds_are_refused_with_those_there_are() -> None:
    with pytest.raises(ParameterError, match=f"no document 'x'; there are {DOCUMENT}"):
        load_responsibilities(_with(""), document="x")
    with pytest.raises(ParameterError, match="no document has been read yet"):
        load_responsibilities(Store([]), document="x")
    with pytest.raises(ParameterError, match="no kind of element 'Board'; there are Activity"):
        load_responsibilities(_with(""), kind="Board")


def test_things_are_found_by_label_or_end_of_iri() -> None:
    store = _with(f'<{BASE}board/a> rdfs:label "Skolnämnden"@sv .')
    assert thing_iri(store, "tekniska nämnden") == f"{BASE}board/tekniska-namnden"
    assert thing_iri(store, "tekniska-namnden") == f"{BASE}board/tekniska-namnden"
    assert thing_iri(store, "https://example.org/x") == "https://example.org/x"
    with pytest.raises(ParameterError, match="2 things are called 'Skolnämnden'"):
        thing_iri(store, "Skolnämnden")
    with pytest.raises(ParameterError, match="nothing is called"):
        thing_iri(store, 'x") || true || ("')
