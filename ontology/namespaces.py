"""Every namespace that Styrkedja uses, with its prefix, once."""

from __future__ import annotations

from types import MappingProxyType

__all__ = [
    "ADMS", "BODY_KIND", "CONFIDENCE", "CV", "DCAT", "DCT", "DECISION", "DOUBT", "FOAF",
    "FORECAST", "FORMATS", "GOAL_LEVEL", "ONTOLOGY", "ORG", "OWL", "PREFIXES", "PROV", "QB", "RDF",
    "RDFS", "SCHEMA", "SD", "SDGO", "SDMX_ATTRIBUTE", "SDMX_DIMENSION", "SDMX_MEASURE", "SH",
    "SHAPE", "SK", "SKOS", "STATUS", "VANN", "VCARD", "VOID", "VS", "XSD", "prefix_lines",
]  # fmt: skip

SK = "https://w3id.org/styrkedja/ns#"
STATUS = "https://w3id.org/styrkedja/status/"
FORECAST = "https://w3id.org/styrkedja/forecast/"
CONFIDENCE = "https://w3id.org/styrkedja/confidence/"
DOUBT = "https://w3id.org/styrkedja/doubt/"
DECISION = "https://w3id.org/styrkedja/decision-state/"
BODY_KIND = "https://w3id.org/styrkedja/body-kind/"
GOAL_LEVEL = "https://w3id.org/styrkedja/goal-level/"
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
SDMX_ATTRIBUTE = "http://purl.org/linked-data/sdmx/2009/attribute#"
SDMX_DIMENSION = "http://purl.org/linked-data/sdmx/2009/dimension#"
SDMX_MEASURE = "http://purl.org/linked-data/sdmx/2009/measure#"
SDGO = "http://metadata.un.org/sdg/ontology#"
SCHEMA = "http://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
ADMS = "http://www.w3.org/ns/adms#"
VS = "http://www.w3.org/2003/06/sw-vocab-status/ns#"
VANN = "http://purl.org/vocab/vann/"
FOAF = "http://xmlns.com/foaf/0.1/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
VOID = "http://rdfs.org/ns/void#"

PREFIXES: MappingProxyType[str, str] = MappingProxyType(
    {
        "adms": ADMS,
        "bodykind": BODY_KIND,
        "conf": CONFIDENCE,
        "cv": CV,
        "dcat": DCAT,
        "dct": DCT,
        "decision": DECISION,
        "doubt": DOUBT,
        "foaf": FOAF,
        "forecast": FORECAST,
        "formats": FORMATS,
        "goallevel": GOAL_LEVEL,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "qb": QB,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "sd": SD,
        "sdgo": SDGO,
        "sdmxa": SDMX_ATTRIBUTE,
        "sdmxd": SDMX_DIMENSION,
        "sdmxm": SDMX_MEASURE,
        "sh": SH,
        "shape": SHAPE,
        "sk": SK,
        "skos": SKOS,
        "status": STATUS,
        "vann": VANN,
        "vcard": VCARD,
        "void": VOID,
        "vs": VS,
        "xsd": XSD,
    }
)


def prefix_lines() -> str:
    """Return the SPARQL `PREFIX` lines of all namespaces, one a line, ending in a line end."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
