"""Reports whose goals, verdicts and comments have labels, or verdicts on lines of their own."""

from __future__ import annotations

import time

import pytest

from styrkedja.graph.model import ElementKind, Forecast, Relation, Status
from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.draft import Found, Thing
from styrkedja.graph.reading.goal_reports import read_goal_report
from styrkedja.graph.reading.goal_reports.values import read_value
from tests.keys import source_of

LABELLED = """\
Delårsrapport januari–augusti 2024
Almåsa kommun

2 Kommunfullmäktiges mål

2.1 Målområde: Ett livskraftigt Almåsa

Inriktningsmål 1: Näringslivet i Almåsa växer

Måluppfyllelse: Bedöms uppnås delvis

Kommentar

Antalet nystartade företag har minskat något jämfört med samma period förra året.

3 Nämndernas och bolagens mål

3.1 Kommunstyrelsen

Nämndmål: Handläggningen av ärenden är snabb
Prognos: Bedöms uppnås helt
Analys: Nya rutiner för ärendehandläggning har införts under våren. Tiden till beslut har
kortats med nio dagar.

Aktiviteter

• Ta fram en gemensam ärendeprocess (klart)
• Utbilda handläggare i klarspråk, pågår
• Införa digital signering

Delårsrapport januari–augusti 2024                                         7 (24)

Nämndmål: Kommunen är en attraktiv arbetsgivare

Prognos: Sådär

Analys

Sjukfrånvaron har minskat till 6,1 procent.

3.2 Almåsa Bostäder AB

Bolagsmål: Bolaget ska bygga 60 nya lägenheter

Prognos: Kan ej bedömas

Analys

Överklagade detaljplaner gör att byggstarten är osäker.

4 Ekonomi

Kommunens resultat för perioden uppgår till 24,3 miljoner kronor.
"""
COLOURS = """\
Tertialrapport 2, 2023
Region Tjustby

Hälso- och sjukvårdsnämnden
Mål
Patienterna får vård i rätt tid
Röd
Vårdgarantin uppfylls inte inom ortopedi. Regionen har köpt operationer av
två privata vårdgivare, men kapaciteten räcker inte till.
- Öppna mobila mottagningar i tre kommuner
- Erbjuda digitala vårdbesök på alla
vårdcentraler
Medarbetarna trivs och stannar kvar
Grön
Personalomsättningen har sjunkit. Utfallet
kommer att uppnås.
Tertialrapport 2, 2023 Region Tjustby
11
Trafiknämnden
Mål
Resandet med kollektivtrafiken ökar
Gul
Resandet har ökat med sex procent.
"""
HEADED = """\
Uppföljning tertial 2 2024
Bygg- och miljönämnden
Kvarnholms kommun

2 Uppföljning av mål

2.1 En trygg kommun för alla

Nämndens mål:
Företagen ska uppleva att nämnden ger god
service

Bedömning

Målet bedöms inte uppnås

Kommentar

Årets mätning gav index 68. Företagen efterfrågar snabbare besked.

Indikator                                  Utfall 2023   Målvärde 2024   Utfall T2
Andel genomförda kontroller                94 %          100 %           70 %

Uppföljning tertial 2 2024, Bygg- och miljönämnden
3

Nämndens mål:
Detaljplaner ska ge utrymme för 300 bostäder

Bedömning

Går ej att bedöma

Kommentar

Två planer har överklagats.
"""
SIGNED = """\
Delårsbokslut 2024-08-31
Region Skärgård

Tandvårdsnämnden

MÅL 3
Barn och unga ska ha god tandhälsa
Prognos: Grön - målet bedöms uppnås
Andelen kariesfria sexåringar är 78 procent.

• Fluorlackning på alla skolor - pågår
• Uppsökande verksamhet - ej påbörjad

MÅL 4
Väntetiden ska vara högst tre månader
Resultat: Röd
Analys: Väntetiden är i genomsnitt sju månader.
"""
JUDGED = """\
Delårsrapport augusti 2023
Fagerviks kommun

3 Måluppföljning per nämnd

3.1 Tekniska nämnden

Nämnden bedömer att alla mål nås.

3.1.1 Gator och vägar ska vara säkra

Nämnden bedömer att målet uppfylls under året.

Antalet felanmälningar har halverats sedan 2021.

Genomförda insatser:
• Ny belysning på Storgatan

3.1.2 Dricksvattnet ska hålla hög kvalitet

Nämnden bedömer att målet inte uppfylls under året.

4 Ekonomi

Prognosen för året är ett överskott på 3 mnkr.
"""


def _read(text: str) -> Found:
    found = read_goal_report(source_of(text))
    assert found is not None
    return found


def _thing(found: Found, title: str) -> Thing:
    return next(thing for thing in found.things if thing.title == title)


def _told(thing: Thing) -> tuple[Forecast | None, str | None]:
    assert thing.judgement is not None
    return thing.judgement.forecast, thing.judgement.comment


def test_labels_tell_goals_verdicts_and_comments() -> None:
    found = _read(LABELLED)
    goals = [thing for thing in found.things if thing.kind is ElementKind.BOARD_GOAL]
    assert [(goal.at, goal.responsible) for goal in goals] == [
        ([20], ["Kommunstyrelsen"]), ([33], ["Kommunstyrelsen"]), ([43], ["Almåsa Bostäder AB"]),
    ]  # fmt: skip
    assert _told(goals[0]) == (
        Forecast.MET,
        "Nya rutiner för ärendehandläggning har införts under våren. Tiden till beslut har kortats "
        "med nio dagar.",
    )
    assert _told(goals[2]) == (
        None, "Överklagade detaljplaner gör att byggstarten är osäker.",
    )  # fmt: skip


def test_the_goals_of_the_council_stand_in_their_area_and_boards_goals_elsewhere() -> None:
    found = _read(LABELLED)
    goal = _thing(found, "Näringslivet i Almåsa växer")
    assert (goal.kind, goal.number, goal.responsible) == (ElementKind.OVERARCHING_GOAL, "1", [])
    assert [(link.relation, link.to.title) for link in goal.links] == [
        (Relation.IN_FOCUS_AREA, "Ett livskraftigt Almåsa")
    ]
    assert _told(goal)[0] is Forecast.UNCERTAIN
    assert not _thing(found, "Handläggningen av ärenden är snabb").links


def test_activities_under_a_label_keep_their_status() -> None:
    found = _read(LABELLED)
    read = [
        (thing.title, thing.judgement and (thing.judgement.status, thing.judgement.status_text))
        for thing in found.things
        if thing.kind is ElementKind.ACTIVITY
    ]
    assert read == [
        ("Ta fram en gemensam ärendeprocess", (Status.COMPLETED, "klart")),
        ("Utbilda handläggare i klarspråk", (Status.ONGOING, "pågår")),
        ("Införa digital signering", None),
    ]


def test_a_verdict_that_is_not_known_is_told_and_not_guessed() -> None:
    found = _read(LABELLED)
    goal = _thing(found, "Kommunen är en attraktiv arbetsgivare")
    assert _told(goal)[0] is None
    assert [(one.lines, one.about) for one in found.suspicions] == [([35], goal)]


def test_titles_stand_above_verdicts_on_lines_of_their_own() -> None:
    found = _read(COLOURS)
    goals = [thing for thing in found.things if thing.kind is ElementKind.BOARD_GOAL]
    assert [(goal.title, goal.responsible, _told(goal)[0]) for goal in goals] == [
        ("Patienterna får vård i rätt tid", ["Hälso- och sjukvårdsnämnden"], Forecast.NOT_MET),
        ("Medarbetarna trivs och stannar kvar", ["Hälso- och sjukvårdsnämnden"], Forecast.MET),
        ("Resandet med kollektivtrafiken ökar", ["Trafiknämnden"], Forecast.UNCERTAIN),
    ]
    assert _told(goals[1])[1] == (
        "Personalomsättningen har sjunkit. Utfallet kommer att uppnås."
    ), "neither a running head nor a verdict of its own"
    activities = [thing.title for thing in found.things if thing.kind is ElementKind.ACTIVITY]
    assert activities == [
        "Öppna mobila mottagningar i tre kommuner",
        "Erbjuda digitala vårdbesök på alla vårdcentraler",
    ]


def test_labels_may_stand_alone_above_titles_and_verdicts() -> None:
    found = _read(HEADED)
    assert [(goal.title, goal.at, goal.responsible, *_told(goal)) for goal in found.things] == [
        (
            "Företagen ska uppleva att nämnden ger god service", [10], ["Bygg- och miljönämnden"],
            Forecast.NOT_MET, "Årets mätning gav index 68. Företagen efterfrågar snabbare besked.",
        ),
        (
            "Detaljplaner ska ge utrymme för 300 bostäder", [28], ["Bygg- och miljönämnden"],
            None, "Två planer har överklagats.",
        ),
    ]  # fmt: skip
    assert found.unsure == [21, 22], "rows of a table are no comment"
    assert found.furniture == [24, 25]


def test_colours_count_under_any_label_and_what_follows_them_may_repeat_them() -> None:
    found = _read(SIGNED)
    goals = [thing for thing in found.things if thing.kind is ElementKind.BOARD_GOAL]
    assert [(goal.title, goal.number, *_told(goal)) for goal in goals] == [
        (
            "Barn och unga ska ha god tandhälsa", "3",
            Forecast.MET, "Andelen kariesfria sexåringar är 78 procent.",
        ),
        (
            "Väntetiden ska vara högst tre månader", "4",
            Forecast.NOT_MET, "Väntetiden är i genomsnitt sju månader.",
        ),
    ]  # fmt: skip
    titles = [thing.title for thing in found.things if thing.kind is ElementKind.ACTIVITY]
    assert titles == ["Fluorlackning på alla skolor", "Uppsökande verksamhet"]


def test_headings_that_verdicts_follow_are_goals_of_the_body_above() -> None:
    found = _read(JUDGED)
    read = [(thing.kind, thing.at, thing.responsible) for thing in found.things]
    board = ["Tekniska nämnden"]
    assert read == [
        (ElementKind.BOARD_GOAL, [10], board), (ElementKind.ACTIVITY, [17], board),
        (ElementKind.BOARD_GOAL, [19], board),
    ]  # fmt: skip
    assert _told(found.things[0]) == (
        Forecast.MET,
        "Nämnden bedömer att målet uppfylls under året. Antalet felanmälningar har halverats sedan "
        "2021.",
    )
    assert _told(found.things[2])[0] is Forecast.NOT_MET


@pytest.mark.parametrize(
    ("text", "forecast"),
    [
        ("Grön", Forecast.MET),
        ("● Röd", Forecast.NOT_MET),
        ("Målet uppnås i hög grad", Forecast.MET),
        ("Målet uppnås i låg grad", Forecast.NOT_MET),
        ("Bedöms delvis uppnås 2024", Forecast.UNCERTAIN),
        ("Nås ej", Forecast.NOT_MET),
        ("Ej bedömt", None),
        ("Går inte att bedöma i delåret", None),
    ],
)
def test_values_of_verdicts_are_understood(text: str, forecast: Forecast | None) -> None:
    value = read_value(text, default_profile().goal_reports)
    assert value is not None
    assert value.forecast is forecast


@pytest.mark.parametrize(
    "text", ["Vården är jämlik", "Alla barn når målen", "Gröna parker", "75 %"]
)
def test_other_texts_are_no_values_of_verdicts(text: str) -> None:
    assert read_value(text, default_profile().goal_reports) is None


@pytest.mark.parametrize(
    "text",
    [
        "Nämndmål: X\nPrognos: Grön\n"
        + "x " * 200_000
        + "\nPrognos: Röd\nAnalys: "
        + "nås " * 50_000,
        "Nämnden bedömer\n" * 5_000 + "Grön\n" + "Mål\nEtt mål för alla\nGrön\n" * 1_000,
        "Prognos:\n" * 10_000,
    ],
)
def test_hostile_text_is_read_in_seconds(text: str) -> None:
    begun = time.process_time()
    read_goal_report(source_of(text))
    assert time.process_time() - begun < 5


UNNUMBERED = """\
Delårsrapport per 31 augusti 2024
Ängsta kommun

Innehållsförteckning
Kommunfullmäktiges mål
Kommunstyrelsen
Ängsta Fastigheter AB

Kommunfullmäktiges mål

Mål 1: Ängsta är en trygg kommun
Måluppfyllelse: Målet bedöms uppnås delvis

Polisen och kommunen har gått trygghetsvandringar.

Kommunstyrelsen

Mål: Kommunens service är tillgänglig
Status: Enligt plan

Svarstiden är 48 sekunder.

– Införa chattrobot. Status: Klar

Ekonomi
Kommunstyrelsen redovisar ett överskott.

Ängsta Fastigheter AB

Mål: Lokalerna är ändamålsenliga
Måluppfyllelse: Målet bedöms uppnås
"""
SENTENCES = """\
Årsrapport 2024 – Miljönämnden

Solbergs kommun

Kommunfullmäktiges inriktning: Hållbar tillväxt

Nämndens mål: Andelen hållbara resor ska öka
Målet är delvis uppfyllt.
Antalet cykelresor har ökat med åtta procent.

En okänd rubrik

Nämndens mål: Kommunens sjöar ska ha god status
Målet är inte uppfyllt.
"""


def test_headings_without_numbers_part_the_council_from_boards_and_companies() -> None:
    found = _read(UNNUMBERED)
    council, activity = ElementKind.OVERARCHING_GOAL, ElementKind.ACTIVITY
    assert [(thing.kind, thing.at, thing.responsible) for thing in found.things] == [
        (council, [11], []), (ElementKind.BOARD_GOAL, [18], ["Kommunstyrelsen"]),
        (activity, [23], ["Kommunstyrelsen"]),
        (ElementKind.BOARD_GOAL, [30], ["Ängsta Fastigheter AB"]),
    ]  # fmt: skip
    assert _told(found.things[1]) == (None, "Svarstiden är 48 sekunder.")
    assert found.things[1].judgement is not None
    assert found.things[1].judgement.status_text == "Enligt plan", "a status, and no forecast"
    assert found.things[2].judgement is not None
    assert found.things[2].judgement.status is Status.COMPLETED


def test_sentences_judge_where_no_label_does_and_unknown_headings_are_listed() -> None:
    found = _read(SENTENCES)
    assert [_told(goal) for goal in found.things[1:]] == [
        (
            Forecast.UNCERTAIN,
            "Målet är delvis uppfyllt. Antalet cykelresor har ökat med åtta procent.",
        ),
        (Forecast.NOT_MET, "Målet är inte uppfyllt."),
    ]
    assert {link.to.title for goal in found.things[1:] for link in goal.links} == {
        "Hållbar tillväxt"
    }
    assert found.unsure == [11]


SEVERAL = """\
Delårsrapport 2024-08-31
Vilhelmsro kommun

4 Nämndernas redovisning

4.1 Omsorgsnämnden

Måluppfyllelse

Prioriterat mål: Alla får stöd i tid
Nämndmål 2.1 Brukarna ska vara delaktiga
Bedömning: Målet nås delvis
Delaktigheten har ökat inom daglig verksamhet.

Pågående aktiviteter:
1. Utbildning i delaktighetsmodellen
2. Brukarrevision på två boenden (genomförd)

Nämndmål 2.2 Sjukfrånvaron ska minska
Bedömning: Går inte att bedöma i delåret
Omsorgsnämnden följer omsorgsnämndens statistik.

4.2 Vilhelmsro Vatten AB

Bolagsmål A: Vattenförlusterna ska minska
Bedömning: Målet nås

5 Ekonomi
"""


def test_numbered_activities_are_no_headings() -> None:
    found = _read(SEVERAL)
    board, company = ["Omsorgsnämnden"], ["Vilhelmsro Vatten AB"]
    assert [(thing.at, thing.responsible, thing.number) for thing in found.things] == [
        ([10], [], None), ([11], board, "2.1"), ([16], board, None), ([17], board, None),
        ([19], board, "2.2"), ([25], company, "A"),
    ]  # fmt: skip
    assert 8 in found.headings
