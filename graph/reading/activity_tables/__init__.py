"""Activity tables: goals, activities, boards, dates and statuses in columns."""
