"""Typesets goal-and-analysis reports in many ways, with the facts that they state.

The content comes from the facts of our own example documents; a `Style` says how it is set.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from styrkedja.graph.model import ElementKind, Relation
from tests.goal_report_facts import Fact
from tests.goal_report_style import (
    BOARDS,
    CONTRIBUTORS,
    EXAMPLES,
    GOALS,
    INITIATIVES,
    INVESTIGATIONS,
    LEAD_INS,
    NUMBERS,
    OFFICES,
    STATUS_TAILS,
    SUPPORT,
    VERDICTS,
    Style,
    random_style,
)

__all__ = ["Style", "random_style", "typeset"]

DATA = Path(__file__).resolve().parent / "data"
_NOT_PLAIN = re.compile(
    r"\bmål|uppdrag|osäker|svår|grön|gul|pågå|avslut|genomför|påbörja|•|\d\. |Björkvalla",
    re.IGNORECASE,
)


def typeset(chance: random.Random, style: Style) -> tuple[str, list[Fact]]:
    """Return a report that is made up by chance, as text, and the facts that it states."""
    report = _Report(chance, style)
    report.opening()
    report.initiatives(annex=False)
    report.overarching_goals()
    report.focus_area()
    report.finances()
    report.annex()
    return report.text(), list(report.facts.values())


class _Report:
    """A report while it is set: its lines so far and the facts that they state."""

    def __init__(self, chance: random.Random, style: Style) -> None:
        self.chance, self.style = chance, style
        self.lines: list[str] = []
        self.facts: dict[str, Fact] = {}
        self.page, self.on_page = 1, 0
        self.in_annex = False
        self.office = chance.choice(OFFICES)
        self.boards = chance.sample(BOARDS, 5)
        self.companies = [f"{style.municipality} Energi AB", f"{style.municipality} Bostäder AB"]
        self.goals = dict(chance.sample(sorted(GOALS.items()), 4))
        self.names, self.texts = _content(chance)
        self.beside = ""
        self.openings: dict[str, list[str]] = {}
        self.bullets_of: dict[str, list[tuple[str, str, str, str]]] = {}

    def text(self) -> str:
        return "\n".join(self.lines).rstrip() + "\n"

    # Lines

    def put(self, text: str = "", *, may_end: bool = True) -> int:
        """Set one line and return its number; a page can end before it."""
        style = self.style
        full = style.page is not None and self.on_page >= style.page
        if full and (not text.strip() or (may_end and style.cut)):
            self.page, self.on_page = self.page + 1, 0
            self.lines += [style.blank, style.furniture.format(page=self.page), style.blank]
            if style.stray and self.in_annex:
                self.lines += ["Mål", style.blank]
            if not text.strip():
                return len(self.lines)
        tail = " " if style.trailing and text else ""
        self.lines.append(f"{text}{tail}" if text else style.blank)
        self.on_page += 1
        return len(self.lines)

    def paragraph(
        self, text: str, *, mark: str = "", width: int = 0, may_end: bool = True, lead: str = ""
    ) -> int:
        """Set a paragraph and a blank line; return the number of its first line."""
        wide = self.style.annex_width if self.in_annex else self.style.width
        rows = _wrap(text, width or wide, hyphens=self.style.hyphens and may_end)
        first = self.put(f"{lead}{mark} {rows[0]}" if mark else lead + rows[0], may_end=False)
        for row in rows[1:]:
            self.put(row, may_end=may_end)
        self.put()
        return first

    def heading(self, number: str, words: str) -> int:
        shown = words if self.style.number is None else f"{number}{self.style.number}{words}"
        self.apart()
        return self.paragraph(shown, may_end=False)

    def apart(self) -> None:
        """Set the blank lines that part goals, initiatives and sections from what is above."""
        for _ in range(self.style.gap - 1):
            self.put()

    # Facts

    def fact(self, id: str, kind: ElementKind, title: str, at: int, **more: object) -> Fact:
        """Return the fact of that id, printed once more at that line, or a new one."""
        if id not in self.facts:
            self.facts[id] = Fact(id, kind, [title])
            for name, value in more.items():
                setattr(self.facts[id], name, value)
        self.facts[id].at.append(at)
        return self.facts[id]

    def bullets(self, parent: str, body: str, most: int = 4) -> None:
        """Set activities under a thing: the ones it had the first time, or new ones."""
        if parent not in self.bullets_of:
            self.bullets_of[parent] = self.new_bullets(most)
        for place, (title, tail, rest, sub) in enumerate(self.bullets_of[parent]):
            id = f"{parent}.{place}"
            at = self.paragraph(f"{title}{tail}{rest}", mark=self.style.bullet, may_end=False)
            fact = self.fact(id, ElementKind.ACTIVITY, title, at, responsible=[body])
            fact.links = {(Relation.CONTRIBUTES_TO.value, parent)}
            fact.status = STATUS_TAILS.get(tail, "")
            word = tail.strip(" .,")
            fact.comment = [rest.strip()] if rest else ["", word, f"{word}."]
            if tail.startswith((",", " ")) and tail.strip():
                fact.title = [title, title + tail]
            if sub:
                at = self.paragraph(sub, mark=self.style.sub_bullet, may_end=False)
                under = self.fact(f"{id}.0", ElementKind.ACTIVITY, sub, at, responsible=[body])
                under.links = {(Relation.CONTRIBUTES_TO.value, id)}

    def new_bullets(self, most: int) -> list[tuple[str, str, str, str]]:
        made = []
        for _ in range(self.chance.randint(2, most)):
            tail = self.chance.choice(["", "", ".", "", ".", *STATUS_TAILS])
            rest = ""
            if tail == "." and self.chance.random() < 0.6:
                rest = f" {self.texts.pop()}"
            sub = self.names.pop() if not tail and self.chance.random() < 0.2 else ""
            made.append((self.names.pop(), tail, rest, sub))
        return made

    # Parts

    def opening(self) -> None:
        style = self.style
        self.put(f"Delårsrapport {style.months} {style.year}")
        self.put(f"{style.municipality} kommun")
        self.put()
        self.heading("1", "Inledning")
        for _ in range(3):
            self.paragraph(self.texts.pop())
        self.heading("2", "Måluppföljning")

    def initiatives(self, *, annex: bool) -> None:
        """Set the initiatives: in two columns, flattened, or under headings in the annex."""
        if not annex:
            self.heading("2.1", "Strategiska initiativ")
            self.paragraph("Mål Analys")
            self.chosen = self.chance.sample(sorted(INITIATIVES.items()), 2)
            self.lead_in = self.chance.choice(LEAD_INS)
            self.announced = self.chance.choice([2, 2, 3])
            self.investigated = self.chance.sample(INVESTIGATIONS, 2)
        for place, (title, aim) in enumerate(self.chosen):
            if annex:
                self.apart()
                at = self.paragraph(f"Strategiska initiativet {title}. För att {aim}.")
            else:
                self.apart()
                at = self.paragraph(title, width=18, lead="  ", may_end=False)
                self.paragraph(f"– För att {aim}.", width=22, may_end=False)
            self.fact(
                f"i{place}", ElementKind.STRATEGIC_INITIATIVE, title, at, purpose=f"För att {aim}",
                coordinated_by=[self.office], comment=["?"],
            )  # fmt: skip
            self.paragraph(
                f"{self.office} har samordningsansvar för initiativet {title}, där flera "
                "förvaltningar ingår. Prognosen är att insatserna kommer att bidra till "
                "fullmäktiges mål."
            )
            self.paragraph(self.lead_in)
            self.bullets(f"i{place}", self.office)
            if place == 0:
                self.investigations("i0")

    def investigations(self, parent: str) -> None:
        announced = NUMBERS[self.announced]
        self.paragraph(f"{self.office} har också {announced} utredningsuppdrag avseende:")
        for place, title in enumerate(self.investigated):
            by = self.companies[0] if place else ""
            tail = f" vilket genomförs och återrapporteras av {by}." if by else ", pågår."
            at = self.paragraph(title + tail, mark=self.style.bullet, may_end=False)
            fact = self.fact(f"u{place}", ElementKind.INVESTIGATION_ASSIGNMENT, title, at)
            fact.responsible = [self.office]
            fact.carried_out_by = [by] if by else []
            fact.status = "" if by else "ongoing"
            fact.title = [title, (title + tail).rstrip(".")] if by else [title]
            fact.free = {parent}
            fact.comment = ["", tail.strip(), "?"]

    def overarching_goals(self) -> None:
        self.heading("2.2", f"Övergripande mål till {self.style.year + 15}")
        label, wording = self.chance.choice(EXAMPLES), self.chance.choice(CONTRIBUTORS)
        for place, title in enumerate(self.goals.values()):
            self.apart()
            at = self.paragraph(title, may_end=False)
            bodies = [*self.chance.sample(self.boards, 2), self.companies[place % 2]]
            self.fact(
                f"o{place}", ElementKind.OVERARCHING_GOAL, title, at, contributing=bodies,
                comment=["?"],
            )  # fmt: skip
            self.paragraph(wording.format(bodies=_listed(bodies)))
            self.put(label, may_end=False)
            self.board_goal(f"g{place}", self.boards[place], printed="example")
            self.facts[f"g{place}"].links.add((Relation.CONTRIBUTES_TO.value, f"o{place}"))

    def focus_area(self) -> None:
        at = self.heading("2.3", "Kompetensförsörjning")
        self.fact("f", ElementKind.FOCUS_AREA, "Kompetensförsörjning", at, comment=["?"])
        self.board_goal("gf", self.office, printed="example")
        self.facts["gf"].links.add((Relation.IN_FOCUS_AREA.value, "f"))

    def finances(self) -> None:
        self.heading("3", "Ekonomisk redovisning")
        for _ in range(3):
            self.paragraph(self.texts.pop())

    def annex(self) -> None:
        self.heading("4", "Bilaga: Nämnders och bolags måluppföljning")
        self.in_annex = True
        self.heading("4.1", "Kommunstyrelsen")
        self.paragraph(self.office)
        self.paragraph("Mål")
        self.board_goal("gf", self.office)
        self.board_goal("gk", self.office)
        if self.style.reprinted:
            self.initiatives(annex=True)
        for place, board in enumerate(self.boards):
            self.heading(f"4.{place + 2}", board)
            columns = board in self.style.columns
            self.paragraph("Mål Analys" if columns else "Mål")
            if place < len(self.goals):
                self.board_goal(f"g{place}", board, printed="columns" if columns else "annex")
            for more in range(self.chance.randint(1, 3)):
                printed = "columns" if columns else "annex"
                self.board_goal(f"g{place}x{more}", board, printed=printed)
        self.heading(f"4.{len(self.boards) + 2}", "Kommunens bolag")
        for place, company in enumerate(self.companies):
            self.apart()
            self.paragraph(company)
            self.paragraph("Mål")
            for more in range(2):
                self.board_goal(f"c{place}x{more}", company)

    # One goal

    def board_goal(self, id: str, body: str, printed: str = "annex") -> None:
        """Set a board's goal with its analysis: as an example, in the annex, or in two columns."""
        new = id not in self.facts
        title = self.names.pop() if new else self.facts[id].title[0]
        if new:
            fact = self.facts[id] = Fact(id, ElementKind.BOARD_GOAL, [title], responsible=[body])
            self.invent(fact, body)
        fact = self.facts[id]
        shown = title + ("." if self.style.period and printed == "annex" else "")
        if fact.purpose:
            number = "" if printed == "example" else " 1:"
            shown = f"Effektmål{number} {fact.purpose} {self.style.effect} {shown}"
        if printed == "example":
            at = self.paragraph(f"{body} {shown}", may_end=False)
        else:
            self.apart()
            short = len(shown) < 27 and shown[1:].islower()
            if printed == "columns" and short and self.chance.random() < 0.5:
                at = len(self.lines) + 1
                self.beside = f"  {shown} "
            else:
                width, lead = (26, "  ") if printed == "columns" else (0, "")
                at = self.paragraph(shown, may_end=False, width=width, lead=lead)
        fact.at.append(at)
        self.analysis(id, fact, body, printed)

    def invent(self, fact: Fact, body: str) -> None:
        """Give a new goal its verdict, its analysis, and what it supports."""
        fact.forecast = self.chance.choice(["met", "met", "met", "uncertain", "not-met", ""])
        wording = self.chance.choice(VERDICTS[fact.forecast])
        who = "Bolaget" if body.endswith("AB") else "Nämnden"
        verdict = wording.format(year=self.style.year, Body=who)
        texts = [self.texts.pop() for _ in range(self.chance.randint(1, 2))]
        support = ""
        if fact.id[0] == "g" and "x" in fact.id and self.chance.random() < 0.4:
            support = self.support(fact)
        if self.style.effect and body == self.boards[0]:
            fact.purpose = "Vi bygger för dem som kommer efter oss"
        self.openings[fact.id] = [support, verdict, *texts]

    def support(self, fact: Fact) -> str:
        wording = self.chance.choice(SUPPORT)
        places = self.chance.sample(range(len(self.goals)), 3)
        for letter, place in zip("abc", places, strict=True):
            if f"{{{letter}}}" in wording:
                mainly = letter == "a"
                way = Relation.MAINLY_CONTRIBUTES_TO if mainly else Relation.PARTLY_CONTRIBUTES_TO
                fact.links.add((way.value, f"o{place}"))
        short = list(self.goals)
        return wording.format(**{k: short[p] for k, p in zip("abc", places, strict=True)})

    def analysis(self, id: str, fact: Fact, body: str, printed: str) -> None:
        """Set a goal's analysis and its activities, the same each time it is printed."""
        support, verdict, *texts = self.openings[id]
        reprinted = len(fact.at) > 1
        width = 62 if printed == "columns" else 0
        parts = [support, verdict, *texts]
        if reprinted and self.style.verdict_once:
            parts = [support, *texts]
        lead = self.beside or (" " if self.style.symbol and printed == "annex" else "")
        self.beside = ""
        if printed == "annex" and body in self.style.subheads:
            self.paragraph("Sammanfattning", lead=lead, may_end=False)
            lead = ""
        for part in filter(None, parts):
            self.paragraph(part, width=width, lead=lead)
            lead = ""
        if printed == "annex" and "x" in id and body in self.style.subheads:
            self.subheads(id, body)
            self.bullets_of[id] = []
        whole = " ".join(filter(None, [verdict, *texts]))
        readings = [f"{support} {whole}".strip(), whole, " ".join(texts)]
        if id not in self.bullets_of and not reprinted and self.chance.random() < 0.6:
            self.bullets_of[id] = []
        if id not in self.bullets_of:
            lead_in = self.chance.choice(["", *LEAD_INS])
            self.openings[f"{id} lead-in"] = [lead_in]
            self.bullets_of[id] = self.new_bullets(3)
        if self.bullets_of[id]:
            (lead_in,) = self.openings[f"{id} lead-in"]
            if lead_in:
                self.paragraph(lead_in)
                readings += [f"{one} {lead_in}" for one in readings]
            self.bullets(id, body)
        fact.comment = [*readings, *(f"Sammanfattning {one}" for one in readings)]

    def subheads(self, id: str, body: str) -> None:
        """Set sub-headings that name pieces of work, each with its text right below it."""
        for place in range(self.chance.randint(1, 3)):
            title, text = self.names.pop(), self.texts.pop()
            at = self.put(title, may_end=False)
            self.paragraph(text, may_end=False)
            fact = self.fact(f"{id}.{place}", ElementKind.ACTIVITY, title, at, responsible=[body])
            fact.links = {(Relation.CONTRIBUTES_TO.value, id)}
            fact.comment = [text]


def _content(chance: random.Random) -> tuple[list[str], list[str]]:
    """Return titles and passages of running text that say no verdict, in an order of chance."""
    titles: set[str] = set()
    texts: set[str] = set()
    for path in sorted((DATA / "examples").glob("*.json")):
        for one in json.loads(path.read_text(encoding="utf-8"))["assignments"]:
            titles.add(one["title"])
            sentences = re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ])", one["comment"] or "")
            plain = [part for part in sentences if not _NOT_PLAIN.search(part)]
            texts |= {" ".join(plain[at : at + 2]) for at in range(0, len(plain), 2)}
    facts = DATA / "examples" / "reports" / "bjorkvalla-delarsrapport-2025.json"
    for one in json.loads(facts.read_text(encoding="utf-8"))["things"]:
        if one["kind"] in {"activity", "board-goal"} and one["title"][0].isupper():
            titles.add(one["title"])
    names = sorted(title for title in titles if not _NOT_PLAIN.search(title))
    passages = sorted(text for text in texts if len(text) > 40 and not re.search(r"\d\.", text))
    chance.shuffle(names)
    chance.shuffle(passages)
    return names, passages


def _listed(bodies: Sequence[str]) -> str:
    """Return names in a sentence: boards in lower case, the last one after "samt"."""
    named = [body if body.endswith("AB") else body[0].lower() + body[1:] for body in bodies]
    return ", ".join(named[:-1]) + " samt " + named[-1]


def _wrap(text: str, width: int, *, hyphens: bool = False) -> list[str]:
    rows: list[str] = []
    for word in text.split():
        left = width - len(rows[-1]) - 2 if rows else 0
        if rows and len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] += f" {word}"
        elif hyphens and left >= 4 and len(word) >= left + 4 and word.isalpha() and word.islower():
            rows[-1] += f" {word[:left]}-"
            rows.append(word[left:])
        else:
            rows.append(word)
    return rows
