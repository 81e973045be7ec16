"""What is told of one goal under labels: its verdict, its analysis, its activities, its owner."""

from __future__ import annotations

from styrkedja.graph.model import DoubtKind, ElementKind, Forecast
from styrkedja.graph.profiles import fold

from ..bodies import read_bodies
from ..draft import Judgement, Source, Suspicion, Thing
from ..lines import Line, join
from ..statuses import read_status
from .content import Content, Item
from .rows import Row, RowKind
from .verdicts import read_verdict

__all__ = ["Told"]

_FIELDS = frozenset(
    {
        RowKind.VERDICT, RowKind.COMMENT, RowKind.DESCRIPTION, RowKind.ACTIVITIES,
        RowKind.MEASURES, RowKind.OWNER,
    }
)  # fmt: skip
_CELLS = 2  # with numbers, besides the first one, from which on a line is a table's row
_SENTENCE = 8  # words; more, or a full stop, make a sentence


class Told:
    """Gathers, row by row, what is told of a goal.

    Args:
        source: The document.
        thing: The goal; `close` notes on it what was told.
        width: The length that few lines exceed.
    """

    def __init__(self, source: Source, thing: Thing, width: int) -> None:
        self._source = source
        self._width = width
        self._field: RowKind | None = None
        self._sign = ""  # of the first bullet
        self._has_fields = False
        self._lead: list[Line] = []
        self._comment: list[Line] = []
        self._description: list[Line] = []
        self._items: list[Item] = []
        self._verdicts: list[Row] = []
        self.thing = thing
        self.is_judged = False
        self.headings: list[int] = []
        self.unsure: list[int] = []
        self.suspicions: list[Suspicion] = []

    def tell(self, row: Row) -> None:
        """Take one row that stands under the goal."""
        if row.kind in _FIELDS:
            self._has_fields |= row.kind in {RowKind.VERDICT, RowKind.COMMENT}
            self._field = row.kind
            if row.kind is RowKind.VERDICT:
                self._verdict(row)
            elif row.kind is RowKind.OWNER and row.text:
                self._own(row)
            elif row.text:
                self._text(row.line._replace(text=row.text))
            else:
                self.headings.append(row.line.number)
        elif row.kind is RowKind.BULLET:
            self._bullet(row)
        elif self._items and row.gap == 0 and self._runs_on(row):
            self._items[-1].lines.append(row.line)
        else:
            self._text(row.line)

    def close(self) -> Content:
        """Note on the goal what was told of it, and return its text and its bullets."""
        if not self._has_fields:
            self._comment, self._lead = [*self._lead, *self._comment], []
        described = [*self._lead, *self._description]
        if described and self.thing.description is None:
            self.thing.description = join(described, self._source.hyphenated).text
            self.thing.lines.extend(line.number for line in described)
        self._judge()
        return Content(text=self._comment, items=self._items)

    def _verdict(self, row: Row) -> None:
        self._verdicts.append(row)
        told = row.rest if row.value is not None else ""
        if row.value is None and (row.text.endswith(".") or len(row.text.split()) > _SENTENCE):
            told = row.text
        if told:
            self._comment.append(row.line._replace(text=told))

    def _bullet(self, row: Row) -> None:
        above = next((item for item in reversed(self._items) if item.level == 1), None)
        self._sign = self._sign or row.sign
        nested = above if row.sign != self._sign else None
        lines = [row.line._replace(text=row.text)]
        self._items.append(Item(lines, 1 if nested is None else 2, nested))

    def _runs_on(self, row: Row) -> bool:
        """Return whether a line goes on with the bullet above it."""
        last, text = self._items[-1].lines[-1], row.line.text
        if last.number < row.line.number - 1:
            return False
        full = len(last.text) + 1 + len(text.split()[0]) > 0.8 * self._width
        return text[:1].islower() or (full and not last.text.endswith((".", "!", "?")))

    def _text(self, line: Line) -> None:
        numbers = sum(any(sign.isdigit() for sign in cell) for cell in line.cells)
        if len(line.cells) > _CELLS and numbers >= _CELLS:
            self.unsure.append(line.number)  # a table's row
        elif self._field is None:
            self._lead.append(line)
        elif self._field is RowKind.DESCRIPTION:
            self._description.append(line)
        elif self._field is RowKind.OWNER or (
            self._field is RowKind.MEASURES
            and not (line.text.endswith(".") and len(line.text.split()) > _SENTENCE)
        ):
            self.unsure.append(line.number)
        else:
            self._comment.append(line)

    def _own(self, row: Row) -> None:
        names = read_bodies([row.line._replace(text=row.text)], self._source.profile)
        thing = self.thing
        if not names.responsible and not names.groups:
            self.unsure.append(row.line.number)
            return
        thing.responsible = list(names.responsible)
        thing.groups = list(names.groups)
        thing.contributing = list(names.contributing)
        thing.lines.append(row.line.number)
        if thing.kind is ElementKind.BOARD_GOAL and not thing.owner and names.responsible:
            thing.owner = names.responsible[0]

    def _judge(self) -> None:
        thing = self.thing
        comment = join(self._comment, self._source.hyphenated) if self._comment else None
        numbers = [line.number for line in self._comment]
        numbers += [n for row in self._verdicts for n in (row.line.number, *row.also)]
        if not numbers:
            return
        self.is_judged = True
        status = next((row for row in self._verdicts if self._is_a_status(row)), None)
        forecast = self._forecast("" if comment is None else comment.text, status)
        if thing.judgement is not None:
            thing.judgement.forecast = thing.judgement.forecast or forecast
            thing.judgement.lines.extend(numbers)
            return
        thing.judgement = Judgement(
            status_text=None if status is None else status.text,
            status=None if status is None else read_status(status.text, self._source.profile),
            forecast=forecast,
            comment=None if comment is None else comment.text,
            lines=numbers,
            joined=comment,
        )

    def _forecast(self, comment: str, status: Row | None) -> Forecast | None:
        """Return the verdict under a label of forecasts, else any other's, else the text's."""
        values = [row.value for row in self._verdicts if row.value and row.label == "forecast"]
        values += [row.value for row in self._verdicts if row.value]
        if values:
            return values[0].forecast
        words = self._source.profile.goal_reports
        whole = " ".join([*(row.text for row in self._verdicts if row.text), comment])
        forecast = read_verdict(whole.replace(self.thing.title, "…"), words)
        for row in self._verdicts:
            if row.text and forecast is None and row is not status:
                self._suspect(row)
        return forecast

    def _is_a_status(self, row: Row) -> bool:
        """Return whether a value says how work goes rather than whether a goal is met."""
        profile = self._source.profile
        if not row.text or (row.value is not None and row.value.forecast is not None):
            return False
        known = fold(row.text) in profile.status_words or read_status(row.text, profile)
        return bool(known) and profile.labels.get(fold(row.labelled_as)) == "status"

    def _suspect(self, row: Row) -> None:
        self.suspicions.append(
            Suspicion(
                DoubtKind.NOT_UNDERSTOOD,
                f"Bedömningen ”{row.text}” är inget omdöme som är känt.",
                f"The verdict “{row.text}” is none that is known.",
                [row.line.number],
                self.thing,
            )
        )
