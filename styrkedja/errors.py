"""Every error that Styrkedja raises on purpose.

    StyrkedjaError
    ├── ReadingError            a document could not be read
    │   ├── NotTextError        the file is not text in a known encoding
    │   ├── BrokenFileError     locked, damaged, without text, or far too large for a document
    │   ├── StoppedReadingError it took more time or memory than one document may
    │   └── UnknownLayoutError  text, but no layout that is known
    ├── ModellingError          what was read does not make a valid graph
    ├── CorrectionError         corrections cannot be made or taken back
    │   └── DecisionConflictError  what is decided on has changed meanwhile
    ├── AccessError             tokens, or the log of who wrote, cannot be used as asked
    ├── ArchiveError            the archive is not there, or cannot be used
    │   ├── ArchiveLockedError  another process writes to it
    │   ├── ArchiveVersionError made by a newer version of Styrkedja
    │   ├── ArchiveDamagedError a file of it is missing or changed
    │   └── UnknownDocumentError no such document in it
    ├── AskingError             a question could not be put
    │   ├── UnknownQueryError   no such query in the library
    │   ├── QueryHeaderError    a query file without a right header
    │   ├── ParameterError      a value does not fit its parameter
    │   ├── QuerySyntaxError    the SPARQL text is not right
    │   ├── QueryRefusedError   a construct or size that is not allowed
    │   └── QueryStoppedError   evaluation was ended (time, memory, crash)
    ├── FormatError             a format that is not known
    └── SettingsError           a setting that is not known or not valid

Each carries its subject as attributes and says in one line what to do.
"""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "AccessError",
    "ArchiveDamagedError",
    "ArchiveError",
    "ArchiveLockedError",
    "ArchiveVersionError",
    "AskingError",
    "BrokenFileError",
    "CorrectionError",
    "DecisionConflictError",
    "FormatError",
    "ModellingError",
    "NotTextError",
    "ParameterError",
    "QueryHeaderError",
    "QueryRefusedError",
    "QueryStoppedError",
    "QuerySyntaxError",
    "ReadingError",
    "SettingsError",
    "StoppedReadingError",
    "StyrkedjaError",
    "UnknownDocumentError",
    "UnknownLayoutError",
    "UnknownQueryError",
]


class StyrkedjaError(Exception):
    """The root: catching it catches all that Styrkedja raises on purpose."""


class ReadingError(StyrkedjaError):
    """A document could not be read.

    Attributes:
        path: The file, or None when the text did not come from one.
        line: The line, counted from 1, or None when the whole file is meant.
        sv: The message in Swedish, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        sv: str | None = None,
        path: Path | None = None,
        line: int | None = None,
    ) -> None:
        where = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(f"{where}{message}")
        self.path = path
        self.line = line
        self.sv = None if sv is None else f"{where}{sv}"

    def text(self, lang: str) -> str:
        """Return the message in "sv" or "en"; in English where there is no other."""
        return self.sv if lang == "sv" and self.sv is not None else str(self)


class NotTextError(ReadingError):
    """The file is empty, or is not text in UTF-8, UTF-16 or Latin-1."""


class BrokenFileError(ReadingError):
    """The file is locked, damaged, without text, or far too large; the message says what to do."""


class StoppedReadingError(ReadingError):
    """Reading it took more time or memory than one document may, or ended by itself."""


class UnknownLayoutError(ReadingError):
    """The file is text, but holds no layout that Styrkedja knows."""


class ModellingError(StyrkedjaError):
    """What was read does not make a valid graph; the message lists what is wrong."""


class CorrectionError(StyrkedjaError):
    """Corrections cannot be made or taken back; the message says which and why."""


class DecisionConflictError(CorrectionError):
    """What somebody decides about has changed since it was looked at.

    Attributes:
        sv: The message in Swedish.
        reason: "settled" (somebody has settled it), "changed" (the document says something else),
            or "taken-back" (the decision was taken back before).
    """

    def __init__(self, message: str, *, sv: str, reason: str) -> None:
        super().__init__(message)
        self.sv = sv
        self.reason = reason


class AccessError(StyrkedjaError):
    """Tokens, or the log of who wrote, cannot be read, made or changed as asked."""


class ArchiveError(StyrkedjaError):
    """The archive is not there, or cannot be used.

    Attributes:
        path: The archive's folder, or the file in it that is meant.
    """

    def __init__(self, message: str, *, path: Path) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class ArchiveLockedError(ArchiveError):
    """Another process is writing to the archive."""


class ArchiveVersionError(ArchiveError):
    """The archive was made by a newer version of Styrkedja."""


class ArchiveDamagedError(ArchiveError):
    """A file that the journal names is missing, or its content has changed."""


class UnknownDocumentError(ArchiveError):
    """No document of that name is in the archive."""


class AskingError(StyrkedjaError):
    """A question could not be put."""


class UnknownQueryError(AskingError):
    """The library has no query of that name.

    Attributes:
        name: The name that was asked for.
    """

    def __init__(self, message: str, *, name: str) -> None:
        super().__init__(message)
        self.name = name


class QueryHeaderError(AskingError):
    """A query file has no header, or a header that does not hold what it must."""


class ParameterError(AskingError):
    """A value does not fit its parameter, or no parameter has that name.

    Attributes:
        sv: The message in Swedish, for those who gave the value on a Swedish page, or None.
        names: The parameters that are meant; empty when the message is about none in particular.
    """

    def __init__(self, message: str, *, sv: str | None = None, names: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.sv = sv
        self.names = names


class QuerySyntaxError(AskingError):
    """The SPARQL text is not right; the message says where."""


class QueryRefusedError(AskingError):
    """The query uses a construct, or has a size, that the service does not allow."""


class QueryStoppedError(AskingError):
    """Evaluation was ended before it had an answer.

    Attributes:
        reason: `"time"`, `"memory"`, `"crash"`, or `"busy"` (too many waiting).
    """

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class FormatError(StyrkedjaError):
    """A format that is not known; the message lists those that are."""


class SettingsError(StyrkedjaError):
    """A setting that is not known, or whose value is not valid."""
