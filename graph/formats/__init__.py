"""File formats → text rendition, one module a format."""

from .text import TextRendition, read_text

__all__ = ["TextRendition", "read_text"]
