"""Typesets plans of focus areas in as many ways as municipalities do: for tests of the reader.

What stands in a plan comes from the facts of our own example; a `Style` says how it is set. The
text is what is left when a PDF or a web page is saved: lines of some width, words broken with a
hyphen, running heads and page numbers in the middle of items.
"""

from __future__ import annotations

import json
import random
import re
import textwrap
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

__all__ = ["Area", "Fact", "Plan", "Style", "facts_of_file", "random_plan"]

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "graph" / "examples"
NAME = "bjorkvalla-mal-och-budget-2023-2025"
PLAN = ROOT / "tests" / "data" / "examples" / "plans" / f"{NAME}.json"
MUNICIPALITIES = ["Kvarnsjö", "Granviken", "Stenbro", "Västerhult", "Ekmark", "Lillforsa"]
BOARDS = {
    "BUN": "Barn- och utbildningsnämnden", "KFN": "Kultur- och fritidsnämnden",
    "VoO": "Vård- och omsorgsnämnden", "SocN": "Socialnämnden", "TN": "Tekniska nämnden",
    "MBN": "Miljö- och byggnadsnämnden", "KS": "Kommunstyrelsen", "GVN": "Gymnasienämnden",
    "BSN": "Barn- och skolnämnden", "KoFN": "Kultur- och fritidsnämnden",
    "UN": "Utbildningsnämnden", "ÖFN": "Överförmyndarnämnden", "SBN": "Samhällsbyggnadsnämnden",
}  # fmt: skip
GROUPS = ["Samtliga nämnder", "Alla nämnder och bolag"]
GOALS = [
    "Kommunfullmäktiges mål:", "Mål:", "Fullmäktiges mål", "Mål för fokusområdet", "Målen är:",
    "Övergripande mål:", "Mål 2023–2026", "Följande mål gäller:",
]  # fmt: skip
BOARD_GOALS = ["Nämndens mål:", "Nämndernas mål", "Nämndmål:"]
ASSIGNMENTS = [
    "Uppdrag utifrån fokusområdet.", "Uppdrag:", "Uppdrag", "Uppdrag till nämnderna:",
    "Kommunfullmäktiges uppdrag:", "Uppdrag inom målområdet",
]  # fmt: skip
INDICATORS = ["Indikator för fokusområdet.", "Indikatorer:", "Indikatorer", "Mätetal:"]
PREFIXES = ["Fokusområde", "Målområde", "Strategiskt område", "Prioriterat område"]
ROMAN = ["I", "II", "III", "IV", "V", "VI"]
COUNTS = ["noll", "ett", "två", "tre", "fyra", "fem", "sex"]
_VOWELS = frozenset("aeiouyåäöé")


@dataclass(frozen=True)
class Fact:
    """A goal or assignment, as a careful reader reads it; bodies that only take part after "+"."""

    kind: str
    title: str
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    decided_by: str = ""


@dataclass
class Area:
    """A focus area: its name, number, text, and what stands in its lists."""

    title: str
    number: str
    text: str
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What a plan says, and its text."""

    text: str
    areas: tuple[Area, ...]
    stated: dict[str, int]
    style: Style


@dataclass(frozen=True)
class Style:
    """How a plan is set.

    Args:
        municipality: Its name.
        year: The first of its years.
        heading: How areas are headed: markdown, bold, plain, prefix, chapter, numbered or upper.
        prefix: What an area is called in a heading of that form.
        listed: How the names are listed before: "" for not, bullet, roman or digit.
        bullet: What stands before an item; "1." for numbers.
        goals: The label of the council's goals; likewise the following.
        board_goals: "" where boards have none.
        assignments: The label of assignments.
        indicators: "" where there are none.
        width: Characters a line, or None for one line a paragraph.
        hyphens: Whether words are broken with a hyphen where a line is full.
        page: Lines a page, or None for no page breaks.
        feed: Whether pages begin with a form feed.
        spaced: Whether items stand apart.
        stop: Whether goals end in a full stop.
        paren: How the parenthesis stands: "(X)", ". (X)" or "(X).".
        slash: What parts several bodies.
        names: Share of the bodies that are written out.
    """

    municipality: str
    year: int
    heading: str
    prefix: str
    listed: str
    bullet: str
    goals: str
    board_goals: str
    assignments: str
    indicators: str
    width: int | None
    hyphens: bool
    page: int | None
    feed: bool
    spaced: bool
    stop: bool
    paren: str
    slash: str
    names: float


def facts_of_file() -> tuple[str, list[Area], dict[str, int]]:
    """Return the text of our own plan, what it says, and the numbers that it states."""
    told = json.loads(PLAN.read_text(encoding="utf-8"))
    areas = []
    for one in told["areas"]:
        area = Area(one["title"], one["number"], one["text"])
        area.facts += [
            Fact("overarching-goal", goal["title"], decided_by=told["decided_by"])
            for goal in one["goals"]
        ]
        area.facts += [
            Fact(
                "assignment",
                duty["title"],
                (*duty["boards"], *(f"+{body}" for body in duty["contributing"])),
                tuple(duty["groups"]),
            )
            for duty in one["assignments"]
        ]
        areas.append(area)
    return (EXAMPLE / f"{NAME}.txt").read_text(encoding="utf-8"), areas, told["stated"]


@cache
def _pool() -> tuple[Area, ...]:
    return tuple(facts_of_file()[1])


def random_style(chance: random.Random) -> Style:
    """Return one way to set a plan."""
    heading = chance.choice(
        [
            "markdown",
            "markdown",
            "bold",
            "plain",
            "prefix",
            "prefix",
            "chapter",
            "numbered",
            "upper",
        ]
    )
    width = None if heading in {"markdown", "bold"} else chance.choice([56, 72, 88, 100])
    bullets = ["-", "*", "1."] if heading in {"markdown", "bold"} else ["•", "-", "–", "●", "1."]
    if heading == "numbered":
        bullets = ["•", "-"]
    return Style(
        municipality=chance.choice(MUNICIPALITIES),
        year=chance.choice([2019, 2021, 2022, 2023, 2024]),
        heading=heading,
        prefix=chance.choice(PREFIXES),
        listed=chance.choice(["", "bullet", "roman", "digit"]),
        bullet=chance.choice(bullets),
        goals=chance.choice(GOALS),
        board_goals=chance.choice(["", "", *BOARD_GOALS]),
        assignments=chance.choice(ASSIGNMENTS),
        indicators=chance.choice(["", *INDICATORS]),
        width=width,
        hyphens=width is not None and chance.random() < 0.5,
        page=None if width is None else chance.choice([None, 30, 41]),
        feed=chance.random() < 0.7,
        spaced=chance.random() < 0.3,
        stop=chance.random() < 0.7,
        paren=chance.choice(["({})", "({})", ". ({})", "({})."]),
        slash=chance.choice(["/", "/", ", ", " och "]),
        names=chance.choice([0.0, 0.0, 0.3, 1.0]),
    )


def random_plan(seed: int) -> Plan:
    """Return a plan drawn by chance, the same for the same seed."""
    chance = random.Random(seed)
    style = random_style(chance)
    titles = chance.sample([area.title for area in _pool()], chance.randint(3, 5))
    texts = chance.sample([area.text for area in _pool()], len(titles))
    goals = [fact.title for area in _pool() for fact in area.facts if fact.kind != "assignment"]
    duties = [fact.title for area in _pool() for fact in area.facts if fact.kind == "assignment"]
    chance.shuffle(goals)
    chance.shuffle(duties)
    areas = []
    for place, (title, text) in enumerate(zip(titles, texts, strict=True)):
        numbered = style.listed in {"roman", "digit"} or style.heading in {"prefix", "chapter"}
        numbered = numbered or style.heading == "numbered"
        number = _number(style, place) if numbered else ""
        title = title.replace("Björkvalla", style.municipality)
        area = Area(title, number, text.replace("Björkvalla", style.municipality))
        council = style.goals.split()[0] in {"Kommunfullmäktiges", "Fullmäktiges"}
        decided_by = "Kommunfullmäktige" if council else ""
        for kind, label, known in (
            ("overarching-goal", style.goals, goals),
            ("board-goal", style.board_goals, goals),
            ("assignment", style.assignments, duties),
        ):
            count = chance.randint(2, 3) if label else 0
            own = decided_by if kind == "overarching-goal" else ""
            if kind == "assignment" and label.startswith("Kommunfullmäktiges"):
                own = "Kommunfullmäktige"
            for _ in range(min(count, len(known))):
                words = known.pop().replace("Björkvalla", style.municipality)
                bodies, groups = _bodies(chance, style) if kind == "assignment" else ((), ())
                area.facts.append(Fact(kind, words, bodies, groups, own))
        areas.append(area)
    stated = {}
    if chance.random() < 0.5:
        count = sum(fact.kind == "overarching-goal" for area in areas for fact in area.facts)
        stated = {"focus-area": len(areas), "overarching-goal": count}
    return Plan(_typeset(areas, style, stated, chance), tuple(areas), stated, style)


def _number(style: Style, place: int) -> str:
    if style.listed == "roman":
        return ROMAN[place]
    if style.listed == "digit" or style.heading != "chapter":
        return str(place + 1)
    return f"2.{place + 1}"


def _bodies(chance: random.Random, style: Style) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if chance.random() < 0.1:
        return (), (chance.choice(GROUPS),)
    codes = chance.sample(sorted(BOARDS), chance.choice([1, 1, 1, 2, 3]))
    named = [BOARDS[code] if chance.random() < style.names else code for code in codes]
    if chance.random() < 0.1 and len(named) > 1:
        return (*named[:1], *(f"+{body}" for body in named[1:])), ()
    return tuple(dict.fromkeys(named)), ()


# ------------------------------------------------------------------------------------ typesetting


def _typeset(areas: list[Area], style: Style, stated: dict[str, int], chance: random.Random) -> str:
    years = f"{style.year}–{style.year + 2}"
    opening = (
        f"Planen gäller {style.municipality} kommun och alla dess nämnder. Den säger vad som ska "
        f"ha hänt när perioden {years} är slut och vem som får vilka uppdrag."
    )
    if stated:
        number = str(stated["focus-area"])
        if chance.random() < 0.4:
            number = COUNTS[stated["focus-area"]]
        opening += f" Den bygger på {number} fokusområden och {stated['overarching-goal']} mål."
    title = f"Mål och budget {years}"
    marks = "## " if style.heading in {"markdown", "bold"} else ""
    blocks = [[f"{marks}{title}"], [f"{style.municipality} kommun"], _set(opening, style)]
    if style.listed:
        blocks.append(_set("Fullmäktiges fokusområden för perioden är:", style))
        blocks.append([_listed(style, area) for area in areas])
    for place, area in enumerate(areas):
        blocks.append(_heading(style, area, place, chance))
        half = area.text.find(". ", len(area.text) // 2) + 1
        paragraphs = [area.text[:half], area.text[half:]] if half else [area.text]
        blocks += [_set(text.strip(), style) for text in paragraphs if text.strip()]
        for kind, label in (
            ("overarching-goal", style.goals),
            ("board-goal", style.board_goals),
            ("indicator", style.indicators),
            ("assignment", style.assignments),
        ):
            if label:
                blocks.append(_label(style, label))
                facts = [fact for fact in area.facts if fact.kind == kind]
                items = [_item(style, n, fact) for n, fact in enumerate(facts, start=1)]
                if style.spaced:
                    blocks += items
                elif items:
                    blocks.append([line for item in items for line in item])
    return _paged([line for block in blocks for line in [*block, ""]], style)


def _heading(style: Style, area: Area, place: int, chance: random.Random) -> list[str]:
    level = chance.choice(["##", "##", "###"])
    known = area.number or str(place + 1)
    number = str(place + 1) if style.listed != "roman" else known
    return {
        "markdown": [f"{level} **{area.title}**" if chance.random() < 0.7 else f"## {area.title}"],
        "bold": [f"**{area.title}**"],
        "plain": [area.title],
        "prefix": [f"{style.prefix} {number}: {area.title}"],
        "chapter": [f"2.{place + 1} {area.title}"],
        "numbered": [f"{number}. {area.title}"],
        "upper": [area.title.upper()],
    }[style.heading]


def _listed(style: Style, area: Area) -> str:
    if style.listed == "bullet":
        bullet = style.bullet if style.bullet != "1." else "-"
        return f"{bullet} {area.title}"
    bullet = "- " if style.heading in {"markdown", "bold"} else ""
    return f"{bullet}{area.number}. {area.title}"


def _label(style: Style, label: str) -> list[str]:
    return [f"### {label}" if style.heading == "markdown" and label[-1] not in ".:" else label]


def _item(style: Style, place: int, fact: Fact) -> list[str]:
    text = fact.title
    named = [body for body in fact.bodies if body[0] != "+"]
    others = [body[1:] for body in fact.bodies if body[0] == "+"]
    inside = style.slash.join([*named, *fact.groups])
    if others:
        inside += f" i samverkan med {style.slash.join(others)}"
    if inside:
        form = style.paren if style.paren.startswith(".") else f" {style.paren}"
        text += form.format(inside)
    elif style.stop:
        text += "."
    bullet = f"{place}." if style.bullet == "1." else style.bullet
    return _set(f"{bullet} {text}", style)


def _set(text: str, style: Style) -> list[str]:
    if style.width is None:
        return [text]
    lines = textwrap.wrap(text, style.width, break_long_words=False, break_on_hyphens=False)
    if not style.hyphens:
        return lines
    for place in range(len(lines) - 1):
        room = style.width - len(lines[place]) - 2
        word, _, rest = lines[place + 1].partition(" ")
        cut = _break(word, room)
        if cut and rest:
            lines[place] += f" {word[:cut]}-"
            lines[place + 1] = f"{word[cut:]} {rest}"
    return lines


def _break(word: str, room: int) -> int:
    """Return after how many letters a word may be broken, or 0 where it may not."""
    if not re.fullmatch(r"[a-zåäö]{9,}", word):
        return 0
    for cut in range(min(room, len(word) - 3), 3, -1):
        if word[cut - 1] in _VOWELS and word[cut] not in _VOWELS:
            return cut
    return 0


def _paged(lines: list[str], style: Style) -> str:
    if style.page is None:
        return "\n".join(lines).rstrip("\n")
    out: list[str] = []
    for count, line in enumerate(lines):
        if count and count % style.page == 0:
            number = count // style.page + 1
            head = f"Mål och budget {style.year}–{style.year + 2}"
            feed = "\f" if style.feed else ""
            out += ["", f"{feed}{head}", str(number), ""]
        out.append(line)
    return "\n".join(out).rstrip("\n")
