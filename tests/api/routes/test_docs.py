from __future__ import annotations

import re

import httpx

from tests.page_text import without_own_scripts


def test_the_page_lists_every_operation_and_loads_nothing_from_elsewhere(
    service: httpx.Client,
) -> None:
    described = service.get("/openapi.json").json()
    page = service.get("/docs")
    assert page.status_code == 200
    assert len(described["paths"]) >= 7
    for path in described["paths"]:
        assert f" {path}</code>" in page.text
    assert "<script" not in without_own_scripts(page.text)
    loaded = re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', page.text)
    assert loaded
    assert all(place.startswith("/") for place in loaded)


def test_health_names_the_commit(service: httpx.Client) -> None:
    answer = service.get("/health").json()
    assert (answer["commit"], answer["documents"]) == (2, 2)
