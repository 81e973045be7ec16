"""Pages of a list that stay right while documents are read: a cursor names where to go on."""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from styrkedja.errors import ParameterError

__all__ = ["Page", "page_of"]

_T = TypeVar("_T")
_LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """A part of a list.

    Args:
        items: The part.
        total: How many the whole list has.
        cursor: Where the next part begins; None at the end.
    """

    items: tuple[_T, ...]
    total: int
    cursor: str | None


def page_of(
    items: Sequence[_T],
    key: Callable[[_T], tuple[str, ...]],
    *,
    order: str,
    limit: int,
    cursor: str | None,
) -> Page[_T]:
    """Return the part of a list that follows a cursor.

    The cursor holds the sort key of the last item before it, so that what is read or purged
    meanwhile neither repeats nor hides what stands after it.

    Args:
        items: The whole list, sorted by `key`; from the end where `order` begins with "-".
        key: Gives an item's sort key, different for each item.
        order: The name of the order, which the cursor must have been made for.
        limit: How many items a part has.
        cursor: The cursor; None means from the beginning.

    Raises:
        ParameterError: The cursor is none of ours, or one of another order.
    """
    start = 0
    if cursor is not None:
        last = _read(cursor, order)
        start = (
            _after_from_end(items, key, last)
            if order.startswith("-")
            else bisect_right(items, last, key=key)
        )
    part = tuple(items[start : start + limit])
    more = start + limit < len(items)
    return Page(part, len(items), _written(order, key(part[-1])) if more and part else None)


def _after_from_end(
    items: Sequence[_T], key: Callable[[_T], tuple[str, ...]], last: tuple[str, ...]
) -> int:
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if key(items[middle]) < last else (middle + 1, high)
    return low


def _written(order: str, key: tuple[str, ...]) -> str:
    content = json.dumps([order, *key], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _read(cursor: str, order: str) -> tuple[str, ...]:
    try:
        if len(cursor) > _LONGEST:
            raise ValueError("too long")
        padded = cursor + "=" * (-len(cursor) % 4)
        value = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise ValueError("not a list of texts")
        if value[:1] != [order]:
            raise ValueError("of another order")
    except (ValueError, binascii.Error, RecursionError) as error:
        raise ParameterError(
            "cursor: take it as it stands in the answer before, with the same sort",
            sv="cursor: ta den som den står i svaret före, med samma sortering.",
            names=("cursor",),
        ) from error
    return tuple(value[1:])
