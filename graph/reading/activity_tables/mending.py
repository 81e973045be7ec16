"""Lines of a cell → running text: words that a narrow column broke without a hyphen are mended.

"förvaltningsorga" and "nisation" are one word: the first fills its line alone, neither is a word
that the document uses elsewhere, and other words of it end like the second.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..lines import Joined, Line, join

__all__ = ["Vocabulary", "vocabulary_of"]

_WORD = re.compile(r"\w+")
_SMALL = frozenset({
    "i", "å", "ö", "en", "ut", "om", "på", "av", "se", "ge", "få", "är", "så", "nu", "du", "vi",
    "ni", "de", "ha", "gå", "ej", "bl", "ca", "mm", "år", "ex", "kl", "nr", "st", "ta", "te",
    "bo", "bi", "by", "bra", "ett", "den", "det", "som", "med", "för", "och", "att", "har", "kan",
    "ska", "vid", "var", "där", "hur", "när", "men", "till", "upp", "ner", "per", "två", "tre",
    "fyra", "fem", "sex", "nya", "ny", "alla", "sin", "sitt", "sina", "dess",
})  # fmt: skip
_SHORTEST = 6
_LONGEST_FRAGMENT = 10
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of a document.

    Args:
        counts: How often each word stands in it, in lower case.
        endings: What its words end with, from three letters on.
        hyphenated: Words that it writes with a hyphen inside a line.
    """

    counts: Counter[str]
    endings: frozenset[str]
    hyphenated: frozenset[str]

    def joined(self, lines: Sequence[Line]) -> Joined:
        """Return lines as running text, broken words mended."""
        kept = [line for line in lines if line.text]
        if not kept:
            return Joined("", ())
        width = max(len(line.text) for line in kept)
        mended = [kept[0]]
        for place, line in enumerate(kept[1:], start=1):
            last = mended[-1]
            ends = place + 1 == len(kept)
            if self._is_broken(kept[place - 1].text, last.text, line.text, width, ends=ends):
                first, _, rest = line.text.partition(" ")
                mended[-1] = last._replace(text=last.text + first)
                if rest:
                    mended.append(line._replace(text=rest))
            else:
                mended.append(line)
        return join(mended, self.hyphenated)

    def _is_broken(
        self, printed: str, text: str, following: str, width: int, *, ends: bool
    ) -> bool:
        """Return whether a word is broken between two lines."""
        before = text.rsplit(" ", 1)[-1].lower()
        after = _WORD.match(following)
        if after is None or not after[0].islower() or not before.isalpha():
            return False
        fragment = after[0]
        if len(before) > _LONGEST_WORD or len(fragment) > _LONGEST_WORD:
            return False
        whole = before + fragment
        known_before, known_after = self.counts[before] > 1, self.counts[fragment] > 1
        if len(before) >= 4 and self.counts[whole] and not (known_before and known_after):
            return fragment not in _SMALL or not known_before
        fills = " " not in printed and len(before) >= _SHORTEST and len(printed) >= width - 2
        if not fills or known_before or len(fragment) > _LONGEST_FRAGMENT:
            return False
        if fragment in _SMALL or known_after:
            return ends and following == fragment and len(fragment) <= 3 and len(before) >= 10
        return len(fragment) <= 2 or fragment in self.endings


def vocabulary_of(lines: Iterable[Line], hyphenated: frozenset[str]) -> Vocabulary:
    """Return the words of a document.

    Args:
        lines: Its lines.
        hyphenated: Words that it writes with a hyphen inside a line.
    """
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(word.lower() for word in _WORD.findall(line.text[:5000]))
    endings: set[str] = set()
    for word in counts:
        if 6 <= len(word) <= _LONGEST_WORD:
            endings.update(word[-size:] for size in range(3, min(len(word) - 2, 11)))
    return Vocabulary(counts, frozenset(endings), hyphenated)
