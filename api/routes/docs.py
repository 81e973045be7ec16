"""The description of the programming interface as a page, made here from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from ..pages.rendering import render

__all__ = ["docs", "router"]

router = APIRouter(include_in_schema=False)
_METHODS = ("get", "post")


@dataclass(frozen=True, slots=True)
class _Row:
    """A parameter, body or answer: its name, what it may be, what it means."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Operation:
    """One method of one address."""

    anchor: str
    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[_Row, ...]
    bodies: tuple[str, ...]
    answers: tuple[_Row, ...]


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """Return the operations with their parameters and answers; nothing is loaded from elsewhere."""
    described = request.app.openapi()
    return render(
        request,
        "docs.html",
        title=described["info"]["title"],
        version=described["info"]["version"],
        operations=tuple(_operations(described)),
    )


def _operations(described: Mapping[str, Any]) -> Iterator[_Operation]:
    schemas = described.get("components", {}).get("schemas", {})
    for path, methods in described["paths"].items():
        for method in _METHODS:
            if method not in methods:
                continue
            operation = methods[method]
            yield _Operation(
                anchor=operation["operationId"],
                method=method.upper(),
                path=path,
                summary=operation.get("summary", ""),
                paragraphs=tuple(operation.get("description", "").split("\n\n")),
                parameters=tuple(_parameter(p, schemas) for p in operation.get("parameters", ())),
                bodies=tuple(operation.get("requestBody", {}).get("content", ())),
                answers=tuple(
                    _Row(status, ", ".join(answer.get("content", ())), answer["description"])
                    for status, answer in sorted(operation["responses"].items())
                ),
            )


def _parameter(parameter: Mapping[str, Any], schemas: Mapping[str, Any]) -> _Row:
    kind = " or ".join(_kinds(parameter["schema"], schemas))
    where = " (in the path)" if parameter["in"] == "path" else ""
    return _Row(parameter["name"], kind + where, parameter.get("description", ""))


def _kinds(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> list[str]:
    """Return what a value may be, in words; null is left out, for then nothing is given."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return [", ".join(map(str, schema["enum"]))]
    if "anyOf" in schema:
        kinds = [kind for option in schema["anyOf"] for kind in _kinds(option, schemas)]
        return [kind for kind in kinds if kind != "null"]
    return [str(schema.get("format", schema["type"]))]
