"""Shared responsibility, whole: filters, graphs, tables, sentences, pictures that stay readable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import (
    Responsibilities,
    SharingAnalysis,
    analyse_boards,
    analyse_sharing,
    load_responsibilities,
    role_sentences,
    sharing_at_least,
    sharing_of,
    strongest,
)
from styrkedja.graph.rdf.store import Store, dataset_of
from styrkedja.ontology.namespaces import prefix_lines

Make = Callable[..., Responsibilities]
LULEA = "delarsrapport-januari-april-2023"
ROLES = {
    "responsible": "sk:responsible",
    "carrying-out": "sk:carriedOutBy",
    "coordinating": "sk:coordinatedBy",
    "contributing": "sk:contributingBody",
    "group": "sk:responsibleThroughGroup",
}


@pytest.mark.parametrize("role", [*ROLES, "any"])
@pytest.mark.parametrize("store", ["layouts_store", "real_store"])
def test_who_has_what_in_each_role_agrees_with_sparql(
    role: str, store: str, request: pytest.FixtureRequest
) -> None:
    graph: Store = request.getfixturevalue(store)
    path = "|".join(ROLES.values()) if role == "any" else ROLES[role]
    made = load_responsibilities(graph, kind="SteeringElement", role=role)
    asked = graph.select(
        prefix_lines()
        + f"""SELECT DISTINCT ?element ?body WHERE {{
  ?element a sk:SteeringElement ; {path} ?body .
  OPTIONAL {{ ?later sk:continues ?element }} FILTER(!BOUND(?later)) }}"""
    )
    assert {(e.iri, body) for e in made.elements for body in e.bodies} == {
        (row["element"], row["body"]) for row in asked.dicts()
    }


def test_a_plain_dataset_knows_who_carries_out_without_a_reasoner(
    layouts_store: Store,
) -> None:
    plain = dataset_of(
        quad for quad in layouts_store.quads() if "/inferred" not in str(quad.graph_name)
    )
    for role in ("responsible", "group"):
        for document in ("delarsrapport-januari-augusti-2025", "sarskilda-uppdrag-2024"):
            assert load_responsibilities(plain, document=document, role=role) == (
                load_responsibilities(layouts_store, document=document, role=role)
            )


def test_filters_by_status_leave_the_rest_out(example_store: Store) -> None:
    document = "sarskilda-uppdrag-2024"
    every = load_responsibilities(example_store, document=document)
    total = 0
    for status in ("ongoing", "completed", "unknown", "not-started", "on-hold", "remaining",
                   "cancelled", "not-reported"):  # fmt: skip
        some = load_responsibilities(example_store, document=document, status=status)
        assert {(e.status or "/unknown").rpartition("/")[2] for e in some.elements} <= {status}
        total += len(some.elements)
    assert total == len(every.elements) > 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"role": "owner"}, "no role 'owner'; there are responsible, carrying-out"),
        ({"status": "late"}, "no status 'late'; there are not-started"),
        ({"kind": "Board"}, "no kind of element 'Board'; there are Activity"),
    ],
)
def test_unknown_filters_are_refused_in_both_languages(
    given: dict[str, str], says: str, example_store: Store
) -> None:
    with pytest.raises(ParameterError, match=says) as refused:
        analyse_sharing(example_store, **given)
    assert refused.value.sv is not None and "finns inte" in refused.value.sv


def test_graphs_tables_and_analysis_have_the_same_figures(lund: Responsibilities) -> None:
    analysis = sharing_of(lund)
    assert analysis.boards == analyse_boards(lund)
    weights = {
        frozenset((first, second)): data for first, second, data in analysis.shared.edges(data=True)
    }
    rows = [
        dict(zip((c.name for c in analysis.sheet("pairs").columns), row, strict=True))
        for row in analysis.sheet("pairs").rows
    ]
    assert len(rows) == len(weights) == 12
    for row in rows:
        edge = weights[frozenset((str(row["body_a_iri"]), str(row["body_b_iri"])))]
        assert (row["shared"], row["jaccard"]) == (edge["weight"], edge["jaccard"])
        assert row["p"] == edge["p"]
        chance = analysis.chance(str(row["body_b_iri"]), str(row["body_a_iri"]))
        assert chance is not None and chance.p == row["p"]
    node = analysis.shared.nodes[next(b.body.iri for b in analysis.boards.boards if b.is_cut)]
    assert node["cuts_off"]
    matrix = analysis.sheet("matrix").rows
    assert len(matrix) == 11 * 11
    assert sum(int(str(row[3])) for row in matrix) == 2 * 16 + 49
    assert len(analysis.sheet("parts").rows) == analysis.bipartite.number_of_edges() == 49
    assert [row[2] for row in analysis.sheet("elements").rows].count(1) == 26


def test_sentences_say_how_much_who_and_whether_by_chance(
    lund: Responsibilities, make: Make
) -> None:
    assert sharing_of(lund).sentences("sv") == (
        "Av 36 uppdrag delas 10 av två eller flera nämnder. Flest gemensamma uppdrag, 2, har fyra "
        "par: Bygg och KS; KoF och Tek; KS och Serv; KS och Tek. Inget par har säkert fler "
        "gemensamma uppdrag än slumpen kan ge, med tanke på hur många var och en har."
    )
    rows = ["ab"] * 8 + ["ac", "bd", "ce", "de", "cf", "df", "ef", "ce", "df"] * 2
    assert (
        sharing_of(make(rows))
        .sentences("en")
        .endswith(
            "Considering how many each of them has, a and b have more assignments in common than "
            "chance can give."
        )
    )
    assert (
        sharing_of(make(rows))
        .sentences("sv")
        .endswith(
            "Med tanke på hur många var och en har, har a och b fler gemensamma uppdrag än slumpen "
            "kan ge."
        )
    )


def test_where_nothing_is_shared_that_is_the_answer(make: Make) -> None:
    assert sharing_of(make(["a", "b"])).sentences("sv") == (
        "Inget av 2 uppdrag delas av flera nämnder. 2 nämnder är ansvariga var för sig."
    )
    empty = sharing_of(make([]))
    assert empty.sentences("en").startswith("There are no assignments to show.")
    assert empty.pictures() == {}
    assert all(sheet.rows == () for sheet in empty.sheets())
    alone = sharing_of(make(["a"]))
    assert set(alone.pictures("sv")) == {"network", "matrix"}
    assert alone.sentences("en") == (
        "None of 1 assignment is shared between boards. 1 board is responsible alone."
    )
    nobodys = sharing_of(make([""]))
    assert nobodys.sentences("sv").endswith("Det anges inte vem de hör till.")
    assert nobodys.sentences("en").endswith("Whose they are is not stated.")


def test_in_the_real_interim_report_only_contributions_are_shared(real_store: Store) -> None:
    none = analyse_sharing(real_store, document=LULEA, kind="SteeringElement")
    assert none.boards.shared == ()
    assert none.sentences("sv").startswith("Inget av 246 styrelement delas av flera organ.")
    goals = analyse_sharing(real_store, document=LULEA, kind="OverarchingGoal", role="contributing")
    # By hand, from the key: 9 goals name 7, 10, 2, 3, 7, 4, 3, 9 and 4 contributing bodies …
    assert sum(len(element.bodies) for element in goals.boards.elements) == 49
    assert goals.sentences("sv").startswith(
        "Av 9 mål har 9 två eller flera bidragande organ. Flest gemensamma mål, 5, har Luleå "
        "Lokaltrafik AB och Socialnämnden."
    )


def test_the_real_activities_shared_by_two_boards_are_counted_once(real_store: Store) -> None:
    analysis = analyse_sharing(
        real_store, document="forvaltningens-verksamhet-och-utveckling-2023", kind="Activity"
    )
    assert analysis.sentences("sv").startswith(
        "Av 142 aktiviteter delas 69 av två eller flera nämnder. Flest gemensamma aktiviteter, 67, "
    )
    loads = sum(board.load for board in analysis.boards.boards)
    assert loads == 210  # 142 once, 68 more for what stands with several.


def crowd(make: Make, boards: int) -> SharingAnalysis:
    names = [f"b{number:02}" for number in range(boards)]
    rows: list[tuple[str, ...]] = list(combinations(names, 2))
    return sharing_of(make([*rows, *[(names[0], names[1])] * 3]))


def test_a_crowd_is_filtered_before_it_is_drawn(make: Make) -> None:
    analysis = crowd(make, 64)
    shown = strongest(analysis.boards)
    assert len(shown.boards) == 60
    assert [(p.first.name, p.second.name) for p in shown.pairs] == [("b00", "b01")]
    assert strongest(shown) == shown
    assert strongest(replace(shown, boards=shown.boards[:2])).pairs == shown.pairs


def test_the_picture_says_what_it_leaves_out(make: Make) -> None:
    analysis = crowd(make, 9)
    svg = analysis.pictures("sv")["network"]
    words = " ".join(ElementTree.fromstring(svg).itertext())
    assert "Linjerna är de 1 av 36 par som delar mest; resten finns i tabellen." in words
    assert "Källa: Uppdrag." in words
    english = " ".join(ElementTree.fromstring(analysis.pictures("en")["matrix"]).itertext())
    assert "Who share assignments, in the order of groups" in english


def test_pairs_beyond_chance_are_marked_in_the_matrix(make: Make) -> None:
    rows = ["ab"] * 8 + ["ac", "bd", "ce", "de", "cf", "df", "ef", "ce", "df"] * 2
    svg = sharing_of(make(rows)).pictures("sv")["matrix"]
    assert svg.count(">8*</text>") == 2
    assert "fler gemensamma än slumpen" in svg


def test_the_part_of_those_that_share_so_many_keeps_the_measures_of_the_whole(
    layouts_store: Store,
) -> None:
    whole = analyse_sharing(layouts_store).boards
    part = sharing_at_least(whole, 2)
    assert part.pairs == tuple(pair for pair in whole.pairs if pair.count >= 2)
    assert 0 < len(part.boards) < len(whole.boards)
    for board in part.boards:
        assert board == whole.board(board.body.iri)
    lost = next(pair for pair in whole.pairs if pair.count == 1)
    assert part.pair(lost.first.iri, lost.second.iri) is None


@pytest.mark.parametrize("role", ["responsible", "contributing", "group"])
def test_the_sentences_of_a_role_are_those_of_the_analysis_without_chance(
    role: str, layouts_store: Store
) -> None:
    analysis = analyse_sharing(layouts_store, kind="SteeringElement", role=role)
    for lang in ("sv", "en"):
        said = role_sentences(analysis.boards, role, lang)
        assert analysis.sentences(lang).startswith(said[0])
        assert analysis.boards.shared
        assert any(str(analysis.boards.pairs[0].count) in sentence for sentence in said[1:])
