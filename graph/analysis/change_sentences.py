"""What changed between two documents, in plain words, Swedish and English."""

from __future__ import annotations

from collections import Counter

from styrkedja.ontology.namespaces import STATUS

from .change import ChangeAnalysis
from .sentences import Nouns, nouns
from .sheets import CODES

__all__ = ["change_sentences", "status_words"]


def change_sentences(analysis: ChangeAnalysis, lang: str = "sv") -> str:
    """Return two or three sentences: what is new, gone and goes on, and how it goes on.

    Args:
        analysis: What changed.
        lang: "sv" or "en" (any other is taken as English).
    """
    sv = lang == "sv"
    items = [item.after or item.before for item in analysis.items]
    noun = nouns(analysis.bodies, [item for item in items if item is not None], lang)
    earlier, later = analysis.labels
    if not analysis.items:
        return (
            f"Det finns inget att jämföra i ”{earlier}” och ”{later}”."
            if sv
            else f"There is nothing to compare in “{earlier}” and “{later}”."
        )
    goes_on, gone, new = (analysis.count(change) for change in ("continued", "gone", "new"))
    if sv:
        first = (
            f"Av det som står i ”{later}” fortsätter {goes_on} {_s(goes_on, noun)} från "
            f"”{earlier}” och {new} är {'nytt' if new == 1 else 'nya'}"
            if goes_on
            else f"Inget i ”{later}” ({new}) är känt som en fortsättning på något i ”{earlier}”"
        )
        rest = f"; {gone} i det tidigare dokumentet återfinns inte (varför framgår inte)"
    else:
        first = (
            f"Of what stands in “{later}”, {goes_on} {_s(goes_on, noun)} "
            f"{'goes' if goes_on == 1 else 'go'} on from “{earlier}” and {new} "
            f"{'is' if new == 1 else 'are'} new"
            if goes_on
            else f"Nothing in “{later}” ({new}) is known to go on from “{earlier}”"
        )
        found = "is" if gone == 1 else "are"
        rest = f"; {gone} in the earlier document {found} not found again (why is not stated)"
    said = f"{first}{rest if gone else ''}."
    return f"{said} {_how(analysis, sv)}".strip()


def status_words(status: str | None, lang: str) -> str:
    """Return a status concept in words; "okänd" or "unknown" for None."""
    sv = lang == "sv"
    if status is None:
        return "okänd" if sv else "unknown"
    code = status.removeprefix(STATUS)
    return CODES["status"].get(code, (code, code))[0 if sv else 1]


def _how(analysis: ChangeAnalysis, sv: bool) -> str:
    """Return how many of the pairs that go on have another status, other bodies, another day."""
    pairs = analysis.of("continued")
    if not pairs:
        return ""
    moved, days = sum(item.moved for item in pairs), sum(1 for item in pairs if item.days_moved)
    unknown = sum(item.status_changed is None for item in pairs)
    parts = [_statuses(analysis, sv)]
    if moved:
        parts.append(
            f"{moved} andra ansvariga" if sv else f"{moved} {_have(moved)} other bodies responsible"
        )
    if days:
        parts.append(f"{days} nytt slutdatum" if sv else f"{days} {_have(days)} a new deadline")
    said = [part for part in parts if part]
    if not said and unknown == len(pairs):
        return (
            "Hur det har gått går inte att jämföra, för status är okänd i något av dokumenten."
            if sv
            else "How it has gone cannot be compared, for one of the documents states no status."
        )
    if not said:
        return (
            "Det som fortsätter har samma status, ansvariga och slutdatum, så långt det anges."
            if sv
            else "What goes on has the same status, bodies and deadlines, as far as stated."
        )
    and_ = "och" if sv else "and"
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {and_} {said[-1]}"
    rest = ""
    if unknown:
        rest = (
            f"; för {unknown} går status inte att jämföra"
            if sv
            else f"; for {unknown} the status cannot be compared"
        )
    lead = "Av det som fortsätter har" if sv else "Of what goes on,"
    return f"{lead} {listed}{rest}."


def _statuses(analysis: ChangeAnalysis, sv: bool) -> str:
    flows = Counter(
        (item.before.status, item.after.status)
        for item in analysis.of("continued")
        if item.status_changed and item.before and item.after
    )
    if not flows:
        return ""
    statuses = sum(flows.values())
    (old, new), number = max(flows.items(), key=lambda item: (item[1], item[0]))
    lang = "sv" if sv else "en"
    before, after = status_words(old, lang), status_words(new, lang)
    if sv:
        return f"{statuses} ny status (oftast från {before} till {after}, {number})"
    most = f"(most often {before} to {after}, {number})"
    return f"{statuses} {_have(statuses)} a new status {most}"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _s(number: int, noun: Nouns) -> str:
    return noun.element if number == 1 else noun.elements
