"""The lines of a document as a reader of focus areas sees them: headings, labels, items, text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from styrkedja.graph.profiles import Profile

from .draft import Source
from .focus_area_labels import Label, read_label, without_marks
from .furniture import find_furniture, is_page_mark
from .lines import Line, join

__all__ = ["Head", "Row", "furniture_of", "read_rows"]

_NUMBERED = re.compile(r"\(?(\d{1,2}|[a-hA-H])[.)]\s+(?=\S)|([IVX]{1,5})[.)]\s+(?=\S)")
_CHAPTER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2})\s+(?=[A-ZÅÄÖ])")
_LIST_NUMBER = re.compile(r"(?:([IVX]{1,5}|\d{1,2}|[A-H])[.:)]\s+|([IVX]{2,5}|\d{1,2})\s+)(?=\S)")
_LEADERS = re.compile(r"\s*[.…_]{3,}\s*\d{0,3}$")
_DIGITS = re.compile(r"\d+")
_LONGEST_HEADING = 100
_MOST_NAME_WORDS = 5
_EDGE = 3  # lines at a page's edge that can be running heads
_MARKDOWN, _PLAIN, _SHARE = 2, 1, 0.75


@dataclass(frozen=True, slots=True)
class Head:
    """What a line says when it is read as a heading.

    Args:
        title: Without marks, number, and what a focus area is called.
        number: As printed, or None.
        strength: 1 where only its place tells, 2 where it is marked, 3 where it says that it heads
            a focus area.
    """

    title: str
    number: str | None
    strength: int


@dataclass(slots=True, eq=False)
class Row:
    """A line with text that is no furniture, or a label or heading of two lines.

    Args:
        lines: The lines.
        text: Without marks of Markdown and without the bullet.
        mark: The bullet or number before it, or None.
        label: The label that it is, or None.
        head: What it says as a heading, or None when it cannot be one.
        gap: True when a blank line stands before it.
        page: True when furniture or a page break stands before it.
        indent: Blanks before it.
    """

    lines: tuple[Line, ...]
    text: str
    mark: str | None = None
    label: Label | None = None
    head: Head | None = None
    gap: bool = False
    page: bool = False
    indent: int = 0
    numbers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = [line.number for line in self.lines]

    @property
    def number(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    def listed(self) -> tuple[str | None, str]:
        """Return number and name when it is read as an entry of a list of focus areas."""
        text = _LEADERS.sub("", self.text)
        if self.head is not None and self.head.strength == 3:
            return self.head.number, self.head.title
        match = _LIST_NUMBER.match(text)
        if match is None:
            number = self.mark.strip("(.)") if self.mark and self.mark[0].isalnum() else None
            return (None if number == "o" else number), text.rstrip(" .,;")
        return match[1] or match[2], text[match.end() :].rstrip(" .,;")


def furniture_of(source: Source) -> frozenset[int]:
    """Return the numbers of the lines that are page furniture; labels and items are none."""
    kept = set(source.taken)
    for line in source.lines:
        mark, text = _bullet(line.text, source.profile)
        if mark or (len(text) < _LONGEST_HEADING and read_label(text, source.profile) is not None):
            kept.add(line.number)
    found = {
        *find_furniture(source.lines, frozenset(kept)),
        *_edges(source.lines, kept),
        *_titles_at_page_marks(source.lines, kept),
    }
    beside = {
        line.number
        for line in source.lines
        if is_page_mark(line.text)
        and line.number not in kept
        and not {line.number - 1, line.number + 1}.isdisjoint(found)
    }
    return frozenset(found | beside)


def _titles_at_page_marks(lines: Sequence[Line], kept: set[int]) -> Iterator[int]:
    """Yield the lines that repeat the document's first line beside a page number."""
    first = next((line for line in lines if line.text), None)
    for above, line, below in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if first is None or line is first or line.text != first.text or line.number in kept:
            continue
        if any(one is not None and is_page_mark(one.text) for one in (above, below)):
            yield line.number


def _edges(lines: Sequence[Line], kept: set[int]) -> Iterator[int]:
    """Yield the lines beside page breaks that are page numbers or come again at other breaks."""
    near: list[Line] = []
    for index, line in enumerate(lines):
        if line.opens_page:
            above = [one for one in lines[max(0, index - _EDGE) : index] if one.text]
            below = [one for one in lines[index : index + _EDGE] if one.text]
            near += [*above[-2:], *below[:2]]
    forms = Counter(_DIGITS.sub("#", line.text) for line in near)
    for line in near:
        if line.number in kept or len(line.text) > _LONGEST_HEADING:
            continue
        if is_page_mark(line.text) or forms[_DIGITS.sub("#", line.text)] >= 2:
            yield line.number


def read_rows(source: Source, furniture: frozenset[int]) -> list[Row]:
    """Return the rows of a document, in order; lines of other layouts and furniture are left out.

    Args:
        source: The document.
        furniture: Numbers of its lines that are page furniture.
    """
    rows: list[Row] = []
    gap = page = True
    left = [line for line in source.lines if line.number not in source.taken]
    widest = _usual_width(left)
    index = 0
    while index < len(left):
        line = left[index]
        index += 1
        page = page or line.opens_page or line.number in furniture
        if not line.text or line.number in furniture:
            gap = gap or not line.text
            continue
        following = left[index] if index < len(left) else None
        above = rows[-1] if rows and not gap and not page else None
        if following is not None and _bullet(following.text, source.profile)[0] is not None:
            above = None  # right above a list a label is one, whatever stands before it
        row = _row(line, source.profile, above)
        if following is not None and following.text and following.number not in furniture:
            two = _over_two_lines(row, following, source)
            if two is not None:
                row = two
                index += 1
                following = left[index] if index < len(left) else None
        row.gap, row.page = gap, page
        if row.label is None and row.head is None:
            row.head = _plain_head(row, rows[-1] if rows else None, following, widest)
        rows.append(row)
        gap = page = False
    _unsure_labels(rows)
    return rows


def _row(line: Line, profile: Profile, above: Row | None) -> Row:
    mark, text = _bullet(line.text, profile)
    plain = without_marks(text)
    marked = line.text.startswith("#") or (
        line.text.startswith(("**", "__")) and line.text.rstrip(": ").endswith(("**", "__"))
    )
    row = Row((line,), plain, mark, indent=len(line.raw) - len(line.raw.lstrip()))
    if mark is None or mark[0].isdigit():
        row.label = read_label(plain, profile)
    if row.label is not None:
        if above is not None and above.label is None and not marked:
            row.label = _unless_in_a_sentence(row, above)
        if plain[0].islower():
            row.label = None  # the end of a sentence
        if row.label is not None:
            row.mark = None
            return row
    if len(plain) <= _LONGEST_HEADING and plain:
        row.head = _marked_head(plain, profile, marked=marked)
        if row.head is not None and mark is not None and row.head.strength < 3:
            row.head = None
    return row


def _unless_in_a_sentence(row: Row, above: Row) -> Label | None:
    """Return a row's label unless it only goes on with the item or text right above it."""
    goes_on = not above.text.endswith((".", ")", "!", "?", ";", ":"))
    closed = row.text.endswith((":", ".")) or row.label is None or row.label.rest is not None
    return None if goes_on and not closed else row.label


def _bullet(text: str, profile: Profile) -> tuple[str | None, str]:
    """Return the bullet or number that a line begins with, and what follows it."""
    for sign in _signs(profile).get(text[:1], ()):
        if text.startswith(sign):
            after = text[len(sign) :]
            close = not (sign.isalnum() or sign in "-–—*")
            if not after or after[0] == " " or (close and after[0] not in "*-–"):
                return sign, after.strip()
    match = _NUMBERED.match(text)
    return (None, text) if match is None else (match[0].strip(), text[match.end() :])


@lru_cache(maxsize=8)
def _signs(profile: Profile) -> dict[str, list[str]]:
    """Return the bullets by their first letter, in order."""
    signs: dict[str, list[str]] = {}
    for sign in profile.focus_areas.bullets:
        signs.setdefault(sign[:1], []).append(sign)
    return signs


def _marked_head(plain: str, profile: Profile, *, marked: bool) -> Head | None:
    """Return a line as a heading when what it is written with says that it is one."""
    named = _areas(profile).match(plain)
    if named is not None and (
        named["number"] or named["sign"] or marked or _names_an_area(plain, named.end())
    ):
        title = plain[named.end() :].strip(" :.–—-")
        if title or named["number"]:
            return Head(title, named["number"], 3)
    if plain.endswith((":", ";", ",")) and not marked:
        return None
    chapter = _CHAPTER.match(plain)
    title = plain[chapter.end() :] if chapter else plain
    number = chapter[1].rstrip(".") if chapter else None
    numbered = _NUMBERED.match(plain)
    if marked and numbered is not None and chapter is None:
        title, number = plain[numbered.end() :], (numbered[1] or numbered[2])
    upper = (
        title.isupper()
        and title[0] not in "(["
        and "/" not in title
        and not title.endswith((")", "]"))
        and sum(letter.isalpha() for letter in title) >= 5
    )
    multi = chapter is not None and "." in chapter[1]
    if marked or upper or (multi and not plain.endswith(".")):
        return Head(title.rstrip(" .:"), number, _MARKDOWN)
    return None


def _names_an_area(plain: str, end: int) -> bool:
    """Return whether a short line is "Målområde" and a name, with no sign between them."""
    rest = plain[end:].strip()
    return (
        plain.split()[0].lower().endswith("område")
        and rest[:1].isupper()
        and len(rest.split()) <= _MOST_NAME_WORDS
        and rest[-1:].isalpha()
    )


@lru_cache(maxsize=8)
def _areas(profile: Profile) -> re.Pattern[str]:
    """Return what matches the beginning of "Målområde 2: En trygg kommun", number and sign."""
    words = sorted(profile.focus_areas.areas, key=len, reverse=True)
    known = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(
        rf"(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\.?\s+)?(?i:{known})"
        r"(?=[\s:.–—-])(?:\s+(?P<number>\d{1,2}|[IVX]{1,5}|[A-H])(?!\w))?\s*(?P<sign>[:.–—-])?\s*"
        r"(?=[A-ZÅÄÖ”\"0-9]|$)"
    )


def _over_two_lines(row: Row, following: Line, source: Source) -> Row | None:
    """Return the row with its next line when only both are a label or a marked heading."""
    line = row.lines[0]
    if len(line.text) > _LONGEST_HEADING or len(following.text) > _LONGEST_HEADING:
        return None
    open_bold = line.text.count("**") == 1 and following.text.count("**") == 1
    if open_bold and row.mark is None:
        both = Line(line.number, join((line, following), source.hyphenated).text)
        whole = _row(both, source.profile, None)
        return _replaced(whole, (line, following), row.indent)
    goes_on = following.text[:1].islower() or line.text.endswith("-")
    if row.mark is None and goes_on and not line.text.endswith((".", ":")):
        text = join((line, following), source.hyphenated).text
        label = read_label(without_marks(text), source.profile)
        if label is not None and label.rest is None and text.endswith((":", ".")):
            whole = Row((line, following), without_marks(text), label=label)
            return _replaced(whole, (line, following), row.indent)
        if row.label is not None and row.label.rest is None:
            row.label = None  # a sentence that begins with the label's word
    return None


def _replaced(row: Row, lines: tuple[Line, ...], indent: int) -> Row:
    return Row(lines, row.text, row.mark, row.label, row.head, indent=indent)


def _plain_head(row: Row, above: Row | None, following: Line | None, width: int) -> Head | None:
    """Return a row as a heading that nothing but its place marks, or None."""
    text = row.text
    if row.mark is not None or len(text) > _LONGEST_HEADING or not any(map(str.isalpha, text)):
        return None
    if not (text[0].isupper() or text[0].isdigit() or text[0] in '”"“') or text[-1] in ".:;,!?-–":
        return None
    if 3 * sum(map(str.isdigit, text)) > len(text):
        return None  # a row of numbers
    apart = row.gap or row.page
    short = len(text) <= _SHARE * width
    if not apart and above is not None:
        done = above.text.endswith((".", ")", "!", "?"))
        if not (done and short):
            return None
    if following is not None and following.text:
        begins = following.text[0].isupper() or following.text[0] in "•●-–#*"
        if not (begins and short):
            return None
    match = _LIST_NUMBER.match(text)
    if match is None:
        return Head(_LEADERS.sub("", text), None, _PLAIN)
    return Head(_LEADERS.sub("", text[match.end() :]), match[1] or match[2], _PLAIN)


def _usual_width(lines: Sequence[Line]) -> int:
    """Return how long full lines are: what nine in ten of the lines do not exceed."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _unsure_labels(rows: Sequence[Row]) -> None:
    """Drop labels that no list follows where one must, and those of a table's head."""
    for place, row in enumerate(rows):
        if row.label is None:
            continue
        below = rows[place + 1] if place + 1 < len(rows) else None
        if not row.label.sure and (below is None or below.mark is None):
            row.label = None
    for above, below in pairwise(rows):
        if _bare(above) and _bare(below) and not below.gap and not below.page:
            above.label = None
            below.label = None


def _bare(row: Row) -> bool:
    """Return whether a row is a label as the head of a table's column is one."""
    first = row.lines[0].text
    return (
        row.label is not None
        and row.label.rest is None
        and first[0] not in "#*_"
        and not row.text.endswith((":", "."))
    )
