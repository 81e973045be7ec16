"""`styrkedja correct`: an edited review becomes corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import StoreOption, store_path
from .reporting import LANGUAGES

__all__ = ["ByOption", "correct", "who"]

ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        help="Who decides: a name, or a function; else the setting STYRKEDJA_CORRECTED_BY.",
        show_default=False,
    ),
]


def who(by: str | None) -> str:
    """Return who decides: as given, else as the settings say.

    Raises:
        CorrectionError: Neither says it.
        SettingsError: A setting in the environment is not known or not valid.
    """
    from styrkedja.errors import CorrectionError
    from styrkedja.settings import load_settings

    name = " ".join((by or load_settings().corrected_by or "").split())
    if not name:
        raise CorrectionError(
            "say who decides, with --by NAME or the setting STYRKEDJA_CORRECTED_BY; "
            "the name is kept with each correction and published with the data"
        )
    return name


def correct(
    file: Annotated[Path, typer.Argument(help="The edited workbook or CSV file.")],
    by: ByOption = None,
    why: Annotated[str, typer.Option(help="The reason, for rows that give none.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    lang: Annotated[str, typer.Option(help="Language of what is said: sv or en.")] = "sv",
    store: StoreOption = None,
) -> None:
    """Make corrections of a file that `styrkedja review` wrote and somebody edited.

    They win over what was read, also when the document is read again. All rows are done or none:
    ends with 1 and says sheet and row of each fault, with 3 when something done looks odd, else
    with 0.
    """
    from styrkedja.graph.access import LOCAL
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.audit import Action, recorded
    from styrkedja.graph.corrections import propose, read_tables, write

    if lang not in LANGUAGES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    name = who(by)
    archive = Archive.open(store_path(store))
    tables = read_tables(file)
    with archive.writing() as writer:
        proposal = propose(archive, tables, by=name, why=" ".join(why.split()))
        for note in proposal.faults:
            typer.echo(f"{file}: {note.text(lang)}", err=True)
        if proposal.faults:
            typer.echo(_NOTHING[lang].format(count=len(proposal.faults)), err=True)
            raise typer.Exit(1)
        if not dry_run:
            with recorded(archive, LOCAL, Action.CORRECT):
                write(writer, archive, proposal)
    for note in proposal.doubts:
        typer.echo(f"{file}: {note.text(lang)}")
    said = _DONE[lang].format(
        corrections=len(proposal.corrections),
        edits=len(proposal.edits),
        unchanged=proposal.unchanged,
        undecided=proposal.undecided,
    )
    typer.echo(f"{_DRY[lang] if dry_run else ''}{said}")
    raise typer.Exit(3 if proposal.doubts else 0)


_NOTHING = {"sv": "{count} fel; inget har ändrats.", "en": "{count} faults; nothing was changed."}
_DRY = {"sv": "Inget har ändrats. Skulle bli: ", "en": "Nothing was changed. It would be: "}
_DONE = {
    "sv": "{corrections} beslut om uppgifter, {edits} ändringar av organ; {unchanged} rader var "
    "redan beslutade, {undecided} utan beslut.",
    "en": "{corrections} decisions on facts, {edits} edits of bodies; {unchanged} rows were "
    "decided already, {undecided} without a decision.",
}
