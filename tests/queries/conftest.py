"""Two small hand-made data sets of one municipality, as stores and as plain rdflib data sets."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.store import Store, dataset_of
from styrkedja.ontology import example_quads, ontology_quads
from styrkedja.settings import DEFAULT_BASE

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def two_years() -> list[ox.Quad]:
    """Two reports of assignments, with what a reasoner adds by hand."""
    later = ox.parse(path=str(HERE / "two_years.trig"), format=ox.RdfFormat.TRIG)
    return [*example_quads("followup"), *later]


@pytest.fixture(scope="session")
def two_years_store(two_years: list[ox.Quad]) -> Store:
    return Store([*two_years, *ontology_quads()])


@pytest.fixture(scope="session")
def two_years_dataset(two_years: list[ox.Quad]) -> rdflib.Dataset:
    return dataset_of([*two_years, *ontology_quads()])


@pytest.fixture(scope="session")
def goals() -> list[ox.Quad]:
    """A plan of goals and reports of it, with what follows by the rules."""
    stated = list(ox.parse(path=str(HERE / "goals.trig"), format=ox.RdfFormat.TRIG))
    return [*stated, *infer(stated, base=DEFAULT_BASE)]


@pytest.fixture(scope="session")
def goals_store(goals: list[ox.Quad]) -> Store:
    return Store([*goals, *ontology_quads()])


@pytest.fixture(scope="session")
def goals_dataset(goals: list[ox.Quad]) -> rdflib.Dataset:
    return dataset_of([*goals, *ontology_quads()])
