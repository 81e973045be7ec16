"""What continues what, and how an element goes now."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import archive_quads
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.derivation import CONTINUES, Derived, derive, municipality_of
from styrkedja.ontology import example_quads
from styrkedja.ontology.namespaces import DCAT, DCT, FORECAST, ORG, RDF, RDFS, SK, STATUS, XSD
from styrkedja.settings import DEFAULT_BASE as BASE
from tests.conftest import SEEDS

CLASSES = frozenset({f"{SK}BoardGoal", f"{SK}SpecialAssignment"})
DATE = ox.NamedNode(f"{XSD}date")


def iri(path: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + path)


def sk(name: str) -> ox.NamedNode:
    return ox.NamedNode(SK + name)


def date(day: str) -> ox.Literal:
    return ox.Literal(day, datatype=DATE)


def document(path: str, as_of: str | None = None, end: str | None = None) -> list[ox.Triple]:
    triples = []
    if as_of is not None:
        triples.append(ox.Triple(iri(path), sk("asOf"), date(as_of)))
    if end is not None:
        period = iri(f"{path}/period")
        triples.append(ox.Triple(iri(path), ox.NamedNode(f"{DCT}temporal"), period))
        triples.append(ox.Triple(period, ox.NamedNode(f"{DCAT}endDate"), date(end)))
    return triples


def element(path: str, in_document: str, title: str, kind: str = "BoardGoal") -> list[ox.Triple]:
    label = ox.Literal(title, language="sv")
    return [
        ox.Triple(iri(path), ox.NamedNode(f"{RDF}type"), sk(kind)),
        ox.Triple(iri(path), ox.NamedNode(f"{RDFS}label"), label),
        ox.Triple(iri(path), sk("statedIn"), iri(in_document)),
    ]


def assessment(path: str, of: str, as_of: str | None = None, **said: str) -> list[ox.Triple]:
    triples = [ox.Triple(iri(path), sk("assesses"), iri(of))]
    if as_of is not None:
        triples.append(ox.Triple(iri(path), sk("asOf"), date(as_of)))
    for name, concept in said.items():
        start = STATUS if name == "status" else FORECAST
        triples.append(ox.Triple(iri(path), sk(name), ox.NamedNode(start + concept)))
    return triples


def derived(*parts: list[ox.Triple]) -> list[Derived]:
    triples = [triple for part in parts for triple in part]
    return derive(triples, base=BASE, element_classes=CLASSES)


def links(*parts: list[ox.Triple]) -> set[tuple[str, str]]:
    """Return the derived continuations as pairs of paths."""
    found = [item.triple for item in derived(*parts) if item.triple.predicate.value == CONTINUES]
    return {
        (t.subject.value.removeprefix(BASE), t.object.value.removeprefix(BASE))
        for t in found
        if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode)
    }


def latest(*parts: list[ox.Triple]) -> set[tuple[str, str]]:
    """Return the current statuses and forecasts as property and concept."""
    return {
        (item.triple.predicate.value.removeprefix(SK), item.triple.object.value.rsplit("/", 1)[1])
        for item in derived(*parts)
        if isinstance(item.triple.object, ox.NamedNode) and item.rule.startswith("latest")
    }


THREE_YEARS = [
    *document("x/document/1", as_of="2023-12-31"),
    *document("x/document/2", as_of="2024-12-31"),
    *document("x/document/3", as_of="2025-12-31"),
]


def test_an_element_continues_the_one_of_the_nearest_earlier_document_that_has_it() -> None:
    assert links(
        THREE_YEARS,
        element("x/goal/1/a", "x/document/1", "Lugn skola"),
        element("x/goal/2/a", "x/document/2", "Lugn skola"),
        element("x/goal/3/a", "x/document/3", "Lugn skola"),
        element("x/goal/1/b", "x/document/1", "Rent vatten"),
        element("x/goal/3/b", "x/document/3", "Rent vatten"),
    ) == {
        ("x/goal/2/a", "x/goal/1/a"),
        ("x/goal/3/a", "x/goal/2/a"),
        ("x/goal/3/b", "x/goal/1/b"),
    }


def test_only_letters_and_digits_of_the_title_count() -> None:
    assert links(
        THREE_YEARS,
        element("x/goal/1/a", "x/document/1", "IT-stöd för  alla."),
        element("x/goal/2/a", "x/document/2", "It stöd för alla"),
        element("x/goal/3/a", "x/document/3", "It stod för alla"),
    ) == {("x/goal/2/a", "x/goal/1/a")}


def test_titles_without_letters_continue_nothing() -> None:
    assert not links(
        THREE_YEARS,
        element("x/goal/1/a", "x/document/1", "–"),
        element("x/goal/2/a", "x/document/2", "–"),
    )


def test_another_class_or_municipality_is_another_thing() -> None:
    assert not links(
        THREE_YEARS,
        document("y/document/2", as_of="2024-12-31"),
        element("x/goal/1/a", "x/document/1", "Lugn skola"),
        element("x/assignment/2/a", "x/document/2", "Lugn skola", "SpecialAssignment"),
        element("y/goal/2/a", "y/document/2", "Lugn skola"),
    )


def test_what_is_no_steering_element_continues_nothing() -> None:
    assert not links(
        THREE_YEARS,
        element("x/indicator/1/a", "x/document/1", "Elever", "Indicator"),
        element("x/indicator/2/a", "x/document/2", "Elever", "Indicator"),
    )


def test_two_alike_in_one_document_are_left_alone_and_not_passed_over() -> None:
    assert not links(
        THREE_YEARS,
        element("x/goal/1/a", "x/document/1", "Lugn skola"),
        element("x/goal/2/a", "x/document/2", "Lugn skola"),
        element("x/goal/2/b", "x/document/2", "Lugn skola"),
        element("x/goal/3/a", "x/document/3", "Lugn skola"),
    )


def test_two_documents_of_one_day_are_ambiguous() -> None:
    assert not links(
        THREE_YEARS,
        document("x/document/1b", as_of="2023-12-31"),
        element("x/goal/1/a", "x/document/1", "Lugn skola"),
        element("x/goal/1b/a", "x/document/1b", "Lugn skola"),
        element("x/goal/2/a", "x/document/2", "Lugn skola"),
    )


def test_the_end_of_the_period_stands_in_for_a_missing_day() -> None:
    parts = [
        element("x/goal/4/a", "x/document/4", "Lugn skola"),
        element("x/goal/5/a", "x/document/5", "Lugn skola"),
    ]
    early = document("x/document/4", end="2022-12-31")
    late = document("x/document/5", as_of="2023-08-31", end="2020-01-01")
    assert links(early, late, *parts) == {("x/goal/5/a", "x/goal/4/a")}
    assert not links(early, *parts)


def test_a_stated_continuation_is_not_overruled() -> None:
    stated = ox.Triple(iri("x/goal/2/a"), ox.NamedNode(CONTINUES), iri("x/goal/1/b"))
    assert not links(
        THREE_YEARS,
        [stated],
        element("x/goal/1/a", "x/document/1", "Lugn skola"),
        element("x/goal/1/b", "x/document/1", "Trygg skola"),
        element("x/goal/2/a", "x/document/2", "Lugn skola"),
        element("x/goal/2/b", "x/document/2", "Trygg skola"),
    )


def test_the_status_is_that_of_the_latest_assessment() -> None:
    assert latest(
        assessment("x/assessment/1/a", "x/goal/1/a", "2023-12-31", status="completed"),
        assessment("x/assessment/2/a", "x/goal/1/a", "2024-08-31", status="ongoing"),
    ) == {("currentStatus", "ongoing")}


def test_status_and_forecast_are_told_apart() -> None:
    assert latest(
        assessment("x/assessment/1/a", "x/goal/1/a", "2023-12-31", status="ongoing", forecast="met")
    ) == {("currentStatus", "ongoing"), ("currentForecast", "met")}


def test_a_latest_assessment_without_status_hides_the_earlier_one() -> None:
    assert not latest(
        assessment("x/assessment/1/a", "x/goal/1/a", "2023-12-31", status="completed"),
        assessment("x/assessment/2/a", "x/goal/1/a", "2024-12-31"),
    )


def test_assessments_of_one_day_that_disagree_give_no_status() -> None:
    one = assessment("x/assessment/1/a", "x/goal/1/a", "2023-12-31", status="completed")
    other = assessment("x/assessment/2/a", "x/goal/1/a", "2023-12-31", status="ongoing")
    same = assessment("x/assessment/3/a", "x/goal/1/a", "2023-12-31", status="completed")
    assert not latest(one, other)
    assert latest(one, same) == {("currentStatus", "completed")}


def test_an_assessment_without_a_day_takes_its_reports() -> None:
    undated = assessment("x/assessment/3/a", "x/goal/1/a", status="completed")
    report = ox.Triple(iri("x/assessment/3/a"), sk("reportedIn"), iri("x/document/3"))
    earlier = assessment("x/assessment/1/a", "x/goal/1/a", "2023-12-31", status="ongoing")
    assert latest(THREE_YEARS, undated, [report], earlier) == {("currentStatus", "completed")}
    assert latest(undated, earlier) == {("currentStatus", "ongoing")}
    assert latest(undated) == {("currentStatus", "completed")}


def test_what_is_stated_is_not_derived_again() -> None:
    stated = ox.Triple(iri("x/goal/1/a"), sk("currentStatus"), ox.NamedNode(f"{STATUS}cancelled"))
    one = assessment("x/assessment/1/a", "x/goal/1/a", "2023-12-31", status="completed")
    assert not latest([stated], one)


def test_each_derived_triple_names_its_rule_and_stated_premises() -> None:
    stated = {quad.triple for quad in example_quads("chain")}
    stated |= {quad.triple for quad in example_quads("followup")}
    found = derive(stated, base=BASE, element_classes=CLASSES | {f"{SK}BoardAssignment"})
    assert {item.rule for item in found} == {"same-title-in-earlier-document", "latest-status"}
    for item in found:
        assert item.premises
        assert set(item.premises) <= stated


def test_two_board_goals_alike_in_the_example_are_left_alone() -> None:
    chain = [quad.triple for quad in example_quads("chain")]
    found = derive(
        chain,
        base=BASE,
        element_classes=CLASSES | {f"{SK}BoardAssignment", f"{SK}OverarchingGoal"},
    )
    continued = [item.triple for item in found if item.triple.predicate.value == CONTINUES]
    latest_status = [item.triple for item in found if item.rule == "latest-status"]
    assert sorted(str(t.subject).rsplit("/", 1)[1] for t in (*continued, *latest_status)) == [
        "alla-lar-sig-11111111>",
        "bygg-en-skola-66666666>",
    ]


def test_the_municipality_is_the_first_segment_after_the_base() -> None:
    assert municipality_of(f"{BASE}lund", BASE) == "lund"
    assert municipality_of(f"{BASE}lund/document/d/text#line=0,1", BASE) == "lund"
    assert municipality_of(BASE, BASE) is None
    assert municipality_of("http://example.org/lund", BASE) is None


PLAN_AND_REPORT = [
    ox.Triple(iri("x/document/1"), ox.NamedNode(f"{RDF}type"), sk("PlanDocument")),
    *document("x/document/1", end="2027-12-31"),
    ox.Triple(iri("x/document/1/period"), ox.NamedNode(f"{DCAT}startDate"), date("2024-01-01")),
    *document("x/document/2", as_of="2024-12-31"),
]
ASSIGNMENTS = frozenset({f"{SK}Assignment", f"{SK}SpecialAssignment", f"{SK}OverarchingGoal"})


def assignment(path: str, number: int, title: str, kind: str, *bodies: str) -> list[ox.Triple]:
    return [
        *element(path, f"x/document/{number}", title, kind),
        *(ox.Triple(iri(path), sk("responsible"), iri(f"x/board/{body}")) for body in bodies),
    ]


def told(*parts: list[ox.Triple]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the continuations as pairs of paths, each with its confidence and its rule."""
    triples = [triple for part in parts for triple in part]
    found = derive([*PLAN_AND_REPORT, *triples], base=BASE, element_classes=ASSIGNMENTS)
    about: dict[str, dict[str, str]] = {}
    for item in found:
        if "/continuation/" in str(item.triple.subject):
            name = item.triple.predicate.value.rsplit("#", 1)[-1]
            value = item.triple.object
            assert isinstance(value, ox.NamedNode | ox.Literal)
            about.setdefault(str(item.triple.subject), {})[name] = value.value.removeprefix(BASE)
    return {
        (one["laterElement"], one["earlierElement"]): (
            one["confidence"].rsplit("/", 1)[1],
            one["rule"],
        )
        for one in about.values()
    }


def test_a_plan_comes_before_the_report_of_its_first_year() -> None:
    assert told(
        assignment("x/assignment/1/a", 1, "Fler träd i staden", "Assignment", "tek"),
        assignment("x/assignment/2/a", 2, "Fler träd i staden", "SpecialAssignment", "tek"),
    ) == {("x/assignment/2/a", "x/assignment/1/a"): ("high", "same-title-in-earlier-document")}


def test_an_assignment_with_other_bodies_is_the_same_with_less_confidence() -> None:
    assert told(
        assignment("x/assignment/1/a", 1, "Fler träd i staden", "Assignment", "tek"),
        assignment("x/assignment/2/a", 2, "Fler träd i staden", "SpecialAssignment", "sam"),
    ) == {
        ("x/assignment/2/a", "x/assignment/1/a"): (
            "medium",
            "same-title-in-earlier-document-other-bodies",
        )
    }


def test_a_reworded_title_links_where_nothing_else_contradicts_it() -> None:
    old = "Ta fram en plan för energieffektivitet i kommunens lokaler"
    new = "Plan för energieffektivitet i lokaler"
    one = assignment("x/assignment/1/a", 1, old, "Assignment", "serv")
    same = assignment("x/assignment/2/a", 2, new, "SpecialAssignment", "serv", "ks")
    others = assignment("x/assignment/2/a", 2, new, "SpecialAssignment", "skol")
    pair = ("x/assignment/2/a", "x/assignment/1/a")
    assert told(one, same) == {pair: ("medium", "similar-title-in-earlier-document")}
    assert told(one, others) == {}


def test_a_title_that_holds_the_other_links_where_the_bodies_are_the_same() -> None:
    old = "Inrätta en fältgrupp för ungas kvällar vid torget i samråd med polis"
    new = "Fältgrupp för ungas kvällar"
    one = assignment("x/assignment/1/a", 1, old, "Assignment", "soc", "kult")
    pair = ("x/assignment/2/a", "x/assignment/1/a")
    rule = "longer-title-in-earlier-document-same-bodies"
    for bodies, wanted in (
        (("kult", "soc"), {pair: ("medium", rule)}),
        (("soc",), {pair: ("medium", rule)}),
        (("soc", "tek"), {}),
        (("tek",), {}),
        ((), {}),
    ):
        later = assignment("x/assignment/2/a", 2, new, "SpecialAssignment", *bodies)
        assert told(one, later) == wanted
    part = assignment("x/assignment/2/a", 2, "Ungas fritid", "SpecialAssignment", "kult", "soc")
    assert told(one, part) == {}


def test_a_goal_of_a_known_body_is_not_one_of_nobody_knows_whom() -> None:
    one = element("x/goal/1/a", "x/document/1", "Goda arbetsplatser")
    other = element("x/goal/2/a", "x/document/2", "Goda arbetsplatser")
    owner = ox.NamedNode(f"{DCT}creator")
    first, second = (
        ox.Triple(iri(f"x/document/{number}"), owner, iri("x/board/kult")) for number in (1, 2)
    )
    assert links(THREE_YEARS, one, other)
    assert links(THREE_YEARS, one, other, [first, second])
    assert not links(THREE_YEARS, one, other, [first])


def test_two_that_are_about_as_alike_are_left_alone() -> None:
    assert not told(
        assignment("x/assignment/1/a", 1, "Utvecklingsplan för bibliotek i byn", "Assignment"),
        assignment("x/assignment/1/b", 1, "Utvecklingsplan för bibliotek i byar", "Assignment"),
        assignment("x/assignment/2/a", 2, "Plan för utveckling av bibliotek", "Assignment"),
    )


def test_a_body_that_replaced_another_stands_for_it() -> None:
    event = iri("x/change/1")
    change = [
        ox.Triple(event, ox.NamedNode(f"{ORG}originalOrganization"), iri("x/board/tek")),
        ox.Triple(event, ox.NamedNode(f"{ORG}resultingOrganization"), iri("x/board/ts")),
    ]
    parts = (
        assignment("x/assignment/1/a", 1, "Fler träd längs Storgatan", "Assignment", "tek"),
        assignment("x/assignment/2/a", 2, "Fler träd längs Storgatan", "Assignment", "ts"),
    )
    pair = ("x/assignment/2/a", "x/assignment/1/a")
    assert told(*parts)[pair][0] == "medium"
    assert told(*parts, change)[pair][0] == "high"


def test_each_continuation_says_its_reason_in_both_languages() -> None:
    found = derive(
        [
            *PLAN_AND_REPORT,
            *assignment("x/goal/1/a", 1, "Lund ska vara klimatneutral 2030", "OverarchingGoal"),
            *assignment("x/goal/2/a", 2, "Klimatneutralitet i Lund 2030", "OverarchingGoal"),
        ],
        base=BASE,
        element_classes=ASSIGNMENTS,
    )
    labels = {
        item.triple.object.language: item.triple.object.value
        for item in found
        if isinstance(item.triple.object, ox.Literal) and item.triple.object.language
    }
    assert set(labels) == {"sv", "en"}
    assert "titel" in labels["sv"] and "title" in labels["en"]


def continued(folder: Path, files: list[Path]) -> dict[str, tuple[str, str]]:
    """Return later title → earlier title and confidence, of documents read into one archive."""
    archive = Archive.open_or_create(folder, BASE)
    with archive.writing() as writer:
        for file in files:
            ingest_file(file, archive, writer)
    stated = list(archive_quads(archive))
    quads = [*stated, *infer(stated, base=BASE)]
    said: dict[tuple[object, str], object] = {
        (quad.subject, quad.predicate.value): quad.object for quad in quads
    }
    found: dict[str, tuple[str, str]] = {}
    for quad in quads:
        if quad.predicate != sk("laterElement"):
            continue
        earlier = said[quad.subject, f"{SK}earlierElement"]
        titles = [said[thing, f"{RDFS}label"] for thing in (quad.object, earlier)]
        later, before = (one.value for one in titles if isinstance(one, ox.Literal))
        sure = said[quad.subject, f"{SK}confidence"]
        assert isinstance(sure, ox.NamedNode)
        found[later] = before, sure.value.rsplit("/", 1)[1]
    return found


def test_what_comes_back_of_the_real_plan_is_one_goal(tmp_path: Path) -> None:
    files = [*SEEDS.glob("003_*.txt"), *SEEDS.glob("000_*.txt")]
    if len(files) < 2:
        pytest.skip("the real documents (../shared/seeds) are not here")
    found = continued(tmp_path / "archive", files)  # none of the 15 assignments is given again
    ((later, (earlier, confidence)),) = found.items()
    assert later.startswith("Klimatneutral")
    assert earlier.endswith("klimatneutral kommun 2030")
    assert confidence == "medium"


def test_what_comes_back_of_our_plan_in_the_next_follow_up_is_found(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    facts = root / "tests/data/examples/plans/bjorkvalla-mal-och-budget-2023-2025.json"
    wanted = json.loads(facts.read_text(encoding="utf-8"))
    names = ("bjorkvalla-mal-och-budget-2023-2025.txt", "bjorkvalla-sarskilda-uppdrag-2023.txt")
    files = [root / "graph/examples" / name for name in names]
    found = continued(tmp_path / "archive", files)
    goals = {goal["title"] for area in wanted["areas"] for goal in area["goals"]}
    assignments = {earlier: later for later, (earlier, _) in found.items() if earlier not in goals}
    assert assignments == wanted["continued_in_2023"]
    restated = [later for later, (earlier, _) in found.items() if earlier in goals]
    assert len(restated) == 5
    assert all(found[title] == (title, "high") for title in restated)
