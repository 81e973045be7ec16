"""In which order names stand in lists: the Swedish alphabet's, where å, ä and ö come last."""

from __future__ import annotations

import unicodedata

__all__ = ["alphabetical"]

# In ASCII these three signs come after z, in this order.
_LAST = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def alphabetical(text: str) -> tuple[str, str]:
    """Return a sort key that puts å, ä and ö after z and takes no notice of case and accents.

    >>> sorted(["Överförmyndarnämnden", "Zoo", "Äldrenämnden", "arkiv"], key=alphabetical)
    ['arkiv', 'Zoo', 'Äldrenämnden', 'Överförmyndarnämnden']
    """
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LAST)
    letters = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in letters if not unicodedata.combining(sign)), text
