"""Shared responsibility as tables."""

from __future__ import annotations

from styrkedja.ontology.namespaces import STATUS

from .sharing import SharingAnalysis
from .sheets import Column, Sheet

__all__ = ["sharing_sheets"]

_TITLES = Column(
    "titles",
    "text",
    "Gemensamma",
    "Shared",
    "Titlarna på det gemensamma, åtskilda av |.",
    "Titles of what is shared, parted by |.",
)
_A = Column("body_a", "text", "Organ", "Body", "Det ena organet.", "The one body.")
_B = Column("body_b", "text", "Organ 2", "Body 2", "Det andra organet.", "The other body.")
_A_IRI = Column("body_a_iri", "iri", "IRI", "IRI", "Det ena organets IRI.", "Its IRI.")
_B_IRI = Column("body_b_iri", "iri", "IRI 2", "IRI 2", "Det andra organets IRI.", "Its IRI.")
_SHARED = Column(
    "shared",
    "integer",
    "Antal gemensamma",
    "Number shared",
    "Antal element som båda har; vart och ett räknat en gång.",
    "How many elements both have, each counted once.",
)


def sharing_sheets(analysis: SharingAnalysis) -> tuple[Sheet, ...]:
    """Return the analysis as tables: bodies, pairs, matrix, elements, and who has what."""
    return (
        _bodies(analysis),
        _pairs(analysis),
        _matrix(analysis),
        _elements(analysis),
        _parts(analysis),
    )


def _bodies(analysis: SharingAnalysis) -> Sheet:
    boards = analysis.boards
    names = {board.body.iri: boards.name(board.body) for board in boards.boards}

    def number(name: str, sv: str, en: str, meaning_sv: str, meaning_en: str) -> Column:
        return Column(name, "integer", sv, en, meaning_sv, meaning_en)

    columns = (
        Column("body", "text", "Organ", "Body", "Organets namn.", "Name of the body."),
        Column("municipality", "text", "Kommun", "Municipality", "Kommunens namn.", "Its name."),
        number("load", "Har", "Has", "Antal element den har.", "How many elements it has."),
        number("shared", "Delade", "Shared", "Antal den delar.", "How many of them it shares."),
        number(
            "partners",
            "Delar med",
            "Shares with",
            "Antal andra organ den delar något med.",
            "With how many others it shares something.",
        ),
        number(
            "strength",
            "Styrka",
            "Strength",
            "Summan av vad den delar med var och en; ett element med två andra räknas här två "
            "gånger.",
            "Sum of what it shares with each; an element with two others counts twice here.",
        ),
        Column(
            "betweenness",
            "number",
            "Förmedlar",
            "Betweenness",
            "Andel av de kortaste vägarna mellan andra som går genom den, 0–1.",
            "Share of the shortest ways between others that go by it, 0–1.",
        ),
        number(
            "community",
            "Grupp",
            "Community",
            "Nummer på gruppen som mest delar med varandra; tomt för den som inte delar något.",
            "Number of its group of bodies that mostly share with each other; empty for none.",
        ),
        Column(
            "cuts_off",
            "text",
            "Håller fast",
            "Holds on to",
            "Organ som utan den tappar kontakten med resten, åtskilda av |.",
            "Bodies that would lose their link to the rest without it, parted by |.",
        ),
        Column("body_iri", "iri", "IRI", "IRI", "Organets IRI.", "Its IRI."),
    )
    rows = tuple(
        (
            board.body.name,
            board.body.municipality or None,
            board.load,
            board.shared,
            board.partners,
            board.strength,
            board.betweenness,
            board.community or None,
            " | ".join(names[iri] for part in board.cuts_off for iri in part) or None,
            board.body.iri,
        )
        for board in boards.boards
    )
    return Sheet("bodies", "Organ", "Bodies", columns, rows)


def _pairs(analysis: SharingAnalysis) -> Sheet:
    boards = analysis.boards
    columns = (
        _A,
        _B,
        _SHARED,
        Column(
            "jaccard",
            "number",
            "Andel",
            "Jaccard",
            "Det gemensamma som del av allt som någon av dem har, 0–1.",
            "What they share as part of all that either has, 0–1.",
        ),
        Column(
            "expected",
            "number",
            "Väntat",
            "Expected",
            "Antal som de skulle dela i genomsnitt om allt delades ut på nytt.",
            "How many they would share on average if all were dealt out anew.",
        ),
        Column(
            "p",
            "number",
            "p",
            "p",
            "Hur troligt det då är att de delar så många eller fler, 0–1.",
            "How likely they would then share so many or more, 0–1.",
        ),
        Column(
            "q",
            "number",
            "q",
            "q",
            "p rättat för antalet par (Benjamini–Hochberg).",
            "p corrected for the number of pairs (Benjamini–Hochberg).",
        ),
        Column(
            "more_than_chance",
            "code",
            "Mer än slumpen",
            "More than chance",
            "Ja när q är högst 0,05.",
            "Yes where q is at most 0.05.",
            "yes",
        ),
        _TITLES,
        _A_IRI,
        _B_IRI,
    )
    rows = tuple(
        (
            boards.name(pair.first),
            boards.name(pair.second),
            pair.count,
            pair.jaccard,
            chance.expected,
            chance.p,
            chance.q,
            "yes" if chance.more else "no",
            " | ".join(element.title for element in pair.elements),
            pair.first.iri,
            pair.second.iri,
        )
        for pair, chance in zip(boards.pairs, analysis.chances, strict=True)
    )
    return Sheet("pairs", "Par som delar", "Pairs that share", columns, rows)


def _matrix(analysis: SharingAnalysis) -> Sheet:
    boards = analysis.boards
    order = Column(
        "order",
        "integer",
        "Ordning",
        "Order",
        "Radens plats i matrisen, efter grupp och namn.",
        "The row's place in the matrix, by community and name.",
    )
    rows = tuple(
        (
            number,
            boards.name(row.body),
            boards.name(column.body),
            boards.count(row.body.iri, column.body.iri),
            row.body.iri,
            column.body.iri,
        )
        for number, row in enumerate(boards.boards, start=1)
        for column in boards.boards
    )
    columns = (order, _A, _B, _SHARED, _A_IRI, _B_IRI)
    return Sheet("matrix", "Matris", "Matrix", columns, rows)


def _elements(analysis: SharingAnalysis) -> Sheet:
    names = {board.body.iri: board.body.name for board in analysis.boards.boards}
    columns = (
        Column("element", "text", "Element", "Element", "Titel.", "Title."),
        Column("kind", "code", "Slag", "Kind", "Elementets slag.", "Kind of element.", "kind"),
        Column(
            "number_of_bodies",
            "integer",
            "Antal organ",
            "Number of bodies",
            "Antal organ; 0 när dokumentet inte namnger något.",
            "How many bodies; 0 where the document names none.",
        ),
        Column("bodies", "text", "Organ", "Bodies", "Åtskilda av |.", "Parted by |."),
        Column(
            "status",
            "code",
            "Status",
            "Status",
            "Senaste status; tomt när den inte är känd.",
            "Newest status; empty where it is not known.",
            "status",
        ),
        Column("deadline", "date", "Slutdatum", "Deadline", "Sista dagen.", "Its last day."),
        Column("document", "text", "Dokument", "Document", "Där det står.", "What states it."),
        Column("element_iri", "iri", "IRI", "IRI", "Elementets IRI.", "Its IRI."),
    )
    rows = tuple(
        (
            item.title,
            item.kind,
            len(item.bodies),
            " | ".join(names[body] for body in item.bodies) or None,
            None if item.status is None else item.status.removeprefix(STATUS),
            item.deadline,
            item.document_label,
            item.iri,
        )
        for item in analysis.boards.elements
    )
    return Sheet("elements", "Element", "Elements", columns, rows)


def _parts(analysis: SharingAnalysis) -> Sheet:
    names = {board.body.iri: board.body.name for board in analysis.boards.boards}
    columns = (
        Column("body", "text", "Organ", "Body", "Organets namn.", "Name of the body."),
        Column("element", "text", "Element", "Element", "Titel.", "Title."),
        Column("body_iri", "iri", "Organets IRI", "IRI of body", "Organets IRI.", "Its IRI."),
        Column("element_iri", "iri", "IRI", "IRI", "Elementets IRI.", "Its IRI."),
    )
    rows = tuple(
        (names[body], item.title, body, item.iri)
        for item in analysis.boards.elements
        for body in item.bodies
    )
    return Sheet("parts", "Vem har vad", "Who has what", columns, rows)
