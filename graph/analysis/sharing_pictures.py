"""Shared responsibility as pictures: the network, and the matrix in the order of communities."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .drawing import xml_safe
from .matrix_picture import MOST_COLUMNS, MatrixCell, matrix_svg
from .naming import source_note
from .picture import network_svg
from .sentences import nouns
from .sharing import SharingAnalysis, strongest

__all__ = ["sharing_drawings"]

_WORDS = {
    "sv": {
        "title": "Vilka som delar {}, i ordning efter grupp",
        "count": "antal gemensamma",
        "more": "fler gemensamma än slumpen skulle ge (*)",
        "load": "alla den har",
        "pairs": "Linjerna är de {} av {} par som delar mest; resten finns i tabellen.",
        "cut": "Bilden visar de {} av {} {} som delar mest; resten finns i tabellen.",
    },
    "en": {
        "title": "Who share {}, in the order of groups",
        "count": "how many are shared",
        "more": "more shared than chance would give (*)",
        "load": "all that it has",
        "pairs": "The lines are the {} of {} pairs that share most; the table has the rest.",
        "cut": "The picture shows the {} of {} {} that share most; the table has the rest.",
    },
}


def sharing_drawings(
    analysis: SharingAnalysis, lang: str, *, standalone: bool
) -> dict[str, Callable[[], str]]:
    """Return name → what draws the picture; nothing where there is no body to show.

    "network" is the network of those that share most; "matrix" has how many each two share, in
    the order of communities, loads on the diagonal.

    Args:
        analysis: Who shares what with whom.
        lang: "sv" or "en".
        standalone: For files of their own, not for a page.
    """
    if not analysis.boards.boards:
        return {}
    return {
        "network": partial(_network, analysis, lang, standalone),
        "matrix": partial(_matrix, analysis, lang, standalone),
    }


def _network(analysis: SharingAnalysis, lang: str, standalone: bool) -> str:
    shown = strongest(analysis.boards)
    notes = [_cut(analysis, len(shown.boards), lang)]
    if len(shown.pairs) < len(analysis.boards.pairs):
        counts = len(shown.pairs), len(analysis.boards.pairs)
        notes.append(_WORDS[lang]["pairs"].format(*counts))
    notes.append(source_note(analysis.documents(), lang))
    note = " ".join(filter(None, notes))
    return xml_safe(network_svg(shown, lang=lang, standalone=standalone, note=note))


def _cut(analysis: SharingAnalysis, shown: int, lang: str) -> str:
    boards = analysis.boards
    if shown == len(boards.boards):
        return ""
    noun = nouns((board.body for board in boards.boards), boards.elements, lang)
    return _WORDS[lang]["cut"].format(shown, len(boards.boards), noun.bodies)


def _matrix(analysis: SharingAnalysis, lang: str, standalone: bool) -> str:
    words = _WORDS[lang]
    boards = strongest(analysis.boards, most_boards=MOST_COLUMNS, most_pairs=10**9).boards
    more = {frozenset((c.first, c.second)) for c in analysis.chances if c.more}
    most = max((pair.count for pair in analysis.boards.pairs), default=1)
    name = analysis.boards.name
    noun = nouns((board.body for board in boards), analysis.boards.elements, lang)
    cells = []
    for row in boards:
        line = []
        for column in boards:
            first, second = row.body.iri, column.body.iri
            count = analysis.boards.count(first, second)
            about = f"{name(row.body)}, {name(column.body)}: {count}"
            if first == second:
                line.append(MatrixCell(str(count), about, hatched=True))
                continue
            star = "*" if frozenset((first, second)) in more else ""
            shade = count / most if count else None
            line.append(MatrixCell(f"{count}{star}" if count else "", about, shade=shade))
        cells.append(line)
    legend = [
        (MatrixCell("2", shade=0.6), words["count"]),
        (MatrixCell("7", hatched=True), words["load"]),
    ]
    if more:
        legend.insert(1, (MatrixCell("5*", shade=0.9), words["more"]))
    notes = [_cut(analysis, len(boards), lang), source_note(analysis.documents(), lang)]
    return matrix_svg(
        "sharing-matrix",
        title=words["title"].format(noun.elements),
        description=analysis.sentences(lang),
        rows=[name(board.body) for board in boards],
        columns=[name(board.body) for board in boards],
        cells=cells,
        legend=legend,
        note=" ".join(filter(None, notes)),
        standalone=standalone,
    )
