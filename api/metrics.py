"""What is counted, in the form that Prometheus collects: how much, how fast, how it came out.

No label says who asked or what: requests are counted by the pattern of their route.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from styrkedja import __version__
from styrkedja.errors import (
    FormatError,
    QueryRefusedError,
    QueryStoppedError,
    QuerySyntaxError,
    StyrkedjaError,
)
from styrkedja.settings import Settings

from .evaluation import Answer, Evaluation, KeeperProcess
from .snapshot import Snapshots

__all__ = ["CountedEvaluation", "Metrics"]

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_OUTCOMES = ("answer", "syntax", "refused", "format", "time", "memory", "crash", "busy")


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self._requests = Counter(
            "styrkedja_requests",
            "Requests answered, by the pattern of their route.",
            ["method", "route", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "styrkedja_request_seconds",
            "From a request's first byte to its answer's last.",
            ["route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._under_way = Gauge(
            "styrkedja_requests_under_way", "Requests being answered.", registry=registry
        )
        self._evaluations = Counter(
            "styrkedja_evaluations",
            "Users' queries, by how they came out.",
            ["outcome"],
            registry=registry,
        )
        self._evaluation_seconds = Histogram(
            "styrkedja_evaluation_seconds",
            "From a query to its outcome, waiting included.",
            buckets=_SECONDS,
            registry=registry,
        )
        for outcome in _OUTCOMES:
            self._evaluations.labels(outcome)
        Info("styrkedja", "The version.", registry=registry).info({"version": __version__})
        ProcessCollector(registry=registry)

    def watch(self, snapshots: Snapshots, evaluation: Evaluation) -> None:
        """Tell also what is served, and whether its keeper runs."""
        self._registry.register(_Served(snapshots, evaluation))

    @contextmanager
    def request_under_way(self) -> Iterator[None]:
        """Count a request as being answered while the block lasts."""
        with self._under_way.track_inprogress():
            yield

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that has been answered.

        Args:
            method: Its method; those that HTTP does not define are counted as one.
            route: The pattern of its route, never the address.
            status: The answer's status.
            seconds: How long it took.
        """
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def evaluation(self, outcome: str, seconds: float) -> None:
        """Count a query that came out in some way after some seconds."""
        self._evaluations.labels(outcome).inc()
        self._evaluation_seconds.observe(seconds)

    def exposition(self, accept: str) -> tuple[bytes, str]:
        """Return all figures as text, and its media type.

        Args:
            accept: What the client accepts, as the header says.
        """
        encode, media_type = choose_encoder(accept)
        return encode(self._registry), media_type


class _Served(Collector):
    """Says what is served when it is asked, without loading anything."""

    def __init__(self, snapshots: Snapshots, evaluation: Evaluation) -> None:
        self._snapshots = snapshots
        self._evaluation = evaluation

    def describe(self) -> list[Metric]:
        """Return no names: they are told with the values."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield the figures of the snapshot that is served."""
        known = self._snapshots.known
        yield GaugeMetricFamily(
            "styrkedja_archive_whole",
            "Whether the archive could be loaded when it was last looked at (1) or not (0).",
            value=float(known is not None and not self._snapshots.troubled),
        )
        yield GaugeMetricFamily(
            "styrkedja_keeper_running",
            "Whether the process that holds the store for queries runs (1) or not (0).",
            value=float(self._evaluation.keeper is not None),
        )
        if known is not None:
            for name, text, value in (
                ("store_commit", "The commit that is served.", known.head),
                ("store_quads", "The quads that are served.", known.quads),
                ("documents", "The documents that are served.", len(known.documents)),
            ):
                yield GaugeMetricFamily(f"styrkedja_{name}", text, value=float(value))


class CountedEvaluation(Evaluation):
    """An evaluation whose outcomes are counted.

    Args:
        metrics: Where.
        settings: What the evaluation itself is made of.
        internal: Whether internal documents are asked, too.
        started: A keeper that has been started already.
    """

    def __init__(
        self,
        metrics: Metrics,
        settings: Settings,
        *,
        internal: bool = False,
        started: KeeperProcess | None = None,
    ) -> None:
        super().__init__(settings, internal=internal, started=started)
        self._metrics = metrics

    async def ask(self, *args: Any, **kwargs: Any) -> Answer:
        """Return the answer to a question, as `Evaluation.ask` does."""
        started, outcome = perf_counter(), "answer"
        try:
            return await super().ask(*args, **kwargs)
        except StyrkedjaError as error:
            outcome = _outcome(error)
            raise
        finally:
            self._metrics.evaluation(outcome, perf_counter() - started)


def _outcome(error: StyrkedjaError) -> str:
    if isinstance(error, QueryStoppedError):
        return error.reason
    names = {QuerySyntaxError: "syntax", QueryRefusedError: "refused", FormatError: "format"}
    return names.get(type(error), "crash")
