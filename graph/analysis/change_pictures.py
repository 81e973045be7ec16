"""What changed between two documents, as pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from styrkedja.ontology.namespaces import STATUS

from .bar_picture import Bar, bars_svg
from .change import CHANGES, ChangeAnalysis
from .change_sentences import status_words
from .matrix_picture import MatrixCell, matrix_svg
from .naming import source_note
from .sheets import CODES

__all__ = ["change_drawings"]

_ORDER = (*(f"{STATUS}{code}" for code in CODES["status"]), None)


def change_drawings(
    analysis: ChangeAnalysis, lang: str, *, standalone: bool
) -> dict[str, Callable[[], str]]:
    """Return name → what draws the picture; nothing where there is no element.

    "changes" has bars of what goes on, is gone and is new by kind; "status_flow" the statuses then
    and now of what goes on.

    Args:
        analysis: What changed.
        lang: "sv" or "en".
        standalone: For files of their own, not for a page.
    """
    if not analysis.items:
        return {}
    drawings: dict[str, Callable[[], str]] = {
        "changes": partial(_changes, analysis, lang, standalone)
    }
    if analysis.of("continued"):
        drawings["status_flow"] = partial(_flow, analysis, lang, standalone)
    return drawings


def _changes(analysis: ChangeAnalysis, lang: str, standalone: bool) -> str:
    place = 0 if lang == "sv" else 1
    counts: dict[str, dict[str, int]] = {}
    for kind, change, number in analysis.sheet("counts").rows:
        counts.setdefault(str(kind), {})[str(change)] = int(str(number))
    words = [CODES["change"][change][place] for change in CHANGES]
    bars = [
        Bar(
            CODES["kind"][kind][place].capitalize(),
            by["continued"],
            by["gone"],
            by["new"],
            ", ".join(
                f"{by[change]} {word}"
                for change, word in zip(CHANGES, words, strict=True)
                if by[change]
            ),
        )
        for kind, by in counts.items()
    ]
    return bars_svg(
        "change-counts",
        title="Vad som fortsätter, är borta och är nytt" if lang == "sv" else "What changed",
        description=analysis.sentences(lang),
        bars=bars,
        stretches=(words[0], words[1], words[2]),
        note=source_note(analysis.labels, lang),
        relative=False,
        standalone=standalone,
    )


def _flow(analysis: ChangeAnalysis, lang: str, standalone: bool) -> str:
    flow = analysis.status_flow()
    rows = [status for status in _ORDER if any(before == status for before, _ in flow)]
    columns = [status for status in _ORDER if any(after == status for _, after in flow)]
    most = max(flow.values())
    sv = lang == "sv"

    def cell(before: str | None, after: str | None) -> MatrixCell:
        number = flow.get((before, after), 0)
        about = f"{status_words(before, lang)} → {status_words(after, lang)}: {number}"
        unknown = before is None or after is None
        shade = number / most if number else None
        return MatrixCell(str(number) if number else "", about, shade, hatched=unknown)

    return matrix_svg(
        "change-statuses",
        title="Status då (rad) och nu (kolumn)" if sv else "Status then (row) and now (column)",
        description=analysis.sentences(lang),
        rows=[status_words(status, lang) for status in rows],
        columns=[status_words(status, lang) for status in columns],
        cells=[[cell(before, after) for after in columns] for before in rows],
        legend=[
            (MatrixCell("3", shade=0.6), "antal" if sv else "how many"),
            (MatrixCell("", hatched=True), "status okänd" if sv else "status unknown"),
        ],
        note=source_note(analysis.labels, lang),
        standalone=standalone,
    )
