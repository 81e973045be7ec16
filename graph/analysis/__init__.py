"""Analyses over the graph: who shares what, and what it looks like.

The names are loaded when they are first used, so that `import styrkedja.graph.analysis` costs
neither NetworkX nor SciPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .boards import BoardAnalysis, BoardMeasures, Pair, analyse_boards, is_overdue
    from .exports import EXPORT_FORMATS, TABLES, board_table, export_boards
    from .naming import document_iri, documents, thing_iri
    from .network import bipartite_graph, shared_graph
    from .order import alphabetical
    from .picture import network_svg
    from .sentences import Nouns, nouns, summary_sentences, top_pairs
    from .tables import (
        BodyItem,
        ElementItem,
        Responsibilities,
        load_responsibilities,
    )

__all__ = [
    "EXPORT_FORMATS",
    "TABLES",
    "BoardAnalysis",
    "BoardMeasures",
    "BodyItem",
    "ElementItem",
    "Nouns",
    "Pair",
    "Responsibilities",
    "alphabetical",
    "analyse_boards",
    "bipartite_graph",
    "board_table",
    "document_iri",
    "documents",
    "export_boards",
    "is_overdue",
    "load_responsibilities",
    "network_svg",
    "nouns",
    "shared_graph",
    "summary_sentences",
    "thing_iri",
    "top_pairs",
]

_HOME = {
    "BoardAnalysis": "boards",
    "BoardMeasures": "boards",
    "BodyItem": "tables",
    "EXPORT_FORMATS": "exports",
    "ElementItem": "tables",
    "Nouns": "sentences",
    "Pair": "boards",
    "Responsibilities": "tables",
    "TABLES": "exports",
    "alphabetical": "order",
    "analyse_boards": "boards",
    "bipartite_graph": "network",
    "board_table": "exports",
    "document_iri": "naming",
    "documents": "naming",
    "export_boards": "exports",
    "is_overdue": "boards",
    "load_responsibilities": "tables",
    "network_svg": "picture",
    "nouns": "sentences",
    "shared_graph": "network",
    "summary_sentences": "sentences",
    "thing_iri": "naming",
    "top_pairs": "sentences",
}


def __getattr__(name: str) -> object:
    """Return a public name from the module that defines it."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
