"""`styrkedja profile`: a draft of the profile that a document needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .options import OutputOption
from .reporting import LANGUAGES

__all__ = ["profile"]


def profile(
    document: Annotated[Path, typer.Argument(help="A document that is not read, or not whole.")],
    municipality: Annotated[
        str | None,
        typer.Option(help="The municipality's name, for documents that do not say it."),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(help="The body whose document it is, for documents that do not say it."),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the comments: sv or en.")] = "sv",
    output: OutputOption = None,
) -> None:
    """Draft a profile: the words of a document whose layout is known but whose words are not.

    Words that could be labels or names of columns are tried by reading the document with each;
    those that make more readable stand in the draft. What nothing in the document tells, such as
    which status a word is, stands there as a question, a comment to be filled in. Nothing is
    written to the archive. Ends with 0 when nothing is left to ask, else with 3.

    Example: styrkedja profile rapport.txt -o var-kommun.toml; then, when the questions are
    answered, styrkedja ingest --profile var-kommun.toml rapport.txt
    """
    from styrkedja.graph.drafting import draft_profile, profile_lines
    from styrkedja.graph.files import writing_file
    from styrkedja.graph.formats import read_rendition
    from styrkedja.graph.pipeline import file_content

    if lang not in LANGUAGES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    rendition = read_rendition(file_content(document), path=document)
    draft = draft_profile(rendition, municipality=municipality, body=body, progress=_progress)
    _progress_done()
    lines = profile_lines(draft, document.name, lang)
    if output is None:
        typer.echo("\n".join(lines))
    else:
        with writing_file(output) as target:
            target.write(("\n".join(lines) + "\n").encode())
        typer.echo("\n".join(line for line in lines[:3] if line.startswith("#")), err=True)
        typer.echo(f"written to {output}", err=True)
    raise typer.Exit(3 if draft.open or draft.after.model is None else 0)


def _progress(readings: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{readings} …")
        sys.stderr.flush()


def _progress_done() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
