"""The real service over an archive that holds the W3C's test data."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.graph.archive import Archive, DocumentFiles, DocumentRecord
from styrkedja.graph.model import Municipality, Register
from styrkedja.settings import DEFAULT_BASE, Settings
from tests.api.conftest import served
from tests.w3c.manifest import ROOT, address_of, cases, triples_of

NOTHING = "urn:nothing"
"""The one graph of a data set whose default graph is to be empty."""


def archive_of(path_factory: pytest.TempPathFactory, quads: list[ox.Quad]) -> Archive:
    """Return an archive with one document whose quads are these, whatever graphs they name."""
    archive = Archive.open_or_create(path_factory.mktemp("w3c"), DEFAULT_BASE)
    record = DocumentRecord(
        iri=f"{DEFAULT_BASE}w3c/document/tests",
        municipality="w3c",
        key="tests",
        kind="plan",
        title="Tests",
        label="Tests",
        as_of=None,
        source="tests.txt",
        sha256="",
    )
    content = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert content is not None
    files = DocumentFiles(original=b"", text="", quads=content, report=b"{}")
    with archive.writing() as writer:
        writer.put(record, files, Register(Municipality("W3C", None, "w3c")), set())
    return archive


@pytest.fixture(scope="session")
def w3c(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the service over each data file of the query tests as a graph."""
    if not ROOT.is_dir():
        pytest.skip("the W3C's tests (../shared/data/w3c-sparql11) are not here")
    nothing = ox.NamedNode(NOTHING)
    quads = [ox.Quad(nothing, nothing, nothing, nothing)]
    for path in sorted({path for case in cases() for path in (*case.data, *case.graphs)}):
        name = ox.NamedNode(address_of(path))
        quads += [ox.Quad(t.subject, t.predicate, t.object, name) for t in triples_of(path)]
    archive = archive_of(tmp_path_factory, quads)
    with served(Settings(store=archive.path)) as client:
        yield client
