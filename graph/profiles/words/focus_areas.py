"""The words of focus areas with bulleted goals and assignments."""

from __future__ import annotations

from .base import Words

__all__ = ["FocusAreaWords"]


class FocusAreaWords(Words):
    """The words by which focus areas with bulleted goals and assignments are read."""
