"""NetworkX graphs as files for other programs: GraphML and GEXF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from styrkedja.errors import FormatError

from .drawing import xml_safe

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GRAPH_FORMATS", "flat_graph", "graph_text"]

GRAPH_FORMATS = ("graphml", "gexf")

_BETWEEN = " | "


def graph_text(graph: nx.Graph, format: str) -> str:
    """Return a graph as text in one of `GRAPH_FORMATS`; the same graph, the same text.

    Args:
        graph: With texts, numbers and sequences of texts as attributes.
        format: "graphml" or "gexf".

    Raises:
        FormatError: The format is not known.
    """
    import networkx as nx

    if format == "graphml":
        lines = nx.generate_graphml(flat_graph(graph))  # type: ignore[no-untyped-call]  # networkx
        return "\n".join(lines) + "\n"
    if format == "gexf":
        from networkx.readwrite.gexf import GEXFWriter

        writer = GEXFWriter(flat_graph(graph), version="1.2draft")  # type: ignore[no-untyped-call]
        for meta in writer.xml.iter("meta"):
            # NetworkX writes today's date, which would make every file differ from the last.
            meta.attrib.pop("lastmodifieddate", None)
        return f"{writer}\n"
    raise FormatError(f"no format {format!r}; there are {', '.join(GRAPH_FORMATS)}")


def flat_graph(graph: nx.Graph) -> nx.Graph:
    """Return a copy with plain texts and numbers only, as the formats ask; `label` is the name.

    Sequences are joined by " | ", unknown values (None) are left out.
    """
    flat = graph.__class__()
    for node, data in graph.nodes(data=True):
        plain = _plain(data)
        flat.add_node(node, label=plain.get("name", str(node)), **plain)
    for first, second, data in graph.edges(data=True):
        flat.add_edge(first, second, **_plain(data))
    return flat


def _plain(data: dict[str, object]) -> dict[str, str | int | float]:
    plain: dict[str, str | int | float] = {}
    for key, value in data.items():
        if isinstance(value, tuple | list):
            value = _BETWEEN.join(map(str, value))
        if isinstance(value, bool):
            value = int(value)
        if isinstance(value, int | float):
            plain[key] = value
        elif value is not None:
            plain[key] = xml_safe(str(value))
    return plain
