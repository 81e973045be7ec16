"""Responsibilities made by hand: any table of names, the real follow-up of Lund, two years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pytest

from styrkedja.graph.analysis import BodyItem, ElementItem, Responsibilities, alphabetical
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.iris import slug
from styrkedja.graph.rdf.store import Store

BASE = "https://w3id.org/styrkedja/id/lund/"
Make = Callable[..., Responsibilities]

# 000, the cards' "Ansvarig nämnd", from line 80 to line 1358, read by hand. Shared ones first.
LUND_SHARED = [
    ("KS", "BoS"),  # 113
    ("AoS", "BoS"),  # 390
    ("KS", "Tek", "KoF"),  # 441
    ("KS", "Serv"),  # 497
    ("KS", "Serv", "Bygg"),  # 528
    ("KS", "Tek"),  # 561
    ("AoS", "Utb"),  # 610
    ("KS", "Bygg"),  # 928
    ("Serv", "Tek", "KoF"),  # 1029
    ("Bygg", "Tek"),  # 1168
]
LUND_ALONE = {
    "BoS": 4,  # 80, 172, 197, 874
    "Miljö": 1,  # 230
    "VoO": 3,  # 266, 316, 342
    "Tek": 1,  # 587
    "KS": 10,  # 667, 698, 766, 791, 810, 848, 907, 959, 981, 1148
    "Utb": 4,  # 1075, 1100, 1125, 1235
    "Serv": 2,  # 1270, 1335
    "Överf": 1,  # 1358
}


@pytest.fixture(scope="session")
def make() -> Make:
    """Return a function that makes responsibilities of one tuple of names an element."""

    def made(
        elements: Iterable[Sequence[str]],
        *,
        statuses: Sequence[str | None] = (),
        deadlines: Sequence[date | None] = (),
        as_of: date | None = date(2023, 12, 31),
        municipality: str = "Lund",
    ) -> Responsibilities:
        rows = [tuple(row) for row in elements]
        names = sorted({name for row in rows for name in row}, key=alphabetical)
        return Responsibilities(
            bodies=tuple(BodyItem(iri(name), name, "Board", municipality) for name in names),
            elements=tuple(
                ElementItem(
                    iri=f"{BASE}assignment/uppdrag-{number:03}",
                    title=f"Uppdrag {number:03}",
                    kind="SpecialAssignment",
                    document=f"{BASE}document/uppdrag",
                    document_label="Uppdrag",
                    heading=None,
                    bodies=tuple(sorted(iri(name) for name in row)),
                    status=statuses[number] if statuses else None,
                    status_text=None,
                    deadline=deadlines[number] if deadlines else None,
                    as_of=as_of,
                )
                for number, row in enumerate(rows)
            ),
            as_of=as_of,
        )

    return made


@pytest.fixture(scope="session")
def lund(make: Make) -> Responsibilities:
    """The responsibilities of the real document, by hand."""
    alone = [(name,) for name, number in LUND_ALONE.items() for _ in range(number)]
    return make([*LUND_SHARED, *alone])


@pytest.fixture(scope="session")
def example_store(example_archive: Archive) -> Store:
    """The store of the two bundled documents."""
    return load_store(example_archive)


def iri(name: str) -> str:
    """Return the IRI that a board of this name has in these tests."""
    return f"{BASE}board/{slug(name)}"
