"""Addresses of every page, each round about other things of the made-up country."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from styrkedja.graph import Archive
from styrkedja.graph.archive import DocumentRecord

__all__ = ["Addresses"]

_THING = re.compile(rb"^<([^>]+)> <[^>]+#type> <[^>]+#(\w+)> <", re.MULTILINE)
_WORDS = ("skola", "trygghet", "omsorg", "plan", "näringsliv", "klimat", "budget", "vård", "bad")
_QUESTIONS = ("shared_pairs", "deadline_calendar", "goal_coverage", "unsure_facts", "documents")


@dataclass(frozen=True, slots=True)
class _Subject:
    """A report, and things that it states: what follows the base in their IRIs."""

    record: DocumentRecord
    board: str
    assignment: str
    goal: str
    indicator: str


class Addresses:
    """What to ask for, by the name of the page.

    Args:
        archive: The country.
        random: What the choices are drawn from.
    """

    def __init__(self, archive: Archive, random: Random) -> None:
        self._archive = archive
        self._base = archive.base
        self._random = random
        self._reports = [one for one in archive.documents() if one.kind == "follow-up"]
        random.shuffle(self._reports)
        self._next = 0
        self.names = tuple(self.next_round())

    def next_round(self) -> dict[str, str]:
        """Return the address of each page, about another municipality's report each time."""
        one, other = self._subject(), self._subject()
        place, key = one.record.municipality, one.record.key
        document, everything = f"{place}/{key}", f"{place}/all"
        word = quote(self._random.choice(_WORDS))
        return {
            "start": f"/?document={document}",
            "start, all years": f"/?document={everything}",
            "start, goals": f"/?document={document}&kind=Goal&role=any",
            "start, status": f"/?document={everything}&status=ongoing&year=2024",
            "board's elements": f"/boards/elements?board={one.board}&document={document}",
            "goals": f"/goals?document={document}",
            "goals, all years": f"/goals?document={everything}",
            "goals by body": f"/goals/bodies?document={everything}",
            "chain": f"/goals/chain?document={document}",
            "chain, all years": f"/goals/chain?document={everything}",
            "one goal": f"/goals/{one.goal}",
            "body": f"/id/{one.board}?document={document}",
            "body, all years": f"/id/{one.board}?document={everything}",
            "element": f"/id/{one.assignment}",
            "indicator": f"/id/{one.indicator}",
            "municipality": f"/id/{place}",
            "document": f"/id/{place}/document/{key}",
            "document's text": f"/documents/{place}/{key}/text",
            "its elements": f"/documents/{place}/{key}/elements?kind=BoardGoal",
            "its versions": f"/documents/{place}/{key}/versions",
            "documents": "/documents",
            "documents, later": f"/documents?page={self._random.randint(2, 12)}",
            "doubts": "/doubts",
            "doubts, document": f"/doubts?document={document}",
            "doubts, kind": "/doubts?kind=contradiction&page=3",
            "change": f"/change?later={document}",
            "change, newest": "/change",
            "calendar": f"/calendar?document={everything}",
            "calendar, body": f"/calendar?document={document}&body={one.board}&by=month",
            "indicators": f"/indicators?document={document}",
            "indicators, home": f"/indicators?municipality={place}&show=missed",
            "compare": f"/compare?a={place}&b={other.record.municipality}",
            "compare, list": f"/compare/elements?municipality={place}&kind=Assignment"
            "&scale=status&step=ongoing",
            "search": f"/search?q={word}",
            "search, document": f"/search?q={word}&document={document}",
            "search, nothing": f"/search?q={word}+kvastskaft",
            "questions": "/questions",
            **{
                f"? {name}": f"/questions/{name}?document={quote(one.record.iri)}"
                f"&municipality={quote(self._base + place)}"
                for name in _QUESTIONS
            },
            "SPARQL form": "/sparql/form",
            "editor's words": "/sparql/words",
            "vocabulary": "/ns",
            "about": "/about",
        }

    def for_browser(self) -> dict[str, str]:
        """Return the pages that are looked at in a browser; the first is the start page."""
        asked = self.next_round()
        wanted = (
            "start, all years", "goals by body", "chain", "body", "element", "document",
            "document's text", "doubts", "change", "calendar", "indicators", "compare", "search",
            "questions", "? shared_pairs", "documents", "vocabulary", "about",
        )  # fmt: skip
        return {"start page": "/", **{name: asked[name] for name in wanted}}

    def _subject(self) -> _Subject:
        record = self._reports[self._next % len(self._reports)]
        self._next += 1
        found: defaultdict[str, list[str]] = defaultdict(list)
        for iri, name in _THING.findall(self._archive.quads(record.iri)):
            found[name.decode()].append(iri.decode().removeprefix(self._base))
        register = self._archive.register(record.municipality)
        if register is None:
            raise RuntimeError(f"{record.municipality} has no register")
        boards = [body.key for body in register.bodies if body.key.startswith("board/")]
        assignments = [one for name in found if name.endswith("Assignment") for one in found[name]]
        return _Subject(
            record,
            f"{record.municipality}/{self._random.choice(boards)}",
            self._random.choice(sorted(assignments)),
            self._random.choice(sorted(found["BoardGoal"])),
            self._random.choice(sorted(found["Indicator"])),
        )
