"""Requests made from the OpenAPI description, right ones and wrong ones, and their answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from styrkedja.api import create_app
from styrkedja.settings import Settings

from .service import Service, assert_well

load_all_checks()
_CHECKS = CHECKS.get_by_names(
    [
        "content_type_conformance",
        "status_code_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
    ]
)
_SCHEMA = schemathesis.openapi.from_dict(create_app(Settings()).openapi())
_OPERATIONS = {
    f"{operation.method.upper()} {operation.path}": operation
    for operation in (result.ok() for result in _SCHEMA.get_all_operations())
}


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", _OPERATIONS)
@pytest.mark.parametrize("count", [25, pytest.param(1500, marks=pytest.mark.soak)])
def test_every_answer_is_one_that_the_description_tells(
    service: Service, session: requests.Session, name: str, mode: GenerationMode, count: int
) -> None:
    operation: APIOperation = _OPERATIONS[name]

    @seed(5)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def every(case: Case) -> None:
        response = case.call(base_url=service.url, session=session, timeout=30)
        assert_well(response.status_code, dict(response.headers), response.content)
        case.validate_response(response, checks=_CHECKS)

    every()
