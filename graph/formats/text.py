"""Text files → text rendition: decoded, lines as RFC 5147 counts them, nothing else changed."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from pathlib import Path

from styrkedja.errors import NotTextError

from .rendition import TextRendition

__all__ = ["decode", "read_text"]

_SIGNATURES = {
    b"%PDF": "a PDF file; save it as text first (for example: pdftotext FILE.pdf)",
    b"PK\x03\x04": "a zip or Office file; save it as text first",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as text first",
    b"\x89PNG": "a picture; only text can be read",
    b"\xff\xd8\xff": "a picture; only text can be read",
    b"GIF8": "a picture; only text can be read",
    b"{\\rtf": "an RTF file; save it as plain text first",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_LINE_END = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_text(content: bytes, *, path: Path | None = None) -> TextRendition:
    """Return the text rendition of a text file.

    UTF-8 and UTF-16 (with byte order mark) are read as such; what is not valid UTF-8 is read as
    Windows-1252, the superset of Latin-1 that Swedish files in the wild use.

    Args:
        content: The file's bytes.
        path: The file, for error messages.

    Raises:
        NotTextError: The file is empty, or is not text.
    """
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise NotTextError(f"not a text file but {what}", path=path)
    text, encoding = decode(content, path)
    if not text.strip():
        raise NotTextError("the file is empty; nothing to read", path=path)
    text = _LINE_END.sub("\n", text)
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise NotTextError(
            f"not a text file: it holds the control character U+{ord(bad[0]):04X}",
            path=path,
            line=line,
        )
    return TextRendition(text, encoding)


def decode(
    content: bytes, path: Path | None = None, *, declared: str | None = None
) -> tuple[str, str]:
    """Return bytes as text, and the encoding they were read as.

    Args:
        content: The bytes.
        path: The file, for error messages.
        declared: The encoding that the file itself names, tried after byte order marks and UTF-8.

    Raises:
        NotTextError: They are no text in these encodings nor in Windows-1252.
    """
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    try:
        return content.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise NotTextError(f"not text in {encoding}: {error.reason}", path=path) from error
    if declared is not None and declared.lower() not in ("utf-8", "utf8"):
        with suppress(LookupError, UnicodeDecodeError):
            return content.decode(declared), declared.lower()
    try:
        return content.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotTextError(
            "not text in UTF-8, UTF-16 or Latin-1; save it as UTF-8", path=path, line=line
        ) from error
