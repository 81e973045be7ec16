"""What every list of the API has in common: its parameters, its pages, its forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Response

from styrkedja.graph.analysis import Sheet

from .forms import MOST_ROWS, Form, answered, table_answer
from .models import Answer
from .paging import Page, page_of
from .source import Source

__all__ = ["Cursor", "Limit", "Listed", "list_answer", "next_page"]

Limit = Annotated[
    int, Query(ge=1, le=1000, description="How many a page has. Tables have all that match.")
]
Cursor = Annotated[
    str | None, Query(max_length=8000, description="Where to go on, as `next` has it.")
]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[_T]):
    """A list, and how it is told.

    Args:
        items: All that match, sorted by `key`, or from the end where `order` begins with "-".
        key: Gives an item's sort key, different for each item.
        order: The name of the order.
        page: Makes the answer of a page and the address of the next.
        sheet: Makes the table.
    """

    items: Sequence[_T]
    key: Callable[[_T], tuple[str, ...]]
    order: str
    page: Callable[[Page[_T], str | None], Answer]
    sheet: Callable[[Sequence[_T]], Sheet]


def list_answer(
    source: Source, listed: Listed[_T], form: Form, lang: str, limit: int, cursor: str | None
) -> Response:
    """Return a page of a list as JSON, with a `Link` to the next, or all of it as a table.

    Raises:
        ParameterError: The cursor is none of ours.
    """
    if form != "json":
        sheet = listed.sheet(listed.items[: MOST_ROWS[form] + 1])
        return table_answer(source, sheet, form, lang)
    page = page_of(listed.items, listed.key, order=listed.order, limit=limit, cursor=cursor)
    following = next_page(source, "cursor", page.cursor)
    link = {} if following is None else {"Link": f'<{following}>; rel="next"'}
    return answered(source, listed.page(page, following), **link)


def next_page(source: Source, name: str, value: str | None) -> str | None:
    """Return the address of the request with one parameter changed; None for no value."""
    if value is None:
        return None
    request = source.request
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != name]
    path = request.url.path.rpartition("/")
    return f"/{path[0].strip('/')}/{path[2]}?{urlencode([*kept, (name, value)])}"
