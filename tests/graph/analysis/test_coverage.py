"""Coverage: three values, roll-ups that count once, the index; and what SPARQL and hands count."""

from __future__ import annotations

from collections import Counter

import pytest

from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import CoverageAnalysis, Value, analyse_coverage, coverage_of
from styrkedja.graph.rdf.store import Store, dataset_of
from styrkedja.ontology.namespaces import prefix_lines
from tests.graph.analysis.chain_making import chain_of

LULEA = "delarsrapport-januari-april-2023"
EDUCATION = "forvaltningens-verksamhet-och-utveckling-2023"
CULTURE = "kultur-och-fritidsnamnden-forvaltningens-verksamhet-och-utveckling-januari-augusti-2020"
LUND = "sarskilda-uppdrag-2023"
FOCUS = "kommunfullmaktiges-fokusomraden-och-mal-2022-2024"


def kinds(analysis: CoverageAnalysis, kind: str) -> dict[str, str]:
    return {c.goal: c.value.value for c in analysis.kinds if c.kind == kind}


def bodies(analysis: CoverageAnalysis) -> dict[tuple[str, str], str]:
    return {(c.goal, c.body): c.value.value for c in analysis.by_body}


def counted(analysis: CoverageAnalysis) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {(p.way, p.level): (p.covered, p.of, p.not_stated) for p in analysis.parts}


def test_a_goal_is_covered_over_any_number_of_steps_and_by_each_thing_once() -> None:
    analysis = coverage_of(chain_of("a1>g1 a1>g2 g1>o1 g2>o1 o2"))
    cell = analysis.kind_cell("o1", "Activity")
    assert cell is not None
    assert (cell.value, cell.elements, cell.direct) == (Value.COVERED, ("a1",), 0)
    goals = analysis.kind_cell("o1", "BoardGoal")
    assert goals is not None
    assert (goals.elements, goals.direct) == (("g1", "g2"), 2)


def test_not_covered_only_where_the_document_states_such_links_at_that_level() -> None:
    analysis = coverage_of(chain_of("a1>g1 g1>o1 o2 u1"))
    assert kinds(analysis, "Activity") == {
        "o1": "covered", "o2": "not-covered", "g1": "covered",
    }  # fmt: skip
    assert kinds(analysis, "Assignment") == dict.fromkeys(("o1", "o2", "g1"), "not-stated")
    assert [goal.iri for goal in analysis.gaps("Activity")] == ["o2"]
    assert analysis.gaps("Assignment") == ()


def test_a_level_of_another_document_says_nothing_of_this_one() -> None:
    one, other = chain_of("a1>g1 g2"), chain_of("g3 g4", document="d:2")
    both = type(one)(
        one.elements + other.elements, one.links, one.parts, one.bodies, one.indicators
    )
    assert kinds(coverage_of(both), "Activity") == {
        "g1": "covered", "g2": "not-covered", "g3": "not-stated", "g4": "not-stated",
    }  # fmt: skip


def test_implementing_and_headings_make_nothing_serve_a_goal() -> None:
    analysis = coverage_of(chain_of("u1>g1 a1=u1 a2>g2 g3#f1 a3>f1"))
    assert kinds(analysis, "Activity")["g1"] == "not-covered"
    areas = coverage_of(chain_of("o1#f1 o2 u1#f1 f2"), level="FocusArea")
    assert [goal.iri for goal in areas.goals] == ["f1", "f2"]
    assert kinds(areas, "Assignment") == {"f1": "covered", "f2": "not-covered"}
    assert coverage_of(chain_of("o1#f1 u1#f1")).index is None


def test_a_body_covers_by_work_or_by_name_and_else_the_document_may_be_silent() -> None:
    analysis = coverage_of(chain_of("a1@b1 a1>g1 g1>o1 o2 a2@b2 o3@b3!contributing"))
    assert bodies(analysis) == {
        ("o1", "b1"): "covered", ("o2", "b1"): "not-covered", ("o3", "b1"): "not-covered",
        ("o1", "b2"): "not-stated", ("o2", "b2"): "not-stated",
        # The goal names who contributes, and b2 is not among them.
        ("o3", "b2"): "not-covered",
        ("o1", "b3"): "not-covered", ("o2", "b3"): "not-covered", ("o3", "b3"): "covered",
        ("g1", "b1"): "covered", ("g1", "b2"): "not-stated", ("g1", "b3"): "not-stated",
    }  # fmt: skip
    cell = analysis.body_cell("o3", "b3")
    assert cell is not None
    assert (cell.roles, cell.elements) == (("contributing",), ())
    assert analysis.body_cell("o1", "b9") is None
    assert analysis.kind_cell("g1", "BoardGoal") is None


def test_the_index_is_the_mean_of_its_parts_and_lists_them() -> None:
    analysis = coverage_of(chain_of("a1>g1 g1>o1 g2 o2 m1:g2 g1@b1 a2"))
    assert counted(analysis) == {
        ("work", "OverarchingGoal"): (1, 2, 0),
        ("work", "BoardGoal"): (1, 2, 0),
        ("indicator", "OverarchingGoal"): (0, 0, 2),
        ("indicator", "BoardGoal"): (1, 2, 0),
        ("body", "OverarchingGoal"): (1, 2, 0),
        ("body", "BoardGoal"): (1, 2, 0),
        ("up", "BoardGoal"): (1, 2, 0),
        ("up", "Activity"): (1, 2, 0),
    }
    assert analysis.index == pytest.approx(0.5)


def test_a_document_that_states_no_links_has_no_index_and_says_why() -> None:
    analysis = coverage_of(chain_of("o1 o2 u1@b1"))
    assert analysis.index is None
    assert {cell.value for cell in analysis.kinds} == {Value.NOT_STATED}
    assert analysis.sentences("sv") == (
        "Här finns 2 övergripande mål, men det anges inte vad som bidrar till målen. Om de täcks "
        "går därför inte att säga; det betyder inte att ingen arbetar för dem."
    )
    assert analysis.sentences("en").startswith("There are 2 overarching goals here, but it is not")


def test_nothing_at_all_is_an_answer_too() -> None:
    analysis = coverage_of(chain_of(""))
    assert analysis.sentences("sv") == "Det finns inga mål att visa."
    assert analysis.sentences("en") == "There are no goals to show."
    assert analysis.pictures() == {}
    assert all(sheet.rows == () for sheet in analysis.sheets())


def test_sentences_name_the_top_the_largest_gap_and_the_index() -> None:
    analysis = coverage_of(chain_of("a1>g1 g1>o1 g2 g3 g2>o2"))
    assert analysis.sentences("sv") == (
        "Alla 2 övergripande mål har nämndmål, initiativ, uppdrag eller aktiviteter under sig. "
        "Störst är luckan här: av 3 nämndmål har 1 initiativ, uppdrag eller aktiviteter under "
        "sig; för 2 anges inget sådant. Täckningsindex är 0,75 av 1 (medelvärdet av 4 andelar; "
        "4 andelar till går inte att bedöma, för det anges inte)."
    )
    assert analysis.sentences("en") == (
        "All 2 overarching goals have board goals, initiatives, assignments or activities under "
        "them. The largest gap is here: of 3 board goals, 1 has initiatives, assignments or "
        "activities under it; for 2 none is stated. The coverage index is 0.75 of 1 (the mean of "
        "4 shares; 4 more cannot be judged, for the documents do not say)."
    )


def test_an_unknown_document_or_level_is_refused(layouts_store: Store) -> None:
    with pytest.raises(ParameterError, match="no level 'Board'"):
        analyse_coverage(layouts_store, level="Board")
    with pytest.raises(ParameterError, match="no document 'budget'"):
        analyse_coverage(layouts_store, document="budget")


def test_a_plain_dataset_without_a_reasoner_gives_the_same(layouts_store: Store) -> None:
    plain = dataset_of(
        quad for quad in layouts_store.quads() if "/inferred" not in str(quad.graph_name)
    )
    for document in ("delarsrapport-januari-augusti-2025", "mal-och-budget-2023-2025"):
        ours = analyse_coverage(layouts_store, document=document)
        theirs = analyse_coverage(plain, document=document)
        assert ours.kinds == theirs.kinds
        assert ours.by_body == theirs.by_body
        assert ours.places == theirs.places
        assert ours.parts == theirs.parts


@pytest.mark.parametrize("store", ["layouts_store", "real_store"])
def test_what_serves_a_goal_agrees_with_sparql(store: str, request: pytest.FixtureRequest) -> None:
    graph: Store = request.getfixturevalue(store)
    documents = graph.select(
        prefix_lines() + "SELECT DISTINCT ?d WHERE { ?e sk:statedIn ?d ; a sk:Goal } ORDER BY ?d"
    )
    assert documents.rows
    for row in documents.dicts():
        document = row["d"] or ""
        analysis = analyse_coverage(graph, document=document)
        rows = graph.select(
            prefix_lines()
            + f"""SELECT ?goal ?kind (COUNT(DISTINCT ?element) AS ?n) WHERE {{
  ?goal a sk:Goal ; sk:statedIn <{document}> .
  VALUES ?kind {{ sk:BoardGoal sk:StrategicInitiative sk:Assignment sk:Activity }}
  ?element a ?kind ; sk:contributesTo+ ?goal .
}} GROUP BY ?goal ?kind"""
        )
        asked = {
            (r["goal"], (r["kind"] or "").rpartition("#")[2]): int(r["n"] or 0)
            for r in rows.dicts()
        }
        counts = {(c.goal, c.kind): len(c.elements) for c in analysis.kinds if c.elements}
        assert {key: n for key, n in counts.items() if key[1] != "Indicator"} == asked
        measured = graph.select(
            prefix_lines()
            + f"""SELECT ?goal (COUNT(DISTINCT ?i) AS ?n) WHERE {{
  ?i sk:measures ?goal . ?goal a sk:Goal ; sk:statedIn <{document}> }} GROUP BY ?goal"""
        )
        assert {k[0]: n for k, n in counts.items() if k[1] == "Indicator"} == {
            r["goal"]: int(r["n"] or 0) for r in measured.dicts()
        }
        served = graph.select(
            prefix_lines()
            + f"""SELECT DISTINCT ?goal ?body WHERE {{
  ?goal a sk:Goal ; sk:statedIn <{document}> .
  {{ ?goal sk:responsible|sk:coordinatedBy|sk:contributingBody|sk:responsibleThroughGroup ?body }}
  UNION
  {{ ?element sk:contributesTo+ ?goal ;
       sk:responsible|sk:coordinatedBy|sk:contributingBody|sk:responsibleThroughGroup ?body }}
}}"""
        )
        assert {(c.goal, c.body) for c in analysis.by_body if c.value is Value.COVERED} == {
            (r["goal"], r["body"]) for r in served.dicts()
        }


# Counted by hand: from the keys in tests/data/keys, which were read by hand from the documents,
# and in the documents that have none.


def test_the_real_interim_report_has_the_shares_counted_by_hand(real_store: Store) -> None:
    analysis = analyse_coverage(real_store, document=LULEA)
    parts = counted(analysis)
    # 9 goals each with bodies that contribute; 83 board goals, all with their body.
    assert parts["body", "OverarchingGoal"] == (9, 9, 0)
    assert parts["body", "BoardGoal"] == (83, 83, 0)
    # 29 board goals name an overarching goal: as examples under it (section 2.2), in sentences of
    # support (7.4, 7.6), by its title (7.8). The other 54 say nothing, and are no gaps.
    own = [place for place in analysis.places if place.element.kind == "BoardGoal"]
    assert Counter(place.up for place in own) == {Value.COVERED: 29, Value.NOT_STATED: 54}
    assert Counter(place.reaches for place in own) == {Value.COVERED: 29, Value.NOT_STATED: 54}
    assert parts["up", "BoardGoal"] == (0, 0, 83)
    # Four of them stand under the focus area of section 2.3, and a fifth in other words (817).
    assert sum(place.in_area for place in own if place.up is Value.NOT_STATED) == 4
    # 16 have activities or an assignment under them.
    assert parts["work", "BoardGoal"] == (16, 83, 0)
    # 113 activities, 13 under headings of their own, 9 under other activities: all under something.
    assert parts["up", "Activity"] == (135, 135, 0)
    assert parts["up", "StrategicInitiative"] == (0, 0, 6)
    named = [cell for cell in analysis.by_body if "contributing" in cell.roles]
    assert len(named) == 49


def test_the_real_education_report_has_the_goals_counted_by_hand(real_store: Store) -> None:
    analysis = analyse_coverage(real_store, document=EDUCATION)
    under = {(c.goal, c.kind): (len(c.elements), c.direct) for c in analysis.kinds if c.elements}
    overarching = [goal.iri for goal in analysis.goals if goal.kind == "OverarchingGoal"]
    own = [goal.iri for goal in analysis.goals if goal.kind == "BoardGoal"]
    # Goals o1, o2 and o8 of the key have 9, 14 and 4 activities of their own; o3 to o8 have
    # 6, 2, 1, 2, 2 and 1 board goals, these 142 - 27 activities between them.
    direct = sorted(under.get((iri, "Activity"), (0, 0))[1] for iri in overarching)
    assert direct == [0, 0, 0, 0, 0, 4, 9, 14]
    assert sorted(under.get((iri, "BoardGoal"), (0, 0))[0] for iri in overarching) == [
        0, 0, 1, 1, 2, 2, 2, 6,
    ]  # fmt: skip
    assert sum(under[iri, "Activity"][0] for iri in overarching) == 142
    # The key leaves open whether four are of g1 (14 without them) or g2, one of g10 or g11 (5).
    assert sorted(under[iri, "Activity"][0] for iri in own) == [
        2, 2, 3, 3, 3, 4, 5 + 1, 7, 10, 12, 12, 13, 14 + 4, 20,
    ]  # fmt: skip
    # Board goals g2, g4, g7, g8, g9, g10, g11 and g13 have assignments under them.
    assert len([iri for iri in own if (iri, "Assignment") in under]) == 8
    assert counted(analysis)["up", "Assignment"] == (24, 24, 0)


@pytest.mark.parametrize(("document", "goals"), [(LUND, 4), (FOCUS, 15)])
def test_real_documents_that_state_no_links_are_never_said_to_have_gaps(
    document: str, goals: int, real_store: Store
) -> None:
    analysis = analyse_coverage(real_store, document=document)
    assert len(analysis.goals) == goals
    assert {cell.value for cell in analysis.kinds} == {Value.NOT_STATED}
    assert {cell.value for cell in analysis.by_body} == {Value.NOT_STATED}
    assert analysis.index is None
    assert analysis.dangling() == ()


def test_the_real_plan_covers_its_focus_areas_by_headings(real_store: Store) -> None:
    analysis = analyse_coverage(real_store, document=FOCUS, level="FocusArea")
    assert len(analysis.goals) == 5
    # Three assignments and three goals stand under each of the five areas.
    for kind in ("OverarchingGoal", "Assignment"):
        assert Counter(len(c.elements) for c in analysis.kinds if c.kind == kind) == {3: 5}


def test_the_real_culture_report_has_one_body_and_an_assignment_under_five_goals(
    real_store: Store,
) -> None:
    analysis = analyse_coverage(real_store, document=CULTURE)
    assert (len(analysis.goals), len(analysis.bodies)) == (9, 1)
    assert Counter(kinds(analysis, "Activity").values()) == {"covered": 9}
    assert Counter(kinds(analysis, "Assignment").values()) == {"covered": 5, "not-covered": 4}
