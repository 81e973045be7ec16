"""How alike two titles are: by the words they share, rare ones counting more."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Likeness", "words_of"]

_WORD = re.compile(r"\w+")
_STEM = 8
_ENDINGS = (
    "erna", "arna", "orna", "ande", "aren", "ets", "ens", "en", "et", "er", "ar", "or", "na",
    "s", "n", "t", "e", "a",
)  # fmt: skip
_EMPTY = frozenset(
    _WORD.findall(
        "alla andra att av bland både de dem den denna deras dess det detta där efter eller "
        "en ett få får för genom ha har hur i in inom inte kan kommun kommunen kommunens "
        "kommuns med men mellan mer mot målet nå när någon och om på samt sin sina sitt ska "
        "skall så som sätt till under upp ur utifrån vad vara var vid är även år ta tas fram "
        "arbete arbetet arbeta verka "
    )
)
_COMMON = 40  # elements that share a word, from which on it no longer finds candidates
_FEWEST = 2  # words that two titles must share
_RARE = 3  # titles that a rare word stands in, at most
_HELD = 0.25  # likeness of a title to a longer one that holds it, at least


def words_of(title: str, leave_out: str = "") -> frozenset[str]:
    """Return the stems of a title's telling words.

    Args:
        title: The title.
        leave_out: A name whose words tell nothing here: the municipality's slug.

    >>> words_of("Lund ska vara en klimatneutral kommun 2030", "lund") == words_of(
    ...     "Klimatneutralitet 2030", "lund"
    ... )
    True
    """
    names = tuple(filter(None, leave_out.split("-")))
    return frozenset(
        _stem(word)
        for word in _WORD.findall(title.lower())
        if word not in _EMPTY and not (names and word.rstrip("s") in names)
    )


def _stem(word: str) -> str:
    if len(word) > _STEM:
        return word[:_STEM]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class Likeness:
    """Finds which of some earlier titles a later one is most like.

    Args:
        words: The telling words of every title that is looked at, later ones too.
    """

    def __init__(self, words: Sequence[frozenset[str]]) -> None:
        counted = Counter(word for telling in words for word in telling)
        self._weight: Mapping[str, float] = {
            word: 0.5 + math.log((len(words) + 1) / count) for word, count in counted.items()
        }
        self._count = counted

    def pairs(
        self, later: Mapping[int, frozenset[str]], earlier: Mapping[int, frozenset[str]]
    ) -> Iterator[tuple[float, int, int]]:
        """Yield likeness, later and earlier, for pairs that share telling words.

        Likeness is the weight of the shared words in that of all their words, 0 to 1.
        """
        index: dict[str, list[int]] = defaultdict(list)
        for number, words in earlier.items():
            for word in words:
                index[word].append(number)
        for number, words in later.items():
            shared = Counter(
                other
                for word in words
                if len(index.get(word, ())) <= _COMMON
                for other in index.get(word, ())
            )
            for other, common in shared.items():
                if common >= _FEWEST:
                    yield self._alike(words, earlier[other]), number, other

    def holds(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Return whether one of two titles has all telling words of the other, a rare one too."""
        shared = one & other
        return (
            len(shared) >= _FEWEST
            and shared in (one, other)
            and any(self._count[word] <= _RARE for word in shared)
            and self._alike(one, other) >= _HELD
        )

    def _alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        return self._sum(one & other) / self._sum(one | other)

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._weight[word] for word in words)
