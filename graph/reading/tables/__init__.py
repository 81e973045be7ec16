"""Tables of numbers: indicators and finance."""

from .finance import read_finance_tables

__all__ = ["read_finance_tables"]
