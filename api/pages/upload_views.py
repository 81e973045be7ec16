"""What the page of an upload shows of each file: the report on what was read, or the refusal."""

from __future__ import annotations

from dataclasses import dataclass

from styrkedja.api.uploads import FileState, Job
from styrkedja.graph.model import ElementKind
from styrkedja.graph.report import Report, ReportedDoubt
from styrkedja.graph.wording import names_of

from .rendering import Visit
from .translation import Text

__all__ = ["DoubtLine", "FileView", "ReportView", "file_views"]

_MOST_DOUBTS = 50
_MOST_RANGES = 30


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubt of a report.

    Args:
        wording: What is doubtful.
        title: What it is about, as printed, or None.
        lines: First and last line of each passage, and the address of the first.
        cells: The cells of a workbook that it is about.
    """

    wording: str
    title: str | None
    lines: tuple[tuple[int, int, str | None], ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """What was read of a file.

    Args:
        label: The document's short title with its period.
        municipality: The municipality's name.
        counts: How many elements of each kind, and what those are called.
        indicators: How many indicators.
        amounts: How many amounts.
        coverage: The share of its lines that were understood, 0–1.
        contradictions: What the document says against itself, the first ones.
        doubts: What else is doubtful, the first ones.
        contradiction_count: How many contradictions there are in all.
        doubt_count: How many doubts there are besides.
        left_out: What of the file did not become text.
        unread: Lines that nothing was made of, the first ones, with their addresses.
        unread_count: How many such passages there are in all.
    """

    label: str
    municipality: str
    counts: tuple[tuple[int, str], ...]
    indicators: int
    amounts: int
    coverage: float
    contradictions: tuple[DoubtLine, ...]
    doubts: tuple[DoubtLine, ...]
    contradiction_count: int
    doubt_count: int
    left_out: tuple[str, ...]
    unread: tuple[tuple[int, int, str | None], ...]
    unread_count: int


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of an upload.

    Args:
        name: Its name.
        size: In KiB, at least 1.
        state: `"queued"`, `"reading"`, `"taken"` or `"refused"`.
        outcome: What taking it in did, where it was taken in.
        href: The address of its document, None where this visitor is not shown it.
        report: What was read, or None.
        reason: Why it was refused.
        line: The line that is meant, or None.
        detail: What the program says of that.
    """

    name: str
    size: int
    state: str
    outcome: str
    href: str | None
    report: ReportView | None
    reason: str
    line: int | None
    detail: Text


def file_views(job: Job, visit: Visit) -> list[FileView]:
    """Return what is shown of the files of an upload."""
    return [_view(file, visit) for file in job.files]


def _view(file: FileState, visit: Visit) -> FileView:
    shown = bool(file.iri) and visit.snapshot.document(file.iri) is not None
    return FileView(
        name=file.name,
        size=max(1, file.size // 1024),
        state=file.state,
        outcome=file.outcome,
        href=visit.links.thing(file.iri) if shown else None,
        report=None if file.report is None else _report(file.report, file.iri, shown, visit),
        reason=file.reason,
        line=file.line,
        detail=_detail(file, visit),
    )


def _detail(file: FileState, visit: Visit) -> Text:
    swedish = visit.language == "sv" and file.sv != file.detail
    return Text(file.sv, "sv") if swedish else Text(file.detail, "en")


def _report(report: Report, iri: str, shown: bool, visit: Visit) -> ReportView:
    swedish = visit.language == "sv"
    place = 0 if swedish else 1

    def passage(first: int, last: int) -> tuple[int, int, str | None]:
        return first, last, visit.links.line(iri, first) if shown else None

    def told(one: ReportedDoubt) -> DoubtLine:
        lines = tuple(passage(first, last) for first, last in one.lines[:_MOST_RANGES])
        return DoubtLine(one.sv if swedish else one.en, one.title, lines, one.cells)

    against = [told(one) for one in report.doubts if one.contradiction]
    other = [told(one) for one in report.doubts if not one.contradiction]
    return ReportView(
        label=report.label,
        municipality=report.municipality,
        counts=tuple((n, names_of(ElementKind(kind))[place]) for kind, n in report.by_kind),
        indicators=report.indicators,
        amounts=report.amounts,
        coverage=report.coverage,
        contradictions=tuple(against[:_MOST_DOUBTS]),
        doubts=tuple(other[:_MOST_DOUBTS]),
        contradiction_count=len(against),
        doubt_count=len(other),
        left_out=tuple(one[place] for one in report.left_out),
        unread=tuple(passage(first, last) for first, last in report.unread[:_MOST_RANGES]),
        unread_count=len(report.unread),
    )
