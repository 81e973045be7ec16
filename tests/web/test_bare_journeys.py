"""By keyboard alone and without script, both at once: the pages that other journeys leave out.

Each journey is a sentence first; then come what is reached with Tab and opened with Enter, and the
heading that stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Walk, watched

pytestmark = pytest.mark.browser

_MOST = 90  # presses of Tab to what a page is about

_JOURNEYS: dict[str, tuple[str, Sequence[tuple[str, str]]]] = {
    "A strategist asks which boards work for which goal, and opens what one does for it": (
        "/goals?document=bjorkvalla/delarsrapport-januari-augusti-2025",
        [
            (".views a[href*='/goals/bodies']", "Vilka mål arbetar någon för?"),
            (".coverage-bodies td.a-covered a", ""),
            (".item-title, #list a, .excerpt a", ""),
        ],
    ),
    "Whoever reads a goal in its report asks who works for it and how that goes": (
        "/id/bjorkvalla/document/delarsrapport-januari-augusti-2025#kind-OverarchingGoal",
        [
            ("#kind-OverarchingGoal .item-title", ""),
            ("a[href^='/goals/bjorkvalla/']", ""),
            ("a[href^='/id/bjorkvalla/']", ""),
        ],
    ),
    "A board secretary goes from her board's doubts to what can be done about them": (
        "/id/bjorkvalla/board/socialnamnden?document=bjorkvalla/sarskilda-uppdrag-2024",
        [(".all-doubts a", "Att se över i dokumenten"), (".task p a", "")],
    ),
    "A journalist asks how much of the documents was understood, and how often they were read": (
        "/about",
        [
            (".completeness th a", ""),
            ("a[href$='/versions']", ""),
            ("a[href*='/text']", ""),
        ],
    ),
    "A developer looks a word up in the vocabulary and asks for what there is of it": (
        "/questions",
        [(".foot a[href='/ns']", "vokabulär"), (".contents a, .term a", "")],
    ),
    "A strategist compares municipalities and is told why there is only one": (
        "/compare",
        [(".compared a[href*='/compare/elements']", ""), (".item-title", "")],
    ),
}


@pytest.fixture
def bare(browser: Browser, layouts_site: str) -> Iterator[Walk]:
    """A fresh page that runs no script, of the site of all layouts."""
    context = browser.new_context(java_script_enabled=False)
    yield watched(Walk(context.new_page(), layouts_site))
    context.close()


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab, past the menu, until something that the selector means has the focus."""
    wanted, skip = page.locator(f":is({selector}):focus"), page.locator(".skip:focus")
    for press in range(_MOST):
        page.keyboard.press("Tab")
        if wanted.count():
            return
        if press == 0 and skip.count():  # not where the address leads into the page
            page.keyboard.press("Enter")
    pytest.fail(f"{selector} is not reached with {_MOST} presses of Tab")


@pytest.mark.parametrize("sentence", _JOURNEYS)
def test_by_keyboard_alone_without_script(bare: Walk, sentence: str) -> None:
    start, steps = _JOURNEYS[sentence]
    page = bare.page
    bare.open(start.partition("#")[0])
    for selector, heading in steps:
        before = page.url
        _tab_to(page, selector)
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(before)
        expect(page.locator("h1")).to_have_text(re.compile(re.escape(heading) or r"\S"))
        expect(page.locator("main")).not_to_contain_text("Sidan finns inte")
    bare.assert_clean()
