"""Uploads to a real service: good files, hostile ones, cut ones, several at once, and a restart."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from styrkedja.graph.access import Scope, TokenFile
from styrkedja.graph.archive import Archive, check_archive
from styrkedja.graph.audit import Action, AuditLog, Outcome
from styrkedja.settings import DEFAULT_BASE, Settings
from tests import hostile_files as hostile

from ..conftest import Serve, served

_PATH = "/api/v1/documents"
_MIB = 1024 * 1024


@dataclass
class Place:
    """A service over an archive of its own, with a token that writes."""

    archive: Archive
    settings: Settings
    client: httpx.Client
    bearer: dict[str, str]

    def over(self, answer: httpx.Response) -> dict[str, object]:
        """Return an upload when it is over."""
        assert answer.status_code == 202, answer.text
        end = time.monotonic() + 120
        while time.monotonic() < end:
            told = self.client.get(answer.headers["location"], headers=self.bearer)
            assert told.status_code == 200, told.text
            value: dict[str, object] = told.json()
            if value["state"] in ("done", "failed"):
                return value
            time.sleep(0.1)
        raise AssertionError("the upload does not end")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    archive = Archive.open_or_create(tmp_path_factory.mktemp("uploads"), DEFAULT_BASE)
    _, text = TokenFile(archive.path).create("Anna", [Scope.WRITE], 1)
    settings = Settings(store=archive.path, upload_mib=2, read_memory=512)
    with served(settings) as client:
        yield Place(archive, settings, client, {"authorization": f"Bearer {text}"})


def _left_in_spool() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("styrkedja-upload-*"))


def test_good_and_hostile_files_of_one_upload_do_not_hurt_each_other(
    place: Place, example_files: list[Path]
) -> None:
    good = example_files[0].read_bytes()
    before = _left_in_spool()
    sent = [
        ("../../outside.txt", b"Ingen plan."),
        ("C:\\secret\\nul%00l.txt", b"\x00" * 500),
        ("tom.txt", b""),
        ("inte.pdf", b"%PDF-1.7 but no more"),
        ("bomb.docx", hostile.swollen_zip(300)),
        ("entities.docx", hostile.docx_with_entities()),
        ("scanned.pdf", hostile.scanned_pdf()),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("Särskilda uppdrag.txt", good),
    ]
    files = [("files", one) for one in sent]
    answer = place.client.post(_PATH, files=files, headers=place.bearer)
    upload = place.over(answer)
    assert upload["state"] == "done", upload
    told = upload["files"]
    assert isinstance(told, list)
    assert [one["state"] for one in told] == ["refused"] * (len(sent) - 1) + ["taken"]
    assert [one["name"] for one in told][:2] == ["outside.txt", "nul_00l.txt"]
    spool = tempfile.gettempdir()
    for one in told[:-1]:
        assert one["reason"].endswith("Error")
        assert one["detail"]
        assert spool not in one["detail"]
    assert told[-1]["outcome"] == "new"
    assert told[-1]["elements"] > 0
    (document,) = place.archive.documents()
    assert told[-1]["document"] == document.iri
    assert document.source == "Särskilda uppdrag.txt"
    assert check_archive(place.archive).whole
    assert _left_in_spool() <= before
    # it is shown at once
    path = document.iri.removeprefix(DEFAULT_BASE)
    assert place.client.get(f"/id/{path}", headers={"accept": "text/html"}).status_code == 200
    entry = AuditLog(place.archive.path).entries()[0][-1]
    assert (entry.agent, entry.action, entry.outcome) == ("Anna", Action.UPLOAD, Outcome.DONE)


def test_uploads_wait_for_whoever_writes_and_for_each_other(
    place: Place, example_files: list[Path]
) -> None:
    content = example_files[1].read_bytes()
    files = {"files": ("uppdrag-2024.txt", content)}
    with place.archive.locked():
        first = place.client.post(_PATH, files=files, headers=place.bearer)
        second = place.client.post(
            _PATH, files=files, data={"visibility": "internal"}, headers=place.bearer
        )
        where = first.headers["location"]
        end = time.monotonic() + 60
        while place.client.get(where, headers=place.bearer).json()["state"] != "waiting":
            assert time.monotonic() < end
            time.sleep(0.1)
        state = place.client.get(second.headers["location"], headers=place.bearer).json()["state"]
        assert state == "queued"
        page = place.client.get(where.replace("/api/v1/uploads", "/upload"))
        assert "Någon annan läser in dokument" in page.text
        assert '<meta http-equiv="refresh" content="2">' in page.text
    assert place.over(first)["files"][0]["outcome"] == "new"  # type: ignore[index]
    iri = str(place.over(second)["files"][0]["document"])  # type: ignore[index]
    assert place.archive.is_internal(iri)
    where = second.headers["location"].replace("/api/v1/uploads", "/upload")
    page = place.client.get(where)
    assert "Det är internt" in page.text
    assert 'http-equiv="refresh"' not in page.text
    with place.client.stream("GET", where + "/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        assert '"over": true' in events.read().decode()


def test_a_service_that_ends_meanwhile_leaves_the_store_whole_and_says_so(
    place: Place, serve: Serve
) -> None:
    head = place.archive.head()
    with place.archive.locked(), served(place.settings) as client:
        answer = client.post(_PATH, files={"files": ("a.txt", b"Hej")}, headers=place.bearer)
        where = answer.headers["location"].replace("/api/v1/uploads", "/upload")
        end = time.monotonic() + 60
        while "Någon annan" not in client.get(where).text:
            assert time.monotonic() < end
            time.sleep(0.1)
    assert place.archive.head() == head
    assert check_archive(place.archive).whole
    page = serve(place.settings).get(where, headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "startades om" in page.text


def test_too_much_is_refused_before_it_is_all_there(place: Place) -> None:
    large = b"x" * (4 * _MIB)
    for files in (
        [("files", ("stor.txt", large))],
        [("files", (f"{n}.txt", b"x" * _MIB)) for n in range(4)],
    ):
        answer = place.client.post(_PATH, files=files, headers=place.bearer)
        assert answer.status_code == 413
    many = [("files", (f"{n}.txt", b"x")) for n in range(21)]
    assert place.client.post(_PATH, files=many, headers=place.bearer).status_code == 413
    request = place.client.build_request("POST", _PATH, files={"files": ("a", large)})
    body = request.read()

    def pieces() -> Iterator[bytes]:
        yield from (body[n : n + 65536] for n in range(0, len(body), 65536))

    kind = {"content-type": request.headers["content-type"]}
    chunked = place.client.post(_PATH, content=pieces(), headers=place.bearer | kind)
    assert chunked.status_code == 413
    elsewhere = place.client.post("/sparql", content=b"x" * (5 * _MIB))
    assert elsewhere.status_code == 413


def test_a_cut_or_crooked_body_leaves_nothing(place: Place) -> None:
    head, before = place.archive.head(), _left_in_spool()
    files = [("files", ("hel.txt", b"Hej")), ("files", ("kapad.txt", b"y" * 5000))]
    request = place.client.build_request("POST", _PATH, files=files)
    body = request.read()
    kind = request.headers["content-type"]
    crooked = [
        (body[: len(body) // 2], kind),
        (body[:-4], kind),
        (body.replace(b"name=", b"game="), kind),
        (body.replace(b"\r\n\r\n", b"\r\n\x00: x\r\n\r\n"), kind),
        (body, "multipart/form-data"),
        (body, "multipart/form-data; boundary="),
        (body, "multipart/form-data; boundary=other"),
        (b"", kind),
        (b"--" * 2000, kind),
    ]
    for content, given in crooked:
        headers = place.bearer | {"content-type": given}
        answer = place.client.post(_PATH, content=content, headers=headers)
        assert answer.status_code in (400, 422), (given, content[:60], answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
    nothing = place.client.post(_PATH, files={"other": ("a", b"b")}, headers=place.bearer)
    assert nothing.status_code == 422
    assert place.archive.head() == head
    assert _left_in_spool() <= before


def test_the_form_says_what_is_wrong_in_its_own_page(place: Place) -> None:
    client = httpx.Client(base_url=place.client.base_url, timeout=30)
    with client:
        page = client.get("/upload?lang=en", headers={"accept": "text/html"})
        match = re.search(r'name="csrf" value="(\w+)"', page.text)
        assert match is not None
        headers = {"origin": str(client.base_url).rstrip("/"), "accept": "text/html"}
        data = {"csrf": match[1]}
        empty = {"files": ("", b"", "application/octet-stream")}
        answer = client.post("/upload?lang=en", data=data, files=empty, headers=headers)
        assert answer.status_code == 422
        assert "Choose at least one file" in answer.text
        large = {"files": ("stor.txt", b"x" * (3 * _MIB + 1))}
        answer = client.post("/upload?lang=en", data=data, files=large, headers=headers)
        assert answer.status_code == 413
        assert "larger" in answer.text


def test_a_wrong_file_of_words_is_told_and_nothing_is_read(
    place: Place, example_files: list[Path]
) -> None:
    head = place.archive.head()
    files = {
        "files": ("a.txt", example_files[0].read_bytes()),
        "profile": ("words.toml", b"[no such part]\n"),
    }
    answer = place.client.post(_PATH, files=files, headers=place.bearer)
    upload = place.over(answer)
    assert (upload["state"], upload["reason"]) == ("failed", "profile")
    page = place.client.get(answer.headers["location"].replace("/api/v1/uploads", "/upload"))
    assert "Ordfilen är inte rätt" in page.text
    assert place.archive.head() == head
