"""File formats → text rendition, one module a format."""

from .kinds import SUFFIXES, read_rendition
from .rendition import TextRendition
from .text import read_text

__all__ = ["SUFFIXES", "TextRendition", "read_rendition", "read_text"]
