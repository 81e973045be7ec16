"""Requests mutated from ones that are kept, in bytes: the same numbers, the same requests.

A long run begins at a number by chance; what breaks names its own.
"""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.fuzzing import Answer, Request, assert_well, kept_requests, mutated, send

_LONGEST = 20.0  # seconds until a request counts as hanging; its limits add up to less


@pytest.mark.parametrize("request_", kept_requests(), ids=lambda one: one.target.decode()[:60])
def test_every_kept_request_is_answered_well(address: tuple[str, int], request_: Request) -> None:
    answer = send(address, request_.raw(), _LONGEST)
    assert answer.status
    assert_well(answer.status, answer.headers, answer.body)


@pytest.mark.parametrize(
    ("first", "count"), [(0, 1400), pytest.param(None, 80_000, marks=pytest.mark.soak)]
)
def test_every_mutated_request_is_answered_well(
    address: tuple[str, int], first: int | None, count: int
) -> None:
    kept = kept_requests()
    if first is None:
        first = random.SystemRandom().randrange(10**12)

    def ask(number: int) -> tuple[int, Answer]:
        return number, send(address, mutated(number, kept), _LONGEST)

    told: Counter[int] = Counter()
    with ThreadPoolExecutor(6) as pool:
        for number, answer in pool.map(ask, range(first, first + count)):
            told[answer.status] += 1
            try:
                assert answer.status, f"nothing was answered: {answer.body[:100]!r}"
                assert_well(answer.status, answer.headers, answer.body)
            except AssertionError as error:
                raise AssertionError(f"request {number}: {mutated(number, kept)!r}") from error
    assert told[200] > count / 20
    assert sum(told[status] for status in (400, 404, 422)) > count / 10
