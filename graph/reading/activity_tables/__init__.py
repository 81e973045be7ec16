"""Activity tables: goals, activities, boards, dates and statuses in columns."""

from .columns import find_heads
from .reader import read_activity_tables

__all__ = ["find_heads", "read_activity_tables"]
