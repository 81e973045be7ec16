"""The words of indicator tables and indicators in running text."""

from __future__ import annotations

from .base import Words

__all__ = ["IndicatorTableWords"]


class IndicatorTableWords(Words):
    """The words by which indicator tables and indicators in running text are read."""
