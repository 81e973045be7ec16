"""The W3C's tests of protocols: what a client sends and what it is to get, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from tests.w3c.manifest import ROOT, load, members, text_of, value, values

_HT = "http://www.w3.org/2011/http#"
_CNT = "http://www.w3.org/2011/content#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_STATUS = "http://www.w3.org/2011/http-statusCodes#"
_CODES = {"OK": 200, "Created": 201, "NoContent": 204, "BadRequest": 400, "NotFound": 404}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what its answer is to be.

    Args:
        name: Folder, test and number of the request in it, for example `protocol/query_get/1`.
        method: The method.
        path: The path with its query, percent-encoded.
        headers: The headers of the request.
        body: The body of the request.
        statuses: Statuses and classes of statuses (2 for 200 to 299) that are right.
        truth: The truth value that is right, or None.
        form: `boolean`, `tabular` or `RDF`; None where it is not said.
        graph: The graph that is right, as Turtle, or None.
    """

    name: str
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    body: bytes = b""
    statuses: frozenset[int] = frozenset()
    truth: bool | None = None
    form: str | None = None
    graph: str | None = None

    def fits(self, status: int) -> bool:
        """Return whether a status is right."""
        return status in self.statuses or status // 100 in self.statuses


def exchanges(*manifests: str) -> list[Exchange]:
    """Return the requests of manifests in order; empty where the tests are not here.

    Args:
        manifests: Paths under the folder of the tests.
    """
    found: list[Exchange] = []
    for name in manifests if ROOT.is_dir() else ():
        path = ROOT / name
        graph = load(path)
        for quad in graph.quads_for_pattern(None, ox.NamedNode(_MF + "entries"), None, None):
            for entry in members(graph, quad.object):
                found += _exchanges_of(graph, entry, path.parent.name)
    return found


def told_exchanges() -> list[Exchange]:
    """Return the requests of `http-rdf-update`, which tells them in words."""
    path = ROOT / "http-rdf-update" / "manifest.ttl"
    if not path.is_file():
        return []
    graph = load(path)
    found = []
    for quad in graph.quads_for_pattern(None, ox.NamedNode(_MF + "entries"), None, None):
        for entry in members(graph, quad.object):
            name = f"http-rdf-update/{_local(entry)}"
            texts = [text_of(text) for text in values(graph, entry, _RDFS + "comment")]
            found.append(_told(name, next(text for text in texts if "#### Request" in text)))
    return found


def _exchanges_of(graph: ox.Store, entry: object, folder: str) -> Iterator[Exchange]:
    action = value(graph, entry, _MF + "action")
    requests = members(graph, value(graph, action, _HT + "requests"))
    for number, request in enumerate(requests, 1):
        answer = value(graph, request, _HT + "resp")
        headers = _headers(graph, request)
        statuses = values(graph, answer, _MF + "expectedStatus")
        truth = value(graph, answer, _MF + "expectedBoolean")
        form = value(graph, answer, _MF + "expectedFormat")
        content = _content(graph, answer)
        yield Exchange(
            name=f"{folder}/{_local(entry)}/{number}",
            method=text_of(value(graph, request, _HT + "methodName")),
            path=text_of(value(graph, request, _HT + "absolutePath")),
            headers=headers,
            body=_content(graph, request) or b"",
            statuses=frozenset(_status(_local(status)) for status in statuses),
            truth=None if truth is None else text_of(truth) == "true",
            form=None if form is None else text_of(form),
            graph=None if content is None else content.decode(),
        )


def _headers(graph: ox.Store, message: object) -> dict[str, str]:
    head = value(graph, message, _HT + "headers")
    if head is None:
        return {}
    return {
        text_of(value(graph, one, _HT + "fieldName")): text_of(
            value(graph, one, _HT + "fieldValue")
        )
        for one in members(graph, head)
    }


def _content(graph: ox.Store, message: object) -> bytes | None:
    body = value(graph, message, _HT + "body")
    if body is None:
        return None
    encoding = text_of(value(graph, body, _CNT + "characterEncoding"))
    return text_of(value(graph, body, _CNT + "chars")).encode(encoding)


def _status(name: str) -> int:
    classed = re.fullmatch(r"StatusCode(\d)xx", name)
    return int(classed[1]) if classed else _CODES[name]


def _told(name: str, text: str) -> Exchange:
    """Return an exchange that is written as HTTP messages in Markdown."""
    asked, answered = text.split("#### Response")
    lines = [line.strip() for line in asked.partition("#### Request")[2].strip().splitlines()]
    method, path, _ = lines[0].split()
    headers = dict(line.split(": ", 1) for line in lines[1:] if re.match(r"[A-Z][a-z-]+: ", line))
    status, _, body = answered.strip().partition("\n\n")
    return Exchange(
        name=name,
        method=method,
        path=path,
        headers={key: told for key, told in headers.items() if key == "Accept"},
        statuses=frozenset({int(status.split()[0])}),
        graph=body if method == "GET" and body.strip() else None,
    )


def _local(node: object) -> str:
    assert isinstance(node, ox.NamedNode)
    return node.value.rpartition("#")[2]
