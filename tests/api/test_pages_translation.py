"""The two languages: which one is asked for, and how it writes dates and numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from starlette.requests import Request

from styrkedja.api.pages.translation import (
    Language,
    language_of,
    show_date,
    show_number,
    show_share,
    show_time,
    translations_of,
)


def _request(query: str) -> Request:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    return Request({**scope, "query_string": query.encode()})


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "sv"), ("lang=sv", "sv"), ("lang=en", "en"), ("lang=de", "sv"), ("lang=", "sv")],
)
def test_swedish_is_the_language_where_nothing_else_is_asked_for(
    query: str, language: Language
) -> None:
    assert language_of(_request(query)) == language


def test_dates_are_written_in_words() -> None:
    assert show_date(date(2024, 12, 31), "sv") == "31 december 2024"
    assert show_date(date(2024, 5, 1), "en") == "1 May 2024"


def test_times_are_those_of_sweden() -> None:
    summer = datetime(2024, 7, 1, 22, 30, tzinfo=UTC)
    assert show_time(summer, "sv") == "2 juli 2024, 00:30"


def test_numbers_have_the_mark_of_the_language() -> None:
    assert show_number(Decimal("12.80"), "sv") == "12,8"
    assert show_number(Decimal("12.80"), "en") == "12.8"
    assert show_number(1234567, "sv") == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"
    assert show_share(0.25, "sv") == "25\N{NO-BREAK SPACE}%"


def test_messages_follow_the_number() -> None:
    swedish = translations_of("sv")
    assert swedish.gettext("Boards") == "Nämnder"
    assert swedish.ngettext("One row", "%(shown)s rows", 1) == "En rad"
    assert swedish.ngettext("One row", "%(shown)s rows", 2) == "%(shown)s rader"
    assert translations_of("en").gettext("Boards") == "Boards"
