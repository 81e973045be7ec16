"""Text files → text rendition: decoded, lines as RFC 5147 counts them, nothing else changed."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from pathlib import Path

from styrkedja.errors import NotTextError

from .rendition import TextRendition

__all__ = ["decode", "read_text"]

_PICTURE = ("a picture; only text can be read", "en bild; bara text kan läsas")
_SIGNATURES = {
    b"%PDF": (
        "a PDF file; save it as text first (for example: pdftotext FILE.pdf)",
        "en PDF; spara den som text först (till exempel: pdftotext FIL.pdf)",
    ),
    b"PK\x03\x04": (
        "a zip or Office file; save it as text first",
        "en zip- eller Officefil; spara den som text först",
    ),
    b"\xd0\xcf\x11\xe0": (
        "an old Office file; save it as text first",
        "en gammal Officefil; spara den som text först",
    ),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"{\\rtf": (
        "an RTF file; open it and save it as .docx",
        "en RTF-fil; öppna den och spara den som .docx",
    ),
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
    for signature, (en, sv) in _SIGNATURES.items():
        if content.startswith(signature):
            raise NotTextError(
                f"not a text file but {en}", sv=f"inte en textfil utan {sv}", path=path
            )
    text, encoding = decode(content, path)
    if not text.strip():
        raise NotTextError(
            "the file is empty; nothing to read", sv="filen är tom; inget att läsa", path=path
        )
    text = _LINE_END.sub("\n", text)
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise NotTextError(
            f"not a text file: it holds the control character U+{ord(bad[0]):04X}; save it as "
            "UTF-8",
            sv=f"inte en textfil: den innehåller styrtecknet U+{ord(bad[0]):04X}; spara den som "
            "UTF-8",
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
            raise NotTextError(
                f"not text in {encoding}: {error.reason}; save it as UTF-8",
                sv=f"inte text i {encoding} ({error.reason}); spara den som UTF-8",
                path=path,
            ) from error
    if declared is not None and declared.lower() not in ("utf-8", "utf8"):
        with suppress(LookupError, UnicodeDecodeError):
            return content.decode(declared), declared.lower()
    try:
        return content.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotTextError(
            "not text in UTF-8, UTF-16 or Latin-1; save it as UTF-8",
            sv="inte text i UTF-8, UTF-16 eller Latin-1; spara den som UTF-8",
            path=path,
            line=line,
        ) from error
