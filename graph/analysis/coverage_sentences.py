"""The coverage analysis in plain words, Swedish and English."""

from __future__ import annotations

from collections import Counter

from .coverage import CoverageAnalysis, IndexPart
from .sheets import CODES

__all__ = ["coverage_sentences", "number_of", "part_words"]

_PLURAL = {
    "FocusArea": ("fokusområden", "focus areas"),
    "Goal": ("mål", "goals"),
    "OverarchingGoal": ("övergripande mål", "overarching goals"),
    "BoardGoal": ("nämndmål", "board goals"),
    "StrategicInitiative": ("strategiska initiativ", "strategic initiatives"),
    "Assignment": ("uppdrag", "assignments"),
    "Activity": ("aktiviteter", "activities"),
    "Indicator": ("mätetal", "indicators"),
}


def coverage_sentences(analysis: CoverageAnalysis, lang: str = "sv") -> str:
    """Return two or three sentences: what is covered, the largest gap, the index or why none.

    Args:
        analysis: Which goals are worked for.
        lang: "sv" or "en" (any other is taken as English).
    """
    sv = lang == "sv"
    if not analysis.goals:
        return "Det finns inga mål att visa." if sv else "There are no goals to show."
    counts = Counter(goal.kind for goal in analysis.goals)
    counted = [number_of(n, kind, lang) for kind, n in counts.items()]
    listed = _listed(counted, "och" if sv else "and")
    judged = [part for part in analysis.parts if part.share is not None]
    if not judged:
        return (
            f"Här finns {listed}, men det anges inte vad som bidrar till målen. Om de täcks går "
            "därför inte att säga; det betyder inte att ingen arbetar för dem."
            if sv
            else f"There {'is' if len(analysis.goals) == 1 else 'are'} {listed} here, but it is "
            "not stated what contributes to the goals. So whether they are covered cannot be said; "
            "it does not mean that nobody works for them."
        )
    sentences = [*_covered(judged, sv), *_index(analysis, judged, sv)]
    return " ".join(sentences)


def part_words(part: IndexPart, lang: str) -> str:
    """Return what a share is a share of, in a few words: "nämndmål med något under sig"."""
    sv = lang == "sv"
    level = _PLURAL[part.level][0 if sv else 1]
    if part.way == "kind":
        under = CODES["kind"][part.kind][0 if sv else 1]
        return f"{level} med {under}" if sv else f"{level} with {_a(under)}"
    wording = {
        "work": ("med något under sig", "with work under them"),
        "indicator": ("med mätetal", "with an indicator"),
        "body": ("som något organ arbetar för", "that a body works for"),
        "up": ("som anger vad de bidrar till", "that state what they contribute to"),
    }
    return f"{level} {wording[part.way][0 if sv else 1]}"


def number_of(number: int, kind: str, lang: str) -> str:
    """Return how many of a level there are, in words ("3 nämndmål"), in "sv" or "en"."""
    words = CODES["kind"][kind] if number == 1 else _PLURAL[kind]
    return f"{number} {words[0 if lang == 'sv' else 1]}"


def _covered(judged: list[IndexPart], sv: bool) -> list[str]:
    """Return how much work stands under the highest goals, and the largest gap of all."""
    said = []
    first = next((part for part in judged if part.way == "work"), None)
    if first is not None:
        said.append(_share(first, sv))
    worst = min(judged, key=lambda part: part.share or 0.0)
    if worst is not first and worst.covered < worst.of:
        share = _share(worst, sv)
        said.append(
            f"Störst är luckan här: {share[0].lower()}{share[1:]}"
            if sv
            else f"The largest gap is here: {share[0].lower()}{share[1:]}"
        )
    return said


def _share(part: IndexPart, sv: bool) -> str:
    all_, some = (_SWEDISH if sv else _ENGLISH)[part.way]
    words = {
        "level": _PLURAL[part.level][0 if sv else 1],
        "of": part.of,
        "covered": part.covered,
        "gap": part.of - part.covered,
        "de": "det" if part.covered == 1 else "de",
        "dem": "det" if part.covered == 1 else "dem",
        "have": "has" if part.covered == 1 else "have",
        "them": "it" if part.covered == 1 else "them",
        "state": "states what it contributes"
        if part.covered == 1
        else "state what they contribute",
        "do": "does" if part.of - part.covered == 1 else "do",
        "work": _WORK[part.level == "BoardGoal"][0 if sv else 1],
    }
    whole = part.covered == part.of > 1
    said = (all_ if whole else some).format(**words)
    if not part.not_stated:
        return said
    silent = part.not_stated
    if sv:
        return f"{said.removesuffix('.')} (för ytterligare {silent} säger dokumenten inget)."
    return f"{said.removesuffix('.')} (for {silent} more the documents do not say)."


_WORK = {
    False: (
        "nämndmål, initiativ, uppdrag eller aktiviteter",
        "board goals, initiatives, assignments or activities",
    ),
    True: ("initiativ, uppdrag eller aktiviteter", "initiatives, assignments or activities"),
}
# Of each share: the sentence where all have it, and where some have.
_SWEDISH = {
    "work": (
        "Alla {of} {level} har {work} under sig.",
        "Av {of} {level} har {covered} {work} under sig; för {gap} anges inget sådant.",
    ),
    "indicator": (
        "Alla {of} {level} har mätetal.",
        "Av {of} {level} har {covered} mätetal; för {gap} anges inget.",
    ),
    "body": (
        "Alla {of} {level} har något organ som arbetar för dem.",
        "Av {of} {level} har {covered} något organ som arbetar för {dem}; för {gap} anges inget.",
    ),
    "up": (
        "Alla {of} {level} anger vad de bidrar till.",
        "Av {of} {level} anger {covered} vad {de} bidrar till; {gap} gör det inte.",
    ),
}
_ENGLISH = {
    "work": (
        "All {of} {level} have {work} under them.",
        "Of {of} {level}, {covered} {have} {work} under {them}; for {gap} none is stated.",
    ),
    "indicator": (
        "All {of} {level} have indicators.",
        "Of {of} {level}, {covered} {have} indicators; for {gap} none is stated.",
    ),
    "body": (
        "All {of} {level} have a body that works for them.",
        "Of {of} {level}, {covered} {have} a body that works for {them}; for {gap} none is stated.",
    ),
    "up": (
        "All {of} {level} state what they contribute to.",
        "Of {of} {level}, {covered} {state} to; {gap} {do} not.",
    ),
}


def _index(analysis: CoverageAnalysis, judged: list[IndexPart], sv: bool) -> list[str]:
    index = analysis.index or 0.0
    silent = len(analysis.parts) - len(judged)
    number = f"{index:.2f}"
    if sv:
        number = number.replace(".", ",")
        shares = f"medelvärdet av {len(judged)} andelar" if len(judged) > 1 else "en enda andel"
        rest = (
            f"; {silent} {'andel' if silent == 1 else 'andelar'} till går inte att bedöma, för det "
            "anges inte"
            if silent
            else ""
        )
        return [f"Täckningsindex är {number} av 1 ({shares}{rest})."]
    shares = f"the mean of {len(judged)} shares" if len(judged) > 1 else "a single share"
    rest = f"; {silent} more cannot be judged, for the documents do not say" if silent else ""
    return [f"The coverage index is {number} of 1 ({shares}{rest})."]


def _listed(words: list[str], between: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {between} {words[-1]}"


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
