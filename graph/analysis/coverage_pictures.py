"""The coverage analysis as pictures: goals by kind, goals by body, and the shares of the index."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .bar_picture import Bar, bars_svg
from .chain_picture import chain_svg
from .chains import Value
from .coverage import UNDER, BodyCell, CoverageAnalysis, KindCell
from .coverage_sentences import coverage_sentences, part_words
from .items import ElementItem, body_names
from .matrix_picture import MOST_COLUMNS, MOST_ROWS, MatrixCell, matrix_svg
from .naming import source_note
from .sheets import CODES

__all__ = ["coverage_drawings"]

_WORDS = {
    "sv": {
        "kinds": "Vad som bidrar till målen",
        "bodies": "Vilka som arbetar för målen",
        "index": "Täckning: andelar",
        "covered": "täckt: antal som bidrar",
        "named": "utpekat i målet",
        "not-covered": "inte täckt, fast dokumentet anger sådant för andra mål",
        "not-stated": "dokumentet säger inget",
        "cut": "Bilden visar {} av {} mål, de med flest luckor; resten finns i tabellen.",
        "level": "Bilden visar den högsta nivån av mål, som är {} av {}; alla finns i tabellen.",
        "few": "Bilden visar {} av {} organ; resten finns i tabellen.",
        "of": "{} av {}",
        "silent": "{} går inte att bedöma",
        "stretches": ("har det", "har det inte", "dokumentet säger inget"),
    },
    "en": {
        "kinds": "What contributes to the goals",
        "bodies": "Who works for the goals",
        "index": "Coverage: shares",
        "covered": "covered: how many contribute",
        "named": "named in the goal",
        "not-covered": "not covered, though the document states such for other goals",
        "not-stated": "the document does not say",
        "cut": "The picture shows {} of {} goals, those with most gaps; the table has the rest.",
        "level": "The picture shows the highest level of goals, {} of {}; the table has them all.",
        "few": "The picture shows {} of {} bodies; the table has the rest.",
        "of": "{} of {}",
        "silent": "{} cannot be judged",
        "stretches": ("have it", "do not have it", "the document does not say"),
    },
}


def coverage_drawings(
    analysis: CoverageAnalysis, lang: str, *, standalone: bool
) -> dict[str, Callable[[], str]]:
    """Return name → what draws the picture; nothing where there is no goal.

    "index" has the shares as bars; "goals_by_kind" and "goals_by_body" are matrices of the
    highest level of goals; "chain" is the whole chain in levels.

    Args:
        analysis: Which goals are worked for.
        lang: "sv" or "en".
        standalone: For files of their own, not for a page.
    """
    if not analysis.goals:
        return {}
    drawings: dict[str, Callable[[], str]] = {
        "index": partial(_index, analysis, lang, standalone),
        "goals_by_kind": partial(_kinds, analysis, lang, standalone),
    }
    if analysis.bodies:
        drawings["goals_by_body"] = partial(_bodies, analysis, lang, standalone)
    drawings["chain"] = partial(chain_svg, analysis, lang, standalone=standalone)
    return drawings


def _index(analysis: CoverageAnalysis, lang: str, standalone: bool) -> str:
    words = _WORDS[lang]
    bars = []
    for part in analysis.parts:
        said = [str(words["of"]).format(part.covered, part.of)] if part.of else []
        said += [str(words["silent"]).format(part.not_stated)] if part.not_stated else []
        bars.append(
            Bar(
                part_words(part, lang),
                part.covered,
                part.of - part.covered,
                part.not_stated,
                ", ".join(said),
            )
        )
    full, empty, hatched = words["stretches"]
    return bars_svg(
        "coverage-index",
        title=str(words["index"]),
        description=coverage_sentences(analysis, lang),
        bars=bars,
        stretches=(full, empty, hatched),
        note=source_note(analysis.documents(), lang),
        standalone=standalone,
    )


def _rows(analysis: CoverageAnalysis, lang: str) -> tuple[list[ElementItem], str]:
    """Return the goals that the picture has room for, and what it says of those left out."""
    highest = analysis.goals[0].kind
    goals = [goal for goal in analysis.goals if goal.kind == highest]
    words, note = _WORDS[lang], ""
    if len(goals) < len(analysis.goals):
        note = str(words["level"]).format(len(goals), len(analysis.goals))
    if len(goals) > MOST_ROWS:
        gaps = {goal.iri: 0 for goal in goals}
        for cell in analysis.kinds:
            if cell.goal in gaps:
                gaps[cell.goal] += cell.value is Value.NOT_COVERED
        worst = set(sorted(gaps, key=lambda iri: -gaps[iri])[:MOST_ROWS])
        note = str(words["cut"]).format(MOST_ROWS, len(analysis.goals))
        goals = [goal for goal in goals if goal.iri in worst]
    return goals, note


def _legend(lang: str, *, named: bool) -> list[tuple[MatrixCell, str]]:
    words = _WORDS[lang]
    return [
        (MatrixCell("3", shade=0.6), str(words["covered"])),
        *([(MatrixCell("●", shade=0.0), str(words["named"]))] if named else []),
        (MatrixCell("×"), str(words["not-covered"])),
        (MatrixCell("", hatched=True), str(words["not-stated"])),
    ]


def _drawn(cell: KindCell | BodyCell | None, most: int, about: str, lang: str) -> MatrixCell:
    if cell is None:
        return MatrixCell("")
    value = CODES["value"][cell.value.value][0 if lang == "sv" else 1]
    title = f"{about}: {value}"
    if cell.value is Value.NOT_STATED:
        return MatrixCell("", title, hatched=True)
    if cell.value is Value.NOT_COVERED:
        return MatrixCell("×", title)
    count = len(cell.elements)
    return MatrixCell(str(count) if count else "●", title, shade=count / most if most else 0.0)


def _kinds(analysis: CoverageAnalysis, lang: str, standalone: bool) -> str:
    goals, note = _rows(analysis, lang)
    kinds = UNDER[goals[0].kind]
    cells = {(cell.goal, cell.kind): cell for cell in analysis.kinds}
    most = max(len(cells[goal.iri, kind].elements) for goal in goals for kind in kinds)
    names = [CODES["kind"][kind][0 if lang == "sv" else 1] for kind in kinds]
    return matrix_svg(
        "coverage-kinds",
        title=str(_WORDS[lang]["kinds"]),
        description=coverage_sentences(analysis, lang),
        rows=[goal.title for goal in goals],
        columns=names,
        cells=[
            [
                _drawn(cells[goal.iri, kind], most, f"{goal.title}, {name}", lang)
                for kind, name in zip(kinds, names, strict=True)
            ]
            for goal in goals
        ],
        legend=_legend(lang, named=False),
        note=f"{note} {source_note(analysis.documents(), lang)}".strip(),
        standalone=standalone,
    )


def _bodies(analysis: CoverageAnalysis, lang: str, standalone: bool) -> str:
    goals, note = _rows(analysis, lang)
    shown = {goal.iri for goal in goals}
    cells = {(c.goal, c.body): c for c in analysis.by_body if c.goal in shown}
    there = {body for _, body in cells}
    named = [body for body in analysis.bodies if body.iri in there]
    work = {body.iri: sum(len(c.elements) for c in cells.values() if c.body == body.iri)
            for body in named}  # fmt: skip
    busiest = set(sorted(work, key=lambda iri: -work[iri])[:MOST_COLUMNS])
    bodies = [body for body in named if body.iri in busiest]
    if len(bodies) < len(named):
        note = f"{note} {str(_WORDS[lang]['few']).format(len(bodies), len(named))}".strip()
    most = max((len(cell.elements) for cell in cells.values()), default=0)
    names = body_names(analysis.bodies)
    return matrix_svg(
        "coverage-bodies",
        title=str(_WORDS[lang]["bodies"]),
        description=coverage_sentences(analysis, lang),
        rows=[goal.title for goal in goals],
        columns=[names[body.iri] for body in bodies],
        cells=[
            [
                _drawn(cells.get((goal.iri, b.iri)), most, f"{goal.title}, {names[b.iri]}", lang)
                for b in bodies
            ]
            for goal in goals
        ],
        legend=_legend(lang, named=True),
        note=f"{note} {source_note(analysis.documents(), lang)}".strip(),
        standalone=standalone,
    )
