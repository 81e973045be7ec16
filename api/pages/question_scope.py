"""Which municipality a question is about, so that it is asked of that one's part of the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from styrkedja.api.parts import part_of
from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import Query

from .rendering import Visit
from .scope import MOST_CHOICES

__all__ = ["asked_values", "home_of", "store_for"]

_OF_ONE = ("municipality", "document", "body", "element")
"""The parameters that leave rows of one municipality only, by the IRI of something of its own."""

_BOTH = ("earlier", "later")
"""Those of which the two together do so, where they are of the same municipality."""


def asked_values(visit: Visit, query: Query) -> dict[str, str]:
    """Return parameter → what the address says of it, else its default; empty for neither.

    Where there are more documents than a form can offer, and the address does not say whose rows
    are wanted, those of the municipality with the newest document are. An empty value asks for
    all.
    """
    given, snapshot = visit.request.query_params, visit.snapshot
    values = {one.name: given.get(one.name, one.default or "").strip() for one in query.parameters}
    many = len(snapshot.documents) > MOST_CHOICES
    if many and "municipality" in values and not any(name in given for name in (*_OF_ONE, *_BOTH)):
        newest = max(snapshot.documents, key=lambda one: (one.as_of or date.min, one.iri))
        values["municipality"] = visit.links.iri(newest.municipality)
    return values


def home_of(snapshot: Snapshot, values: Mapping[str, str]) -> str | None:
    """Return the slug of the municipality that a question's values name first, None for all."""
    slugs = [_slug(snapshot, values.get(name, "")) for name in (*_OF_ONE, *_BOTH)]
    alone, both = slugs[: len(_OF_ONE)], slugs[len(_OF_ONE) :]
    return next(filter(None, alone), both[0] if both[0] == both[1] else None)


def store_for(snapshot: Snapshot, values: Mapping[str, str]) -> Store:
    """Return what a question with these values is asked of: it gives the same rows as the whole."""
    home = home_of(snapshot, values)
    return snapshot.store if home is None else part_of(snapshot, home)


def _slug(snapshot: Snapshot, value: str) -> str | None:
    if not value.startswith(snapshot.base):
        return None
    return value.removeprefix(snapshot.base).partition("/")[0] or None
