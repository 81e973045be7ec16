"""How the lines of a document were understood, and which of them were not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from styrkedja.graph.model import Coverage, Passage
from styrkedja.graph.profiles import Profile, fold

from .lines import Line, passages_of

__all__ = ["coverage_of", "is_heading", "prose_lines"]

_MARKDOWN = re.compile(r"#{1,6}\s|\*\*[^*]+\*\*$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-ZÅÄÖ]")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.)\s+")
_LONGEST_HEADING = 100


def prose_lines(lines: Sequence[Line], profile: Profile, headings: frozenset[int]) -> Iterator[int]:
    """Yield the numbers of the lines in sections that the profile names as running text.

    A section runs from its heading to the next line that is a heading: one that a reader knows,
    one in Markdown, or a numbered line that stands alone.
    """
    inside = False
    above = ""
    for line in lines:
        text, alone = line.text, not above or line.opens_page
        above = text
        if not text:
            continue
        if alone and len(text) <= _LONGEST_HEADING and _names_prose(text, profile):
            inside = True
        elif inside and (line.number in headings or (alone and is_heading(text))):
            inside = False
        if inside:
            yield line.number


def coverage_of(
    lines: Sequence[Line], facts: frozenset[int], furniture: frozenset[int], prose: frozenset[int]
) -> tuple[Coverage, tuple[Passage, ...]]:
    """Return how lines were understood and the passages of those that were not.

    Args:
        lines: The document's lines.
        facts: Numbers of the lines that became facts, headings included.
        furniture: Numbers of the lines that are page furniture.
        prose: Numbers of the lines in sections of running text.
    """
    written = {line.number for line in lines if line.text}
    blank = frozenset(line.number for line in lines if not line.text)
    of_facts = written & facts
    of_furniture = (written & furniture) - of_facts
    of_prose = (written & prose) - of_facts - of_furniture
    unread = written - of_facts - of_furniture - of_prose
    coverage = Coverage(len(of_facts), len(of_furniture), len(of_prose), len(unread))
    return coverage, passages_of(unread, blank)


def _names_prose(text: str, profile: Profile) -> bool:
    bare = _NUMBER.sub("", text.strip("#* ").rstrip(":"))
    return bare[:1].lower() in profile.prose_letters and fold(bare) in profile.prose


def is_heading(text: str) -> bool:
    """Return whether a line that stands alone is a heading: numbered, or in Markdown."""
    return len(text) <= _LONGEST_HEADING and (
        _MARKDOWN.match(text) is not None or _NUMBERED.match(text) is not None
    )
