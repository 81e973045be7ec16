"""Activity tables: goals, activities, boards, dates and statuses in columns."""

from .reader import read_activity_tables

__all__ = ["read_activity_tables"]
