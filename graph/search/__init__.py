"""Search in words: an SQLite full-text index in memory, built once a commit."""

from .entries import KINDS, Entry, entries_of
from .index import Found, Hit, SearchIndex
from .words import Words, words_of

__all__ = ["KINDS", "Entry", "Found", "Hit", "SearchIndex", "Words", "entries_of", "words_of"]
