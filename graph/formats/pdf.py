"""PDF files → text rendition: lines of running text, tables told from their ruling lines."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, int_value, resolve1
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from styrkedja.errors import BrokenFileError

from .pdf_lines import Flowing, Pitches, flow, lines_of, words_of
from .pdf_tables import Ruled, ruled_tables
from .rendition import Rendering, TextRendition
from .tables import Cell, add_table

__all__ = ["read_pdf"]

_EMPTY = 20  # bytes that an empty stream takes at most when it is packed
_LOSS = "Data-loss"  # how pdfminer's message begins
_EDGE = 0.12  # of a page's height, where heads and feet stand
_MOST_BESIDE = 3  # lines of a head or foot
_BROKEN = (PDFException, PSException, PdfminerException, ValueError, KeyError, TypeError,
           IndexError, AttributeError, RecursionError, AssertionError)  # fmt: skip
_UNFINISHED = ("-", ",", "/", " och", " samt", " i", " med", " av")  # how a broken-off line ends


def read_pdf(
    content: bytes, *, path: Path | None = None, reached: Callable[[str], None] | None = None
) -> TextRendition:
    """Return the text rendition of a PDF, with the page of each line.

    Args:
        content: The file's bytes.
        path: The file, for error messages.
        reached: Called with each page before it is read ("page 3").

    Raises:
        BrokenFileError: It is locked, damaged, or has no text (a scanned document).
    """
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf, _losses_told() as losses:
            reader = _Reader(path, losses)
            for number, page in enumerate(pdf.pages, start=1):
                reader.number = number
                if reached is not None:
                    reached(f"page {number}")
                reader.add(page)
                page.close()
            return reader.done()
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise _locked(path) from error
    except _BROKEN as error:
        # What pdfminer raises on damaged files is of many kinds; all mean that it is damaged.
        if any(isinstance(one, MemoryError) for one in error.args):
            raise MemoryError from error
        if isinstance(error, PdfminerException) and any(
            isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in error.args
        ):
            raise _locked(path) from error
        raise BrokenFileError(
            f"the PDF is damaged or cut short ({type(error).__name__}); fetch it again, or open it "
            "and print it to a new PDF",
            sv=f"PDF-filen är skadad eller avkortad ({type(error).__name__}); hämta den på nytt, "
            "eller öppna den och skriv ut den till en ny PDF",
            path=path,
        ) from error


def _locked(path: Path | None) -> BrokenFileError:
    return BrokenFileError(
        "the PDF is locked by a password; save it without one",
        sv="PDF-filen är låst med lösenord; spara den utan",
        path=path,
    )


class _Losses(logging.Handler):
    """Hears pdfminer say that a stream is damaged and that it goes on with what it could unpack.

    Attributes:
        heard: Whether it has, since it was last set back.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:
        """Hear a message."""
        self.heard = self.heard or record.getMessage().startswith(_LOSS)


@contextmanager
def _losses_told() -> Iterator[_Losses]:
    losses, miner = _Losses(), logging.getLogger("pdfminer")
    miner.addHandler(losses)
    try:
        yield losses
    finally:
        miner.removeHandler(losses)


@dataclass(slots=True)
class _Open:
    """A table that may go on on the next page, and what stands below it on its last page."""

    table: Ruled
    rows: list[tuple[Cell, ...]]
    pages: list[int]
    below: list[Flowing] = field(default_factory=list)


class _Reader:
    """Adds page after page."""

    def __init__(self, path: Path | None, losses: _Losses) -> None:
        self.path = path
        self.number = 0
        self._losses = losses
        self._damaged: list[int] = []
        self.rendering = Rendering()
        self._open: _Open | None = None
        self._placed = 0
        self._pitches = Pitches()
        self._without_text: list[int] = []

    def add(self, page: Page) -> None:
        """Add a page's text."""
        words = words_of(page.extract_words(x_tolerance_ratio=0.15))
        if self._losses.heard or _is_lost(page):
            self._damaged.append(self.number)
            self._losses.heard = False
        if not words:
            if page.images:
                self._without_text.append(self.number)
            return
        self._pitches.add(lines_of(words))
        tables, rest = ruled_tables(page, words, self._pitches.usual)
        outside = flow(lines_of(rest), self._pitches)
        bounds = [table.top for table in tables] + [float("inf")]
        above = [line for line in outside if line.top < bounds[0]]
        table = tables[0] if tables else None
        if self._open is not None and table is not None and self._goes_on(table, above, page):
            self._extend(table)
            self._open.below += above
        else:
            self._close()
            self._lines(above)
            if table is not None:
                self._begin(table)
        for upper, table in zip(bounds, tables[1:], strict=False):
            self._close()
            self._lines([line for line in outside if upper <= line.top < table.top])
            self._begin(table)
        if tables:
            below = [line for line in outside if line.top >= tables[-1].top]
            if self._open is not None and _is_foot(below, page):
                self._open.below += below
            else:
                self._close()
                self._lines(below)

    def done(self) -> TextRendition:
        """Return what was added."""
        self._close()
        if not self.rendering.last and self._damaged:
            raise BrokenFileError(
                f"the PDF is damaged on page {self._damaged[0]} and no text could be read; fetch "
                "it again, or open it and print it to a new PDF",
                sv=f"PDF-filen är skadad på sidan {self._damaged[0]} och ingen text kunde läsas; "
                "hämta den på nytt, eller öppna den och skriv ut den till en ny PDF",
                path=self.path,
            )
        if not self.rendering.last:
            raise BrokenFileError(
                f"the PDF has no text on its {self.number} pages, only pictures: it was scanned; "
                "run text recognition on it first (for example: ocrmypdf IN.pdf OUT.pdf)",
                sv=f"PDF-filens {self.number} sidor har ingen text, bara bilder: den är skannad; "
                "kör textigenkänning på den först (till exempel: ocrmypdf IN.pdf UT.pdf)",
                path=self.path,
            )
        told = [
            *((number, "en bild utan text", "a picture without text")
              for number in self._without_text),
            *((number, "skadad, text kan saknas", "damaged, text may be missing")
              for number in self._damaged),
        ]  # fmt: skip
        return self.rendering.done(
            "pdf", ((f"sidan {number}: {sv}", f"page {number}: {en}") for number, sv, en in told)
        )

    def _page(self, number: int, first: str) -> None:
        if number > self._placed:
            last = self.rendering.last
            goes_on = first[:1].islower() or last.endswith(_UNFINISHED)
            self.rendering.page(number, goes_on=goes_on)
            self._placed = number

    def _lines(self, lines: Sequence[Flowing]) -> None:
        fresh = self.number > self._placed
        for line in lines:
            self._page(self.number, line.text)
            if line.gap and not (line is lines[0] and fresh):
                self.rendering.blank(line.gap)
            self.rendering.line(line.text)

    def _begin(self, table: Ruled) -> None:
        self._open = _Open(table, list(table.rows), [self.number] * len(table.rows))

    def _goes_on(self, table: Ruled, above: Sequence[Flowing], page: Page) -> bool:
        if self._open is None or self._open.pages[-1] != self.number - 1:
            return False
        head = len(above) <= _MOST_BESIDE and all(
            line.bottom <= _EDGE * page.height for line in above
        )
        return head and self._open.table.goes_on(table)

    def _extend(self, table: Ruled) -> None:
        """Add the rows of a table that goes on, without its repeated head."""
        if self._open is None:
            return
        rows = list(table.rows)
        if rows and [c.text for c in rows[0]] == [c.text for c in self._open.rows[0]]:
            rows = rows[1:]
        if rows and _is_rest(self._open.rows[-1], rows[0]):
            last = self._open.rows[-1]
            self._open.rows[-1] = tuple(
                Cell(tuple(_joined(a.paragraphs, b.paragraphs)))
                for a, b in zip(last, rows.pop(0), strict=True)
            )
        self._open.rows += rows
        self._open.pages += [self.number] * len(rows)

    def _close(self) -> None:
        """Add the table that is open, and what stood at the edges of its pages."""
        if self._open is None:
            return
        table, self._open = self._open, None
        add_table(self.rendering, table.rows, lambda index: self._page(table.pages[index], ""))
        for line in table.below:
            self.rendering.paragraph([line.text])


def _is_lost(page: Page) -> bool:
    """Return whether a stream of a page could not be unpacked: pdfminer takes it for empty."""
    streams = (resolve1(one) for one in page.page_obj.contents)
    return any(
        isinstance(stream, PDFStream)
        and not stream.get_data()
        and int_value(stream.get("Length", 0)) > _EMPTY
        for stream in streams
    )


def _is_foot(lines: Sequence[Flowing], page: Page) -> bool:
    return len(lines) <= _MOST_BESIDE and all(
        line.top >= (1 - _EDGE) * page.height for line in lines
    )


def _is_rest(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Return whether a page's first row is the rest of the row that the page before ended in.

    A text in it goes on in the middle of a sentence or word, or nothing but the last cell, the
    comment's, holds something.
    """
    pairs = [(a.text, b.text) for a, b in zip(above, row, strict=True) if b.text]
    if any(a and (b[0].islower() or a[-1] == "-") for a, b in pairs):
        return True
    return len(pairs) == 1 and bool(row[-1].text and above[-1].text)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> Iterator[str]:
    if upper and lower and upper[-1][-1:] not in ".:!?" and lower[0][:1].islower():
        yield from upper[:-1]
        yield f"{upper[-1]}\n{lower[0]}"
        yield from lower[1:]
    else:
        yield from upper
        yield from lower
