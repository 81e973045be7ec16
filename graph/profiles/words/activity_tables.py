"""The words of activity tables."""

from __future__ import annotations

from .base import Words

__all__ = ["ActivityTableWords"]


class ActivityTableWords(Words):
    """The words by which activity tables are read."""
