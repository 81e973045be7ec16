"""Comparing with a named peer: tasks run in turn, so that noise hits all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

__all__ = ["interleaved", "show"]


def interleaved(rounds: int, *tasks: Callable[[], object]) -> list[float]:
    """Return the median seconds of each task, run in turn so that noise hits all alike."""
    times: list[list[float]] = [[] for _ in tasks]
    for task in tasks:
        task()
    for _ in range(rounds):
        for task, taken in zip(tasks, times, strict=True):
            start = time.perf_counter()
            task()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def show(what: str, ours: float, peer: str, theirs: float, bound: str) -> None:
    """Print one comparison."""
    print(f"{what:34} {ours * 1000:8.1f} ms   {peer:34} {theirs * 1000:8.1f} ms   "
          f"ratio {ours / theirs:5.2f}   (bound: {bound})")  # fmt: skip
