"""The board analysis: measures, pairs, matrix, overdue; and its two sentences."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from styrkedja.graph.analysis import (
    BodyItem,
    Responsibilities,
    alphabetical,
    analyse_boards,
    is_overdue,
    load_responsibilities,
    nouns,
    summary_sentences,
    top_pairs,
)
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import load_query

STATUS = "https://w3id.org/styrkedja/status/"
Make = Callable[..., Responsibilities]


def test_the_real_follow_up_has_the_numbers_counted_by_hand(lund: Responsibilities) -> None:
    analysis = analyse_boards(lund)
    assert analysis.by_board_count == ((1, 26), (2, 7), (3, 3))
    assert (len(analysis.boards), len(analysis.pairs), len(analysis.shared)) == (11, 12, 10)
    named = {board.body.name: board for board in analysis.boards}
    assert {name: (b.load, b.shared, b.partners, b.strength) for name, b in named.items()} == {
        "KS": (16, 6, 5, 8), "BoS": (6, 2, 2, 2), "AoS": (2, 2, 2, 2), "Tek": (5, 4, 4, 6),
        "KoF": (2, 2, 3, 4), "Serv": (5, 3, 4, 5), "Bygg": (3, 3, 3, 4), "Utb": (5, 1, 1, 1),
        "VoO": (3, 0, 0, 0), "Miljö": (1, 0, 0, 0), "Överf": (1, 0, 0, 0),
    }  # fmt: skip
    assert analysis.parts == 1
    assert [board.body.name for board in analysis.boards if not board.community] == [
        "Miljö", "VoO", "Överf",
    ]  # fmt: skip


def test_a_cut_vertex_says_what_it_would_cut_off(lund: Responsibilities) -> None:
    analysis = analyse_boards(lund)
    names = {board.body.iri: board.body.name for board in analysis.boards}
    lost = {
        board.body.name: [sorted(names[iri] for iri in part) for part in board.cuts_off]
        for board in analysis.boards
        if board.is_cut
    }
    assert lost == {"KS": [["AoS", "BoS", "Utb"]], "BoS": [["AoS", "Utb"]], "AoS": [["Utb"]]}


def test_betweenness_is_the_share_of_shortest_ways(make: Make) -> None:
    analysis = analyse_boards(make([("a", "b"), ("b", "c")]))
    assert {board.body.name: board.betweenness for board in analysis.boards} == {
        "a": 0.0, "b": 1.0, "c": 0.0,
    }  # fmt: skip


def test_boards_that_mostly_share_with_each_other_are_one_community(make: Make) -> None:
    rows = [("a", "b", "c")] * 3 + [("x", "y", "z")] * 3 + [("c", "x")]
    analysis = analyse_boards(make([*rows, ("alone",)]))
    groups = {board.body.name: board.community for board in analysis.boards}
    assert groups == {"a": 1, "b": 1, "c": 1, "x": 2, "y": 2, "z": 2, "alone": 0}
    assert [board.body.name for board in analysis.boards] == [*"abcxyz", "alone"]


def test_pairs_and_matrix_say_the_same(lund: Responsibilities) -> None:
    analysis = analyse_boards(lund)
    counts = [pair.count for pair in analysis.pairs]
    assert counts == sorted(counts, reverse=True) == [2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1]
    matrix = analysis.matrix()
    assert [row[place] for place, row in enumerate(matrix)] == [b.load for b in analysis.boards]
    assert sum(map(sum, matrix)) == 2 * sum(counts) + 49
    for pair in analysis.pairs:
        assert analysis.pair(pair.second.iri, pair.first.iri) is pair
        assert analysis.count(pair.first.iri, pair.second.iri) == pair.count
    first, last = analysis.boards[0].body.iri, analysis.boards[-1].body.iri
    assert analysis.pair(first, last) is None
    assert analysis.count(first, last) == 0
    with pytest.raises(KeyError):
        analysis.board("https://example.org/nobody")


def test_unknown_status_is_counted_apart_and_last(make: Make) -> None:
    statuses = [None, None, None, f"{STATUS}not-started"]
    analysis = analyse_boards(make([("a",)] * 4, statuses=statuses))
    assert analysis.boards[0].statuses == ((f"{STATUS}not-started", 1), (None, 3))


@pytest.mark.parametrize(
    ("status", "deadline", "late"),
    [
        ("ongoing", date(2023, 12, 30), True),
        (None, date(2023, 12, 30), True),
        ("on-hold", date(2023, 12, 30), True),
        ("ongoing", date(2023, 12, 31), False),
        ("ongoing", None, False),
        ("completed", date(2020, 1, 1), False),
        ("cancelled", date(2020, 1, 1), False),
    ],
)
def test_overdue_is_past_its_day_and_not_done(
    make: Make, status: str | None, deadline: date | None, late: bool
) -> None:
    concept = None if status is None else f"{STATUS}{status}"
    made = make([("a",)], statuses=[concept], deadlines=[deadline])
    assert is_overdue(made.elements[0]) is late
    analysis = analyse_boards(made)
    assert analysis.boards[0].overdue == int(late)
    assert analysis.overdue() == (made.elements if late else ())


def test_without_any_day_overdue_is_not_known(make: Make) -> None:
    made = make([("a",)], deadlines=[date(2020, 1, 1)], as_of=None)
    assert analyse_boards(made).boards[0].overdue is None
    assert analyse_boards(made).overdue() == ()
    assert analyse_boards(made, as_of=date(2020, 1, 2)).boards[0].overdue == 1


@pytest.mark.parametrize("document", [None, "sarskilda-uppdrag-2023", "sarskilda-uppdrag-2024"])
def test_load_status_and_overdue_agree_with_sparql(
    document: str | None, example_store: Store
) -> None:
    made = load_responsibilities(example_store, document=document)
    analysis = analyse_boards(made)
    iri = made.elements[0].document if document else None

    def rows(name: str) -> list[dict[str, str | None]]:
        return list(example_store.select(load_query(name).text(document=iri)).dicts())

    assert {(r["board"], int(r["assignments"] or 0), int(r["shared"] or 0))
            for r in rows("load_by_board")} == {
        (board.body.iri, board.load, board.shared) for board in analysis.boards
    }  # fmt: skip
    assert {(r["board"], r["status"], int(r["assignments"] or 0))
            for r in rows("status_by_board")} == {
        (board.body.iri, status, number)
        for board in analysis.boards for status, number in board.statuses
    }  # fmt: skip
    by_count = rows("assignments_by_board_count")
    assert [(int(r["boards"] or 0), int(r["assignments"] or 0)) for r in by_count] == list(
        analysis.by_board_count
    )
    late = {item.iri for item in analysis.overdue()}
    assert {r["assignment"] for r in rows("overdue")} == late
    assert late
    assert {r["assignment"] for r in rows("shared_assignments")} == {
        item.iri for item in analysis.shared
    }


def test_nothing_at_all_is_an_answer_too(make: Make) -> None:
    analysis = analyse_boards(make([]))
    assert (analysis.boards, analysis.pairs, analysis.matrix(), analysis.parts) == ((), (), (), 0)
    assert summary_sentences(analysis, "sv")[0] == "Det finns inga uppdrag att visa."
    assert summary_sentences(analysis, "en")[0] == "There are no assignments to show."


def test_two_sentences_say_how_much_is_shared_and_by_whom(lund: Responsibilities) -> None:
    analysis = analyse_boards(lund)
    assert summary_sentences(analysis, "sv") == (
        "Av 36 uppdrag delas 10 av två eller flera nämnder.",
        "KS delar uppdrag med flest andra (5). Flest gemensamma uppdrag, 2, har fyra par: "
        "Bygg och KS; KoF och Tek; KS och Serv; KS och Tek.",
    )
    assert summary_sentences(analysis, "en") == (
        "Of 36 assignments, 10 are shared by two or more boards.",
        "KS shares assignments with the most others (5). Four pairs have the most assignments "
        "in common, 2: Bygg and KS; KoF and Tek; KS and Serv; KS and Tek.",
    )


def test_sentences_where_two_lead_and_where_nothing_is_shared(make: Make) -> None:
    pair = analyse_boards(make([("a", "b"), ("c",)]))
    assert summary_sentences(pair, "sv")[1] == (
        "a och b delar uppdrag med flest andra (1 vardera). "
        "Flest gemensamma uppdrag, 1, har a och b."
    )
    assert summary_sentences(pair, "en")[1] == (
        "a and b share assignments with the most others (1 each). "
        "a and b have the most assignments in common, 1."
    )
    alone = analyse_boards(make([("a",), ("b",)]))
    assert summary_sentences(alone, "sv") == (
        "Inget av 2 uppdrag delas av flera nämnder.",
        "2 nämnder är ansvariga var för sig.",
    )


def test_the_pairs_that_share_the_most_are_named_or_counted_and_can_be_linked(make: Make) -> None:
    ring = ["ab", "bc", "cd", "de", "ea"]
    analysis = analyse_boards(make([*ring, "ac", *ring]))
    assert [(p.first.name, p.second.name) for p in top_pairs(analysis, limit=2)] == [
        (p.first.name, p.second.name) for p in analysis.pairs[:2]
    ]
    assert len(top_pairs(analysis)) == len(ring)
    assert {pair.count for pair in top_pairs(analysis)} == {2}
    swedish, english = (summary_sentences(analysis, lang)[1] for lang in ("sv", "en"))
    assert swedish.endswith(" Flest gemensamma uppdrag är 2; så många har 5 par.")
    assert english.endswith(" The most assignments in common are 2; 5 pairs have as many.")
    assert top_pairs(analyse_boards(make([("a",)]))) == ()


@pytest.mark.parametrize(
    ("kinds", "swedish", "english"),
    [
        (["Board", "ExecutiveBoard"], ("nämnd", "nämnder"), ("board", "boards")),
        (["MunicipalCompany"], ("bolag", "bolag"), ("company", "companies")),
        (
            ["Board", "MunicipalCompany"],
            ("nämnd eller bolag", "nämnder och bolag"),
            ("board or company", "boards and companies"),
        ),
        (["Board", "Administration"], ("organ", "organ"), ("body", "bodies")),
    ],
)
def test_bodies_are_called_what_they_are(
    kinds: list[str], swedish: tuple[str, str], english: tuple[str, str], make: Make
) -> None:
    bodies = [BodyItem(f"b:{kind}", kind, kind, "Lund") for kind in kinds]
    for lang, words in (("sv", swedish), ("en", english)):
        noun = nouns(bodies, make([("a",)]).elements, lang)
        assert (noun.body, noun.bodies) == words


def test_names_stand_in_the_order_of_the_swedish_alphabet() -> None:
    names = ["Östra", "Zon", "Äldre", "Åre", "arkiv", "Éva", "Eva"]
    assert sorted(names, key=alphabetical) == [
        "arkiv",
        "Eva",
        "Éva",
        "Zon",
        "Åre",
        "Äldre",
        "Östra",
    ]


def test_boards_of_several_municipalities_say_whose_they_are(make: Make) -> None:
    one, other = make([("a",)]), make([("b",)], municipality="Höör")
    both = Responsibilities(one.bodies + other.bodies, one.elements + other.elements, None)
    analysis = analyse_boards(both)
    assert [analysis.name(board.body) for board in analysis.boards] == ["a (Lund)", "b (Höör)"]
    assert analyse_boards(one).name(one.bodies[0]) == "a"


def test_a_sum_over_several_municipalities_says_so(make: Make) -> None:
    one, other = make([("a", "b")]), make([("c",)], municipality="Höör")
    both = Responsibilities(one.bodies + other.bodies, one.elements + other.elements, None)
    analysis = analyse_boards(both)
    assert summary_sentences(analysis, "sv")[0].startswith("Av 2 uppdrag i Höör och Lund delas 1 ")
    assert summary_sentences(analysis, "en")[0].startswith("Of 2 assignments in Höör and Lund, 1 ")


def test_the_same_in_every_process_whatever_the_order_of_sets() -> None:
    code = (
        "from styrkedja.graph.analysis import *\n"
        "names = [f'b{n}' for n in range(12)]\n"
        "bodies = tuple(BodyItem('b:' + n, n, 'Board', '') for n in names)\n"
        "elements = tuple(ElementItem(f'e:{n}', f'{n:02}', 'SpecialAssignment', 'd:', '', None,\n"
        "    tuple(sorted({bodies[n * 7 % 12].iri, bodies[n * 5 % 11].iri})), None, None, None)\n"
        "    for n in range(30))\n"
        "analysis = analyse_boards(Responsibilities(bodies, elements, None))\n"
        "print(network_svg(analysis), [export_boards(analysis, f) for f in EXPORT_FORMATS])\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
