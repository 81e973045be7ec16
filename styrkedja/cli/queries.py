"""`styrkedja queries`: the library's questions, or one of them with its parameters."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from styrkedja.queries import Query

__all__ = ["queries"]

_WIDTH = 88
_SUBJECTS = {
    "checks": ("Kontroller, som inte ska ge något svar", "Checks, which must return nothing"),
    "documents": ("Dokument och läsning", "Documents and reading"),
    "finance": ("Ekonomi", "Money"),
    "followup": ("Uppföljning", "Follow-up"),
    "goals": ("Mål och styrkedja", "Goals and what leads to them"),
    "indicators": ("Mätetal", "Indicators"),
    "responsibility": ("Ansvar", "Responsibility"),
}


def queries(
    name: Annotated[
        str | None, typer.Argument(help="Show this one: what it asks, its parameters, columns.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of titles: sv or en.")] = "sv",
    sparql: Annotated[bool, typer.Option("--sparql", help="Show the query's file.")] = False,
) -> None:
    """List the questions that `styrkedja query` knows, or show one of them."""
    from styrkedja.queries import all_queries, load_query

    lang = _language(lang)
    if name is None:
        typer.echo(_list(all_queries(), lang))
    elif sparql:
        typer.echo(load_query(name).source, nl=False)
    else:
        typer.echo(_described(load_query(name), lang))


def _language(lang: str) -> str:
    if lang not in ("sv", "en"):
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    return lang


def _list(library: tuple[Query, ...], lang: str) -> str:
    place = 0 if lang == "sv" else 1
    longest = max(len(query.name) for query in library)
    lines: list[str] = []
    for subject, members in groupby(library, key=lambda query: query.subject):
        heading = _SUBJECTS.get(subject, (subject, subject))[place]
        lines += [*([""] if lines else []), heading]
        lines += [f"  {query.name:<{longest}}  {query.title(lang)}" for query in members]
    return "\n".join(lines)


def _described(query: Query, lang: str) -> str:
    swedish = lang == "sv"
    lines = [query.title(lang), "", *textwrap.wrap(query.description(lang), _WIDTH), ""]
    if query.parameters:
        lines.append("Parametrar (--param namn=värde):" if swedish else "Parameters (--param):")
    for parameter in query.parameters:
        kind = parameter.kind
        if parameter.choices:
            kind = " | ".join(parameter.choices)
        if parameter.required:
            kind += ", krävs" if swedish else ", required"
        elif parameter.default is not None:
            kind += f", {'annars' if swedish else 'else'} {parameter.default}"
        lines.append(f"  {parameter.name} ({kind}): {parameter.caption(lang)}")
    lines += ["", "Kolumner:" if swedish else "Columns:"]
    for column in query.columns:
        of = f", {column.unit}" if column.unit else ""
        if column.words:
            of = f", {'i ord' if swedish else 'in words'}: {column.words}"
        lines.append(f"  {column.name} ({column.kind}{of}): {column.heading(lang)}")
    asked = " ".join(f"--param {p.name}=…" for p in query.parameters if p.required)
    lines += ["", f"styrkedja query {query.name} {asked}".rstrip()]
    return "\n".join(lines)
