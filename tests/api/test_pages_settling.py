"""Doubts are settled by a form, taken back by another, and nothing else gets in by them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.audit import AuditLog, Outcome
from styrkedja.graph.corrections import Standing, list_corrections, take_back
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import Settings
from tests.api.conftest import served
from tests.sending import hidden, send

_START = "/doubts/bjorkvalla/sarskilda-uppdrag-2024/"


@pytest.fixture(scope="module")
def archive(example_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("settled") / "store"
    shutil.copytree(example_archive.path, folder)
    return Archive.open(folder)


@pytest.fixture(scope="module")
def client(archive: Archive) -> Iterator[httpx.Client]:
    with served(Settings(store=archive.path)) as client:
        client.headers["accept"] = "text/html"
        yield client


@pytest.fixture(autouse=True)
def clean(archive: Archive) -> Iterator[None]:
    """Take back what a test decided."""
    yield
    names = [one.record.id for one in list_corrections(archive) if one.record.taken_back is None]
    if names:
        with archive.writing() as writer:
            take_back(writer, archive, names, by="test")


def doubts(client: httpx.Client) -> list[str]:
    """Return the paths of the open doubts of the newer document."""
    page = client.get("/doubts", params={"document": "bjorkvalla/sarskilda-uppdrag-2024"}).text
    found = (unescape(one).partition("?")[0] for one in re.findall(r'href="(/doubts/[^"]+)"', page))
    return list(dict.fromkeys(found))


def test_the_way_back_is_the_page_that_one_came_from(client: httpx.Client) -> None:
    asked = "/doubts?kind=status-contradicted&document=bjorkvalla/sarskilda-uppdrag-2024"
    link = re.search(r'<a href="(/doubts/[^"]+choice=accept[^"]*)"', client.get(asked).text)
    assert link is not None
    page = client.get(unescape(link[1])).text
    assert asked in unescape(page)
    assert "&amp;amp;" not in page


def contradicted(client: httpx.Client) -> str:
    return next(path for path in doubts(client) if "status-contradicted" in path)


def settle(client: httpx.Client, path: str, **fields: str | list[str]) -> httpx.Response:
    given = hidden(client.get(path).text, path)
    return send(client, path, {**given, "by": "Kansliet", "why": "kollat", **fields})


def standings(archive: Archive) -> list[Standing]:
    return [one.standing for one in list_corrections(archive)]


def number_in(text: str) -> str:
    found = re.search(r'action="/corrections/([\d-]+)/undo', text)
    assert found is not None
    return found[1]


def test_a_doubt_is_settled_and_taken_back_and_the_lists_follow(
    client: httpx.Client, archive: Archive
) -> None:
    path, before = contradicted(client), doubts(client)
    answer = settle(client, path, decision="dismiss", back="/doubts?kind=x")
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("#result")
    result = client.get(answer.headers["location"]).text
    assert 'role="status"' in result
    assert "Beslutet är sparat." in result
    assert 'href="/doubts?kind=x"' in result
    assert doubts(client) == [one for one in before if one != path]
    listed = client.get("/corrections").text
    assert "Tveksamheten avfärdad" in listed
    assert "kollat" in listed

    number = number_in(result)
    fields = hidden(result, f"/corrections/{number}/undo")
    undone = send(client, f"/corrections/{number}/undo", {**fields, "by": "Bo", "why": "fel"})
    assert undone.status_code == 303
    assert "tveksamheten är öppen igen" in client.get(undone.headers["location"]).text
    assert doubts(client) == before
    listed = client.get("/corrections").text
    assert "Återtaget av Bo" in listed
    again = send(client, f"/corrections/{number}/undo", {**fields, "by": "Bo"})
    assert again.status_code == 409
    assert standings(archive)[-1] is Standing.TAKEN_BACK
    entries, damaged = AuditLog(archive.path).entries()
    done = [(e.action.value, e.agent) for e in entries if e.outcome is Outcome.DONE]
    assert done == [("correct", "local"), ("undo", "local")]
    assert not damaged


def test_a_corrected_status_is_the_status_of_every_page_and_is_told_on_its_own(
    client: httpx.Client,
) -> None:
    path = contradicted(client)
    page = client.get(path, params={"choice": "correct"}).text
    assert "Rätta: status" in page
    assert " checked" in page
    about = re.search(r'<p class="answer">Gäller <a href="([^"]+)"', page)
    assert about is not None
    answer = settle(client, path, decision="correct 0", **{"value-0": "ongoing"})
    assert answer.status_code == 303
    element = client.get(about[1]).text
    essentials = element.partition("</dl>")[0]
    assert "s-ongoing" in essentials
    assert "Rättat" in element
    assert "<del" in element
    assert "Kansliet" in element


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"decision": "dismiss", "why": ""}, "Skriv ett skäl."),
        ({"decision": "dismiss", "why": "\x00\x1b \u202e"}, "Skriv ett skäl."),
        ({"decision": "dismiss", "why": "x" * 2001}, "högst 2000"),
        ({"decision": "dismiss", "by": " "}, "Skriv vem som beslutar"),
        ({"decision": "hittepå"}, "Välj vad du beslutar."),
        ({"decision": "correct 7"}, "Välj vad du rättar."),
        ({"decision": "correct ²"}, "Välj vad du rättar."),
        ({"decision": "correct 0"}, "Ange det som är rätt för status."),
        ({"decision": "correct 0", "value-0": "<script>"}, "&lt;script&gt;"),
    ],
)
def test_what_will_not_do_is_told_and_the_form_keeps_what_was_written(
    client: httpx.Client, archive: Archive, fields: dict[str, str], told: str
) -> None:
    before = standings(archive)
    answer = settle(client, contradicted(client), **{"why": "nämnden <i>har</i> svarat", **fields})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert told in answer.text
    if "why" not in fields:
        assert "nämnden &lt;i&gt;har&lt;/i&gt; svarat</textarea>" in answer.text
    assert "<script>" not in answer.text
    assert standings(archive) == before


def test_reasons_are_shown_as_text(client: httpx.Client) -> None:
    path = contradicted(client)
    settle(client, path, decision="accept", why='<img src=x onerror="a">\n\x07 å')
    for page in (path, "/corrections"):
        text = client.get(page).text
        assert "&lt;img src=x onerror=&#34;a&#34;&gt; å" in text
        assert "<img src=x" not in text


@pytest.mark.parametrize(
    "path",
    [
        _START + "status-contradicted-00000000",
        "/doubts/bjorkvalla/nothing/x",
        "/doubts/x/y/z",
        "/doubts/bjorkvalla/sarskilda-uppdrag-2024/%00%F0%9F%98%80",
        "/doubts/bjorkvalla/sarskilda-uppdrag-2024/" + "a" * 3000,
        "/doubts/%3Cscript%3E/%22/'",
    ],
)
def test_a_doubt_that_is_not_there_is_told_so(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "finns inte kvar" in answer.text
    assert "<script>" not in answer.text


def test_nothing_gets_in_without_the_hidden_field_or_from_elsewhere(
    client: httpx.Client, archive: Archive
) -> None:
    before, path = standings(archive), contradicted(client)
    fields: dict[str, str | list[str]] = {"decision": "dismiss", "why": "x", "by": "y"}
    assert send(client, path, fields).status_code == 403
    given = hidden(client.get(path).text, path)
    foreign = client.post(
        path, data={**given, **fields}, headers={"origin": "https://elsewhere.example"}
    )
    assert foreign.status_code == 403
    assert send(client, "/corrections/1-1/undo", fields).status_code == 403
    given["by"] = "y"
    assert send(client, "/corrections/999-1/undo", dict(given)).status_code == 404
    assert send(client, "/corrections/%00/undo", dict(given)).status_code == 404
    assert standings(archive) == before


@pytest.mark.parametrize("back", ["//else.where/", "https://else.where/", "/\\else", "/a b", "x"])
def test_the_way_back_leads_nowhere_else(client: httpx.Client, back: str) -> None:
    path = contradicted(client)
    assert f'href="{back}"' not in client.get(path, params={"back": back}).text
    answer = settle(client, path, decision="dismiss", back=back)
    assert "else" not in answer.headers["location"]


def test_a_form_that_somebody_was_faster_with_changes_nothing(
    client: httpx.Client, archive: Archive
) -> None:
    path = contradicted(client)
    old = hidden(client.get(path).text, path)
    settle(client, path, decision="dismiss", why="först")
    late = send(client, path, {**old, "decision": "accept", "why": "sedan", "by": "Bo"})
    assert late.status_code == 409
    assert "hann avgöra" in late.text
    assert "först" in late.text
    assert standings(archive)[-1] is Standing.APPLIES
    assert list_corrections(archive)[-1].record.why == "först"


def test_a_form_of_a_document_that_was_replaced_changes_nothing(
    client: httpx.Client, archive: Archive, example_files: list[Path], tmp_path: Path
) -> None:
    path, before = contradicted(client), standings(archive)
    page = client.get(path).text
    old = hidden(page, path)
    settle(client, path, decision="dismiss", why="hållbart")
    quoted = re.findall(r"<mark>([^<]{20,})</mark>", page)[-1]
    text = example_files[1].read_text(encoding="utf-8")
    line = unescape(quoted).rstrip()
    assert line in text
    changed = tmp_path / example_files[1].name
    changed.write_text(text.replace(line, f"{line} och mer därtill", 1), encoding="utf-8")
    with archive.writing() as writer:
        ingest_file(changed, archive, writer)
    assert standings(archive)[-1] is Standing.CHANGED
    document = client.get("/id/bjorkvalla/document/sarskilda-uppdrag-2024").text
    assert "Rättelser som inte gäller längre" in document
    assert "hållbart" in document
    late = send(client, path, {**old, "decision": "accept", "why": "sedan", "by": "Bo"})
    assert late.status_code == 409
    assert "något annat här" in late.text
    assert len(standings(archive)) == len(before) + 1
    with archive.writing() as writer:
        ingest_file(example_files[1], archive, writer, again=True)


def test_forms_are_only_shown_to_those_who_may_write(example_archive: Archive) -> None:
    settings = Settings(
        store=example_archive.path, writing="off", report_errors="fel@bjorkvalla.example"
    )
    with served(settings) as reader:
        reader.headers["accept"] = "text/html"
        listed = reader.get("/doubts").text
        assert "settle-links" not in listed
        assert "Rapportera" in listed
        page = reader.get(_START + "x")
        assert page.status_code == 404
        assert 'method="post"' not in reader.get("/corrections").text
