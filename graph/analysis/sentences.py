"""The analysis in plain words, Swedish and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .boards import BoardAnalysis, Pair
from .order import alphabetical
from .tables import BodyItem, ElementItem

__all__ = ["Nouns", "nouns", "pair_sentence", "summary_sentences", "top_pairs"]

_BOARDS = frozenset({"Board", "ExecutiveBoard"})
_COMPANY = "MunicipalCompany"
_MOST_NAMED = 4  # pairs that a sentence names; beyond that it says how many they are
_NUMBERS = {
    "sv": {2: "två", 3: "tre", 4: "fyra"},
    "en": {2: "two", 3: "three", 4: "four"},
}


@dataclass(frozen=True, slots=True)
class Nouns:
    """What the bodies and the elements of an analysis are called, in one language.

    Args:
        body: One of the bodies ("nämnd", "nämnd eller bolag", "organ").
        bodies: Several ("nämnder", "nämnder och bolag", "organ").
        element: One of the elements ("uppdrag", "mål", "styrelement").
        elements: Several.
    """

    body: str
    bodies: str
    element: str
    elements: str

    @property
    def none_sv(self) -> str:
        """The Swedish "none of them", in the gender of the element."""
        return "Ingen" if self.element == "aktivitet" else "Inget"

    @property
    def shared_sv(self) -> str:
        """The Swedish "shared" of one element, in its gender."""
        return "gemensam" if self.element == "aktivitet" else "gemensamt"


def nouns(bodies: Iterable[BodyItem], elements: Iterable[ElementItem], lang: str) -> Nouns:
    """Return the nouns that fit: "nämnder" only when all bodies are boards, and so on."""
    body_kinds = {body.kind for body in bodies}
    kinds = {element.kind for element in elements}
    if all(kind.endswith("Assignment") for kind in kinds):
        element = ("uppdrag", "uppdrag") if lang == "sv" else ("assignment", "assignments")
    elif all(kind.endswith("Goal") for kind in kinds):
        element = ("mål", "mål") if lang == "sv" else ("goal", "goals")
    elif kinds == {"Activity"}:
        element = ("aktivitet", "aktiviteter") if lang == "sv" else ("activity", "activities")
    elif kinds == {"StrategicInitiative"}:
        element = ("initiativ", "initiativ") if lang == "sv" else ("initiative", "initiatives")
    else:
        element = ("styrelement", "styrelement") if lang == "sv" else ("element", "elements")
    return Nouns(*_bodies(body_kinds, lang), *element)


def _bodies(kinds: set[str], lang: str) -> tuple[str, str]:
    if kinds <= _BOARDS:
        return ("nämnd", "nämnder") if lang == "sv" else ("board", "boards")
    if kinds == {_COMPANY}:
        return ("bolag", "bolag") if lang == "sv" else ("company", "companies")
    if kinds <= {*_BOARDS, _COMPANY}:
        if lang == "sv":
            return "nämnd eller bolag", "nämnder och bolag"
        return "board or company", "boards and companies"
    return ("organ", "organ") if lang == "sv" else ("body", "bodies")


def top_pairs(analysis: BoardAnalysis, limit: int = 5) -> tuple[Pair, ...]:
    """Return the pairs that share the most, all with the same count; at most `limit` of them.

    Args:
        analysis: What the boards share.
        limit: How many at most.
    """
    most = analysis.pairs[0].count if analysis.pairs else 0
    return tuple(pair for pair in analysis.pairs if pair.count == most)[:limit]


def summary_sentences(analysis: BoardAnalysis, lang: str = "sv") -> tuple[str, str]:
    """Return two texts: how much is shared (a sentence), and who shares the most (two sentences).

    Args:
        analysis: What the boards share.
        lang: "sv" or "en" (any other is taken as English).
    """
    noun = nouns((board.body for board in analysis.boards), analysis.elements, lang)
    return _swedish(analysis, noun) if lang == "sv" else _english(analysis, noun)


def pair_sentence(analysis: BoardAnalysis, lang: str = "sv") -> str:
    """Return which pairs have the most elements in common, in a sentence; empty when none share.

    Args:
        analysis: What the boards share.
        lang: "sv" or "en" (any other is taken as English).
    """
    if not analysis.pairs:
        return ""
    noun = nouns((board.body for board in analysis.boards), analysis.elements, lang)
    said = _pair_swedish(analysis, noun) if lang == "sv" else _pair_english(analysis, noun)
    return f"{said}."


def _swedish(analysis: BoardAnalysis, noun: Nouns) -> tuple[str, str]:
    total, shared = len(analysis.elements), len(analysis.shared)
    if not total:
        return (
            f"Det finns inga {noun.elements} att visa.",
            f"Därför går det inte att säga vad {noun.bodies} delar.",
        )
    if not shared:
        carriers = len(analysis.boards)
        apart = "är ensam ansvarig" if carriers == 1 else "är ansvariga var för sig"
        return (
            f"{noun.none_sv} av {total} {noun.elements} delas av flera {noun.bodies}.",
            f"{_with_number(carriers, noun.body, noun.bodies)} {apart}."
            if carriers
            else "Det anges inte vem de hör till.",
        )
    all_of_them = _with_number(total, noun.element, noun.elements)
    where = _places(analysis, "i", "och", "kommuner")
    first = f"Av {all_of_them}{where} delas {shared} av två eller flera {noun.bodies}."
    leaders, partners = _most_partners(analysis)
    who = _listed(leaders, "och") if len(leaders) <= 2 else f"{len(leaders)} {noun.bodies}"
    others = f"med flest andra ({partners}{' vardera' if len(leaders) > 1 else ''})"
    return first, f"{who} delar {noun.elements} {others}. {_pair_swedish(analysis, noun)}."


def _pair_swedish(analysis: BoardAnalysis, noun: Nouns) -> str:
    top = top_pairs(analysis, limit=len(analysis.pairs))
    count = top[0].count
    if len(top) > _MOST_NAMED:
        return f"Flest gemensamma {noun.elements} är {count}; så många har {len(top)} par"
    names = "; ".join(
        _listed([analysis.name(p.first), analysis.name(p.second)], "och") for p in top
    )
    pairs = f"{_NUMBERS['sv'][len(top)]} par: " if len(top) > 1 else ""
    return f"Flest gemensamma {noun.elements}, {count}, har {pairs}{names}"


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
            f"{'is' if len(analysis.boards) == 1 else 'are each'} responsible alone."
            if analysis.boards
            else "Whose they are is not stated.",
        )
    first = (
        f"Of {_with_number(total, noun.element, noun.elements)}"
        f"{_places(analysis, 'in', 'and', 'municipalities')}, {shared} "
        f"{'is' if shared == 1 else 'are'} shared by two or more {noun.bodies}."
    )
    leaders, partners = _most_partners(analysis)
    if len(leaders) <= 2:
        who = f"{_listed(leaders, 'and')} {'shares' if len(leaders) == 1 else 'share'}"
    else:
        who = f"{len(leaders)} {noun.bodies} share"
    others = f"with the most others ({partners}{' each' if len(leaders) > 1 else ''})"
    return first, f"{who} {noun.elements} {others}. {_pair_english(analysis, noun)}."


def _pair_english(analysis: BoardAnalysis, noun: Nouns) -> str:
    top = top_pairs(analysis, limit=len(analysis.pairs))
    count = top[0].count
    if len(top) > _MOST_NAMED:
        return f"The most {noun.elements} in common are {count}; {len(top)} pairs have as many"
    names = "; ".join(
        _listed([analysis.name(p.first), analysis.name(p.second)], "and") for p in top
    )
    if len(top) == 1:
        return f"{names} have the most {noun.elements} in common, {count}"
    pairs = f"{_NUMBERS['en'][len(top)].capitalize()} pairs"
    return f"{pairs} have the most {noun.elements} in common, {count}: {names}"


def _places(analysis: BoardAnalysis, at: str, word: str, several: str) -> str:
    """Return where, when the numbers are of more than one municipality; else nothing."""
    names = sorted({b.body.municipality for b in analysis.boards} - {""}, key=alphabetical)
    if len(names) < 2:
        return ""
    listed = _listed(names, word) if len(names) <= _MOST_NAMED else f"{len(names)} {several}"
    return f" {at} {listed}"


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
