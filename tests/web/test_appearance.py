"""What the pages look like: in print, in the dark, on a phone, and under the Tab key."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Walk

pytestmark = pytest.mark.browser

_LATE = "#late ~ .items .item-title"


def _top(place: Locator) -> float:
    return float(place.evaluate("(it) => it.getBoundingClientRect().top"))


def _phone(walk: Walk, path: str, width: int = 390) -> Page:
    walk.page.set_viewport_size({"width": width, "height": 800})
    walk.open(path)
    return walk.page


def test_paper_is_white_and_the_matrix_keeps_its_shades(walk: Walk) -> None:
    page = walk.page
    page.emulate_media(media="print", color_scheme="dark")
    walk.open("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    cell = page.locator(".matrix td.shade-4").first
    assert cell.evaluate("(it) => getComputedStyle(it).printColorAdjust") == "exact"
    assert cell.evaluate("(it) => getComputedStyle(it).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator(".matrix td a").first.focus()
    page.keyboard.press("Tab")
    focus = page.locator(":focus")
    assert focus.evaluate("(it) => getComputedStyle(it).outlineStyle") == "none"
    for left_out in (".skip-over", ".hint", ".downloads", "details.twin"):
        expect(page.locator(left_out).first).to_be_hidden()


def test_the_picture_is_no_wider_than_the_paper(walk: Walk) -> None:
    page = walk.page
    page.set_viewport_size({"width": 680, "height": 900})  # A4 between its margins
    page.emulate_media(media="print")
    walk.open("/")
    right = page.locator(".picture svg").evaluate("(it) => it.getBoundingClientRect().right")
    assert right <= 680


def test_an_overdue_assignment_says_so_before_its_passage_on_a_phone(walk: Walk) -> None:
    page = _phone(walk, "/")
    page.locator(_LATE).first.click()
    expect(page.locator(".essentials .late")).to_have_text("försenat")
    expect(page.locator(".essentials .judged")).to_have_text("per den 31 december 2024")
    assert page.locator(".essentials dt").all_inner_texts()[-2:] == ["Status", "Slutdatum"]
    assert _top(page.locator(".essentials dd").last) < _top(page.locator(".excerpt").first)


def test_a_status_stands_once_on_the_page_of_an_assignment(walk: Walk) -> None:
    walk.open("/")
    walk.page.locator(_LATE).first.click()
    expect(walk.page.locator(".essentials .status")).to_have_count(1)
    own = walk.page.locator(".main-column > section:not([aria-labelledby=history])")
    expect(own.locator(".status")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("table", [".matrix", ".load"])
def test_no_name_of_a_board_is_cut_inside_a_word(walk: Walk, table: str, width: int) -> None:
    page = _phone(walk, "/?document=bjorkvalla/all", width)
    # A word cut without a hyphen, or one that sticks out, would have too little room as a whole.
    cut = page.locator(f"{table} tbody th").evaluate_all(
        """(heads) => heads.filter((head) => {
          const link = head.querySelector("a"), style = getComputedStyle(head);
          const room = head.clientWidth - parseFloat(style.paddingLeft)
            - parseFloat(style.paddingRight);
          const measure = document.createElement("span");
          measure.style.cssText = "position:absolute;visibility:hidden;white-space:nowrap";
          link.append(measure);
          const widest = Math.max(...link.firstChild.textContent.split(/ |-/).map((word) => {
            const parts = word.split("\u00ad");
            return Math.max(...parts.map((part, at) => {
              measure.textContent = at < parts.length - 1 ? part + "-" : part;
              return measure.getBoundingClientRect().width;
            }));
          }));
          measure.remove();
          return widest > room + 0.5 || style.overflowWrap !== "normal";
        }).map((head) => head.textContent)"""
    )
    assert cut == []


def test_a_phone_shows_that_the_matrix_goes_on(walk: Walk) -> None:
    page = _phone(walk, "/")
    expect(page.get_by_text("Dra i sidled för att se fler nämnder")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_text("Dra i sidled för att se fler nämnder")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_letters_of_the_picture_can_be_read_and_its_list_comes_first(
    walk: Walk, width: int
) -> None:
    page = _phone(walk, "/", width)
    heights = page.locator(".picture svg").evaluate(
        """(svg) => [...svg.querySelectorAll("text")].map((text) =>
          parseFloat(getComputedStyle(text).fontSize)
            * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"""
    )
    assert min(heights) >= 11
    assert _top(page.locator("details.twin").first) < _top(page.locator(".picture"))


@pytest.mark.parametrize(("name", "target"), [("matrisen", "network"), ("nätverket", "shared")])
def test_matrix_and_network_can_be_skipped_by_keyboard(walk: Walk, name: str, target: str) -> None:
    page = walk.page
    walk.open("/")
    skip = page.get_by_role("link", name=f"Hoppa över {name}")
    skip.focus()
    assert skip.evaluate("(it) => getComputedStyle(it).clipPath") == "none"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#{target}$"))
    page.keyboard.press("Tab")
    inside = page.evaluate(
        "document.activeElement.closest('section').getAttribute('aria-labelledby')"
    )
    assert inside == target


def test_words_of_the_code_keep_their_case(walk: Walk) -> None:
    walk.open("/docs")
    upper = walk.page.locator("dt").evaluate_all(
        "(them) => them.filter((it) => "
        "getComputedStyle(it, '::first-letter').textTransform !== 'none').length"
    )
    assert upper == 0
    main = walk.page.locator("main")
    assert "`" not in main.inner_text()
    assert main.locator("p code").count() > 3
    expect(main.get_by_role("heading", name="Parametrar").first).to_be_visible()


def test_names_in_english_sentences_are_marked_as_swedish(walk: Walk) -> None:
    walk.open("/?lang=en")
    answer = walk.page.locator(".lede .answer")
    names = answer.locator("[lang=sv]").all_inner_texts()
    assert names
    unmarked = answer.evaluate(
        "(it) => { const copy = it.cloneNode(true);"
        " copy.querySelectorAll('[lang=sv]').forEach((name) => name.remove());"
        " return copy.textContent; }"
    )
    assert not re.search("nämnd|styrelse", unmarked)


def test_a_cell_says_what_it_counts_and_no_more(walk: Walk) -> None:
    walk.open("/")
    cells = walk.page.locator(".matrix td:not(.own) a")
    said = cells.evaluate_all("(them) => them.map(a => a.textContent)")
    assert {text.split(" ", 1)[1] for text in said} == {"gemensamt uppdrag", "gemensamma uppdrag"}
    assert all((text.split()[0] == "1") == (text.split()[1] == "gemensamt") for text in said)


def test_the_table_of_loads_begins_with_the_largest(walk: Walk) -> None:
    walk.open("/")
    loads = [int(t.split()[0]) for t in walk.page.locator(".load td.wide").all_inner_texts()]
    assert loads == sorted(loads, reverse=True)
    expect(walk.page.locator(".top-pairs li")).to_have_count(5)


@pytest.mark.parametrize("ending", ["csv", "json", "graphml"])
def test_the_matrix_can_be_downloaded(walk: Walk, ending: str) -> None:
    walk.open("/")
    link = walk.page.locator(f".downloads a[href$='format={ending}']")
    answer = walk.page.request.get(walk.home + (link.get_attribute("href") or ""))
    assert answer.status == 200
    assert answer.body()


def test_all_lines_of_a_passage_are_marked_and_the_way_up_stays_in_sight(walk: Walk) -> None:
    page = walk.page
    walk.open("/")
    page.locator(_LATE).first.click()
    page.locator(".excerpt figcaption a").first.click()
    line = page.locator(".line:target")
    mark = line.evaluate("(it) => getComputedStyle(it).backgroundColor")
    passage = page.locator(".seg-lines", has=line)
    assert passage.locator(".line").count() > 1
    assert passage.evaluate("(it) => getComputedStyle(it).backgroundColor") == mark
    others = page.locator(".read:not(:has(:target)) > .seg-lines").first
    assert others.evaluate("(it) => getComputedStyle(it).backgroundColor") != mark
    up = page.get_by_role("link", name="Till sidans början")
    expect(up).to_be_in_viewport()
    up.click()
    expect(page.locator("h1")).to_be_in_viewport()


def test_dates_and_numbers_of_lines_are_never_broken(walk: Walk) -> None:
    walk.open("/id/bjorkvalla/document/sarskilda-uppdrag-2024")
    for kind in ("time", ".line-ref"):
        spaces = walk.page.locator(kind).evaluate_all(
            "(them) => them.map((it) => getComputedStyle(it).whiteSpace)"
        )
        assert set(spaces) == {"nowrap"}


def test_the_main_menu_says_where_one_is(walk: Walk) -> None:
    for path, name in (
        ("/id/bjorkvalla/board/socialnamnden", "Nämnder"),
        ("/id/bjorkvalla", "Nämnder"),
        ("/id/bjorkvalla/document/sarskilda-uppdrag-2024", "Dokument"),
    ):
        walk.open(path)
        expect(walk.page.locator(".main-nav [aria-current]")).to_have_text(name)


def test_one_goes_from_year_to_year_on_the_page_of_a_board(walk: Walk) -> None:
    walk.open("/id/bjorkvalla/board/socialnamnden")
    years = walk.page.locator(".years a")
    expect(years).to_have_count(3)
    expect(walk.page.locator(".years [aria-current]")).to_have_text(re.compile("2024$"))
    years.filter(has_text="2023").click()
    expect(walk.page.locator(".about-scope")).to_contain_text("Läget per den 31 december 2023.")
    expect(walk.page.locator(".years [aria-current]")).to_have_text(re.compile("2023$"))
