"""Corrections as pages show them, and what forms that make or undo them have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from styrkedja.api.writing import Writer
from styrkedja.errors import ParameterError
from styrkedja.graph.corrections import BodyEdit, Correction, Decision, Standing, field_named
from styrkedja.graph.corrections.columns import HEADINGS
from styrkedja.settings import Settings

from .rendering import Visit
from .settling_fields import said_words
from .translation import Text
from .views import Ref, ref

__all__ = [
    "CorrectionView",
    "correction_view",
    "doubt_address",
    "local_path",
    "who_decides",
]

_WHO = 200  # letters of a name
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction, an answer to a doubt, or an edit of a body, for a page.

    Args:
        id: Its id.
        sort: "correct", "accept", "dismiss", or "register" for an edit of a body.
        about: What it is about, with a link where that is still there.
        field: Which fact of it; the wording of a doubt that alone was decided.
        read: What had been read, in words; empty for nothing.
        right: What is right, in words; empty where no value was given.
        by: Who decided.
        when: When.
        why: The reason, or empty.
        standing: What has become of it, a value of `Standing`.
        stale: Whether the document has left it behind.
        taken_by: Who took it back, or empty.
        taken_when: When, or None.
        taken_why: Why, or empty.
        doubt: The page of a doubt that it is about, or None.
        document: Its document, or None for an edit of a body.
    """

    id: str
    sort: str
    about: Ref
    field: str
    read: str
    right: str
    by: str
    when: datetime
    why: str
    standing: str
    stale: bool
    taken_by: str
    taken_when: datetime | None
    taken_why: str
    doubt: str | None
    document: Ref | None


def correction_view(
    record: Correction | BodyEdit, standing: Standing, visit: Visit, *, stale: bool = False
) -> CorrectionView:
    """Return a correction for a page.

    Args:
        record: The correction.
        standing: What has become of it.
        visit: The visit.
        stale: Whether the document has left it behind.
    """
    taken = record.taken_back
    sort, about, field, read, right = _said(record, visit)
    correction = record if isinstance(record, Correction) else None
    return CorrectionView(
        id=record.id,
        sort=sort,
        about=about,
        field=field,
        read=read,
        right=right,
        by=record.by,
        when=datetime.fromisoformat(record.time),
        why=record.why,
        standing=standing.value,
        stale=stale,
        taken_by="" if taken is None else taken.by,
        taken_when=None if taken is None else datetime.fromisoformat(taken.time),
        taken_why="" if taken is None else taken.why,
        doubt=(
            visit.links.page(visit.links.doubt(correction.doubts[0]))
            if correction is not None and correction.doubts
            else None
        ),
        document=None if correction is None else ref(correction.document, visit.facts, visit.links),
    )


def _said(record: Correction | BodyEdit, visit: Visit) -> tuple[str, Ref, str, str, str]:
    language = visit.language
    if isinstance(record, BodyEdit):
        iri = visit.links.iri(f"{record.municipality}/{record.body}")
        names = ", ".join(HEADINGS[name].text(language) for name in record.after)
        before, after = (
            "; ".join(_text(said[name]) for name in record.after if name in said)
            for said in (record.before, record.after)
        )
        return "register", ref(iri, visit.facts, visit.links), names, before, after or _NOTHING
    known = visit.facts.is_known(record.subject)
    label = Text(record.title or visit.links.key(record.subject), "sv")
    href = visit.links.thing(record.subject) if known else None
    field = field_named(record.field)
    if field is None:
        wording = "; ".join(said.words for said in record.read)
        return record.decision.value, Ref(label, href), wording, "", ""
    read = said_words(field.values, record.read, language)
    right = ""
    if record.decision is Decision.CORRECT:
        right = said_words(field.values, record.corrected, language) or _NOTHING
    return record.decision.value, Ref(label, href), field.heading(language), read, right


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def who_decides(writer: Writer, settings: Settings, given: str = "") -> str:
    """Return who decides, as it is published: a token's name, a setting, or what was given.

    Raises:
        ParameterError: Nobody says it.
    """
    if writer.name != "local":
        return writer.name
    name = " ".join((given or settings.corrected_by or "").split())
    printable = "".join(sign for sign in name if sign.isprintable())
    if not printable or len(printable) > _WHO:
        raise ParameterError(
            "say who decides, in at most 200 letters",
            sv="skriv vem som beslutar, med högst 200 tecken",
            names=("by",),
        )
    return printable


def local_path(text: str) -> str:
    """Return a path of this service as it is; the empty text for anything else.

    >>> local_path("/doubts?kind=sum"), local_path("//else.where/"), local_path("javascript:x")
    ('/doubts?kind=sum', '', '')
    """
    inside = text.startswith("/") and not text.startswith(("//", "/\\"))
    plain = text.isascii() and text.isprintable() and " " not in text and "\\" not in text
    return text if inside and plain else ""


def doubt_address(visit: Visit, iri: str, back: str, done: str) -> str:
    """Return the address of a doubt's page that tells what was just done."""
    return visit.links.page(
        visit.links.doubt(iri), "result", done=done, back=local_path(back) or None
    )
