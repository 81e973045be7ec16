"""Drafts → the model: keys, bodies, passages and links of what the readers found."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from styrkedja.graph.model import (
    Amount,
    Assessment,
    Confidence,
    Element,
    ElementKind,
    ElementLink,
    Indicator,
    Observation,
    Passage,
    Reorganisation,
    StatedTotal,
)
from styrkedja.graph.profiles import fold
from styrkedja.graph.rdf.iris import element_key, slug

from . import draft, reorganisations
from .coverage import is_heading
from .doubts import Doubts
from .lines import Line, passages_of
from .named_bodies import NamedBodies

__all__ = ["Assembly"]

_MEASURED = frozenset(
    {
        ElementKind.FOCUS_AREA,
        ElementKind.OVERARCHING_GOAL,
        ElementKind.BOARD_GOAL,
        ElementKind.STRATEGIC_INITIATIVE,
    }
)


class Assembly:
    """Makes the parts of one document's model, in the order in which they are asked for.

    Args:
        lines: The document's lines.
        named: Gathers the bodies that are named.
        doubts: Gathers what is doubtful.
    """

    def __init__(self, lines: Sequence[Line], named: NamedBodies, doubts: Doubts) -> None:
        self._blank = frozenset(line.number for line in lines if not line.text)
        self._headings = [line.number for line in lines if is_heading(line.text)]
        self._named = named
        self._doubts = doubts
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._given: set[tuple[ElementKind, str]] = set()
        self.keys: dict[draft.Thing, str] = {}

    def elements(self, things: Sequence[draft.Thing]) -> tuple[Element, ...]:
        """Return the elements of some things; their keys are known from here on."""
        self._given = {(thing.kind, thing.key) for thing in things if thing.key is not None}
        for thing in things:
            self.keys[thing] = self._key(thing)
        return tuple(self._element(thing) for thing in things)

    def assessments(self, things: Iterable[draft.Thing]) -> tuple[Assessment, ...]:
        """Return what the document says of how things go."""
        found = []
        for thing in things:
            judgement = thing.judgement
            if judgement is None or not judgement.lines:
                continue
            found.append(
                Assessment(
                    element=self.keys[thing],
                    kind=thing.kind,
                    status=judgement.status,
                    status_text=judgement.status_text,
                    comment=judgement.comment,
                    passages=self.passages(judgement.lines),
                    rule=thing.rule,
                    confidence=thing.confidence,
                    forecast=judgement.forecast,
                )
            )
        return tuple(found)

    def indicators(
        self, measures: Iterable[draft.Measure], things: Sequence[draft.Thing]
    ) -> tuple[tuple[Indicator, ...], tuple[Observation, ...]]:
        """Return indicators and their values; one without an element takes the goal above it."""
        places = sorted(
            ((at, index) for index, thing in enumerate(things) if thing.kind in _MEASURED
             for at in thing.at)
        )  # fmt: skip
        above = [at for at, _ in places]
        placed = [things[index] for _, index in places]
        indicators, observations = [], []
        seen: Counter[str] = Counter()
        for measure in measures:
            about = measure.about
            if about is None and measure.placed and measure.lines:
                about = self._above(min(measure.lines), above, placed)
            owner = None if about is None else self.keys[about]
            seen[f"{owner} {fold(measure.title)}"] += 1
            key = measure.key or element_key(
                "indicator", measure.title, owner=owner,
                occurrence=seen[f"{owner} {fold(measure.title)}"],
            )  # fmt: skip
            indicators.append(
                Indicator(
                    key=key,
                    title=measure.title,
                    unit=measure.unit,
                    about=owner,
                    about_kind=None if about is None else about.kind,
                    passages=self.passages(measure.lines),
                    rule=measure.rule,
                    confidence=measure.confidence,
                    responsible=self._bodies(measure.responsible, None, measure.lines),
                )
            )
            observations.extend(self._observations(measure, key))
        return tuple(indicators), tuple(observations)

    def amounts(self, amounts: Iterable[draft.Amount]) -> tuple[Amount, ...]:
        """Return the numbers of finance tables."""
        seen: Counter[tuple[str, str, str]] = Counter()
        found = []
        for amount in amounts:
            place = (slug(amount.table), slug(amount.row), slug(amount.column))
            seen[place] += 1
            bodies = self._bodies([amount.body] if amount.body else [], None, amount.lines)
            found.append(
                Amount(
                    key=element_key(
                        "amount",
                        f"{amount.row} {amount.column}",
                        heading=amount.table,
                        occurrence=seen[place],
                    ),
                    table=amount.table,
                    row=amount.row,
                    column=amount.column,
                    value_text=amount.text,
                    value=amount.value,
                    unit=amount.unit,
                    body=bodies[0] if bodies else None,
                    passages=self.passages(amount.lines),
                    rule=amount.rule,
                    confidence=amount.confidence,
                )
            )
        return tuple(found)

    def totals(self, announced: Iterable[draft.Announced]) -> tuple[StatedTotal, ...]:
        """Return the totals that the document states; one that disagrees is doubted."""
        found = []
        seen: Counter[str] = Counter()
        for stated in announced:
            name = f"{stated.counts.value} {stated.heading}"
            seen[name] += 1
            where = self.passages(stated.lines)
            found.append(
                StatedTotal(
                    key=element_key(
                        "total",
                        stated.counts.value,
                        heading=stated.heading,
                        occurrence=seen[name],
                    ),
                    counts=stated.counts,
                    heading=stated.heading,
                    value=stated.value,
                    value_text=stated.text,
                    counted=stated.counted,
                    passages=where,
                    rule=stated.rule,
                    confidence=Confidence.HIGH,
                )
            )
            if stated.counted != stated.value:
                self._doubts.total(
                    stated.counts, stated.heading, stated.value, stated.counted, where
                )
        return tuple(found)

    def reorganisations(
        self, told: Iterable[reorganisations.Reorganisation]
    ) -> tuple[Reorganisation, ...]:
        """Return which body replaced which."""
        return tuple(
            Reorganisation(
                key=element_key("change", f"{one.after} {one.day}"),
                day=one.day,
                before=self._bodies(one.before, None, one.lines),
                after=self._named.body(one.after, None, one.lines[0]),
                passages=self.passages(one.lines),
                rule="reorganisation-in-text",
                confidence=Confidence.MEDIUM,
            )
            for one in told
        )

    def suspicions(self, suspicions: Iterable[draft.Suspicion]) -> None:
        """Add what the readers doubt."""
        for one in suspicions:
            self._doubts.add(
                one.kind,
                one.sv,
                one.en,
                self.passages(one.lines),
                None if one.about is None else self.keys[one.about],
                None if one.about is None else one.about.kind,
            )

    def passages(self, numbers: Iterable[int]) -> tuple[Passage, ...]:
        """Return the passages that cover some lines; blank lines do not part them."""
        return passages_of(numbers, self._blank)

    def _above(
        self, line: int, places: Sequence[int], things: Sequence[draft.Thing]
    ) -> draft.Thing | None:
        """Return the goal that a line stands under; none when a section begins in between."""
        index = _last_before(places, line)
        if index is None:
            return None
        section = _last_before(self._headings, line)
        begins = 0 if section is None else self._headings[section]
        return things[index] if begins <= places[index] else None

    def _key(self, thing: draft.Thing) -> str:
        if thing.key is not None:
            return thing.key
        key = self._made_key(thing)
        while (thing.kind, key) in self._given:
            key = self._made_key(thing)
        return key

    def _made_key(self, thing: draft.Thing) -> str:
        owner = None if thing.owner is None else slug(thing.owner)
        heading = slug(thing.heading or "")
        same = (thing.kind.value, thing.number or "", owner or "", heading, fold(thing.title))
        self._seen[same] += 1
        return element_key(
            thing.kind.value,
            thing.title,
            number=thing.number,
            owner=owner,
            heading=thing.heading,
            occurrence=self._seen[same],
        )

    def _element(self, thing: draft.Thing) -> Element:
        deadline = thing.deadline
        carried_out_by = self._bodies(thing.carried_out_by, thing, thing.lines)
        responsible = self._bodies(thing.responsible, thing, thing.lines)
        return Element(
            key=self.keys[thing],
            kind=thing.kind,
            title=thing.title,
            passages=self.passages(thing.lines),
            rule=thing.rule,
            confidence=thing.confidence,
            number=thing.number,
            heading=thing.heading,
            responsible=tuple(key for key in responsible if key not in carried_out_by),
            contributing=self._bodies(thing.contributing, thing, thing.lines),
            groups=tuple(dict.fromkeys(map(self._named.group, thing.groups))),
            decided_by=self._bodies(thing.decided_by, thing, thing.lines),
            coordinated_by=self._bodies(thing.coordinated_by, thing, thing.lines),
            carried_out_by=carried_out_by,
            deadline=deadline.day if deadline else None,
            deadline_text=deadline.text if deadline else None,
            perspective=thing.perspective,
            purpose=thing.purpose,
            description=thing.description,
            continued_from=thing.continued_from,
            links=tuple(
                dict.fromkeys(
                    ElementLink(link.relation, link.to.kind, self.keys[link.to])
                    for link in thing.links
                    if link.to in self.keys
                )
            ),
        )

    def _bodies(
        self, names: Iterable[str], thing: draft.Thing | None, lines: Sequence[int]
    ) -> tuple[str, ...]:
        element = None if thing is None else (self.keys[thing], thing.kind)
        line = lines[0] if lines else 1
        return tuple(dict.fromkeys(self._named.body(name, element, line) for name in names))

    def _observations(self, measure: draft.Measure, indicator: str) -> list[Observation]:
        found: list[Observation] = []
        seen: Counter[str] = Counter()
        for value in measure.values:
            name = "-".join(
                filter(None, (indicator, slug(value.column or value.period) or "varde"))
            )
            seen[name] += 1
            own = Observation(
                key=name if seen[name] == 1 else f"{name}-{seen[name]}",
                indicator=indicator,
                period=value.period,
                value_text=value.text,
                value=value.value,
                unit=value.unit or measure.unit,
                note=value.note,
                passages=self.passages(value.lines or measure.lines),
                rule=measure.rule,
                confidence=measure.confidence,
                target=value.target,
                column=value.column,
            )
            found.append(own)
        return found


def _last_before(places: Sequence[int], line: int) -> int | None:
    index = bisect_right(places, line) - 1
    return None if index < 0 else index
