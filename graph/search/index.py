"""The index itself: two full-text tables of SQLite in memory, one loose and one exact."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from styrkedja.errors import QueryStoppedError

from .entries import Entry
from .words import Words, folded, words_of

__all__ = ["Found", "Hit", "SearchIndex"]

_Asked: TypeAlias = "dict[str, str | int | float | None]"
_OPEN, _CLOSE = "\ue000", "\ue001"  # Private signs, taken out of every text before it is indexed.
_SNIPPET = 24  # words of a text shown around what was found
_TITLE, _TEXT = 8.0, 1.0  # how much a word counts in each
_PASSAGE = 0.5  # how much a passage counts beside what was read from it
_SECONDS = 2.0
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
_SCHEMA = """
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, type TEXT, title TEXT, municipality TEXT,
  document TEXT, about TEXT
);
CREATE VIRTUAL TABLE loose USING fts5(
  title, text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
CREATE VIRTUAL TABLE exact USING fts5(
  title, text, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4', content = ''
);
"""
_WHERE = """
FROM loose JOIN entry ON entry.id = loose.rowid
WHERE loose MATCH :loose
  AND (:needed IS NULL OR loose.rowid IN (SELECT rowid FROM exact WHERE exact MATCH :needed))
  AND (:kind IS NULL OR kind = :kind)
  AND (:municipality IS NULL OR municipality = :municipality)
  AND (:document IS NULL OR document = :document)
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found.

    Args:
        entry: What; its text is left out.
        title: Its title in pieces, each with whether it is what was searched for.
        snippet: Some words of its text around what was searched for, in the same way; empty when
            it has no text beyond its title.
    """

    entry: Entry
    title: tuple[tuple[str, bool], ...]
    snippet: tuple[tuple[str, bool], ...]

    @staticmethod
    def html(pieces: Iterable[tuple[str, bool]]) -> str:
        """Return pieces as HTML: all escaped, what was searched for within `<mark>`."""
        return "".join(
            f"<mark>{escape(text)}</mark>" if marked else escape(text) for text, marked in pieces
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what a search finds, the best first.

    Args:
        total: How much is found in all.
        hits: The part that was asked for.
    """

    total: int
    hits: tuple[Hit, ...]


class SearchIndex:
    """Finds entries by their words; safe to use from several threads.

    Args:
        entries: All that can be found.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        self._connection.executescript(_SCHEMA)
        with self._connection:
            for number, entry in enumerate(entries, start=1):
                self._add(number, entry)

    def search(
        self,
        text: str,
        *,
        kind: str | None = None,
        municipality: str | None = None,
        document: str | None = None,
        start: int = 0,
        count: int = 20,
    ) -> Found:
        """Return what is found, the best first; the same search, the same order.

        What is spelt as it was written comes first, then what is called so before what only
        mentions it; passages come after what was read from them.

        Args:
            text: What a person writes, as `words_of` reads it; none of it is an operator.
            kind: One of `KINDS`; None means all.
            municipality: IRI of the only municipality that is meant; None means all.
            document: IRI of the only document that is meant; None means all.
            start: How many to leave out at the beginning.
            count: How many to return at most.

        Raises:
            ParameterError: Nothing to search for is written, or too much.
            QueryStoppedError: It took too long.
        """
        words = words_of(text)
        asked = _asked(words, kind=kind, municipality=municipality, document=document)
        with self._limited():
            return self._found(words, asked, start, count)

    def iris(self, text: str, kind: str) -> frozenset[str]:
        """Return the IRIs of all entries of a kind that a search finds.

        Args:
            text: What a person writes, as for `search`.
            kind: One of `KINDS`.

        Raises:
            ParameterError: Nothing to search for is written, or too much.
            QueryStoppedError: It took too long.
        """
        asked = _asked(words_of(text), kind=kind)
        with self._limited():
            rows = self._connection.execute(f"SELECT iri {_WHERE}", asked).fetchall()
        return frozenset(iri for (iri,) in rows)

    @contextmanager
    def _limited(self) -> Iterator[None]:
        """Keep others out, and stop what takes too long."""
        with self._lock:
            late = time.monotonic() + _SECONDS
            self._connection.set_progress_handler(lambda: time.monotonic() > late, _STEPS)
            try:
                yield
            except sqlite3.OperationalError as error:
                if str(error) != "interrupted":
                    raise
                raise QueryStoppedError(
                    "the search took too long; write longer words, or more of them", reason="time"
                ) from error
            finally:
                self._connection.set_progress_handler(None, 0)

    def _add(self, number: int, entry: Entry) -> None:
        title, text = _plain(entry.title), _plain(entry.text)
        self._connection.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                entry.iri,
                entry.kind,
                entry.type,
                entry.title,
                entry.municipality,
                entry.document,
                entry.about,
            ),
        )
        self._connection.execute(
            "INSERT INTO loose(rowid, title, text) VALUES (?, ?, ?)", (number, title, text)
        )
        self._connection.execute(
            "INSERT INTO exact(rowid, title, text) VALUES (?, ?, ?)",
            (number, folded(title), folded(text)),
        )

    def _found(self, words: Words, asked: _Asked, start: int, count: int) -> Found:
        (total,) = self._connection.execute(f"SELECT COUNT(*) {_WHERE}", asked).fetchone()
        rows = self._connection.execute(
            f"SELECT entry.* {_WHERE} ORDER BY"  # noqa: S608 - our own text
            " loose.rowid IN (SELECT rowid FROM exact WHERE exact MATCH :exact) DESC,"
            " bm25(loose, :title, :text) * CASE kind WHEN 'passage' THEN :passage ELSE 1 END,"
            " iri LIMIT :count OFFSET :start",
            {
                **asked,
                "title": _TITLE,
                "text": _TEXT,
                "passage": _PASSAGE,
                "start": start,
                "count": count,
            },
        ).fetchall()
        return Found(total, tuple(self._hit(words, row) for row in rows))

    def _hit(self, words: Words, row: tuple[int, str, str, str, str, str, str | None, str]) -> Hit:
        title, snippet = self._connection.execute(
            "SELECT highlight(loose, 0, ?, ?), snippet(loose, 1, ?, ?, '…', ?)"
            " FROM loose WHERE rowid = ? AND loose MATCH ?",
            (_OPEN, _CLOSE, _OPEN, _CLOSE, _SNIPPET, row[0], words.loose),
        ).fetchone()
        _, iri, kind, of_type, name, municipality, document, about = row
        entry = Entry(iri, kind, of_type, name, "", municipality, document, about)
        return Hit(entry, _pieces(title), _pieces(" ".join(snippet.split())))


def _asked(
    words: Words,
    *,
    kind: str | None = None,
    municipality: str | None = None,
    document: str | None = None,
) -> _Asked:
    return {
        "loose": words.loose,
        "exact": words.exact,
        "needed": words.needed,
        "kind": kind,
        "municipality": municipality,
        "document": document,
    }


def _plain(text: str) -> str:
    return text.replace(_OPEN, " ").replace(_CLOSE, " ")


def _pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(marked.split(_OPEN)):
        found, closed, rest = part.partition(_CLOSE)
        if number and closed:
            pieces.append((found, True))
        else:
            rest = found
        if rest:
            pieces.append((rest, False))
    return tuple(pieces)
