"""Ways through a document: from facts to its text and back, its doubts, its versions.

1. A councillor reads in a goal how it goes, opens the passage behind it, and goes back to the goal.
2. A controller goes by keyboard alone from a passage to what was read from it, and back.
3. A reviewer goes from one passage that was not understood to the next, over the pages of the text.
4. A strategist takes a board's doubts to a meeting: chooses them, opens one in the text, downloads.
5. A colleague opens an old link to a line after the document was replaced, and is led to the line.
6. A board's secretary follows an assignment from report to report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import DEFAULT_BASE

from .conftest import Walk, serving

pytestmark = pytest.mark.browser

_REPORT = "/id/bjorkvalla/document/delarsrapport-januari-augusti-2025"
_KEY = "bjorkvalla/sarskilda-uppdrag-2024"
_TEXT = f"/documents/{_KEY}/text"


def test_from_a_goal_to_its_passage_and_back(layouts_walk: Walk) -> None:
    page = layouts_walk.page
    layouts_walk.open(_REPORT)
    page.locator("#kind-BoardGoal summary").click()
    page.locator("#kind-BoardGoal .item-title").first.click()
    title = page.locator("h1").inner_text()
    page.locator(".excerpt figcaption a").first.click()
    line = page.locator(".line:target")
    expect(line).to_be_in_viewport()
    passage = page.locator(".segment", has=line)
    passage.locator(".beside a", has_text=title).first.click()
    expect(page.locator("h1")).to_have_text(title)
    layouts_walk.assert_clean()


def test_between_a_passage_and_its_facts_by_keyboard_alone(walk: Walk) -> None:
    page = walk.page
    page.set_viewport_size({"width": 390, "height": 800})
    walk.open(_TEXT)
    number = page.locator("a.no").nth(3)
    number.focus()
    line = number.evaluate("(it) => it.closest('.line').id.replace('line-', '')")
    page.keyboard.press("Enter")
    expect(page.locator(f"#beside-{line}:target")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", f"#line-{line}")
    page.keyboard.press("Enter")
    expect(page.locator(f"#line-{line}:target")).to_be_in_viewport()


def test_from_one_passage_that_was_not_understood_to_the_next(scriptless: Walk) -> None:
    page = scriptless.page
    scriptless.open(f"/id/{_KEY.replace('/', '/document/')}")
    told = page.locator("#uncovered .passages li").count()
    page.locator("#uncovered .line-ref").first.click()
    expect(page.locator(".segment.unread", has=page.locator(":target"))).to_be_visible()
    seen = page.locator(".not-read").count()
    following = page.get_by_role("link", name=re.compile("^nästa ställe"))
    while following.count():
        following.click()
        expect(page.locator(".segment.unread", has=page.locator(":target"))).to_be_visible()
        seen += page.locator(".not-read").count()
    assert seen == told


def test_the_doubts_of_a_board_are_taken_to_a_meeting(scriptless: Walk) -> None:
    page = scriptless.page
    scriptless.open("/doubts")
    every = page.locator(".task").count()
    option = page.locator("#body option").nth(1)
    name, count = re.fullmatch(r"(.*) \((\d+)\)", option.inner_text()).groups()  # type: ignore[union-attr]  # so it is written
    page.get_by_label("Organ", exact=True).select_option(index=1)
    page.get_by_role("button", name="Visa", exact=True).click()
    tasks = page.locator(".task")
    expect(tasks).to_have_count(int(count))
    assert 0 < int(count) < every
    expect(tasks.first).to_contain_text(name)
    table = page.get_by_role("link", name="CSV", exact=True).get_attribute("href") or ""
    rows = page.request.get(scriptless.home + table).text().splitlines()
    assert len(rows) == int(count) + 1, "a line of names, and a line a doubt"
    tasks.first.locator(".line-ref").first.click()
    expect(page.locator(".line:target")).to_be_in_viewport()


@pytest.fixture(scope="module")
def replaced(
    tmp_path_factory: pytest.TempPathFactory, example_files: list[Path]
) -> Iterator[tuple[str, str, str]]:
    """A site whose document was replaced, a link to a line of the old text, and that line."""
    folder = tmp_path_factory.mktemp("replaced")
    file, archive = folder / "report.txt", Archive.open_or_create(folder / "store", DEFAULT_BASE)
    text = example_files[1].read_text(encoding="utf-8")
    with archive.writing() as writer:
        for version in (text, text.replace("Målen lyder:", "En rad till.\n\nMålen lyder:")):
            file.write_text(version, encoding="utf-8")
            ingest_file(file, archive, writer)
            if version is text:
                iri = archive.documents()[0].iri
                digest, lines = archive.text_digest(iri)[:8], archive.text(iri).split("\n")
    number = 1 + next(n for n, line in enumerate(lines) if "E-arkiv för kommunens" in line)
    with serving(archive) as home:
        yield home, f"{_TEXT}?line={number}&text={digest}#line-{number}", lines[number - 1]


def test_an_old_link_leads_to_the_line_after_the_document_was_replaced(
    browser: Browser, replaced: tuple[str, str, str]
) -> None:
    home, link, words = replaced
    page: Page = browser.new_page(java_script_enabled=False)
    page.goto(home + link)
    expect(page.locator(".notice")).to_contain_text("bytts ut")
    expect(page.locator(".line:target .tx")).to_have_text(words.strip())
    expect(page.locator(".line:target")).to_be_in_viewport()
    page.get_by_role("link", name="Vad som ändrats").click()
    expect(page.locator("h2").first).to_contain_text("Version 2")
    expect(page.locator(".version").first).to_contain_text("0 rader i versionen före")
    page.close()


def test_an_assignment_is_followed_from_report_to_report(walk: Walk) -> None:
    page = walk.page
    walk.open("/")
    page.locator("#late ~ .items .item-title").first.click()
    rows = page.locator(".history tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("den här sidan")
    rows.last.locator("td .meaning a").click()
    expect(rows.last).to_contain_text("den här sidan")
    expect(page.locator(".dated")).to_contain_text("31 december 2023")
    walk.assert_clean()
