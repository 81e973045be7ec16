"""The log: lines of text or of JSON on standard error, without anything personal.

What a line never holds: a client's address, a query, a parameter, the text of an exception (which
may quote them). An exception is told by its class and the places in the code that it went
through; a request by its route's pattern, never by its address.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from styrkedja.settings import LogForm

__all__ = ["REQUEST_ID", "JsonLines", "TextLines", "configure_logging"]

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered, which its answer's `X-Request-ID` tells too."""

_OF_SERVER = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi")
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class TextLines(logging.Formatter):
    """One line a record, for people: level, request, message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        request = REQUEST_ID.get()
        where = "" if request is None else f" [{request}]"
        text = f"{record.levelname}:{' ' * (8 - len(record.levelname))} "
        text += f"{record.name}{where}: {record.getMessage()}"
        return text if not record.exc_info else f"{text}\n{self.formatException(record.exc_info)}"

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's name
        """Return the exception's class and the places that it went through, without its text."""
        return "\n".join(_places(ei))


class JsonLines(logging.Formatter):
    """One JSON object a line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line of JSON; what it was given as `request` stands in it."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = REQUEST_ID.get()
        if request is not None:
            line["request_id"] = request
        line |= record.__dict__.get("request", {})
        if record.exc_info:
            line["exception"] = _places(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure_logging(form: LogForm) -> None:
    """Send what this process logs to standard error, the web server's own lines too.

    Args:
        form: `"text"` (warnings and errors) or `"json"` (also a line for each request).
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("styrkedja").setLevel(logging.INFO if form == "json" else logging.WARNING)
    for name in _OF_SERVER:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"  # its lines hold addresses


def _places(info: _ExcInfo) -> list[str]:
    """Return an exception's class, and where it passed, the innermost last; causes come first."""
    _, error, _ = info
    places: list[str] = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        passed = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        places = [f"{type(error).__module__}.{type(error).__qualname__}", *passed, *places]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return places


def _short(path: str) -> str:
    """Return the last three parts of a path, which say enough and nothing of the machine."""
    return "/".join(path.split("/")[-3:])
