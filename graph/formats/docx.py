"""Word files → text rendition: paragraphs, lists with their signs and numbers, tables."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from styrkedja.errors import BrokenFileError

from .numbering import Numbering
from .rendition import Rendering, TextRendition
from .tables import Cell, add_table, add_text
from .zipped import checked_zip

__all__ = ["read_docx"]

_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _BREAK, _CR = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_HYPHEN, _SOFT = qn("w:noBreakHyphen"), qn("w:softHyphen")
_WRAPPERS = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")})
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_LEFT_OUT = frozenset(  # deleted text, what a field is made of, the older twin of a drawing
    {
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:instrText"),
        qn("w:pPr"),
        f"{{{_COMPATIBLE}}}Fallback",
    }
)
_MOST_COLUMNS = 200
_BROKEN = (BadZipFile, OpcError, SyntaxError, KeyError, ValueError, TypeError, AttributeError,
           EOFError, zlib.error)  # fmt: skip


def read_docx(content: bytes, *, path: Path | None = None) -> TextRendition:
    """Return the text rendition of a Word file (.docx).

    Each paragraph is broken into lines of a page's width. Deleted text of tracked changes is left
    out, heads and feet of pages are no content.

    Args:
        content: The file's bytes.
        path: The file, for error messages.

    Raises:
        BrokenFileError: The file is no Word file, damaged, protected or far too large.
    """
    checked_zip(content, "word/", path=path)
    try:
        return _Reader(Document(io.BytesIO(content))).read()
    except _BROKEN as error:
        raise BrokenFileError(
            f"the Word file is damaged ({error}); open it in Word and save it again",
            sv=f"Wordfilen är skadad ({error}); öppna den i Word och spara om den",
            path=path,
        ) from error


class _Reader:
    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.numbering = Numbering(document)
        self.rendering = Rendering()

    def read(self) -> TextRendition:
        for element in _blocks(self.document.element.body):
            if element.tag == _P:
                text = self.text(element)
                if text.strip():
                    if self.numbering.is_heading(element):
                        self.rendering.blank(2)
                    add_text(self.rendering, text)
            else:
                add_table(self.rendering, self.rows(element))
        return self.rendering.done("docx")

    def text(self, paragraph: etree._Element) -> str:
        """Return a paragraph's text with its list sign; line breaks as line ends."""
        own = "".join(_pieces(paragraph)).strip()
        return f"{self.numbering.sign(paragraph)}{own}" if own else ""

    def rows(self, table: etree._Element) -> list[list[Cell]]:
        """Return a table's rows, merged cells as one cell and empty ones."""
        rows: list[list[Cell]] = []
        for tr in (one for one in table.iter(_ROW) if _table_of(one) is table):
            row: list[Cell] = []
            for tc in (one for one in tr.iter(_CELL) if _row_of(one) is tr):
                merged = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
                texts = () if goes_on else tuple(filter(None, map(self.text, tc.iter(_P))))
                row.append(Cell(texts))
                row.extend([Cell()] * (_span(tc) - 1))
            rows.append(row[:_MOST_COLUMNS])
        width = max(map(len, rows), default=0)
        return [[*row, *[Cell()] * (width - len(row))] for row in rows]


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a body, those in content controls too."""
    for child in parent:
        if child.tag in (_P, _TABLE):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield " "
        elif child.tag in (_BREAK, _CR):
            yield "\n"
        elif child.tag == _HYPHEN:
            yield "-"
        elif child.tag == _SOFT:
            yield "\u00ad"
        else:
            yield from _pieces(child)


def _table_of(row: etree._Element) -> etree._Element:
    return next(row.iterancestors(_TABLE))


def _row_of(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(_ROW))


def _span(tc: etree._Element) -> int:
    span = tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = "1" if span is None else span.get(qn("w:val"), "1")
    return min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdecimal() else 1
