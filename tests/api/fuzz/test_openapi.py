"""Requests made from the OpenAPI description, right ones and wrong ones, and their answers."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from typing import Any, cast

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok

from styrkedja.api import create_app
from styrkedja.settings import Settings
from tests.fuzzing import assert_well

load_all_checks()
_CHECKS = CHECKS.get_by_names(
    [
        "content_type_conformance",
        "status_code_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
    ]
)
_FEW, _SEED = 20, 5  # the same few each time; a long run has another seed each time
_SCHEMA = schemathesis.openapi.from_dict(create_app(Settings()).openapi())
_OPERATIONS: dict[str, APIOperation[Any, Any, Any, Any]] = {
    f"{found.ok().method.upper()} {found.ok().path}": found.ok()
    for found in _SCHEMA.get_all_operations()
    if isinstance(found, Ok)
}


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: str(mode.value))
@pytest.mark.parametrize("name", _OPERATIONS)
@pytest.mark.parametrize("count", [_FEW, pytest.param(1000, marks=pytest.mark.soak)])
def test_every_answer_is_one_that_the_description_tells(
    address: tuple[str, int],
    session: requests.Session,
    name: str,
    mode: GenerationMode,
    count: int,
) -> None:
    host, port = address
    number = _SEED if count == _FEW else random.SystemRandom().randrange(10**12)
    sys.stdout.write(f"seed {number}\n")  # shown where it fails

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=_OPERATIONS[name].as_strategy(generation_mode=mode))
    def every(case: Case[Any]) -> None:
        response = case.call(base_url=f"http://{host}:{port}", session=session, timeout=30)
        headers = {name: values[0] for name, values in response.headers.items()}
        assert_well(response.status_code, headers, response.content)
        case.validate_response(response, checks=cast("Any", _CHECKS))

    try:
        every()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, name  # where any text will do, none is wrong
