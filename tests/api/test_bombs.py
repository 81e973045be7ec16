"""Queries that are meant to hurt, against a real server: it lives, and others notice little.

Shortened: `python -m benchmarks.bombs` throws all of them, with the bounds on time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from benchmarks.bomb_queries import BOMBS, NESTINGS, SMALL, nested
from benchmarks.bombs import REFUSALS, server, throw_all, watched
from styrkedja.graph.archive import Archive

SECONDS = 2.0
PATIENCE = 10.0  # beyond that, for a machine with other things to do

pytestmark = [pytest.mark.slow, pytest.mark.alone]


@pytest.fixture(scope="module")
def bombed(example_archive: Archive) -> Iterator[tuple[str, int]]:
    """The address of a server and its process."""
    with server(example_archive.path, SECONDS, memory=128) as place:
        yield place


def test_there_are_25_bombs_and_17_kinds_of_nesting() -> None:
    assert (len(BOMBS), len(NESTINGS)) == (25, 17)


@pytest.mark.parametrize("at_once", [4, 45])
def test_every_bomb_gets_an_honest_answer_in_time(bombed: tuple[str, int], at_once: int) -> None:
    address, process = bombed

    async def noticed() -> list[int]:
        async with watched(address) as seen:
            results = await asyncio.to_thread(throw_all, address, dict(BOMBS), at_once)
        for result in results:
            assert result.status in REFUSALS or (result.status == 200 and result.honest), result
            assert result.seconds < SECONDS + PATIENCE, result
        assert all(seconds < PATIENCE for seconds in seen.health)
        return seen.statuses

    statuses = asyncio.run(noticed())
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= 0.9 * len(statuses)
    assert Path(f"/proc/{process}").exists()


def test_what_is_nested_too_deeply_is_refused(bombed: tuple[str, int]) -> None:
    address, process = bombed
    results = throw_all(address, nested((1_000, 100_000)), 10)
    assert {result.status for result in results} <= {400, 413}, results
    assert httpx.get(f"{address}/sparql", params={"query": SMALL}).status_code == 200
    assert Path(f"/proc/{process}").exists()
