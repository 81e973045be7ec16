"""The analysis in plain words, Swedish and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .boards import BoardAnalysis
from .tables import BodyItem, ElementItem

__all__ = ["Nouns", "nouns", "summary_sentences"]


@dataclass(frozen=True, slots=True)
class Nouns:
    """What the bodies and the elements of an analysis are called, in one language.

    Args:
        body: One of the bodies ("nämnd", "organ").
        bodies: Several.
        element: One of the elements ("uppdrag", "mål", "styrelement").
        elements: Several.
    """

    body: str
    bodies: str
    element: str
    elements: str


def nouns(bodies: Iterable[BodyItem], elements: Iterable[ElementItem], lang: str) -> Nouns:
    """Return the nouns that fit: "nämnder" only when all bodies are boards, and so on."""
    boards = all(body.kind in ("Board", "ExecutiveBoard") for body in bodies)
    kinds = {element.kind for element in elements}
    if all(kind.endswith("Assignment") for kind in kinds):
        element = ("uppdrag", "uppdrag") if lang == "sv" else ("assignment", "assignments")
    elif all(kind.endswith("Goal") for kind in kinds):
        element = ("mål", "mål") if lang == "sv" else ("goal", "goals")
    else:
        element = ("styrelement", "styrelement") if lang == "sv" else ("element", "elements")
    if lang == "sv":
        return Nouns(*(("nämnd", "nämnder") if boards else ("organ", "organ")), *element)
    return Nouns(*(("board", "boards") if boards else ("body", "bodies")), *element)


def summary_sentences(analysis: BoardAnalysis, lang: str = "sv") -> tuple[str, str]:
    """Return two sentences: how much is shared, and who shares the most.

    Args:
        analysis: What the boards share.
        lang: "sv" or "en" (any other is taken as English).
    """
    noun = nouns((board.body for board in analysis.boards), analysis.elements, lang)
    return _swedish(analysis, noun) if lang == "sv" else _english(analysis, noun)


def _swedish(analysis: BoardAnalysis, noun: Nouns) -> tuple[str, str]:
    total, shared = len(analysis.elements), len(analysis.shared)
    if not total:
        return (
            f"Det finns inga {noun.elements} att visa.",
            f"Därför går det inte att säga vad {noun.bodies} delar.",
        )
    if not shared:
        return (
            f"Inget av {total} {noun.elements} delas av flera {noun.bodies}.",
            f"{_with_number(len(analysis.boards), noun.body, noun.bodies)} är ansvariga "
            "var för sig.",
        )
    all_of_them = _with_number(total, noun.element, noun.elements)
    first = f"Av {all_of_them} delas {shared} av två eller fler {noun.bodies}."
    leaders, partners = _most_partners(analysis)
    who = _listed(leaders, "och") if len(leaders) <= 2 else f"{len(leaders)} {noun.bodies}"
    others = f"med flest andra ({partners}{' var' if len(leaders) > 1 else ''})"
    return first, f"{who} delar {noun.elements} {others}, och {_pair_swedish(analysis, noun)}."


def _pair_swedish(analysis: BoardAnalysis, noun: Nouns) -> str:
    top = [pair for pair in analysis.pairs if pair.count == analysis.pairs[0].count]
    count = top[0].count
    if len(top) == 1:
        names = f"{analysis.name(top[0].first)} och {analysis.name(top[0].second)}"
        return f"flest gemensamma har {names}: {_with_number(count, noun.element, noun.elements)}"
    return f"inget par har fler än {_with_number(count, noun.element, noun.elements)} gemensamt"


def _english(analysis: BoardAnalysis, noun: Nouns) -> tuple[str, str]:
    total, shared = len(analysis.elements), len(analysis.shared)
    if not total:
        return (
            f"There are no {noun.elements} to show.",
            f"So nothing can be said about what {noun.bodies} share.",
        )
    if not shared:
        return (
            f"None of {_with_number(total, noun.element, noun.elements)} "
            f"is shared between {noun.bodies}.",
            f"{_with_number(len(analysis.boards), noun.body, noun.bodies)} "
            f"{'is' if len(analysis.boards) == 1 else 'are each'} responsible alone.",
        )
    first = (
        f"Of {_with_number(total, noun.element, noun.elements)}, {shared} "
        f"{'is' if shared == 1 else 'are'} shared by two or more {noun.bodies}."
    )
    leaders, partners = _most_partners(analysis)
    if len(leaders) <= 2:
        who = f"{_listed(leaders, 'and')} {'shares' if len(leaders) == 1 else 'share'}"
    else:
        who = f"{len(leaders)} {noun.bodies} share"
    others = f"with the most others ({partners}{' each' if len(leaders) > 1 else ''})"
    return first, f"{who} {noun.elements} {others}, and {_pair_english(analysis, noun)}."


def _pair_english(analysis: BoardAnalysis, noun: Nouns) -> str:
    top = [pair for pair in analysis.pairs if pair.count == analysis.pairs[0].count]
    count = top[0].count
    if len(top) == 1:
        names = f"{top[0].first.name} and {top[0].second.name}"
        return (
            f"{names} have the most in common: {_with_number(count, noun.element, noun.elements)}"
        )
    return f"no pair has more than {_with_number(count, noun.element, noun.elements)} in common"


def _most_partners(analysis: BoardAnalysis) -> tuple[list[str], int]:
    partners = max(board.partners for board in analysis.boards)
    names = [analysis.name(board.body) for board in analysis.boards if board.partners == partners]
    return names, partners


def _listed(names: Sequence[str], word: str) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def _with_number(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
