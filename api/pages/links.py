"""Where things have their pages: IRIs to addresses of this service and back.

An address keeps the language it was opened in, and never leads anywhere but to this service, to
http(s) or to mailto.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from styrkedja.api.incoming import question
from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.ontology.namespaces import (
    BODY_KIND,
    CONFIDENCE,
    DECISION,
    DOUBT,
    FORECAST,
    GOAL_LEVEL,
    SK,
    STATUS,
)

from .translation import DEFAULT_LANGUAGE, Language

__all__ = ["Links"]

_CONCEPTS = {
    STATUS: "status-",
    FORECAST: "forecast-",
    CONFIDENCE: "confidence-",
    DOUBT: "doubt-",
    DECISION: "decision-state-",
    BODY_KIND: "body-kind-",
    GOAL_LEVEL: "goal-level-",
}
_OUTSIDE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses in one language.

    Args:
        base: What the IRIs of bodies, documents and elements begin with.
        language: The language to stay in.
        texts: Document → the beginning of its text's SHA-256. Links to lines carry it, so that
            whoever follows one after the document was replaced is told, and led to the line.
    """

    base: str
    language: Language
    texts: Mapping[str, str] = field(default_factory=dict)

    def page(self, path: str, fragment: str = "", **parameters: str | int | None) -> str:
        """Return the address of a page of this service; parameters that are None are left out."""
        given = {name: value for name, value in parameters.items() if value is not None}
        if self.language != DEFAULT_LANGUAGE:
            given["lang"] = self.language
        query = f"?{urlencode(given, safe='/')}" if given else ""
        return f"{path}{query}{'#' + fragment if fragment else ''}"

    def thing(self, iri: str, **parameters: str | int | None) -> str | None:
        """Return where a thing is described, or None when its IRI must not be a link."""
        passage = passage_lines(iri)
        if passage is not None and iri.startswith(self.base):
            document, first, _ = passage
            return self.line(document, first)
        if iri.startswith(self.base):
            path, _, fragment = iri.removeprefix(self.base).partition("#")
            return self.page(f"/id/{quote(path)}", fragment, **parameters)
        name = self.term(iri)
        if name is not None:
            return self.page("/ns", name)
        return iri if iri.startswith(_OUTSIDE) else None

    def line(self, document: str, line: int) -> str:
        """Return the address of a line in the pages of its document's text."""
        text = self.texts.get(document)
        return self.page(self.part(document, "text"), f"line-{line}", line=line, text=text)

    def part(self, document: str, part: str) -> str:
        """Return the path of a page about a document besides its own: its text, its versions."""
        municipality, _, key = self.key(document).partition("/document/")
        return f"/documents/{quote(municipality)}/{quote(key)}/{part}"

    def doubt(self, iri: str) -> str:
        """Return the path of the page on which a doubt is settled."""
        municipality, _, rest = self.key(iri).partition("/doubt/")
        return f"/doubts/{quote(municipality)}/{quote(rest)}"

    def data(self, iri: str, ending: str) -> str:
        """Return the address of what is said about a thing in a data format."""
        return f"/id/{quote(self.key(iri))}?format={ending}"

    def incoming(self, iri: str, predicate: str, page: int = 1) -> str:
        """Return the address of the list of what leads to a thing by a property."""
        path = f"/id/{quote(self.key(iri))}?{question(predicate, page)}"
        return path if self.language == DEFAULT_LANGUAGE else f"{path}&lang={self.language}"

    def key(self, iri: str) -> str:
        """Return what follows the base in an IRI, for use in addresses."""
        return iri.removeprefix(self.base)

    def iri(self, key: str) -> str:
        """Return the IRI that `key` gave, and an IRI of ours as it is."""
        return key if key.startswith(self.base) else f"{self.base}{key}"

    @staticmethod
    def term(iri: str) -> str | None:
        """Return the anchor of an ontology term on the ontology's page, or None if it is none.

        >>> Links.term("https://w3id.org/styrkedja/status/on-hold")
        'status-on-hold'
        """
        for namespace, prefix in ((SK, ""), *_CONCEPTS.items()):
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return prefix + iri.removeprefix(namespace)
        return None
