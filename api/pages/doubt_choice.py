"""Which doubts a reader has chosen: by kind, document and body, and how many there are of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.analysis.loading import ask
from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.graph.records import SEVERITIES, DoubtRecord, load_doubts

from .facts import Lines

__all__ = ["DoubtChoice", "DoubtItem", "doubt_items"]

_ROLES = "sk:responsible sk:carriedOutBy sk:coordinatedBy sk:contributingBody sk:assignedToGroup"


@dataclass(frozen=True, slots=True)
class DoubtItem:
    """A doubt with what one chooses by.

    Args:
        record: The doubt.
        document: Its document as `municipality/key`.
        bodies: What follows the base in the IRIs of the bodies that have a part in what it is
            about.
        at: The first passage that it is about, as document and lines, or None.
    """

    record: DoubtRecord
    document: str
    bodies: frozenset[str]
    at: tuple[str, Lines] | None


@dataclass(frozen=True, slots=True)
class DoubtChoice:
    """What is chosen; an empty value chooses nothing.

    Args:
        kind: The last part of a kind's IRI, or one of `SEVERITIES`.
        document: `municipality/key`.
        body: What follows the base in a body's IRI.
        municipality: A municipality's slug.
    """

    kind: str
    document: str
    body: str
    municipality: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """The choice as the address has it, without what is empty."""
        given = {
            "kind": self.kind,
            "municipality": self.municipality,
            "document": self.document,
            "body": self.body,
        }
        return {name: value for name, value in given.items() if value}

    def of(self, items: Sequence[DoubtItem]) -> list[DoubtItem]:
        """Return the doubts that are chosen."""
        return [
            one
            for one in items
            if self.kind in ("", one.record.kind, one.record.severity)
            and self.document in ("", one.document)
            and one.document.startswith(f"{self.municipality}/" if self.municipality else "")
            and (not self.body or self.body in one.bodies)
        ]

    def kinds(self, items: Sequence[DoubtItem]) -> Counter[str]:
        """Return kind → how many doubts there are of it, whatever kind is chosen."""
        return Counter(one.record.kind for one in replace(self, kind="").of(items))

    def severities(self, items: Sequence[DoubtItem]) -> dict[str, int]:
        """Return severity → how many doubts, the gravest first, whatever kind is chosen."""
        found = Counter(one.record.severity for one in replace(self, kind="").of(items))
        return {name: found[name] for name in SEVERITIES if found[name]}

    def documents(self, items: Sequence[DoubtItem]) -> Counter[str]:
        """Return document → how many doubts, whatever document is chosen."""
        return Counter(one.document for one in replace(self, document="").of(items))

    def bodies(self, items: Sequence[DoubtItem]) -> Counter[str]:
        """Return body → how many doubts, whatever body is chosen."""
        found = replace(self, body="").of(items)
        return Counter(body for one in found for body in one.bodies)


def doubt_items(snapshot: Snapshot) -> tuple[DoubtItem, ...]:
    """Return all doubts, the gravest first, then by document and place; made once a commit."""
    return snapshot.cached("pages.doubts", lambda: _load(snapshot), lasting=True)


def _load(snapshot: Snapshot) -> tuple[DoubtItem, ...]:
    names = {one.iri: f"{one.municipality}/{one.key}" for one in snapshot.documents}
    bodies, places = _bodies(snapshot), _places(snapshot)
    found = [
        DoubtItem(
            record=record,
            document=names[record.document],
            bodies=frozenset(bodies.get(record.iri, ())),
            at=min(places.get(record.iri, ()), default=None),
        )
        for record in load_doubts(snapshot.store)
        if record.document in names
    ]
    return tuple(sorted(found, key=_order))


def _order(one: DoubtItem) -> tuple[int, str, Lines, str]:
    lines = (0, 0) if one.at is None else one.at[1]
    return SEVERITIES.index(one.record.severity), one.document, lines, one.record.iri


def _bodies(snapshot: Snapshot) -> Mapping[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(
        snapshot.store,
        f"""SELECT ?doubt ?body WHERE {{
  VALUES ?role {{ {_ROLES} }} ?doubt a sk:Doubt ; sk:concerns ?element . ?element ?role ?body }}""",
    ):
        found[row["doubt"] or ""].add((row["body"] or "").removeprefix(snapshot.base))
    return found


def _places(snapshot: Snapshot) -> Mapping[str, list[tuple[str, Lines]]]:
    found: defaultdict[str, list[tuple[str, Lines]]] = defaultdict(list)
    query = "SELECT ?doubt ?passage WHERE { ?doubt a sk:Doubt ; prov:wasQuotedFrom ?passage }"
    for row in ask(snapshot.store, query):
        place = passage_lines(row["passage"] or "")
        if place is not None:
            found[row["doubt"] or ""].append((place[0], (place[1], place[2])))
    return found
