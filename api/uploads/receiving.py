"""From a request's body to files in a folder of their own, which only the service may read."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

from .job import FileState

__all__ = ["MOST_FILES", "Received", "UploadRefusedError", "received", "safe_name"]

MOST_FILES = 20
"""How many files one upload may have."""

FILES, PROFILE = "files", "profile"
_MOST_FIELDS = 20
_MOST_FIELD = 4096  # bytes of a field that is no file
_MOST_PROFILE = 256 * 1024  # bytes
_LONGEST_NAME = 120  # letters
_ENDING = 200  # bytes at the end of a body that are looked at
_NOT_PLAIN = re.compile(r"[^\w.,()\[\]+&' -]")


class UploadRefusedError(Exception):
    """An upload cannot be received; told by whoever answers the request.

    Attributes:
        reason: Why, as a word: `"empty"`, `"too-many-files"`, `"too-large"`, `"broken"`,
            `"no-room"` (on the disk), `"large-profile"`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Received:
    """What came with a request.

    Args:
        fields: The fields that are no files, by name.
        files: The files, to tell of.
        paths: Where each lies.
        profile: Where the file of words lies, or None.
        spool: The folder that all lie in; whoever has it removes it.
    """

    fields: Mapping[str, str]
    files: tuple[FileState, ...]
    paths: tuple[Path, ...]
    profile: Path | None
    spool: TemporaryDirectory[str]


async def received(request: Request) -> Received:
    """Return the files and fields of a multipart body, which is read as it comes.

    Raises:
        UploadRefusedError: It is too large, cut off, no multipart, or there is no room for it.
        ClientDisconnect: The client has ended the connection.
    """
    form = await _form(request)
    try:
        return await run_in_threadpool(_kept, form)
    except OSError as error:
        raise UploadRefusedError("no-room") from error
    finally:
        await form.close()


async def _form(request: Request) -> FormData:
    ending = bytearray()

    async def watched() -> AsyncIterator[bytes]:
        async for chunk in request.stream():
            ending.extend(chunk[-_ENDING:])
            del ending[:-_ENDING]
            yield chunk
        # A body that ends before its last boundary was cut, and its last file with it. Raised here,
        # it makes the parser close what it has opened.
        if not bytes(ending).rstrip(b"\r\n").endswith(b"--"):
            raise MultiPartException("The body was cut.")

    parser = MultiPartParser(
        request.headers,
        watched(),  # type: ignore[arg-type]  # an iterator is all that it uses
        max_files=MOST_FILES + 1,  # and the profile
        max_fields=_MOST_FIELDS,
        max_part_size=_MOST_FIELD,
    )
    try:
        return await parser.parse()
    except MultiPartException as error:
        many = error.message.startswith("Too many files")
        raise UploadRefusedError("too-many-files" if many else "broken") from error
    except HTTPException as error:
        if error.status_code == 413:  # what counts the bytes of a body says so
            raise UploadRefusedError("too-large") from error
        raise
    except OSError as error:
        raise UploadRefusedError("no-room") from error


def _kept(form: FormData) -> Received:
    uploads = [one for one in form.getlist(FILES) if isinstance(one, UploadFile)]
    chosen = [one for one in uploads if one.filename or one.size]  # a field left empty is a file
    if not chosen:
        raise UploadRefusedError("empty")
    if len(chosen) > MOST_FILES:
        raise UploadRefusedError("too-many-files")
    spool = TemporaryDirectory(prefix="styrkedja-upload-", ignore_cleanup_errors=True)
    try:
        paths, files = [], []
        for number, one in enumerate(chosen):
            name = safe_name(one.filename or "")
            folder = Path(spool.name) / str(number)
            folder.mkdir()
            paths.append(_copied(one, folder / name))
            files.append(FileState(name, one.size or 0))
        profile = form.get(PROFILE)
        words = None
        if isinstance(profile, UploadFile) and profile.size:
            if profile.size > _MOST_PROFILE:
                raise UploadRefusedError("large-profile")
            words = _copied(profile, Path(spool.name) / "profile.toml")
    except BaseException:
        spool.cleanup()
        raise
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    return Received(fields, tuple(files), tuple(paths), words, spool)


def _copied(upload: UploadFile, path: Path) -> Path:
    with path.open("xb") as target:
        shutil.copyfileobj(cast("IO[bytes]", upload.file), target)
    return path


def safe_name(name: str) -> str:
    r"""Return what a file is called here: the last part of its name, without signs that mislead.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\plan\\Uppföljning 2023.pdf")
    ('passwd', 'Uppföljning 2023.pdf')
    >>> safe_name("a\x00b\u202e.txt"), safe_name("..")
    ('a_b_.txt', 'document')
    """
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    last = _NOT_PLAIN.sub("_", plain.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, suffix = last.rpartition(".")
    if dot and stem and len(suffix) < 10:
        return f"{stem[: _LONGEST_NAME - 10]}.{suffix}"
    return last[:_LONGEST_NAME] or "document"
