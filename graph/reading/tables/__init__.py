"""Tables of numbers: indicators and finance; and indicators in running text."""

from .finance import read_finance_tables
from .indicator_tables import read_indicator_tables
from .text import read_indicators_in_text

__all__ = ["read_finance_tables", "read_indicator_tables", "read_indicators_in_text"]
