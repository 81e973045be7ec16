"""The pages one comes back to: accessible in both languages and schemes, on every width."""

from __future__ import annotations

import pytest

from .accessibility import CONTRAST, RULES, faults
from .conftest import Walk

pytestmark = pytest.mark.browser

_PAIR = "earlier=bjorkvalla/sarskilda-uppdrag-2023&later=bjorkvalla/sarskilda-uppdrag-2024"
_PAGES = {
    "change": f"/change?{_PAIR}",
    "change chosen wrongly": "/change?earlier=bjorkvalla/sarskilda-uppdrag-2024"
    "&later=bjorkvalla/sarskilda-uppdrag-2023",
    "calendar": "/calendar?document=bjorkvalla/all",
    "indicators": "/indicators",
    "comparison": "/compare",
    "behind a number": "/compare/elements?municipality=bjorkvalla&kind=Activity"
    "&scale=status&step=unknown",
    "search": "/search?q=skola",
    "nothing found": "/search?q=skola+xyzzy&kind=body",
    "searched wrongly": "/search?q=%3F",
    "about": "/about",
    "not found": "/id/bjorkvalla/board/drakar",
}
# All rules once a language and scheme; what depends on the scheme also where they pair otherwise,
# in one language, for colours have none.
_LOOKS: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "sv": [("light", RULES), ("dark", CONTRAST)],
    "en": [("dark", RULES)],
}
# Of what is repeated many times, the first ones are looked at.
_LEFT_OUT = (".item:nth-child(n+6)", "tbody tr:nth-child(n+6)")
_WIDTHS = (320, 390, 768, 1280, 1920)


@pytest.mark.parametrize("kind", _PAGES)
def test_a_page_is_accessible_and_never_wider_than_the_screen(
    layouts_walk: Walk, kind: str
) -> None:
    page = layouts_walk.page
    for language in ("sv", "en"):
        path = _PAGES[kind]
        layouts_walk.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        for width in _WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            across = page.evaluate("document.documentElement.scrollWidth")
            assert across <= width, f"{across} pixels wide on a screen of {width}"
        page.set_viewport_size({"width": 1280 if language == "sv" else 390, "height": 900})
        for scheme, rules in _LOOKS[language]:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
            assert faults(page, rules, _LEFT_OUT) == [], scheme
    layouts_walk.assert_clean()


def test_paper_has_the_calendar_in_black_on_white_without_its_forms(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    page.set_viewport_size({"width": 680, "height": 900})  # A4 between its margins
    page.emulate_media(media="print", color_scheme="dark")
    layouts_walk.open("/calendar?by=year")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for left_out in (".find", ".fields", ".follow"):
        assert page.locator(left_out).first.is_hidden()
    assert page.locator(".sources").is_visible(), "what it was made from is printed"


def test_the_picture_of_change_fits_the_paper(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    page.set_viewport_size({"width": 680, "height": 900})
    page.emulate_media(media="print")
    layouts_walk.open(f"/change?{_PAIR}")
    right = page.locator(".chart svg").evaluate("(it) => it.getBoundingClientRect().right")
    assert right <= 680


def test_the_letters_of_the_picture_of_change_can_be_read_on_a_phone(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    page.set_viewport_size({"width": 390, "height": 800})
    layouts_walk.open(f"/change?{_PAIR}")
    sizes = page.locator(".chart svg").evaluate(
        """(svg) => [...svg.querySelectorAll("text")].map((text) =>
          parseFloat(getComputedStyle(text).fontSize)
            * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"""
    )
    assert min(sizes) >= 11
