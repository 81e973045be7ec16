"""What people come back for every week: what changed, what is due, what is reached, where it says.

Each journey is a sentence first, and the test goes its way step by step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Walk, watched

pytestmark = pytest.mark.browser


@pytest.fixture
def scriptless_layouts(browser: Browser, layouts_site: str) -> Iterator[Walk]:
    """A fresh page that runs no script, of the site of all layouts."""
    context = browser.new_context(java_script_enabled=False)
    yield watched(Walk(context.new_page(), layouts_site))
    context.close()


def _number(page: Page, selector: str) -> int:
    found = re.match(r"\d+", page.locator(selector).first.inner_text())
    assert found is not None
    return int(found[0])


def test_a_strategist_sees_what_became_done_since_last_year_and_reads_one_in_the_report(
    scriptless_layouts: Walk,
) -> None:
    """She opens Change, chooses both years, opens what went from ongoing to completed, reads one.

    Every number that she follows is the number of things that she then sees.
    """
    page = scriptless_layouts.page
    scriptless_layouts.open("/")
    page.get_by_role("link", name="Förändring").click()
    page.get_by_label("Tidigare dokument").select_option("bjorkvalla/sarskilda-uppdrag-2023")
    page.get_by_label("Senare dokument").select_option("bjorkvalla/sarskilda-uppdrag-2024")
    page.get_by_label("Slag").select_option("Assignment")
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page).to_have_url(re.compile(r"kind=Assignment"))
    row = page.locator(".flow tbody tr").filter(has=page.get_by_role("rowheader", name="Pågående"))
    done = row.locator("td").last.locator("a")
    count = int(done.inner_text())
    done.click()
    expect(page).to_have_url(re.compile(r"before=ongoing&after=completed#continued$"))
    pairs = page.locator("#continued-Assignment ~ data-table tbody tr")
    expect(pairs).to_have_count(count)
    title = pairs.first.locator("th a").first.inner_text()
    pairs.first.locator("th a").first.click()
    expect(page.locator("h1")).to_have_text(title)
    page.locator(".excerpt figcaption a").first.click()
    expect(page).to_have_url(re.compile(r"/sarskilda-uppdrag-2024/text\?line=(\d+)\S*#line-\1$"))
    scriptless_layouts.assert_clean()


def test_a_board_secretary_finds_what_is_due_and_takes_it_into_her_own_calendar(
    scriptless_layouts: Walk,
) -> None:
    """She chooses her board, opens the busiest period, and subscribes to the board's end dates."""
    page = scriptless_layouts.page
    scriptless_layouts.open("/calendar")
    page.get_by_label("Nämnd eller bolag").select_option("bjorkvalla/board/socialnamnden")
    page.get_by_label("Kolumner").select_option("quarter")
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Socialnämnden")
    count = _number(page, ".due td.shade-4 a")
    page.locator(".due td.shade-4 a").first.click()
    expect(page).to_have_url(re.compile(r"period=2\d{3}-Q\d#list$"))
    expect(page.locator(".item")).to_have_count(count)
    expect(page.locator(".due td.chosen")).to_have_count(1)
    feed = page.get_by_role("link", name=re.compile("Prenumerera")).get_attribute("href") or ""
    answer = page.request.get(scriptless_layouts.home + feed)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "bjorkvalla/board/socialnamnden" in feed


def test_a_councillor_searches_from_where_she_is_by_keyboard_alone(layouts_walk: Walk) -> None:
    """She types a board's name without å and ä, narrows to boards, and opens the board's page."""
    page = layouts_walk.page
    layouts_walk.open("/documents")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "find":
            break
    page.keyboard.type("aldreomsorgsnamnden")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("träffar på ”aldreomsorgsnamnden”")
    page.get_by_role("link", name=re.compile("Nämnder och bolag")).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("kind=body"))
    expect(page.locator(".hit-kind").first).to_have_text("nämnd")
    page.locator(".item-title").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Äldreomsorgsnämnden")
    layouts_walk.assert_clean()


def test_a_search_that_finds_nothing_leads_on_to_one_that_does(scriptless_layouts: Walk) -> None:
    """He misspells one word of two, is told which one, and goes on with the other."""
    page = scriptless_layouts.page
    scriptless_layouts.open("/")
    page.get_by_role("searchbox").fill("skola xyzzy")
    page.get_by_role("button", name="Sök").click()
    expect(page.locator(".tries")).to_contain_text("”xyzzy” står ingenstans")
    page.get_by_role("link", name=re.compile("Bara ”skola”")).click()
    expect(page.locator(".item-title").first).to_be_visible()


def test_a_controller_finds_the_indicators_that_reach_their_targets_and_where_it_says_so(
    scriptless_layouts: Walk,
) -> None:
    """She chooses those that are reached, compares outcome and target, and goes to the line."""
    page = scriptless_layouts.page
    scriptless_layouts.open("/indicators")
    page.get_by_label("Vilka", exact=True).select_option("reached")
    page.get_by_role("button", name="Visa", exact=True).click()
    rows = page.locator(".measured tbody tr")
    chosen = page.locator(".contents [aria-current]").inner_text()
    assert chosen == f"Målvärdet nått {rows.count()}"
    expect(rows.first.locator(".reached")).to_contain_text("nått")
    rows.first.locator(".line-ref").first.click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_who_chooses_documents_the_wrong_way_round_is_told_and_helped(
    scriptless_layouts: Walk,
) -> None:
    """He takes the newer year as the earlier one, reads why that cannot be, and swaps them."""
    page = scriptless_layouts.page
    scriptless_layouts.open("/change")
    page.get_by_label("Tidigare dokument").select_option("bjorkvalla/sarskilda-uppdrag-2024")
    page.get_by_label("Senare dokument").select_option("bjorkvalla/sarskilda-uppdrag-2023")
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("omvänd ordning")
    page.get_by_role("link", name="Byt plats på dem").click()
    expect(page.locator("#continued")).to_be_visible()
    expect(page.get_by_label("Tidigare dokument")).to_have_value(re.compile("2023$"))


def test_who_follows_an_old_link_finds_the_thing_by_the_words_of_its_address(
    scriptless_layouts: Walk,
) -> None:
    """The document was read anew and the address is gone; its words are in the search field."""
    page = scriptless_layouts.page
    scriptless_layouts.open("/id/bjorkvalla/board/aldreomsorgsnamnden-0a1b2c3d")
    expect(page.locator("h1")).to_have_text("Sidan finns inte")
    page.get_by_role("search", name="Sök efter det du letade efter").get_by_role("button").click()
    page.get_by_role("link", name="Äldreomsorgsnämnden", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Äldreomsorgsnämnden")
