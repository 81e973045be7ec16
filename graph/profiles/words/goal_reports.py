"""The words of goal-and-analysis reports."""

from __future__ import annotations

from .base import Words

__all__ = ["GoalReportWords"]


class GoalReportWords(Words):
    """The words by which goal-and-analysis reports are read."""
