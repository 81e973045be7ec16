"""Blocks of lines that stand together, with what the blanks around them tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..draft import Source
from ..furniture import find_furniture, is_page_mark
from ..lines import Joined, Line, join

__all__ = ["FUNCTION_WORDS", "Block", "Sheet", "numbered", "read_sheet"]

_NUMBERED = re.compile(
    r"(?:#{1,6} )?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}(?=\.? )|\d{1,2}(?= ))\.? "
    r"(?P<title>[A-ZÅÄÖ]\S*.*)"
)
_MARKED = re.compile(r"(?P<marks>#{1,6}) (?P<title>\S.*)")
_FOOT = re.compile(r"[^.!?]{3,90} (?:\d{1,4} ?\(\d{1,4}\)|sida \d{1,4}|\d{1,4} av \d{1,4})", re.I)
_LONGEST = 100
FUNCTION_WORDS = frozenset(
    (
        "i", "av", "på", "för", "med", "till", "från", "hos", "vid", "och", "eller", "samt", "inom",
        "under", "över", "mot", "om", "att", "som", "en", "ett", "den", "det", "de", "är", "har",
        "ska", "efter", "mellan", "genom",
    )
)  # fmt: skip
_SHORT = 20  # letters; a shorter line is no full line of a paragraph
_LONGEST_LINE = 4000  # a longer one is no line of a page


@dataclass(frozen=True, eq=False)
class Block:
    """Lines that stand together.

    Args:
        lines: At least one; the first one without its bullet.
        gap: Blank lines before it.
        indented: True when its first line begins with a blank, as after a lost symbol or a page
            break.
        spaced: True when its last line ends with two blanks or more, as a cell does.
        below_symbol: True when a line of blanks stands right above it, and an empty one above that.
        level: 0 for text, 1 for a bullet, 2 for a bullet under a bullet.
        after_break: True when page furniture stands before it.
    """

    lines: tuple[Line, ...]
    gap: int
    indented: bool
    spaced: bool
    below_symbol: bool
    level: int = 0
    after_break: bool = False

    @cached_property
    def joined(self) -> Joined:
        """Its lines as running text."""
        return join(self.lines)

    @property
    def text(self) -> str:
        """Its text."""
        return self.joined.text

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def numbers(self) -> list[int]:
        """The numbers of its lines."""
        return [line.number for line in self.lines]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A document as blocks.

    Args:
        blocks: Its blocks in order, without furniture.
        furniture: Numbers of lines that are page furniture.
        width: The length that few of its lines exceed.
        words: The words, in lower case, that it writes in lower case somewhere.
    """

    blocks: tuple[Block, ...]
    furniture: frozenset[int] = frozenset()
    width: int = 0
    words: frozenset[str] = field(default_factory=frozenset)


def numbered(text: str) -> tuple[str, str] | None:
    """Return number (or marks) and title of a heading that has one, else None.

    >>> numbered("7.2 Socialnämnden")
    ('7.2', 'Socialnämnden')
    >>> numbered("## Socialnämnden")
    ('##', 'Socialnämnden')
    """
    if len(text) > _LONGEST or text.endswith((".", ":", ",", ";")):
        return None
    match = _NUMBERED.fullmatch(text.replace("**", ""))
    if match is not None:
        return match["number"], match["title"]
    match = _MARKED.fullmatch(text.replace("**", ""))
    return None if match is None else (match["marks"], match["title"])


def read_sheet(source: Source, words: GoalReportWords) -> Sheet:
    """Return the document as blocks."""
    heads = frozenset(map(fold, (*words.heads, *words.summaries)))
    furniture = _furniture(source, heads)
    blocks = _Builder(source.lines, furniture, heads, words).blocks()
    lengths = sorted(len(line.text) for line in source.lines if line.text)
    width = lengths[min(len(lengths) - 1, len(lengths) * 99 // 100)] if lengths else 0
    short = (line.text for line in source.lines if len(line.text) < _LONGEST_LINE)
    known = frozenset(re.findall(r"\b[a-zåäöé]+\b", "\n".join(short)))
    return Sheet(tuple(blocks), furniture, width, known)


def _furniture(source: Source, heads: frozenset[str]) -> frozenset[int]:
    lines = source.lines
    found = find_furniture(lines, source.taken)
    feet = {
        line.number
        for line in lines
        if 8 < len(line.text) <= _LONGEST
        and line.text[-1] in ")0123456789"
        and _FOOT.fullmatch(line.text)
        and not _blank_less(lines, line)
    }
    running = found | feet
    marks = {  # page numbers right above or below a running head
        line.number
        for line in lines
        if line.text
        and len(line.text) < 20
        and (line.number - 1 in running or line.number + 1 in running)
        and is_page_mark(line.text)
    }
    return frozenset(
        number
        for number in running | marks
        if fold(lines[number - 1].text) not in heads
        and number not in source.taken
        and numbered(lines[number - 1].text) is None
        and (number in feet or number in marks or _is_running(lines[number - 1]))
    )


def _is_running(line: Line) -> bool:
    """Return whether a repeated line may be a running head: it names no cell of a table."""
    return is_page_mark(line.text) or len(line.text.split()) > 1


def _blank_less(lines: Sequence[Line], line: Line) -> bool:
    above = lines[line.number - 2].text if line.number > 1 else ""
    below = lines[line.number].text if line.number < len(lines) else ""
    return bool(above) and bool(below)


class _Builder:
    """Gathers lines to blocks."""

    def __init__(
        self,
        lines: Sequence[Line],
        furniture: frozenset[int],
        heads: frozenset[str],
        words: GoalReportWords,
    ) -> None:
        self._lines = lines
        self._furniture = furniture
        self._heads = heads
        self._marks = tuple(words.bullets)
        self._dashes = tuple(words.dashes)
        self._subs = tuple(words.sub_bullets)
        self._blocks: list[Block] = []
        self._open: list[Line] = []
        self._level = 0
        self._sign = ""  # of the last bullet that is under none
        self._gap: list[Line] = []
        self._after_break = False

    def blocks(self) -> list[Block]:
        alone = False
        for line in self._lines:
            if line.number in self._furniture:
                self._close()
                self._after_break = True
                continue
            if not line.text:
                self._close()
                self._gap.append(line)
                continue
            level, text = self._bullet(line)
            lonely = self._is_lonely(line)
            if self._open and (level or alone or lonely or self._new_cell(line)):
                self._close()
            alone = lonely
            if level:
                self._level = level
                line = line._replace(text=text)
            self._open.append(line)
        self._close()
        return self._blocks

    def _close(self) -> None:
        if not self._open:
            return
        last = self._open[-1].raw.rstrip("\r\n\f")
        below = len(self._gap) >= 2 and bool(self._gap[-1].raw.strip("\r\n"))
        self._blocks.append(
            Block(
                lines=tuple(self._open),
                gap=len(self._gap),
                indented=self._open[0].raw[:1] in {" ", "\f", "\t"},
                spaced=last.endswith("  "),
                below_symbol=below and not self._gap[0].raw.strip("\r\n"),
                level=self._level,
                after_break=self._after_break,
            )
        )
        self._open, self._gap = [], []
        self._level, self._after_break = 0, False

    def _bullet(self, line: Line) -> tuple[int, str]:
        """Return the level of the bullet that a line begins, and its text without the sign."""
        sign, _, rest = line.text.partition(" ")
        if len(sign) > 1 and sign[0] in self._marks:
            sign, rest = sign[0], line.text[1:]
        if not rest or len(sign) != 1:
            return 0, line.text
        if sign in self._marks:
            self._sign = sign
            return 1, rest.strip()
        listed = bool(self._open and self._level) or bool(
            not self._open and self._blocks and self._blocks[-1].level
        )
        if sign in self._subs and (listed or rest[0].isupper()):
            return 2, rest.strip()
        if sign in self._dashes and not rest[0].isdigit():
            if self._open and not self._level and not self._open[-1].text.endswith((".", ":")):
                return 0, line.text  # a dash inside a sentence
            above = self._open if self._open else (self._blocks[-1].lines if self._blocks else ())
            under = listed and above and above[-1].text.endswith((":", ";"))
            level = self._level if self._open else (self._blocks[-1].level if listed else 0)
            if not listed or (level == 1 and not under):
                self._sign = sign
            elif sign == self._sign and not under:
                level = 1
            return (2 if under or level == 2 else 1), rest.strip()
        return 0, line.text

    def _is_lonely(self, line: Line) -> bool:
        """Return whether a line stands for itself although text is above it: a head, a heading."""
        below = self._lines[line.number].text if line.number < len(self._lines) else ""
        if below and line.number + 1 not in self._furniture:
            return False
        titled = numbered(line.text)
        opens = line.raw[:1] in {" ", "\f"} or line.opens_page or not self._open
        if titled is not None:
            return opens or "." in titled[0] or titled[0].startswith("#")
        return opens and fold(line.text[:_LONGEST]) in self._heads

    def _new_cell(self, line: Line) -> bool:
        """Return whether a cell or a page begins with a line that no blank one parts from above."""
        if line.raw[:1] not in {" ", "\f"} and not line.opens_page:
            return False
        above = self._open[-1].raw.rstrip("\r\n")
        ended = above.endswith("  ") or above.rstrip().endswith((".", "!", "?", ":"))
        ended = ended or len(above.strip()) < _SHORT
        return line.text[:1].isupper() and (ended or line.raw[:2] == "  ")
