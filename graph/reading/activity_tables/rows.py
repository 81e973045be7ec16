"""The rows of activity tables, read block by block from their flattened text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..lines import Line
from .belonging import is_comment, is_run_on
from .blocks import Block, Gap, bullet_of
from .cells import CellReader, Cells
from .markers import is_only_marker, marker_of
from .row import GoalText, Row, title_is_open
from .shape import Shape

__all__ = ["RowReader"]

_WIDEST_FREE_CELL = 20
_QUOTES = frozenset("\"”“»'’")
_SURELY_CELLS = 2  # cells of a kind from which on a block without a row is no text


@dataclass(eq=False)
class RowReader:
    """Reads blocks one after the other; what it has found stands in `found` and `unsure`."""

    words: ActivityTableWords
    shape: Shape
    cells: CellReader
    found: list[Row | GoalText] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    row: Row | None = None
    waiting: list[Row] = field(default_factory=list)
    page: int = 0
    resumed: bool = False

    def read(self, blocks: Sequence[Block]) -> None:
        """Read all blocks."""
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            self._read(block, following)

    def _read(self, block: Block, following: Block | None) -> None:
        self.shape.columns = block.columns
        if block.gap == Gap.SECTION:
            self._close()
            self.row = None
            self.page += 1
        elif block.breaks:
            self.page += 1
        parted = self._parted(block)
        if parted is not None:
            self._read(parted[0], parted[1])
            self._read(parted[1], following)
            return
        signs = (*self.words.bullets, *self.words.dashes)
        sign = bullet_of(block.lines[0].text, signs)
        if sign is not None and sign == self.shape.bullet:
            self._start(block, "activity", sign, following)
        elif sign is not None and self._is_part(block, sign):
            self._part(block, sign, following)
        elif self._takes_cells(block, following):
            return
        else:
            self._text(block, following)

    def _parted(self, block: Block) -> tuple[Block, Block] | None:
        """Return a goal's text and the row that begins inside its last line, or None."""
        sign = self.shape.bullet
        open_title = self.row_is_open and self.row is not None and self.row.kind == "activity"
        if sign not in self.words.dashes or open_title:
            return None
        for index, line in enumerate(block.lines):
            before, found, after = line.text[:500].partition(f" {sign} ")
            if found and after[:1].isupper() and not bullet_of(before, (str(sign),)):
                first = [*block.lines[:index], line._replace(text=before)]
                rest = [Line(line.number, f"{sign} {line.text[len(before) + len(found) :]}")]
                rest += block.lines[index + 1 :]
                section, columns = block.section, block.columns
                return (
                    Block(first, block.gap, block.empty, False, section, columns),
                    Block(rest, Gap.NONE, section=section, columns=columns),
                )
        return None

    # ---------------------------------------------------------------- titles

    def _start(
        self, block: Block, kind: str, sign: str | None = None, following: Block | None = None
    ) -> None:
        """Begin a row with a block, whose first line may also hold its first cells."""
        lines = list(block.lines)
        if sign is not None:
            lines[0] = lines[0]._replace(text=lines[0].text[len(sign) :].strip())
            lines = [line for line in lines if line.text]
        if not self.row_is_open:
            self._close()
        row = Row(kind, [], block.section, self.page, block.own_row)
        row.columns = block.columns
        self.found.append(row)
        if self.row is not None and self._waits_for_cells(self.row, block):
            self.waiting.append(self.row)
        self.row, self.resumed = row, False
        self._title(row, lines, block, following)

    def _waits_for_cells(self, row: Row, block: Block) -> bool:
        """Return whether the last row has no cells yet and shares those of the row that begins.

        One that only points to other rows has none, nor has one whose empty cells were printed.
        """
        if row.cells is not None or row.kind != "activity" or block.empty:
            return False
        text = row.title[0].text if row.title else ""
        return self.shape.bullet is not None and not text.startswith(tuple(self.words.pointers))

    @property
    def row_is_open(self) -> bool:
        """Whether the last row has no cells yet and may still get some."""
        return self.row is not None and self.row.cells is None

    def _title(self, row: Row, lines: list[Line], block: Block, following: Block | None) -> None:
        if not lines:
            return
        inside = self._cells_inside(row, lines, following)
        if inside is None:
            row.title.extend(lines)
            marker = marker_of(row.title, self.words)
            if marker is not None and self.shape.bullet and row.kind != "activity":
                row.marker, row.kind = marker, "assignment"
            return
        at, cells, rest = inside
        words = lines[0].text.split()
        row.title.append(lines[0]._replace(text=" ".join(words[:at])))
        self._give(cells)
        if rest:
            self._text(
                Block(rest, Gap.INDENT, section=block.section, columns=block.columns), following
            )

    def _cells_inside(
        self, row: Row, lines: list[Line], following: Block | None
    ) -> tuple[int, Cells, list[Line]] | None:
        """Return the cells that begin inside a title's first line, and the lines after them."""
        if row.title or len(lines[0].text) > 600:
            return None
        narrow = [lines[0], *self._until_wide(lines[1:])]
        inside = self.cells.inside(narrow, self.shape.columns, _near(following))
        return (*inside, lines[len(narrow) :]) if inside is not None else None

    def _until_wide(self, lines: Sequence[Line]) -> list[Line]:
        """Return the lines before the first that is wider than cells are."""
        for index, line in enumerate(lines):
            if self.shape.is_wide(line.text):
                return list(lines[:index])
        return list(lines)

    def _is_part(self, block: Block, sign: str) -> bool:
        """Return whether a block with a bullet is a sub-item of the row in hand."""
        row = self.row
        if row is None or (sign in self.words.bullets and self.shape.bullet is None):
            return False
        if row.cells is None or self.resumed:
            return row.kind == "activity"
        if block.gap != Gap.PAGE:
            return False
        announced = not row.parts and bool(row.title) and row.title[-1].text.endswith(":")
        return announced or (bool(row.parts) and block.width > self.shape.comment_width + 2)

    def _part(self, block: Block, sign: str, following: Block | None) -> None:
        row = self.row
        if row is None:
            return
        lines = list(block.lines)
        lines[0] = lines[0]._replace(text=lines[0].text[len(sign) :].strip())
        row.parts.append([line for line in lines if line.text])
        self.resumed = row.cells is not None

    # ---------------------------------------------------------------- cells

    def _takes_cells(self, block: Block, following: Block | None) -> bool:
        """Return whether a block holds cells of the row in hand; if so they are read."""
        row = self.row
        if row is None or not (row.title or row.parts):
            lost = self.cells.start(block.lines, self.shape.columns)
            if lost is None or len(set(lost.values) - {"comment", "rest"}) < _SURELY_CELLS:
                return False
            self.unsure.extend(line.number for line in block.lines)
            return True
        lines = [block.lines[0], *self._until_wide(block.lines[1:])]
        rest = block.lines[len(lines) :]
        if row.cells is not None:
            if not lines or not self.cells.go_on(row.cells, lines):
                return False
            self._share(row.cells)
        else:
            if row.kind == "group":
                return False
            cells = self.cells.start(lines, self.shape.columns) if lines else None
            if cells is None:
                return self._takes_free_cell(block, following)
            self._give(cells)
        if rest:
            self._text(
                Block(list(rest), Gap.INDENT, section=block.section, columns=block.columns),
                following,
            )
        return True

    def _takes_free_cell(self, block: Block, following: Block | None) -> bool:
        """Return whether a narrow block before cells is a cell of words that name no date."""
        row = self.row
        if row is None or following is None or following.gap >= Gap.PAGE:
            return False
        if block.width > _WIDEST_FREE_CELL or len(block.lines) > 3 or block.gap < Gap.SOFT:
            return False
        if marker_of(block.lines, self.words) or block.lines[0].text[:1].islower():
            return False
        cells = self.cells.start(following.lines, self.shape.columns)
        if cells is None:
            return False
        first = next(column for column in cells.columns if column in cells.values)
        place = cells.columns.index(first)
        before = [c for c in cells.columns[:place] if c in {"board", "date"}]
        if not before:
            return False
        own = Cells(tuple(self.shape.columns), place)
        own.add(before[-1], block.lines)
        self._give(own)
        return True

    def _give(self, cells: Cells) -> None:
        if self.row is not None:
            self.row.cells = cells
            self._share(cells)

    def _share(self, cells: Cells) -> None:
        for row in self.waiting:
            row.cells = cells

    def _close(self) -> None:
        self.waiting = []
        self.resumed = False

    # ---------------------------------------------------------------- other text

    def _text(self, block: Block, following: Block | None) -> None:
        """Place a block that begins with no bullet and holds no cells."""
        row = self.row
        if row is not None and is_only_marker(block.lines, self.words):
            row.title.extend(block.lines)
            row.marker = marker_of(block.lines, self.words)
            if self.shape.bullet and row.kind != "activity":
                row.kind = "assignment"
            return
        if self.shape.bullet and marker_of(block.lines, self.words) is not None:
            if row is not None and row.cells is None and row.kind == "group":
                row.title.extend(block.lines)
                row.marker, row.kind = marker_of(row.title, self.words), "assignment"
                return
            self._start(self._split_off(block), "assignment", None, following)
            return
        if row is not None and row.cells is None and self._goes_on(row, block, following):
            self._add(row, block)
            return
        self._classify(block, following)

    def _split_off(self, block: Block) -> Block:
        """Return the part of a block that is an assignment's row; what is before is a comment."""
        row, lines = self.row, block.lines
        if row is None or row.cells is None or block.gap >= Gap.HARD or block.breaks:
            return block
        at = next((n for n, line in enumerate(lines) if self.shape.is_wide(line.text)), 0)
        if at:
            row.cells.add("comment", lines[:at])
        return Block(lines[at:], block.gap, section=block.section, columns=block.columns)

    def _goes_on(self, row: Row, block: Block, following: Block | None) -> bool:
        """Return whether a block goes on with the title of a row that has no cells yet."""
        if not row.title:
            return True
        text = block.lines[0].text
        if row.kind != "activity":
            return row.marker is None and (text[:1].islower() or title_is_open(row))
        if not self.shape.bullet:
            return True
        if text[:1].islower() or title_is_open(row):
            return True
        last = row.title[-1].text
        points = any(row.title[0].text.startswith(one) for one in self.words.pointers)
        if points or block.gap >= Gap.PAGE:
            return False
        return not last.endswith(".") and self.shape.is_wide_block(block)

    def _add(self, row: Row, block: Block) -> None:
        """Add a block to a title's cell: to the title, the last sub-item, or after them."""
        first = block.lines[0].text
        if not row.parts:
            row.title.extend(block.lines)
        elif not row.after and (first[:1].islower() or first.startswith("(")):
            row.parts[-1].extend(block.lines)
        else:
            row.after.extend(block.lines)

    def _classify(self, block: Block, following: Block | None) -> None:
        """Place a block that belongs to no open title."""
        row = self.row
        if row is not None and row.cells is not None:
            if is_run_on(row, block, self.shape, self.words, resumed=self.resumed):
                self._add(row, block)
                self.resumed = True
                return
            ends = following is None or following.gap >= Gap.SECTION
            starts = self._starts_cells(following)
            if is_comment(row, row.cells, block, self.shape, starts=starts, ends=ends):
                row.cells.add("comment", block.lines)
                row.cells.wrapped = False
                self.resumed = False
                return
        wide = self.shape.is_wide_block(block)
        starts = self._starts_cells(following)
        if self.shape.bullet is None:
            inside = self.cells.inside(block.lines, self.shape.columns, _near(following))
            goal, title = self._goal_before(block, inside[0] if inside else None)
            if goal:
                self._goal(goal, block)
                section, columns = block.section, block.columns
                block = Block(title, Gap.HARD, section=section, columns=columns)
            if goal or wide or starts or inside or self._introduces_parts(block, following):
                self._start(block, "activity", None, following)
                return
        elif wide and following is not None and following.gap < Gap.SECTION:
            self._start(block, "activity" if starts else "group", None, following)
            return
        if following is not None and (following.gap < Gap.SECTION or self.row is None):
            self._goal(block.lines, block)
        elif row is not None and row.cells is not None and "comment" in row.cells.columns:
            row.cells.add("comment", block.lines)
        elif self.found and block.lines[0].text[:1].islower():
            self._goal(block.lines, block)
        else:
            self.unsure.extend(line.number for line in block.lines)

    def _starts_cells(self, following: Block | None) -> bool:
        if following is None or following.gap >= Gap.SECTION:
            return False
        return self.cells.start(following.lines, self.shape.columns) is not None

    def _goal_before(self, block: Block, cells_at: int | None) -> tuple[list[Line], list[Line]]:
        """Return a goal that stands before the title on a block's first line, and the rest.

        Args:
            block: The block.
            cells_at: The word of the first line where its cells begin, or None.
        """
        if cells_at is None:
            return self.shape.split_goal(block)
        line = block.lines[0]
        words = line.text.split()
        goal, title = self.shape.split_goal(
            Block([line._replace(text=" ".join(words[:cells_at]))], block.gap)
        )
        if not goal:
            return [], block.lines
        rest = " ".join([title[0].text, *words[cells_at:]])
        return goal, [Line(line.number, rest), *block.lines[1:]]

    def _introduces_parts(self, block: Block, following: Block | None) -> bool:
        """Return whether a block ends with a sentence that introduces the list after it."""
        if following is None or not block.lines[-1].text.endswith(":"):
            return False
        return bullet_of(following.lines[0].text, self.words.dashes) is not None

    def _goal(self, lines: Sequence[Line], block: Block) -> None:
        if not lines[0].text[:1].isalnum() and lines[0].text[:1] not in _QUOTES:
            self.unsure.extend(line.number for line in lines)
            return
        last = self.found[-1] if self.found else None
        if (
            isinstance(last, GoalText)
            and last.section is block.section
            and (block.gap <= Gap.SOFT or lines[0].text[:1].islower())
        ):
            last.lines.extend(lines)
            return
        if self.cells.is_stray(lines):
            self.unsure.extend(line.number for line in lines)
            return
        self._close()
        self.row = None
        self.found.append(GoalText(list(lines), block.section, self.page))


def _near(following: Block | None) -> Sequence[Line]:
    """Return the lines of the next block if it can be of the same row."""
    return () if following is None or following.gap >= Gap.SECTION else following.lines
