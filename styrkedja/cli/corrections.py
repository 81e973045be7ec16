"""`styrkedja corrections`: what people corrected, and what has become of it; taking it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from .correct import ByOption, who
from .options import StoreOption, store_path
from .reporting import LANGUAGES

if TYPE_CHECKING:
    from styrkedja.graph.corrections import Listed

__all__ = ["corrections"]


def corrections(
    document: Annotated[
        str | None,
        typer.Argument(help="Only those of this document: its IRI, municipality/key, or key."),
    ] = None,
    undo: Annotated[
        list[str] | None,
        typer.Option(help="Take this one back, by its id; may be given several times."),
    ] = None,
    by: ByOption = None,
    why: Annotated[str, typer.Option(help="Why it is taken back.")] = "",
    stale: Annotated[
        bool, typer.Option("--stale", help="Only those that the document has left behind.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON, with all that is kept.")
    ] = False,
    lang: Annotated[str, typer.Option(help="Language: sv or en.")] = "sv",
    store: StoreOption = None,
) -> None:
    """List the corrections, or take some back; who, when and why is kept of both.

    Ends with 3 when some are stale, that is when the document no longer says what was corrected,
    else with 0.
    """
    from styrkedja.graph.access import LOCAL
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.audit import Action, recorded
    from styrkedja.graph.corrections import STALE, list_corrections, take_back

    if lang not in LANGUAGES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    archive = Archive.open(store_path(store))
    if undo:
        name = who(by)
        with archive.writing() as writer, recorded(archive, LOCAL, Action.UNDO):
            taken = take_back(writer, archive, undo, by=name, why=" ".join(why.split()))
        for record in taken:
            typer.echo(_TAKEN[lang].format(id=record.id))
        return
    listed = list_corrections(archive.as_of_now())
    if document is not None:
        iri = archive.document(document).iri
        listed = [one for one in listed if getattr(one.record, "document", None) == iri]
    if stale:
        listed = [one for one in listed if one.standing in STALE]
    if as_json:
        typer.echo(json.dumps([_json(one) for one in listed], ensure_ascii=False, indent=1))
    else:
        _show(listed, lang)
    raise typer.Exit(3 if any(one.standing in STALE for one in listed) else 0)


_TAKEN = {"sv": "{id} är återtagen.", "en": "{id} was taken back."}
_HEADINGS = {
    "sv": ("id", "när", "av", "gäller", "uppgift", "som läst", "beslut", "läge", "varför"),
    "en": ("id", "when", "by", "about", "fact", "as read", "decision", "standing", "why"),
}
_STANDINGS = {
    "applies": ("gäller", "applies"),
    "agreed": ("dokumentet säger nu detsamma", "the document says so now"),
    "replaced": ("ersatt av en senare", "replaced by a later one"),
    "taken-back": ("återtagen", "taken back"),
    "gone": ("föråldrad: finns inte i dokumentet längre", "stale: not in the document any more"),
    "changed": ("föråldrad: dokumentet säger nu något annat", "stale: the document has changed"),
    "no-body": ("föråldrad: organet finns inte i registret", "stale: the body is not there"),
}


def _show(listed: list[Listed], lang: str) -> None:
    from .screen import console_of, rich_table

    if not listed:
        typer.echo("Inga rättelser." if lang == "sv" else "No corrections.")
        return
    rich_table(console_of(wide=False), _HEADINGS[lang], [_cells(one, lang) for one in listed])


def _cells(one: Listed, lang: str) -> tuple[str, ...]:
    from styrkedja.graph.corrections import BodyEdit, field_named
    from styrkedja.graph.corrections.columns import DECISIONS, HEADINGS
    from styrkedja.graph.corrections.review import given_words

    record = one.record
    place = 0 if lang == "sv" else 1
    standing = _STANDINGS[one.standing.value][place]
    if record.taken_back is not None:
        taken = record.taken_back
        standing += f" ({taken.by}, {taken.time[:10]}{': ' + taken.why if taken.why else ''})"
    start = (record.id, record.time[:10], record.by)
    if isinstance(record, BodyEdit):
        fields = ", ".join(HEADINGS[name].text(lang) for name in record.after)
        before, after = (
            "; ".join(_text(said[name]) for name in record.after if name in said)
            for said in (record.before, record.after)
        )
        return (*start, f"{record.municipality}/{record.body}", fields, before, after, standing,
                record.why)  # fmt: skip
    field = field_named(record.field)
    word, given = DECISIONS[record.decision][place], given_words(record)
    return (
        *start,
        record.title or record.subject,
        "" if field is None else field.heading(lang),
        "; ".join(said.words for said in record.read),
        f"{word}: {given}" if given else word,
        standing,
        record.why,
    )


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _json(one: Listed) -> dict[str, object]:
    from dataclasses import asdict

    return {**asdict(one.record), "standing": one.standing.value}
