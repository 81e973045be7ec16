from __future__ import annotations

import asyncio
import threading

import pytest

from styrkedja.api.workshop import Workshop
from styrkedja.errors import QueryStoppedError


def test_a_few_pieces_of_work_are_done_at_once_and_the_loop_goes_on() -> None:
    most, now, lock, gate = 0, 0, threading.Lock(), threading.Event()

    def work() -> int:
        nonlocal most, now
        with lock:
            now += 1
            most = max(most, now)
        gate.wait(20)
        with lock:
            now -= 1
        return 1

    async def all_of_it() -> int:
        workshop = Workshop()
        pieces = [asyncio.ensure_future(workshop.run(work)) for _ in range(8)]
        while most < 2:
            await asyncio.sleep(0)  # the loop turns while the threads wait
        gate.set()
        return sum(await asyncio.gather(*pieces))

    assert asyncio.run(all_of_it()) == 8
    assert most == 2


def test_more_than_may_wait_is_refused() -> None:
    gate = threading.Event()

    async def too_much() -> list[int | BaseException]:
        workshop = Workshop()
        pieces = [
            asyncio.ensure_future(workshop.run(lambda: int(gate.wait(20)))) for _ in range(40)
        ]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(*pieces, return_exceptions=True)

    answers = asyncio.run(too_much())
    refused = [answer for answer in answers if isinstance(answer, QueryStoppedError)]
    assert {error.reason for error in refused} == {"busy"}
    assert len(refused) == 40 - 2 - 24
    assert answers.count(1) == 26


def test_a_fault_in_the_work_gives_its_place_back() -> None:
    def broken() -> None:
        raise ValueError("no")

    async def several() -> None:
        workshop = Workshop()
        for _ in range(5):
            with pytest.raises(ValueError, match="no"):
                await workshop.run(broken)

    asyncio.run(several())
