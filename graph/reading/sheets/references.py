"""What rows of sheets refer to: other rows, by their id, number or title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from styrkedja.graph.model import DoubtKind, ElementKind, Relation
from styrkedja.graph.profiles import fold

from ..draft import Link, Suspicion, Thing
from .cells import listed
from .tables import SheetRow

__all__ = ["References"]

_GOALS = frozenset(
    {ElementKind.OVERARCHING_GOAL, ElementKind.BOARD_GOAL, ElementKind.STRATEGIC_INITIATIVE}
)
_AREAS = frozenset({ElementKind.FOCUS_AREA})
_WORK = frozenset({ElementKind.ACTIVITY})
_ASSIGNMENTS = frozenset(ElementKind) - _GOALS - _AREAS - _WORK
_COLUMNS: Mapping[str, tuple[Relation, frozenset[ElementKind]]] = {
    "implements": (Relation.IMPLEMENTS, _ASSIGNMENTS),
    "contributes_mainly": (Relation.MAINLY_CONTRIBUTES_TO, _GOALS),
    "contributes_partly": (Relation.PARTLY_CONTRIBUTES_TO, _GOALS),
    "contributes": (Relation.CONTRIBUTES_TO, _GOALS),
    "focus_area": (Relation.IN_FOCUS_AREA, _AREAS),
}
# A column that says what a row belongs to → the relation, and what is made of a title that no row
# has.
_ABOVE = {
    "assignment": (Relation.IMPLEMENTS, ElementKind.ASSIGNMENT, _ASSIGNMENTS),
    "goal": (Relation.CONTRIBUTES_TO, ElementKind.BOARD_GOAL, _GOALS),
}
_RULE = "sheet-row"


class References:
    """Gathers what rows refer to, and finds it when all rows are read.

    Args:
        suspicions: Where what is not found, or not sure, is doubted.
    """

    def __init__(self, suspicions: list[Suspicion]) -> None:
        self._suspicions = suspicions
        self._ids: dict[str, Thing] = {}
        self._rows: list[tuple[Thing, SheetRow, dict[str, str]]] = []

    def name(self, thing: Thing, own_id: str) -> None:
        """Say by which id a thing may be referred to; "" for none."""
        if own_id:
            self._ids[own_id] = thing

    def stands_under(self, thing: Thing, row: SheetRow, above: Mapping[str, str]) -> None:
        """Remember a thing with its row, and the titles of what it stands under, by column."""
        self._rows.append((thing, row, dict(above)))

    def resolved(self, things: list[Thing]) -> list[Thing]:
        """Return things with their links, and before the first that names it what has no row."""
        self._titles: defaultdict[str, list[Thing]] = defaultdict(list)
        for thing in things:
            self._titles[fold(thing.title)].append(thing)
            if thing.number is not None:
                self._titles[fold(thing.number)].append(thing)
        made: defaultdict[Thing, list[Thing]] = defaultdict(list)
        for thing, row, above in self._rows:
            for column, (relation, kinds) in _COLUMNS.items():
                for other in self._found(thing, row, column, kinds):
                    thing.links.append(Link(relation, other))
            for column, (relation, kind, kinds) in _ABOVE.items():
                title = above.get(column, "")
                if fold(title):
                    upper = self._upper(title, kind, kinds, row, made[thing])
                    thing.links.append(Link(relation, upper))
        return [one for thing in things for one in (*made.get(thing, ()), thing)]

    def find(self, text: str, kinds: frozenset[ElementKind]) -> list[Thing]:
        """Return what a text refers to: one thing, or several of a title, or none.

        Args:
            text: An id, a title or a number.
            kinds: What is meant where several things have that title.
        """
        if text in self._ids:
            return [self._ids[text]]
        found = self._titles.get(fold(text), [])
        return [thing for thing in found if thing.kind in kinds] or found

    def _found(
        self, thing: Thing, row: SheetRow, column: str, kinds: frozenset[ElementKind]
    ) -> list[Thing]:
        text = row.get(column)
        if not fold(text):
            return []
        whole = [one for one in self.find(text, kinds) if one is not thing]
        if len(whole) == 1:
            return whole
        others: list[Thing] = []
        for item in listed(text):
            found = [one for one in self.find(item, kinds) if one is not thing]
            others.extend(found[:1])
            if len(found) != 1:
                self._doubt(thing, row, item, len(found))
        return others

    def _upper(
        self,
        title: str,
        kind: ElementKind,
        kinds: frozenset[ElementKind],
        row: SheetRow,
        made: list[Thing],
    ) -> Thing:
        found = [thing for thing in self.find(title, kinds) if thing.kind in kinds]
        if found:
            return found[0]
        upper = Thing(kind, title, [row.line], _RULE, at=[row.line])
        self._titles[fold(title)].append(upper)
        made.append(upper)
        return upper

    def _doubt(self, thing: Thing, row: SheetRow, item: str, count: int) -> None:
        if count:
            sv = f"”{item}” är titel på {count} rader; den första togs. Skriv radens id i stället."
            en = (
                f"“{item}” is the title of {count} rows; the first was taken. Write its id instead."
            )
        else:
            sv = f"”{item}” är varken id, nummer eller titel på någon rad; ingen koppling gjordes."
            en = f"“{item}” is neither id, number nor title of any row; no link was made."
        self._suspicions.append(Suspicion(DoubtKind.NOT_UNDERSTOOD, sv, en, [row.line], thing))
