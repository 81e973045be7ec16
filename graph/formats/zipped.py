"""Office files are zip files: what they may hold, looked at before anything is unpacked."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from styrkedja.errors import BrokenFileError

__all__ = ["checked_zip"]

_MIB = 1024 * 1024
_MOST_PARTS = 10_000
_LARGEST_PART = 128 * _MIB
_LARGEST = 256 * _MIB
_PROLOGUE = 64 * 1024
_DAMAGED = (BadZipFile, EOFError, NotImplementedError, OSError, UnicodeDecodeError, zlib.error)


def checked_zip(content: bytes, holds: str, *, path: Path | None = None) -> list[str]:
    """Return the names of an Office file's parts, when it may be unpacked.

    Pictures and other media are never unpacked and do not count.

    Args:
        content: The file's bytes.
        holds: What the name of its content's parts begins with ("word/", "xl/").
        path: The file, for error messages.

    Raises:
        BrokenFileError: It is damaged, locked, no such file, or would unpack to far too much; or a
            part declares entities, which Office files never do.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = [one for one in archive.infolist() if "/media/" not in one.filename]
            if len(parts) > _MOST_PARTS:
                raise BrokenFileError(
                    f"the file holds {len(parts):,} parts; {_BOMB}",
                    sv=f"filen består av {len(parts)} delar; {_BOMB_SV}",
                    path=path,
                )
            if not any(part.filename.startswith(holds) for part in parts):
                raise BrokenFileError(
                    f"a zip file without {holds}; unpack it and give its documents",
                    sv=f"en zip-fil utan {holds}; packa upp den och läs in dokumenten i den",
                    path=path,
                )
            for part in parts:
                if part.flag_bits & 1:
                    raise BrokenFileError(
                        f"{part.filename} is encrypted; save it without a password",
                        sv=f"{part.filename} är krypterad; spara filen utan lösenord",
                        path=path,
                    )
                if part.file_size > _LARGEST_PART:
                    size = f"{part.file_size / _MIB:,.0f} MiB"
                    raise BrokenFileError(
                        f"{part.filename} unpacks to {size}; {_BOMB}",
                        sv=f"{part.filename} blir {size} när den packas upp; {_BOMB_SV}",
                        path=path,
                    )
            total = sum(part.file_size for part in parts)
            if total > _LARGEST:
                size = f"{total / _MIB:,.0f} MiB"
                raise BrokenFileError(
                    f"unpacks to {size}; {_BOMB}",
                    sv=f"blir {size} när den packas upp; {_BOMB_SV}",
                    path=path,
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if b"<!DOCTYPE" in file.read(_PROLOGUE).replace(b"\0", b""):
                            raise BrokenFileError(
                                f"{part.filename} declares a document type, which Office files "
                                "never do; open the file in Office and save it again",
                                sv=f"{part.filename} har en dokumenttypsdeklaration, vilket "
                                "Officefiler aldrig har; öppna filen i Office och spara om den",
                                path=path,
                            )
            return [part.filename for part in parts]
    except _DAMAGED as error:
        raise BrokenFileError(
            f"the file is damaged or cut short ({error}); fetch it again",
            sv=f"filen är skadad eller avkortad ({error}); hämta den på nytt",
            path=path,
        ) from error


_BOMB = "larger than any document; save what is needed of it as a file of its own"
_BOMB_SV = "större än något dokument; spara det som behövs av den som en egen fil"
