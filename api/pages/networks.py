"""An answer as a network: things of two columns, linked where they stand in one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from markupsafe import Markup

from styrkedja.graph.analysis.link_picture import MOST_NODES, ThingLink, links_svg

from .answers import Answer, Cell, cell_words
from .rendering import Visit
from .shown import Choice, Chooser, Showing, Way, address_of, digest_of, key_of, width_of
from .translation import show_number
from .views import Ref

__all__ = ["network_of"]

_MOST_NAMED = 300  # things that can be chosen from
_WORDS = {
    "sv": ("Kopplingar mellan {} och {}", "Antal rader", "Koppling", "{} saker, {} kopplingar."),
    "en": ("Links between {} and {}", "Number of rows", "Link", "{} things, {} links."),
}


@dataclass(frozen=True, slots=True)
class _Link:
    """A link between two things, by what tells them apart."""

    start: str
    end: str
    kind: str
    weight: float


def network_of(
    answer: Answer, visit: Visit, ways: tuple[Way, ...], kept: tuple[tuple[str, str], ...]
) -> Showing:
    """Return an answer as a network of at most `MOST_NODES` things; more are chosen from first.

    Args:
        answer: The answer; its triples, or the things of two of its columns.
        visit: The request; its `between` says which columns, `near` which thing all shown are
            linked to, `strongest` that only the strongest links are wanted.
        ways: The ways to show the answer.
        kept: The parameters that its choosers keep.
    """
    asked = visit.request.query_params
    pairs = _pairs(answer)
    if not pairs:
        return Showing("network", ways, lacks="pairs")
    between = asked.get("between", "")
    first, second = pairs.get(between) or next(iter(pairs.values()))
    links = _links(answer, first, second, visit)
    words = {
        key_of(row[place]): cell_words(row[place], visit)
        for row in answer.rows
        for place in (first, second)
    }
    if not links:
        return Showing("network", ways, lacks="pairs")
    degrees = Counter(key for link in links for key in (link.start, link.end))
    everything = len(degrees)
    near, strongest = asked.get("near", ""), asked.get("strongest") == "1"
    if near in degrees:
        links = [link for link in links if near in (link.start, link.end)]
    if strongest:
        links = _strongest(links)
    things = list(dict.fromkeys(key for link in links for key in (link.start, link.end)))
    pairing = tuple(
        Choice(key, " – ".join(answer.headings[place] for place in both), both == (first, second))
        for key, both in pairs.items()
    )
    named = sorted((words[key], key) for key, _ in degrees.most_common(_MOST_NAMED))
    choosers = [Chooser("between", pairing)] if len(pairing) > 1 else []
    if everything > 2:
        nobody = Choice("", "", near not in degrees)
        choices = (nobody, *(Choice(key, name, key == near) for name, key in named))
        choosers.append(Chooser("near", choices))
    many = len(things) > MOST_NODES
    chosen = [(name, asked[name]) for name in ("between", "near") if asked.get(name)]
    headings = (answer.headings[first], answer.headings[second])
    picture = "" if many else _drawn(links, things, words, headings, answer.links, visit)
    return Showing(
        "network",
        ways,
        kept=kept,
        choosers=tuple(choosers),
        lacks="many" if many else "",
        picture=Markup(picture) if picture else None,  # noqa: S704 - drawn here, texts escaped
        width=width_of(picture),
        twin=_twin(answer, links, words, headings, visit),
        numeric=not answer.links,
        shown=len(things),
        of=everything,
        strongest=address_of(visit, [*kept, *chosen], strongest="1") if many else "",
    )


def _pairs(answer: Answer) -> dict[str, tuple[int, int]]:
    """Return which columns can be linked, by the name in the address, the likeliest first."""
    if answer.links:
        return {"0-2": (0, 2)}
    things = [place for place, kind in enumerate(answer.kinds) if kind == "iri"]
    if len(things) < 2:
        things += [place for place, kind in enumerate(answer.kinds) if kind == "text"]
    telling = [
        place for place in sorted(things) if len({key_of(row[place]) for row in answer.rows}) > 1
    ]
    found = [pair for pair in permutations(telling, 2) if pair[0] < pair[1]]
    return {f"{one}-{other}": (one, other) for one, other in found}


def _links(answer: Answer, first: int, second: int, visit: Visit) -> list[_Link]:
    """Return the links, those of the same things as one; nothing is linked to itself."""
    numbers = [place for place, kind in enumerate(answer.kinds) if kind == "number"]
    weights: Counter[tuple[str, str, str]] = Counter()
    for row in answer.rows:
        if answer.links and not isinstance(row[second], Ref):
            continue  # a text or a number that is said of a thing is no other thing
        start, end = key_of(row[first]), key_of(row[second])
        if not start or not end or start == end:
            continue
        kind = cell_words(row[1], visit) if answer.links else ""
        weights[start, end, kind] += _weight(row, numbers)
    return [
        _Link(start, end, kind, float(weight) if weight > 0 else 1.0)
        for (start, end, kind), weight in weights.items()
    ]


def _weight(row: Sequence[Cell], numbers: Sequence[int]) -> int:
    """Return what a row counts for: its first whole number, else one."""
    value = row[numbers[0]] if numbers else None
    if isinstance(value, Decimal) and value == value.to_integral_value() and value > 0:
        return int(value)
    return 1


def _strongest(links: Iterable[_Link]) -> list[_Link]:
    """Return the strongest links, as many as there is room for."""
    kept: list[_Link] = []
    things: set[str] = set()
    for link in sorted(links, key=lambda one: (-one.weight, one.start, one.end, one.kind)):
        if len(things | {link.start, link.end}) <= MOST_NODES:
            things |= {link.start, link.end}
            kept.append(link)
    return kept


def _drawn(
    links: Sequence[_Link],
    things: Sequence[str],
    words: Mapping[str, str],
    headings: tuple[str, str],
    directed: bool,
    visit: Visit,
) -> str:
    titled, _, _, said = _WORDS[visit.language]
    number = {name: place for place, name in enumerate(things)}
    names = [words[key] for key in things]
    made = [ThingLink(number[li.start], number[li.end], li.weight, li.kind) for li in links]

    def draw() -> str:
        return links_svg(
            "answer-network",
            title=titled.format(*headings),
            description=said.format(len(things), len(links)),
            things=names,
            links=made,
            directed=directed,
        )

    key = ("pages.network", digest_of(names, made, headings, directed, visit.language))
    return visit.snapshot.cached(key, draw)


def _twin(
    answer: Answer,
    links: Iterable[_Link],
    words: Mapping[str, str],
    headings: tuple[str, str],
    visit: Visit,
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    _, rows, link, _ = _WORDS[visit.language]
    numbers = [h for h, kind in zip(answer.headings, answer.kinds, strict=True) if kind == "number"]
    if answer.links:
        return (headings[0], link, headings[1]), tuple(
            (words[one.start], one.kind, words[one.end]) for one in links
        )
    strength = numbers[0] if numbers else rows
    return (*headings, strength), tuple(
        (words[one.start], words[one.end], show_number(one.weight, visit.language)) for one in links
    )
