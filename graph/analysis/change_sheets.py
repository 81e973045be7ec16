"""What changed between two documents, as tables."""

from __future__ import annotations

from collections import Counter

from styrkedja.ontology.namespaces import STATUS

from .change import CHANGES, ChangeAnalysis, ChangeItem
from .items import ElementItem
from .links import LEVELS, level_of
from .sheets import Cell, Column, Sheet

__all__ = ["change_sheets"]

_CHANGE = Column(
    "change",
    "code",
    "Förändring",
    "Change",
    "Om det fortsätter, är borta eller är nytt. Borta: anges inte längre; det säger inte varför.",
    "Whether it goes on, is gone or is new. Gone: not stated any more; it does not say why.",
    "change",
)


def change_sheets(analysis: ChangeAnalysis) -> tuple[Sheet, ...]:
    """Return the analysis as tables: each change, statuses before and after, counts by kind."""
    return _changes(analysis), _flow(analysis), _counts(analysis)


def _changes(analysis: ChangeAnalysis) -> Sheet:
    names = {body.iri: body.name for body in analysis.bodies}

    def bodies(iris: tuple[str, ...]) -> Cell:
        return " | ".join(names[iri] for iri in iris) or None

    def row(item: ChangeItem) -> tuple[Cell, ...]:
        one = item.after or item.before
        before, after = item.before, item.after
        changed = item.status_changed
        return (
            item.change,
            None if one is None else one.title,
            _status(before),
            _status(after),
            bodies(item.gained),
            bodies(item.lost),
            None if before is None else before.deadline,
            None if after is None else after.deadline,
            None if changed is None else "yes" if changed else "no",
            item.days_moved,
            bodies(before.bodies) if before is not None else None,
            bodies(after.bodies) if after is not None else None,
            None if one is None else one.kind,
            before.title if before is not None and item.retitled else None,
            item.confidence,
            None if before is None else before.iri,
            None if after is None else after.iri,
        )

    text, code = "text", "code"
    columns = (
        _CHANGE,
        Column("element", text, "Element", "Element", "Titeln.", "Title."),
        Column(
            "status_before",
            code,
            "Status då",
            "Status then",
            "Status i det tidigare dokumentet; tomt när den inte är känd.",
            "Status in the earlier document; empty where it is not known.",
            "status",
        ),
        Column(
            "status_after",
            code,
            "Status nu",
            "Status now",
            "Status i det senare dokumentet; tomt när den inte är känd.",
            "Status in the later document; empty where it is not known.",
            "status",
        ),
        Column(
            "gained",
            text,
            "Nya ansvariga",
            "New bodies",
            "Organ som är ansvariga nu men inte då; inte de som har tagit över från ett annat.",
            "Bodies responsible now that were not; not those that took over from another body.",
        ),
        Column(
            "lost",
            text,
            "Inte längre ansvariga",
            "Bodies no longer responsible",
            "Organ som var ansvariga men inte är det nu; inte de som har ersatts av ett annat.",
            "Bodies that were responsible and are not now; not those replaced by another.",
        ),
        Column("deadline_before", "date", "Slutdatum då", "Deadline then", "Dagen.", "The day."),
        Column("deadline_after", "date", "Slutdatum nu", "Deadline now", "Dagen.", "The day."),
        Column(
            "status_changed",
            code,
            "Ny status",
            "New status",
            "Tomt när status inte är känd i båda.",
            "Empty where the status is not known in both.",
            "yes",
        ),
        Column(
            "days_moved",
            "integer",
            "Dagar senare",
            "Days later",
            "Hur många dagar senare slutdatum är nu; under 0: tidigare.",
            "How many days later the deadline is now; below 0: earlier.",
        ),
        Column("bodies_before", text, "Ansvariga då", "Bodies then", "Åtskilda av |.", "By |."),
        Column("bodies_after", text, "Ansvariga nu", "Bodies now", "Åtskilda av |.", "By |."),
        Column("kind", code, "Slag", "Kind", "Elementets slag.", "Kind of element.", "kind"),
        Column(
            "earlier_title",
            text,
            "Hette förut",
            "Title before",
            "Den tidigare titeln, när den är en annan.",
            "The earlier title, where it is another.",
        ),
        Column(
            "confidence",
            code,
            "Säkerhet",
            "Confidence",
            "Hur säkert det är att det är samma sak.",
            "How sure it is that they are the same thing.",
            "confidence",
        ),
        Column("before_iri", "iri", "IRI då", "IRI then", "IRI.", "IRI."),
        Column("after_iri", "iri", "IRI nu", "IRI now", "IRI.", "IRI."),
    )
    rows = tuple(row(item) for item in analysis.items)
    return Sheet("changes", "Förändringar", "Changes", columns, rows)


def _flow(analysis: ChangeAnalysis) -> Sheet:
    columns = (
        Column("before", "code", "Då", "Then", "Tomt: inte känd.", "Empty: not known.", "status"),
        Column("after", "code", "Nu", "Now", "Tomt: inte känd.", "Empty: not known.", "status"),
        Column("pairs", "integer", "Antal", "Number", "Antal par.", "How many pairs."),
    )
    flow = analysis.status_flow()
    rows = [(_code(before), _code(after), number) for (before, after), number in flow.items()]
    rows.sort(key=lambda row: (-row[2], row[0] or "~", row[1] or "~"))
    return Sheet("status_flow", "Status då och nu", "Status then and now", columns, tuple(rows))


def _counts(analysis: ChangeAnalysis) -> Sheet:
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for item in analysis.items:
        one = item.after or item.before
        if one is not None and (item.change, one.iri) not in seen:
            seen.add((item.change, one.iri))
            counts[level_of(one.kind), item.change] += 1
    columns = (
        Column("kind", "code", "Slag", "Kind", "Elementets slag.", "Kind of element.", "kind"),
        _CHANGE,
        Column(
            "elements", "integer", "Antal", "Number", "Antal, var och ett en gång.", "Each once."
        ),
    )
    levels = [level for level in LEVELS if any(counts[level, change] for change in CHANGES)]
    rows = tuple((level, change, counts[level, change]) for level in levels for change in CHANGES)
    return Sheet("counts", "Antal", "Counts", columns, rows)


def _status(item: ElementItem | None) -> str | None:
    return None if item is None else _code(item.status)


def _code(status: str | None) -> str | None:
    return None if status is None else status.removeprefix(STATUS)
