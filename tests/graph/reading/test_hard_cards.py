"""Small documents that were seen to mislead a reader of cards, each with what it must say."""

from __future__ import annotations

import pytest

from styrkedja.errors import ReadingError, UnknownLayoutError
from styrkedja.graph.formats import read_text
from styrkedja.graph.model import DoubtKind, Element, ElementKind, Model
from styrkedja.graph.reading import read_document

HEAD = "Uppföljning av särskilda uppdrag 2024\nKvarnsjö kommun\n\n"


def read(body: str, head: str = HEAD) -> Model:
    return read_document(read_text((head + body).encode()))


def card(
    title: str, comment: str, boards: str = "Tekniska nämnden", status: str = "Pågående",
    deadline: str = "2024-12-31",
) -> str:  # fmt: skip
    return (
        f"{title}\n\n{comment}\n\nAnsvarig nämnd\n{boards}\nStatus\n{status}\n"
        f"Slutdatum\n{deadline}\n\n"
    )


def assignments(model: Model) -> list[Element]:
    return [e for e in model.elements if e.kind is ElementKind.SPECIAL_ASSIGNMENT]


def titles(model: Model) -> list[str]:
    return [element.title for element in assignments(model)]


def comments(model: Model) -> list[str | None]:
    return [assessment.comment for assessment in model.assessments]


def kinds(model: Model) -> set[DoubtKind]:
    return {doubt.kind for doubt in model.doubts} - {DoubtKind.UNKNOWN_MUNICIPALITY}


@pytest.mark.parametrize("empty", ["Slutdatum\n\n", "Slutdatum:\n\n"])
def test_an_empty_end_date_does_not_take_the_next_title(empty: str) -> None:
    first = card("Öka cykling", "Cyklarna blir fler.").replace("Slutdatum\n2024-12-31\n\n", empty)
    model = read(first + card("Fler bostäder", "Bostäder byggs."))
    assert titles(model) == ["Öka cykling", "Fler bostäder"]
    assert comments(model) == ["Cyklarna blir fler.", "Bostäder byggs."]
    assert assignments(model)[0].deadline_text is None
    assert kinds(model) == {DoubtKind.MISSING_DEADLINE}


def test_an_empty_field_of_boards_invents_none() -> None:
    first = card("Öka cykling", "Cyklarna blir fler.", boards="")
    model = read(first + card("Fler bostäder", "Bostäder byggs."))
    assert [e.responsible for e in assignments(model)] == [(), ("board/tekniska-namnden",)]
    assert kinds(model) == {DoubtKind.NO_RESPONSIBLE_BODY}


def test_the_same_short_comment_on_every_card_is_no_page_furniture() -> None:
    names = ["Minska matsvinnet", "Öka cykling", "Fler laddstolpar", "Ny simhall"]
    model = read("".join(card(name, "Arbetet fortgår enligt plan") for name in names))
    assert titles(model) == names
    assert comments(model) == ["Arbetet fortgår enligt plan"] * 4


def test_sub_headings_stay_in_their_comments() -> None:
    names = ["Minska matsvinnet", "Öka cykling", "Fler laddstolpar"]
    text = "Nuläge\n\nArbetet med {} löper.\n\nNästa steg\n\nEn plan tas fram."
    model = read("".join(card(name, text.format(name)) for name in names))
    assert titles(model) == names
    assert comments(model)[2] == (
        "Nuläge Arbetet med Fler laddstolpar löper. Nästa steg En plan tas fram."
    )


def test_a_topic_above_a_title_is_its_heading() -> None:
    model = read(
        card("Minska matsvinnet", "Svinnet minskar.")
        + card("Öka cykling", "Cykling ökar.")
        + "Miljö och klimat\n\n"
        + card("Plantera träd", "Träd planteras.")
    )
    assert titles(model) == ["Minska matsvinnet", "Öka cykling", "Plantera träd"]
    assert [e.heading for e in assignments(model)] == [None, None, "Miljö och klimat"]
    assert comments(model)[-1] == "Träd planteras."


def test_a_card_without_comment_does_not_take_the_next_cards() -> None:
    bare = card("Inför avgiftsfri simskola", "").replace("\n\n\n\n", "\n\n")
    model = read(
        card("Kartlägg behovet", "Behovet är kartlagt.")
        + bare
        + card("Ta fram en plan", "Planen är antagen.\n\nEkonomi\n\nKostnaden blev lägre.")
    )
    assert titles(model) == ["Kartlägg behovet", "Inför avgiftsfri simskola", "Ta fram en plan"]
    assert comments(model) == [
        "Behovet är kartlagt.", None, "Planen är antagen. Ekonomi Kostnaden blev lägre.",
    ]  # fmt: skip


def test_the_municipality_at_the_top_counts_before_others_named_often() -> None:
    text = "Alvesta kommun och Alvesta kommun och Alvesta kommun deltar."
    model = read(card("Samarbete med Alvesta kommun", text), HEAD.replace("Kvarnsjö", "Växjö"))
    assert model.register.municipality.name == "Växjö"


def test_fields_on_one_line_are_told_apart_by_their_columns() -> None:
    model = read(
        "Ny simhall\n\nUtredningen är klar.\n\n"
        "Ansvarig nämnd: Kommunstyrelsen   Status: Avslutad   Slutdatum: 2024-03-31\n\n"
        "Ny skola\n\nSkolan byggs.\n\n"
        "Ansvarig nämnd      Skolnämnden     Status   Pågående    Slutdatum   2025-06-30\n"
    )
    assert titles(model) == ["Ny simhall", "Ny skola"]
    read_fields = [(e.responsible, str(e.deadline)) for e in assignments(model)]
    assert read_fields == [
        (("board/kommunstyrelsen",), "2024-03-31"),
        (("board/skolnamnden",), "2025-06-30"),
    ]
    assert [a.status_text for a in model.assessments] == ["Avslutad", "Pågående"]


def test_columns_side_by_side_are_refused() -> None:
    body = (
        "Hållbart resande\n"
        "Resorna med buss ökar.           Ansvarig nämnd\n"
        "Ett resecentrum invigdes.        Tekniska nämnden\n"
        "Cykelgaraget är fullt.           Status\n"
        "Det byggs ut.                    Pågående\n"
        "Mer behövs.                      Slutdatum\n"
        "Medel söks.                      2024-12-31\n\n"
    )
    with pytest.raises(UnknownLayoutError, match="side by side"):
        read(body + "Status\nSlutdatum\n")


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("2024-12-31 (förlängd)", "2024-12-31"),
        ("2024\u201112\u201131", "2024-12-31"),
        ("31.12.2024", "2024-12-31"),
        ("2024/12/31", "2024-12-31"),
        ("T3 2024", "2024-12-31"),
        ("Q4-2024", "2024-12-31"),
        ("första kvartalet 2025", "2025-03-31"),
        ("oktober–december 2024", "2024-12-31"),
    ],
)
def test_end_dates_are_read_in_the_ways_they_are_written(wording: str, day: str) -> None:
    (element,) = assignments(read(card("Ny skola", "Skolan byggs.", deadline=wording)))
    assert (str(element.deadline), element.deadline_text) == (
        day,
        wording.replace("\u2011", "\u2011"),
    )


def test_an_end_date_that_cannot_be_read_is_doubted() -> None:
    model = read(card("Ny skola", "Skolan byggs.", deadline="våren 2025"))
    assert assignments(model)[0].deadline is None
    assert kinds(model) == {DoubtKind.MISSING_DEADLINE}


def test_words_of_a_comment_that_look_like_labels_are_none() -> None:
    text = "Klart: hela bidragsmodellen. Mer återstår.\nUppföljning: sker årligen."
    body = card("Stöd till föreningar", text) + card("Analys av lokaler", "Beslut: den antogs.")
    model = read(body)
    assert titles(model) == ["Stöd till föreningar", "Analys av lokaler"]
    assert [str(e.deadline) for e in assignments(model)] == ["2024-12-31"] * 2
    assert comments(model) == [text.replace("\n", " "), "Beslut: den antogs."]


@pytest.mark.parametrize(
    ("printed", "responsible", "groups", "contributing"),
    [
        ("TN och KS", ["Tekniska nämnden", "Kommunstyrelsen"], [], []),
        ("BUN, SN", ["Barn- och utbildningsnämnden", "Socialnämnden"], [], []),
        ("Kommunstyrelse", ["Kommunstyrelsen"], [], []),
        ("Samtliga nämnder utom valnämnden", [], ["Samtliga nämnder utom valnämnden"], []),
        ("Kommunstyrelsen i samråd med Miljönämnden", ["Kommunstyrelsen"], [], ["Miljönämnden"]),
        ("Programnämnd barn och utbildning\nProgramnämnd social välfärd",
         ["Programnämnd barn och utbildning", "Programnämnd social välfärd"], [], []),
        ("Gemensamma nämnden för hjälpmedel", ["Gemensamma nämnden för hjälpmedel"], [], []),
    ],
)  # fmt: skip
def test_names_of_bodies_are_neither_glued_nor_cut(
    printed: str, responsible: list[str], groups: list[str], contributing: list[str]
) -> None:
    model = read(card("Ny skola", "Skolan byggs.", boards=printed))
    names = {body.key: body.name for body in model.register.bodies}
    (element,) = assignments(model)
    assert [names[key] for key in element.responsible] == responsible
    assert [name for _, name in model.groups] == groups
    assert [names[key] for key in element.contributing] == contributing


def test_what_an_abbreviation_only_usually_means_is_doubted() -> None:
    model = read(card("Ny skola", "Skolan byggs.", boards="BUN"))
    (doubt,) = [d for d in model.doubts if d.kind is DoubtKind.UNKNOWN_ABBREVIATION]
    assert "”BUN” lästes som Barn- och utbildningsnämnden" in doubt.sv
    told = read("Barn- och utbildningsnämnden (BUN)\n\n" + card("Ny skola", "Den.", boards="BUN"))
    assert DoubtKind.UNKNOWN_ABBREVIATION not in kinds(told)


def test_a_reading_guide_is_no_card() -> None:
    guide = (
        "Läsanvisning\n\nFör varje uppdrag anges:\nAnsvarig nämnd\nStatus\nSlutdatum\n\n"
        "Sammanställning\n\nAvslutad 3\nPågående 2\n\n"
    )
    model = read(guide + card("Minska matsvinnet", "Svinnet minskar.") + card("Cykla", "Bra."))
    assert titles(model) == ["Minska matsvinnet", "Cykla"]


@pytest.mark.parametrize(
    ("status", "comment"),
    [
        ("Pågående", "Uppdraget bedöms vara slutfört under 2025."),
        ("Pågående", "Uppdraget är slutfört till hälften."),
        ("Pågående", "Delar av uppdraget är klart."),
        ("Pågående", "Deluppdraget är klart."),
        ("Avslutad", "Uppdraget kommer att slutföras av servicenämnden i linjen."),
    ],
)
def test_a_reservation_is_no_contradiction(status: str, comment: str) -> None:
    assert kinds(read(card("Ny skola", comment, status=status))) == set()


def test_a_running_head_is_not_the_documents_title() -> None:
    head = "Kvarnsjö kommun 2024-12-31\n\nUppföljning av fullmäktiges uppdrag 2024\n\n"
    model = read(card("Ny skola", "Skolan byggs.") + card("Ny väg", "Vägen byggs."), head)
    assert model.document.title == "Uppföljning av fullmäktiges uppdrag 2024"
    assert model.document.kind == "follow-up"


def test_labels_in_disorder_end_in_a_refusal_or_doubts_and_never_in_a_crash() -> None:
    words = (
        "Slutdatum/Status/Status/Status/Beslutad av:/Status/Sida 3/Uppdrag/Ansvarig nämnd/"
        "Ansvarig nämnd/Ansvarig nämnd/Beslutad av:/Beslutad av:/Ansvarig nämnd/Ansvarig nämnd/"
        "Uppdrag/Slutdatum/Slutdatum//Slutdatum/Uppdrag/Status/Status/Status/Slutdatum/Slutdatum/"
        "Uppdrag/Ansvarig nämnd/Ansvarig nämnd"
    )
    try:
        model = read(words.replace("/", "\n"), "Uppföljning 2024\nLunds kommun\n")
    except ReadingError as error:
        assert str(error)
    else:
        assert model.doubts


def test_goals_with_labelled_fields_are_no_assignments() -> None:
    text = (
        "Uppföljning av mål 2024\nKvarnsjö kommun\n\n"
        "Nämndens mål 1: Färre unga står utan arbete\nResultat: Gul\n"
        "Analys: Andelen har minskat, men inte så mycket som det var tänkt.\n"
        "Ansvarig: Arbetsmarknadsnämnden\n\n"
        "Nämndens mål 2: Besked lämnas inom 30 dagar\nResultat: Grön\n"
        "Analys: Alla beslut utom två har fattats i tid.\nAnsvarig: Socialnämnden\n"
    )
    model = read_document(read_text(text.encode()))
    assert [(e.kind, e.title) for e in model.elements] == [
        (ElementKind.BOARD_GOAL, "Färre unga står utan arbete"),
        (ElementKind.BOARD_GOAL, "Besked lämnas inom 30 dagar"),
    ]
