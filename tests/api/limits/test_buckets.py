from __future__ import annotations

import pytest

from styrkedja.api.limits import buckets as module
from styrkedja.api.limits.buckets import Buckets, Networks


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_quiet_client_may_ask_a_burst_and_then_at_the_rate() -> None:
    clock = Clock()
    buckets = Buckets(rate=2.0, burst=5, at_once=0, clock=clock)
    assert [buckets.enter("a") for _ in range(7)] == [0, 0, 0, 0, 0, 1, 1]
    clock.now = 1.0
    assert [buckets.enter("a") for _ in range(3)] == [0, 0, 1]
    clock.now = 100.0
    assert [buckets.enter("a") for _ in range(6)] == [0, 0, 0, 0, 0, 1]


def test_a_slow_rate_says_how_long_to_wait() -> None:
    buckets = Buckets(rate=0.1, burst=1, at_once=0, clock=Clock())
    assert [buckets.enter("a"), buckets.enter("a")] == [0, 10]


def test_one_client_does_not_take_anothers_share() -> None:
    buckets = Buckets(rate=1.0, burst=1, at_once=0, clock=Clock())
    assert [buckets.enter(name) for name in ("a", "a", "b", "c", "b")] == [0, 1, 0, 0, 1]


def test_only_so_many_requests_are_open_at_once() -> None:
    buckets = Buckets(rate=0, burst=1, at_once=2, clock=Clock())
    assert [buckets.enter("a") for _ in range(3)] == [0, 0, 1]
    buckets.leave("a")
    assert [buckets.enter("a") for _ in range(2)] == [0, 1]


def test_without_limits_everything_enters() -> None:
    buckets = Buckets(rate=0, burst=1, at_once=0, clock=Clock())
    assert {buckets.enter("a") for _ in range(10_000)} == {0}


def test_what_is_remembered_has_an_end_and_open_requests_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_KEPT", 100)
    buckets = Buckets(rate=1.0, burst=3, at_once=0, clock=Clock())
    buckets.enter("busy")
    for number in range(1000):
        name = f"client {number}"
        buckets.enter(name)
        buckets.leave(name)
    assert len(buckets) == 100
    assert [buckets.enter("busy") for _ in range(3)] == [0, 0, 1]


def test_networks_hold_their_addresses_and_nothing_that_is_none() -> None:
    networks = Networks("127.0.0.0/8, ::1,192.0.2.7")
    assert all(host in networks for host in ("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"))
    assert not any(host in networks for host in ("192.0.2.8", "::2", "", "localhost", "127.0.0"))
    assert "127.0.0.1" not in Networks("")
