"""A strategist's way through the pages: from the matrix to the line in the document."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Walk

pytestmark = pytest.mark.browser

_PASSAGE = re.compile(r"/documents/bjorkvalla/[^#]+/text\?line=[^#]+#line-\d+$")


def _follow_to_the_passage(page: Page) -> None:
    """Go from the front page over a cell and an assignment to the document's line."""
    cell = page.locator(".matrix td:not(.own) a").first
    count = int(re.match(r"\d+", cell.inner_text())[0])  # type: ignore[index]  # a number it is
    cell.click()
    expect(page).to_have_url(re.compile("/boards/shared"))
    assignments = page.locator(".item-title")
    expect(assignments).to_have_count(count)
    title = assignments.first.inner_text()
    assignments.first.click()
    expect(page.locator("h1")).to_have_text(title)
    page.locator(".excerpt figcaption a").first.click()
    expect(page).to_have_url(_PASSAGE)


def test_from_a_cell_over_the_list_to_the_passage(walk: Walk) -> None:
    walk.open("/")
    _follow_to_the_passage(walk.page)
    line = walk.page.locator(":target")
    expect(line).to_be_in_viewport()
    assert (
        line.locator("xpath=ancestor::*[contains(@class, 'segment')]").locator(".margin a").count()
    ), "the line leads back to what was read from it"
    walk.assert_clean()


def test_the_same_without_script(scriptless: Walk) -> None:
    scriptless.open("/")
    _follow_to_the_passage(scriptless.page)
    scriptless.assert_clean()


def _tab_to(page: Page, wanted: str, most: int = 80) -> None:
    """Press Tab until what matches the selector has the focus, and see that it shows."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            outline = focus.evaluate("(it) => getComputedStyle(it).outlineStyle")
            assert outline != "none", f"the focus on {wanted} cannot be seen"
            return
    pytest.fail(f"{wanted} is not reached with {most} presses of Tab")


def test_the_same_by_keyboard_alone(walk: Walk) -> None:
    page = walk.page
    walk.open("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    _tab_to(page, ".matrix td:not(.own) a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/boards/shared"))
    _tab_to(page, ".item-title")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/id/bjorkvalla/assignment/"))
    _tab_to(page, ".excerpt figcaption a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(_PASSAGE)


def test_the_language_is_kept_from_page_to_page(walk: Walk) -> None:
    page = walk.page
    walk.open("/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Which boards share assignments?")
    _follow_to_the_passage(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1 span")).to_have_attribute("lang", "sv")
    page.get_by_role("link", name="Svenska").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert walk.page.context.cookies() == []


def test_the_year_is_chosen_in_a_form_and_stands_in_the_address(scriptless: Walk) -> None:
    page = scriptless.page
    scriptless.open("/")
    before = page.locator(".answer").inner_text()
    page.get_by_label("Dokument").select_option(
        label="Björkvalla: Uppföljning av särskilda uppdrag 2023"
    )
    page.get_by_role("button", name="Visa").click()
    expect(page).to_have_url(re.compile(r"document=bjorkvalla/|document=bjorkvalla%2F"))
    assert page.locator(".answer").inner_text() != before
    page.locator(".matrix td:not(.own) a").first.click()
    expect(page.get_by_label("Dokument")).to_have_value(re.compile("2023$"))


def test_a_board_in_the_picture_leads_to_its_page(walk: Walk) -> None:
    page = walk.page
    walk.open("/")
    board = page.locator(".network-boards a").first
    board.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/id/bjorkvalla/"))
    expect(page.locator(".kind")).to_be_visible()


def test_a_question_is_answered_as_a_table_and_can_be_changed(scriptless: Walk) -> None:
    page = scriptless.page
    scriptless.open("/questions")
    page.get_by_role("link", name="Försenade uppdrag", exact=True).click()
    rows = page.locator("table tbody tr")
    late = rows.count()
    assert late > 0
    page.locator("input[type=date]").fill("2030-01-01")
    page.get_by_role("button", name="Visa svar").click()
    assert rows.count() > late, "more is late at a later day"
    page.get_by_role("link", name="Ändra den i SPARQL-formuläret").click()
    expect(page.get_by_label("Fråga", exact=True)).to_have_value(re.compile("2030-01-01"))


def test_a_query_of_the_form_is_answered_as_a_file(scriptless: Walk) -> None:
    page = scriptless.page
    scriptless.open("/sparql/form")
    page.get_by_label("Svar som").select_option("json")
    with page.expect_response(re.compile(r"/sparql\?")) as answer:
        page.get_by_role("button", name="Ställ frågan").click()
    assert answer.value.status == 200
    bindings = answer.value.json()["results"]["bindings"]
    assert {"municipality", "board", "assignments"} == set(bindings[0])
