"""From the archive to the store: what is stated, as corrected, and what the rules infer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from styrkedja.graph.archive import Archive
from styrkedja.graph.corrections import corrected_quads
from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology import ontology_quads

__all__ = ["archive_quads", "load_store", "open_store"]


def archive_quads(archive: Archive, *, internal: bool = True) -> Iterator[ox.Quad]:
    """Yield the quads of an archive at one commit: registers and documents, as corrected.

    Args:
        archive: The archive.
        internal: Whether internal documents are meant, too, and what registers know from them.
    """
    yield from corrected_quads(archive.as_of_now(), internal=internal)


def load_store(archive: Archive, *, internal: bool = True) -> Store:
    """Return the store of an archive: what is stated, what follows from it, and the ontology.

    Args:
        archive: The archive.
        internal: Whether internal documents are meant, too. Without them nothing follows from
            them either.
    """
    stated = list(archive_quads(archive, internal=internal))
    return Store([*stated, *infer(stated, base=archive.base), *ontology_quads()])


def open_store(path: Path) -> Store:
    """Return the store of the archive in a folder.

    Raises:
        ArchiveError: There is no archive, or it cannot be used.
    """
    return load_store(Archive.open(path))
