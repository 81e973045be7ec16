"""Comparing with a named peer: tasks run in turn, so that noise hits all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

__all__ = ["interleaved", "show"]


def interleaved(
    rounds: int, *tasks: Callable[[], object], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the median seconds of each task, run in turn so that noise hits all alike.

    Args:
        rounds: How often each is run, after once to warm up.
        tasks: The tasks.
        clock: What is measured: time that passes, or `time.process_time` for tasks that only work
            in this process, whose processor time others on the machine hardly change.
    """
    times: list[list[float]] = [[] for _ in tasks]
    for task in tasks:
        task()
    for _ in range(rounds):
        for task, taken in zip(tasks, times, strict=True):
            start = clock()
            task()
            taken.append(clock() - start)
    return [statistics.median(taken) for taken in times]


def show(what: str, ours: float, peer: str, theirs: float, bound: str) -> None:
    """Print one comparison."""
    print(f"{what:34} {ours * 1000:8.1f} ms   {peer:34} {theirs * 1000:8.1f} ms   "
          f"ratio {ours / theirs:5.2f}   (bound: {bound})")  # fmt: skip
