"""A document as text, and where in the original file each of its lines stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from styrkedja.graph.model import Place

__all__ = ["Rendering", "TextRendition", "Told"]

Told: TypeAlias = tuple[str, str]
"""Something about the file itself, in Swedish and in English."""

_SPACES = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\x1c-\x1e\x85\u2028\u2029]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TextRendition:
    """A document as text.

    Args:
        text: The text, every line end a line feed.
        encoding: What the file's bytes were read as: a text encoding, or the file's format.
        places: Pages or cells of the lines, in order; empty for plain text.
        not_understood: What of the file did not become text as it stands, in words.
    """

    text: str
    encoding: str
    places: tuple[Place, ...] = ()
    not_understood: tuple[Told, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines, without line ends; the last one need not have had one."""
        lines = self.text.split("\n")
        return lines[:-1] if lines[-1] == "" else lines


class Rendering:
    """A text rendition in the making: lines are added from top to bottom."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._places: list[Place] = []
        self._feed = False

    @property
    def last(self) -> str:
        """The last line that is not blank, or ""."""
        return next((line for line in reversed(self._lines) if line.strip()), "")

    def line(self, text: str) -> None:
        """Add one line; line ends in it become blanks, signs that no text holds are left out."""
        text = _NO_TEXT.sub("", _LINE_END.sub(" ", text)).rstrip()
        self._lines.append("\f" + text if self._feed else text)
        self._feed = False

    def blank(self, lines: int = 1) -> None:
        """Add blank lines where fewer stand yet; two set apart what begins something new."""
        standing = 0
        for line in reversed(self._lines):
            if line.strip():
                break
            standing += 1
        if standing < len(self._lines):
            self._lines += [""] * (lines - standing)

    def paragraph(self, lines: Iterable[str]) -> None:
        """Add lines that stand together, with a blank line before and after."""
        written = [line for line in lines if _SPACES.sub("", line)]
        if written:
            self.blank()
            for line in written:
                self.line(line)
            self.blank()

    def page(self, number: int, *, goes_on: bool = False) -> None:
        """Begin a page.

        Args:
            number: Counted from 1.
            goes_on: Whether the text before it breaks off, so that no blank line parts them.
        """
        self._at(Place(len(self._lines) + 1, page=number))
        if number == 1:
            return
        if goes_on:
            self._feed = True
        else:
            self._lines.append("\f")

    def cells(self, where: str) -> None:
        """Say which cells the lines from here on stand in ("Uppdrag!A2:F2")."""
        self._at(Place(len(self._lines) + 1, cell=where))

    def _at(self, place: Place) -> None:
        if self._places and self._places[-1].line == place.line:
            self._places.pop()  # an empty page
        self._places.append(place)

    def done(self, format: str, not_understood: Iterable[Told] = ()) -> TextRendition:
        """Return what was added as a text rendition of a file of this format."""
        text = "".join(f"{line}\n" for line in self._lines)
        return TextRendition(text, format, tuple(self._places), tuple(not_understood))
