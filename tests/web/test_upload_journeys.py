"""Uploading in a browser: by keyboard alone, without script, and a wrong file that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from styrkedja.graph.access import Scope, TokenFile
from styrkedja.graph.archive import Archive
from styrkedja.settings import DEFAULT_BASE

from .conftest import Walk, serving, watched

pytestmark = pytest.mark.browser

_LONG = 120_000  # milliseconds that reading may take on a busy machine
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive without documents, which tests here fill."""
    return Archive.open_or_create(tmp_path_factory.mktemp("own"), DEFAULT_BASE)


@pytest.fixture(scope="module")
def own_site(archive: Archive) -> Iterator[str]:
    with serving(archive) as home:
        yield home


def _walk(browser: Browser, home: str, *, script: bool = True) -> Walk:
    context = browser.new_context(java_script_enabled=script)
    return watched(Walk(context.new_page(), home))


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def _assert_accessible(page: Page) -> None:
    page.wait_for_load_state("load")  # styles and all
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _RULES}})
    assert found.violations_count == 0, found.generate_report()


def test_a_document_is_uploaded_by_keyboard_alone_and_shown_at_once(
    browser: Browser, own_site: str, archive: Archive, example_files: list[Path]
) -> None:
    walk = _walk(browser, own_site)
    page = walk.page
    walk.open("/documents")
    _tab_to(page, "main a[href='/upload']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ladda upp dokument")
    _tab_to(page, "#files")
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Space")
    chosen.value.set_files(example_files[0])
    _tab_to(page, "main button[type=submit]")
    with archive.locked():  # somebody reads documents in with the command line meanwhile
        page.keyboard.press("Enter")
        expect(page.locator("#progress")).to_contain_text("Någon annan läser in", timeout=_LONG)
        _assert_accessible(page)
    # without being loaded again by hand
    expect(page.locator("h1")).to_have_text("Uppladdningen är inläst", timeout=_LONG)
    expect(page.locator(".u-taken")).to_contain_text("Inläst, som ett nytt dokument.")
    _assert_accessible(page)
    _tab_to(page, ".uploaded h2 a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("2023")
    walk.assert_clean()
    page.context.close()


def test_without_script_a_wrong_file_is_refused_in_the_page(
    browser: Browser, own_site: str, archive: Archive, tmp_path: Path
) -> None:
    wrong = tmp_path / "recept.txt"
    wrong.write_text("Tag tre ägg.\n", encoding="utf-8")
    head = archive.head()
    walk = _walk(browser, own_site, script=False)
    page = walk.page
    walk.open("/upload?lang=en")
    page.set_input_files("#files", wrong)
    page.click("main button[type=submit]")
    # the page loads itself again until it is over
    expect(page.locator("h1")).to_have_text("The upload has been read", timeout=_LONG)
    refused = page.locator(".u-refused")
    expect(refused).to_contain_text("recept.txt")
    expect(refused).to_contain_text("nothing of it was kept")
    expect(refused).to_contain_text("What the program says")
    assert archive.head() == head
    walk.assert_clean()
    page.context.close()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_of_writing_are_accessible(browser: Browser, own_site: str, language: str) -> None:
    walk = _walk(browser, own_site)
    for scheme, width in (("light", 390), ("dark", 1280)):
        walk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
        walk.page.set_viewport_size({"width": width, "height": 900})
        for path in ("/upload", "/audit", "/sign-in", "/upload/unknown"):
            walk.open(f"{path}?lang={language}" if language != "sv" else path)
            walk.page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            _assert_accessible(walk.page)
            assert walk.page.evaluate("document.documentElement.scrollWidth") <= width
    walk.assert_clean()
    walk.page.context.close()


def test_signing_in_with_a_key_and_out_again(browser: Browser, archive: Archive) -> None:
    _, text = TokenFile(archive.path).create("Anna", [Scope.WRITE], 1)
    with serving(archive, "--writing", "token") as home:
        walk = _walk(browser, home)
        page = walk.page
        answer = page.goto(f"{home}/upload")
        assert answer is not None
        assert answer.status == 403
        expect(page.locator("h1")).to_have_text("Du får inte skriva här än")
        _assert_accessible(page)
        page.click("main a.go")
        page.fill("#token", "fel")
        page.click("main button[type=submit]")
        expect(page.locator("[role=alert]")).to_contain_text("gäller inte")
        page.fill("#token", text)
        page.click("main button[type=submit]")
        expect(page.locator("h1")).to_have_text("Du är inloggad")
        (cookie,) = page.context.cookies()
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Strict"
        assert text not in str(cookie)
        page.goto(f"{home}/upload")
        expect(page.locator("h1")).to_have_text("Ladda upp dokument")
        page.goto(f"{home}/sign-in")
        page.click("main button[type=submit]")
        expect(page.locator("h1")).to_have_text("Logga in med en åtkomstnyckel")
        page.context.close()
