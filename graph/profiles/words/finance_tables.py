"""The words of finance tables."""

from __future__ import annotations

from .base import Words

__all__ = ["FinanceTableWords"]


class FinanceTableWords(Words):
    """The words by which finance tables are read."""
