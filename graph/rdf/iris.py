"""How each thing gets its IRI, as the vocabulary's section "IRIs" says; nowhere else."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from styrkedja.errors import SettingsError
from styrkedja.graph.model import ElementKind, Passage

__all__ = ["Iris", "element_key", "passage_lines", "slug"]

_KEY_LENGTH = 60
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_SIGNS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss", "é": "e"})
_PASSAGE = re.compile(r"(?P<document>.+)/text#line=(?P<start>\d+),(?P<end>\d+)")
_SEGMENT = {
    ElementKind.FOCUS_AREA: "focus-area",
    ElementKind.OVERARCHING_GOAL: "goal",
    ElementKind.BOARD_GOAL: "goal",
    ElementKind.STRATEGIC_INITIATIVE: "initiative",
    ElementKind.ASSIGNMENT: "assignment",
    ElementKind.SPECIAL_ASSIGNMENT: "assignment",
    ElementKind.COMMON_ASSIGNMENT: "assignment",
    ElementKind.BOARD_ASSIGNMENT: "assignment",
    ElementKind.INVESTIGATION_ASSIGNMENT: "assignment",
    ElementKind.ACTIVITY: "activity",
}


def passage_lines(iri: str) -> tuple[str, int, int] | None:
    """Return document, first and last line (counted from 1) of a passage, or None if it is none.

    >>> passage_lines("https://w3id.org/styrkedja/id/lund/document/plan/text#line=11,34")
    ('https://w3id.org/styrkedja/id/lund/document/plan', 12, 34)
    """
    match = _PASSAGE.fullmatch(iri)
    if match is None or int(match["start"]) >= int(match["end"]):
        return None
    return match["document"], int(match["start"]) + 1, int(match["end"])


def slug(text: str) -> str:
    """Return `text` as lower-case ASCII letters and digits, runs of anything else as one hyphen.

    >>> slug("Överförmyndarnämnden")
    'overformyndarnamnden'
    >>> slug("Inför ”röda tråden”")
    'infor-roda-traden'
    """
    plain = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    return _NO_LETTERS.sub("-", plain).strip("-")


def element_key(
    kind: str,
    title: str,
    *,
    number: str | None = None,
    owner: str | None = None,
    heading: str | None = None,
    occurrence: int = 1,
) -> str:
    """Return the key of an element: a slug of its title and 8 hex digits that tell it apart.

    Reading again, or reading a better rendition of the same document (other line breaks, other
    hyphens), gives the same key, for only letters and digits of the title count.

    Args:
        kind: The element's kind.
        title: Its title.
        number: Its number as printed.
        owner: Key of the body in whose section it stands; None where the document has none.
        heading: The heading it stands under.
        occurrence: 1 for the first of equals, 2 for the second, and so on.
    """
    letters = _SIGNS.sub("", title.lower())
    parts = (kind, number or "", owner or "", slug(heading or ""), letters, str(occurrence))
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
    short = slug(title)[:_KEY_LENGTH].rstrip("-")
    return f"{short}-{digest}" if short else digest


class Iris:
    """The IRIs of one municipality's things under one base.

    Args:
        base: What all IRIs begin with; ends in a slash.
        municipality: The municipality's slug.
    """

    def __init__(self, base: str, municipality: str) -> None:
        if not base.endswith("/"):
            raise SettingsError(f"the base IRI must end in a slash: {base}")
        self.municipality = f"{base}{municipality}"

    @property
    def register(self) -> str:
        """The register's graph."""
        return f"{self.municipality}/register"

    @property
    def inferred(self) -> str:
        """The graph of what a reasoner adds."""
        return f"{self.municipality}/inferred"

    @property
    def corrections(self) -> str:
        """The graph of what people corrected."""
        return f"{self.municipality}/corrections"

    def correction(self, document: str, name: str) -> str:
        """Return the IRI of a correction, by its name in the archive.

        Args:
            document: IRI of the document that it is about, or of the register.
            name: `{commit}-{number}`.
        """
        return f"{self.municipality}/correction/{document.rsplit('/', 1)[-1]}/{name}"

    def agent(self, key: str) -> str:
        """Return the IRI of somebody who corrects, by the slug of the name."""
        return f"{self.municipality}/agent/{key}"

    def body(self, key: str) -> str:
        """Return the IRI of the body with this key (`board/kommunstyrelsen`)."""
        return f"{self.municipality}/{key}"

    def group(self, document: str, key: str) -> str:
        """Return the IRI of a group of bodies, which belongs to one document."""
        return f"{self.municipality}/group/{document}/{key}"

    def document(self, document: str) -> str:
        """Return the IRI of a document, which is also its graph's."""
        return f"{self.municipality}/document/{document}"

    def original(self, document: str) -> str:
        """Return the IRI of a document's original file."""
        return f"{self.document(document)}/original"

    def text(self, document: str) -> str:
        """Return the IRI of a document's text rendition."""
        return f"{self.document(document)}/text"

    def period(self, document: str) -> str:
        """Return the IRI of the period a document covers."""
        return f"{self.document(document)}/period"

    def passage(self, document: str, passage: Passage) -> str:
        """Return the RFC 5147 fragment IRI of a passage, whose line ends count from 0.

        >>> Iris("https://w3id.org/styrkedja/id/", "lund").passage("plan", Passage(12, 34))
        'https://w3id.org/styrkedja/id/lund/document/plan/text#line=11,34'
        """
        return f"{self.text(document)}#line={passage.first - 1},{passage.last}"

    def element(self, document: str, kind: ElementKind, key: str) -> str:
        """Return the IRI of a steering element."""
        return self.thing(document, _SEGMENT[kind], key)

    def thing(self, document: str, kind: str, key: str) -> str:
        """Return the IRI of anything else that a document states (assessment, doubt, …)."""
        return f"{self.municipality}/{kind}/{document}/{key}"
