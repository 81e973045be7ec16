"""The number that a title begins with: "U12 Ny skola", "2024-07: Se över taxorna"."""

from __future__ import annotations

import re

__all__ = ["split_number"]

_NUMBERED = re.compile(
    r"(?P<number>(?!E\d)[A-ZÅÄÖ]{1,2}-?\d{1,3}(?:\.\d{1,3}){0,2}|20\d\d[-:.](?!(?:0\d|1[0-2])-\d\d\b)\d{1,3}"
    r"|(?P<plain>\d{1,3}(?:\.\d{1,3}){0,2}))(?P<sign>\s?[:.)–-])?\s+(?=[A-ZÅÄÖ\"”])"
)


def split_number(text: str) -> tuple[str | None, str]:
    """Return the number that a title begins with, or None, and the title without it.

    A plain number without a full stop in it needs a sign after it: a title may begin with a count.

    >>> split_number("U12 Ny skola"), split_number("2024-07: Se över taxorna")
    (('U12', 'Ny skola'), ('2024-07', 'Se över taxorna'))
    >>> split_number("12. Ny skola"), split_number("100 Nya bostäder")
    (('12', 'Ny skola'), (None, '100 Nya bostäder'))
    """
    match = _NUMBERED.match(text)
    plain = None if match is None else match["plain"]
    if match is None or (plain and "." not in plain and not match["sign"]):
        return None, text
    return match["number"], text[match.end() :]
