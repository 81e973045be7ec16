"""What holds for every kind of page: accessible, no other host, no sideways scrolling."""

from __future__ import annotations

import pytest

from .accessibility import faults
from .conftest import Walk

pytestmark = pytest.mark.browser

_PAIR = "a=bjorkvalla/board/socialnamnden&b=bjorkvalla/board/aldreomsorgsnamnden"
_KINDS = {
    "front": "/",
    "all years": "/?document=bjorkvalla/all",
    "shared": f"/boards/shared?{_PAIR}",
    "shares nothing": f"/boards/shared?{_PAIR.replace('aldreomsorgs', 'val')}",
    "body": "/id/bjorkvalla/board/socialnamnden",
    "municipality": "/id/bjorkvalla",
    "document": "/id/bjorkvalla/document/sarskilda-uppdrag-2024",
    "documents": "/documents",
    "text of a document": "/documents/bjorkvalla/sarskilda-uppdrag-2024/text",
    "line that is not there": "/documents/bjorkvalla/sarskilda-uppdrag-2024/text?line=99999",
    "versions of a document": "/documents/bjorkvalla/sarskilda-uppdrag-2024/versions",
    "elements of a document": "/documents/bjorkvalla/sarskilda-uppdrag-2024/elements"
    "?kind=SpecialAssignment",
    "document that is not there": "/documents/bjorkvalla/annat/text",
    "doubts": "/doubts",
    "doubts of a choice": "/doubts?kind=end-date-passed&body=bjorkvalla/board/socialnamnden",
    "doubts of none": "/doubts?kind=sum-disagrees&document=bjorkvalla/annat",
    "questions": "/questions",
    "question": "/questions/overdue",
    "question as bars": "/questions/load_by_board?format=chart",
    "question as network": "/questions/shared_pairs?format=network",
    "question in words": "/questions/load_by_board?format=text",
    "question gone wrong": "/questions/overdue?date=igår",
    "form": "/sparql/form",
    "query answered": "/sparql/form?format=table&query=SELECT+*+WHERE+%7B+%3Fs+a+%3Fo+%7D+LIMIT+9",
    "form gone wrong": "/sparql?query=SELECT+*+WHERE+%7B+%3Fs+%3Fp+%7D",
    "programming interface": "/docs",
    "vocabulary": "/ns",
    "about": "/about",
    "not found": "/there-is-no-such-page",
}
# Found on the pages: the first of each, for their addresses hold a hash.
_FOUND = {
    "assignment": ("/", ".item-title"),
    "contradicted assignment": ("/", "#contradictions ~ .doubts .doubt-where a[href*=assignment]"),
    "stated total": (
        "/documents/bjorkvalla/sarskilda-uppdrag-2024/text",
        ".margin a[href*=total]",
    ),
    "goal": ("/documents/bjorkvalla/sarskilda-uppdrag-2024/text", ".margin a[href*=goal]"),
    "doubt": ("/doubts", ".task p a"),
}
# Each language in both schemes and at both widths, each pair of them in one language: the style
# sheets do not ask for the language, which tests/web/test_messages.py sees to.
_SCREENS = {
    "en": [(1280, "light"), (390, "dark")],
    "sv": [(1280, "dark"), (390, "light")],
}
# Of what is repeated many times, the first ones are looked at.
_LEFT_OUT = (".segment:nth-child(n+40)", ".item:nth-child(n+10)", ".term:nth-of-type(n+20)")


def _open(walk: Walk, kind: str, language: str) -> None:
    if kind in _FOUND:
        path, selector = _FOUND[kind]
        walk.open(path)
        path = walk.page.locator(selector).first.get_attribute("href") or ""
    else:
        path = _KINDS[kind]
    if language != "sv":
        path += f"{'&' if '?' in path else '?'}lang={language}"
    walk.open(path)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", [*_KINDS, *_FOUND])
def test_a_page_is_accessible_stays_on_its_host_and_fits_a_phone(
    walk: Walk, kind: str, language: str
) -> None:
    page = walk.page
    _open(walk, kind, language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    for width, scheme in _SCREENS[language]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
        assert faults(page, left_out=_LEFT_OUT) == [], f"{width} {scheme}"
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 800})
        across = page.evaluate("document.documentElement.scrollWidth")
        assert across <= width, f"{across} pixels wide on a screen of {width}"
    walk.assert_clean()


def test_the_matrix_scrolls_in_its_own_frame_with_its_heads_in_sight(walk: Walk) -> None:
    page = walk.page
    page.set_viewport_size({"width": 390, "height": 800})
    walk.open("/")
    frame = page.locator(".matrix-scroll")
    frame.scroll_into_view_if_needed()
    frame.evaluate("(it) => it.scrollBy(400, 0)")
    left = frame.evaluate("(it) => it.getBoundingClientRect().left")
    head = page.locator(".matrix tbody th").first.evaluate(
        "(it) => it.getBoundingClientRect().left"
    )
    assert frame.evaluate("(it) => it.scrollLeft") > 0
    assert abs(head - left) <= 2
