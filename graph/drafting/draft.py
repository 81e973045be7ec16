"""A draft of a profile: the words of a document that make more of it readable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from styrkedja.graph.formats import TextRendition
from styrkedja.graph.model import BodyKind, Model, Passage
from styrkedja.graph.profiles import default_profile, fold
from styrkedja.graph.reading.abbreviations import is_abbreviation
from styrkedja.graph.reading.coverage import is_heading
from styrkedja.graph.reading.lines import Line, read_lines

from .heads import unknown_heads
from .labels import unknown_labels
from .suggestion import Suggestion
from .trial import Choice, Trial, try_words, words_of

__all__ = ["Draft", "draft_profile"]

_STATUS_KEYS = (
    "completed", "ongoing", "on-hold", "remaining", "not-started", "cancelled", "not-reported",
)  # fmt: skip
_WORK = ("activity", "assignment")  # columns of what is to be done
_MOST_TRIALS = 200
_SECTION = 5  # lines of text, from which on a passage that was not understood is a section
_SHOWN = 3
_EXAMPLE = 60
_BULLETS = "•●▪■◦○►‣-–—*"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a profile for a document could say.

    Args:
        chosen: Words with the key they belong under: with them more is read than without.
        open: Words that were seen and not settled: what they mean, nothing in the document tells.
        before: The reading with the default profile alone.
        after: The reading with the chosen words.
        left: The passages that are still not understood, longest first.
    """

    chosen: tuple[Choice, ...]
    open: tuple[Suggestion, ...]
    before: Trial
    after: Trial
    left: tuple[Passage, ...]


def draft_profile(
    rendition: TextRendition,
    *,
    municipality: str | None = None,
    body: str | None = None,
    progress: Progress | None = None,
) -> Draft:
    """Return a draft of a profile for a document whose layout is known but not all its words.

    Each word that could be a label or a column's name is tried by reading the document with it,
    and kept only where more is read so. What no reading can tell (which status a word is, what an
    abbreviation stands for, whether a section holds facts) is listed, not guessed.

    Args:
        rendition: The document.
        municipality: The municipality's name, for documents that do not say it.
        body: The body whose document it is, for documents that do not say it.
        progress: Told, before each reading, how many there have been.
    """
    trials = 0

    def reading(choices: Sequence[Choice]) -> Trial:
        """Return what a reading with these words gives."""
        nonlocal trials
        if progress is not None:
            progress(trials)
        trials += 1
        return try_words(rendition, words_of(choices), municipality=municipality, body=body)

    lines = read_lines(rendition.lines)
    profile = default_profile()
    before = best = reading(())
    chosen: tuple[Choice, ...] = ()
    groups: list[list[Suggestion]] = [[one] for one in unknown_labels(lines, profile)]
    heads = unknown_heads(lines, profile)
    groups += [[one for one in heads if one.lines[0] == first]
               for first in dict.fromkeys(one.lines[0] for one in heads)]  # fmt: skip
    better = True
    while groups and better and trials < _MOST_TRIALS:
        better = False
        for group in list(groups):
            ways = islice(_ways(group), max(1, _MOST_TRIALS - trials))
            found = _best(group, ways, chosen, best, reading)
            if found is not None:
                chosen, best = found
                groups.remove(group)
                better = True
    left = () if best.model is None else tuple(
        sorted(best.model.unread, key=lambda passage: passage.first - passage.last)
    )  # fmt: skip
    told = (
        () if best.model is None else (*_statuses(best.model), *_abbreviations(best.model, lines))
    )
    settled = {fold(one.word) for one in (*told, *(one for one, _ in chosen))}
    unread = {n for passage in left for n in range(passage.first, passage.last + 1)}
    labels = [
        one
        for group in groups
        for one in group
        if fold(one.word) not in settled
        and (best.model is None or any(line in unread for line in one.lines))
    ]
    return Draft(chosen, (*labels, *told, *_sections(left, lines)), before, best, left)


def _best(
    group: Sequence[Suggestion],
    ways: Iterable[tuple[str, ...]],
    chosen: tuple[Choice, ...],
    best: Trial,
    reading: Callable[[Sequence[Choice]], Trial],
) -> tuple[tuple[Choice, ...], Trial] | None:
    """Return the choices with those keys for a group by which most is read; None: none helps."""
    found: tuple[tuple[Choice, ...], Trial] | None = None
    most = best.score
    for keys in ways:
        choices = (*chosen, *zip(group, keys, strict=True))
        trial = reading(choices)
        if trial.score > most:
            found, most = (choices, trial), trial.score
    return found


def _ways(group: Sequence[Suggestion]) -> list[tuple[str, ...]]:
    """Return the keys that the words of a group may have together, likeliest first.

    No two are the same, and a table without a column of what is to be done is none.
    """
    ways = [
        tuple(suggestion.keys[at] for suggestion, at in zip(group, places, strict=True))
        for places in sorted(product(*(range(len(one.keys)) for one in group)), key=sum)
    ]
    headless = all(set(_WORK) <= set(one.keys) for one in group)
    return [
        keys
        for keys in ways
        if len(set(keys)) == len(keys) and not (headless and set(_WORK).isdisjoint(keys))
    ]


def _statuses(model: Model) -> Iterator[Suggestion]:
    """Yield the wordings of statuses that name none that is known."""
    seen: dict[str, list[tuple[str, int, str]]] = {}
    titles = {(element.key, element.kind): element.title for element in model.elements}
    for one in model.assessments:
        if one.status is None and one.status_text and one.passages:
            title = titles.get((one.element, one.kind), "")
            line = one.passages[0].first
            seen.setdefault(fold(one.status_text), []).append((one.status_text, line, title))
    for found in seen.values():
        yield _listed("statuses", _STATUS_KEYS, found)


def _abbreviations(model: Model, lines: Sequence[Line]) -> Iterator[Suggestion]:
    """Yield the abbreviations of bodies that nothing in the document spells out."""
    for known in model.register.bodies:
        if known.kind is BodyKind.OTHER and is_abbreviation(known.name):
            found = [
                (known.name, line.number, line.text)
                for line in lines
                if known.name in line.text.replace("/", " ").replace(",", " ").split()
            ]
            if found:
                yield _listed("bodies.abbreviations", (known.name,), found)


def _sections(left: Sequence[Passage], lines: Sequence[Line]) -> Iterator[Suggestion]:
    """Yield the headings of longer passages that were not understood."""
    for passage in left:
        within = [line for line in lines[passage.first - 1 : passage.last] if line.text]
        above = [line for line in lines[max(0, passage.first - 4) : passage.first - 1] if line.text]
        if len(within) < _SECTION:
            continue
        for line in (*above[-1:], *within[:1]):
            alone = line.number >= len(lines) or not lines[line.number].text
            if line.text[0] in _BULLETS:
                continue
            if is_heading(line.text) or (alone and len(line.text) <= _EXAMPLE
                                         and not line.text.endswith(".")):  # fmt: skip
                suggestion = _listed("prose", ("headings",), [(line.text, line.number, "")])
                yield replace(suggestion, times=len(within))
                break


def _listed(table: str, keys: tuple[str, ...], found: Sequence[tuple[str, int, str]]) -> Suggestion:
    word, _ = Counter(word for word, _, _ in found).most_common(1)[0]
    examples = dict.fromkeys(text[:_EXAMPLE] for _, _, text in found if text)
    return Suggestion(
        table, keys, word, len(found), tuple(line for _, line, _ in found[:_SHOWN]),
        tuple(examples)[:_SHOWN],
    )  # fmt: skip
