"""The ontology's files as text, quads and graphs: terms, schemes, shapes, examples.

Read with `importlib.resources`, so that they are found in an installed wheel too.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .namespaces import ONTOLOGY, OWL, PREFIXES

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "broken_example_names",
    "broken_example_quads",
    "closed_ontology",
    "example_names",
    "example_quads",
    "ontology_quads",
    "ontology_turtle",
    "shapes_graph",
    "shapes_turtle",
]

_ROOT = "styrkedja"
_CLOSED = "closed"
_IMPORTS = f"{OWL}imports"


def ontology_turtle() -> str:
    """Return all modules and schemes as one Turtle text, the header first.

    The root's `owl:imports` is left out, for the text holds what it would import.
    """
    kept = [
        block
        for file in _module_files()
        for block in _blocks(file.read_text(encoding="utf-8"))
        if "owl:imports" not in block
    ]
    return _prefixes("\n".join(kept)) + "\n" + "\n\n".join(kept) + "\n"


def ontology_quads() -> list[ox.Quad]:
    """Return the terms and schemes as quads of the ontology's graph, without `owl:imports`."""
    graph = ox.NamedNode(ONTOLOGY)
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        for file in _module_files()
        for quad in _parse(file, ox.RdfFormat.TURTLE)
        if quad.predicate.value != _IMPORTS
    ]


def closed_ontology() -> list[ox.Triple]:
    """Return the axioms that rules are made from, as OWL RL closes them (`closed.ttl`)."""
    return [quad.triple for quad in _parse(_folder() / f"{_CLOSED}.ttl", ox.RdfFormat.TURTLE)]


def shapes_turtle() -> str:
    """Return all SHACL shapes as one Turtle text."""
    blocks = [
        block
        for file in _sorted(_folder() / "shapes", ".ttl")
        for block in _blocks(file.read_text(encoding="utf-8"))
    ]
    return _prefixes("\n".join(blocks)) + "\n" + "\n\n".join(blocks) + "\n"


@cache
def shapes_graph() -> rdflib.Graph:
    """Return all SHACL shapes as one graph; made once, so not to be changed."""
    import rdflib

    return rdflib.Graph().parse(data=shapes_turtle(), format="turtle")


def example_names() -> list[str]:
    """Return the names of the correct example data sets, sorted."""
    return [_stem(file) for file in _sorted(_folder() / "examples", ".trig")]


def example_quads(name: str) -> list[ox.Quad]:
    """Return the quads of a correct example.

    Raises:
        FileNotFoundError: No example has that name.
    """
    return _parse(_folder() / "examples" / f"{name}.trig", ox.RdfFormat.TRIG)


def broken_example_names() -> list[str]:
    """Return the names of the broken examples, each that of its fault, sorted."""
    return [_stem(file) for file in _sorted(_folder() / "examples" / "broken", ".ttl")]


def broken_example_quads(name: str) -> list[ox.Quad]:
    """Return the quads of a broken example, to be put beside the example `followup`.

    Raises:
        FileNotFoundError: No broken example has that name.
    """
    return _parse(_folder() / "examples" / "broken" / f"{name}.ttl", ox.RdfFormat.TURTLE)


def _folder() -> Traversable:
    return files("styrkedja.ontology")


def _module_files() -> list[Traversable]:
    modules = [file for file in _sorted(_folder(), ".ttl") if _stem(file) != _CLOSED]
    modules.sort(key=lambda file: _stem(file) != _ROOT)
    return modules + _sorted(_folder() / "schemes", ".ttl")


def _sorted(folder: Traversable, suffix: str) -> list[Traversable]:
    found = [file for file in folder.iterdir() if file.name.endswith(suffix)]
    return sorted(found, key=lambda file: file.name)


def _stem(file: Traversable) -> str:
    return file.name.rsplit(".", 1)[0]


def _parse(file: Traversable, format: ox.RdfFormat) -> list[ox.Quad]:
    return list(ox.parse(file.read_bytes(), format=format))


def _blocks(text: str) -> list[str]:
    """Return what blank lines part in a file of ours, without the block of prefixes."""
    blocks = [block.strip() for block in text.split("\n\n")]
    return [block for block in blocks if block and not block.startswith("PREFIX ")]


def _prefixes(text: str) -> str:
    """Return the prefix lines of the prefixes that `text` may use, sorted."""
    return "".join(
        f"PREFIX {prefix}: <{iri}>\n"
        for prefix, iri in sorted(PREFIXES.items())
        if f"{prefix}:" in text
    )
