"""Goal-and-analysis reports: goals of bodies, each with a text about how it goes."""

from .reader import read_goal_report

__all__ = ["read_goal_report"]
