"""What a request asks: the parameters of the SPARQL 1.1 Protocol, read as strictly as it says.

Each rule that a client can break is answered with the status that names it and with a sentence
that says what to send instead. Nothing is guessed: what is not UTF-8 or wrongly percent-encoded
is refused rather than read with replacement characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException

from styrkedja.errors import QueryRefusedError

from .evaluation.limits import MAX_BYTES

__all__ = [
    "FORM",
    "QUERY",
    "READ_ONLY",
    "Asked",
    "accept_of",
    "asked_in_address",
    "asked_in_body",
    "query_of",
]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
READ_ONLY = "this endpoint is read-only: it takes queries, no updates"

_UPDATE = "application/sparql-update"
_MAX_BODY = 3 * MAX_BYTES + 100_000  # in a form, each byte may take three
_MAX_FIELDS = 1_000
_WRONG_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2}).{0,2}", re.DOTALL)
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a request, wherever they stood.

    Args:
        pairs: Names and values in the order in which they were sent.
    """

    pairs: Sequence[tuple[str, str]]

    @property
    def names(self) -> frozenset[str]:
        """The names of the parameters."""
        return frozenset(name for name, _ in self.pairs)

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a parameter, each once."""
        return tuple(dict.fromkeys(value for key, value in self.pairs if key == name))

    def one(self, name: str) -> str | None:
        """Return the one value of a parameter, None when it is not given.

        Raises:
            HTTPException: 400, it is given more than once.
        """
        values = [value for key, value in self.pairs if key == name]
        if len(values) > 1:
            raise HTTPException(400, f"The parameter {name!r} is given {len(values)} times.")
        return values[0] if values else None


def accept_of(request: Request) -> str | None:
    """Return what the client accepts: its `Accept` lines as one, None when there is none."""
    return ", ".join(request.headers.getlist("accept")) or None


def asked_in_address(request: Request) -> Asked:
    """Return the parameters behind the question mark.

    Raises:
        HTTPException: 400, it is not percent-encoded UTF-8, or there are too many.
    """
    encoded: bytes = request.scope["query_string"]
    return Asked(_fields(encoded, "address"))


async def asked_in_body(request: Request) -> Asked:
    """Return the parameters of a POST request; a body that is a query is the parameter `query`.

    Raises:
        HTTPException: 400 for what cannot be read or stands in the wrong place, 413 for a body
            that is too large, 415 for a media type, charset or coding that is not taken.
    """
    media_type = _media_type(request)
    limit = MAX_BYTES if media_type == QUERY else _MAX_BODY
    asked = asked_in_address(request)
    if "query" in asked.names:
        raise HTTPException(400, "With POST, the query stands in the body, not in the address.")
    body = await _body(request, limit)
    if media_type == FORM:
        return Asked([*asked.pairs, *_fields(body, "form")])
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(
            400, f"The body is not in UTF-8: byte {error.start + 1} cannot be read."
        ) from error
    return Asked([*asked.pairs, ("query", text)])


def query_of(asked: Asked) -> str:
    """Return the query that is asked, without a byte order mark.

    Raises:
        QueryRefusedError: There is an update.
        HTTPException: 400 for no query or several, 413 for one that is too long.
    """
    if "update" in asked.names:
        raise QueryRefusedError(READ_ONLY)
    text = asked.one("query")
    if text is None:
        raise HTTPException(400, "Give a SPARQL query as the parameter 'query'.")
    if len(text.encode()) > MAX_BYTES:
        raise _too_large()
    return text.removeprefix(_BYTE_ORDER_MARK)


def _media_type(request: Request) -> str:
    """Return the media type of the body, one of those that are taken."""
    lines = request.headers.getlist("content-type")
    if len(lines) > 1:
        raise HTTPException(400, f"There are {len(lines)} lines of Content-Type.")
    described = Message()
    described["Content-Type"] = "".join(lines)
    media_type = "".join(lines).partition(";")[0].strip().lower()
    if media_type == _UPDATE:
        raise _unsupported(f"No: {READ_ONLY}.")
    if media_type not in (FORM, QUERY):
        raise _unsupported(f"Send the query as {QUERY} or {FORM}.")
    charset = described.get_content_charset("utf-8")
    if charset not in ("utf-8", "utf8"):
        raise _unsupported("Send the query in UTF-8.")
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise HTTPException(
            415, "Send the body as it is, uncompressed.", headers={"Accept-Encoding": "identity"}
        )
    return media_type


async def _body(request: Request, limit: int) -> bytes:
    """Return the body, without taking in more than the limit."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_large()
    return bytes(body)


def _fields(encoded: bytes, place: str) -> list[tuple[str, str]]:
    """Return names and values of percent-encoded text.

    Args:
        encoded: The text.
        place: Where it stands, for the message.
    """
    try:
        text = encoded.decode()
        wrong = _WRONG_ESCAPE.search(text)
        if wrong is not None:
            raise HTTPException(
                400,
                f"The {place} is not percent-encoded: {wrong[0]!r} at character "
                f"{wrong.start() + 1}; a percent sign itself is written %25.",
            )
        return parse_qsl(text, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"The {place} is not percent-encoded UTF-8.") from error
    except ValueError as error:
        raise HTTPException(400, f"The {place} has more than {_MAX_FIELDS:,} fields.") from error


def _too_large() -> HTTPException:
    return HTTPException(413, f"A query may have {MAX_BYTES:,} bytes.")


def _unsupported(detail: str) -> HTTPException:
    return HTTPException(415, detail, headers={"Accept-Post": f"{QUERY}, {FORM}"})
