"""Shared responsibility in plain words, Swedish and English."""

from __future__ import annotations

from .boards import BoardAnalysis
from .sentences import Nouns, nouns, pair_sentence, summary_sentences
from .sharing import SharingAnalysis

__all__ = ["role_sentences", "sharing_sentences"]

_MOST_NAMED = 3
# With several bodies: what they are to the elements, when they are not responsible.
_ROLES = {
    "carrying-out": ("utförande", "that carry them out"),
    "coordinating": ("samordnande", "that coordinate them"),
    "contributing": ("bidragande", "that contribute to them"),
    "group": ("som omfattas genom grupp", "that are covered through a group"),
    "any": ("inblandade", "that have a part in them"),
}


def sharing_sentences(analysis: SharingAnalysis, lang: str = "sv") -> str:
    """Return two or three sentences: how much is shared, by whom, and whether by chance.

    Args:
        analysis: Who shares what with whom.
        lang: "sv" or "en" (any other is taken as English).
    """
    boards = analysis.boards
    noun = nouns((board.body for board in boards.boards), boards.elements, lang)
    if not boards.shared:
        return _none(boards, analysis.role, noun, lang)
    return " ".join(
        (
            _how_much(boards, analysis.role, noun, lang),
            pair_sentence(boards, lang),
            _chance(analysis, noun, lang),
        )
    )


def role_sentences(boards: BoardAnalysis, role: str, lang: str = "sv") -> tuple[str, ...]:
    """Return how much is shared and by whom, a sentence each, without asking about chance.

    Args:
        boards: What the boards share.
        role: The role that they were loaded for.
        lang: "sv" or "en" (any other is taken as English).
    """
    if role == "responsible":
        return summary_sentences(boards, lang)
    noun = nouns((board.body for board in boards.boards), boards.elements, lang)
    if not boards.shared:
        return (_none(boards, role, noun, lang),)
    return _how_much(boards, role, noun, lang), pair_sentence(boards, lang)


def _none(boards: BoardAnalysis, role: str, noun: Nouns, lang: str) -> str:
    if role == "responsible" or not boards.elements:
        return " ".join(summary_sentences(boards, lang))
    total = len(boards.elements)
    if lang == "sv":
        who = _adjective(role, noun, "sv")
        return f"{noun.none_sv} av {total} {noun.elements} har flera {who}."
    what = noun.element if total == 1 else noun.elements
    return f"None of {total} {what} has several {_adjective(role, noun, 'en')}."


def _how_much(boards: BoardAnalysis, role: str, noun: Nouns, lang: str) -> str:
    if role == "responsible":
        return summary_sentences(boards, lang)[0]
    total, shared = len(boards.elements), len(boards.shared)
    who = _adjective(role, noun, lang)
    if lang == "sv":
        return f"Av {total} {noun.elements} har {shared} två eller flera {who}."
    verb = "has" if shared == 1 else "have"
    return f"Of {total} {noun.elements}, {shared} {verb} two or more {who}."


def _adjective(role: str, noun: Nouns, lang: str) -> str:
    sv, en = _ROLES.get(role, ("", ""))
    if lang != "sv":
        return f"{noun.bodies} {en}".strip()
    return f"{noun.bodies} {sv}" if sv.startswith("som") else f"{sv} {noun.bodies}".strip()


def _chance(analysis: SharingAnalysis, noun: Nouns, lang: str) -> str:
    """Return which pairs share more than chance would give; that none does is an answer, too."""
    more = [
        pair
        for pair, chance in zip(analysis.boards.pairs, analysis.chances, strict=True)
        if chance.more
    ]
    name = analysis.boards.name
    rest = len(more) - _MOST_NAMED
    if lang == "sv":
        if not more:
            return (
                f"Inget par har säkert fler gemensamma {noun.elements} än slumpen kan ge, med "
                "tanke på hur många var och en har."
            )
        named = "; ".join(f"{name(p.first)} och {name(p.second)}" for p in more[:_MOST_NAMED])
        named += f" samt {rest} par till" if rest > 0 else ""
        return (
            f"Med tanke på hur många var och en har, har {named} fler gemensamma {noun.elements} "
            "än slumpen kan ge."
        )
    if not more:
        return (
            f"No pair surely has more {noun.elements} in common than chance can give, considering "
            "how many each of them has."
        )
    named = "; ".join(f"{name(p.first)} and {name(p.second)}" for p in more[:_MOST_NAMED])
    named += f"; and {rest} more {'pair' if rest == 1 else 'pairs'}" if rest > 0 else ""
    return (
        f"Considering how many each of them has, {named} have more {noun.elements} in common than "
        "chance can give."
    )
