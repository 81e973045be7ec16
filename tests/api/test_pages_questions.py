"""The forms of questions offer what can be chosen, by name, in the page's language."""

from __future__ import annotations

import html
import re

import httpx
import pytest

_ASSIGNMENTS = {
    "assignment",
    "board assignment",
    "common assignment",
    "investigation assignment",
    "special assignment",
}
_GOALS = {"goal", "board goal", "overarching goal"}
_OTHERS = {"activity", "focus area", "strategic initiative", "steering element"}


def choices(client: httpx.Client, question: str, field: str, lang: str) -> dict[str, str]:
    page = client.get(f"/questions/{question}", params={"lang": lang}).text
    found = re.search(rf'<select id="f-{field}".*?</select>', page, re.DOTALL)
    assert found is not None, f"{field} of {question} is no choice"
    options = re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)</option>', found[0])
    return {html.unescape(name): value for value, name in options}


def test_kinds_are_those_of_what_the_rows_are_about(layouts: httpx.Client) -> None:
    every = choices(layouts, "status_by_document", "kind", "en")
    assert set(every) == _ASSIGNMENTS | _GOALS | _OTHERS
    assert every["board goal"] == "https://w3id.org/styrkedja/ns#BoardGoal"
    assert set(choices(layouts, "goal_gaps", "kind", "en")) == _GOALS
    assert set(choices(layouts, "goal_gaps", "kind", "sv")) == {
        "mål",
        "nämndmål",
        "övergripande mål",
    }


def test_forecasts_and_statuses_are_the_concepts_of_their_schemes(layouts: httpx.Client) -> None:
    forecasts = choices(layouts, "status_against_forecast", "forecast", "sv")
    assert set(forecasts) == {"nås", "osäker", "nås inte"}
    assert forecasts["osäker"] == "https://w3id.org/styrkedja/forecast/uncertain"
    assert "on hold" in choices(layouts, "shared_by_role", "status", "en")


@pytest.mark.parametrize(("lang", "said", "other"), [("en", "activity", "aktivitet"),
                                                     ("sv", "aktivitet", "activity")])  # fmt: skip
def test_what_is_chosen_is_asked_for_and_named_in_the_pages_language(
    lang: str, said: str, other: str, layouts: httpx.Client
) -> None:
    kind = "https://w3id.org/styrkedja/ns#Activity"
    page = layouts.get("/questions/status_by_document", params={"lang": lang, "kind": kind}).text
    assert f'<option value="{kind}" selected>{said}</option>' in page
    (body,) = re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL)
    assert f">{said}<" in body
    assert f">{other}<" not in body
