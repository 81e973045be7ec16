"""The wordings that the reader takes for a concept are labels of that concept."""

import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.graph.model import BodyKind, ElementKind, Forecast, Status
from styrkedja.ontology import ontology_quads
from styrkedja.ontology.namespaces import BODY_KIND, FORECAST, GOAL_LEVEL, SKOS, STATUS

PROFILE = Path(__file__).parents[2] / "graph" / "profiles" / "default"


def labels(concept: str) -> set[str]:
    """Return the Swedish labels of a concept, in lower case."""
    return {
        quad.object.value.lower()
        for quad in ontology_quads()
        if quad.subject == ox.NamedNode(concept)
        and quad.predicate.value in (f"{SKOS}prefLabel", f"{SKOS}altLabel")
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == "sv"
    }


def concepts(space: str) -> set[str]:
    return {
        quad.subject.value.removeprefix(space)
        for quad in ontology_quads()
        if quad.predicate.value == f"{SKOS}inScheme"
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(space)
    }


def words() -> dict[str, list[str]]:
    """Return the words that the reader takes for each status, in lower case."""
    profile = tomllib.loads((PROFILE / "common.toml").read_text(encoding="utf-8"))
    return {
        status: [word.lower() for word in found] for status, found in profile["statuses"].items()
    }


@pytest.mark.parametrize("status", Status)
def test_the_words_read_first_of_all_as_a_status_are_labels_of_it(status: Status) -> None:
    first = words()[status][:4]
    assert first
    assert set(first) <= labels(STATUS + status)


@pytest.mark.parametrize("status", Status)
def test_no_word_that_is_read_as_one_status_is_a_label_of_another(status: Status) -> None:
    others = {word for name, found in words().items() if name != status for word in found}
    assert not others & labels(STATUS + status)


@pytest.mark.parametrize("forecast", Forecast)
def test_a_forecast_has_its_colour_among_its_wordings(forecast: Forecast) -> None:
    colour = {Forecast.MET: "grön", Forecast.UNCERTAIN: "gul", Forecast.NOT_MET: "röd"}
    assert colour[forecast] in labels(FORECAST + forecast)


def test_there_is_a_concept_for_every_kind_of_body() -> None:
    assert concepts(BODY_KIND) == set(BodyKind)


def test_there_is_a_level_for_every_kind_of_goal() -> None:
    goals = {kind.removesuffix("-goal") for kind in ElementKind if kind.endswith("-goal")}
    assert concepts(GOAL_LEVEL) == goals


@pytest.mark.parametrize("space", [BODY_KIND, GOAL_LEVEL, STATUS, FORECAST])
def test_no_wording_stands_for_two_concepts_of_a_scheme(space: str) -> None:
    words = [word for concept in concepts(space) for word in labels(space + concept)]
    assert len(words) == len(set(words))
