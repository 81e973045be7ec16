"""The cells after a row's title: which words of a block are bodies, date, status and comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from styrkedja.graph.model import Status

from ..lines import Line
from .tokens import Token, Tokens, joined_text, may_begin_a_cell, tokens_of

__all__ = ["CellReader", "Cells", "follow_comments"]

_DATES = frozenset({"date", "start"})
_TOLD = frozenset({"board", "date", "start", "status"})
_LONGEST_UNKNOWN_STATUS = 3
_LONGEST_DATE = 5
_LONGEST_FREE_NAME = 3  # words of a body's name that no ending tells
_YEAR_DIGITS = 4

_BEGINS = re.compile(r"[^\w\s]{0,2} ?(?:\d{1,3}(?:\.\d{1,3})*[.):]? +)?[^\W\d_]{2}")


@dataclass(slots=True, eq=False)
class Cells:
    """The cells of one row.

    Args:
        columns: What its columns hold, in order, those after the title's.
        next: Index of the first column that may still come.
        values: Column → its lines, each with only the cell's text.
        status: The status that the status cell names, or None.
        wrapped: True when the last cell that was read ended with its block, not inside a line.
    """

    columns: tuple[str, ...]
    next: int = 0
    values: dict[str, list[Line]] = field(default_factory=dict)
    status: Status | None = None
    wrapped: bool = False

    def add(self, column: str, lines: Sequence[Line]) -> None:
        """Put lines into a column's cell, after those that stand in it."""
        self.values.setdefault(column, []).extend(lines)

    @property
    def comment(self) -> list[Line]:
        """The lines of the comment."""
        return self.values.get("comment", [])

    @property
    def numbers(self) -> list[int]:
        """The numbers of all their lines."""
        return [line.number for lines in self.values.values() for line in lines]


@dataclass(eq=False)
class CellReader:
    """Reads cells by what their words look like, in the order of the table's columns."""

    tokens: Tokens

    def learn(self, lines: Sequence[Line], columns: Sequence[str]) -> Cells | None:
        """Take in the names of bodies from a block that holds nothing but cells; return these."""
        cells = self.start(lines, columns)
        if cells is not None and "board" in cells.values:
            self.tokens.boards.update(_names(tokens_of(cells.values["board"])))
        return cells

    def may_be_cells(self, line: Line) -> bool:
        """Return whether a line begins like cells: with a body, a date or a status."""
        tokens = tokens_of([line])
        board, date = self.tokens.board(tokens, 0), self.tokens.date(tokens, 0)
        return board > 0 or date > 0 or self.tokens.status(tokens, 0)[0] > 0

    def is_stray(self, lines: Sequence[Line]) -> bool:
        """Return whether a text without a row is no goal's: signs, bodies alone, a date, a status.

        A goal may begin with such a word ("Klart språk"); then a word in lower case follows it.
        """
        if _BEGINS.match(lines[0].text) is None:
            return True
        tokens = tokens_of(lines)
        if self.tokens.board(tokens, 0) == len(tokens):
            return True
        end = max(self.tokens.date(tokens, 0), self.tokens.status(tokens, 0)[0])
        return end > 0 and (end == len(tokens) or not tokens[end].text[:1].islower())

    def sure_of(self, cells: Cells) -> set[str]:
        """Return the columns of some cells that hold bodies, a date or a word for a status."""
        sure = set(cells.values) & {"board", "date", "status"}
        status = tokens_of(cells.values.get("status", []))
        if status and self.tokens.status(status, 0)[0] == 0:
            sure.remove("status")
        return sure

    def start(
        self, lines: Sequence[Line], columns: Sequence[str], at: int = 0, *, known: bool = True
    ) -> Cells | None:
        """Return the cells that begin at a word of a block, or None when none do there.

        Args:
            lines: The block.
            columns: The columns after the title's.
            at: The word where they are to begin; inside a line one cell alone must be a body that
                ends the block.
            known: Whether only bodies that the document's own cells hold count inside a line.
        """
        first = next((line.text for line in lines if line.text), "").partition(" ")[0]
        if not at and not (first and self.tokens.may_begin(first)):
            return None
        return self._start(tokens_of(lines), columns, at, known=known)

    def _start(
        self, tokens: Sequence[Token], columns: Sequence[str], at: int, *, known: bool
    ) -> Cells | None:
        cells = Cells(tuple(columns))
        found = self._fill(cells, tokens, at, known=at > 0 and known)
        if not found:
            return None
        roles = set(found) - {"comment", "rest"}
        told = "comment" in cells.values or "rest" in cells.values
        if not ({"status", "date", "start"} & roles) and told:
            return None
        return cells

    def inside(
        self,
        lines: Sequence[Line],
        columns: Sequence[str],
        following: Sequence[Line] = (),
        most: int = 60,
    ) -> tuple[int, Cells] | None:
        """Return the cells that begin inside a block's first line, and the word they begin at.

        One cell alone may be a word of the title; it is a cell when the other cells stand in the
        next block.

        Args:
            lines: The block.
            columns: The columns after the title's.
            following: The next block, if it can hold cells of the same row.
            most: Words of the line that are looked at.
        """
        tokens = tokens_of(lines)
        count = next((n for n, token in enumerate(tokens, start=1) if token.last), 0)
        places = [n for n in range(1, min(count, most)) if may_begin_a_cell(tokens[n].text)]
        for known in (True, False):
            for at in places:
                cells = self._start(tokens, columns, at, known=known)
                if cells is None:
                    continue
                broken = set(cells.values) == {"status"} and cells.wrapped
                if broken or len(set(cells.values) - {"comment", "rest"}) > 1:
                    return self._from_first_board(tokens, columns, at) or (at, cells)
                rest = columns[cells.next :]
                told = cells.values.get("board", [])
                sure = known or any("," in line.text for line in told)
                if sure and following and rest and self.start(following, rest) is not None:
                    return self._from_first_board(tokens, columns, at) or (at, cells)
        return self._date_at_the_end(tokens, columns) if count == len(tokens) else None

    def _date_at_the_end(
        self, tokens: Sequence[Token], columns: Sequence[str]
    ) -> tuple[int, Cells] | None:
        """Return the cells of a line that ends in the date of a table whose last column it is.

        A name with a capital right before it is a body's, though its ending tells none.
        """
        if not columns or columns[-1] != "date":
            return None
        for at in range(max(1, len(tokens) - _LONGEST_DATE), len(tokens)):
            if self.tokens.date(tokens, at) != len(tokens) or not _is_whole(tokens, at):
                continue
            cells = Cells(tuple(columns), len(columns))
            begin = at
            if "board" in columns:
                near = range(at - 1, max(1, at - _LONGEST_FREE_NAME - 1), -1)
                named = next((n for n in near if tokens[n].text[:1].isupper()), at)
                begin = at if tokens[named - 1].text.endswith((".", ":")) else named
            if begin < at:
                cells.add("board", _lines(tokens[begin:at]))
            cells.add("date", _lines(tokens[at:]))
            return begin, cells
        return None

    def _from_first_board(
        self, tokens: Sequence[Token], columns: Sequence[str], at: int
    ) -> tuple[int, Cells] | None:
        """Return the cells with the abbreviations before them ("SN, KS"), or None without any."""
        begin = at
        while begin > 1 and self.tokens.is_listed(tokens[begin - 1]):
            begin -= 1
        if begin == at:
            return None
        cells = self._start(tokens, columns, begin, known=False)
        return (begin, cells) if cells is not None else None

    def go_on(self, cells: Cells, lines: Sequence[Line]) -> bool:
        """Return whether a block holds the row's next cells; if so they are put in."""
        tokens = tokens_of(lines)
        if not [column for column in cells.columns[cells.next :] if column != "comment"]:
            return False
        trial = Cells(cells.columns, cells.next)
        found = self._fill(trial, tokens, 0, known=False)
        if not found and cells.columns[cells.next] == "comment":
            end = self._comment_end(tokens, 0, cells.columns[cells.next + 1 :])
            if 0 < end < len(tokens):
                cells.add("comment", _lines(tokens[:end]))
                found = self._fill(trial, tokens, end, known=False)
        if not found or found == ["comment"]:
            return False
        if "comment" in cells.values and found[0] == "comment":
            return False
        for column, value in trial.values.items():
            cells.add(column, value)
        cells.next, cells.wrapped = trial.next, trial.wrapped
        cells.status = trial.status or cells.status
        return True

    def _fill(self, cells: Cells, tokens: Sequence[Token], at: int, *, known: bool) -> list[str]:
        """Put the cells that stand from a word on into their columns; return the columns."""
        found: list[str] = []
        columns = cells.columns
        for place in range(cells.next, len(columns)):
            column = columns[place]
            if at >= len(tokens):
                break
            end = at
            if column == "board":
                end = self.tokens.board(tokens, at, known=known and not found)
            elif column in _DATES:
                end = self.tokens.date(tokens, at)
            elif column == "status":
                end, status = self.tokens.status(tokens, at)
                if end > at:
                    cells.status = status
                    if not self._any(tokens, end, columns[place + 1 :]):
                        end = self._whole_status(tokens, end, alone=tokens[at].first)
                elif found and found[-1] in _DATES:
                    end = self._unknown_status(tokens, at)
            elif column == "comment" and found:
                end = self._comment_end(tokens, at, columns[place + 1 :])
            if end > at:
                cells.add("rest" if column == "start" else column, _lines(tokens[at:end]))
                cells.next = place + 1
                cells.wrapped = end == len(tokens) and tokens[at].line is not tokens[-1].line
                found.append(column)
                at = end
        if found and at < len(tokens):
            cells.add("comment" if "comment" in columns else "rest", _lines(tokens[at:]))
            if "comment" not in columns:
                found.append("rest")
        return found

    def _any(self, tokens: Sequence[Token], at: int, columns: Sequence[str]) -> bool:
        """Return whether a body or a date of one of some columns begins at a word."""
        if at >= len(tokens):
            return False
        return ("board" in columns and self.tokens.board(tokens, at) > at) or (
            not _DATES.isdisjoint(columns) and self.tokens.date(tokens, at) > at
        )

    def _whole_status(self, tokens: Sequence[Token], end: int, *, alone: bool) -> int:
        """Return where a status cell ends that begins with a status word ("Pågående och …").

        A cell of several lines ends its block, so that what comes on the next line belongs to it,
        unless it begins like a sentence of its own.
        """
        if end == len(tokens):
            return end
        last, following = tokens[end - 1], tokens[end]
        if last.last:
            word = following.text
            if word[:1].isupper() and not last.text.endswith((",", "-")):
                return end
            return len(tokens)
        if alone and following.text[:1].islower() and tokens[end - 1].line is tokens[0].line:
            return len(tokens)
        if following.text in {"och", "men", "/"}:
            more, _ = self.tokens.status(tokens, end + 1)
            if more > end + 1:
                return self._whole_status(tokens, more, alone=alone)
            if tokens[end].last:
                return len(tokens)
        if last.text.endswith(",") and following.text[:1].islower():
            return end + 1 if not following.last else len(tokens)
        if following.text.startswith("(") and following.text.endswith(")"):
            return end + 1
        return end

    def _unknown_status(self, tokens: Sequence[Token], at: int) -> int:
        """Return where a status of unknown words ends: few words that fill their line's rest."""
        if self.tokens.board(tokens, at) > at:
            return at
        end = next((n for n in range(at, len(tokens)) if tokens[n].last), at) + 1
        few = end - at <= _LONGEST_UNKNOWN_STATUS and not tokens[end - 1].text.endswith(".")
        new_cell = end == len(tokens) or tokens[end].text[:1].isupper()
        return end if few and new_cell else at

    def _comment_end(self, tokens: Sequence[Token], at: int, after: Sequence[str]) -> int:
        """Return where a comment ends: at the end, or where the columns after it fill the rest."""
        rest = [column for column in after if column in _TOLD]
        if not rest:
            return len(tokens)
        for place in range(at, len(tokens)):
            if self._fills(tokens, place, rest):
                return place
        return len(tokens)

    def _fills(self, tokens: Sequence[Token], at: int, columns: Sequence[str]) -> bool:
        known = bool(self.tokens.boards) and not tokens[at].first
        begin = at
        for column in columns:
            if column == "board":
                at = self.tokens.board(tokens, at, known=known)
            elif column in _DATES:
                at = self.tokens.date(tokens, at)
            else:
                at = self.tokens.status(tokens, at)[0]
        return at == len(tokens) and at > begin


def _is_whole(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a date at a word names a day or a time that may be (no mere number)."""
    return not tokens[at].text.isdigit() or len(tokens[at].text) == _YEAR_DIGITS


def follow_comments(columns: Sequence[str]) -> bool:
    """Return whether other cells stand after comments: known names then tell where these end."""
    after = columns[columns.index("comment") + 1 :] if "comment" in columns else ()
    return not _TOLD.isdisjoint(after)


def _lines(tokens: Sequence[Token]) -> list[Line]:
    """Return words as the lines, or parts of lines, that they come from."""
    found: list[Line] = []
    words: list[str] = []
    for place, token in enumerate(tokens):
        words.append(token.text)
        if place + 1 == len(tokens) or tokens[place + 1].line is not token.line:
            found.append(Line(token.line.number, " ".join(words)))
            words = []
    return found


def _names(tokens: Sequence[Token]) -> list[str]:
    """Return the names that a cell of bodies holds, parted by commas."""
    text = joined_text(tokens)
    names: list[str] = []
    for part in text.split(","):
        name = part.strip()
        if name:
            names.append(name)
            if "-" not in name:
                names.extend(one for one in name.split() if one.isupper())
    return names
