"""The state of an archive: what its commits, replayed in order, amount to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .journal import Commit

__all__ = ["DocumentFiles", "DocumentRecord", "State", "describe", "replay"]


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """What the archive keeps of one document; all but `original` are made from it."""

    original: bytes
    text: str
    quads: bytes
    report: bytes


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document of the archive, as its newest commit describes it.

    Args:
        iri: Its IRI, which is also its graph's.
        municipality: The municipality's slug.
        key: The document's slug.
        kind: `"plan"` or `"follow-up"`.
        title: The title as printed.
        label: A short title with the period.
        as_of: The day whose state it reports, or None.
        source: The name of the file it was read from, without folders.
        sha256: Of the original's bytes.
        commit: The number of the commit that brought it.
        time: When it was read, as ISO 8601 in UTC.
    """

    iri: str
    municipality: str
    key: str
    kind: str
    title: str
    label: str
    as_of: date | None
    source: str
    sha256: str
    commit: int = 0
    time: str = ""


@dataclass(slots=True)
class State:
    """The archive as of one commit."""

    head: int
    documents: dict[str, DocumentRecord]
    files: dict[str, Mapping[str, str]]  # document IRI → role → SHA-256
    registers: dict[str, tuple[int, str]]  # municipality → commit, SHA-256
    earlier: dict[str, set[str]]  # document IRI → SHA-256 of originals that were replaced
    used: dict[str, set[str]]  # document IRI → keys of the bodies it names
    purged: set[str]  # SHA-256 of the IRIs of documents that were purged
    internal: set[str]  # IRIs of documents that are not for the public
    corrections: dict[str, list[Commit]]  # document IRI → commits that correct it
    edits: dict[str, list[Commit]]  # municipality → commits that edit its register

    def corrected_bodies(self, iri: str) -> set[str]:
        """Return the keys of the bodies that corrections of a document name."""
        commits = self.corrections.get(iri, ())
        return {key for commit in commits for key in commit.content["bodies"]}


def replay(commits: list[Commit]) -> State:
    """Return the state after all commits."""
    state = State(len(commits), {}, {}, {}, {}, {}, set(), set(), {}, {})
    for commit in commits:
        content = commit.content
        if commit.action == "document":
            described = dict(content["document"])
            as_of = described.pop("as_of")
            record = DocumentRecord(
                **described,
                as_of=None if as_of is None else date.fromisoformat(as_of),
                commit=commit.number,
                time=commit.time,
            )
            old = state.documents.get(record.iri)
            if old is not None and old.sha256 != record.sha256:
                state.earlier.setdefault(record.iri, set()).add(old.sha256)
            state.earlier.get(record.iri, set()).discard(record.sha256)
            state.documents[record.iri] = record
            state.files[record.iri] = content["files"]
            state.used[record.iri] = set(content["bodies"])
            place = record.municipality
            if "internal" in content:
                _mark(state, record.iri, internal=content["internal"])
        elif commit.action == "corrections":
            state.corrections.setdefault(content["document"], []).append(commit)
        elif commit.action == "register":
            state.edits.setdefault(content["municipality"], []).append(commit)
        elif commit.action == "visibility":
            _mark(state, content["iri"], internal=content["internal"])
        elif commit.action == "purge":
            place = content["municipality"]
            if "was" in content:  # archives of 0.1 do not say it
                state.purged.add(content["was"])
            if "register" not in content:
                state.registers.pop(place, None)
        if "register" in content:
            state.registers[place] = (commit.number, content["register"])
    for commit in commits:
        if commit.action == "purge":
            _forget(state, set(commit.content["forgotten"]))
    return state


def _mark(state: State, iri: str, *, internal: bool) -> None:
    if internal:
        state.internal.add(iri)
    else:
        state.internal.discard(iri)


def _forget(state: State, numbers: set[int]) -> None:
    """Take out what commits say that were purged but not yet scrubbed."""
    for iri in [iri for iri, record in state.documents.items() if record.commit in numbers]:
        for table in (state.documents, state.files, state.used, state.earlier):
            table.pop(iri, None)
        state.internal.discard(iri)
    for corrected in (state.corrections, state.edits):
        for commits in corrected.values():
            commits[:] = [commit for commit in commits if commit.number not in numbers]


def describe(record: DocumentRecord) -> dict[str, Any]:
    """Return a document as its commit describes it; `commit` and `time` stand beside that."""
    return {
        "iri": record.iri,
        "municipality": record.municipality,
        "key": record.key,
        "kind": record.kind,
        "title": record.title,
        "label": record.label,
        "as_of": None if record.as_of is None else record.as_of.isoformat(),
        "source": record.source,
        "sha256": record.sha256,
    }
