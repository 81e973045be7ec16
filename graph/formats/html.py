"""HTML pages → text rendition: headings, paragraphs, lists and tables, not menus and scripts."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree
from lxml import html as parser

from styrkedja.errors import BrokenFileError

from .rendition import Rendering, TextRendition
from .tables import Cell, add_table, add_text
from .text import decode

__all__ = ["read_html"]

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_LEFT_OUT = frozenset(
    {
        *("head", "script", "style", "nav", "noscript", "template", "svg", "math", "button"),
        *("select", "input", "textarea", "iframe", "object", "audio", "video", "canvas"),
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096
_SPACES = re.compile(r"[^\S\n]+")
_MOST_SPANNED = 200
_DEEPEST = 200


def read_html(content: bytes, *, path: Path | None = None) -> TextRendition:
    """Return the text rendition of an HTML page.

    Args:
        content: The file's bytes.
        path: The file, for error messages.

    Raises:
        NotTextError: The bytes are no text.
        BrokenFileError: There is nothing to parse, or elements stand too deep in each other.
    """
    declared = _CHARSET.search(content[:_HEAD])
    text, _ = decode(content, path, declared=declared[1].decode("ascii") if declared else None)
    if "\0" in text:
        raise BrokenFileError(
            "the page holds NUL signs; save it again as UTF-8",
            sv="sidan innehåller NUL-tecken; spara om den som UTF-8",
            path=path,
        )
    try:
        root = parser.document_fromstring(
            text.encode("utf-8", "replace"), parser=parser.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise BrokenFileError(
            f"no HTML page ({error}); save it again",
            sv=f"ingen HTML-sida ({error}); spara om den",
            path=path,
        ) from error
    reader = _Reader(path)
    reader.block(root, 0)
    reader.flush()
    return reader.rendering.done("html")


class _Reader:
    def __init__(self, path: Path | None) -> None:
        self.rendering = Rendering()
        self.path = path
        self._text = ""
        self._sign = ""
        self.paragraphs: list[str] | None = None  # where a cell's paragraphs are gathered

    def block(self, element: etree._Element, depth: int) -> None:
        """Add what an element holds."""
        if depth > _DEEPEST:
            raise BrokenFileError(
                f"line {element.sourceline}: elements stand more than {_DEEPEST} deep in each "
                "other; save the page again in a browser",
                sv=f"rad {element.sourceline}: element ligger mer än {_DEEPEST} djupt i varandra; "
                "spara om sidan i en webbläsare",
                path=self.path,
            )
        self._add(element.text)
        for number, child in enumerate(element, start=1):
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "br":
                self._text += "\n"
            elif tag == "table" and self.paragraphs is None:
                self.flush()
                add_table(self.rendering, self._rows(child, depth))
            elif tag in _BLOCKS:
                self.flush()
                if tag in _HEADINGS and self.paragraphs is None:
                    self.rendering.blank(2)
                if tag == "li":
                    self._sign = _sign(child, number)
                self.block(child, depth + 1)
                self.flush()
            elif tag and tag not in _LEFT_OUT:
                self.block(child, depth + 1)
            self._add(child.tail)

    def flush(self) -> None:
        """End a paragraph."""
        lines = [_SPACES.sub(" ", line).strip() for line in self._text.split("\n")]
        text = "\n".join(line for line in lines if line)
        self._text = ""
        if not text:
            return
        text, self._sign = self._sign + text, ""
        if self.paragraphs is not None:
            self.paragraphs.append(text)
        else:
            add_text(self.rendering, text)

    def _add(self, text: str | None) -> None:
        if text:
            self._text += " ".join(re.split(r"[ \t\r\n\f]+", text))

    def _rows(self, table: etree._Element, depth: int) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        below: dict[int, int] = {}  # column → rows that a cell above still spans
        for tr in (one for one in table.iter("tr") if next(one.iterancestors("table")) is table):
            row: list[Cell] = []
            for cell in (one for one in tr if one.tag in ("td", "th")):
                _skip_spanned(row, below)
                self.paragraphs = []
                self.block(cell, depth + 1)
                self.flush()
                spanned, self._sign = _span(cell, "colspan"), ""
                for at in range(len(row), len(row) + spanned):
                    below[at] = _span(cell, "rowspan") - 1
                row += [Cell(tuple(self.paragraphs)), *[Cell()] * (spanned - 1)]
                self.paragraphs = None
            _skip_spanned(row, below)
            rows.append(row)
        width = max(map(len, rows), default=0)
        return [[*row, *[Cell()] * (width - len(row))] for row in rows]


def _skip_spanned(row: list[Cell], below: dict[int, int]) -> None:
    while below.get(len(row), 0) > 0:
        below[len(row)] -= 1
        row.append(Cell())


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    plain = value.isascii() and value.isdecimal() and len(value) < 5
    return max(1, min(int(value), _MOST_SPANNED)) if plain else 1


def _sign(item: etree._Element, number: int) -> str:
    lists = [one.tag for one in item.iterancestors("ul", "ol")]
    if lists[:1] == ["ol"]:
        return f"{number}. "
    return "• " if len(lists) < 2 else "o "
