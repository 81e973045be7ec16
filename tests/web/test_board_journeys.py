"""How people who prepare a meeting go through the pages about boards and goals.

1. Whose report shares no assignments follows the offer to what it does share, to the passage.
2. A controller without script narrows to a status, sends the address on, and takes it back.
3. A councillor follows the number of goals with a gap to one of them, and to who works for it.
4. By keyboard alone one opens the chain from a goal down to what is done for it.
5. A secretary prints a board's page for the meeting: its day stands there, the menu does not.
"""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from .conftest import Walk

pytestmark = pytest.mark.browser

_REPORT = "bjorkvalla/delarsrapport-januari-augusti-2025"
_ACTIVITIES = "bjorkvalla/forvaltningens-aktiviteter-2024"


def _number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found is not None, text
    return int(found[0])


def test_whose_report_shares_no_assignments_follows_the_offer_to_the_passage(
    layouts_walk: Walk,
) -> None:
    page = layouts_walk.page
    layouts_walk.open(f"/?document={_REPORT}")
    expect(page.locator(".matrix td:not(.own) a")).to_have_count(0)
    offer = page.locator(".offers a").first
    expect(page.locator(".offers")).to_contain_text("Det här delas i stället:")
    offer.click()
    cell = page.locator(".matrix td:not(.own) a").first
    count = _number(cell.inner_text())
    cell.click()
    expect(page.locator(".item-title")).to_have_count(count)
    said = page.locator("details.said").first
    if said.get_attribute("open") is None:
        said.locator("summary").click()
    expect(said.locator("mark").first).to_be_visible()
    said.locator("figcaption a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    layouts_walk.assert_clean()


def test_a_controller_without_script_narrows_to_a_status_and_takes_it_back(
    scriptless: Walk,
) -> None:
    page = scriptless.page
    scriptless.open("/")
    whole = page.locator(".load tbody tr").count()
    page.get_by_label("Status", exact=True).select_option("completed")
    page.get_by_role("button", name="Visa").click()
    expect(page).to_have_url(re.compile("status=completed"))
    narrowed = page.locator(".answer").first.inner_text()
    scriptless.open(page.url.removeprefix(scriptless.home))
    expect(page.locator(".answer").first).to_have_text(narrowed)
    expect(page.get_by_label("Status", exact=True)).to_have_value("completed")
    page.locator(".narrowed a").click()
    expect(page.get_by_label("Status", exact=True)).to_have_value("")
    assert page.locator(".load tbody tr").count() == whole
    scriptless.assert_clean()


def test_a_councillor_follows_the_goals_with_a_gap_to_who_works_for_one(
    layouts_walk: Walk,
) -> None:
    page = layouts_walk.page
    layouts_walk.open(f"/goals?document={_REPORT}")
    gaps = page.locator("tfoot a[href*='answer=not-covered']").first
    count = _number(gaps.inner_text())
    gaps.click()
    rows = page.locator(".coverage tbody tr")
    expect(rows).to_have_count(count)
    expect(rows.first.locator(".a-not-covered").first).to_contain_text("inte täckt")
    title = rows.first.locator("th a").inner_text()
    rows.first.locator("th a").click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_role("heading", name="Vilka som arbetar för målet")).to_be_visible()
    expect(page.locator(".side-column .covering.a-not-covered").first).to_be_visible()
    layouts_walk.assert_clean()


def _tab_to(page: Page, wanted: str, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} is not reached with {most} presses of Tab")


def test_by_keyboard_alone_one_opens_the_chain_down_to_what_is_done(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    layouts_walk.open(f"/goals/chain?document={_ACTIVITIES}")
    expect(page.locator(".tree-leaf").first).to_be_hidden()
    _tab_to(page, ".tree > li > details > summary")
    expect(page.locator(":focus .tree-tally")).to_contain_text("aktivitet")
    page.keyboard.press("Enter")
    for _ in range(4):
        if page.locator(".tree-leaf a:visible").count():
            break
        _tab_to(page, ".tree details:not([open]) > summary")
        page.keyboard.press("Enter")
    _tab_to(page, ".tree-leaf a")
    title = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    layouts_walk.assert_clean()


def test_a_secretary_prints_the_page_of_a_board_for_the_meeting(walk: Walk) -> None:
    walk.open("/id/bjorkvalla/board/socialnamnden")
    paper = walk.page.pdf(format="A4", prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(paper)) as document:
        pages = [page.extract_text() for page in document.pages]
    assert "Socialnämnden" in pages[0]
    assert "data inlästa" in pages[0]
    assert "Läget per den 31 december 2024" in pages[0]
    whole = "\n".join(pages)
    for on_screen_only in ("Hoppa till innehållet", "English", "Turtle", "Visa"):
        assert on_screen_only not in whole
    assert "Vad sidan bygger på" in whole
