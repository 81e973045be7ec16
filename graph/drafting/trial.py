"""A reading of a document with some words more than the default profile's, and what it gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from styrkedja.errors import ReadingError
from styrkedja.graph.formats import TextRendition
from styrkedja.graph.model import DoubtKind, Model
from styrkedja.graph.profiles import extended_profile
from styrkedja.graph.reading import read_document

from .suggestion import Suggestion

__all__ = ["Choice", "Trial", "try_words", "words_of"]

_SILENT = frozenset({DoubtKind.UNKNOWN_STATUS, DoubtKind.MISSING_STATUS,
                     DoubtKind.NO_RESPONSIBLE_BODY, DoubtKind.TITLE_UNSURE})  # fmt: skip

Choice = tuple[Suggestion, str]  # a suggestion, and the key that its word is put under


@dataclass(frozen=True, slots=True)
class Trial:
    """What a reading gave.

    Args:
        model: What was read, or None when the document was refused.
        refused: Why, or None.
    """

    model: Model | None
    refused: str | None = None

    @property
    def score(self) -> int:
        """How much was read: the more the better; 0 when the document was refused.

        Things with what is told of them count up; what a thing should have had and a doubt says
        is missing counts down.
        """
        model = self.model
        if model is None:
            return 0
        told = sum(
            1
            + bool(element.responsible or element.groups)
            + (element.deadline_text is not None)
            + bool(element.links)
            for element in model.elements
        )
        told += sum((a.status is not None) + (a.comment is not None) for a in model.assessments)
        told += len(model.indicators) + len(model.observations) + len(model.amounts)
        return told - sum(doubt.kind in _SILENT for doubt in model.doubts)

    @property
    def share(self) -> float | None:
        """The share of the lines that were understood, or None when the document was refused."""
        return None if self.model is None else float(self.model.coverage.share)


def words_of(choices: Iterable[Choice]) -> dict[str, Any]:
    """Return the profile's table that the chosen words make."""
    own: dict[str, Any] = {}
    for suggestion, key in choices:
        table = own
        for part in suggestion.table.split(".") if suggestion.table else ():
            table = table.setdefault(part, {})
        table.setdefault(key, []).append(suggestion.word)
    return own


def try_words(
    rendition: TextRendition,
    own: Mapping[str, Any],
    *,
    municipality: str | None = None,
    body: str | None = None,
) -> Trial:
    """Return what reading a document with the default profile and these words gives.

    Args:
        rendition: The document.
        own: The words, as `words_of` gives them.
        municipality: The municipality's name, or None to read it.
        body: The body whose document it is, or None to read it.
    """
    try:
        model = read_document(
            rendition, municipality=municipality, body=body, profile=extended_profile(own)
        )
    except ReadingError as error:
        return Trial(None, str(error))
    return Trial(model)
