"""Analyses over the graph: who shares what, which goals are worked for, what changes, what is due.

The names are loaded when they are first used, so that `import styrkedja.graph.analysis` costs
neither NetworkX nor SciPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .boards import BoardAnalysis, BoardMeasures, Pair, analyse_boards, is_overdue
    from .chains import Value, chain_graph
    from .chance import Chance, pair_chances
    from .change import ChangeAnalysis, ChangeItem, analyse_change, linked_documents
    from .coverage import CoverageAnalysis, analyse_coverage, coverage_of
    from .deadlines import PERIODS, CalendarAnalysis, analyse_calendar, calendar_of, is_open
    from .exports import EXPORT_FORMATS, TABLES, board_table, export_boards
    from .links import Chain, chain_within, load_chain
    from .loading import KINDS, ROLES
    from .naming import document_iri, documents, thing_iri
    from .network import bipartite_graph, shared_graph
    from .order import alphabetical
    from .picture import network_svg
    from .projection import board_network, projected
    from .raster import png_bytes
    from .report import FORMATS, Analysis
    from .roll_up import ChainTree, RollUp, chain_tree
    from .sentences import Nouns, nouns, pair_sentence, summary_sentences, top_pairs
    from .sharing import SharingAnalysis, analyse_sharing, sharing_at_least, sharing_of, strongest
    from .sharing_sentences import role_sentences
    from .sheets import Column, Sheet, cell_words
    from .tables import STATUSES, BodyItem, ElementItem, Responsibilities, load_responsibilities

__all__ = [
    "EXPORT_FORMATS",
    "FORMATS",
    "KINDS",
    "PERIODS",
    "ROLES",
    "STATUSES",
    "TABLES",
    "Analysis",
    "BoardAnalysis",
    "BoardMeasures",
    "BodyItem",
    "CalendarAnalysis",
    "Chain",
    "ChainTree",
    "Chance",
    "ChangeAnalysis",
    "ChangeItem",
    "Column",
    "CoverageAnalysis",
    "ElementItem",
    "Nouns",
    "Pair",
    "Responsibilities",
    "RollUp",
    "SharingAnalysis",
    "Sheet",
    "Value",
    "alphabetical",
    "analyse_boards",
    "analyse_calendar",
    "analyse_change",
    "analyse_coverage",
    "analyse_sharing",
    "bipartite_graph",
    "board_network",
    "board_table",
    "calendar_of",
    "cell_words",
    "chain_graph",
    "chain_tree",
    "chain_within",
    "coverage_of",
    "document_iri",
    "documents",
    "export_boards",
    "is_open",
    "is_overdue",
    "linked_documents",
    "load_chain",
    "load_responsibilities",
    "network_svg",
    "nouns",
    "pair_chances",
    "pair_sentence",
    "png_bytes",
    "projected",
    "role_sentences",
    "shared_graph",
    "sharing_at_least",
    "sharing_of",
    "strongest",
    "summary_sentences",
    "thing_iri",
    "top_pairs",
]

_HOME = {
    "Analysis": "report",
    "BoardAnalysis": "boards",
    "BoardMeasures": "boards",
    "BodyItem": "tables",
    "CalendarAnalysis": "deadlines",
    "Chain": "links",
    "ChainTree": "roll_up",
    "Chance": "chance",
    "ChangeAnalysis": "change",
    "ChangeItem": "change",
    "Column": "sheets",
    "CoverageAnalysis": "coverage",
    "EXPORT_FORMATS": "exports",
    "ElementItem": "tables",
    "FORMATS": "report",
    "KINDS": "loading",
    "Nouns": "sentences",
    "PERIODS": "deadlines",
    "Pair": "boards",
    "ROLES": "loading",
    "Responsibilities": "tables",
    "RollUp": "roll_up",
    "STATUSES": "tables",
    "SharingAnalysis": "sharing",
    "Sheet": "sheets",
    "TABLES": "exports",
    "Value": "chains",
    "alphabetical": "order",
    "analyse_boards": "boards",
    "analyse_calendar": "deadlines",
    "analyse_change": "change",
    "analyse_coverage": "coverage",
    "analyse_sharing": "sharing",
    "bipartite_graph": "network",
    "board_network": "projection",
    "board_table": "exports",
    "calendar_of": "deadlines",
    "cell_words": "sheets",
    "chain_graph": "chains",
    "chain_within": "links",
    "chain_tree": "roll_up",
    "coverage_of": "coverage",
    "document_iri": "naming",
    "documents": "naming",
    "export_boards": "exports",
    "is_open": "deadlines",
    "is_overdue": "boards",
    "linked_documents": "change",
    "load_chain": "links",
    "load_responsibilities": "tables",
    "network_svg": "picture",
    "nouns": "sentences",
    "pair_chances": "chance",
    "pair_sentence": "sentences",
    "png_bytes": "raster",
    "projected": "projection",
    "role_sentences": "sharing_sentences",
    "shared_graph": "network",
    "sharing_at_least": "sharing",
    "sharing_of": "sharing",
    "strongest": "sharing",
    "summary_sentences": "sentences",
    "thing_iri": "naming",
    "top_pairs": "sentences",
}


def __getattr__(name: str) -> object:
    """Return a public name from the module that defines it."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
