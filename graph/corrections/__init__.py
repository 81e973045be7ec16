"""Corrections: what people put right, which wins over what was read and survives re-reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from styrkedja.lazily import lazily

if TYPE_CHECKING:
    from .applying import STALE, Applied, Reading, Standing, apply_corrections
    from .archived import (
        corrected_quads,
        corrections_of,
        document_with,
        edited_register,
        edits_of,
        reading_of,
        register_for_reading,
        register_with,
    )
    from .edits import BodyEdit, Edited, Validity, apply_edits
    from .facts import DocumentFacts, Fact, OpenDoubt
    from .fields import FIELDS, Field, field_named
    from .keeping import (
        Listed,
        correction_records,
        list_corrections,
        propose,
        settle,
        stale_corrections,
        take_back,
        write,
    )
    from .proposals import Note, Proposal
    from .records import Correction, Decision, Said, TakenBack
    from .review import Reviewed, body_rows, review_rows, reviewed
    from .settling import DoubtCase, doubt_case, reason_of, settled_by
    from .tables import EditedRow, EditedTable, read_tables
    from .values import Bodies

__all__ = [
    "FIELDS",
    "STALE",
    "Applied",
    "Bodies",
    "BodyEdit",
    "Correction",
    "Decision",
    "DocumentFacts",
    "DoubtCase",
    "Edited",
    "EditedRow",
    "EditedTable",
    "Fact",
    "Field",
    "Listed",
    "Note",
    "OpenDoubt",
    "Proposal",
    "Reading",
    "Reviewed",
    "Said",
    "Standing",
    "TakenBack",
    "Validity",
    "apply_corrections",
    "apply_edits",
    "body_rows",
    "corrected_quads",
    "correction_records",
    "corrections_of",
    "document_with",
    "doubt_case",
    "edited_register",
    "edits_of",
    "field_named",
    "list_corrections",
    "propose",
    "read_tables",
    "reading_of",
    "reason_of",
    "register_for_reading",
    "register_with",
    "review_rows",
    "reviewed",
    "settle",
    "settled_by",
    "stale_corrections",
    "take_back",
    "write",
]

__getattr__ = lazily(
    __name__,
    {
        "applying": "STALE Applied Reading Standing apply_corrections",
        "archived": (
            "corrected_quads corrections_of document_with edited_register edits_of reading_of "
            "register_for_reading register_with"
        ),
        "edits": "BodyEdit Edited Validity apply_edits",
        "facts": "DocumentFacts Fact OpenDoubt",
        "fields": "FIELDS Field field_named",
        "keeping": (
            "Listed correction_records list_corrections propose settle stale_corrections take_back "
            "write"
        ),
        "proposals": "Note Proposal",
        "records": "Correction Decision Said TakenBack",
        "review": "Reviewed body_rows review_rows reviewed",
        "settling": "DoubtCase doubt_case reason_of settled_by",
        "tables": "EditedRow EditedTable read_tables",
        "values": "Bodies",
    },
)
