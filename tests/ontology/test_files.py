"""The files are found, whole, and in the house's form."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.ontology import (
    broken_example_names,
    broken_example_quads,
    closed_ontology,
    example_names,
    example_quads,
    ontology_quads,
    ontology_turtle,
    shapes_graph,
    shapes_turtle,
)
from styrkedja.ontology.namespaces import ONTOLOGY, OWL, PREFIXES

FOLDER = Path(__file__).parents[2] / "ontology"
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix in (".ttl", ".trig"))


def comparable(triples: list[ox.Triple]) -> list[str]:
    """Return the triples as sorted text, blank nodes without their names."""
    return sorted(re.sub(r"_:\w+", "_:", str(triple)) for triple in triples)


def test_the_merged_text_says_what_the_quads_say() -> None:
    parsed = ox.parse(ontology_turtle().encode(), format=ox.RdfFormat.TURTLE)
    assert comparable([quad.triple for quad in parsed]) == comparable(
        [quad.triple for quad in ontology_quads()]
    )


def test_the_merged_text_begins_with_the_header_and_imports_nothing() -> None:
    text = ontology_turtle()
    first = next(block for block in text.split("\n\n") if not block.startswith("PREFIX"))
    assert first.startswith(f"<{ONTOLOGY}> a owl:Ontology")
    assert "owl:imports" not in text
    assert not [quad for quad in ontology_quads() if quad.predicate.value == f"{OWL}imports"]


def test_the_ontology_stands_in_its_own_graph() -> None:
    assert {quad.graph_name for quad in ontology_quads()} == {ox.NamedNode(ONTOLOGY)}


def test_the_shapes_are_the_same_as_text_and_as_graph() -> None:
    parsed = list(ox.parse(shapes_turtle().encode(), format=ox.RdfFormat.TURTLE))
    assert len(parsed) == len(shapes_graph()) > 300


def test_closed_axioms_and_examples_are_read() -> None:
    assert len(closed_ontology()) > 50
    assert {"chain", "followup", "report"} <= set(example_names())
    assert all(example_quads(name) for name in example_names())
    assert all(broken_example_quads(name) for name in broken_example_names())


def test_an_example_that_is_not_there_is_not_made_up() -> None:
    with pytest.raises(FileNotFoundError):
        example_quads("nothing")
    with pytest.raises(FileNotFoundError):
        broken_example_quads("nothing")


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER)) for path in FILES])
def test_a_file_is_in_the_house_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\n\n\n" not in text and "\t" not in text
    assert not re.search(r" +$", text, re.MULTILINE)
    declared = re.findall(r"^PREFIX (\w+): <(.*)>$", text, re.MULTILINE)
    assert declared == sorted(declared)
    bare = re.sub(r'"[^"\n]*"|<[^>\s]*>|#.*', "", re.sub(r"^PREFIX .*$", "", text, flags=re.M))
    for prefix, iri in declared:
        assert PREFIXES[prefix] == iri
        assert re.search(rf"(?<![\w-]){prefix}:", bare), f"{prefix} is not used"
    assert re.search(r"^\S.* a |^  \S.* a |owl:|rdfs:", text, re.MULTILINE)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER)) for path in FILES])
def test_a_type_comes_first_in_its_block(path: Path) -> None:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        for line in lines[1:]:
            assert not line.strip().startswith("a "), f"{path.name}: {line}"
