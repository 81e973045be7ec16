"""Documents → model → graph → archive → store, and what is asked of it.

From Python, the whole way of one document:

    from pathlib import Path
    from styrkedja.graph import build_graph, read_file

    content, rendition, model = read_file(Path("report.txt"))
    quads = build_graph(model, original=content)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from styrkedja.lazily import lazily

if TYPE_CHECKING:
    from .archive import Archive, DocumentRecord
    from .loading import load_store, open_store
    from .model import Model
    from .pipeline import (
        Ingested,
        Outcome,
        build_graph,
        ingest_file,
        input_files,
        read_file,
    )
    from .rdf.store import Store, Table, dataset_of, select
    from .report import Report, report_of

__all__ = [
    "Archive",
    "DocumentRecord",
    "Ingested",
    "Model",
    "Outcome",
    "Report",
    "Store",
    "Table",
    "build_graph",
    "dataset_of",
    "ingest_file",
    "input_files",
    "load_store",
    "open_store",
    "read_file",
    "report_of",
    "select",
]

__getattr__ = lazily(
    __name__,
    {
        "archive": "Archive DocumentRecord",
        "loading": "load_store open_store",
        "model": "Model",
        "pipeline": "Ingested Outcome build_graph ingest_file input_files read_file",
        "rdf.store": "Store Table dataset_of select",
        "report": "Report report_of",
    },
)
