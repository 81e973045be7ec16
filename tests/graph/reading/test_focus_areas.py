"""Focus areas: a real plan read by hand, other ways to set one, and what is none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from styrkedja.graph.model import ElementKind, Relation
from styrkedja.graph.reading.draft import Found, Thing
from styrkedja.graph.reading.focus_areas import read_focus_areas
from tests.conftest import SEEDS
from tests.keys import source_of

COUNCIL = "Kommunfullmäktige"
# Area: number, line of the list, line of the heading, lines of its text, first and last word.
AREAS = [
    ("I", 13, 19, [21], "Välfärden", "välfärden."),
    ("II", 14, 38, [40], "Den", "alla."),
    ("III", 15, 56, [58, 60], "Lunds", "kommun."),
    ("IV", 16, 76, [78], "I", "arbetsgivarpolitiken."),
    ("V", 17, 94, [96], "Lunds", "globalt."),
]
# Line, area, first and last word of the title, boards.
GOALS = [
    (25, 0, "Lunds", "lärande"), (26, 0, "Kommuninvånarna", "behov"), (28, 0, "Lunds", "kommunen"),
    (44, 1, "Den", "livsvillkor"), (45, 1, "Lunds", "kvinnor"), (46, 1, "Personer", "arbete"),
    (64, 2, "Lund", "2030"), (65, 2, "I", "öka"), (66, 2, "Lunds", "resurshantering"),
    (82, 3, "Lunds", "insatser"), (83, 3, "Lunds", "arbetsplats"), (84, 3, "Lunds", "arbetsliv"),
    (100, 4, "Lunds", "verksamheten"), (101, 4, "Lunds", "växa"), (102, 4, "Lunds", "flykt"),
]  # fmt: skip
ASSIGNMENTS = [
    (34, 0, "Ta", "äldreomsorgen", "VoO"), (35, 0, "Redovisa", "rekommendationer", "BSN"),
    (36, 0, "Ta", "verksamhet", "VoO"), (52, 1, "Verka", "bostad", "SocN VoON"),
    (53, 1, "Ta", "2025", "KS"), (54, 1, "Samordna", "skoltid", "BSN UN KoFN"),
    (72, 2, "Ta", "lokaler", "SN"), (73, 2, "Kombinera", "verksamhet", "KS"),
    (74, 2, "Utredda", "2030", "KS"), (90, 3, "Jämställda", "löneskillnader", "KS"),
    (91, 3, "Stärkt", "kommun", "KS"), (92, 3, "Ta", "rekrytering", "KS"),
    (108, 4, "Ta", "traineeprogram", "KS"), (109, 4, "Stärk", "idéer", "KS"),
    (110, 4, "Utveckla", "sektorn", "KS"),
]  # fmt: skip
LABELS = [*range(30, 34, 2), 48, 50, 68, 70, 86, 88, 104, 106, 11, 23, 42, 62, 80, 98]


def _read(text: str) -> Found:
    found = read_focus_areas(source_of(text))
    assert found is not None
    return found


def _of(found: Found, kind: ElementKind) -> list[Thing]:
    return [thing for thing in found.things if thing.kind is kind]


def _ends(thing: Thing) -> tuple[str, str]:
    words = thing.title.split()
    return words[0], words[-1]


@pytest.fixture(scope="module")
def lund() -> tuple[Found, list[str]]:
    """What is read of the real plan, and its lines."""
    files = sorted(SEEDS.glob("003_*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    text = files[0].read_text(encoding="utf-8")
    return _read(text), text.splitlines()


def test_areas_of_the_real_plan(lund: tuple[Found, list[str]]) -> None:
    found, lines = lund
    areas = _of(found, ElementKind.FOCUS_AREA)
    assert len(areas) == len(AREAS)
    for area, (number, listed, heading, text, first, last) in zip(areas, AREAS, strict=True):
        assert area.title == lines[heading - 1].strip("# *")
        assert (area.number, area.at) == (number, [listed, heading])
        assert area.lines == [listed, heading, *text]
        assert area.description == " ".join(lines[number - 1] for number in text)
        assert (area.description.split()[0], area.description.split()[-1]) == (first, last)


def test_goals_of_the_real_plan(lund: tuple[Found, list[str]]) -> None:
    found, lines = lund
    areas = _of(found, ElementKind.FOCUS_AREA)
    goals = _of(found, ElementKind.OVERARCHING_GOAL)
    assert [(*goal.lines, _ends(goal)) for goal in goals] == [
        (line, (first, last)) for line, _, first, last in GOALS
    ]
    for goal, (line, area, *_) in zip(goals, GOALS, strict=True):
        assert goal.title == lines[line - 1].removeprefix("- ").rstrip(".")
        assert goal.decided_by == [COUNCIL]
        assert [(link.relation, link.to) for link in goal.links] == [
            (Relation.IN_FOCUS_AREA, areas[area])
        ]
        assert (goal.at, goal.deadline, goal.responsible) == ([line], None, [])


def test_assignments_of_the_real_plan(lund: tuple[Found, list[str]]) -> None:
    found, _ = lund
    areas = _of(found, ElementKind.FOCUS_AREA)
    assignments = _of(found, ElementKind.ASSIGNMENT)
    assert [
        (*one.lines, areas.index(one.links[0].to), *_ends(one), " ".join(one.responsible))
        for one in assignments
    ] == ASSIGNMENTS
    assert sum(len(one.responsible) for one in assignments) == 18
    assert not any("(" in one.title or one.title.endswith(".") for one in assignments)
    assert not any(one.deadline or one.judgement or one.groups for one in assignments)


def test_rest_of_the_real_plan(lund: tuple[Found, list[str]]) -> None:
    found, _ = lund
    assert len(found.things) == 35
    assert found.headings == sorted(LABELS)
    assert not found.unsure
    assert not found.measures
    assert [(one.counts, one.value, one.counted, one.lines) for one in found.announced] == [
        (ElementKind.FOCUS_AREA, 5, 5, [7]),
        (ElementKind.OVERARCHING_GOAL, 15, 15, [7]),
    ]


@pytest.mark.parametrize("number", ["000", "001", "002", "004"])
def test_real_documents_of_other_layouts_are_left_alone(number: str) -> None:
    files = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    assert read_focus_areas(source_of(files[0].read_text(encoding="utf-8"))) is None


def test_our_examples_of_other_layouts_are_left_alone() -> None:
    root = Path(__file__).parents[3]
    examples = [*root.glob("graph/examples/*uppdrag*.txt")]
    examples += root.glob("graph/examples/*aktiviteter*.txt")
    assert examples
    for path in examples:
        assert read_focus_areas(source_of(path.read_text(encoding="utf-8"))) is None, path.name


def test_an_area_may_say_what_it_is_and_its_lists_may_be_bare() -> None:
    found = _read(
        "Plan för Granviken kommun\n\nMålområde 1: Ett gott liv\n\nMål\n\n• Alla trivs\n"
        "• Alla bor bra\n\nUppdrag\n\n• Bygg fler bostäder (Samhällsbyggnadsnämnden, KS)\n\n"
        "Målområde 2 – En ren sjö\n\nVi bor vid en sjö.\n\nMål\n\n• Sjön är ren\n"
    )
    areas = _of(found, ElementKind.FOCUS_AREA)
    assert [(area.number, area.title, area.description) for area in areas] == [
        ("1", "Ett gott liv", None),
        ("2", "En ren sjö", "Vi bor vid en sjö."),
    ]
    duty = _of(found, ElementKind.ASSIGNMENT)[0]
    assert duty.title == "Bygg fler bostäder"
    assert duty.responsible == ["Samhällsbyggnadsnämnden", "KS"]
    assert len(_of(found, ElementKind.OVERARCHING_GOAL)) == 3


def test_goals_of_boards_are_told_from_those_of_the_council() -> None:
    found = _read(
        "## Trygghet\n\nKommunfullmäktiges mål:\n- Alla är trygga\n\nSocialnämndens mål:\n"
        "- Stödet kommer i tid\n\n## Tillväxt\n\nKommunfullmäktiges mål:\n- Fler får jobb\n\n"
        "Nämndens mål:\n- Besked ges snabbt (SBN)\n\n"
        "Uppdrag till kommunstyrelsen:\n- Korta köerna\n"
    )
    goals = _of(found, ElementKind.BOARD_GOAL)
    assert [(goal.title, goal.responsible, goal.owner) for goal in goals] == [
        ("Stödet kommer i tid", ["Socialnämnden"], "Socialnämnden"),
        ("Besked ges snabbt", ["SBN"], None),
    ]
    assert [one.responsible for one in _of(found, ElementKind.ASSIGNMENT)] == [["Kommunstyrelsen"]]
    assert [goal.decided_by for goal in _of(found, ElementKind.OVERARCHING_GOAL)] == [[COUNCIL]] * 2


@pytest.mark.parametrize(
    ("item", "title", "bodies"),
    [
        ("Bygg en bro (TN).", "Bygg en bro", ["TN"]),
        ("Bygg en bro. (TN)", "Bygg en bro", ["TN"]),
        ("Bygg en bro (TN/Ekmark Energi AB)", "Bygg en bro", ["TN", "Ekmark Energi AB"]),
        ("Bygg en bro (tekniska nämnden och KS)", "Bygg en bro", ["Tekniska nämnden", "KS"]),
        ("Bygg en bro (ansvarig: TN)", "Bygg en bro", ["TN"]),
        ("Bygg en bro. Ansvarig nämnd: Tekniska nämnden", "Bygg en bro", ["Tekniska nämnden"]),
        ("Bygg en bro (Kultur- och fritidsnämnden)", "Bygg en bro", ["Kultur- och fritidsnämnden"]),
        ("Stärk stödet enligt lag (LSS)", "Stärk stödet enligt lag (LSS)", []),
        ("Bygg en bro (se bilaga 2)", "Bygg en bro (se bilaga 2)", []),
        ("Bygg en bro (före 2030) (TN)", "Bygg en bro (före 2030)", ["TN"]),
    ],
)  # fmt: skip
def test_bodies_in_the_closing_parenthesis(item: str, title: str, bodies: list[str]) -> None:
    found = _read(
        f"## Ett\n\nUppdrag:\n- {item}\n- Måla\n- Snickra\n\n## Två\n\nUppdrag:\n- Gräv (KS)\n"
    )
    duty = _of(found, ElementKind.ASSIGNMENT)[0]
    assert duty.title == title
    assert [name[:1].upper() + name[1:] for name in duty.responsible] == bodies


def test_text_without_blank_lines_is_read() -> None:
    found = _read(
        "Mål och budget 2024-2026\nEkmark kommun\nStrategiskt område 1\nEtt hållbart Ekmark\n"
        "Ekmark ska växa utan att tära på det som gör kommunen värd att bo i. Vi bygger där\n"
        "det redan finns vägar.\nMÅL\n• Utsläppen ska halveras\n• Maten ska vara säsongs-\n"
        "anpassad\nUPPDRAG\n• Utreda fjärrvärme (Tekniska nämnden, Samhällsbyggnads-\nnämnden)\n"
        "Strategiskt område 2\nEtt tryggt Ekmark\nMÅL\n• Fler vuxna ska synas ute\nUPPDRAG\n"
        "• Inrätta trygghetsvärdar (SN)\nEkonomi\nBudgeten är i balans.\n"
    )
    areas = [(area.number, area.title) for area in _of(found, ElementKind.FOCUS_AREA)]
    assert areas == [("1", "Ett hållbart Ekmark"), ("2", "Ett tryggt Ekmark")]
    titles = [goal.title for goal in _of(found, ElementKind.OVERARCHING_GOAL)]
    assert titles[:2] == ["Utsläppen ska halveras", "Maten ska vara säsongsanpassad"]
    assert [one.responsible for one in _of(found, ElementKind.ASSIGNMENT)] == [
        ["Tekniska nämnden", "Samhällsbyggnadsnämnden"],
        ["SN"],
    ]


def test_assignments_below_a_goal_with_a_number_contribute_to_it() -> None:
    found = _read(
        "Målområde A - Livskvalitet\n\nMål 1: Alla ska ha nära till natur.\n"
        "Ingen ska ha mer än 300 meter.\nUppdrag:\n- Anlägg parker (TN)\n\n"
        "Mål 2: Kulturen ska nå fler.\nUppdrag:\n- Starta en kulturbuss (KFN)\n\n"
        "Målområde B - Tillväxt\n\nMål 3: Fler företag.\n"
    )
    goals = _of(found, ElementKind.OVERARCHING_GOAL)
    assert [(goal.number, goal.title) for goal in goals] == [
        ("1", "Alla ska ha nära till natur"),
        ("2", "Kulturen ska nå fler"),
        ("3", "Fler företag"),
    ]
    assert goals[0].description == "Ingen ska ha mer än 300 meter."
    assert [
        [link.to.title for link in one.links] for one in _of(found, ElementKind.ASSIGNMENT)
    ] == [
        ["Livskvalitet", "Alla ska ha nära till natur"],
        ["Livskvalitet", "Kulturen ska nå fler"],
    ]


def test_perspectives_are_no_focus_areas() -> None:
    found = _read(
        "## Medborgare\n\nMål:\n- Alla är nöjda\n\n## Ekonomi\n\nMål:\n- Pengarna räcker\n"
    )
    assert not _of(found, ElementKind.FOCUS_AREA)
    assert [goal.perspective for goal in found.things] == ["Medborgare", "Ekonomi"]


def test_a_lost_heading_takes_no_goals_to_the_area_before() -> None:
    found = _read(
        "## Ett\n\nMål:\n- A är bra\n\nUppdrag:\n- Gör A (KS)\n\nMål:\n- B är bra\n\nUppdrag:\n"
        "- Gör B (KS)\n\n## Tre\n\nMål:\n- C är bra\n\nUppdrag:\n- Gör C (KS)\n"
    )
    linked = {thing.title: [link.to.title for link in thing.links] for thing in found.things}
    assert linked["B är bra"] == linked["Gör B"] == []
    assert linked["C är bra"] == ["Tre"]


def test_indicators_in_a_list_are_measures_of_the_area() -> None:
    found = _read(
        "## Ett\n\nMål:\n- A är bra\n\nIndikatorer:\n- Andel nöjda\n\n## Två\n\nMål:\n- B är bra\n"
    )
    assert [(one.title, one.about and one.about.title) for one in found.measures] == [
        ("Andel nöjda", "Ett")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mål:\n",
        "- \n" * 10_000,
        "Mål: " * 5_000,
        "## Ett\n\nMål:\n- " + "a (" * 300_000,
        "## Ett\n\nMål:\n- " + "ord ord\n" * 10_000,
        "\n\n".join(f"Ord {n}\n\nMål\n\nUppdrag" for n in range(3_000)),
        "\n".join(f"- {n}. Punkt (KS)\n\ntext" for n in range(4_000)),
        "## Ett\n\nMål:\n- A\n\n## Två\n\nMål:\n- " + "b" * 1_000_000,
        "\n".join("Mål " + "för " * (n % 30) for n in range(10_000)),
    ],
    ids=[
        "empty",
        "label",
        "bullets",
        "labels",
        "open",
        "lines",
        "pairs",
        "items",
        "long",
        "joints",
    ],
)
def test_hostile_text_is_read_in_seconds(text: str) -> None:
    began = time.perf_counter()
    read_focus_areas(source_of(text))
    assert time.perf_counter() - began < 5
