"""The words by which a document is read, as data: which label, status or body a word is."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from styrkedja.graph.model import BodyKind, Status

__all__ = ["Profile", "default_profile", "fold", "municipality_codes"]


_SIGNS = re.compile(r"[\W_]+")  # combining marks are no word characters either


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return the letters and digits of a text in lower case, without diacritics.

    Two wordings are the same word when their folds are equal, whatever a PDF did to spaces,
    hyphens and combining marks.

    >>> fold("Pa ga ende") == fold("Pågående")
    True
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
    return _SIGNS.sub("", folded)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The words of one kind of document, folded for comparison; equal only to itself.

    Args:
        labels: Folded label → field (`responsible`, `deadline`, …).
        label_openings: The folded first words of the labels.
        statuses: Folded status word → status.
        body_endings: Ending → kind of body, longest ending first.
        body_openings: Beginnings of names that run to the end of their line.
        groups: Folded names of groups of bodies.
        with_others: Phrases after which contributing bodies are named.
        abbreviations: Abbreviation → name.
    """

    labels: Mapping[str, str]
    label_openings: frozenset[str]
    statuses: Mapping[str, Status]
    body_endings: tuple[tuple[str, BodyKind], ...]
    body_openings: tuple[str, ...]
    groups: frozenset[str]
    with_others: tuple[str, ...]
    abbreviations: Mapping[str, str]


@cache
def default_profile() -> Profile:
    """Return the profile of common Swedish wording."""
    source = files("styrkedja.graph.profiles").joinpath("default.toml")
    value = tomllib.loads(source.read_text(encoding="utf-8"))
    bodies = value["bodies"]
    endings = [
        (ending, kind)
        for kind in BodyKind
        if kind is not BodyKind.OTHER
        for ending in bodies[kind.value]
    ]
    return Profile(
        labels={fold(word): field for field, words in value["labels"].items() for word in words},
        label_openings=frozenset(
            fold(word.split()[0]) for words in value["labels"].values() for word in words
        ),
        statuses={
            fold(word): Status(status)
            for status, words in value["statuses"].items()
            for word in words
        },
        body_endings=tuple(sorted(endings, key=lambda pair: -len(pair[0]))),
        body_openings=tuple(bodies["openings"]),
        groups=frozenset(fold(name) for name in bodies["groups"]),
        with_others=tuple(bodies["with_others"]),
        abbreviations=dict(bodies["abbreviations"]),
    )


@cache
def municipality_codes() -> Mapping[str, str]:
    """Return the name of each Swedish municipality → its code at Statistics Sweden."""
    source = files("styrkedja.graph.profiles").joinpath("municipalities.csv")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return {row["name"]: row["code"] for row in rows}
