"""What can be chosen in the forms of several pages: documents, kinds, statuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from styrkedja.graph.analysis.links import LEVELS
from styrkedja.graph.archive import DocumentRecord
from styrkedja.ontology.namespaces import STATUS

from .kinds import several
from .rendering import Visit
from .scope import MOST_CHOICES, document_value
from .translation import Text

__all__ = [
    "Option",
    "document_groups",
    "find_document",
    "kind_options",
    "status_options",
]


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen: its value in the address, its name, whether it is chosen."""

    value: str
    name: Text
    chosen: bool


def document_groups(
    visit: Visit, records: Iterable[DocumentRecord], chosen: str, home: str = ""
) -> list[tuple[Text, list[Option]]]:
    """Return documents by municipality, each one's newest first, under their names.

    Of too many, those of one municipality.

    Args:
        visit: The visit.
        records: The documents, sorted by municipality.
        chosen: The value of the one that is chosen; empty for none.
        home: The slug of the municipality whose documents are offered where all are too many;
            empty: that of the chosen one.
    """
    records = tuple(records)
    if len(records) > MOST_CHOICES:
        home = home or chosen.partition("/")[0]
        records = tuple(one for one in records if one.municipality == home)
    return [
        (
            visit.facts.label(visit.links.iri(municipality)),
            [
                Option(document_value(one), Text(one.label, "sv"), document_value(one) == chosen)
                for one in sorted(theirs, key=_newness, reverse=True)
            ],
        )
        for municipality, theirs in groupby(records, lambda one: one.municipality)
    ]


def find_document(visit: Visit, value: str) -> DocumentRecord | None:
    """Return the document that has a value in addresses, or this IRI; None where none has."""
    known = visit.snapshot.documents
    return next((one for one in known if value in (document_value(one), one.iri)), None)


def kind_options(visit: Visit, chosen: str) -> list[Option]:
    """Return the kinds of elements; a kind that is chosen but not offered stands last."""
    offered = [*LEVELS, *({chosen} - {"", *LEVELS})]
    return [Option(kind, several(kind, visit.language), kind == chosen) for kind in offered]


def status_options(visit: Visit, codes: Iterable[str], chosen: str) -> list[Option]:
    """Return statuses by the last part of their concepts' IRIs."""
    return [Option(code, visit.facts.label(STATUS + code), code == chosen) for code in codes]


def _newness(record: DocumentRecord) -> tuple[date, str]:
    return record.as_of or date.min, record.key
