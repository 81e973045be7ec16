"""The words by which a document is read, as data: which label, status or body a word is."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationError

from styrkedja.errors import ReadingError
from styrkedja.graph.model import BodyKind, Status

from .folding import fold
from .words import (
    ActivityTableWords,
    FinanceTableWords,
    FocusAreaWords,
    GoalReportWords,
    IndicatorTableWords,
    SheetWords,
)
from .words.base import Words

__all__ = [
    "Profile",
    "default_profile",
    "extended_profile",
    "municipality_codes",
    "read_profile",
]


_LAYOUTS = (
    "activity_tables",
    "finance_tables",
    "focus_areas",
    "goal_reports",
    "indicator_tables",
    "sheets",
)


class _BodyWords(Words):
    model_config = ConfigDict(populate_by_name=True)

    council: list[str]
    executive_board: list[str] = Field(alias="executive-board")
    board: list[str]
    administration: list[str]
    department: list[str]
    company: list[str]
    openings: list[str]
    groups: list[str]
    with_others: list[str]
    abbreviations: dict[str, str]

    def endings(self) -> Iterator[tuple[str, BodyKind]]:
        """Yield each ending of names with the kind of body it tells."""
        for kind in BodyKind:
            for ending in getattr(self, kind.name.lower(), ()):
                yield ending, kind


class _ProseWords(Words):
    headings: list[str]


class _Words(Words):
    """Everything that a profile file may say."""

    status_words: list[str]
    labels: dict[str, list[str]]
    statuses: dict[str, list[str]]
    bodies: _BodyWords
    prose: _ProseWords
    activity_tables: ActivityTableWords
    finance_tables: FinanceTableWords
    focus_areas: FocusAreaWords
    goal_reports: GoalReportWords
    indicator_tables: IndicatorTableWords
    sheets: SheetWords


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The words of one kind of document, folded for comparison; equal only to itself.

    Args:
        labels: Folded label → field (`responsible`, `deadline`, …).
        label_openings: The folded first words of the labels.
        statuses: Folded status word → status.
        status_words: Folded words that stand for a status but name none that is known.
        body_endings: Ending → kind of body, longest ending first.
        body_openings: Beginnings of names that run to the end of their line.
        groups: Folded names of groups of bodies.
        with_others: Phrases after which contributing bodies are named.
        abbreviations: Abbreviation → name.
        prose: Folded headings whose sections hold no facts of the chain.
        prose_letters: The letters that those headings begin with, in lower case.
        activity_tables: The words of that layout, as written; likewise the following.
    """

    labels: Mapping[str, str]
    label_openings: frozenset[str]
    statuses: Mapping[str, Status]
    status_words: frozenset[str]
    body_endings: tuple[tuple[str, BodyKind], ...]
    body_openings: tuple[str, ...]
    groups: frozenset[str]
    with_others: tuple[str, ...]
    abbreviations: Mapping[str, str]
    prose: frozenset[str]
    prose_letters: frozenset[str]
    activity_tables: ActivityTableWords
    finance_tables: FinanceTableWords
    focus_areas: FocusAreaWords
    goal_reports: GoalReportWords
    indicator_tables: IndicatorTableWords
    sheets: SheetWords


@cache
def default_profile() -> Profile:
    """Return the profile of common Swedish wording."""
    return _profile(_default_words())


def read_profile(path: Path) -> Profile:
    """Return the default profile with what a file adds.

    Lists of words are added to the default's, the file's words first; single values replace them.

    Args:
        path: A TOML file with the keys of the files in `graph/profiles/default`.

    Raises:
        ReadingError: The file cannot be read, is no TOML, or has a key or a value that no profile
            has; the message names it.
    """
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadingError(f"cannot be read ({error.strerror})", path=path) from error
    except UnicodeDecodeError as error:
        raise ReadingError("a profile must be UTF-8 text", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise ReadingError(f"is no TOML: {error}", path=path) from error
    try:
        return extended_profile(own)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ReadingError(f"[{where}] {first['msg'].lower()}", path=path) from error
    except ValueError as error:
        raise ReadingError(str(error), path=path) from error


def extended_profile(own: Mapping[str, Any]) -> Profile:
    """Return the default profile with what a table adds, as `read_profile` does for a file.

    Raises:
        ValueError: A key or value that no profile has.
    """
    return _profile(_merged(_default_words(), own))


@cache
def _default_words() -> Mapping[str, Any]:
    folder = files("styrkedja.graph.profiles").joinpath("default")
    words: dict[str, Any] = tomllib.loads(
        folder.joinpath("common.toml").read_text(encoding="utf-8")
    )
    for layout in _LAYOUTS:
        source = folder.joinpath(f"{layout}.toml")
        words[layout] = tomllib.loads(source.read_text(encoding="utf-8"))
    return words


def _merged(default: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(default)
    for key, value in own.items():
        known = default.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[key] = _merged(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            merged[key] = [*value, *(word for word in known if word not in value)]
        else:
            merged[key] = value
    return merged


def _profile(value: Mapping[str, Any]) -> Profile:
    words = _Words.model_validate(value)
    return Profile(
        labels={fold(word): field for field, known in words.labels.items() for word in known},
        label_openings=frozenset(
            fold(word.split()[0]) for known in words.labels.values() for word in known
        ),
        statuses={
            fold(word): Status(status) for status, known in words.statuses.items() for word in known
        },
        status_words=frozenset(fold(word) for word in words.status_words),
        body_endings=tuple(sorted(words.bodies.endings(), key=lambda pair: -len(pair[0]))),
        body_openings=tuple(words.bodies.openings),
        groups=frozenset(fold(name) for name in words.bodies.groups),
        with_others=tuple(words.bodies.with_others),
        abbreviations=dict(words.bodies.abbreviations),
        prose=frozenset(fold(heading) for heading in words.prose.headings),
        prose_letters=frozenset(heading[:1].lower() for heading in words.prose.headings),
        activity_tables=words.activity_tables,
        finance_tables=words.finance_tables,
        focus_areas=words.focus_areas,
        goal_reports=words.goal_reports,
        indicator_tables=words.indicator_tables,
        sheets=words.sheets,
    )


@cache
def municipality_codes() -> Mapping[str, str]:
    """Return the name of each Swedish municipality → its code at Statistics Sweden."""
    source = files("styrkedja.graph.profiles").joinpath("municipalities.csv")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return {row["name"]: row["code"] for row in rows}
