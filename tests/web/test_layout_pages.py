"""The pages of the layouts besides assignment cards, in a real browser."""

from __future__ import annotations

import re

import pytest

from .accessibility import faults
from .conftest import Walk

pytestmark = pytest.mark.browser

_REPORT = "/id/bjorkvalla/document/delarsrapport-januari-augusti-2025"
_ACTIVITIES = "/id/bjorkvalla/document/forvaltningens-aktiviteter-2024"
_PLAN = "/id/bjorkvalla/document/mal-och-budget-2023-2025"
_SHOWN = {
    "front without shared assignments": "/?document=bjorkvalla/delarsrapport-januari-augusti-2025",
    "body": "/id/bjorkvalla/board/teknik-och-servicenamnden"
    "?document=bjorkvalla/delarsrapport-januari-augusti-2025",
    "body with parts": "/id/bjorkvalla/board/kommunstyrelsen?document=bjorkvalla/all",
    "report": _REPORT,
    "activity tables": _ACTIVITIES,
    "plan": _PLAN,
    "documents": "/documents",
}
# Found on the pages: the first of each, for their addresses hold a hash.
_FOUND = {
    "focus area": (_PLAN, "#kind-FocusArea .item-title"),
    "overarching goal": (_REPORT, "#kind-OverarchingGoal .item-title"),
    "board goal": (_REPORT, "#kind-BoardGoal .item-title"),
    "initiative": (_REPORT, "#kind-StrategicInitiative .item-title"),
    "activity": (_ACTIVITIES, "#kind-Activity .item-title"),
    "common assignment": (_ACTIVITIES, "#kind-CommonAssignment .item-title"),
    "assignment that goes on": (_PLAN, "#kind-Assignment .item-title"),
    "indicator": (_REPORT, "#measures ~ data-table tbody a"),
}
_LEFT_OUT = (".segment:nth-child(n+40)", ".item:nth-child(n+10)")


def _open(walk: Walk, kind: str, language: str) -> None:
    if kind in _FOUND:
        path, selector = _FOUND[kind]
        walk.open(path)
        path = walk.page.locator(selector).first.get_attribute("href") or ""
    else:
        path = _SHOWN[kind]
    if language != "sv":
        path += f"{'&' if '?' in path else '?'}lang={language}"
    walk.open(path)


@pytest.mark.parametrize("kind", [*_SHOWN, *_FOUND])
def test_a_page_is_accessible_and_does_not_scroll_sideways(layouts_walk: Walk, kind: str) -> None:
    page = layouts_walk.page
    for language, width, scheme in (("sv", 1280, "light"), ("en", 390, "dark")):
        _open(layouts_walk, kind, language)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
        assert faults(page, left_out=_LEFT_OUT) == [], f"{width} {scheme}"
        for narrow in (320, 390):
            page.set_viewport_size({"width": narrow, "height": 800})
            across = page.evaluate("document.documentElement.scrollWidth")
            assert across <= narrow, f"{across} pixels wide on a screen of {narrow}"
    layouts_walk.assert_clean()


def test_a_wide_table_scrolls_in_its_own_frame_by_keyboard(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    page.set_viewport_size({"width": 390, "height": 800})
    layouts_walk.open(f"{_REPORT}#finance")
    frame = page.locator("#finance ~ data-table .scroll").first
    frame.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_printed_numbers_are_sorted_as_numbers(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    layouts_walk.open(f"{_REPORT}#finance")
    table = page.locator("#finance ~ data-table").first
    table.locator("th.num button").first.click()
    printed = table.locator("tbody td:nth-child(2)").all_inner_texts()
    numbers = [
        float(re.sub(r"\s", "", text).replace(",", ".").replace("−", "-").replace("–", "-"))
        for text in printed
        if re.search(r"\d", text)
    ]
    assert len(numbers) > 2
    assert numbers == sorted(numbers)
    layouts_walk.assert_clean()


def test_a_count_opens_the_folded_list_that_it_counts(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    layouts_walk.open("/documents")
    page.locator(f'a[href="{_ACTIVITIES}#kind-Activity"]').click()
    assert page.url.endswith("#kind-Activity")
    fold = page.locator("#kind-Activity")
    fold.locator("summary").click()
    assert fold.locator(".item").count() == 48
    assert fold.locator(".item-title").first.is_visible()


def test_print_shows_what_is_folded_and_not_the_whole_text(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    layouts_walk.open(_ACTIVITIES)
    page.emulate_media(media="print")
    assert page.locator("#kind-Activity .item-title").last.is_visible()
    assert not page.locator(".whole").is_visible()
