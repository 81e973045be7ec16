"""Every kind of thing that a model holds, as quads that follow the shapes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from styrkedja.graph import build_graph
from styrkedja.graph.model import (
    Amount,
    Assessment,
    Body,
    BodyKind,
    Confidence,
    Coverage,
    Document,
    DocumentKind,
    Element,
    ElementKind,
    ElementLink,
    Forecast,
    Indicator,
    Model,
    Municipality,
    Observation,
    Passage,
    Register,
    Relation,
    Reorganisation,
    Status,
)
from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.validation import validate
from styrkedja.settings import DEFAULT_BASE

SK = "https://w3id.org/styrkedja/ns#"
HERE = (Passage(1, 1),)
HIGH = Confidence.HIGH
BODIES = tuple(
    Body(name, BodyKind.BOARD, f"board/{name[0].lower()}") for name in ("Anämnden", "Bnämnden")
)


def _element(kind: ElementKind, *links: ElementLink) -> Element:
    return Element(kind.value, kind, kind.value.capitalize(), HERE, "hand", HIGH, links=links)


def _link(relation: Relation, kind: ElementKind) -> ElementLink:
    return ElementLink(relation, kind, kind.value)


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    chain = [
        *(
            _element(k)
            for k in ElementKind
            if k not in (ElementKind.ACTIVITY, ElementKind.BOARD_GOAL)
        ),
        _element(
            ElementKind.BOARD_GOAL,
            _link(Relation.MAINLY_CONTRIBUTES_TO, ElementKind.OVERARCHING_GOAL),
            _link(Relation.IN_FOCUS_AREA, ElementKind.FOCUS_AREA),
        ),
        replace(
            _element(
                ElementKind.ACTIVITY,
                _link(Relation.CONTRIBUTES_TO, ElementKind.BOARD_GOAL),
                _link(Relation.IMPLEMENTS, ElementKind.COMMON_ASSIGNMENT),
            ),
            responsible=("board/a",),
            carried_out_by=("board/b",),
            coordinated_by=("board/b",),
            perspective="Samhälle",
            purpose="För att det ska gå.",
            description="En aktivitet.",
            deadline=date(2024, 6, 30),
            deadline_text="Kvartal 2",
        ),
    ]
    value = Observation(
        "v", "matt", "2024", "12,5", Decimal("12.5"), "%", None, HERE, "hand", HIGH, column="Utfall"
    )
    model = Model(
        register=Register(Municipality("Björkvalla", None, "bjorkvalla"), BODIES),
        document=Document(
            "rapport-2024",
            DocumentKind.FOLLOW_UP,
            "Rapport",
            "Rapport 2024",
            date(2024, 1, 1),
            date(2024, 12, 31),
            "2024",
            date(2024, 12, 31),
            HERE,
            9,
            ("activity-tables",),
            "board/a",
        ),
        elements=tuple(chain),
        assessments=(
            Assessment(
                "activity", ElementKind.ACTIVITY, Status.COMPLETED, "Klar", None, HERE, "hand", HIGH
            ),
            Assessment(
                "board-goal",
                ElementKind.BOARD_GOAL,
                None,
                None,
                "Går bra.",
                HERE,
                "hand",
                HIGH,
                Forecast.MET,
            ),
        ),
        indicators=(
            Indicator(
                "matt",
                "Mått",
                "%",
                "board-goal",
                ElementKind.BOARD_GOAL,
                HERE,
                "hand",
                HIGH,
                ("board/a",),
            ),
        ),
        observations=(value, replace(value, key="t", target=True, column="Mål")),
        amounts=(
            Amount(
                "b",
                "Drift, mkr",
                "Anämnden",
                "Utfall",
                "-1 868",
                Decimal(-1868),
                "mkr",
                "board/a",
                HERE,
                "hand",
                HIGH,
            ),
        ),
        reorganisations=(
            Reorganisation("byte", date(2024, 3, 1), ("board/b",), "board/a", HERE, "hand", HIGH),
        ),
        unread=(Passage(3, 4),),
        coverage=Coverage(6, 0, 0, 2),
    )
    return build_graph(model)


def _objects(quads: list[ox.Quad], name: str) -> list[str]:
    return sorted(
        str(q.object).strip("<>").rsplit("/", 1)[-1]
        for q in quads
        if q.predicate.value.endswith(name)
    )


def test_every_kind_follows_the_shapes(quads: list[ox.Quad]) -> None:
    assert [finding for finding in validate(quads) if finding.severity == "violation"] == []
    classes = {name.removeprefix("ns#") for name in _objects(quads, "#type")}
    assert {
        "FocusArea", "OverarchingGoal", "BoardGoal", "StrategicInitiative", "Assignment",
        "SpecialAssignment", "CommonAssignment", "BoardAssignment", "InvestigationAssignment",
        "Activity", "Observation", "Target", "Amount",
    } <= classes  # fmt: skip


def test_links_lead_to_the_elements_they_name(quads: list[ox.Quad]) -> None:
    for name in ("mainlyContributesTo", "inFocusArea", "contributesTo", "implements"):
        (target,) = _objects(quads, SK + name)
        assert any(str(q.subject).endswith(f"/{target}>") for q in quads)
    served = _objects(infer(quads, base=DEFAULT_BASE), SK + "serves")
    assert served.count("overarching-goal") == 2, "the board goal, and its activity through it"


def test_who_carries_an_activity_out_is_responsible_for_it_too(quads: list[ox.Quad]) -> None:
    assert _objects(quads, SK + "carriedOutBy") == ["b"]
    assert "b" in _objects(infer(quads, base=DEFAULT_BASE), SK + "responsible")


def test_a_document_says_its_coverage_and_what_was_not_understood(quads: list[ox.Quad]) -> None:
    (coverage,) = (q.object for q in quads if q.predicate.value == SK + "coverage")
    assert isinstance(coverage, ox.Literal)
    assert Decimal(coverage.value) == Decimal("0.75")
    assert _objects(quads, SK + "uncovered") == ["text#line=2,4"]
    assert _objects(quads, SK + "forecast") == ["met"]


def test_a_reorganisation_is_a_change_event_of_the_organization_ontology(
    quads: list[ox.Quad],
) -> None:
    (event,) = (q.subject for q in quads if str(q.object).endswith("org#ChangeEvent>"))
    about = {
        q.predicate.value.rsplit("/", 1)[-1]: str(q.object) for q in quads if q.subject == event
    }
    assert about["org#originalOrganization"].endswith("/bjorkvalla/board/b>")
    assert about["org#resultingOrganization"].endswith("/bjorkvalla/board/a>")
    assert "2024-03-01" in about["date"]
