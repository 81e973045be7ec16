"""Long lists page by page, counted from 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Shown", "page_of"]

_T = TypeVar("_T")
_NEAR = 4  # pages before and after the one that is shown


@dataclass(frozen=True, slots=True)
class Shown(Generic[_T]):
    """One page of a list.

    Args:
        items: What stands on it.
        page: Its number, from 1.
        pages: How many pages there are; 1 for an empty list.
        first: Where its first item stands in the list, from 1; 0 for an empty list.
        total: How many items the list has.
    """

    items: Sequence[_T]
    page: int
    pages: int
    first: int
    total: int

    @property
    def last(self) -> int:
        """Where its last item stands in the list; 0 for an empty list."""
        return max(0, self.first + len(self.items) - 1)

    def addresses(self, address: Callable[[int], str]) -> list[tuple[int, str]]:
        """Return number and address of the first page, the last, and those near this one.

        None where there is one page only.
        """
        if self.pages == 1:
            return []
        near = range(max(1, self.page - _NEAR), min(self.pages, self.page + _NEAR) + 1)
        return [(number, address(number)) for number in sorted({1, *near, self.pages})]


def page_of(items: Sequence[_T], page: int, size: int) -> Shown[_T]:
    """Return a page of a list; a number after the last gives the last.

    >>> page_of("abcde", 9, 2)
    Shown(items='e', page=3, pages=3, first=5, total=5)
    """
    pages = max(1, -(-len(items) // size))
    number = min(page, pages)
    start = (number - 1) * size
    shown = items[start : start + size]
    return Shown(shown, number, pages, start + 1 if shown else 0, len(items))
