"""When two wordings are the same word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold"]

_SIGNS = re.compile(r"[\W_]+")  # combining marks are no word characters either


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return the letters and digits of a text in lower case, without diacritics.

    Two wordings are the same word when their folds are equal, whatever a PDF did to spaces,
    hyphens and combining marks.

    >>> fold("Pa ga ende") == fold("Pågående")
    True
    """
    folded = "".join(text.casefold().split())
    if not folded.isascii():
        folded = folded.replace("å", "a").replace("ä", "a").replace("ö", "o")
        if not folded.isascii():
            folded = unicodedata.normalize("NFKD", folded)
    return folded if folded.isalnum() else _SIGNS.sub("", folded)
