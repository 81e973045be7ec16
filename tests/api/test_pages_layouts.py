"""What the pages show of the layouts besides assignment cards, counted by hand in the documents."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

_FACTS = Path(__file__).resolve().parent.parent / "data" / "examples"
_REPORT = "/id/bjorkvalla/document/delarsrapport-januari-augusti-2025"
_ACTIVITIES = "/id/bjorkvalla/document/forvaltningens-aktiviteter-2024"
_PLAN = "/id/bjorkvalla/document/mal-och-budget-2023-2025"
_CARDS = "/id/bjorkvalla/document/sarskilda-uppdrag-2023"
_LULEA = "/id/lulea/document/delarsrapport-januari-april-2023"
_EDUCATION = "/id/linkoping/document/forvaltningens-verksamhet-och-utveckling-2023"
_CULTURE = (
    "/id/linkoping/document/"
    "kultur-och-fritidsnamnden-forvaltningens-verksamhet-och-utveckling-januari-augusti-2020"
)
_GOALS = "/id/lund/document/kommunfullmaktiges-fokusomraden-och-mal-2022-2024"
_WORDS = {
    "focus-area": "FocusArea",
    "overarching-goal": "OverarchingGoal",
    "board-goal": "BoardGoal",
    "strategic-initiative": "StrategicInitiative",
    "investigation-assignment": "InvestigationAssignment",
    "common-assignment": "CommonAssignment",
    "board-assignment": "BoardAssignment",
    "activity": "Activity",
}


def _facts(name: str) -> dict[str, Any]:
    return dict(json.loads((_FACTS / f"{name}.json").read_text("utf-8")))


def _page(client: httpx.Client, path: str, **parameters: str) -> str:
    answer = client.get(path, params=parameters or None, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def _words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def _section(page: str, heading: str) -> str:
    """The part of a page under the heading with this id."""
    found = re.search(rf'<h2 id="{heading}".*?</section>', page, re.DOTALL)
    assert found is not None, heading
    return found[0]


def _rows(table: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [[_words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", r, re.DOTALL)] for r in rows]


def _link(page: str, title: str) -> str:
    """The address of the element with this title in a list."""
    found = re.search(rf'class="item-title" href="([^"]+)">{re.escape(html.escape(title))}<', page)
    assert found is not None, title
    return html.unescape(found[1])


def _counts(page: str) -> dict[str, int]:
    """The folded lists of a document: how many their heads say, and so many they hold."""
    found = {}
    for kind, fold in re.findall(
        r'<details class="kind-list" id="kind-(\w+)".*?>(.*?)</details>', page, re.DOTALL
    ):
        number = re.search(r'<span class="n">(\d+)</span>', fold)
        assert number is not None
        assert fold.count('<li class="item">') == int(number[1])
        found[kind] = int(number[1])
    return found


def _told(page: str) -> dict[str, int]:
    """The table of what was read, by the part of the page that each number links to."""
    numbers = re.findall(r'<a href="#([\w-]+)">(\d+)<', _section(page, "read"))
    return {part: int(number) for part, number in numbers}


def test_a_report_lists_all_kinds_and_says_how_many(layouts: httpx.Client) -> None:
    page = _page(layouts, _REPORT)
    wanted = Counter(
        _WORDS[thing["kind"]] for thing in _facts("reports/bjorkvalla-delarsrapport-2025")["things"]
    )
    assert _counts(page) == wanted
    told = _told(page)
    assert {part: n for part, n in told.items() if part.startswith("kind-")} == {
        f"kind-{kind}": n for kind, n in wanted.items()
    }
    assert all(f'id="{part}"' in page for part in told), "each number leads to its list"


def test_activity_tables_list_all_kinds(layouts: httpx.Client) -> None:
    facts = _facts("activities/bjorkvalla-utbildning-2024")
    wanted = Counter(_WORDS[one["kind"]] for one in facts["assignments"])
    wanted.update(
        OverarchingGoal=len(facts["overarching"]),
        BoardGoal=len(facts["goals"]),
        Activity=len(facts["activities"]),
    )
    assert _counts(_page(layouts, _ACTIVITIES)) == wanted


def test_finance_tables_are_tables_again(layouts: httpx.Client) -> None:
    section = _section(_page(layouts, _REPORT), "finance")
    amounts = _facts("reports/bjorkvalla-delarsrapport-2025")["amounts"]
    tables = re.findall(r"<table.*?</table>", section, re.DOTALL)
    assert len(tables) == 2
    for table in tables:
        caption = re.search(r"<caption>(.*?)</caption>", table)
        assert caption is not None
        head, *rows = _rows(table)
        found = {
            (row[0].removesuffix(" går inte ihop"), column, cell)
            for row in rows
            for column, cell in zip(head[1:-1], row[1:-1], strict=True)
            if "anges inte" not in cell
        }
        here = [one for one in amounts if one["table"] == _words(caption[1])]
        assert found == {(one["row"], one["column"], one["text"]) for one in here}
        assert head[1:-1] == list(dict.fromkeys(one["column"] for one in here)), "as printed"


def test_sums_that_do_not_add_up_are_told_at_their_rows_and_in_words(
    layouts: httpx.Client,
) -> None:
    """One total is wrong; a misprint upsets both a difference and a sum."""
    doubts = _facts("reports/bjorkvalla-delarsrapport-2025")["doubts"]
    section = _section(_page(layouts, _REPORT), "finance")
    marked = re.findall(r"<tr>(?:(?!</tr>).)*går inte ihop.*?</tr>", section, re.DOTALL)
    lines = [re.findall(r"#line-(\d+)", row) for row in marked]
    assert lines == [[str(doubts["misprint"]["line"])], [str(doubts["sum_disagrees"]["line"])]]
    without = re.sub(r'<ul class="settle-links".*?</ul>', "", section, flags=re.DOTALL)
    words = _words("".join(re.findall(r'<ul class="doubts">.*?</ul>', without, re.DOTALL)))
    assert words.lower().count("summan stämmer inte") == 3
    assert doubts["sum_disagrees"]["printed"] in words
    assert doubts["sum_disagrees"]["adds_up_to"] in words


def test_indicators_stand_under_their_heads_with_targets_told(layouts: httpx.Client) -> None:
    section = _section(_page(layouts, _REPORT), "measures")
    found = set()
    for table in re.findall(r"<table.*?</table>", section, re.DOTALL):
        head, *rows = _rows(table)
        found |= {
            (row[0], column, cell)
            for row in rows
            for column, cell in zip(head[1:-2], row[1:-2], strict=True)
            if "anges inte" not in cell
        }
    indicators = _facts("reports/bjorkvalla-delarsrapport-2025")["indicators"]
    wanted = {
        (one["title"], f"{value['column']}{' målvärde' * value['target']}", value["text"])
        for one in indicators
        for value in one["values"]
        if value["column"] is not None
    }
    assert len(wanted) == 10
    assert wanted <= found
    assert ("Vakansgraden (%)", "Utfall", "1,1 procent") in found, "from running text, with unit"


def test_an_indicator_has_a_page_with_its_values_and_its_passage(layouts: httpx.Client) -> None:
    section = _section(_page(layouts, _REPORT), "measures")
    address = re.search(r'<a href="(/id/bjorkvalla/indicator/[^"]*atgarder-i[^"]*)"', section)
    assert address is not None
    page = _words(_page(layouts, address[1]))
    assert "Utfall 2024 Mål 2025 målvärde Prognos 2025" in page
    assert "92% 100% 85%" in page
    assert "Gator och ledningar som klarar skyfall och torka" in page
    assert "Rad 526" in page


def test_coverage_is_told_in_lines_and_each_passage_can_be_followed(layouts: httpx.Client) -> None:
    page = _page(layouts, _PLAN)
    section = _section(page, "coverage")
    assert "84 av 91 rader med text förstods, 92,3 %" in _words(section)
    passages = re.findall(r'href="([^"#]+)#(line-\d+)">', section)
    assert [line for _, line in passages] == ["line-3", "line-10"]
    for address, line in passages:
        assert f'id="{line}"' in _page(layouts, html.unescape(address))
    assert "Björkvalla kommun växer, men inte överallt" in _words(section)


def test_a_focus_area_shows_its_description_goals_and_assignments(layouts: httpx.Client) -> None:
    area = _facts("plans/bjorkvalla-mal-och-budget-2023-2025")["areas"][0]
    page = _page(layouts, _link(_page(layouts, _PLAN), area["title"]))
    assert f"<h2>beskrivning</h2><p>{area['text'][:60]}" in page
    below = _section(page, "below")
    titles = [one["title"] for one in [*area["goals"], *area["assignments"]]]
    assert all(html.escape(title) in below for title in titles)


def test_a_goal_shows_what_it_is_for_and_what_is_done_for_it(layouts: httpx.Client) -> None:
    report = _page(layouts, _REPORT)
    page = _page(layouts, _link(report, "Samma ansikten i hemtjänsten"))
    above = _words(_section(page, "above"))
    assert "bidrar i huvudsak till Ett tryggt liv mitt i vardagen" in above
    assert "bidrar i viss omfattning till En arbetsgivare att vara stolt över" in above
    goal = _page(layouts, _link(report, "Ett tryggt liv mitt i vardagen"))
    below = _section(goal, "below")
    assert "Samma ansikten i hemtjänsten" in below
    assert "Barn som far illa får hjälp inom en vecka" in below
    assert "bidrar delvis" not in below
    assert "bidrar delvis" in _section(
        _page(layouts, _link(report, "En arbetsgivare att vara stolt över")), "below"
    )


def test_an_activity_shows_its_whole_chain(layouts: httpx.Client) -> None:
    tables = _page(layouts, _ACTIVITIES)
    facts = _facts("activities/bjorkvalla-utbildning-2024")
    goals = {goal["title"]: goal["overarching"] for goal in facts["goals"]}
    seen = 0
    for one in facts["activities"]:
        if one["goal"] is None or goals[one["goal"]] is None or one["parent"] or seen == 3:
            continue
        seen += 1
        above = _words(_section(_page(layouts, _link(tables, one["title"])), "above"))
        assert above.index(one["goal"]) < above.index(goals[one["goal"]])
    assert seen == 3


def test_goals_have_no_end_date_and_no_status_where_none_is_asked(layouts: httpx.Client) -> None:
    report = _page(layouts, _REPORT)
    for title in ("Ett tryggt liv mitt i vardagen", "Fler elever tar examen inom tre år"):
        page = _words(_page(layouts, _link(report, title)))
        assert "Slutdatum" not in page
        assert "Ingen status anges" not in page
    assert "Prognos: nås inte" in page


def test_an_assignment_of_a_plan_leads_to_its_follow_up_and_back(layouts: httpx.Client) -> None:
    title = "Bygg upp ett samlat stöd till unga som varken arbetar eller studerar"
    later_title = _facts("plans/bjorkvalla-mal-och-budget-2023-2025")["continued_in_2023"][title]
    page = _page(layouts, _link(_page(layouts, _PLAN), title))
    assert "Samma uppdrag senare" in page
    later = re.search(r"Samma uppdrag senare</dt><dd><p><a href=\"([^\"]+)\">([^<]+)<", page)
    assert later is not None
    assert later[2] == later_title
    back = _page(layouts, later[1])
    assert "Samma uppdrag tidigare" in back
    assert "säkerhet" in _words(back)
    assert title in back


def test_a_body_shows_who_it_replaced_and_all_that_it_carries(layouts: httpx.Client) -> None:
    page = _page(
        layouts,
        "/id/bjorkvalla/board/teknik-och-servicenamnden",
        document="bjorkvalla/delarsrapport-januari-augusti-2025",
    )
    words = _words(page)
    assert (
        "1 januari 2025 : Servicenämnden , Tekniska nämnden → Teknik- och servicenämnden" in words
    )
    assert re.search(r'<a href="#carries-BoardGoal">3 nämndmål</a>', page)
    assert re.search(r'<a href="#contributes-OverarchingGoal">2 övergripande mål</a>', page)
    amounts = _facts("reports/bjorkvalla-delarsrapport-2025")["amounts"]
    own = [one["text"] for one in amounts if one["row"].startswith("Teknik- och servicenämnd")]
    assert own
    assert all(text in _section(page, "finance") for text in own)
    assert "Antal fördröjningsdammar i drift" in _section(page, "measures")
    before = _words(
        _page(layouts, "/id/bjorkvalla/board/servicenamnden", document="bjorkvalla/all")
    )
    assert "Servicenämnden , Tekniska nämnden → Teknik- och servicenämnden" in before


def test_a_body_has_its_parts_and_its_parent(layouts: httpx.Client) -> None:
    parent = _words(_page(layouts, "/id/bjorkvalla/board/kommunstyrelsen"))
    assert "Har delarna Kommunledningskontoret" in parent
    part = _words(_page(layouts, "/id/bjorkvalla/administration/kommunledningskontoret"))
    assert "Del av Kommunstyrelsen" in part
    assert "3 strategiska initiativ" not in part, "it coordinates two of the three"
    assert "2 strategiska initiativ" in part


def test_a_body_of_which_nothing_is_said_says_so(layouts: httpx.Client) -> None:
    path = "/id/bjorkvalla/board/raddningsnamnden"
    page = _words(
        _page(layouts, path, document=_REPORT.removeprefix("/id/").replace("/document", ""))
    )
    assert "anges Räddningsnämnden inte som ansvarig för något" in page
    in_english = _words(
        _page(layouts, path, document="bjorkvalla/delarsrapport-januari-augusti-2025", lang="en")
    )
    assert "is not named as responsible for anything" in in_english


def test_the_front_page_offers_what_else_is_shared(layouts: httpx.Client) -> None:
    page = _page(layouts, "/", document="bjorkvalla/delarsrapport-januari-augusti-2025")
    assert "Däremot ansvarar flera organ för eller bidrar till" in page
    assert re.search(r'<a href="#together-OverarchingGoal">5 övergripande mål</a>', page)
    facts = _facts("activities/bjorkvalla-utbildning-2024")
    several = sum(len(one["boards"]) > 1 for one in facts["activities"])
    page = _page(layouts, "/", document="bjorkvalla/forvaltningens-aktiviteter-2024")
    assert re.search(rf'<a href="#together-Activity">{several} aktiviteter</a>', page)


def test_every_doubt_is_told_in_both_languages(layouts: httpx.Client) -> None:
    for path in (_REPORT, _ACTIVITIES, _PLAN, _CARDS):
        swedish, english = (
            _section(_page(layouts, path, lang=language), "doubts") for language in ("sv", "en")
        )
        kinds = re.findall(r'<p class="doubt-kind">(.*?)</p>', english)
        assert kinds
        assert swedish.count('class="doubt-kind"') == len(kinds)
        assert 'lang="sv"' not in "".join(kinds)
        wordings = re.findall(r'class="doubt-kind">.*?</p>\n<p>(.*?)</p>', english)
        assert not any(wording.startswith('<span lang="sv">') for wording in wordings)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", [_LULEA, _EDUCATION, _CULTURE, _GOALS])
def test_every_rule_and_layout_of_the_real_documents_is_told_in_words(
    real: httpx.Client, path: str, language: str
) -> None:
    page = _page(real, path, lang=language)
    assert not re.search(r"Känns igen på</dt><dd>[^<]*-(?:tables|areas|reports|cards)", page)
    seen: set[str] = set()
    longer = re.findall(r'<li id="kind-\w+"><a href="([^"]+)"', page)
    lists = "".join([page, *(_page(real, html.unescape(one)) for one in longer)])
    for address in re.findall(r'class="item-title" href="([^"]+)"', lists):
        kind = address.split("/")[3]
        if sum(one.split("/")[3] == kind for one in seen) < 6:
            seen.add(address)
    for address in seen:
        words = _words(_page(real, html.unescape(address)))
        assert "Läst av regeln" not in words
        assert "Read by the rule" not in words
        assert not re.search(r"\b(?:dct|rdfs|skos|org|prov|sk):\w", words), "a name for machines"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (
            _LULEA,
            {
                "kind-FocusArea": 1,
                "kind-OverarchingGoal": 9,
                "kind-BoardGoal": 83,
                "kind-StrategicInitiative": 6,
                "kind-InvestigationAssignment": 12,
                "kind-Activity": 135,
                "finance": 289,
            },
        ),
        (
            _EDUCATION,
            {
                "kind-OverarchingGoal": 8,
                "kind-BoardGoal": 14,
                "kind-CommonAssignment": 12,
                "kind-BoardAssignment": 12,
                "kind-Activity": 142,
            },
        ),
        (_GOALS, {"kind-FocusArea": 5, "kind-OverarchingGoal": 15, "kind-Assignment": 15}),
    ],
)
def test_the_real_documents_are_counted_as_they_are(
    real: httpx.Client, path: str, wanted: dict[str, int]
) -> None:
    told = _told(_page(real, path))
    assert {part: told.get(part) for part in wanted} == wanted


def test_a_real_report_shows_its_three_finance_tables_and_49_rows(real: httpx.Client) -> None:
    section = _section(_page(real, _LULEA), "finance")
    assert section.count("<caption>") == 3
    assert len(re.findall(r'<th scope="row">', section)) == 49


def test_real_documents_without_shared_assignments_offer_what_is_shared(
    real: httpx.Client,
) -> None:
    lulea = _page(real, "/", document="lulea/delarsrapport-januari-april-2023")
    assert re.search(r'<a href="#together-OverarchingGoal">9 övergripande mål</a>', lulea)
    culture = _page(real, "/", document=_CULTURE.removeprefix("/id/").replace("/document", ""))
    assert "har flera organ" in culture
    assert "#elements" in culture
