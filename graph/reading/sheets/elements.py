"""Rows of sheets → elements: each row one, and what its columns say of it."""

from __future__ import annotations

import re
from pathlib import Path

from styrkedja.errors import ReadingError
from styrkedja.graph.formats.sheet_columns import TITLES
from styrkedja.graph.model import DoubtKind, ElementKind
from styrkedja.graph.profiles import fold

from ..dates import read_deadline
from ..draft import Judgement, Source, Suspicion, Thing
from .cells import forecast_of, kind_of, named_bodies, status_of
from .references import References
from .tables import SheetRow, SheetTable

__all__ = ["KEY", "ElementRows"]

KEY = re.compile(r"(?:[a-z0-9]+-)*[0-9a-f]{8}")
"""What an element's key looks like; other ids are the workbook's own."""

_RULE = "sheet-row"
_KINDS = {
    "activity": ElementKind.ACTIVITY,
    "assignment": ElementKind.ASSIGNMENT,
    "goal": ElementKind.BOARD_GOAL,
    "title": ElementKind.ASSIGNMENT,
}
_BODIES = ("carried_out_by", "coordinated_by", "contributing", "decided_by")
_TEXTS = ("heading", "perspective", "description", "purpose", "continued_from")
_WITH_BODIES = frozenset({"responsible", "carried_out_by", "groups"})


class ElementRows:
    """Reads the rows of sheets as elements.

    Args:
        source: The document.
        path: The file, for messages.

    Attributes:
        things: The elements, in the sheets' order.
        suspicions: What is doubtful.
        unsure: Lines of rows that say something of no element.
        references: What the elements refer to.
    """

    def __init__(self, source: Source, path: Path | None) -> None:
        self._source = source
        self._words = source.profile.sheets
        self._path = path
        self._ids: dict[str, str] = {}
        self.things: list[Thing] = []
        self.suspicions: list[Suspicion] = []
        self.unsure: list[int] = []
        self.references = References(self.suspicions)

    def read(self, table: SheetTable) -> None:
        """Read the rows of a table.

        Args:
            table: One with a column that says what its rows are about.

        Raises:
            ReadingError: An id stands in two rows.
        """
        titles = [column for column in TITLES if column in table.names]
        own, above = titles[0], titles[1:]
        carried: dict[str, str] = {}
        for row in table.rows:
            for column in above:
                carried[column] = row.get(column) or carried.get(column, "")
            thing = self._thing(row, own, table)
            if thing is None:
                if not any(row.get(column) for column in above):
                    self._untitled(row, table.names[own])
                continue
            self.things.append(thing)
            self.references.stands_under(thing, row, carried)

    def finish(self) -> list[Thing]:
        """Return all elements, those too that are only named as what others belong to."""
        self.things = self.references.resolved(self.things)
        return self.things

    def id_of(self, row: SheetRow, name: str) -> str:
        """Return the id of a row, or "" when it has none.

        Args:
            row: The row.
            name: The name of the column.

        Raises:
            ReadingError: Another row has the same.
        """
        own = row.get("id")
        if own and own in self._ids:
            raise ReadingError(
                f"{row.where}: “{own}” in the column “{name}” stands in {self._ids[own]} too; "
                "each row needs an id of its own: empty the cell in the row that is new",
                sv=f"{row.where}: ”{own}” i kolumnen ”{name}” står också i {self._ids[own]}; varje "
                "rad behöver ett eget id: töm cellen i den rad som är ny",
                path=self._path,
                line=row.line,
            )
        if own:
            self._ids[own] = row.where
        return own

    def _thing(self, row: SheetRow, own: str, table: SheetTable) -> Thing | None:
        title = row.get(own)
        if not fold(title):
            return None
        thing = Thing(self._kind(row, own, table), title, [row.line], _RULE, at=[row.line])
        own_id = self.id_of(row, table.names.get("id", ""))
        thing.key = own_id if KEY.fullmatch(own_id) else None
        self.references.name(thing, own_id)
        thing.number = row.get("number") or None
        for column in _TEXTS:
            setattr(thing, column, row.get(column) or None)
        self._bodies(thing, row, table)
        text = row.get("deadline")
        if fold(text):
            thing.deadline = read_deadline(text, year=self._source.year)
        thing.judgement = self._judgement(row, thing)
        return thing

    def _kind(self, row: SheetRow, own: str, table: SheetTable) -> ElementKind:
        text = row.get("kind")
        found = kind_of(text, self._words) if text else None
        if text and found is None:
            self._doubt(
                f"”{text}” i kolumnen ”{table.names['kind']}” är inget känt slag.",
                f"“{text}” in the column “{table.names['kind']}” is no known kind.",
                row,
            )
        return found or _KINDS[own]

    def _bodies(self, thing: Thing, row: SheetRow, table: SheetTable) -> None:
        named = named_bodies(row.get("responsible"), self._source.profile)
        thing.responsible.extend(named.responsible)
        thing.contributing.extend(named.contributing)
        thing.groups.extend(named.groups)
        for column in _BODIES:
            names = named_bodies(row.get(column), self._source.profile)
            getattr(thing, column).extend((*names.responsible, *names.groups))
        thing.groups.extend(one.strip() for one in row.get("groups").split(";") if fold(one))
        if self._source.owner is not None and _WITH_BODIES.isdisjoint(table.names):
            thing.responsible.append(self._source.owner)

    def _judgement(self, row: SheetRow, thing: Thing) -> Judgement | None:
        status, forecast = row.get("status"), row.get("forecast")
        comment = row.get("comment") or None
        status = status if fold(status) else ""
        if not (status or forecast or comment):
            return None
        verdict = forecast_of(forecast, self._words) if forecast else None
        if fold(forecast) and verdict is None:
            self._doubt(
                f"Prognosen ”{forecast}” är inte känd; ingen prognos har antagits.",
                f"The forecast “{forecast}” is not known; none was assumed.",
                row,
                thing,
            )
        known = status_of(status, self._source.profile) if status else None
        return Judgement(status or None, known, verdict, comment, [row.line])

    def _untitled(self, row: SheetRow, name: str) -> None:
        self.unsure.append(row.line)
        self._doubt(
            f"{row.where}: raden har ingen text i kolumnen ”{name}” och lästes inte.",
            f"{row.where}: the row has no text in the column “{name}” and was not read.",
            row,
        )

    def _doubt(self, sv: str, en: str, row: SheetRow, about: Thing | None = None) -> None:
        self.suspicions.append(Suspicion(DoubtKind.NOT_UNDERSTOOD, sv, en, [row.line], about))
