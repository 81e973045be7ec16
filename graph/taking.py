"""The process that takes uploaded files into an archive, apart from the one that answers requests.

    python -m styrkedja.graph.taking

What to do comes as one JSON object on standard input (`Order`); what happens goes to standard
output as it happens, a line of JSON each:

    {"event": "waiting"}                      somebody else writes to the archive
    {"event": "reading", "file": 0}           by its place in the order
    {"event": "taken", "file": 0, "outcome": "new", "iri": "…", "report": {…}}
    {"event": "refused", "file": 0, "reason": "UnknownLayoutError", "line": null, "detail": "…",
     "sv": "…"}
    {"event": "failed", "reason": "ArchiveLockedError"}
    {"event": "done"}

Each file is read in a process of its own with limits, and nothing of one is written before all of
it has been held against the shapes. Whoever ends this process leaves the archive whole.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from styrkedja.errors import ArchiveError, ArchiveLockedError, ReadingError, StyrkedjaError
from styrkedja.graph.archive import Archive, Writer
from styrkedja.graph.audit import Action, recorded
from styrkedja.graph.intake import Intake
from styrkedja.graph.orders import Order
from styrkedja.graph.pipeline import Given, Ingested
from styrkedja.graph.profiles import read_profile
from styrkedja.graph.readers import Readers, ReadLimits

__all__ = ["main", "take"]

_TRY_AGAIN = 0.5  # seconds between two tries to get the archive


def main(source: TextIO, target: TextIO) -> None:
    """Do what standard input says, and tell of it on standard output."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))

    def tell(event: str, **told: object) -> None:
        target.write(json.dumps({"event": event, **told}, ensure_ascii=False) + "\n")
        target.flush()

    value = json.loads(source.read())
    take(Order(**{**value, "files": tuple(value["files"])}), tell)


def take(order: Order, tell: Callable[..., None]) -> None:
    """Take the files of an order in, one after the other, and tell what becomes of each.

    Args:
        order: The order.
        tell: Called with the name of each event and what belongs to it.
    """
    try:
        profile = None if order.profile is None else Path(order.profile)
        if profile is not None:
            read_profile(profile)  # an error in it is told before anything is read
        archive = Archive.open(Path(order.store))
        with _writing(archive, order.patience, tell) as writer:
            _take(order, profile, archive, writer, tell)
    except ReadingError as error:
        tell("failed", reason="profile", detail=_detail(error, "en"))
    except StyrkedjaError as error:
        tell("failed", reason=type(error).__name__)
    else:
        tell("done")


def _take(
    order: Order,
    profile: Path | None,
    archive: Archive,
    writer: Writer,
    tell: Callable[..., None],
) -> None:
    paths = [Path(name) for name in order.files]
    limits = ReadLimits(order.seconds, order.memory)
    given = Given(order.municipality, order.body)
    with (
        recorded(archive, order.agent, Action.UPLOAD) as recording,
        Readers.open(1, limits, given, profile) as readers,
    ):
        intake = Intake(
            archive,
            writer,
            readers,
            again=order.again,
            internal=order.internal,
            internal_when_new=order.internal_when_new,
        )
        reasons = []
        for number, path in enumerate(paths):
            tell("reading", file=number)
            for _, result in intake.files([path]):
                if isinstance(result, ArchiveError):
                    raise result
                if isinstance(result, StyrkedjaError):
                    reasons.append(type(result).__name__)
                _tell_result(number, result, tell)
        if len(reasons) == len(paths):
            recording.refuse(reasons[0])


def _tell_result(number: int, result: Ingested | StyrkedjaError, tell: Callable[..., None]) -> None:
    if isinstance(result, Ingested):
        report: dict[str, Any] = json.loads(result.report.to_json())
        tell("taken", file=number, outcome=result.outcome.value, iri=result.iri, report=report)
    else:
        line = result.line if isinstance(result, ReadingError) else None
        reason = type(result).__name__
        tell(
            "refused",
            file=number,
            reason=reason,
            line=line,
            detail=_detail(result, "en"),
            sv=_detail(result, "sv"),
        )


@contextmanager
def _writing(archive: Archive, patience: float, tell: Callable[..., None]) -> Iterator[Writer]:
    """Give the archive's one writer, once whoever writes now is done.

    Raises:
        ArchiveLockedError: They are not done in time.
    """
    until, told = time.monotonic() + patience, False
    with ExitStack() as stack:
        while True:
            try:
                writer = stack.enter_context(archive.writing())
                break
            except ArchiveLockedError:
                if time.monotonic() >= until:
                    raise
                if not told:
                    tell("waiting")
                    told = True
                time.sleep(_TRY_AGAIN)
        yield writer


def _detail(error: StyrkedjaError, lang: str) -> str:
    """Return what an error says, without where the file lies on this machine.

    In English where there is nothing in the language.
    """
    if not isinstance(error, ReadingError):
        return str(error)
    message = error.text(lang)
    if error.path is not None:
        start = f"{error.path}:{error.line}: " if error.line is not None else f"{error.path}: "
        return message.removeprefix(start).replace(f"{error.path.parent}/", "")
    return message


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
