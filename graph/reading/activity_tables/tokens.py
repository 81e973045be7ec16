"""What the words of a table's cells look like: names of bodies, dates and statuses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from styrkedja.graph.model import Status
from styrkedja.graph.profiles import Profile, fold

from ..dates import read_deadline
from ..lines import Line
from ..statuses import read_share

__all__ = ["Token", "Tokens", "joined_text", "may_begin_a_cell", "tokens_of"]

_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][A-Za-zåäöÅÄÖ]{1,5}N")
_DATE_START = re.compile(
    r"\d|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|kv|q[1-4]|ter|t[1-3]\b|först|andr|tred"
    r"|fjärd|sena|den|till|t\.?o|före|und|slut|år|hela)",
    re.IGNORECASE,
)
_LOWER_DATE = re.compile(
    r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|kv|q[1-4]|tertial|t[1-3]\b|vår|höst|löpande"
    r"|tills)"
)
_TELLS_A_DAY = re.compile(
    r"\d|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|kvartalet|halvåret", re.IGNORECASE
)  # what no date lacks
_SEASONS = frozenset({"vår", "som", "hös", "vin", "vt", "ht"})
_SEASON = re.compile(
    r"(?:vår|sommar|höst|vinter)(?:en|n|terminen|)?,? ?(?:-?(?:20)?\d\d)(?:/\d\d)?"
    r"|(?:vt|ht)[ -]?(?:20)?\d\d",
    re.IGNORECASE,
)  # names a time, but no day
_AND = frozenset({"och", "samt", "&", "/"})
_PROBE = 2000  # a leap year that stands for the year of dates without one
_LONGEST_DATE = 5
_LONGEST_NOTE = 15
_LONGEST_NAME = 7
_LONGEST_GROUP = 4
_LONGEST_STATUS = 4
_LONGEST_NAME_TEXT = 80
_MOST = 400
_IN_NAMES = frozenset({"och", "samt", "för", "&", "i"})


class Token(NamedTuple):
    """A word of a cell: its text, its line, whether it is its line's first or last word."""

    text: str
    line: Line
    first: bool
    last: bool


def tokens_of(lines: Sequence[Line]) -> list[Token]:
    """Return the words of some lines, as many as cells can have."""
    found: list[Token] = []
    for line in lines:
        words = line.text[:2000].split()
        last = len(words) - 1
        found += [Token(word, line, place == 0, place == last) for place, word in enumerate(words)]
        if len(found) > _MOST:
            break
    return found


@dataclass(eq=False)
class Tokens:
    """Recognises what stands in cells.

    Args:
        profile: Statuses, names of bodies and groups.
        deadlines: Folded wordings that stand for a date.
        boards: Abbreviations and names that the document's own cells hold, as far as they are
            known; only those are names inside a line.
    """

    profile: Profile
    deadlines: frozenset[str]
    boards: set[str] = field(default_factory=set)
    _dates: dict[str, bool] = field(default_factory=dict, init=False)
    _first: dict[str, bool] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._deadlines = _beginnings(self.deadlines)

    def may_begin(self, word: str) -> bool:
        """Return whether a body, a date or a status may begin with a word; most words begin none.

        Args:
            word: The first word of a line.
        """
        bare = word.strip(",;/")
        known = self._first.get(word)
        if known is None:
            own = fold(word)
            known = self._first[word] = (
                bare[:1].isupper()
                or "/" in bare
                or bare in self.profile.abbreviations
                or own in _groups(self.profile)
                or own in _statuses(self.profile)
                or own in self._deadlines
                or word[:3].lower() in _SEASONS
                or _DATE_START.match(word) is not None
            )
        return known or bare in self.boards

    def board(self, tokens: Sequence[Token], at: int, *, known: bool = False) -> int:
        """Return where the names of bodies that begin at a token end; `at` when none does.

        Args:
            tokens: The words.
            at: Where to begin.
            known: Only what the document's own cells hold counts.
        """
        end = self._one_board(tokens, at, known=known)
        while at < end < len(tokens):
            begin = end + 1 if tokens[end].text in _AND else end
            parted = begin > end or tokens[end - 1].text.endswith((",", "/", ";"))
            if not parted and not self._is_abbreviation(tokens[begin].text.strip(",;/")):
                break
            after = self._one_board(tokens, begin, known=False)
            if after == begin:
                break
            end = after
        return end

    def date(self, tokens: Sequence[Token], at: int) -> int:
        """Return where the date that begins at a token ends; `at` when none does."""
        if at >= len(tokens):
            return at
        first = tokens[at].text
        dated = _DATE_START.match(first) is not None
        seasonal = first[:3].lower() in _SEASONS
        listed = fold(first) in self._deadlines
        if not (dated or seasonal or listed):
            return at
        most = min(_LONGEST_DATE, len(tokens) - at)
        if dated and not _TELLS_A_DAY.search(joined_text(tokens[at : at + most])):
            dated = False
        for size in range(most, 0, -1) if dated or seasonal or listed else ():
            wording = joined_text(tokens[at : at + size]).rstrip(",.;")
            if (
                (listed and fold(wording) in self.deadlines)
                or (dated and self._is_date(wording))
                or (seasonal and _SEASON.fullmatch(wording))
            ):
                return self._with_note(tokens, at + size)
        return at

    def status(self, tokens: Sequence[Token], at: int) -> tuple[int, Status | None]:
        """Return where the status that begins at a token ends, and which; `at` when none does.

        A word that stands for a status but names none that is known has an end and no status.
        """
        numeric = at < len(tokens) and tokens[at].text[0].isdecimal()
        for size in (2, 1) if numeric else ():
            share = read_share(" ".join(token.text for token in tokens[at : at + size]))
            if share is not None:
                return min(at + size, len(tokens)), share
        best, status = at, None
        text, beginnings = "", _statuses(self.profile)
        for size in range(1, min(_LONGEST_STATUS, len(tokens) - at) + 1):
            token = tokens[at + size - 1]
            if best > at and not tokens[at + size - 2].last and len(token.text) <= 2:
                break
            text += fold(token.text)
            if text not in beginnings:
                break
            known = self.profile.statuses.get(text)
            if known is not None or text in self.profile.status_words:
                best, status = at + size, known
            if token.text.endswith((",", ";", ":", ".")):
                break
        return best, status

    def _one_board(self, tokens: Sequence[Token], at: int, *, known: bool) -> int:
        if at >= len(tokens):
            return at
        word = tokens[at].text.strip(",;/")
        if word in self.boards or (not known and self._is_abbreviation(word)):
            return at + 1
        if "/" in word and all(_ABBREVIATION.fullmatch(part) for part in word.split("/")):
            return at + 1 if not known or set(word.split("/")) <= self.boards else at
        if not known and not word[:1].isupper() and fold(word) not in _groups(self.profile):
            return at
        most = _LONGEST_GROUP if fold(word) in _groups(self.profile) else 0
        for size in range(min(most, len(tokens) - at), 0, -1):
            group = joined_text(tokens[at : at + size]).rstrip(",/;")
            if fold(group) in self.profile.groups:
                return at + size
        name = ""
        again = False  # a capital inside the name, where none belongs
        for size in range(1, min(_LONGEST_NAME, len(tokens) - at) + 1):
            token = tokens[at + size - 1]
            again = again or bool(name and token.text[:1].isupper() and not _joins(name))
            name = _glue(name, token.text)
            bare = name.rstrip(",;/")
            if known and bare in self.boards:
                return at + size
            if self._ends_a_name(bare):
                return at + size if not again or bare.endswith("AB") else at
            if size > 1 and not _inside_a_name(token.text):
                break
            if token.text.endswith((",", ";", ".", ":")):
                break
        return at

    def is_listed(self, token: Token) -> bool:
        """Return whether a word is an abbreviation of a body that another one follows."""
        return token.text.endswith(",") and self._is_abbreviation(token.text[:-1])

    def _is_abbreviation(self, word: str) -> bool:
        if word not in self.profile.abbreviations and _ABBREVIATION.fullmatch(word) is None:
            return False
        folded = fold(word)
        return folded not in self.profile.statuses and folded not in self.profile.status_words

    def _ends_a_name(self, name: str) -> bool:
        word = name.rsplit(" ", 1)[-1]
        if not name[:1].isupper() or len(name) > _LONGEST_NAME_TEXT:
            return False
        small, capital = _endings(self.profile)
        return word in capital or word.lower().endswith(small)

    def _is_date(self, wording: str) -> bool:
        known = self._dates.get(wording)
        if known is None:
            known = self._dates[wording] = read_deadline(wording, year=_PROBE).day is not None
        return known

    def _with_note(self, tokens: Sequence[Token], end: int) -> int:
        """Return where a date ends with the parenthesis after it ("(se även …)")."""
        if end < len(tokens) and tokens[end].text.startswith("("):
            for place in range(end, min(end + _LONGEST_NOTE, len(tokens))):
                if tokens[place].text.rstrip(".,").endswith(")"):
                    return place + 1
        return end


def _joins(name: str) -> bool:
    """Return whether a capital may follow inside a name: after "Kultur-", "Kultur- och", "AB"."""
    words = name.split()
    last = words.pop() if words and words[-1] in _IN_NAMES else ""
    return bool(words) and (words[-1].endswith("-") or words[-1].isupper() or last == "för")


def _inside_a_name(word: str) -> bool:
    """Return whether a word can stand in the middle of a body's name ("Kultur- och …")."""
    return word in _IN_NAMES or word.endswith("-") or word[:1].isupper()


@lru_cache(maxsize=64)
def _endings(profile: Profile) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return how names of bodies end, and the words in capitals that end them."""
    known = [ending for ending, _ in profile.body_endings]
    capitals = frozenset(ending for ending in known if ending.isupper())
    return tuple(ending for ending in known if not ending.isupper()), capitals


@lru_cache(maxsize=64)
def _statuses(profile: Profile) -> frozenset[str]:
    return _beginnings((*profile.statuses, *profile.status_words))


@lru_cache(maxsize=64)
def _groups(profile: Profile) -> frozenset[str]:
    return _beginnings(profile.groups)


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    """Return everything that some folded words begin with, and they themselves."""
    return frozenset(word[:size] for word in words for size in range(len(word) + 1))


def may_begin_a_cell(word: str) -> bool:
    """Return whether a word inside a line may begin a cell: a name, a number, a month."""
    return not word[:1].islower() or _LOWER_DATE.match(word) is not None


def joined_text(tokens: Sequence[Token]) -> str:
    """Return words as running text, hyphens at lines' ends mended."""
    text = ""
    for token in tokens:
        text = _glue(text, token.text)
    return text


def _glue(text: str, word: str) -> str:
    if text.endswith("-") and word[:1].islower() and word not in {"och", "samt", "eller"}:
        return text[:-1] + word
    return f"{text} {word}" if text else word
