"""Requests that pretend: of other sites, by other names, without the form, with old cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from styrkedja.api.writing.local import is_local
from styrkedja.graph.access import Scope, TokenFile
from styrkedja.graph.archive import Archive
from styrkedja.graph.audit import AuditLog
from styrkedja.settings import DEFAULT_BASE, Settings

from ..conftest import served

_HTML = {"accept": "text/html"}
_FILES = {"files": ("plan.txt", b"Hej")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Archive.open_or_create(tmp_path_factory.mktemp("guarded"), DEFAULT_BASE).path


@pytest.fixture(scope="module")
def here(store: Path) -> Iterator[httpx.Client]:
    """A client of an empty service on this machine."""
    with served(Settings(store=store)) as client:
        yield client


@pytest.fixture(scope="module")
def outside(store: Path) -> Iterator[httpx.Client]:
    """A client of a service over the same that is reached at a public address."""
    with served(Settings(store=store, public_url="https://data.example.se/")) as client:
        yield client


def _key(client: httpx.Client, path: str = "/upload") -> str:
    """Return the hidden field of a page's form; its session is in the client's cookies."""
    client.cookies.clear()
    page = client.get(path, headers=_HTML)
    match = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert match is not None, page.text
    return match[1]


def _own(client: httpx.Client) -> str:
    return str(client.base_url).rstrip("/")


def _session(client: httpx.Client) -> dict[str, str]:
    """Return the cookie header; cookies that are Secure are not sent by http of themselves."""
    return {"cookie": "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar)}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:1"},
        {"origin": "{own}.evil.example"},
        {"origin": "{own}", "sec-fetch-site": "cross-site"},
        {"origin": "{own}", "sec-fetch-site": "same-site"},
        {"origin": "{own}", "sec-fetch-site": "none"},
    ],
    ids=str,
)
def test_a_form_of_another_site_does_nothing(here: httpx.Client, headers: dict[str, str]) -> None:
    key = _key(here)
    sent = {name: value.format(own=_own(here)) for name, value in headers.items()}
    for path in ("/upload", "/sign-in", "/sign-out"):
        answer = here.post(path, data={"csrf": key, "token": "x"}, headers=sent | _HTML)
        assert answer.status_code == 403
        assert "annan webbplats" in answer.text
        assert "access-control-allow-origin" not in answer.headers or not answer.cookies


def test_a_form_without_its_hidden_field_or_with_anothers_does_nothing(
    here: httpx.Client,
) -> None:
    other = _key(here)
    key = _key(here)  # of a new session
    assert key != other
    headers = {"origin": _own(here), **_HTML}
    for value in (None, "", other, "å", key[:-1]):
        data = {} if value is None else {"csrf": value}
        answer = here.post("/upload", data=data, files=_FILES, headers=headers)
        assert answer.status_code == 403
        assert "för gammalt" in answer.text
    here.cookies.clear()
    assert (
        here.post("/upload", data={"csrf": key}, files=_FILES, headers=headers).status_code == 403
    )


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "", "text/plain; multipart/form-data"]
)
def test_what_is_no_form_does_nothing(here: httpx.Client, kind: str) -> None:
    key = _key(here)
    body = f'{{"csrf": "{key}"}}'.encode()
    headers = {"origin": _own(here), "content-type": kind}
    assert here.post("/upload", content=body, headers=headers).status_code == 415


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "localhost.evil.example:{port}",
        "localhost:1",
        "localhost",
        "127.0.0.1",
        "[::1]:1",
        "0.0.0.0:{port}",
        "127.999.0.1:{port}",
        "10.0.0.1:{port}",
    ],
)
def test_another_name_for_this_machine_lets_nobody_write(here: httpx.Client, host: str) -> None:
    name = host.format(port=here.base_url.port)
    answer = here.get("/upload", headers={"host": name, **_HTML})
    assert answer.status_code == 403
    assert "åtkomstnyckel" in answer.text
    assert "csrf" not in answer.text


@pytest.mark.parametrize("host", ["user@127.0.0.1:{port}", "127.0.0.1:{port}@evil.example"])
def test_what_is_no_host_is_refused_whoever_asks(here: httpx.Client, host: str) -> None:
    name = host.format(port=here.base_url.port)
    answer = here.get("/upload", headers={"host": name, **_HTML})
    assert answer.status_code == 400
    assert "csrf" not in answer.text


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.0.0.2", "LOCALHOST", "[::1]"])
def test_loopback_names_let_one_write(here: httpx.Client, name: str) -> None:
    host = f"{name}:{here.base_url.port}"
    assert here.get("/upload", headers={"host": host, **_HTML}).status_code == 200


@pytest.mark.parametrize(
    "header", ["forwarded", "x-forwarded-for", "x-forwarded-host", "via", "x-real-ip"]
)
def test_what_came_by_a_proxy_is_not_local(here: httpx.Client, header: str) -> None:
    assert here.get("/upload", headers={header: "127.0.0.1", **_HTML}).status_code == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"settings": Settings(host="0.0.0.0")},
        {"settings": Settings(host="::")},
        {"settings": Settings(host="data.example.se")},
        {"settings": Settings(public_url="https://data.example.se/")},
        {"settings": Settings(trusted_proxies="127.0.0.1")},
        {"client": ("192.0.2.7", 4711)},
        {"client": None},
        {"server": ("192.0.2.1", 80)},
        {"server": ("/run/styrkedja.sock", None)},
        {"http_version": "1.0"},
        {"root_path": "/styrkedja"},
        {"headers": []},
        {"headers": [(b"host", b"localhost"), (b"host", b"localhost")]},
    ],
    ids=str,
)
def test_a_service_that_others_may_reach_has_no_local_writers(changed: dict[str, object]) -> None:
    scope: dict[str, object] = {
        "client": ("127.0.0.1", 4711),
        "server": ("127.0.0.1", 80),
        "http_version": "1.1",
        "headers": [(b"host", b"localhost")],
    }
    assert is_local(scope, Settings())
    settings = changed.pop("settings", Settings())
    assert isinstance(settings, Settings)
    assert not is_local(scope | changed, settings)


def test_a_service_open_to_the_world_without_tokens_lets_nobody_write(
    outside: httpx.Client,
) -> None:
    for path in ("/upload", "/upload/x", "/upload/x/events", "/audit", "/audit.ttl"):
        assert outside.get(path, headers=_HTML).status_code == 403
    answer = outside.post("/api/v1/documents", files=_FILES)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_programs_need_a_token_for_writing_and_cookies_are_no_help(
    here: httpx.Client, store: Path
) -> None:
    tokens = TokenFile(store)
    _, reading = tokens.create("läsare", [Scope.READ_INTERNAL], 1)
    _, text = tokens.create("program", [Scope.WRITE], 1)
    _key(here)  # a session of whoever sits at the machine
    path = "/api/v1/documents"
    assert here.post(path, files=_FILES).status_code == 401
    for token, status in (("x", 401), (reading, 403)):
        headers = {"authorization": f"Bearer {token}"}
        assert here.post(path, files=_FILES, headers=headers).status_code == status
    bearer = {"authorization": f"bearer {text}"}
    foreign = bearer | {"origin": "https://evil.example"}
    assert here.post(path, files=_FILES, headers=foreign).status_code == 403
    for kind in ("text/plain", "application/json"):
        headers = bearer | {"content-type": kind}
        assert here.post(path, content=b"{}", headers=headers).status_code == 415
    assert here.get("/api/v1/uploads/x", headers=bearer).status_code == 404
    tokens.revoke("program")
    assert here.get("/api/v1/uploads/x", headers=bearer).status_code == 401


def test_a_token_opens_a_session_that_ends_with_it(outside: httpx.Client, store: Path) -> None:
    tokens = TokenFile(store)
    _, text = tokens.create("Anna", [Scope.WRITE], 1)
    origin = {"origin": "https://data.example.se", **_HTML}
    key = _key(outside, "/sign-in")
    before = _session(outside)
    wrong = outside.post("/sign-in", data={"csrf": key, "token": "x"}, headers=origin | before)
    assert wrong.status_code == 403
    assert "gäller inte" in wrong.text
    answer = outside.post("/sign-in", data={"csrf": key, "token": text}, headers=origin | before)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Secure", "Path=/"):
        assert part in cookie
    assert text not in cookie
    assert "access-control-allow-origin" not in answer.headers
    session = _session(outside)
    assert session != before  # nobody who knew the name before is signed in
    assert outside.get("/upload", headers=before | _HTML).status_code == 403
    page = outside.get("/upload", headers=session | _HTML)
    assert page.status_code == 200
    assert "Anna" in page.text
    old = outside.post("/upload", data={"csrf": key}, files=_FILES, headers=origin | session)
    assert old.status_code == 403
    tokens.revoke("Anna")
    assert outside.get("/upload", headers=session | _HTML).status_code == 403


def test_signing_out_ends_the_session(outside: httpx.Client, store: Path) -> None:
    _, text = TokenFile(store).create("Bo", [Scope.WRITE], 1)
    origin = {"origin": "https://data.example.se", **_HTML}
    key = _key(outside, "/sign-in")
    outside.post("/sign-in", data={"csrf": key, "token": text}, headers=origin | _session(outside))
    session = _session(outside)
    page = outside.get("/sign-in?lang=en", headers=session | _HTML)
    assert "You are signed in" in page.text
    match = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert match is not None
    answer = outside.post("/sign-out", data={"csrf": match[1]}, headers=origin | session)
    assert answer.status_code == 303
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert outside.get("/upload", headers=session | _HTML).status_code == 403


def test_switched_off_nobody_writes(store: Path) -> None:
    _, text = TokenFile(store).create("Cecilia", [Scope.WRITE], 1)
    with served(Settings(store=store, writing="off")) as client:
        page = client.get("/upload", headers=_HTML)
        assert page.status_code == 403
        assert "stängt av" in page.text
        headers = {"authorization": f"Bearer {text}"}
        assert client.post("/api/v1/documents", files=_FILES, headers=headers).status_code == 403


def test_refusals_are_logged_without_who_where_and_what(here: httpx.Client, store: Path) -> None:
    for _ in range(3):
        here.post("/upload", data={"csrf": "x"}, headers={"origin": "https://evil.example"})
    entries, damaged = AuditLog(store).entries()
    assert damaged == 0
    alike = [one for one in entries if one.reason == "foreign-origin"]
    assert alike
    assert all(one.agent in ("local", "unknown") for one in alike)
    kept = (store / "access" / "audit.jsonl").read_text(encoding="utf-8")
    assert "127.0.0.1" not in kept
    assert "evil" not in kept
    assert len([one for one in alike if one.action == "write"]) <= 2  # one a minute and kind


def test_pages_for_writers_are_kept_by_nobody_and_read_by_no_other_site(
    here: httpx.Client,
) -> None:
    here.cookies.clear()
    answer = here.get("/upload", headers={"origin": "https://evil.example", **_HTML})
    assert answer.headers["cache-control"] == "private, no-store"
    assert "access-control-allow-origin" not in answer.headers


def test_a_page_is_not_taken_for_the_same_of_another_writer(service: httpx.Client) -> None:
    path = "/id/bjorkvalla"
    service.cookies.clear()
    first = service.get(path, headers=_HTML)
    tag = first.headers["etag"]
    same = service.get(path, headers={"if-none-match": tag, **_HTML})
    assert same.status_code == 304
    host = {"host": "data.example.se", "if-none-match": tag, **_HTML}
    assert service.get(path, headers=host).status_code == 200
