"""Tables of numbers: indicators and finance."""

from .finance import read_finance_tables
from .indicator_tables import read_indicator_tables

__all__ = ["read_finance_tables", "read_indicator_tables"]
