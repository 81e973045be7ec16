"""The words of each layout: what a profile may say about it, as one checked class a layout."""

from .activity_tables import ActivityTableWords
from .finance_tables import FinanceTableWords
from .focus_areas import FocusAreaWords
from .goal_reports import GoalReportWords
from .indicator_tables import IndicatorTableWords
from .sheets import SheetWords

__all__ = [
    "ActivityTableWords",
    "FinanceTableWords",
    "FocusAreaWords",
    "GoalReportWords",
    "IndicatorTableWords",
    "SheetWords",
]
