"""Goal-and-analysis reports: sections of bodies, goals with analyses, bullets, verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from styrkedja.graph.model import ElementKind, Forecast, Relation, Status
from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.draft import Found, Thing
from styrkedja.graph.reading.goal_reports import read_goal_report
from styrkedja.graph.reading.goal_reports.sentences import first_sentence, own_status
from styrkedja.graph.reading.goal_reports.titles import read_wording
from styrkedja.graph.reading.goal_reports.verdicts import read_verdict
from tests.keys import source_of

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
WORDS = default_profile().goal_reports
REPORT = """\
1 Måluppföljning

1.1 Strategiska initiativ

Mål Analys

 Grön hamn

– För att halvera
utsläppen i hamnen.

Fritidsförvaltningen har samordningsansvar för initiativet Grön hamn, som samlar hamnens
företag. Prognosen är att insatserna kommer att bidra till målet.

• Ta fram en gemensam laddplan, pågår

• Kartlägga rederiernas behov. Avslutat i mars.

Fritidsförvaltningen har också tre utredningsuppdrag avseende:

• att pröva en färja på el vilket genomförs och återrapporteras av Ekvalla Hamn AB.

• att se över taxan

1.2 Övergripande mål till år 2035

Ekvallaborna rör sig hela livet

I kommunkoncernen är det framför allt fritidsnämnden, skolnämnden samt de kommunala bolagen
Ekvalla Hamn AB och Ekvalla Bostad AB som bidrar till måluppfyllnad.

Exempel på nämnds-/bolagsmål:
Fritidsnämnden Fler unga idrottar på sina egna villkor

Prognosen är att det är osäkert om målet nås.

Ekvallas vatten är rent

I kommunkoncernen är det främst Ekvalla Hamn AB som bidrar till måluppfyllnad.

1.3 Bemanning

Alla nämnder bidrar till att Skolorna har lärare som är behöriga i sina ämnen.

2 Bilaga

2.1 Fritidsnämnden

Mål

Fler unga idrottar på sina egna villkor

 Idrottsskolan har öppnat i två byar och fler står i kö. Arbetet med lokaler fortsätter
under hösten.

• Öppna en hall för spontanidrott (bl.a. parkour) i centrum. Hallen ritas nu.

  o Bygga om den gamla ladan


Effektmål 1: Vi bygger för framtiden Utmaning: Minska energin i hallarna

 Detta mål stöder i huvudsak övergripande mål VATTEN, och bidrar i viss omfattning till RÖR.
Bedömningen är att målet kommer att nås.

2.2 Skolnämnden

Mål

Skolorna har lärare som är behöriga i sina ämnen

 Det blir svårt att uppnå målet under året enligt prognosen.
"""


@pytest.fixture(scope="module")
def report() -> Found:
    found = read_goal_report(source_of(REPORT))
    assert found is not None
    return found


def _of(found: Found, kind: ElementKind) -> list[Thing]:
    return [thing for thing in found.things if thing.kind is kind]


def test_an_initiative_has_purpose_and_coordinator(report: Found) -> None:
    (initiative,) = _of(report, ElementKind.STRATEGIC_INITIATIVE)
    assert initiative.title == "Grön hamn"
    assert initiative.purpose == "För att halvera utsläppen i hamnen."
    assert initiative.coordinated_by == ["Fritidsförvaltningen"]
    assert initiative.judgement is not None
    assert initiative.judgement.forecast is None, "to contribute is no verdict"


def test_assignments_follow_their_lead_in_and_the_number_announced_is_kept(report: Found) -> None:
    ferry, fee = _of(report, ElementKind.INVESTIGATION_ASSIGNMENT)
    assert ferry.title == "att pröva en färja på el"
    assert ferry.carried_out_by == ["Ekvalla Hamn AB"]
    assert fee.responsible == ["Fritidsförvaltningen"]
    (announced,) = report.announced
    assert (announced.value, announced.counted, announced.text) == (3, 2, "tre")


def test_bullets_say_their_own_status(report: Found) -> None:
    plan, survey, *_ = _of(report, ElementKind.ACTIVITY)
    assert (plan.title, plan.judgement and plan.judgement.status) == (
        "Ta fram en gemensam laddplan",
        Status.ONGOING,
    )
    assert survey.judgement is not None
    assert survey.judgement.status is Status.COMPLETED
    assert survey.responsible == ["Fritidsförvaltningen"]


def test_overarching_goals_name_who_contributes(report: Found) -> None:
    first, second = _of(report, ElementKind.OVERARCHING_GOAL)
    assert first.contributing == [
        "fritidsnämnden", "skolnämnden", "Ekvalla Hamn AB", "Ekvalla Bostad AB",
    ]  # fmt: skip
    assert second.contributing == ["Ekvalla Hamn AB"]


def test_a_goal_printed_twice_is_one_with_both_places_and_its_only_verdict(report: Found) -> None:
    goal = _of(report, ElementKind.BOARD_GOAL)[0]
    assert goal.title == "Fler unga idrottar på sina egna villkor"
    assert len(goal.at) == 2
    assert goal.responsible == ["Fritidsnämnden"]
    assert goal.judgement is not None
    assert goal.judgement.forecast is Forecast.UNCERTAIN
    assert [link.relation for link in goal.links] == [Relation.CONTRIBUTES_TO]


def test_support_sentences_tell_mainly_and_partly(report: Found) -> None:
    goal = _of(report, ElementKind.BOARD_GOAL)[2]
    assert goal.title == "Minska energin i hallarna"
    assert goal.purpose == "Vi bygger för framtiden"
    assert {(link.relation, link.to.title) for link in goal.links} == {
        (Relation.MAINLY_CONTRIBUTES_TO, "Ekvallas vatten är rent"),
        (Relation.PARTLY_CONTRIBUTES_TO, "Ekvallaborna rör sig hela livet"),
    }
    assert goal.judgement is not None
    assert goal.judgement.forecast is Forecast.MET


def test_a_chapter_of_goals_is_a_focus_area(report: Found) -> None:
    (area,) = _of(report, ElementKind.FOCUS_AREA)
    assert area.title == "Bemanning"
    goal = _of(report, ElementKind.BOARD_GOAL)[1]
    assert [(link.relation, link.to) for link in goal.links] == [(Relation.IN_FOCUS_AREA, area)]
    assert goal.judgement is not None
    assert goal.judgement.forecast is Forecast.NOT_MET


def test_a_sub_bullet_contributes_to_its_bullet(report: Found) -> None:
    hall, barn = _of(report, ElementKind.ACTIVITY)[-2:]
    assert hall.title == "Öppna en hall för spontanidrott (bl.a. parkour) i centrum"
    assert hall.judgement is not None
    assert hall.judgement.comment == "Hallen ritas nu."
    assert [link.to for link in barn.links] == [hall]


@pytest.mark.parametrize(
    ("forecast", "texts"),
    [
        (Forecast.MET, [
            "Målet är uppnått.", "Målet uppnås i hög grad.", "Måluppfyllelsen bedöms vara hög.",
            "Vi bedömer att vi når målet under året.", "Målet har uppnåtts.",
            "Målet uppnås inte bara utan överträffas.", "Målet nås trots att pengar inte fanns.",
        ]),
        (Forecast.NOT_MET, [
            "Målet uppnås inte.", "Målet nås ej.", "Målet är därmed inte uppnått.",
            "Nämnden bedömer att målet inte heller i år kommer att uppnås.",
            "Nämnden bedömer inte att målet kommer att nås.", "Nämnden når inte målet.",
            "Utifrån nuläget bedöms inte målet uppnås.", "Måluppfyllelsen är låg.",
        ]),
        (Forecast.UNCERTAIN, [
            "Målet uppnås delvis.", "Målet bedöms vara delvis uppnått.",
            "Bedömningen är att målet till viss del kommer att uppnås.",
            "Det finns en risk att målet inte nås.", "Målet är nästan uppnått.",
            "Det är för tidigt att säga om målet kommer att nås.",
        ]),
        (None, [
            "Det finns en risk att elever inte når målen i matematik.",
            "Bedömningen är att fler insatser krävs för att målet ska uppnås.",
            "Andelen elever som når målen i alla ämnen är låg.", "Målet kan inte bedömas.",
            "Målvärdet uppnås inte för två av indikatorerna.", "Alla elever ska nå målen.",
        ]),
    ],
)  # fmt: skip
def test_verdicts_are_understood_by_their_parts(
    forecast: Forecast | None, texts: list[str]
) -> None:
    assert [read_verdict(text, WORDS) for text in texts] == [forecast] * len(texts)


@pytest.mark.parametrize(
    ("text", "forecast"),
    [
        ("Prognosen är att målet nås under året.", Forecast.MET),
        ("Arbetet pågår varför måluppfyllelsen markeras grönt.", Forecast.MET),
        ("Målet bedöms som gult då arbetet är långsiktigt.", Forecast.UNCERTAIN),
        ("Viss osäkerhet gällande prognosen för helåret finns.", Forecast.UNCERTAIN),
        ("Bedömningen är att målet inte kommer att nås.", Forecast.NOT_MET),
        ("Målet bedöms inte kunna uppnås i år.", Forecast.NOT_MET),
        ("Prognosen är att aktiviteterna kommer att bidra till målet.", None),
        ("Ambitionen är att öka antalet, vilket ska indikera att målet nås.", None),
        ("Vi når därför inte målet på 55 %.", None),
        ("Arbetet fortsätter under hösten.", None),
    ],
)
def test_only_words_of_judgement_give_a_verdict(text: str, forecast: Forecast | None) -> None:
    assert read_verdict(text, WORDS) is forecast


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Nämndsmål - Invånarna är delaktiga", "Invånarna är delaktiga"),
        ("Övergripande mål (Plan & Budget): Alla har arbete.", "Alla har arbete"),
        ("Kompetens - Effektmål 2: Vi bygger - Möta behovet", "Möta behovet"),
        ("Strategiska initiativet Trygg stad. För att stärka skyddet", "Trygg stad"),
        ("Frisknärvaron ska lägst uppgå till 90 %.", "Frisknärvaron ska lägst uppgå till 90 %"),
    ],
)
def test_labels_are_no_part_of_a_title(text: str, title: str) -> None:
    assert read_wording(text, WORDS).title == title


def test_a_full_stop_in_a_short_form_ends_no_sentence() -> None:
    assert first_sentence("Insatser (ex. psykisk ohälsa). Mer.", WORDS)[0].endswith("ohälsa).")
    assert first_sentence("Använt i bl.a. beslut. Mer.", WORDS)[0] == "Använt i bl.a. beslut."


def test_a_word_inside_a_sentence_is_no_status() -> None:
    profile = default_profile()
    assert (
        own_status("Projektet ska pågå ett år och insatser som pågår utvärderas", profile) is None
    )


@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_documents_of_other_layouts_are_none(name: str) -> None:
    files = sorted(SEEDS.glob(f"{name}_*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    assert read_goal_report(source_of(files[0].read_text(encoding="utf-8"))) is None


def test_the_real_report_keeps_three_announced_and_two_listed() -> None:
    files = sorted(SEEDS.glob("001_*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    text = files[0].read_text(encoding="utf-8")
    found = read_goal_report(source_of(text))
    assert found is not None
    assert [(one.value, one.counted, one.lines[0]) for one in found.announced] == [
        (3, 2, 133), (3, 3, 174), (2, 2, 406),
    ]  # fmt: skip
    assert found.furniture == [2218]
    bare = read_goal_report(source_of("\n".join(line.rstrip() for line in text.splitlines())))
    assert bare is not None
    titles = [thing.title for thing in _of(found, ElementKind.BOARD_GOAL)]
    assert [thing.title for thing in _of(bare, ElementKind.BOARD_GOAL)] == titles


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mål\n\nMål\n\nMål Analys\n",
        "7.2 Socialnämnden\n\nMål\n\n" + "a. B " * 200_000,
        "7.2 Socialnämnden\n\nMål\n\nTitel\n\n• " + "pågår, vilket " * 70_000,
        "\n".join(f"• Mål att nås {n}\n\n Effektmål {n}: x - y  \n" for n in range(3_000)),
    ],
)
def test_hostile_text_gives_no_report(text: str) -> None:
    found = read_goal_report(source_of(text))
    assert found is None or not _of(found, ElementKind.STRATEGIC_INITIATIVE)
