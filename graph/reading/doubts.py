"""Collects what is doubtful in a document, each with wording in both languages and its lines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from styrkedja.graph.model import Doubt, DoubtKind, ElementKind, Passage, Status
from styrkedja.graph.wording import names_of

__all__ = ["Doubts"]


class Doubts:
    """The doubts about one document, in the order they are found."""

    def __init__(self) -> None:
        self._found: list[Doubt] = []
        self._keys: dict[str, int] = {}

    def add(
        self,
        kind: DoubtKind,
        sv: str,
        en: str,
        passages: Sequence[Passage],
        element: str | None = None,
        element_kind: ElementKind | None = None,
    ) -> None:
        """Add a doubt about an element, or about the document when `element` is None."""
        digest = hashlib.sha256(f"{kind}\x1f{element}\x1f{en}".encode()).hexdigest()[:8]
        key = f"{kind.value}-{digest}"
        self._keys[key] = self._keys.get(key, 0) + 1
        if self._keys[key] > 1:
            key = f"{key}-{self._keys[key]}"
        self._found.append(Doubt(key, kind, sv, en, tuple(passages), element, element_kind))

    def total(
        self,
        counts: ElementKind | Status,
        heading: str | None,
        stated: int,
        counted: int,
        passages: Sequence[Passage],
    ) -> None:
        """Add that a total the document states is not what stands in it."""
        sv, en = names_of(counts)
        under_sv = f" under ”{heading}”" if heading else ""
        under_en = f" under “{heading}”" if heading else ""
        self.add(
            DoubtKind.TOTAL_DISAGREES,
            f"Dokumentet anger {stated} {sv}{under_sv}, men vid inläsningen räknades {counted}.",
            f"The document states {stated} {en}{under_en}, but {counted} were found.",
            passages,
        )

    def not_understood(self, passages: Sequence[Passage]) -> None:
        """Add that some lines look like facts of a layout that was found, but are none."""
        count = sum(passage.last - passage.first + 1 for passage in passages)
        self.add(
            DoubtKind.NOT_UNDERSTOOD,
            f"{count} rader ser ut att höra till det som lästes, men förstods inte.",
            f"{count} lines look as if they belonged to what was read, but were not understood.",
            passages,
        )

    def all(self) -> tuple[Doubt, ...]:
        """Return the doubts, in the order they were found."""
        return tuple(self._found)
