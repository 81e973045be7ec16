"""Every namespace that Styrkedja uses, with its prefix, once."""

from __future__ import annotations

from types import MappingProxyType

__all__ = [
    "ADMS", "CONFIDENCE", "CV", "DCAT", "DCT", "DECISION", "DOUBT", "FORECAST", "ONTOLOGY",
    "ORG", "OWL", "PREFIXES", "PROV", "QB", "RDF", "RDFS", "SCHEMA", "SH", "SHAPE", "SK", "SKOS",
    "STATUS", "VANN", "VS", "XSD", "prefix_lines",
]  # fmt: skip

SK = "https://w3id.org/styrkedja/ns#"
STATUS = "https://w3id.org/styrkedja/status/"
FORECAST = "https://w3id.org/styrkedja/forecast/"
CONFIDENCE = "https://w3id.org/styrkedja/confidence/"
DOUBT = "https://w3id.org/styrkedja/doubt/"
DECISION = "https://w3id.org/styrkedja/decision-state/"
SHAPE = "https://w3id.org/styrkedja/shapes#"

# The ontology's own IRI, which is also its graph's.
ONTOLOGY = "https://w3id.org/styrkedja/ns"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
CV = "http://data.europa.eu/m8g/"
QB = "http://purl.org/linked-data/cube#"
SCHEMA = "http://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
ADMS = "http://www.w3.org/ns/adms#"
VS = "http://www.w3.org/2003/06/sw-vocab-status/ns#"
VANN = "http://purl.org/vocab/vann/"

PREFIXES: MappingProxyType[str, str] = MappingProxyType(
    {
        "adms": ADMS,
        "conf": CONFIDENCE,
        "cv": CV,
        "dcat": DCAT,
        "dct": DCT,
        "decision": DECISION,
        "doubt": DOUBT,
        "forecast": FORECAST,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "qb": QB,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "sh": SH,
        "shape": SHAPE,
        "sk": SK,
        "skos": SKOS,
        "status": STATUS,
        "vann": VANN,
        "vs": VS,
        "xsd": XSD,
    }
)


def prefix_lines() -> str:
    """Return the SPARQL `PREFIX` lines of all namespaces, one a line, ending in a line end."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
