from __future__ import annotations

import io
import subprocess
import sys

import pyoxigraph as ox
import pytest

from styrkedja.errors import FormatError
from styrkedja.graph.archive import Archive
from styrkedja.graph.exports import EXPORT_FORMATS, check_export_format, write_export
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.store import Store

OXIGRAPH = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def store(example_archive: Archive) -> Store:
    return load_store(example_archive)


def exported(store: Store, format: str) -> bytes:
    target = io.BytesIO()
    assert write_export(store, format, target) == len(store)
    return target.getvalue()


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_what_is_written_is_what_the_store_holds(store: Store, format: str) -> None:
    read = ox.Dataset(ox.parse(exported(store, format), format=OXIGRAPH[format]))
    held = ox.Dataset(
        quad if EXPORT_FORMATS[format].keeps_graphs else ox.Quad(*quad.triple)
        for quad in store.quads()
    )
    for dataset in (read, held):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert read == held


@pytest.mark.parametrize("format", ["trig", "turtle"])
def test_the_same_store_gives_the_same_bytes_in_another_process(
    example_archive: Archive, store: Store, format: str
) -> None:
    code = (
        "import sys; from pathlib import Path; from styrkedja.graph.exports import write_export; "
        "from styrkedja.graph.loading import open_store; "
        "write_export(open_store(Path(sys.argv[1])), sys.argv[2], sys.stdout.buffer)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(example_archive.path), format],
        capture_output=True,
        check=True,
    )
    assert done.stdout == exported(store, format)


def test_prefixes_come_first_and_sorted(store: Store) -> None:
    lines = exported(store, "turtle").decode().splitlines()
    header = [line for line in lines if line.startswith("@prefix")]
    assert header == sorted(header) == lines[: len(header)]


def test_an_empty_store_gives_an_empty_file() -> None:
    assert exported(Store([]), "turtle") == b""


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(FormatError, match="nquads, trig, turtle, jsonld, rdfxml"):
        check_export_format("docx")
