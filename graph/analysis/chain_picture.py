"""The chain as a picture: levels in columns, and where it is long, equals folded into one box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from .chains import Place, Value
from .coverage import CoverageAnalysis
from .coverage_sentences import coverage_sentences, number_of
from .layer_picture import Box, Joint, layers_svg
from .links import LEVELS, level_of
from .naming import source_note
from .sheets import CODES

__all__ = ["MOST_BOXES", "chain_svg"]

MOST_BOXES = 60
"""What the picture holds at most; above that, elements of a level are folded."""

_WORDS = {
    "sv": {
        "title": "Styrkedjan",
        "folded": "{} rutor visar {} styrelement: på nivåer med många är de som leder till samma "
        "sak och är lika fast knutna en enda ruta. Alla finns i tabellen.",
        "levels": "{} rutor visar {} styrelement, en för varje nivå och svar. Alla finns i "
        "tabellen.",
        "loose": "anger inget ovanför sig, fast minst hälften på nivån gör det",
        "silent": "dokumentet säger inte vad det leder till",
    },
    "en": {
        "title": "The chain",
        "folded": "{} boxes show {} elements: on crowded levels those that lead to the same and "
        "are as firmly linked are one box. The table has them all.",
        "levels": "{} boxes show {} elements, one for each level and answer. The table has them "
        "all.",
        "loose": "states nothing above it, though at least half of its level do",
        "silent": "the document does not say what it leads to",
    },
}
_LINES = {
    "contributesTo": ("solid", "bidrar till det som står till vänster", "contributes to the left"),
    "implements": ("dashed", "genomför det som står till vänster", "carries out what stands left"),
    "inFocusArea": ("dotted", "står under fokusområdet", "stands under the focus area"),
}
_STYLES = {"": "plain", "loose": "bold", "silent": "hatched"}


@dataclass(frozen=True, slots=True)
class _Folded:
    """Elements by the box that they are in; the boxes from the top level down."""

    of: dict[str, Hashable]
    boxes: dict[Hashable, list[Place]]


def chain_svg(analysis: CoverageAnalysis, lang: str, *, standalone: bool) -> str:
    """Return the chain as one `<svg>` element, with at most `MOST_BOXES` boxes.

    Args:
        analysis: Which goals are worked for; its chain has at least one element.
        lang: "sv" or "en".
        standalone: For a file of its own, not for a page.
    """
    words = _WORDS[lang]
    folded, how = _fitting(analysis)
    levels = [
        level for level in LEVELS if any(level_of(p.element.kind) == level for p in analysis.places)
    ]
    numbers = {key: number for number, key in enumerate(folded.boxes)}
    joints: Counter[tuple[int, int, str]] = Counter()
    for link in analysis.chain.links:
        ends = numbers[folded.of[link.child]], numbers[folded.of[link.parent]]
        if ends[0] != ends[1]:
            kind = link.relation if link.relation in _LINES else "contributesTo"
            joints[(*ends, kind)] += 1
    answers = {key: _answer(places[0]) for key, places in folded.boxes.items()}
    note = words[how].format(len(numbers), len(analysis.places)) if how else ""
    return layers_svg(
        "coverage-chain",
        title=words["title"],
        description=coverage_sentences(analysis, lang),
        columns=[
            number_of(sum(level_of(p.element.kind) == level for p in analysis.places), level, lang)
            for level in levels
        ],
        boxes=[
            Box(
                words=_said(places, lang),
                title=_whole(places, answers[key], lang),
                column=levels.index(level_of(places[0].element.kind)),
                style=_STYLES[answers[key]],
            )
            for key, places in folded.boxes.items()
        ],
        joints=[
            Joint(first, second, count, _LINES[kind][0])
            for (first, second, kind), count in sorted(joints.items())
        ],
        lines=[
            (style, sv if lang == "sv" else en)
            for kind, (style, sv, en) in _LINES.items()
            if any(found == kind for _, _, found in joints)
        ],
        styles=[
            (_STYLES[answer], words[answer])
            for answer in ("loose", "silent")
            if answer in answers.values()
        ],
        note=f"{note} {source_note(analysis.documents(), lang)}".strip(),
        standalone=standalone,
    )


def _fitting(analysis: CoverageAnalysis) -> tuple[_Folded, str]:
    """Return the boxes with as few levels folded as fit, the lowest first, and how they are."""
    levels = list(dict.fromkeys(level_of(place.element.kind) for place in analysis.places))
    for kept in range(len(levels), 0, -1):
        folded = _fold(analysis, frozenset(levels[kept:]))
        if len(folded.boxes) <= MOST_BOXES:
            return folded, "folded" if kept < len(levels) else ""
    by_level: dict[str, Hashable] = {
        place.element.iri: (level_of(place.element.kind), _answer(place))
        for place in analysis.places
    }
    return _boxes(analysis.places, by_level), "levels"


def _fold(analysis: CoverageAnalysis, levels: frozenset[str]) -> _Folded:
    """Return the boxes where elements of some levels are one box by what they lead to.

    What stands under another of its own level counts as standing where that one does.
    """
    level = {place.element.iri: level_of(place.element.kind) for place in analysis.places}
    up: dict[str, list[str]] = {iri: [] for iri in level}
    for link in analysis.chain.links:
        up[link.child].append(link.parent)

    def above(iri: str) -> set[str]:
        seen, left, found = {iri}, [iri], set[str]()
        while left:
            for parent in up[left.pop()]:
                if LEVELS.index(level[parent]) < LEVELS.index(level[iri]):
                    found.add(parent)
                elif parent not in seen:
                    seen.add(parent)
                    left.append(parent)
        return found

    of: dict[str, Hashable] = {}
    for place in analysis.places:  # From the top down, so what stands above has its box.
        iri = place.element.iri
        if level[iri] in levels:
            aims = frozenset(of[parent] for parent in above(iri))
            of[iri] = (level[iri], _answer(place), aims)
        else:
            of[iri] = iri
    return _boxes(analysis.places, of)


def _boxes(places: Sequence[Place], of: dict[str, Hashable]) -> _Folded:
    boxes: dict[Hashable, list[Place]] = {}
    for place in places:
        boxes.setdefault(of[place.element.iri], []).append(place)
    return _Folded(of, boxes)


def _answer(place: Place) -> str:
    """Return "loose" for a dangling end, "silent" where the document does not say, else ""."""
    if place.reaches is None or place.in_area or place.up is Value.COVERED:
        return ""
    return "loose" if place.up is Value.NOT_COVERED else "silent"


def _said(places: list[Place], lang: str) -> str:
    if len(places) == 1:
        return places[0].element.title
    return number_of(len(places), level_of(places[0].element.kind), lang)


def _whole(places: list[Place], answer: str, lang: str) -> str:
    titles = "; ".join(place.element.title for place in places)
    kind = CODES["kind"][places[0].element.kind][0 if lang == "sv" else 1]
    said = f" ({_WORDS[lang][answer]})" if answer else ""
    return f"{kind}: {titles}{said}" if len(places) == 1 else f"{_said(places, lang)}{said}"
