"""Somebody works through the doubts: by keyboard, without script, and the figures follow."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from styrkedja.graph.archive import Archive

from .conftest import Walk, serving, watched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own_site(example_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a copy of the bundled documents, which may be corrected."""
    folder = tmp_path_factory.mktemp("settling") / "store"
    shutil.copytree(example_archive.path, folder)
    with serving(Archive.open(folder)) as home:
        yield home


@pytest.fixture
def worker(browser: Browser, own_site: str) -> Iterator[Walk]:
    """A fresh page that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    walk = Walk(context.new_page(), own_site)
    watched(walk)
    yield walk
    context.close()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus has this name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and words in (focused.inner_text() or focused.input_value()):
            return
    raise AssertionError(f"the keyboard does not come to {words!r}")


def overdue(walk: Walk) -> int:
    """Return how many doubts about end dates the list tells of."""
    walk.open("/doubts?kind=end-date-passed&document=bjorkvalla/sarskilda-uppdrag-2024")
    return walk.page.locator(".task").count()


def late_on_front(walk: Walk) -> str:
    walk.open("/")
    return walk.page.locator("main").inner_text()


def test_a_doubt_is_settled_by_keyboard_without_script_and_undone_and_the_figures_follow(
    worker: Walk,
) -> None:
    page = worker.page
    front, count = late_on_front(worker), overdue(worker)
    assert count
    title = page.locator(".task .task-facts a[href*='/id/']").nth(1).inner_text()
    tab_to(page, "Rätta")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Slutdatum")
    status = page.locator("label", has_text="Rätta: status")
    page.locator("#why").focus()
    page.keyboard.type("nämnden har rapporterat det klart")
    page.keyboard.press("Tab")
    page.keyboard.type("Kansliet")
    status.locator("xpath=../input").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("avs")
    page.locator("#why").press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Spara beslutet")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=settled**")
    expect(page.get_by_role("status")).to_contain_text("Beslutet är sparat.")
    expect(page.locator("#result")).to_be_focused()
    result = page.url
    assert late_on_front(worker) != front
    assert overdue(worker) == count - 1
    worker.open("/corrections")
    expect(page.locator(".decided li").first).to_contain_text(title)
    expect(page.locator(".decided li").first).to_contain_text("avslutad")

    page.goto(result)
    tab_to(page, "Ångra")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=undone**")
    expect(page.get_by_role("status")).to_contain_text("tveksamheten är öppen igen")
    expect(page.locator("#result")).to_be_focused()
    assert late_on_front(worker) == front
    assert overdue(worker) == count
    worker.assert_clean()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_accessible_and_fit(browser: Browser, own_site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    walk = watched(Walk(context.new_page(), own_site))
    page = walk.page
    try:
        walk.open("/doubts?kind=status-contradicted")
        page.locator(".settle-links a").first.click()
        for address in (page.url, f"{own_site}/corrections", f"{own_site}/doubts/a/b/c"):
            page.goto(address)
            found = Axe().run(page).response["violations"]
            assert found == [], [(one["id"], one["nodes"][0]["html"]) for one in found]
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width
        walk.assert_clean()
    finally:
        context.close()
