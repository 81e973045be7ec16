"""The API's page in the docs, and what OpenAPI says."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "json-api.md").read_text(encoding="utf-8")
ADDRESSES = sorted(
    # A search without words is 422, as the page says.
    {a for a in re.findall(r"`(/api/v1/[^`]*)`", PAGE) if "{" not in a} - {"/api/v1/search"}
)


def test_the_page_names_every_address_and_no_other(service: httpx.Client) -> None:
    described = service.get("/openapi.json").json()["paths"]
    ours = {path for path in described if path.startswith("/api/")}
    named = set(re.findall(r"\| `(/api/v1/[^`]*)` \|", PAGE))
    assert named == ours


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_page_answers(layouts: httpx.Client, address: str) -> None:
    assert layouts.get(address).status_code == 200


def test_every_operation_is_described(service: httpx.Client) -> None:
    described = service.get("/openapi.json").json()
    names = []
    for path, methods in described["paths"].items():
        if not path.startswith("/api/"):
            continue
        for operation in methods.values():
            names.append(operation["operationId"])
            assert operation["tags"] and operation["summary"] and operation["description"]
            done = operation["responses"].get("200") or operation["responses"]["202"]
            assert "$ref" in done["content"]["application/json"]["schema"]
            assert all(
                parameter.get("description") or parameter["in"] == "path"
                for parameter in operation.get("parameters", ())
            )
    assert len(names) == len(set(names)) == 22


def test_no_reference_of_the_description_leads_nowhere(service: httpx.Client) -> None:
    answer = service.get("/openapi.json")
    schemas = answer.json()["components"]["schemas"]
    references = set(re.findall(r'"\$ref":"([^"]+)"', answer.text))
    assert references
    assert references <= {f"#/components/schemas/{name}" for name in schemas}
