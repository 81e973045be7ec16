"""Many files into the archive: unchanged ones skipped, several read at once, taken in in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from styrkedja import __version__
from styrkedja.errors import StyrkedjaError
from styrkedja.graph.archive import Archive, Writer
from styrkedja.graph.corrections import register_for_reading
from styrkedja.graph.model import Register

from .pipeline import Ingested, Reading, file_content, take_in, unchanged
from .readers import Readers

__all__ = ["Intake"]

_AHEAD = 2  # documents for each reader that are begun before they are needed


@dataclass(frozen=True, slots=True)
class _Begun:
    path: Path
    content: bytes
    reading: Future[Reading]


class Intake:
    """Takes files into an archive.

    What a document says can depend on the register that the documents before it made. So readings
    are taken in in the order of the files, and a document that was read ahead is read again where
    its municipality's register has changed since: the archive is the same for any number of
    readers.

    Args:
        archive: The archive.
        writer: Its writer.
        readers: They read the files, by what the user says about all of them.
        again: Read files again that nothing has changed in, and take content in again that a newer
            version replaced.
        internal: Whether the documents are not for the public; None: as each is.
        internal_when_new: The same for documents that the archive did not have, with None.
    """

    def __init__(
        self,
        archive: Archive,
        writer: Writer,
        readers: Readers,
        *,
        again: bool = False,
        internal: bool | None = None,
        internal_when_new: bool = False,
    ) -> None:
        self._archive = archive
        self._writer = writer
        self._readers = readers
        self._again = again
        self._internal = internal
        self._internal_when_new = internal_when_new
        words = b"" if readers.profile is None else readers.profile.read_bytes()
        said = repr((__version__, readers.given.municipality, readers.given.body)).encode()
        self._read_with = sha256(said + words).hexdigest()

    def files(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Ingested | StyrkedjaError]]:
        """Yield for each file, in order, what became of it, or why it was refused.

        Args:
            paths: The files.
        """
        begun: deque[_Begun | tuple[Path, Ingested | StyrkedjaError]] = deque()
        for path in paths:
            begun.append(self._begin(path))
            while len(begun) > _AHEAD * self._readers.workers:
                yield self._end(begun.popleft())
        while begun:
            yield self._end(begun.popleft())

    def _begin(self, path: Path) -> _Begun | tuple[Path, Ingested | StyrkedjaError]:
        try:
            content = file_content(path)
            if not self._again and self._internal is None:
                known = unchanged(path, content, self._archive, self._read_with)
                if known is not None:
                    return path, known
        except StyrkedjaError as error:
            return path, error
        reading = self._readers.read(content, path, self._registers(), self._archive.base)
        return _Begun(path, content, reading)

    def _registers(self) -> tuple[Register, ...]:
        places = (one.municipality.slug for one in self._archive.registers())
        found = (register_for_reading(self._archive, place) for place in places)
        return tuple(register for register in found if register is not None)

    def _end(
        self, begun: _Begun | tuple[Path, Ingested | StyrkedjaError]
    ) -> tuple[Path, Ingested | StyrkedjaError]:
        if isinstance(begun, tuple):
            return begun
        path = begun.path
        try:
            reading = begun.reading.result()
            slug = reading.model.register.municipality.slug
            if register_for_reading(self._archive, slug) != reading.known:
                base = self._archive.base
                reading = self._readers.read(begun.content, path, self._registers(), base).result()
            return path, take_in(
                path,
                begun.content,
                reading,
                self._archive,
                self._writer,
                again=self._again,
                internal=self._internal,
                internal_when_new=self._internal_when_new,
                read_with=self._read_with,
            )
        except StyrkedjaError as error:
            return path, error
