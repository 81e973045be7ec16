"""What the SPARQL editor proposes: prefixes, terms of the vocabulary, properties of the data."""

from __future__ import annotations

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.ontology.namespaces import OWL, PREFIXES, RDF, SKOS

from .facts import Facts
from .rendering import Visit, visit_of
from .terms import vocabulary

__all__ = ["properties_used", "router"]

_CLASSES = (
    OWL + "Class",
    OWL + "ObjectProperty",
    OWL + "DatatypeProperty",
    RDF + "Property",
    SKOS + "Concept",
)

router = APIRouter(include_in_schema=False)


@router.get("/sparql/words")
def words(request: Request, snapshot: CurrentSnapshot) -> JSONResponse:
    """Return prefixes with their namespaces, and terms with label and meaning in the language."""
    visit = visit_of(request, snapshot)
    made = snapshot.cached(("pages.words", visit.language), lambda: _words(visit))
    return JSONResponse(made, headers={"Cache-Control": "private, max-age=600"})


def properties_used(snapshot: Snapshot) -> frozenset[str]:
    """Return the properties that the data has; looked for once a commit."""

    def look() -> frozenset[str]:
        rows = snapshot.store.select("SELECT DISTINCT ?p WHERE { ?s ?p ?o }").rows
        return frozenset(row[0].value for row in rows if isinstance(row[0], ox.NamedNode))

    return snapshot.cached("pages.properties", look, lasting=True)


def _words(visit: Visit) -> dict[str, object]:
    known = Facts(vocabulary(), visit.language)
    terms = {iri for name in _CLASSES for iri in known.instances(name)}
    terms |= properties_used(visit.snapshot)
    told = []
    for iri in sorted(terms):
        name = _short(iri)
        if name is not None:
            meaning = known.text(iri, SKOS + "definition")
            told.append(
                {
                    "name": name,
                    "label": known.label(iri).value,
                    "meaning": "" if meaning is None else meaning.value,
                }
            )
    return {"prefixes": dict(PREFIXES), "terms": told}


def _short(iri: str) -> str | None:
    """Return an IRI with a prefix of ours, None where it has none that SPARQL takes."""
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and rest.replace("-", "").isalnum():
            return f"{prefix}:{rest}"
    return None
