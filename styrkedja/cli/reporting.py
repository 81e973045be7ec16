"""The report on one document as text for the screen, in Swedish or English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from styrkedja.graph.corrections import Listed
    from styrkedja.graph.pipeline import Ingested
    from styrkedja.graph.report import Report, ReportedDoubt

__all__ = ["LANGUAGES", "report_lines", "summary_line"]

LANGUAGES = ("sv", "en")
_MOST_HEADINGS = 5  # under which assignments are counted; more say nothing on a screen
_WORDS: dict[str, dict[str, str | tuple[str, str]]] = {
    "sv": {
        "new": "inläst",
        "replaced": "inläst; ersätter den tidigare versionen",
        "unchanged": "oförändrad; inget skrevs",
        "older": "orörd: en nyare version har ersatt den (--again läser in den igen)",
        "lines": "{} rader",
        "period": "period {}, läget {}",
        "focus-area": ("{} fokusområde", "{} fokusområden"),
        "overarching-goal": ("{} övergripande mål", "{} övergripande mål"),
        "board-goal": ("{} nämndmål", "{} nämndmål"),
        "strategic-initiative": ("{} strategiskt initiativ", "{} strategiska initiativ"),
        "assignment": ("{} uppdrag", "{} uppdrag"),
        "special-assignment": ("{} särskilt uppdrag", "{} särskilda uppdrag"),
        "common-assignment": ("{} kommungemensamt uppdrag", "{} kommungemensamma uppdrag"),
        "board-assignment": ("{} nämndspecifikt uppdrag", "{} nämndspecifika uppdrag"),
        "investigation-assignment": ("{} utredningsuppdrag", "{} utredningsuppdrag"),
        "activity": ("{} aktivitet", "{} aktiviteter"),
        "statuses": "status: {}",
        "forecasts": "prognos: {}",
        "met": "nås",
        "uncertain": "osäkert",
        "not-met": "nås inte",
        "no-forecast": "utan prognos",
        "amounts": ("{} belopp", "{} belopp"),
        "coverage": "täckning {} %: {} av {} rader förstådda",
        "under": "{} under ”{}”",
        "under_none": "{} utan rubrik",
        "responsibilities": ("{} ansvar hos {}", "{} ansvar hos {}"),
        "bodies": ("{} nämnd eller bolag", "{} nämnder och bolag"),
        "without_body": "{} utan ansvarig",
        "with_bodies": "{} med {}",
        "responsible": ("{} ansvarig", "{} ansvariga"),
        "comments": ("{} kommentar", "{} kommentarer"),
        "indicators": ("{} mätetal med {}", "{} mätetal med {}"),
        "values": ("{} värde", "{} värden"),
        "totals": "{} av {} tal som dokumentet anger om sig självt stämmer med det som räknats",
        "against": "Säger emot sig självt ({}):",
        "doubtful": "Tveksamt ({}):",
        "line": "rad {}: ",
        "line_several": "rad {}: ",
        "unread": "Inte förstått, gav inga uppgifter: rad {}",
        "left_out": "Om filen ({}):",
        "stale": "Rättelser som inte gäller längre ({}), eftersom dokumentet säger något annat:",
        "stale_by": "{}: {} ({}, {})",
        "doubt": "tveksamhet",
        "summary": "{} av {} dokument inlästa, {} med tveksamheter.",
        "summary_parts": "{} nya, {} ersatta, {} oförändrade, {} orörda, {} avvisade.",
        "completed": "avslutade",
        "ongoing": "pågående",
        "on-hold": "i vänteläge",
        "not-started": "ej påbörjade",
        "remaining": "kvarstående",
        "cancelled": "strukna",
        "": "utan känd status",
    },
    "en": {
        "new": "read",
        "replaced": "read; replaces the earlier version",
        "unchanged": "unchanged; nothing written",
        "older": "left alone: a newer version has replaced it (--again takes it in again)",
        "lines": "{} lines",
        "period": "period {}, as of {}",
        "focus-area": ("{} focus area", "{} focus areas"),
        "overarching-goal": ("{} overarching goal", "{} overarching goals"),
        "board-goal": ("{} board goal", "{} board goals"),
        "strategic-initiative": ("{} strategic initiative", "{} strategic initiatives"),
        "assignment": ("{} assignment", "{} assignments"),
        "special-assignment": ("{} special assignment", "{} special assignments"),
        "common-assignment": ("{} common assignment", "{} common assignments"),
        "board-assignment": ("{} board-specific assignment", "{} board-specific assignments"),
        "investigation-assignment": (
            "{} investigation assignment",
            "{} investigation assignments",
        ),
        "activity": ("{} activity", "{} activities"),
        "statuses": "status: {}",
        "forecasts": "forecast: {}",
        "met": "met",
        "uncertain": "uncertain",
        "not-met": "not met",
        "no-forecast": "without forecast",
        "amounts": ("{} amount", "{} amounts"),
        "coverage": "coverage {} %: {} of {} lines understood",
        "under": "{} under “{}”",
        "under_none": "{} under no heading",
        "responsibilities": ("{} responsibility of {}", "{} responsibilities of {}"),
        "bodies": ("{} body", "{} bodies"),
        "without_body": "{} without body",
        "with_bodies": "{} with {}",
        "responsible": ("{} body", "{} bodies"),
        "comments": ("{} comment", "{} comments"),
        "indicators": ("{} indicator with {}", "{} indicators with {}"),
        "values": ("{} value", "{} values"),
        "totals": "{} of {} totals that the document states agree with what was counted",
        "against": "Contradicts itself ({}):",
        "doubtful": "Doubtful ({}):",
        "line": "line {}: ",
        "line_several": "lines {}: ",
        "unread": "Not understood, gave no facts: lines {}",
        "left_out": "About the file ({}):",
        "stale": "Corrections that do not hold any more ({}), as the document says otherwise:",
        "stale_by": "{}: {} ({}, {})",
        "doubt": "doubt",
        "summary": "{} of {} documents read, {} with doubts.",
        "summary_parts": "{} new, {} replaced, {} unchanged, {} left alone, {} refused.",
        "completed": "completed",
        "ongoing": "ongoing",
        "on-hold": "on hold",
        "not-started": "not started",
        "remaining": "remaining",
        "cancelled": "cancelled",
        "": "without a known status",
    },
}


def report_lines(result: Ingested, lang: str) -> list[str]:
    """Return the report on one document, line by line.

    Args:
        result: What ingesting it gave.
        lang: "sv" or "en".
    """
    words, report = _Words(lang), result.report
    lines = [
        f"{result.path}: {words(result.outcome.value)}",
        f"  {report.label}, {report.municipality} ({words('lines', report.line_count)})",
        f"  {result.iri}",
    ]
    if report.as_of:
        lines.append(f"  {words('period', report.period, report.as_of)}")
    lines += [f"  {line}" for line in _what_was_read(report, words)]
    if report.totals:
        agree = sum(1 for total in report.totals if total.stated == total.counted)
        lines.append(f"  {words('totals', agree, len(report.totals))}")
    if result.stale:
        lines.append(f"  {words('stale', len(result.stale))}")
        lines += [f"    {_stale(one, words)}" for one in result.stale]
    against = [doubt for doubt in report.doubts if doubt.contradiction]
    other = [doubt for doubt in report.doubts if not doubt.contradiction]
    for heading, doubts in (("against", against), ("doubtful", other)):
        if doubts:
            lines.append(f"  {words(heading, len(doubts))}")
        lines += [f"    {_doubt(doubt, lang, words)}" for doubt in doubts]
    if report.left_out:
        lines.append(f"  {words('left_out', len(report.left_out))}")
        lines += [f"    {sv if lang == 'sv' else en}" for sv, en in report.left_out]
    if report.unread:
        lines.append(f"  {words('unread', _ranges(report.unread))}")
    return lines


def summary_line(counted: Mapping[str, int], of: int, lang: str) -> str:
    """Return what became of several documents, in two sentences.

    Args:
        counted: How many had each outcome, were "refused", are "doubtful".
        of: How many there were.
        lang: "sv" or "en".
    """
    words = _Words(lang)
    parts = [counted.get(name, 0) for name in ("new", "replaced", "unchanged", "older", "refused")]
    told = words("summary", of - parts[-1], of, counted.get("doubtful", 0))
    return f"{told} {words('summary_parts', *parts)}"


class _Words:
    """The wording of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._words = _WORDS[lang]

    def __call__(self, key: str, *values: object) -> str:
        wording = self._words[key]
        if isinstance(wording, tuple):
            wording = wording[0] if values[0] == 1 else wording[1]
        return wording.format(*values)


def _what_was_read(report: Report, words: _Words) -> list[str]:
    by_status = ", ".join(f"{count} {words(status)}" for status, count in report.by_status)
    by_bodies = ", ".join(
        words("with_bodies", count, words("responsible", bodies))
        if bodies
        else words("without_body", count)
        for bodies, count in report.by_bodies
    )
    lines = [", ".join(words(kind, count) for kind, count in report.by_kind)]
    if any(status for status, _ in report.by_status):
        lines.append(words("statuses", by_status))
    if report.by_forecast:
        by_forecast = ", ".join(
            f"{count} {words(forecast or 'no-forecast')}" for forecast, count in report.by_forecast
        )
        lines.append(words("forecasts", by_forecast))
    if 1 < len(report.by_heading) <= _MOST_HEADINGS:
        lines += [
            f"  {words('under', count, heading) if heading else words('under_none', count)}"
            for heading, count in report.by_heading
        ]
    bodies = words("bodies", report.bodies)
    lines.append(f"{words('responsibilities', report.responsibilities, bodies)}: {by_bodies}")
    lines.append(words("comments", report.comments))
    if report.indicators:
        lines.append(words("indicators", report.indicators, words("values", report.values)))
    if report.amounts:
        lines.append(words("amounts", report.amounts))
    understood = report.facts + report.furniture + report.prose
    share = f"{100 * report.coverage:.1f}"
    if words.lang == "sv":
        share = share.replace(".", ",")
    lines.append(words("coverage", share, understood, understood + report.not_understood))
    return lines


def _stale(listed: Listed, words: _Words) -> str:
    from styrkedja.graph.corrections import Correction, field_named

    record = listed.record
    assert isinstance(record, Correction)  # noqa: S101  # of documents there are no others
    field = field_named(record.field)
    name = words("doubt") if field is None else field.heading(words.lang)
    about = f"{record.title}: {name}" if record.title else name
    return words("stale_by", record.id, about, record.by, record.time[:10])


def _doubt(doubt: ReportedDoubt, lang: str, words: _Words) -> str:
    several = len(doubt.lines) > 1 or any(first != last for first, last in doubt.lines)
    line = "line_several" if several else "line"
    where = words(line, _ranges(doubt.lines)) if doubt.lines else ""
    if doubt.cells:
        where = f"{', '.join(doubt.cells)}: "
    about = f"{doubt.title}: " if doubt.title else ""
    return f"{where}{about}{doubt.sv if lang == 'sv' else doubt.en}"


def _ranges(lines: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in lines)
