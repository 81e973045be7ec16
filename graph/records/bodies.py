"""Every body of the graph: what it is called, what it is, whose it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from styrkedja.graph.analysis.loading import ask
from styrkedja.graph.rdf.store import Source
from styrkedja.ontology.namespaces import SK

__all__ = ["BODY_KINDS", "BodyRecord", "load_bodies"]

BODY_KINDS = (
    "ExecutiveBoard",
    "Board",
    "Council",
    "Administration",
    "Department",
    "MunicipalCompany",
    "BodyGroup",
    "Municipality",
    "Body",
)
"""Local names of the classes of bodies, the narrowest first."""


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """A body.

    Args:
        iri: Its IRI.
        name: Its name.
        kind: One of `BODY_KINDS`.
        municipality: IRI of its municipality (its own for a municipality); empty when the graph
            does not say.
        spellings: Other ways in which documents write its name, sorted.
        abbreviations: Its abbreviations, sorted.
        parent: IRI of the body that it is a part of, or None.
    """

    iri: str
    name: str
    kind: str
    municipality: str
    spellings: tuple[str, ...]
    abbreviations: tuple[str, ...]
    parent: str | None


def load_bodies(source: Source) -> tuple[BodyRecord, ...]:
    """Return all bodies and municipalities, sorted by IRI.

    Args:
        source: A store or dataset.
    """
    kinds: dict[str, str] = {}
    texts: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    classes = " ".join(f"sk:{name}" for name in BODY_KINDS)
    for row in ask(
        source, f"SELECT ?body ?class WHERE {{ VALUES ?class {{ {classes} }} ?body a ?class }}"
    ):
        body, kind = row["body"] or "", (row["class"] or "").removeprefix(SK)
        known = kinds.get(body, kind)
        kinds[body] = min(kind, known, key=BODY_KINDS.index)
    for row in ask(
        source,
        f"""SELECT DISTINCT ?body ?property ?value WHERE {{
  VALUES ?class {{ {classes} }} ?body a ?class .
  VALUES ?property {{ rdfs:label skos:altLabel skos:notation org:subOrganizationOf
    sk:municipality }}
  ?body ?property ?value .
}}""",
    ):
        name = (row["property"] or "").replace("#", "/").rpartition("/")[2]
        texts[row["body"] or "", name].add(row["value"] or "")
    return tuple(_record(iri, kinds[iri], texts) for iri in sorted(kinds))


def _record(iri: str, kind: str, texts: dict[tuple[str, str], set[str]]) -> BodyRecord:
    def of(name: str) -> tuple[str, ...]:
        return tuple(sorted(texts.get((iri, name), ())))

    own = iri if kind == "Municipality" else ""
    return BodyRecord(
        iri=iri,
        name=next(iter(of("label")), iri),
        kind=kind,
        municipality=next(iter(of("municipality")), own),
        spellings=of("altLabel"),
        abbreviations=of("notation"),
        parent=next(iter(of("subOrganizationOf")), None),
    )
