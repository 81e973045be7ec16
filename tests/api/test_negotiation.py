from __future__ import annotations

import pytest

from styrkedja.api.negotiation import choose, prefers_html

OFFERED = ["text/turtle", "application/ld+json", "text/html"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        (BROWSER, "text/html"),
        ("application/ld+json", "application/ld+json"),
        ("APPLICATION/LD+JSON ; Q=0.5", "application/ld+json"),
        ("text/turtle;q=0.2, application/ld+json;q=0.3", "application/ld+json"),
        ("text/*, text/turtle;q=0", "text/html"),
        ("*/*;q=0.1, text/html;q=0.2", "text/html"),
        ("text/html;q=0, */*", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("text/turtle;q=nonsense, text/html;q=0.1", "text/html"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("nonsense, application/ld+json", "application/ld+json"),
        ("*/*, text/html", "text/html"),
        ("text/*, application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.9, */*", "application/ld+json"),
    ],
)
def test_the_best_liked_of_what_is_offered_is_chosen(
    accept: str | None, chosen: str | None
) -> None:
    assert choose(accept, OFFERED) == chosen


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("application/json", "application/json"),
        ("application/*", "application/ld+json"),
        ("application/ld+json;q=0, application/*;q=0.5", None),
        ("application/ld+json;q=0, application/json;q=0.5", "application/json"),
    ],
)
def test_another_name_of_a_type_counts_only_where_it_is_named(
    accept: str, chosen: str | None
) -> None:
    assert choose(accept, ["application/ld+json"], ["application/json"]) == chosen


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [(BROWSER, True), ("text/html", True), ("*/*", False), (None, False), ("text/*", False)],
)
def test_only_who_names_html_gets_pages_of_errors(accept: str | None, wanted: bool) -> None:
    assert prefers_html(accept) is wanted
