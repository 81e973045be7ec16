"""Activity tables: what the layout itself decides, on small tables made for each rule."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from styrkedja.graph.model import DoubtKind, ElementKind, Relation, Status
from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.activity_tables import read_activity_tables
from styrkedja.graph.reading.draft import Found, Source, Thing
from styrkedja.graph.reading.lines import hyphenated_words, read_lines

SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "seeds"
HEAD = "Nämndmål Aktivitet Nämnd Slutdatum Status Kommentar"


def _source(text: str, *, year: int | None = 2024, owner: str | None = None) -> Source:
    lines = tuple(read_lines(text.split("\n")))
    return Source(
        lines=lines,
        profile=default_profile(),
        hyphenated=hyphenated_words(lines),
        year=year,
        owner=owner,
    )


def _read(text: str, *, owner: str | None = None) -> Found:
    found = read_activity_tables(_source(text, owner=owner))
    assert found is not None
    return found


def _of(found: Found, kind: ElementKind) -> list[Thing]:
    return [thing for thing in found.things if thing.kind is kind]


def _activity(found: Found, title: str) -> Thing:
    return next(thing for thing in _of(found, ElementKind.ACTIVITY) if thing.title == title)


def _above(thing: Thing, relation: Relation) -> list[str]:
    return [link.to.title for link in thing.links if link.relation is relation]


def _real(number: str) -> Source:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the real documents (../shared/seeds) are not here")
    return _source(found[0].read_text(encoding="utf-8"), year=2023)


def test_a_text_without_a_table_has_no_activities() -> None:
    assert read_activity_tables(_source("Kommunen ska spara.\n\nStatus är god.")) is None


def test_a_head_may_be_broken_over_lines() -> None:
    found = _read(
        "Nämndmål Aktivitet \nSlutda-\ntum 2020 \n\nStatus Kommentar \n\nTrygg stad \n\n"
        "Bygga en ny mötesplats för unga i den östra stadsdelen\noch bemanna den alla kvällar \n\n"
        "Kvartal 2 Genomfört Klart i \nmaj. \n",
        owner="Fritidsnämnden",
    )
    (activity,) = _of(found, ElementKind.ACTIVITY)
    assert activity.deadline is not None
    assert activity.deadline.day == date(2020, 6, 30)
    assert activity.responsible == ["Fritidsnämnden"]
    assert _above(activity, Relation.CONTRIBUTES_TO) == ["Trygg stad"]


def test_a_status_broken_inside_the_word_is_one_word() -> None:
    found = _read(f"{HEAD}\n\n● Bygga en bro \n\nTN December Genomför \nt \n\nBron står. \n")
    activity = _activity(found, "Bygga en bro")
    assert activity.judgement is not None
    assert activity.judgement.status_text == "Genomfört"
    assert activity.judgement.status is Status.COMPLETED
    assert activity.judgement.comment == "Bron står."


def test_a_status_cell_of_several_words_takes_its_first() -> None:
    found = _read(f"{HEAD}\n\n● Bygga en bro \n\nTN December Kvarstår, \nslutförs \n2025 \n")
    judgement = _activity(found, "Bygga en bro").judgement
    assert judgement is not None
    assert (judgement.status, judgement.status_text) == (
        Status.REMAINING,
        "Kvarstår, slutförs 2025",
    )
    assert judgement.comment is None


def test_an_unknown_status_is_kept_as_printed_and_not_guessed() -> None:
    found = _read(
        f"{HEAD}\n\n● Bygga en bro \n\nTN December Enligt plan \n\n● Riva en bro \n\nTN Maj Pågår\n"
    )
    judgement = _activity(found, "Bygga en bro").judgement
    assert judgement is not None
    assert (judgement.status, judgement.status_text) == (None, "Enligt plan")


def test_a_title_goes_on_after_its_cells_over_a_page_break() -> None:
    rows = "".join(
        f"● Genomföra insats nummer {word} för alla barn i\nkommunens skolor \n\n"
        "BUN Juni Genomfört Alla skolor \ndeltog i \nprojektet. \n\n"
        for word in ("ett", "två", "tre", "fyra", "fem")
    )
    found = _read(
        f"{HEAD}\n\n{rows}● Utveckla samverkan mellan hemmet, skolan och \n\n"
        "BUN Juni Pågår Arbetet i \nbåda delar \n"
        " socialtjänsten i alla delar av kommunens \nyttre områden \n\nhar börjat. \n"
    )
    activity = _of(found, ElementKind.ACTIVITY)[-1]
    assert activity.title.endswith(
        "skolan och socialtjänsten i alla delar av kommunens yttre områden"
    )
    assert activity.judgement is not None
    assert activity.judgement.comment == "Arbetet i båda delar har börjat."


def test_bullets_that_share_cells_each_get_them() -> None:
    found = _read(f"{HEAD}\n\n● Kartlägga \n\n● Föreslå \n\nTN, KS December Pågår Börjat. \n")
    for title in ("Kartlägga", "Föreslå"):
        activity = _activity(found, title)
        assert activity.responsible == ["TN", "KS"]
        assert activity.judgement is not None
        assert activity.judgement.comment == "Börjat."


def test_a_row_that_points_to_others_has_no_cells() -> None:
    found = _read(f"{HEAD}\n\n● Se aktiviteter under mål 2 \n\n● Bygga \n\nTN Juni Klart \n")
    pointer = _activity(found, "Se aktiviteter under mål 2")
    assert (pointer.responsible, pointer.deadline, pointer.judgement) == ([], None, None)


def test_a_merged_goal_stands_before_the_last_row_that_it_spans() -> None:
    found = _read(
        f"{HEAD}\n\n● Bygga en bro \n\nTN Juni Klart \n\nHela vägar \nVägarna ska vara hela \n\n"
        "● Laga vägen \n\nTN Juli Klart \n\n● Måla huset \n\nTN Maj Klart \n\n"
        "Vackra hus \nAlla hus ska vara vackra \n\n● Tvätta huset \n\nTN Maj Klart \n"
    )
    goals = {
        thing.title: _above(thing, Relation.CONTRIBUTES_TO)
        for thing in _of(found, ElementKind.ACTIVITY)
    }
    assert goals == {
        "Bygga en bro": ["Hela vägar"],
        "Laga vägen": ["Hela vägar"],
        "Måla huset": ["Vackra hus"],
        "Tvätta huset": ["Vackra hus"],
    }
    assert _of(found, ElementKind.BOARD_GOAL)[0].description == "Vägarna ska vara hela"


def test_the_list_decides_what_an_assignment_is_and_the_table_is_doubted() -> None:
    found = _read(
        "Nämndspecifika \n\n"
        "7. Tekniska nämnden ska i samverkan med kommunstyrelsen bygga en bro. \n\n"
        f"Kommunövergripande mål: Hela vägar \n\n{HEAD}\n\nTekniska nämnden ska i samverkan med \n"
        "kommunstyrelsen bygga en bro. \n(Kommungemensamt strategiskt utvecklingsuppdrag 7) \n\n"
        "● Rita bron \n\nTN Maj Klart \n"
    )
    (assignment,) = _of(found, ElementKind.BOARD_ASSIGNMENT)
    assert assignment.number == "7"
    assert assignment.responsible == ["Tekniska nämnden"]
    assert assignment.contributing == ["kommunstyrelsen"]
    assert len(assignment.at) == 2
    assert _above(assignment, Relation.CONTRIBUTES_TO) == ["Hela vägar"]
    assert _above(_activity(found, "Rita bron"), Relation.IMPLEMENTS) == [assignment.title]
    assert [one.kind for one in found.suspicions] == [DoubtKind.STATED_TWICE]


def test_a_common_assignment_belongs_to_the_group_that_it_names() -> None:
    found = _read(
        f"Kommungemensamma \n\n3. Samtliga nämnder ska spara el. \n\n{HEAD}\n\n"
        "● Byta lampor \n\nTN Maj Klart \n"
    )
    (assignment,) = _of(found, ElementKind.COMMON_ASSIGNMENT)
    assert (assignment.title, assignment.groups) == (
        "Samtliga nämnder ska spara el",
        ["Samtliga nämnder"],
    )


def test_a_marked_activity_is_an_assignment_too_and_its_parts_contribute_to_it() -> None:
    head = "Nämndmål Aktivitet Slutdatum Status Kommentar"
    found = _read(
        f"{head}\n\nTrygg stad \n\nBygga mötesplatser för unga och gamla i hela \n"
        "kommunen (nämndspecifikt strategiskt ut-\nvecklingsuppdrag) (fortsättning från 2023). \n"
        "Följande aktiviteter prioriteras: \n- Rita huset, Kvartal 1 \n- Bygga huset \n\n"
        "Kvartal 4 Pågår Arbetet är \ni gång. \n",
        owner="Fritidsnämnden",
    )
    (assignment,) = _of(found, ElementKind.BOARD_ASSIGNMENT)
    activity, first, second = _of(found, ElementKind.ACTIVITY)
    assert activity.title == "Bygga mötesplatser för unga och gamla i hela kommunen"
    assert activity.links[1].to is assignment
    assert (first.title, second.title) == ("Rita huset", "Bygga huset")
    assert first.deadline is not None
    assert first.deadline.day == date(2024, 3, 31)
    assert first.links[0].to is activity
    assert second.deadline is None


@pytest.mark.parametrize("gap", ["\t", "   ", " | "])
def test_rows_may_be_lines_with_parted_cells(gap: str) -> None:
    rows = [
        ["Åtgärd", "Ansvarig", "Tidplan", "Status", "Kommentar"],
        ["Bygga en bro", "TN", "Juni", "Klart", "Bron står."],
        ["Riva en bro", "TN, KS", "2024-09-30", "", "Väntar."],
    ]
    found = _read("\n".join(gap.join(row) for row in rows))
    first, second = _of(found, ElementKind.ACTIVITY)
    assert first.judgement is not None
    assert (first.title, first.responsible) == ("Bygga en bro", ["TN"])
    assert (first.judgement.status, first.judgement.comment) == (Status.COMPLETED, "Bron står.")
    assert second.responsible == ["TN", "KS"]
    assert second.judgement is not None
    assert (second.judgement.status_text, second.judgement.comment) == (None, "Väntar.")


def test_columns_may_stand_in_another_order() -> None:
    found = _read(
        "Aktivitet Status Klart senast Ansvarig \n\n● Bygga en bro \n\nPågår 2024-09-30 TN, KS \n\n"
        "● Riva en bro \n\nKlar 2024-03-31 TN \n"
    )
    activity = _activity(found, "Bygga en bro")
    assert activity.responsible == ["TN", "KS"]
    assert activity.deadline is not None
    assert activity.deadline.day == date(2024, 9, 30)


@pytest.mark.parametrize("number", ["002", "004"])
def test_every_line_of_a_real_table_is_placed(number: str) -> None:
    found = read_activity_tables(_real(number))
    assert found is not None
    assert found.unsure == []


def test_other_real_documents_have_no_such_table() -> None:
    for number in ("000", "001", "003"):
        assert read_activity_tables(_real(number)) is None


def test_hostile_tables_end_soon_and_without_an_error() -> None:
    began = time.monotonic()
    long = "x" * 1_000_000
    for text in (
        f"{HEAD}\n\n● {long}\n\nTN Juni Klart {long}\n",
        f"{HEAD}\n\n" + "● Bygga \n" * 3_000,
        f"{HEAD}\n\n" + "TN Juni Klart \n\n" * 3_000,
        f"{HEAD}\n" * 2_000,
        f"{HEAD} Status Status\n\n● Bygga en bro \n\nTN Juni Klart Klart\n",
        f"{HEAD}\n\n" + ") ( - , " * 20_000,
    ):
        read_activity_tables(_source(text))
    assert time.monotonic() - began < 20
