"""Answers come compressed to those who take it, and only where that tells nobody anything."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message

from styrkedja.api.compression import Compression
from styrkedja.api.security import HeadAsGet

_TEXT = "Nämnden ansvarar för uppdraget. " * 200


async def _text(request: Request) -> Response:
    return PlainTextResponse(_TEXT, headers={"ETag": '"whole"'})


async def _small(_: Request) -> Response:
    return PlainTextResponse("kort")


async def _long(_: Request) -> Response:
    return PlainTextResponse(_TEXT * 40)


async def _workbook(_: Request) -> Response:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(_TEXT, media_type=kind)


async def _pieces(_: Request) -> Response:
    async def lines() -> AsyncIterator[str]:
        for number in range(3):
            yield f"{number} {_TEXT}"

    return StreamingResponse(lines(), media_type="text/turtle")


async def _events(_: Request) -> Response:
    async def lines() -> AsyncIterator[str]:
        yield "data: nu\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream")


async def _cookie(_: Request) -> Response:
    return PlainTextResponse(_TEXT, headers={"Set-Cookie": "a=b"})


async def _secret(_: Request) -> Response:
    return PlainTextResponse(_TEXT, headers={"Cache-Control": "no-store"})


async def _same(_: Request) -> Response:
    return Response(status_code=304, headers={"ETag": '"whole"'})


@dataclass
class _Got:
    """What a server would send: the headers, and the body in the pieces in which it comes."""

    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    pieces: list[bytes] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)


def _app() -> Starlette:
    views = (_text, _small, _long, _workbook, _pieces, _events, _cookie, _secret, _same)
    made = Starlette(routes=[Route(f"/{one.__name__.strip('_')}", one) for one in views])
    made.add_middleware(Compression)
    made.add_middleware(HeadAsGet)
    return made


_APP = _app()


def _asked(path: str, takes: str = "gzip", method: str = "GET", **headers: str) -> _Got:
    got = _Got()
    given = {"Accept-Encoding": takes, **headers}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
    }

    async def receive() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            got.status = message["status"]
            got.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            got.pieces.append(message.get("body", b""))

    asyncio.run(_APP(scope, receive, send))
    return got


def test_a_text_comes_compressed_and_says_so() -> None:
    got = _asked("/text")
    assert gzip.decompress(got.body).decode() == _TEXT
    assert got.headers["content-encoding"] == "gzip"
    assert int(got.headers["content-length"]) == len(got.body) < 500
    assert got.headers["vary"] == "Accept-Encoding"
    assert got.headers["etag"] == 'W/"whole"'


def test_a_long_text_comes_whole() -> None:
    assert gzip.decompress(_asked("/long").body).decode() == _TEXT * 40


@pytest.mark.parametrize("takes", ["identity", "br", "gzip;q=0", "gzip;q=0.0, *", "", "gzip;q=.x"])
def test_who_does_not_take_it_gets_the_text_itself(takes: str) -> None:
    got = _asked("/text", takes)
    assert got.body.decode() == _TEXT
    assert "content-encoding" not in got.headers
    assert got.headers["vary"] == "Accept-Encoding"
    assert got.headers["etag"] == '"whole"'


@pytest.mark.parametrize("takes", ["br, gzip", "GZIP", "*", "gzip;q=0.5", "deflate, gzip ; q=1"])
def test_who_takes_it_in_whatever_words_gets_it(takes: str) -> None:
    assert _asked("/text", takes).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/small", "/workbook", "/events", "/cookie", "/secret"])
def test_what_is_small_or_compressed_or_for_one_reader_is_left(path: str) -> None:
    assert "content-encoding" not in _asked(path).headers


@pytest.mark.parametrize("name", ["Authorization", "Cookie"])
def test_an_answer_to_a_known_client_is_never_compressed(name: str) -> None:
    got = _asked("/text", **{name: "x"})
    assert got.body.decode() == _TEXT
    assert got.headers["etag"] == '"whole"'


def test_an_answer_in_pieces_can_be_read_as_it_comes() -> None:
    got, reader = _asked("/pieces"), zlib.decompressobj(16 + zlib.MAX_WBITS)
    read = [reader.decompress(piece).decode() for piece in got.pieces]
    assert [one[0] for one in read if one] == ["0", "1", "2"]
    assert "".join(read) == "".join(f"{number} {_TEXT}" for number in range(3))
    assert reader.eof
    assert "content-length" not in got.headers


def test_head_tells_what_get_would() -> None:
    told = _asked("/text", method="HEAD")
    assert told.body == b""
    assert told.headers == _asked("/text").headers


def test_what_is_unchanged_tells_that_the_coding_matters() -> None:
    got = _asked("/same")
    assert got.status == 304
    assert got.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in got.headers
