"""The pages about boards and goals: accessible, no sideways scrolling, from a phone to a wall."""

from __future__ import annotations

import pytest

from .accessibility import faults
from .conftest import Walk

pytestmark = pytest.mark.browser

_REPORT = "document=bjorkvalla/delarsrapport-januari-augusti-2025"
_ACTIVITIES = "document=bjorkvalla/forvaltningens-aktiviteter-2024"
_SHOWN = {
    "shared goals": f"/?{_REPORT}&kind=Goal&role=contributing",
    "shared activities": f"/?{_ACTIVITIES}&kind=Activity",
    "nothing fits": "/?document=bjorkvalla/all&year=1999",
    "choice that is not there": "/?kind=Song",
    "elements of a board": f"/boards/elements?{_ACTIVITIES}"
    "&kind=Activity&board=bjorkvalla/board/kommunstyrelsen",
    "goals by kind": f"/goals?{_REPORT}",
    "goals by board": f"/goals/bodies?{_ACTIVITIES}",
    "goals with an answer": f"/goals?{_REPORT}&under=Activity&answer=not-stated",
    "chain": f"/goals/chain?{_ACTIVITIES}",
    "no goals": "/goals?document=bjorkvalla/sarskilda-uppdrag-2024",
}
_FOUND = {
    "goal": (f"/goals?{_ACTIVITIES}", ".coverage tbody th a"),
    "list behind a number": (f"/goals?{_ACTIVITIES}", ".coverage tbody td a"),
    "pair": (f"/?{_REPORT}&kind=Goal&role=contributing", ".matrix td:not(.own) a"),
}
# Of what is repeated many times, the first ones are looked at.
_LEFT_OUT = (
    ".item:nth-child(n+10)",
    ".tree > li:nth-child(n+3)",
    "tbody tr:nth-child(n+8)",
    "tr > :nth-child(n+8)",
    ".network-pairs a:nth-of-type(n+8)",
)


@pytest.mark.parametrize("kind", [*_SHOWN, *_FOUND])
def test_a_page_is_accessible_and_does_not_scroll_sideways(layouts_walk: Walk, kind: str) -> None:
    page = layouts_walk.page
    if kind in _FOUND:
        start, selector = _FOUND[kind]
        layouts_walk.open(start)
        path = page.locator(selector).first.get_attribute("href") or ""
    else:
        path = _SHOWN[kind]
    for language, width, scheme in (("sv", 1280, "light"), ("en", 390, "dark")):
        address, _, fragment = path.partition("#")
        address += "" if language == "sv" else f"{'&' if '?' in address else '?'}lang=en"
        layouts_walk.open(f"{address}#{fragment}")
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
        page.evaluate(
            "[...document.querySelectorAll('.tree details')].slice(0, 3)"
            ".forEach((it) => it.open = true)"
        )
        assert faults(page, left_out=_LEFT_OUT) == [], f"{width} {scheme}"
        for wide in (320, 768, 1920):
            page.set_viewport_size({"width": wide, "height": 800})
            across = page.evaluate("document.documentElement.scrollWidth")
            assert across <= wide, f"{across} pixels wide on a screen of {wide}, in {language}"


def test_a_covered_goal_is_told_by_shape_word_and_colour(layouts_walk: Walk) -> None:
    layouts_walk.open(f"/goals?{_REPORT}")
    page = layouts_walk.page
    for answer, words in (("covered", "täckt"), ("not-stated", "sägs inte")):
        cell = page.locator(f".covering.a-{answer}").first
        assert words in cell.inner_text()
        assert cell.locator("svg").count() == 1
    drawn = {
        page.locator(f".legend .sign.a-{answer}").first.inner_html()
        for answer in ("covered", "not-covered", "not-stated")
    }
    assert len(drawn) == 3
