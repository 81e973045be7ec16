from __future__ import annotations

import pyoxigraph as ox
import pytest

from styrkedja.graph.rdf.statistics import Figures, figures, graph_sizes, municipality_parts
from styrkedja.graph.rdf.store import Store

TRIG = """
PREFIX e: <https://example.org/>
PREFIX sk: <https://w3id.org/styrkedja/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<https://example.org/by/register> { e:by a sk:Municipality ; rdfs:label "By" . }
<https://example.org/by/plan> { e:x a e:Goal ; e:p e:y , "1" . e:y a e:Goal . }
<https://example.org/byn/plan> { e:z e:p e:y . }
<https://example.org/shared> { e:z e:p e:y . }
"""


@pytest.fixture
def store() -> Store:
    return Store(ox.parse(TRIG, format=ox.RdfFormat.TRIG))


def test_sizes_are_those_of_each_graph(store: Store) -> None:
    assert graph_sizes(store) == (
        ("https://example.org/by/plan", 4),
        ("https://example.org/by/register", 2),
        ("https://example.org/byn/plan", 1),
        ("https://example.org/shared", 1),
    )


def test_the_whole_counts_each_triple_once(store: Store) -> None:
    whole = figures(store)
    assert (whole.triples, whole.subjects, whole.objects) == (7, 4, 5)
    assert whole.classes == (
        ("https://example.org/Goal", 2),
        ("https://w3id.org/styrkedja/ns#Municipality", 1),
    )


def test_a_municipality_has_the_graphs_under_its_own_name(store: Store) -> None:
    (part,) = municipality_parts(store)
    assert (part.municipality, part.label) == ("https://example.org/by", "By")
    assert part.figures == Figures(
        triples=6,
        subjects=3,
        objects=5,
        classes=(
            ("https://example.org/Goal", 2),
            ("https://w3id.org/styrkedja/ns#Municipality", 1),
        ),
        properties=(
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", 3),
            ("http://www.w3.org/2000/01/rdf-schema#label", 1),
            ("https://example.org/p", 2),
        ),
    )


def test_an_empty_store_counts_nothing() -> None:
    assert figures(Store([])) == Figures(0, 0, 0, (), ())
    assert municipality_parts(Store([])) == ()
