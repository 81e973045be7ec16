"""The board analysis as files for other programs: CSV, JSON, GraphML, GEXF."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from styrkedja.errors import FormatError

from .boards import BoardAnalysis, BoardMeasures, Pair
from .tables import ElementItem

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["EXPORT_FORMATS", "TABLES", "board_table", "export_boards"]

EXPORT_FORMATS = ("csv", "json", "graphml", "gexf")
TABLES = ("pairs", "boards", "matrix")

_BETWEEN = " | "


def export_boards(analysis: BoardAnalysis, format: str, *, table: str = "pairs") -> str:
    """Return the analysis as text in one of `EXPORT_FORMATS`; the same analysis, the same text.

    Args:
        analysis: What the boards share.
        format: "csv" (one table, comma-separated, a header line), "json" (everything), "graphml"
            or "gexf" (boards as nodes with their measures, pairs as edges).
        table: Which of `TABLES` the CSV holds; the other formats hold all there is.

    Raises:
        FormatError: The format or the table is not known.
    """
    import networkx as nx

    if format == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(board_table(analysis, table))
        return out.getvalue()
    if format == "json":
        return json.dumps(_document(analysis), ensure_ascii=False, indent=2) + "\n"
    if format == "graphml":
        lines = nx.generate_graphml(_flat_graph(analysis))  # type: ignore[no-untyped-call]  # networkx
        return "\n".join(lines) + "\n"
    if format == "gexf":
        return _gexf(analysis)
    raise FormatError(f"no format {format!r}; there are {', '.join(EXPORT_FORMATS)}")


def board_table(analysis: BoardAnalysis, table: str = "pairs") -> list[list[str]]:
    """Return one table of the analysis, its first row the column names; empty text is unknown.

    Args:
        analysis: What the boards share.
        table: "pairs" (a row a pair that shares something), "boards" (a row a board with its
            measures) or "matrix" (boards × boards, loads on the diagonal).

    Raises:
        FormatError: The table is not known.
    """
    if table == "pairs":
        return [
            ["board_a", "board_b", "shared", "jaccard", "titles", "board_a_iri", "board_b_iri"],
            *(_pair_row(analysis, pair) for pair in analysis.pairs),
        ]
    if table == "boards":
        concepts = _statuses(analysis)
        return [
            [
                *(
                    "board",
                    "municipality",
                    "kind",
                    "load",
                    "shared",
                    "partners",
                    "strength",
                    "betweenness",
                ),
                *("community", "cuts_off", "overdue"),
                *(_status_column(status) for status in concepts),
                "board_iri",
            ],
            *(_board_row(board, concepts, _names(analysis)) for board in analysis.boards),
        ]
    if table == "matrix":
        names = [analysis.name(board.body) for board in analysis.boards]
        rows = zip(names, analysis.matrix(), strict=True)
        return [["board", *names], *([name, *map(str, row)] for name, row in rows)]
    raise FormatError(f"no table {table!r}; there are {', '.join(TABLES)}")


def _pair_row(analysis: BoardAnalysis, pair: Pair) -> list[str]:
    return [
        analysis.name(pair.first),
        analysis.name(pair.second),
        str(pair.count),
        f"{pair.jaccard:.4f}",
        _BETWEEN.join(element.title for element in pair.elements),
        pair.first.iri,
        pair.second.iri,
    ]


def _board_row(
    board: BoardMeasures, concepts: Sequence[str | None], names: dict[str, str]
) -> list[str]:
    counts = dict(board.statuses)
    return [
        board.body.name,
        board.body.municipality,
        board.body.kind,
        str(board.load),
        str(board.shared),
        str(board.partners),
        str(board.strength),
        f"{board.betweenness:.4f}",
        str(board.community or ""),
        _BETWEEN.join(names[iri] for part in board.cuts_off for iri in part),
        "" if board.overdue is None else str(board.overdue),
        *(str(counts.get(status, 0)) for status in concepts),
        board.body.iri,
    ]


def _document(analysis: BoardAnalysis) -> dict[str, object]:
    return {
        "asOf": None if analysis.as_of is None else analysis.as_of.isoformat(),
        "elements": len(analysis.elements),
        "elementsByNumberOfBoards": [
            {"boards": boards, "elements": elements} for boards, elements in analysis.by_board_count
        ],
        "boards": [
            {
                "iri": board.body.iri,
                "name": board.body.name,
                "kind": board.body.kind,
                "municipality": board.body.municipality,
                "load": board.load,
                "shared": board.shared,
                "partners": board.partners,
                "strength": board.strength,
                "betweenness": board.betweenness,
                "community": board.community or None,
                "cutsOff": [list(part) for part in board.cuts_off],
                "statuses": [
                    {"status": status, "elements": count} for status, count in board.statuses
                ],
                "overdue": board.overdue,
            }
            for board in analysis.boards
        ],
        "pairs": [
            {
                "boards": [pair.first.iri, pair.second.iri],
                "count": pair.count,
                "jaccard": round(pair.jaccard, 6),
                "elements": [element.iri for element in pair.elements],
            }
            for pair in analysis.pairs
        ],
        "shared": [_element(element) for element in analysis.shared],
    }


def _element(element: ElementItem) -> dict[str, object]:
    return {
        "iri": element.iri,
        "title": element.title,
        "kind": element.kind,
        "document": element.document,
        "boards": list(element.bodies),
        "status": element.status,
        "statusText": element.status_text,
        "deadline": None if element.deadline is None else element.deadline.isoformat(),
    }


def _flat_graph(analysis: BoardAnalysis) -> nx.Graph:
    """Return boards and pairs with plain texts and numbers only, as the file formats ask."""
    import networkx as nx

    graph = nx.Graph()
    concepts, names = _statuses(analysis), _names(analysis)
    for board in analysis.boards:
        counts = dict(board.statuses)
        graph.add_node(
            board.body.iri,
            label=analysis.name(board.body),
            municipality=board.body.municipality,
            kind=board.body.kind,
            load=board.load,
            shared=board.shared,
            partners=board.partners,
            strength=board.strength,
            betweenness=board.betweenness,
            community=board.community,
            cuts_off=_BETWEEN.join(names[iri] for part in board.cuts_off for iri in part),
            **{_status_column(status): counts.get(status, 0) for status in concepts},
            **({} if board.overdue is None else {"overdue": board.overdue}),
        )
    for pair in analysis.pairs:
        graph.add_edge(
            pair.first.iri,
            pair.second.iri,
            weight=pair.count,
            jaccard=round(pair.jaccard, 6),
            titles=_BETWEEN.join(element.title for element in pair.elements),
        )
    return graph


def _gexf(analysis: BoardAnalysis) -> str:
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(_flat_graph(analysis), version="1.2draft")  # type: ignore[no-untyped-call]
    for meta in writer.xml.iter("meta"):
        # NetworkX writes today's date, which would make every file differ from the last.
        meta.attrib.pop("lastmodifieddate", None)
        if analysis.as_of is not None:
            meta.set("lastmodifieddate", analysis.as_of.isoformat())
    return f"{writer}\n"


def _statuses(analysis: BoardAnalysis) -> list[str | None]:
    found = {status for board in analysis.boards for status, _ in board.statuses}
    return sorted(found, key=lambda status: (status is None, status or ""))


def _status_column(status: str | None) -> str:
    return "status_unknown" if status is None else f"status_{status.rsplit('/', 1)[-1]}"


def _names(analysis: BoardAnalysis) -> dict[str, str]:
    return {board.body.iri: analysis.name(board.body) for board in analysis.boards}
