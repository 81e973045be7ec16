"""From what somebody sent and chose to an upload that is under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from styrkedja.graph.orders import Order
from styrkedja.settings import Settings

from .job import Job
from .jobs import Jobs, TooManyUploadsError
from .receiving import Received

__all__ = ["Choices", "choices_of", "upload"]

_PATIENCE = 120.0  # seconds to wait for the archive while somebody else writes
_LONGEST = 200  # letters of a name
_VISIBILITIES = {"public": False, "internal": True}


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody says about files that do not say it themselves.

    Args:
        municipality: The municipality's name, or None to read it.
        body: The name of the body whose document it is, or None to read it.
        internal: Whether they are not for the public; None: as each is.
        again: Take content in again that a newer version replaced.
    """

    municipality: str | None = None
    body: str | None = None
    internal: bool | None = None
    again: bool = False


def choices_of(fields: Mapping[str, str]) -> Choices:
    """Return the choices that the fields of a form make; what they do not know is not chosen."""

    def said(name: str) -> str | None:
        words = " ".join(fields.get(name, "").split())
        return words[:_LONGEST] if words and words.isprintable() else None

    return Choices(
        municipality=said("municipality"),
        body=said("body"),
        internal=_VISIBILITIES.get(fields.get("visibility", "")),
        again=fields.get("again", "") not in ("", "0", "false"),
    )


def upload(jobs: Jobs, received: Received, agent: str, settings: Settings) -> Job:
    """Return the upload of what was received, under way or waiting for its turn.

    Args:
        jobs: The service's uploads.
        received: What was received; its folder is removed when the upload is over.
        agent: Who uploads, for the log.
        settings: Where the archive is, and what reading a file may take.

    Raises:
        TooManyUploadsError: There is no room for another; what was received is gone.
    """
    choices = choices_of(received.fields)
    order = Order(
        store=str(settings.store.resolve()),
        files=tuple(map(str, received.paths)),
        agent=agent,
        municipality=choices.municipality,
        body=choices.body,
        profile=None if received.profile is None else str(received.profile),
        again=choices.again,
        internal=choices.internal,
        internal_when_new=cast("str", settings.visibility) == "internal",
        seconds=settings.read_seconds,
        memory=settings.read_memory,
        patience=_PATIENCE,
    )
    try:
        return jobs.add(order, received.files, received.spool)
    except TooManyUploadsError:
        received.spool.cleanup()
        raise
