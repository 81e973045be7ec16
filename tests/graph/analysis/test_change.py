"""What changed between two documents: new, gone, continued; moved, late, with another status."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import ChangeAnalysis, analyse_change, linked_documents
from styrkedja.graph.rdf.store import Store, dataset_of
from styrkedja.queries import load_query

FIRST, SECOND = "sarskilda-uppdrag-2023", "sarskilda-uppdrag-2024"
STATUS = "https://w3id.org/styrkedja/status/"
MADE = """
PREFIX sk: <https://w3id.org/styrkedja/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX s: <https://w3id.org/styrkedja/status/>
PREFIX c: <https://w3id.org/styrkedja/confidence/>
PREFIX d: <http://x/document/>
PREFIX : <http://x/>
:lund a sk:Municipality ; rdfs:label "Lund"@sv .
d:one a sk:PlanDocument ; rdfs:label "Ett"@sv ; sk:municipality :lund ;
  sk:asOf "2021-12-31"^^xsd:date .
d:two a sk:PlanDocument ; rdfs:label "Två"@sv ; sk:municipality :lund ;
  sk:asOf "2022-12-31"^^xsd:date .
d:three a sk:FollowUpReport ; rdfs:label "Tre"@sv ; sk:municipality :lund ;
  sk:asOf "2023-12-31"^^xsd:date .
d:other a sk:PlanDocument ; rdfs:label "Annan"@sv ; sk:municipality :malmo .
:tek a sk:Board ; rdfs:label "Tekniska nämnden"@sv ; sk:municipality :lund .
:serv a sk:Board ; rdfs:label "Servicenämnden"@sv ; sk:municipality :lund .
:ts a sk:Board ; rdfs:label "Teknik- och servicenämnden"@sv ; sk:municipality :lund .
:ks a sk:ExecutiveBoard ; rdfs:label "Kommunstyrelsen"@sv ; sk:municipality :lund .
:event a org:ChangeEvent ; org:originalOrganization :tek, :serv ; org:resultingOrganization :ts .
:a1 a sk:Assignment ; rdfs:label "Ljus"@sv ; sk:statedIn d:one ; sk:responsible :tek ;
  sk:deadline "2022-06-30"^^xsd:date .
:a2 a sk:Assignment ; rdfs:label "Ljus"@sv ; sk:statedIn d:two ; sk:continues :a1 ;
  sk:responsible :tek .
:a3 a sk:Assignment ; rdfs:label "Bättre ljus"@sv ; sk:statedIn d:three ; sk:continues :a2 ;
  sk:responsible :ts ; sk:deadline "2022-06-20"^^xsd:date .
:b1 a sk:Assignment ; rdfs:label "Park"@sv ; sk:statedIn d:one ; sk:responsible :serv .
:b2 a sk:Assignment ; rdfs:label "Torg"@sv ; sk:statedIn d:one ; sk:responsible :serv .
:b3 a sk:Assignment ; rdfs:label "Park och torg"@sv ; sk:statedIn d:three ; sk:continues :b1, :b2 ;
  sk:responsible :ks .
:g1 a sk:OverarchingGoal ; rdfs:label "Borta"@sv ; sk:statedIn d:one .
:n3 a sk:Activity ; rdfs:label "Ny"@sv ; sk:statedIn d:three .
:x3 a sk:Assessment ; sk:assesses :b3 ; sk:status s:ongoing .
:x1 a sk:Assessment ; sk:assesses :b1 ; sk:status s:not-started .
:link a sk:Continuation ; sk:laterElement :b3 ; sk:earlierElement :b1 ; sk:confidence c:medium .
"""


@pytest.fixture(scope="module")
def made() -> Store:
    graph = ox.NamedNode("http://x/graph")
    triples = ox.parse(MADE, format=ox.RdfFormat.TURTLE)
    return Store(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)


@pytest.fixture(scope="module")
def whole(made: Store) -> ChangeAnalysis:
    return analyse_change(made, earlier="one", later="three")


def test_what_goes_on_is_found_over_documents_between_and_counted_once(
    whole: ChangeAnalysis,
) -> None:
    found = [
        (i.change, i.before and i.before.title, i.after and i.after.title) for i in whole.items
    ]
    assert found == [
        ("continued", "Ljus", "Bättre ljus"),
        ("continued", "Park", "Park och torg"),
        ("continued", "Torg", "Park och torg"),
        ("gone", "Borta", None),
        ("new", None, "Ny"),
    ]
    assert [whole.count(change) for change in ("continued", "gone", "new")] == [2, 1, 1]
    assert whole.sheet("counts").rows == (
        ("OverarchingGoal", "continued", 0), ("OverarchingGoal", "gone", 1),
        ("OverarchingGoal", "new", 0),
        ("Assignment", "continued", 2), ("Assignment", "gone", 0), ("Assignment", "new", 0),
        ("Activity", "continued", 0), ("Activity", "gone", 0), ("Activity", "new", 1),
    )  # fmt: skip


def test_a_body_that_took_over_is_not_a_move(whole: ChangeAnalysis) -> None:
    light, park, square = whole.of("continued")
    assert (light.gained, light.lost, light.moved, light.retitled) == ((), (), False, True)
    assert (park.gained, park.lost, park.moved) == (("http://x/ks",), ("http://x/serv",), True)
    assert (light.days_moved, park.days_moved) == (-10, None)
    assert (park.confidence, square.confidence) == ("medium", None)


def test_what_is_not_known_in_both_is_not_compared(whole: ChangeAnalysis) -> None:
    light, park, square = whole.of("continued")
    assert [item.status_changed for item in (light, park, square)] == [None, True, None]
    assert whole.status_flow() == {
        (None, None): 1,
        (f"{STATUS}not-started", f"{STATUS}ongoing"): 1,
        (None, f"{STATUS}ongoing"): 1,
    }
    assert whole.sheet("status_flow").rows == (
        ("not-started", "ongoing", 1), (None, "ongoing", 1), (None, None, 1),
    )  # fmt: skip
    assert [item.status_changed for item in whole.of("gone")] == [None]


def test_sentences_say_what_goes_on_and_how(whole: ChangeAnalysis) -> None:
    assert whole.sentences("sv") == (
        "Av det som står i ”Tre” fortsätter 2 styrelement från ”Ett” och 1 är nytt; 1 i det "
        "tidigare dokumentet återfinns inte (varför framgår inte). Av det som fortsätter har 1 ny "
        "status (oftast från ej påbörjad till pågående, 1), 2 andra ansvariga och 1 nytt "
        "slutdatum; för 2 går status inte att jämföra."
    )
    assert whole.sentences("en") == (
        "Of what stands in “Tre”, 2 elements go on from “Ett” and 1 is new; 1 in the earlier "
        "document is not found again (why is not stated). Of what goes on, 1 has a new status "
        "(most often not started to ongoing, 1), 2 have other bodies responsible and 1 has a new "
        "deadline; for 2 the status cannot be compared."
    )


def test_pictures_show_counts_and_statuses(whole: ChangeAnalysis) -> None:
    pictures = whole.pictures("sv")
    assert set(pictures) == {"changes", "status_flow"}
    assert "2 fortsätter" in pictures["changes"]
    assert "status okänd" in pictures["status_flow"]
    assert whole.export("png", part="status_flow").startswith(b"\x89PNG")


def test_where_nothing_goes_on_that_is_said_and_not_more(made: Store) -> None:
    analysis = analyse_change(made, earlier="one", later="two", kind="Goal")
    assert analysis.sentences("sv") == (
        "Inget i ”Två” (0) är känt som en fortsättning på något i ”Ett”; 1 i det tidigare "
        "dokumentet återfinns inte (varför framgår inte)."
    )
    nothing = analyse_change(made, earlier="one", later="two", kind="StrategicInitiative")
    assert nothing.sentences("sv") == "Det finns inget att jämföra i ”Ett” och ”Två”."
    assert nothing.pictures() == {}
    same = analyse_change(made, earlier="one", later="two")
    assert same.sentences("sv").endswith(
        "Hur det har gått går inte att jämföra, för status är okänd i något av dokumenten."
    )


@pytest.mark.parametrize(
    ("earlier", "later", "says"),
    [
        ("three", "one", "byt plats"),
        ("one", "one", "med sig självt"),
        ("one", "other", "samma kommun"),
        ("other", None, "ange båda"),
        ("none", "one", "Dokumentet ”none” finns inte"),
    ],
)
def test_documents_that_cannot_be_compared_are_refused(
    earlier: str, later: str | None, says: str, made: Store
) -> None:
    # The third continues the first over the second only; so the wrong order is seen there.
    pair = ("three", "two") if says == "byt plats" else (earlier, later)
    with pytest.raises(ParameterError) as refused:
        analyse_change(made, earlier=pair[0], later=pair[1])
    assert refused.value.sv is not None and says in refused.value.sv


def test_without_names_the_newest_that_continues_another_is_taken(
    made: Store, example_store: Store
) -> None:
    analysis = analyse_change(made)
    assert analysis.labels == ("Ett", "Tre")
    assert analyse_change(made, later="two").labels == ("Ett", "Två")
    assert [links for _, _, links in linked_documents(made)] == [2, 1, 1]
    assert analyse_change(example_store).later.endswith(SECOND)


def test_new_gone_and_continued_agree_with_the_library(example_store: Store) -> None:
    analysis = analyse_change(example_store, earlier=FIRST, later=SECOND, kind="Assignment")
    rows = example_store.select(
        load_query("new_gone_continued").text(earlier=analysis.earlier, later=analysis.later)
    )
    asked = {
        (row["change"], row["before"], row["after"], row["status_before"], row["status_after"])
        for row in rows.dicts()
    }
    assert asked == {
        (
            item.change,
            item.before.iri if item.before else None,
            item.after.iri if item.after else None,
            item.before.status if item.before else None,
            item.after.status if item.after else None,
        )
        for item in analysis.items
    }
    # 34 assignments in each, 14 of them in both.
    assert Counter(item.change for item in analysis.items) == {
        "continued": 14, "gone": 20, "new": 20,
    }  # fmt: skip


def test_a_plain_dataset_with_the_links_gives_the_same(example_store: Store) -> None:
    ours = analyse_change(example_store, earlier=FIRST, later=SECOND)
    theirs = analyse_change(dataset_of(example_store.quads()), earlier=FIRST, later=SECOND)
    assert ours == theirs
    assert ours.sheets() == theirs.sheets()


def test_the_real_documents_of_one_municipality_share_one_goal(real_store: Store) -> None:
    analysis = analyse_change(
        real_store,
        earlier="kommunfullmaktiges-fokusomraden-och-mal-2022-2024",
        later="sarskilda-uppdrag-2023",
    )
    # 5 areas, 15 goals and 15 assignments against 4 goals and 36 assignments; the goal of a
    # climate-neutral municipality stands in both.
    assert (analysis.count("continued"), analysis.count("gone"), analysis.count("new")) == (
        1,
        34,
        39,
    )
