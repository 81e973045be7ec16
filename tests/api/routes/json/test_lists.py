from __future__ import annotations

import csv
import io
from urllib.parse import quote

import httpx
import pytest
from openpyxl import load_workbook

from styrkedja.api.routes.json.models import (
    Bodies,
    BodyOut,
    DocumentOut,
    Documents,
    Doubts,
    ElementDetail,
    Elements,
    SearchAnswer,
)
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.records import load_records

API = "/api/v1"
LISTS = ("documents", "bodies", "elements", "doubts")


def get(client: httpx.Client, path: str, **parameters: str | int | bool) -> httpx.Response:
    answer = client.get(f"{API}/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize(
    ("name", "model"),
    [("documents", Documents), ("bodies", Bodies), ("elements", Elements), ("doubts", Doubts)],
)
def test_a_list_has_everything_once_whatever_the_size_of_a_page(
    layouts: httpx.Client, layouts_store: Store, name: str, model: type[Elements]
) -> None:
    known = getattr(load_records(layouts_store), name)
    seen: list[str] = []
    following: str | None = f"{API}/{name}?limit=7"
    while following is not None:
        answer = layouts.get(following)
        page = model.model_validate_json(answer.content)
        assert page.total == len(known)
        seen += [item.iri for item in page.items]
        assert answer.headers.get("link") == (
            None if page.next is None else f'<{page.next}>; rel="next"'
        )
        following = page.next
    assert len(seen) == len(known)
    assert set(seen) == set(known)


@pytest.mark.parametrize("name", LISTS)
def test_every_answer_says_its_data(layouts: httpx.Client, name: str) -> None:
    answer = get(layouts, name, limit=1)
    assert answer.json()["data"]["commit"] == 6
    assert answer.headers["styrkedja-commit"] == "6"
    for form in ("csv", "xlsx"):
        table = get(layouts, f"{name}.{form}")
        assert table.headers["styrkedja-commit"] == "6"
        assert table.headers["styrkedja-updated"] == answer.json()["data"]["updated"]
        assert table.headers["styrkedja-complete"] == "true"


@pytest.mark.parametrize("name", LISTS)
def test_tables_have_all_that_match_in_the_same_order(layouts: httpx.Client, name: str) -> None:
    items = get(layouts, name, limit=1000).json()["items"]
    rows = list(csv.DictReader(io.StringIO(get(layouts, name, format="csv").text)))
    assert [row["iri"] for row in rows] == [item["iri"] for item in items]
    accept = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = layouts.get(f"{API}/{name}", headers={"Accept": accept})
    assert answer.headers["content-type"] == accept
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[1]
    assert [row[-1].value for row in sheet.iter_rows(min_row=2)] == [item["iri"] for item in items]


@pytest.mark.parametrize(
    "sort", ["title", "-title", "deadline", "-deadline", "status", "kind", "-year"]
)
def test_every_order_is_kept_over_pages(layouts: httpx.Client, sort: str) -> None:
    whole = get(layouts, "elements", sort=sort, limit=1000).json()["items"]
    parts: list[dict[str, object]] = []
    following: str | None = f"{API}/elements?sort={sort}&limit=13"
    while following is not None:
        page = layouts.get(following).json()
        parts += page["items"]
        following = page["next"]
    assert parts == whole
    if sort.endswith("deadline"):
        days = [item["deadline"] for item in whole]
        stated = [day for day in days if day is not None]
        assert days[: len(stated)] == sorted(stated, reverse=sort.startswith("-"))


def test_filters_let_through_what_they_say(layouts: httpx.Client) -> None:
    everything = get(layouts, "elements", limit=1000).json()["items"]

    def ids(**parameters: str | int | bool) -> set[str]:
        answer = get(layouts, "elements", limit=1000, **parameters).json()
        assert answer["total"] == len(answer["items"])
        return {item["id"] for item in answer["items"]}

    some = next(item for item in everything if len(item["bodies"]) > 1 and item["deadline"])
    body = some["bodies"][0]["id"]
    assert ids(body=body) == {
        e["id"] for e in everything if body in {part["id"] for part in e["bodies"]}
    }
    assert ids(body=some["bodies"][0]["iri"], role="responsible") == {
        e["id"] for e in everything if (body, "responsible") in {
            (part["id"], part["role"]) for part in e["bodies"]
        }
    }  # fmt: skip
    assert ids(status="ongoing") == {e["id"] for e in everything if e["status"] == "ongoing"}
    assert ids(status="unknown") == {e["id"] for e in everything if e["status"] is None}
    assert ids(year=some["year"]) == {e["id"] for e in everything if e["year"] == some["year"]}
    assert ids(current=True) | ids(current=False) == ids()
    assert not ids(current=True) & ids(current=False)
    assert ids(municipality="bjorkvalla") == ids()
    key = some["document"].replace("/document/", "/")
    assert ids(document=some["document"]) == ids(document=key) == {
        e["id"] for e in everything if e["document"] == some["document"]
    }  # fmt: skip
    day = some["deadline"]
    assert ids(due_from=day, due_to=day) == {e["id"] for e in everything if e["deadline"] == day}
    assert ids(kind="Assignment") == {
        e["id"] for e in everything if e["kind"].endswith("Assignment")
    }
    assert some["id"] in ids(text=some["title"][:100])


def test_one_thing_is_found_by_its_id(layouts: httpx.Client, layouts_store: Store) -> None:
    records = load_records(layouts_store)
    for iri in list(records.elements)[::5]:
        id = iri.removeprefix("https://w3id.org/styrkedja/id/")
        answer = get(layouts, f"elements/{quote(id)}")
        detail = ElementDetail.model_validate_json(answer.content)
        assert detail.element.iri == iri
        assert len(detail.assessments) == len(records.assessments.get(iri, ()))
        assert [one.first_line for one in detail.passages] == [
            place.first for place in records.places[iri]
        ]
        assert all(passage.text for passage in detail.passages)
    for item in get(layouts, "bodies", limit=1000).json()["items"]:
        assert BodyOut.model_validate_json(get(layouts, f"bodies/{item['id']}").content)
    for item in get(layouts, "documents").json()["items"]:
        assert DocumentOut.model_validate_json(get(layouts, f"documents/{item['id']}").content)


def test_an_elements_chain_leads_up_and_down(layouts: httpx.Client) -> None:
    found = 0
    for item in get(layouts, "elements", kind="Activity", limit=30).json()["items"]:
        detail = get(layouts, f"elements/{item['id']}").json()
        for step in detail["above"]:
            if step["level"] == 1:
                found += 1
                above = get(layouts, f"elements/{step['id']}").json()
                assert item["id"] in {below["id"] for below in above["below"]}
    assert found


def test_doubts_are_chosen_by_kind_and_severity(layouts: httpx.Client) -> None:
    everything = get(layouts, "doubts", limit=1000).json()["items"]
    assert everything
    for name in ("kind", "severity", "document"):
        for value in {item[name] for item in everything}:
            chosen = get(layouts, "doubts", limit=1000, **{name: value}).json()
            assert chosen["total"] == sum(item[name] == value for item in everything)
    assert any(passage["text"] for item in everything for passage in item["passages"])


def test_search_finds_without_swedish_letters(layouts: httpx.Client) -> None:
    answer = get(layouts, "search", q="namnd", limit=3)
    found = SearchAnswer.model_validate_json(answer.content)
    assert found.total > 3
    assert found.next is not None
    assert "<mark>" in found.items[0].title_html
    second = SearchAnswer.model_validate_json(layouts.get(found.next).content)
    assert not {one.iri for one in second.items} & {one.iri for one in found.items}
    assert get(layouts, "search", q="namnd", kind="document").json()["total"] < found.total


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("elements?kind=Nothing", "kind"),
        ("elements?body=nowhere", "body"),
        ("elements?document=../../etc/passwd", "document"),
        ("elements?year=tomorrow", "year"),
        ("elements?due_from=2024-02-30", "due_from"),
        ("elements?limit=0", "limit"),
        ("elements?limit=100000", "limit"),
        ("elements?sort=size", "sort"),
        ("elements?cursor=nonsense", "cursor"),
        ("elements?cursor=WyJ0aXRsZSIsMV0", "cursor"),
        ("elements?cursor=W1tbW1tbW1tbW1tbW1s", "cursor"),
        ("elements?text=%22", "q"),
        ("doubts?severity=awful", "severity"),
        ("documents?municipality=nowhere", "municipality"),
        ("search", "q"),
        ("search?q=", "q"),
        ("search?q=%C2%A7", "q"),
        ("search?q=a&start=-1", "start"),
    ],
)
def test_a_wrong_parameter_is_named(service: httpx.Client, path: str, field: str) -> None:
    answer = service.get(f"{API}/{path}")
    assert answer.status_code == 422
    problem = answer.json()
    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["instance"] == f"{API}/{path.partition('?')[0]}"


def test_a_cursor_is_for_its_own_order_only(layouts: httpx.Client) -> None:
    following = get(layouts, "elements", limit=1).json()["next"]
    assert layouts.get(f"{following}&sort=kind").status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "elements/nowhere",
        "elements/%2e%2e/%2e%2e/etc/passwd",
        "elements/bjorkvalla/document",
        "elements/%00",
        "elements.pdf",
        "bodies/" + "a" * 3000,
        "documents/file:%2F%2F%2Fetc/passwd",
        "documents/journal.jsonl",
    ],
)
def test_ids_are_looked_up_in_the_store_and_nowhere_else(service: httpx.Client, path: str) -> None:
    answer = service.get(f"{API}/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 3000
    assert "root:" not in answer.text


def test_a_form_that_is_not_offered_is_406(service: httpx.Client) -> None:
    answer = service.get(f"{API}/elements", headers={"Accept": "image/png"})
    assert answer.status_code == 406
