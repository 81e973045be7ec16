"""One upload: its files, and how far it has come."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from styrkedja.graph.report import Report

__all__ = ["FileState", "Job", "JobState"]


class JobState(StrEnum):
    """How far an upload has come."""

    QUEUED = "queued"
    STARTING = "starting"
    WAITING = "waiting"
    READING = "reading"
    SHOWING = "showing"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class FileState:
    """One file of an upload.

    Attributes:
        name: What its sender called it.
        size: Bytes.
        state: `"queued"`, `"reading"`, `"taken"` or `"refused"`.
        outcome: Of one that was taken: `"new"`, `"replaced"`, `"unchanged"` or `"older"`.
        iri: Its document's IRI.
        report: What was read.
        reason: Why it was refused: the name of an error of `styrkedja.errors`.
        line: The line that is meant, from 1, or None.
        detail: What is wrong and what to do, in English.
        sv: The same in Swedish; in English where it is not known in Swedish.
    """

    name: str
    size: int
    state: str = "queued"
    outcome: str = ""
    iri: str = ""
    report: Report | None = None
    reason: str = ""
    line: int | None = None
    detail: str = ""
    sv: str = ""


@dataclass(slots=True)
class Job:
    """An upload.

    Attributes:
        id: A random name.
        agent: Who uploads.
        files: Its files, in the order in which they are taken in.
        internal: Whether they are to be internal; None: as each is.
        state: How far it has come.
        reason: Why it failed, as a word; empty where it did not.
        detail: More of that, in English.
        version: Counts its changes.
    """

    id: str
    agent: str
    files: tuple[FileState, ...]
    internal: bool | None
    state: JobState = JobState.QUEUED
    reason: str = ""
    detail: str = ""
    version: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (JobState.DONE, JobState.FAILED)

    def now(self, state: JobState, reason: str = "", detail: str = "") -> None:
        """Say how far it has come, and wake those who wait for that."""
        if not self.over:
            self.state, self.reason, self.detail = state, reason, detail
            self.change()

    def change(self) -> None:
        """Wake those who wait for a change."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self, since: int, seconds: float) -> bool:
        """Return whether it has changed since a version, waiting for that at most so long."""
        if self.version != since:
            return True
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def take(self, told: dict[str, Any]) -> None:
        """Take in what the process that does it tells (`styrkedja.graph.taking`)."""
        event = told["event"]
        if event == "waiting":
            self.now(JobState.WAITING)
        elif event == "failed":
            self.now(JobState.FAILED, told["reason"], told.get("detail", ""))
        elif event == "done":
            self.now(JobState.SHOWING)
        elif event == "reading":
            self.files[told["file"]].state = "reading"
            self.now(JobState.READING)
        else:
            self._take_file(self.files[told["file"]], told)
            self.change()

    def _take_file(self, file: FileState, told: dict[str, Any]) -> None:
        file.state = told["event"]
        if file.state == "taken":
            file.outcome, file.iri = told["outcome"], told["iri"]
            file.report = Report.of(told["report"])
        else:
            file.reason, file.line = told["reason"], told["line"]
            file.detail, file.sv = told["detail"], told["sv"]
