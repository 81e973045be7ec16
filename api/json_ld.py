"""JSON-LD as people like to read it: short names, with their meaning in the document itself."""

from __future__ import annotations

import json
from typing import Any

from styrkedja.ontology.namespaces import PREFIXES, RDF

__all__ = ["compact"]


def compact(expanded: bytes) -> bytes:
    """Return expanded JSON-LD with prefixed names and a context of its own.

    No context is referred to, so no reader has to fetch one.

    Args:
        expanded: An array of nodes as Oxigraph writes it: IRIs as keys, values in arrays.
    """
    nodes: list[dict[str, Any]] = json.loads(expanded)
    used: dict[str, str] = {}
    graph = [_node(node, used) for node in nodes]
    context = {prefix: used[prefix] for prefix in sorted(used)}
    whole = {"@context": context, "@graph": graph}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _node(node: dict[str, Any], used: dict[str, str]) -> dict[str, Any]:
    short: dict[str, Any] = {}
    for key, value in node.items():
        if key == RDF + "type":
            short["@type"] = [_short(one["@id"], used) for one in value]
        else:
            short[key if key.startswith("@") else _short(key, used)] = _value(value, used)
    return short


def _value(value: Any, used: dict[str, str]) -> Any:
    """Return a value of a node: an IRI, a literal, or an array of them."""
    if isinstance(value, list):
        values = [_value(one, used) for one in value]
        return values[0] if len(values) == 1 else values
    if isinstance(value, str):
        return _short(value, used)
    short = dict(value)
    for name in ("@id", "@type"):
        if name in short:
            short[name] = _short(short[name], used)
    return short


def _short(iri: str, used: dict[str, str]) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        # "sk://x" would be read as an absolute IRI.
        if local != iri and local and not local.startswith("//"):
            used[prefix] = namespace
            return f"{prefix}:{local}"
    return iri
