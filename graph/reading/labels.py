"""The labels of assignment cards: which lines are labels, and what stands beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from styrkedja.graph.profiles import Profile, fold

from .bodies import BodyNames, read_bodies
from .dates import read_deadline
from .lines import Line
from .statuses import read_status

__all__ = ["CORE", "DECIDER", "LONGEST_STATUS", "Field", "find_labels", "labels_beside_text"]

_NUMBERED_TITLE = re.compile(
    r"(?:Särskilt uppdrag|Uppdrag)\s+(?:nr\.?\s*)?(\d+[a-z]?)\s*[:.–-]\s*(\S.*)", re.IGNORECASE
)
_INLINE = re.compile(r"([^:]{2,45}):\s*(.*)")
DECIDER = re.compile(r"(kommun)?fullmäktige|KF\b|KS\b|kommunstyrelsen|\S+nämnden|§", re.IGNORECASE)
CORE = ("responsible", "status", "deadline")
LONGEST_STATUS = 40


@dataclass(slots=True)
class Field:
    """A label and its value.

    Args:
        kind: Which field ("responsible", "deadline", …).
        value: The value's lines; for a value on the label's own line, that line with only the
            value as its text.
        numbers: Numbers of all the lines it takes, label included.
        number: For a numbered title its number.
    """

    kind: str
    value: list[Line]
    numbers: list[int]
    number: str | None = None

    @property
    def text(self) -> str:
        """The value on one line."""
        return " ".join(line.text for line in self.value if line.text)


def find_labels(lines: Sequence[Line], profile: Profile) -> list[Field]:
    """Return the labels of a document in order, each with the value on its own line, if any.

    Args:
        lines: All lines of the document.
        profile: The labels and words to go by.
    """
    return _strong_labels(list(_labels(lines, profile)))


def _labels(lines: Sequence[Line], profile: Profile) -> Iterator[Field]:
    """Yield each line that may be a label, with the value that stands on it."""
    for line in lines:
        first = line.text.lstrip("-•*| ").split(maxsplit=1)[:1]
        if ":" not in line.text and (not first or fold(first[0]) not in profile.label_openings):
            continue
        for part in _parts(line, profile):
            text = part.replace("**", "").strip().lstrip("-•*| ").rstrip("| ")
            numbered = _NUMBERED_TITLE.fullmatch(text) if text[:1] in "UuSs" else None
            if numbered:
                value = [Line(line.number, numbered[2])]
                yield Field("title", value, [line.number], numbered[1])
                continue
            may_be_whole = len(text) <= 60 and text[:1].isupper() and not text.endswith(".")
            whole = profile.labels.get(fold(text)) if may_be_whole else None
            if whole is not None and (text.endswith(":") or not read_status(text, profile)):
                yield Field(whole, [], [line.number])
                continue
            inline = _INLINE.fullmatch(text)
            kind = profile.labels.get(fold(inline[1])) if inline else None
            if inline is not None and kind is not None and _fits(kind, inline[2], profile):
                yield Field(kind, [Line(line.number, inline[2])], [line.number])
                continue
            yield from _label_without_colon(line, text, profile)


def _fits(kind: str, value: str, profile: Profile) -> bool:
    """Return whether words after a label and a colon can be its value, and not a sentence."""
    if kind in ("title", "comment", "responsible") or not value:
        return True
    sentence = value.endswith(".") or len(value) > 80
    if kind == "decided_by":
        return not sentence and bool(DECIDER.match(value) or len(value.split()) <= 4)
    if kind == "status":
        return read_status(value, profile) is not None or not sentence
    date = read_deadline(value)
    return date.day is not None or date.impossible or not (sentence or len(value.split()) > 4)


def _parts(line: Line, profile: Profile) -> list[str]:
    """Return a line cut before each label after its first: in columns, or with a colon."""
    if len(line.cells) > 1:
        labelled = [cell for cell in line.cells if _begins_with_label(cell, profile)]
        if len(labelled) > 1 and labelled[0] == line.cells[0]:
            parts: list[str] = []
            for cell in line.cells:
                if _begins_with_label(cell, profile) or not parts:
                    parts.append(cell)
                else:
                    mark = ":" if fold(parts[-1]) in profile.labels else ""
                    parts[-1] = f"{parts[-1].rstrip(':')}{mark} {cell}"
            return parts
        if len(line.cells) == 2 and fold(line.cells[0]) in profile.labels:
            return [f"{line.cells[0].rstrip(':')}: {line.cells[1]}"]
    if line.text.count(":") < 2:
        return [line.text]
    cuts = [
        match.start(1)
        for match in re.finditer(r"(?:^|[\s|;,])(\w[\w/ ]{2,40}?):", line.text)
        if fold(match[1]) in profile.labels
    ]
    if len(cuts) < 2:
        return [line.text]
    ends = [*cuts[1:], len(line.text)]
    return [line.text[begin:end].strip(" ;,|") for begin, end in zip(cuts, ends, strict=True)]


def _begins_with_label(cell: str, profile: Profile) -> bool:
    """Return whether a cell is a label, or a label, a colon and a value."""
    return fold(cell.split(":", 1)[0]) in profile.labels


def labels_beside_text(lines: Sequence[Line], profile: Profile) -> list[int]:
    """Return the lines on which a label stands in a column to the right of other text.

    Many of them mean that a page's columns were put side by side: what belongs together stands
    on different lines, and nothing can be read from it safely.
    """
    return [
        line.number
        for line in lines
        if len(line.cells) > 1
        and not _begins_with_label(line.cells[0], profile)
        and any(fold(cell) in profile.labels and cell[:1].isupper() for cell in line.cells[1:])
    ]


def _label_without_colon(line: Line, text: str, profile: Profile) -> Iterator[Field]:
    """Yield a label and its value on one line without colon, if the value can be nothing else."""
    words = text.split()
    if len(words) < 2 or fold(words[0]) not in profile.label_openings:
        return
    for count in range(min(3, len(words) - 1), 0, -1):
        kind = profile.labels.get(fold(" ".join(words[:count])))
        rest = " ".join(words[count:])
        if kind is None:
            continue
        value = Line(line.number, rest)
        names = read_bodies([value], profile) if kind == "responsible" else BodyNames()
        only_names = bool(names.responsible or names.groups) and not names.rest
        is_value = {
            "responsible": only_names and rest[:1].isupper() and not text.endswith("."),
            "status": read_status(rest, profile) is not None and len(rest) < LONGEST_STATUS,
            "deadline": read_deadline(rest).day is not None,
        }
        if is_value.get(kind):
            yield Field(kind, [value], [line.number])
            return


def _strong_labels(labels: list[Field]) -> list[Field]:
    """Return the labels without stray ones, which words of a comment may look like.

    A kind that is seen once where another is seen often is stray; so is one that cards can do
    without (comment, decider, start) when less than half of them have it.
    """
    times = Counter(label.kind for label in labels)
    most = max((times[kind] for kind in CORE if kind in times), default=0)

    def stray(kind: str) -> bool:
        if kind == "title":
            return False
        rare = times[kind] == 1 and most >= 4
        return rare or (kind not in CORE and times[kind] <= 0.5 * most)

    return [label for label in labels if not stray(label.kind)]
