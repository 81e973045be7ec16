from __future__ import annotations

import asyncio

from styrkedja.api.evaluation.question import Question
from styrkedja.api.evaluation.waiting import Call, Waiting

FRESH = 0.5


def calls(*asked: tuple[str, float]) -> list[Call]:
    async def make() -> list[Call]:
        return [Call(Question(f"ASK {{}} # {when}"), client, when) for client, when in asked]

    return asyncio.run(make())


def waiting(calls: list[Call], room: int = 16) -> Waiting:
    queue = Waiting(room, FRESH)
    for call in calls:
        assert queue.add(call) is None
    return queue


def order(queue: Waiting, now: float, under_way: dict[str, int] | None = None) -> list[float]:
    return [queue.take(now, under_way or {}).asked for _ in range(len(queue))]


def test_those_that_have_come_just_now_are_answered_in_their_order() -> None:
    assert order(waiting(calls(("a", 0.0), ("a", 0.1), ("a", 0.2))), 0.3) == [0.0, 0.1, 0.2]


def test_those_that_have_waited_long_come_after_them_the_newest_first() -> None:
    queue = waiting(calls(("a", 0.0), ("a", 0.1), ("a", 5.0), ("a", 5.1)))
    assert order(queue, 5.2) == [5.0, 5.1, 0.1, 0.0]


def test_a_client_with_less_under_way_comes_first() -> None:
    queue = waiting(calls(("a", 5.0), ("b", 0.0)))
    assert order(queue, 5.1, {"a": 2, "b": 1}) == [0.0, 5.0]


def test_a_full_queue_refuses_the_newcomer_of_a_crowd() -> None:
    crowd = calls(("a", 0.0), ("a", 0.1), ("a", 0.2))
    queue = waiting(crowd[:2], room=2)
    assert queue.add(crowd[2]) is crowd[2]
    assert len(queue) == 2


def test_a_full_queue_lets_the_longest_waiting_of_the_crowd_go() -> None:
    crowd = calls(("a", 0.0), ("a", 0.1), ("a", 9.0))
    queue = waiting(crowd[:2], room=2)
    assert queue.add(crowd[2]) is crowd[0]
    assert order(queue, 9.0) == [9.0, 0.1]


def test_a_full_queue_of_one_client_has_room_for_another() -> None:
    crowd = calls(("a", 0.0), ("a", 0.1), ("b", 0.2))
    queue = waiting(crowd[:2], room=2)
    assert queue.add(crowd[2]) is crowd[0]
    assert queue.discard(crowd[2])
    assert not queue.discard(crowd[0])
