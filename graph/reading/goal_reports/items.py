"""Bullets and sub-headings → activities and investigation assignments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from styrkedja.graph.model import ElementKind, Relation
from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..bodies import read_bodies
from ..draft import Announced, Judgement, Link, Source, Thing
from ..lines import Joined, Line, join
from .content import Content, Item, Leader
from .sentences import own_status, sentences

__all__ = ["Items", "told_assignments"]

_LAST_JOINT = re.compile(r" +[-–—]$")
_SAME = 20  # letters that two printings of a title must share when one of them is cut
_QUOTED = r"\s+(?P<title>[\"“”][^\"“”]{8,200}[\"“”])"
_LONGEST = 20_000


class Items:
    """Gathers the activities and assignments of a document; what is printed twice is one thing.

    Args:
        source: The document.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._profile = source.profile
        self._words = source.profile.goal_reports
        self._under: dict[tuple[int, str], list[Thing]] = {}
        self.things: list[Thing] = []
        self.announced: list[Announced] = []

    def add(self, parent: Thing, content: Content, responsible: Sequence[str]) -> None:
        """Add what stands under a goal or an initiative.

        Args:
            parent: The goal or initiative.
            content: What stands under it.
            responsible: The bodies whose goal it is, or that coordinate it.
        """
        made: dict[Item, Thing] = {}
        for item in content.items:
            above = made.get(item.under, parent) if item.under is not None else parent
            made[item] = self._merged(above, self._thing(item, above, responsible))
        for name in self._named_in(content.text):
            self._merged(parent, self._activity(name, parent, responsible))
        self._announce(parent, content)

    def _thing(self, item: Item, above: Thing, responsible: Sequence[str]) -> Thing:
        joined = join(item.lines, self._source.hyphenated)
        text = joined.text
        opening = fold(text[:40])
        named = any(opening.startswith(fold(one)) for one in self._words.investigations)
        if named or (item.leader is not None and item.level == 1):
            return self._assignment(item, joined, above, responsible)
        thing = self._activity(joined, above, responsible)
        if not item.level:
            thing.rule = "sub-heading"
            thing.title = _title(text)
            told = join(item.text, self._source.hyphenated) if item.text else None
            thing.judgement = None
            if told is not None:
                lines = [line.number for line in item.text]
                thing.judgement = Judgement(comment=told.text, lines=lines, joined=told)
        elif item.level == 2:
            thing.rule = "sub-bullet"
        return thing

    def _activity(self, joined: Joined, above: Thing, responsible: Sequence[str]) -> Thing:
        title, judgement = self._read(joined)
        return Thing(
            kind=ElementKind.ACTIVITY,
            title=title,
            lines=_numbers(joined),
            rule="bullet-activity",
            at=_numbers(joined)[:1],
            heading=above.title,
            owner=above.owner,
            responsible=list(responsible),
            judgement=judgement,
            links=[Link(Relation.CONTRIBUTES_TO, above)],
        )

    def _assignment(
        self, item: Item, joined: Joined, above: Thing, responsible: Sequence[str]
    ) -> Thing:
        text, names = self._without_performer(joined.text)
        title, judgement = self._read(Joined(text, joined.starts))
        given = self._leading(item.leader) or list(responsible)
        return Thing(
            kind=ElementKind.INVESTIGATION_ASSIGNMENT,
            title=title,
            lines=_numbers(joined),
            rule="bullet-investigation",
            at=_numbers(joined)[:1],
            heading=above.title,
            owner=above.owner,
            responsible=[] if names else given,
            carried_out_by=names,
            judgement=judgement,
            links=[Link(Relation.CONTRIBUTES_TO, above)],
        )

    def _read(self, joined: Joined) -> tuple[str, Judgement | None]:
        """Return a bullet's title, and what it says of how it goes."""
        text = joined.text
        told = own_status(text, self._profile)
        if told is None:
            title, rest = _parted(text, self._words)
            status = word = None
        else:
            status, word, title, rest = told
        numbers = _numbers(joined)
        if not rest and status is None:
            return _title(title), None
        return _title(title), Judgement(
            status_text=word, status=status, comment=rest.strip() or None, lines=numbers
        )

    def _without_performer(self, text: str) -> tuple[str, list[str]]:
        """Return a text without the clause that names who carries it out, and the names."""
        lowered = text.lower()
        for phrase in self._words.carried_out:
            at = lowered.find(phrase)
            if at < 0:
                continue
            after = text[at + len(phrase) :].strip()
            named = read_bodies([Line(1, after[:200])], self._profile).responsible[:1]
            if not named:
                continue
            before = text[:at].rstrip()
            begun = re.search(r"[.!?] +\w+$", before)
            if begun is not None:  # a sentence of its own: it stays, as what is told
                return text, list(named)
            for joint in sorted(self._words.joints, key=len, reverse=True):
                if before.lower().endswith(f" {joint}"):
                    before = before[: -len(joint)].rstrip(" ,")
            rest = after[len(named[0]) :].strip(" .") if after.startswith(named[0]) else ""
            return f"{before}. {rest}".strip() if rest else before, list(named)
        return text, []

    def _leading(self, leader: Leader | None) -> list[str]:
        """Return the body that a lead-in begins with: "Kommunstaben har också tre …"."""
        if leader is None:
            return []
        head = " ".join(leader.text.split()[:8])
        names = read_bodies([Line(1, head)], self._profile).responsible
        return [names[0]] if names and head.startswith(names[0]) else []

    def _named_in(self, lines: Sequence[Line]) -> Iterator[Joined]:
        """Yield the activities that a text names in quotation marks, with their line."""
        if not lines:
            return
        joined = join(lines)
        for word in self._words.named_activities:
            for match in re.finditer(re.escape(word) + _QUOTED, joined.text[:_LONGEST]):
                where = joined.passage(match.start("title"), match.end("title"))
                yield Joined(match["title"], ((0, where.first),))

    def _merged(self, above: Thing, thing: Thing) -> Thing:
        """Return the thing that this is another printing of, or itself when it is new."""
        alike = self._under.setdefault((id(above), fold(thing.title)[:_SAME]), [])
        for known in alike:
            if known.kind is thing.kind and _same(known.title, thing.title):
                if thing.at[0] in known.lines:
                    continue
                known.at.extend(thing.at)
                known.lines.extend(thing.lines)
                if known.judgement is None:
                    known.judgement = thing.judgement
                elif thing.judgement is not None:
                    known.judgement.lines.extend(thing.judgement.lines)
                    known.judgement.status = known.judgement.status or thing.judgement.status
                    known.judgement.status_text = (
                        known.judgement.status_text or thing.judgement.status_text
                    )
                return known
        alike.append(thing)
        self.things.append(thing)
        return thing

    def _announce(self, parent: Thing, content: Content) -> None:
        for leader in content.leaders:
            if leader.stated is None:
                continue
            value, text = leader.stated
            heading = parent.title
            if any(one.heading == heading and one.value == value for one in self.announced):
                continue  # printed twice
            self.announced.append(
                Announced(
                    counts=ElementKind.INVESTIGATION_ASSIGNMENT,
                    value=value,
                    text=text,
                    counted=sum(item.level == 1 for item in leader.items),
                    lines=leader.block.numbers,
                    heading=heading,
                    rule="announced-assignments",
                )
            )


def told_assignments(
    lines: Sequence[Line], words: GoalReportWords
) -> Iterator[tuple[str, list[int]]]:
    """Yield the investigation assignments that running text says were given, with their lines."""
    joined = join(lines)
    text = joined.text[:_LONGEST]
    if not any(name in text.lower() for name in words.investigations):
        return
    for begin, end in sentences(text, words):
        sentence = text[begin:end]
        for name in words.investigations:
            match = re.search(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE)
            if match is None or not _any(words.subjects, sentence[match.end() :]):
                continue
            given = _any(words.given, sentence[match.end() :])
            if given is None:
                continue
            until = match.end() + given.start()
            if _any(words.subjects, sentence[match.end() : until]) is None:
                until = len(sentence)
            where = joined.passage(begin + match.start(), begin + until)
            yield _title(sentence[match.start() : until]), list(range(where.first, where.last + 1))
            break


def _any(words: Sequence[str], text: str) -> re.Match[str] | None:
    return re.search(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", text, re.IGNORECASE)


def _parted(text: str, words: GoalReportWords) -> tuple[str, str]:
    for begin, end in sentences(text[:_LONGEST], words):
        return text[begin:end], text[end:].strip()
    return text, ""


def _title(text: str) -> str:
    return _LAST_JOINT.sub("", " ".join(text.split()).strip().rstrip(" .;,:"))


def _numbers(joined: Joined) -> list[int]:
    return [number for _, number in joined.starts]


def _same(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    if a == b:
        return True
    return min(len(a), len(b)) >= _SAME and (a.startswith(b) or b.startswith(a))
