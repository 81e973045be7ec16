"""The real follow-up of Lund (000), exact to the last field.

The table below was read from the document line by line; names of boards are shortened.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from styrkedja.graph.formats import read_text
from styrkedja.graph.model import (
    DocumentKind,
    DoubtKind,
    ElementKind,
    Model,
    Passage,
    Status,
)
from styrkedja.graph.reading import read_document

BOARDS = {
    "AS": "Arbetsmarknads- och socialnämnden",
    "BS": "Barn- och skolnämnden",
    "BN": "Byggnadsnämnden",
    "KS": "Kommunstyrelsen",
    "KF": "Kultur- och fritidsnämnden",
    "MN": "Miljönämnden",
    "SN": "Servicenämnden",
    "TN": "Tekniska nämnden",
    "UN": "Utbildningsnämnden",
    "VO": "Vård- och omsorgsnämnden",
    "ÖN": "Överförmyndarnämnden",
}
STATUSES = {"P": Status.ONGOING, "A": Status.COMPLETED, "V": Status.ON_HOLD}
WORDS = {"P": "Pågående", "A": "Avslutad", "V": "Väntläge"}

# title's lines | its first and last word | boards | status | end date | comment's lines
CARDS = """
51-51     | Inför tråden”                   | BS       | P | 2024-12-31 | 54-76
94-94     | Minskad lärarna                 | KS BS    | P | 2024-12-31 | 97-111 130-131
134-134   | Ökad grundskolan                | BS       | P | 2024-12-31 | 137-169
186-186   | Förskolelyft Förskolelyft       | BS       | P | 2024-12-31 | 189-193
211-211   | Luftkvalitetsmätningar förskolor| MN       | P | 2024-12-31 | 214-228 242-246
250-250   | Avskaffa hjälpmedelsavgifterna  | VO       | P | 2024-12-31 | 253-263
280-280   | Motverka äldre                  | VO       | P | 2024-12-31 | 283-312
330-330   | Revidera omsorgen               | VO       | P | 2024-12-31 | 333-340 355-372
375-375   | Öppna familjecentraler          | AS BS    | P | 2024-12-31 | 378-387
409-409   | Pop-up evenemang                | KS TN KF | P | 2024-12-31 | 412-439 468-479
482-482   | Lönsamma klimatnytta            | KS SN    | P | 2024-12-31 | 485-494
514-514   | Hållbart byggande               | KS SN BN | P | 2024-12-31 | 517-525
546-546   | Program kommunen                | KS TN    | P | 2024-12-31 | 549-558
578-578   | Tillköp (Genarp/Lund)           | TN       | P | 2024-12-31 | 581-585
599-599   | Nya vuxenutbildningen           | AS UN    | P | 2024-12-31 | 602-606
628-628   | Trygghetspaket kommun           | KS       | P | 2024-12-31 | 631-664
680-680   | Beredskapspaket kommun          | KS       | P | 2024-12-31 | 683-696 714-748
751-751   | Klimatpaket kommun              | KS       | P | 2024-12-31 | 754-763
779-779   | Inför 80/90/100-modellen        | KS       | A | 2024-12-31 | 782-787
801-801   | Utvärdering reformer            | KS       | P | 2024-12-31 | 804-806
834-834   | Utveckla landsbygdsutveckling   | KS       | A | 2023-12-31 | 837-844
861-861   | Initiera 7                      | BS       | A | 2023-12-31 | 864-871
888-890   | Frivillig- lokaler              | KS       | P | 2024-12-31 | 893-905
917-918   | Utveckla verksamheter           | KS BN    | A | 2023-12-31 | 921-925
945-945   | Arbetet stödjas                 | KS       | A | 2023-12-31 | 948-955
972-973   | Utveckla lön                    | KS       | A | 2023-04-30 | 976-978
994-995   | Samplanera parker               | SN TN KF | A | 2023-12-31 | 998-1027 1047-1057
1060-1060 | Förstärkt elevhälsa             | UN       | A | 2023-12-31 | 1063-1072
1088-1088 | Förstärkt sfi                   | UN       | A | 2023-12-31 | 1091-1097
1113-1113 | Utbildningsskuld corona         | UN       | A | 2023-12-31 | 1116-1122
1138-1138 | Stadsutveckling Västerbro       | KS       | A | 2024-12-31 | 1141-1144
1161-1161 | Cirkulärt infrastruktur         | BN TN    | P | 2024-12-31 | 1164-1166 1181-1216
1224-1224 | Praktiknära forskning           | UN       | A | 2023-12-31 | 1227-1231
1248-1248 | Samlade servicetjänster         | SN       | A | 2023-12-31 | 1251-1268 1280-1310
1312-1312 | System föreningar               | SN       | A | 2023-12-31 | 1315-1332
1348-1348 | AI-projekt AI-projekt           | ÖN       | V | 2023-12-31 | 1351-1355
"""
ROWS = [[cell.strip() for cell in row.split("|")] for row in CARDS.strip().splitlines()]
NEW = "Särskilda uppdrag från ekonomi- och verksamhetsplan 2023–2025"
EARLIER = "Särskilda uppdrag från tidigare ekonomi- och verksamhetsplaner"


@pytest.fixture(scope="module")
def lines(lund_file: Path) -> list[str]:
    return read_text(lund_file.read_bytes()).lines


@pytest.fixture(scope="module")
def lund(lund_file: Path) -> Model:
    return read_document(read_text(lund_file.read_bytes()), path=lund_file)


def _ranges(text: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in (part.split("-") for part in text.split())]


def _joined(lines: list[str], ranges: list[tuple[int, int]]) -> str:
    """Join lines as the reading rules say; no comment of this document breaks a word."""
    words = [word for a, b in ranges for line in lines[a - 1 : b] for word in line.split()]
    return " ".join(words)


def test_the_document_says_of_itself_what_it_is(lund: Model) -> None:
    document = lund.document
    assert lund.register.municipality.name == "Lund"
    assert lund.register.municipality.code == "1281"
    assert document.kind is DocumentKind.FOLLOW_UP
    assert document.title == "Bilaga 1. Uppföljning av särskilda uppdrag"
    assert document.key == "sarskilda-uppdrag-2023"
    assert (document.period_start, document.period_end) == (date(2023, 1, 1), date(2023, 12, 31))
    assert document.as_of == date(2023, 12, 31)


def test_the_four_overarching_goals_are_the_councils(lund: Model) -> None:
    goals = [e for e in lund.elements if e.kind is ElementKind.OVERARCHING_GOAL]
    assert [goal.title for goal in goals] == [
        "En tillitsbaserad styrning och ledning",
        "Sveriges tryggaste kommun",
        "Fler lundabor i arbete",
        "Klimatneutralitet 2030",
    ]
    assert [goal.passages for goal in goals] == [(Passage(n, n),) for n in (11, 12, 13, 14)]
    assert {goal.decided_by for goal in goals} == {("council/kommunfullmaktige",)}


def test_every_assignment_has_its_title_boards_status_and_end_date(
    lund: Model, lines: list[str]
) -> None:
    names = {body.key: body.name for body in lund.register.bodies}
    assignments = [e for e in lund.elements if e.kind is ElementKind.SPECIAL_ASSIGNMENT]
    assessed = {a.element: a for a in lund.assessments}
    assert len(assignments) == len(ROWS) == 36
    for element, row in zip(assignments, ROWS, strict=True):
        where, words, boards, status, deadline, _ = row
        first, last = words.split()
        assert element.title == _joined(lines, _ranges(where)).removesuffix(".")
        assert (element.title.split()[0], element.title.split()[-1]) == (first, last)
        assert element.passages[0] == Passage(*_ranges(where)[0])
        assert [names[key] for key in element.responsible] == [BOARDS[b] for b in boards.split()]
        assert assessed[element.key].status is STATUSES[status]
        assert assessed[element.key].status_text == WORDS[status]
        assert element.deadline == date.fromisoformat(deadline)
        assert element.deadline_text == deadline
        assert (element.number, element.decided_by, element.groups) == (None, (), ())
        assert element.confidence == "high"


def test_every_comment_is_whole_and_without_page_furniture(lund: Model, lines: list[str]) -> None:
    for assessment, row in zip(lund.assessments, ROWS, strict=True):
        ranges = _ranges(row[-1])
        assert assessment.comment == _joined(lines, ranges)
        blank = {number for number, line in enumerate(lines, start=1) if not line.strip()}
        quoted = {
            n for p in assessment.passages for n in range(p.first, p.last + 1) if n not in blank
        }
        expected = {n for a, b in ranges for n in range(a, b + 1) if n not in blank}
        assert len(quoted - expected) == 1, "besides the comment only the status's line"
        assert expected <= quoted


def test_assignments_stand_under_their_two_headings(lund: Model) -> None:
    headings = [e.heading for e in lund.elements if e.kind is ElementKind.SPECIAL_ASSIGNMENT]
    assert headings == [NEW] * 20 + [EARLIER] * 16


def test_eleven_boards_carry_forty_nine_responsibilities(lund: Model) -> None:
    assignments = [e for e in lund.elements if e.kind is ElementKind.SPECIAL_ASSIGNMENT]
    sizes = [len(element.responsible) for element in assignments]
    assert (sizes.count(1), sizes.count(2), sizes.count(3), sum(sizes)) == (26, 7, 3, 49)
    boards = [body for body in lund.register.bodies if body.key.startswith("board/")]
    assert sorted(body.name for body in boards) == sorted(BOARDS.values())
    spellings = {body.name: body.spellings for body in boards if body.spellings}
    assert spellings == {
        "Byggnadsnämnden": ("Byggnads-nämnden",),
        "Utbildningsnämnden": ("Utbildnings-nämnden",),
    }


def test_the_indicator_inside_a_comment_has_three_years(lund: Model) -> None:
    (indicator,) = lund.indicators
    assert indicator.title.startswith("Elever/lärare (heltidstjänst)")
    assert indicator.title.endswith(", lägeskommun, antal")
    assert (indicator.unit, indicator.passages) == ("antal", (Passage(148, 149),))
    about = next(e for e in lund.elements if e.key == indicator.about)
    assert about.title.startswith("Ökad lärartäthet")
    values = [(o.period, o.value_text, o.value, o.note) for o in lund.observations]
    assert values == [
        ("2021", "12,8", Decimal("12.8"), None),
        ("2022", "12,6", Decimal("12.6"), None),
        ("2023", "12,1", Decimal("12.1"), "obs preliminära uppgifter"),
    ]


def test_the_totals_it_states_are_read_and_agree(lund: Model) -> None:
    totals = {(t.counts, t.heading): (t.value, t.value_text, t.counted) for t in lund.totals}
    assert totals == {
        (ElementKind.OVERARCHING_GOAL, None): (4, "fyra", 4),
        (ElementKind.SPECIAL_ASSIGNMENT, NEW): (20, "20", 20),
        (ElementKind.SPECIAL_ASSIGNMENT, EARLIER): (16, "16", 16),
        (ElementKind.SPECIAL_ASSIGNMENT, None): (36, "36", 36),
        (Status.COMPLETED, None): (14, "14", 14),
        (Status.ONGOING, None): (21, "21", 21),
        (Status.ON_HOLD, None): (1, "Ett", 1),
    }


def test_its_one_contradiction_is_a_comment_that_calls_an_ongoing_assignment_done(
    lund: Model,
) -> None:
    (doubt,) = (d for d in lund.doubts if d.kind is DoubtKind.STATUS_CONTRADICTED)
    assert doubt.passages == (Passage(262, 263),)
    element = next(e for e in lund.elements if e.key == doubt.element)
    assert element.title.startswith("Avskaffa")


def test_its_other_doubts_are_what_is_done_a_year_before_its_end_date(lund: Model) -> None:
    others = [d for d in lund.doubts if d.kind is not DoubtKind.STATUS_CONTRADICTED]
    assert {d.kind for d in others} == {DoubtKind.DONE_BEFORE_ITS_TIME}
    done_early = {row[0].split("-")[0] for row in ROWS if row[3:5] == ["A", "2024-12-31"]}
    assert {str(d.passages[0].first) for d in others} == done_early == {"779", "1138"}


def test_every_line_is_read_furniture_or_listed_as_unread(lund: Model, lines: list[str]) -> None:
    assert lund.furniture == (49, 128, 240, 353, 462, 466, 597, 713, 832, 1045)
    unread = [(p.first, p.last) for p in lund.unread]
    assert unread == [(6, 7), (16, 19), (27, 27), (30, 38), (44, 47), (827, 829)]


def test_line_ends_and_encoding_do_not_change_what_is_read(lund: Model, lund_file: Path) -> None:
    text = lund_file.read_bytes().decode()
    for content in (
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
        text.encode("utf-16"),
        ("\ufeff" + text).encode(),
        text.encode("windows-1252", errors="replace"),
    ):
        assert read_document(read_text(content)) == lund
