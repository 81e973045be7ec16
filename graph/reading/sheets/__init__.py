"""Sheets: a row for each thing, its columns known by their names."""

from .about import SheetAbout, read_sheet_about
from .bodies import doubt_unlisted
from .reader import read_sheets
from .tables import SheetText

__all__ = ["SheetAbout", "SheetText", "doubt_unlisted", "read_sheet_about", "read_sheets"]
