"""What people do with answers, as sentences first.

1. A controller picks a question, looks at its bars instead of its table, chooses a municipality,
   and sends the address to a colleague, who sees the same.
2. A secretary sorts a table by its numbers, keeps the rows of one board, and saves what is left.
3. An analyst writes a query by keyboard alone, with proposals, and goes on with Tab to the answer.
4. Somebody without script makes a mistake, is shown its place, repairs it and gets the answer.
5. Somebody asks too much, stops it, and still has the query.
6. Somebody looks for a term in the vocabulary by a word of its definition.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from .conftest import Walk

pytestmark = pytest.mark.browser

_EDITOR = Path(__file__).resolve().parents[2] / "api/static/vendor/sparql-editor.js"
_built = pytest.mark.skipif(not _EDITOR.is_file(), reason="the editor is not built: make editor")
_ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_bars_and_a_choice_are_sent_as_an_address(scriptless: Walk, walk: Walk) -> None:
    page = scriptless.page
    scriptless.open("/questions")
    page.get_by_role("link", name="Uppdrag per nämnd", exact=True).click()
    page.get_by_role("link", name="Diagram").click()
    expect(page.locator("svg.answer-chart")).to_be_visible()
    page.get_by_label("Kommun (tomt: alla)").select_option(label="Björkvalla")
    page.get_by_role("button", name="Visa svar").click()
    expect(page.locator("svg.answer-chart")).to_be_visible()
    bars = page.locator("svg.answer-chart rect").count()
    walk.page.goto(page.url)
    expect(walk.page.locator("svg.answer-chart rect")).to_have_count(bars)
    expect(walk.page.get_by_label("Kommun (tomt: alla)")).to_have_value(re.compile("bjorkvalla$"))
    walk.assert_clean()


def test_a_table_is_sorted_filtered_and_saved_as_it_is_shown(walk: Walk) -> None:
    page = walk.page
    walk.open("/questions/load_by_board")
    numbers = page.locator("data-table tbody td.num:nth-child(3)")
    before = page.locator("data-table tbody tr").all_inner_texts()
    head = page.get_by_role("button", name="Uppdrag", exact=True)
    head.focus()
    page.keyboard.press("Enter")
    found = [int(text) for text in numbers.all_inner_texts()]
    assert found == sorted(found)
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Uppdrag")
    expect(page.get_by_role("status")).to_have_text("Sorterat efter Uppdrag, lägst först.")
    page.keyboard.press("Enter")
    assert [int(text) for text in numbers.all_inner_texts()] == sorted(found, reverse=True)
    page.keyboard.press("Enter")
    assert page.locator("data-table tbody tr").all_inner_texts() == before
    page.get_by_label("Filtrera raderna").fill("socialnämnden")
    shown = page.locator("data-table tbody tr:visible")
    expect(shown).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text(f"1 av {len(before)} rader")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Ladda ner raderna som visas (CSV)").click()
    lines = Path(saving.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Socialnämnden,")
    walk.assert_clean()


@_built
def test_a_query_is_written_by_keyboard_with_proposals(walk: Walk) -> None:
    page = walk.page
    walk.open("/sparql/form")
    editor = page.get_by_role("textbox", name="Fråga. Tabb lämnar rutan.")
    editor.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?x WHERE { ?x a sk:SpecialAs")
    expect(page.get_by_role("option", name="sk:SpecialAssignment")).to_be_visible()
    page.wait_for_timeout(200)  # Proposals that only just came are not taken by mistake.
    page.keyboard.press("Enter")
    expect(editor).to_contain_text("PREFIX sk: <https://w3id.org/styrkedja/ns#>")
    expect(editor).to_contain_text("a sk:SpecialAssignment")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Svar som")).to_be_focused()
    editor.focus()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("format=table"))
    assert page.locator("#answer ~ data-table tbody tr").count() > 3
    page.go_back()
    expect(page.locator("sparql-editor[data-ready]")).to_be_attached()
    walk.assert_clean()


@_built
def test_the_editor_marks_the_place_that_cannot_be_read(walk: Walk) -> None:
    page = walk.page
    asked = {"query": "SELECT ?s WHERE {\n  ?s ?p & ?o\n}", "format": "table", "lang": "en"}
    walk.open(f"/sparql/form?{urlencode(asked)}")
    expect(page.locator(".cm-lintRange-error")).to_have_text("&")
    expect(page.locator(".cm-content")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("line 2, character 9")
    walk.assert_clean()


def test_without_script_a_mistake_is_shown_and_repaired(scriptless: Walk) -> None:
    page = scriptless.page
    scriptless.open("/sparql/form")
    field = page.get_by_label("Fråga", exact=True)
    query = field.input_value()
    field.fill(query.replace("GROUP BY", "GROUPED BY"))
    page.get_by_role("button", name="Ställ frågan").click()
    expect(page.get_by_role("alert")).to_contain_text("rad 12, tecken 8.")
    expect(page.locator(".fault-line mark")).to_have_text(re.compile("^BY "))
    field.fill(field.input_value().replace("GROUPED BY", "GROUP BY"))
    page.get_by_role("button", name="Ställ frågan").click()
    expect(page.locator(".found tbody tr").first).to_be_visible()
    expect(field).to_have_value(query)
    _leads_to_a_file(page, "CSV")
    _leads_to_a_file(page, "Excel")


def _leads_to_a_file(page: Page, name: str) -> None:
    link = page.locator(".found").get_by_role("link", name=name, exact=True)
    address = link.get_attribute("href") or ""
    answer = page.request.get(page.url.split("/sparql")[0] + address)
    assert answer.status == 200
    assert answer.body()


def test_a_long_query_is_stopped_and_stands_as_it_was(walk: Walk) -> None:
    page = walk.page
    walk.open(f"/sparql/form?{urlencode({'query': _ENDLESS})}")
    # Playwright itself would wait for the answer before it looks at the page.
    waiting, stop = page.evaluate(
        """async () => {
          const form = document.querySelector("sparql-form form");
          const said = form.querySelector("[role=status]"), stop = form.querySelector(".stop");
          form.querySelector("[type=submit]").click();
          await new Promise((resolve) => setTimeout(resolve, 200));
          const seen = [said.textContent, stop.checkVisibility() && stop.textContent];
          stop.click();
          return seen;
        }"""
    )
    assert (waiting, stop) == ("Frågan ställs …", "Avbryt")
    expect(page.get_by_role("status").filter(has_text="Avbruten.")).to_be_visible()
    expect(page.get_by_role("button", name="Ställ frågan")).to_be_focused()
    expect(page.get_by_role("button", name="Avbryt")).to_be_hidden()
    assert page.locator("#query").input_value() == _ENDLESS


def test_a_long_list_is_searched(walk: Walk) -> None:
    page = walk.page
    walk.open("/ns")
    page.get_by_label("Sök en term").fill("viss omfattning")
    terms = page.locator(".term:visible")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d av \d+ termer$"))
    assert 0 < terms.count() < 10
    page.get_by_label("Sök en term").fill("finns säkert inte")
    expect(page.get_by_role("status")).to_contain_text("Ingen term har det")
    expect(terms).to_have_count(0)
    page.get_by_role("navigation", name="På den här sidan").get_by_role("link").nth(1).click()
    assert terms.count() > 10, "a link into the list shows it again"
    walk.assert_clean()
