"""A made-up country: municipalities with a plan and two yearly reports each, of any size.

The same seed gives the same quads. Documents are models that go through the writer and the rules,
as documents that were read do; proportions follow the real ones (11 quads an element and 11 its
assessment, comments of 550 letters, a fifth of all quads inferred).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pyoxigraph as ox

from benchmarks.municipality import models_of
from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.rdf.writer import document_quads, register_quads
from styrkedja.ontology import ontology_quads
from styrkedja.settings import DEFAULT_BASE

__all__ = ["MILLION", "Country", "country_quads", "country_store"]


@dataclass(frozen=True, slots=True)
class Country:
    """How large a country is.

    Args:
        municipalities: How many there are; Sweden has 290.
        boards: Boards and companies of each.
        elements: Steering elements that each states in its plan and its two reports together,
            nearly.
        seed: What the choices are drawn from.
    """

    municipalities: int = 290
    boards: int = 9
    elements: int = 74
    seed: int = 4


MILLION = Country()
"""A country of a million quads in named graphs."""


def country_quads(country: Country, *, inferred: bool = True) -> Iterator[ox.Quad]:
    """Yield the quads of a country, municipality by municipality.

    Args:
        country: Its size.
        inferred: Whether to add what follows by the rules.
    """
    for number in range(country.municipalities):
        random = Random(f"{country.seed}/{number}")
        models = models_of(number, random, boards=country.boards, elements=country.elements)
        stated = register_quads(models[0].register, DEFAULT_BASE)
        for model in models:
            stated += document_quads(model, DEFAULT_BASE, original=model.document.key.encode())
        yield from stated
        if inferred:
            yield from infer(stated, base=DEFAULT_BASE)


def country_store(country: Country = MILLION, *, inferred: bool = True) -> Store:
    """Return a store of a country and the ontology, as the archive's would be."""
    return Store([*country_quads(country, inferred=inferred), *ontology_quads()])
