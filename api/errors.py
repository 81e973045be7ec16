"""What went wrong, told over HTTP: one table from error class to status, one shape of answer.

Every error answer is problem JSON (RFC 9457); a browser gets the same as a page. No answer tells
where things lie on the server or how the code failed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from styrkedja.errors import (
    ArchiveError,
    ArchiveLockedError,
    AskingError,
    DecisionConflictError,
    FormatError,
    ParameterError,
    QueryRefusedError,
    QueryStoppedError,
    QuerySyntaxError,
    StyrkedjaError,
    UnknownDocumentError,
    UnknownQueryError,
)

from .negotiation import prefers_html
from .security import SECURITY_HEADERS

__all__ = [
    "PROBLEM",
    "TABLE",
    "Fault",
    "Kind",
    "Problem",
    "http_problem",
    "install_error_handlers",
    "problem_response",
]

PROBLEM = "application/problem+json"
_TYPES = "https://w3id.org/styrkedja/problem/"
_LOG = logging.getLogger(__name__)
_GONE = 499  # nobody reads the answer
_LONGEST = 2000  # characters of what a client sent that are told back to it
_PLACE = re.compile(r"(?:error at |line )(?P<line>\d+)(?::|, column )(?P<column>\d+)")


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    field: str = Field(description="Where: the name of a parameter, a header, or query.")
    detail: str = Field(description="What is wrong with it, and what would be right.")
    line: int | None = Field(default=None, description="In a query: the line, from 1.")
    column: int | None = Field(default=None, description="In a query: the column, from 1.")


class Problem(BaseModel):
    """An error answer in the form of RFC 9457."""

    type: str = Field(description="The kind of problem as an IRI; about:blank for plain HTTP ones.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status, again.")
    detail: str = Field(description="What is wrong this time, and what to do about it.")
    instance: str | None = Field(
        default=None, description="The path that was asked for; null where none could be read."
    )
    errors: list[Fault] = Field(
        default_factory=list, description="Each thing that is wrong; empty when detail says it all."
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """How one class of errors is told.

    Args:
        status: The HTTP status.
        name: The last part of the problem's type.
        title: The kind of problem in words.
        detail: What is told instead of the error's own message, where that names things of the
            server that are nobody else's business; the message is logged.
    """

    status: HTTPStatus
    name: str
    title: str
    detail: str | None = None


TABLE: Mapping[type[StyrkedjaError], Kind] = MappingProxyType(
    {
        QuerySyntaxError: Kind(HTTPStatus.BAD_REQUEST, "query-syntax", "The query is not SPARQL"),
        QueryRefusedError: Kind(
            HTTPStatus.BAD_REQUEST, "query-refused", "The query is not allowed here"
        ),
        QueryStoppedError: Kind(
            HTTPStatus.SERVICE_UNAVAILABLE, "query-stopped", "The query was stopped"
        ),
        ParameterError: Kind(
            HTTPStatus.UNPROCESSABLE_ENTITY, "parameter", "A parameter is not valid"
        ),
        UnknownQueryError: Kind(HTTPStatus.NOT_FOUND, "unknown-query", "No such query"),
        AskingError: Kind(HTTPStatus.BAD_REQUEST, "asking", "The question could not be put"),
        FormatError: Kind(HTTPStatus.BAD_REQUEST, "format", "No such format"),
        UnknownDocumentError: Kind(
            HTTPStatus.NOT_FOUND,
            "unknown-document",
            "No such document",
            "The archive holds no such document.",
        ),
        DecisionConflictError: Kind(
            HTTPStatus.CONFLICT, "decision-conflict", "It has changed meanwhile"
        ),
        ArchiveLockedError: Kind(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "archive-busy",
            "Somebody else is writing",
            "Somebody else is writing to the archive; nothing was done. Try again in a while.",
        ),
        ArchiveError: Kind(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "archive",
            "The archive cannot be used",
            "The archive cannot be used right now; the server's log says why.",
        ),
        StyrkedjaError: Kind(
            HTTPStatus.INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong",
            "Something went wrong in the server; its log says what.",
        ),
    }
)
"""Error class → how it is told; a class that is not here is told as its nearest base class."""


def install_error_handlers(app: FastAPI) -> None:
    """Make every error of the application answer in the one shape."""
    app.add_exception_handler(StyrkedjaError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unknown)


def http_problem(
    status: int, detail: str, *, instance: str | None = None, errors: Sequence[Fault] = ()
) -> Problem:
    """Return a problem that is told by its HTTP status alone.

    Args:
        status: The status.
        detail: What is wrong this time.
        instance: The path that was asked for.
        errors: Each thing that is wrong.
    """
    return Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=instance,
        errors=list(errors),
    )


def problem_response(
    request: Request,
    problem: Problem,
    headers: Mapping[str, str] | None = None,
    *,
    sv: str | None = None,
) -> Response:
    """Return the problem as JSON, or as a page where the client prefers HTML.

    Args:
        request: The request that failed.
        problem: What is wrong.
        headers: More headers of the answer.
        sv: What is wrong in Swedish, for a page in Swedish; None where only English is known.
    """
    problem = problem.model_copy(
        update={
            "instance": quote(request.url.path)[:_LONGEST],
            "detail": _told(problem.detail),
        }
    )
    if prefers_html(request.headers.get("accept")):
        from .pages import error_html  # the pages import this module

        response: Response = error_html(
            request, problem.status, problem.title, problem.detail, sv=sv
        )
    else:
        body = problem.model_dump_json()
        response = Response(body, status_code=problem.status, media_type=PROBLEM)
    response.headers.update(headers or {})
    response.headers["Vary"] = "Accept"
    return response


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, StyrkedjaError)  # noqa: S101 - registered for this class only
    kind = next(TABLE[base] for base in type(error).__mro__ if base in TABLE)
    status, headers = kind.status, {}
    if isinstance(error, QueryStoppedError):
        headers["Retry-After"] = "10"
        if error.reason == "time":
            status = HTTPStatus.GATEWAY_TIMEOUT
    if kind.detail is not None:
        _LOG.error("%s %s: %s", request.method, request.url.path, error)
    problem = Problem(
        type=_TYPES + kind.name,
        title=kind.title,
        status=status,
        detail=kind.detail or str(error),
        errors=_faults(error),
    )
    sv = error.sv if isinstance(error, ParameterError | DecisionConflictError) else None
    return problem_response(request, problem, headers, sv=sv)


def _faults(error: StyrkedjaError) -> list[Fault]:
    if isinstance(error, ParameterError):
        return [Fault(field=name, detail=str(error)) for name in error.names]
    if isinstance(error, QuerySyntaxError | QueryRefusedError):
        place = _PLACE.search(str(error))
        line, column = (None, None) if place is None else map(int, place.group("line", "column"))
        return [Fault(field="query", detail=str(error), line=line, column=column)]
    return []


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    return problem_response(request, http_problem(error.status_code, error.detail), error.headers)


def _gone(request: Request, error: Exception) -> Response:
    """Say nothing: the client has ended the connection before its request was whole."""
    return Response(status_code=_GONE)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it only
    faults = [
        Fault(field=".".join(str(part) for part in fault["loc"][1:]), detail=_told(fault["msg"]))
        for fault in error.errors()
    ]
    detail = "; ".join(f"{fault.field}: {fault.detail}" for fault in faults)
    problem = http_problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=faults)
    return problem_response(request, problem)


def _told(message: str) -> str:
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]} …"


def _unknown(request: Request, error: Exception) -> Response:
    """Tell nothing; Starlette raises the error again, so that the server logs it."""
    problem = http_problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong in the server; its log says what."
    )
    # This answer is made outside all middleware.
    return problem_response(request, problem, SECURITY_HEADERS)
