"""Two years of one municipality, as a store and as a plain rdflib data set."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from styrkedja.graph.rdf.store import Store, dataset_of
from styrkedja.ontology import example_quads, ontology_quads

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def two_years() -> list[ox.Quad]:
    later = ox.parse(path=str(HERE / "two_years.trig"), format=ox.RdfFormat.TRIG)
    return [*example_quads("followup"), *later]


@pytest.fixture(scope="session")
def two_years_store(two_years: list[ox.Quad]) -> Store:
    return Store([*two_years, *ontology_quads()])


@pytest.fixture(scope="session")
def two_years_dataset(two_years: list[ox.Quad]) -> rdflib.Dataset:
    return dataset_of([*two_years, *ontology_quads()])
