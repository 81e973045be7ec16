"""File formats → text rendition, one module a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from styrkedja.lazily import lazily

if TYPE_CHECKING:
    from .kinds import OTHER_SUFFIXES, SUFFIXES, read_rendition
    from .rendition import TextRendition
    from .text import read_text

__all__ = ["OTHER_SUFFIXES", "SUFFIXES", "TextRendition", "read_rendition", "read_text"]

__getattr__ = lazily(
    __name__,
    {
        "kinds": "OTHER_SUFFIXES SUFFIXES read_rendition",
        "rendition": "TextRendition",
        "text": "read_text",
    },
)
