"""Which format a file has, told from its bytes before its name, and its text rendition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from styrkedja.errors import BrokenFileError
from styrkedja.graph.profiles import Profile, default_profile
from styrkedja.graph.profiles.words import SheetWords

from .rendition import TextRendition
from .text import read_text

__all__ = ["OTHER_SUFFIXES", "SUFFIXES", "read_rendition"]

SUFFIXES = frozenset(
    {".csv", ".docx", ".htm", ".html", ".markdown", ".md", ".pdf", ".text", ".tsv", ".txt",
     ".xlsm", ".xlsx"}
)  # fmt: skip
OTHER_SUFFIXES = frozenset({".doc", ".ods", ".odt", ".rtf", ".xls"})
"""Documents that are refused with what to do; in a folder they are not passed over in silence."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MIMETYPE, _OPEN_DOCUMENT = 30, b"mimetypeapplication/vnd.oasis.opendocument"
_PEEK = 1024


def read_rendition(
    content: bytes,
    *,
    path: Path | None = None,
    reached: Callable[[str], None] | None = None,
    profile: Profile | None = None,
) -> TextRendition:
    """Return the text rendition of a file, whatever its format.

    Args:
        content: The file's bytes.
        path: The file: its name tells text, HTML and CSV apart, and stands in error messages.
        reached: Called with the place that reading has come to ("page 3").
        profile: The names of columns of sheets; None for common ones.

    Raises:
        ReadingError: It is no document that can be read; the message says what to do.
    """
    words = (profile or default_profile()).sheets
    start = content[:_PEEK]
    suffix = path.suffix.lower() if path is not None else ""
    if b"%PDF-" in start:
        from .pdf import read_pdf

        return read_pdf(content, path=path, reached=reached)
    if start.startswith(b"PK\x03\x04"):
        return _read_office(content, suffix, words, path, reached)
    if start.startswith(_OLD_OFFICE):
        raise BrokenFileError(
            "an Office file with a password, or of the old kind (.doc, .xls); open it and save it "
            "without a password as .docx or .xlsx",
            sv="en Officefil med lösenord eller av gammalt slag (.doc, .xls); öppna den och spara "
            "den utan lösenord som .docx eller .xlsx",
            path=path,
        )
    if suffix in (".html", ".htm") or _is_page(start):
        from .html import read_html

        return _with_text(read_html(content, path=path), path)
    if suffix in (".csv", ".tsv"):
        from .delimited import read_csv

        return _with_text(read_csv(content, words, path=path), path)
    if suffix in (".pdf", ".docx", ".xlsm", ".xlsx") and content.strip():
        raise BrokenFileError(
            f"not what its name says ({suffix}), or its beginning is missing; fetch it again",
            sv=f"inte vad namnet säger ({suffix}), eller så saknas början; hämta den på nytt",
            path=path,
        )
    return read_text(content, path=path)


def _read_office(
    content: bytes,
    suffix: str,
    words: SheetWords,
    path: Path | None,
    reached: Callable[[str], None] | None,
) -> TextRendition:
    from .zipped import checked_zip

    if content[_MIMETYPE : _MIMETYPE + len(_OPEN_DOCUMENT)] == _OPEN_DOCUMENT:
        raise BrokenFileError(
            "an OpenDocument file (.odt, .ods); open it and save it as .docx or .xlsx",
            sv="en OpenDocument-fil (.odt, .ods); öppna den och spara den som .docx eller .xlsx",
            path=path,
        )
    if suffix == ".xlsx" or (suffix != ".docx" and b"xl/" in content):
        from .xlsx import read_xlsx

        return _with_text(read_xlsx(content, words, path=path, reached=reached), path)
    if suffix != ".docx":
        checked_zip(content, "word/", path=path)
    from .docx import read_docx

    return _with_text(read_docx(content, path=path), path)


def _is_page(start: bytes) -> bool:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith((b"<!doctype html", b"<html"))


def _with_text(rendition: TextRendition, path: Path | None) -> TextRendition:
    """Return a rendition that holds text.

    Raises:
        BrokenFileError: It holds none.
    """
    if not rendition.text.strip():
        raise BrokenFileError(
            "the file holds no text; nothing to read",
            sv="filen innehåller ingen text; inget att läsa",
            path=path,
        )
    return rendition
