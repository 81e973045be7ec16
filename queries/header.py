"""The comment header of a query file: what it asks, in words, and what goes in and comes out.

    # title@sv: Nämnder som delar uppdrag
    # title@en: Boards that share assignments
    # description@sv: En eller flera rader; en rad som börjar med tre blanksteg
    #   fortsätter den förra.
    # description@en: …
    # answers: CQ1, CQ2
    # param: document | iri | | Ett dokument | One document
    # columns: board | iri(name) | Nämnd | Board
    # columns: name | text | Nämnd | Board
    # columns: shared | number, assignments | Gemensamma | Shared
    # keywords: nämnder, boards

The keys stand in this order; `param` and `columns` come once for each parameter and column, and a
query without parameters has no `param`. `iri(name)` means that the column "name" puts the same into
words, `text@sv` that the cells are Swedish. The header ends at the first blank line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from styrkedja.errors import QueryHeaderError

from .parameters import Parameter, parameter_of

__all__ = ["Column", "Header", "read_header"]

_ORDER = (
    "title@sv",
    "title@en",
    "description@sv",
    "description@en",
    "answers",
    "param",
    "columns",
    "keywords",
)
_OPTIONAL = frozenset({"param", "columns"})
_REPEATED = frozenset({"param", "columns"})
_KEY = re.compile(r"# (?P<key>[a-z]+(?:@[a-z]{2})?):(?: (?P<value>.*))?")
_MORE = re.compile(r"#   +(?P<value>.+)")
_COLUMN_KIND = re.compile(
    r"(?P<kind>[a-z]+)(?:\((?P<words>[a-z][a-z0-9_]*)\)|@(?P<lang>sv|en))?(?:\s*,\s*(?P<unit>.+))?"
)
_COLUMN_KINDS = frozenset({"iri", "text", "date", "number", "year", "boolean"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer.

    Args:
        name: The variable, without question mark.
        kind: "iri", "text", "date", "number", "year" or "boolean".
        unit: What a number counts or measures ("assignments"), or None.
        sv: Its heading in Swedish.
        en: Its heading in English.
        words: The column that puts the same into words, or None: then it stands for itself.
        language: "sv" or "en" when its cells are in that language only and another column has
            the other; None for all others.
    """

    name: str
    kind: str
    unit: str | None
    sv: str
    en: str
    words: str | None = None
    language: str | None = None

    @property
    def is_key(self) -> bool:
        """Whether it only identifies what another column puts into words."""
        return self.words is not None

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.kind in ("number", "year")

    def heading(self, lang: str) -> str:
        """Return the heading in "sv" or "en"."""
        return self.sv if lang == "sv" else self.en


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says.

    Args:
        title_sv: The question in Swedish, as a title.
        title_en: The same in English.
        description_sv: What is counted and what an empty cell means, in Swedish.
        description_en: The same in English.
        answers: The competency questions it answers ("CQ1").
        parameters: What may be given.
        columns: What comes out; empty for CONSTRUCT and ASK.
        keywords: To find it by, in both languages.
    """

    title_sv: str
    title_en: str
    description_sv: str
    description_en: str
    answers: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    keywords: tuple[str, ...]


def read_header(text: str, *, name: str) -> Header:
    """Return the header at the beginning of a query file's text.

    Args:
        text: The whole file.
        name: What to call it in an error.

    Raises:
        QueryHeaderError: There is no header, or it lacks a key, has one too many, or has them in
            another order.
    """
    entries = _entries(text, name)
    keys = [key for key, _ in entries]
    missing = [key for key in _ORDER if key not in _OPTIONAL and key not in keys]
    if missing:
        raise QueryHeaderError(f"{name}: the header lacks {', '.join(missing)}")
    if keys != sorted(keys, key=_ORDER.index):
        raise QueryHeaderError(f"{name}: the header's order is {', '.join(_ORDER)}")
    twice = sorted({key for key in keys if key not in _REPEATED and keys.count(key) > 1})
    if twice:
        raise QueryHeaderError(f"{name}: the header has {', '.join(twice)} more than once")
    value = dict(entries)
    empty = sorted(key for key, text in entries if not text and key != "answers")
    if empty:
        raise QueryHeaderError(f"{name}: nothing stands after {', '.join(empty)}")
    columns = tuple(_column(text, name) for key, text in entries if key == "columns")
    named = {column.name for column in columns}
    astray = sorted(c.words for c in columns if c.words is not None and c.words not in named)
    if astray:
        raise QueryHeaderError(f"{name}: no column {', '.join(astray)} to put another into words")
    return Header(
        title_sv=value["title@sv"],
        title_en=value["title@en"],
        description_sv=value["description@sv"],
        description_en=value["description@en"],
        answers=_listed(value["answers"]),
        parameters=tuple(parameter_of(text, name) for key, text in entries if key == "param"),
        columns=columns,
        keywords=_listed(value["keywords"]),
    )


def _entries(text: str, name: str) -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            break
        more, key = _MORE.fullmatch(line), _KEY.fullmatch(line)
        if more is not None and entries:
            last, value = entries[-1]
            entries[-1] = (last, f"{value} {more['value'].strip()}")
        elif key is not None and key["key"] in _ORDER:
            entries.append((key["key"], (key["value"] or "").strip()))
        else:
            raise QueryHeaderError(
                f"{name}:{number}: not a line of a query header; its keys are {', '.join(_ORDER)}"
            )
    return entries


def _column(text: str, name: str) -> Column:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 4 or not all(parts):
        raise QueryHeaderError(f"{name}: a column is name | kind, unit | Swedish | English: {text}")
    found = _COLUMN_KIND.fullmatch(parts[1])
    if found is None or found["kind"] not in _COLUMN_KINDS:
        kinds = ", ".join(sorted(_COLUMN_KINDS))
        raise QueryHeaderError(f"{name}: no kind of column {parts[1]!r}; there are {kinds}")
    return Column(
        name=parts[0],
        kind=found["kind"],
        unit=found["unit"],
        sv=parts[2],
        en=parts[3],
        words=found["words"],
        language=found["lang"],
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
