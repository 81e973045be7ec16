"""From what a person calls a thing to its IRI."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyoxigraph as ox

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Source, select
from styrkedja.ontology.namespaces import prefix_lines

__all__ = ["document_iri", "documents", "source_note", "thing_iri"]

_SHOWN = 5
_NAMED = 2


def documents(source: Source) -> dict[str, tuple[str, date | None]]:
    """Return the documents: IRI → label and the day whose state it reports, or None."""
    rows = select(
        source,
        prefix_lines()
        + """SELECT DISTINCT ?document ?label ?asOf WHERE {
  VALUES ?class { sk:SteeringDocument sk:PlanDocument sk:FollowUpReport }
  ?document a ?class ; rdfs:label ?label . OPTIONAL { ?document sk:asOf ?asOf }
} ORDER BY ?document DESC(?label) ?asOf""",
    ).dicts()
    return {row["document"] or "": (row["label"] or "", _day(row["asOf"])) for row in rows}


def document_iri(source: Source, name: str) -> str:
    """Return the IRI of the document that a person means by `name`.

    Args:
        source: A store or dataset.
        name: The document's IRI, the last part of it ("sarskilda-uppdrag-2023"), that with its
            municipality before it ("lund/sarskilda-uppdrag-2023"), or its label.

    Raises:
        ParameterError: No document is called that, or more than one.
    """
    known = documents(source)
    if name in known:
        return name
    wanted = name.casefold()
    found = [
        iri for iri, (label, _) in known.items() if wanted in (*_short_names(iri), label.casefold())
    ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(sorted(found))
        raise ParameterError(
            f"{name!r} is {len(found)} documents: {listed}",
            sv=f"{len(found)} dokument heter ”{name}”: {listed}",
        )
    if not known:
        raise ParameterError(
            f"no document {name!r}: no document has been read yet",
            sv=f"Dokumentet ”{name}” finns inte: inget dokument är inläst ännu.",
        )
    listed = ", ".join(sorted(known))
    raise ParameterError(
        f"no document {name!r}; there are {listed}",
        sv=f"Dokumentet ”{name}” finns inte. Inlästa dokument: {listed}",
    )


def _short_names(iri: str) -> tuple[str, str]:
    parts = iri.casefold().split("/")
    return parts[-1], "/".join((*parts[-3:-2], parts[-1]))


def source_note(labels: Sequence[str], lang: str) -> str:
    """Return which documents a picture was made from, in "sv" or "en"; how many, if many."""
    if not labels:
        return ""
    several = len(labels) > _NAMED
    if lang == "sv":
        return f"Källa: {len(labels)} dokument." if several else f"Källa: {'; '.join(labels)}."
    return f"Source: {len(labels)} documents." if several else f"Source: {'; '.join(labels)}."


def thing_iri(source: Source, name: str) -> str:
    """Return the IRI of the one thing with this label, or whose IRI ends in this.

    Args:
        source: A store or dataset.
        name: An IRI (returned as it is), a label in any language and case ("Kommunstyrelsen",
            "pågående"), or the last part of an IRI.

    Raises:
        ParameterError: Nothing is called that, or several things are.
    """
    if "://" in name:
        return name
    label, end = ox.Literal(name), ox.Literal(f"/{name}")
    table = select(
        source,
        prefix_lines()
        + f"""SELECT DISTINCT ?thing WHERE {{
  ?thing rdfs:label ?label .
  FILTER(ISIRI(?thing))
  FILTER(LCASE(STR(?label)) = LCASE({label}) || STRENDS(STR(?thing), {end}))
}} ORDER BY ?thing""",
    )
    found = [row["thing"] or "" for row in table.dicts()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise ParameterError(
            f"nothing is called {name!r}; give its label or its IRI",
            sv=f"Inget heter ”{name}”; ange namn eller IRI.",
        )
    shown = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    raise ParameterError(
        f"{len(found)} things are called {name!r}, give the IRI: {shown}",
        sv=f"{len(found)} saker heter ”{name}”, ange IRI: {shown}",
    )


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None
