"""Doubts are settled by programs with a token, and by nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from styrkedja.graph.access import Scope, TokenFile
from styrkedja.graph.archive import Archive
from styrkedja.graph.corrections import list_corrections
from styrkedja.settings import Settings
from tests.api.conftest import served


@pytest.fixture(scope="module")
def archive(example_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("decided") / "store"
    shutil.copytree(example_archive.path, folder)
    return Archive.open(folder)


@pytest.fixture(scope="module")
def client(archive: Archive) -> Iterator[httpx.Client]:
    with served(Settings(store=archive.path)) as client:
        yield client


@pytest.fixture(scope="module")
def bearer(archive: Archive) -> dict[str, str]:
    _, token = TokenFile(archive.path).create("Ekonomiavdelningen", [Scope.WRITE], 1)
    return {"authorization": f"Bearer {token}"}


def open_doubts(client: httpx.Client, kind: str) -> list[dict[str, Any]]:
    items = client.get("/api/v1/doubts", params={"kind": kind}).json()["items"]
    return list(items)


def detail(client: httpx.Client, id: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/doubts/{id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_doubt_is_settled_listed_and_taken_back(
    client: httpx.Client, bearer: dict[str, str]
) -> None:
    found = open_doubts(client, "end-date-passed")
    id = found[0]["id"]
    doubt = detail(client, id)
    assert doubt["open"]
    assert {fact["field"] for fact in doubt["facts"]} == {"status", "deadline"}
    fact = next(one for one in doubt["facts"] if one["field"] == "deadline")
    wish = {
        "decision": "correct",
        "fact": fact["id"],
        "value": "december 2031",
        "why": "förlängt av nämnden",
        "stamp": doubt["stamp"],
    }
    answer = client.post(f"/api/v1/doubts/{id}/decision", json=wish, headers=bearer)
    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert (made["corrected"], made["by"]) == (["2031-12-31"], "Ekonomiavdelningen")
    assert id in made["doubts"]
    assert id not in {one["id"] for one in open_doubts(client, "end-date-passed")}
    assert not detail(client, id)["open"]
    assert detail(client, id)["settled"]["why"] == "förlängt av nämnden"
    listed = client.get("/api/v1/corrections", params={"decision": "correct"}).json()
    assert [one["id"] for one in listed["items"]] == [made["id"]]
    table = client.get("/api/v1/corrections.csv").text.splitlines()
    assert [row.partition(",")[0] for row in table] == ["id", made["id"]]
    element = client.get(f"/api/v1/elements/{made['subject']['id']}").json()["element"]
    assert element["deadline"] == "2031-12-31"

    again = client.post(f"/api/v1/doubts/{id}/decision", json=wish, headers=bearer)
    assert again.status_code == 409
    assert again.headers["content-type"] == "application/problem+json"
    undo = f"/api/v1/corrections/{made['id']}/undo"
    undone = client.post(undo, json={"why": "fel"}, headers=bearer)
    assert (undone.status_code, undone.json()["standing"]) == (200, "taken-back")
    assert id in {one["id"] for one in open_doubts(client, "end-date-passed")}
    assert client.post(undo, json={}, headers=bearer).status_code == 409


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"why": ""}, 422, "why"),
        ({"why": "\u0000"}, 422, "why"),
        ({"decision": "hm"}, 422, "decision"),
        ({"decision": "correct"}, 422, "fact"),
        ({"value": "Pågår"}, 422, "value"),
        ({"stamp": "00000000"}, 409, None),
    ],
)
def test_what_will_not_do_is_a_problem_that_names_the_field(
    client: httpx.Client,
    archive: Archive,
    bearer: dict[str, str],
    change: dict[str, str],
    status: int,
    field: str | None,
) -> None:
    before = len(list_corrections(archive))
    id = open_doubts(client, "status-contradicted")[0]["id"]
    wish = {"decision": "dismiss", "why": "x", **change}
    answer = client.post(f"/api/v1/doubts/{id}/decision", json=wish, headers=bearer)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    errors = [one["field"] for one in answer.json()["errors"]]
    assert errors == ([] if field is None else [field])
    assert len(list_corrections(archive)) == before


@pytest.mark.parametrize(
    "body", [b'{"decision":"dismiss","why":"\\ud800"}', b"[]", b"{", b"", b"\xff\xfe"]
)
def test_odd_bodies_are_refused(
    client: httpx.Client, archive: Archive, bearer: dict[str, str], body: bytes
) -> None:
    before = len(list_corrections(archive))
    id = open_doubts(client, "status-contradicted")[0]["id"]
    headers = {**bearer, "content-type": "application/json"}
    answer = client.post(f"/api/v1/doubts/{id}/decision", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert len(list_corrections(archive)) == before


def test_nothing_is_written_without_a_token_or_about_what_is_not_there(
    client: httpx.Client, archive: Archive, bearer: dict[str, str]
) -> None:
    before = len(list_corrections(archive))
    id = open_doubts(client, "status-contradicted")[0]["id"]
    wish = {"decision": "dismiss", "why": "x"}
    assert client.post(f"/api/v1/doubts/{id}/decision", json=wish).status_code == 401
    forged = {"authorization": "Bearer nothing"}
    answer = client.post(f"/api/v1/doubts/{id}/decision", json=wish, headers=forged)
    assert answer.status_code == 401
    gone = f"/api/v1/doubts/{id}0"
    assert client.get(gone).status_code == 404
    assert client.post(f"{gone}/decision", json=wish, headers=bearer).status_code == 404
    undo = "/api/v1/corrections/1-1/undo"
    assert client.post(undo, json={}, headers=bearer).status_code == 404
    assert len(list_corrections(archive)) == before
