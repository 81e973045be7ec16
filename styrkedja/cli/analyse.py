"""`styrkedja analyse …`: the analyses, each with help that says what it answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from .options import OutputOption, StoreOption, store_path
from .screen import console_of, deliver, rich_table, worded_errors

if TYPE_CHECKING:
    from rich.console import Console

    from styrkedja.graph.analysis import Analysis, Sheet

__all__ = ["analyse", "calendar", "change", "coverage", "sharing"]

_MOST_ROWS, _MOST_COLUMNS = 40, 8  # Of a table on the screen; files have them all.
_BINARY = ("xlsx", "png")
_MORE = {
    "sv": "… och {} rader till; --format csv eller xlsx ger alla.",
    "en": "… and {} rows more; --format csv or xlsx gives all.",
}
_WIDER = {
    "sv": "Fler kolumner i csv och xlsx: {}.",
    "en": "More columns in csv and xlsx: {}.",
}
_OTHERS = {"sv": "Fler tabeller: {} (--part NAMN).", "en": "More tables: {} (--part NAME)."}

analyse = typer.Typer(
    name="analyse",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help=(
        "Analyse the graph: tables, networks, pictures and sentences for a memo.\n\n"
        "Each analysis is shown on the screen, or written with --format: csv (one table), xlsx "
        "and json (all tables), graphml and gexf (the network), svg and png (a picture), all "
        "(everything, into the folder --output)."
    ),
)

DocumentOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="One document, by name, label or IRI; else what is the case now: what no later "
        "document continues."
    ),
]
FormatOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help="table (the screen), csv, xlsx, json, graphml, gexf, svg, png, or all.",
    ),
]
PartOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Which table, network or picture; else the first. data_dictionary says what the "
        "columns of all tables mean."
    ),
]
LangOption: TypeAlias = Annotated[str, typer.Option(help="Language of words: sv or en.")]


KindOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Which elements: Assignment, SpecialAssignment, Goal, BoardGoal, OverarchingGoal, "
        "StrategicInitiative, Activity, SteeringElement for all … (sharing: Assignment, else "
        "all, if not given).",
        show_default=False,
    ),
]
RoleOption: TypeAlias = Annotated[
    str,
    typer.Option(
        help="How the bodies stand to them: responsible, carrying-out, coordinating, "
        "contributing, group (through a group such as all boards), or any."
    ),
]
StatusOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Only those with this status: not-started, ongoing, on-hold, completed, "
        "remaining, cancelled, not-reported, unknown."
    ),
]


@analyse.command()
def sharing(
    store: StoreOption = None,
    document: DocumentOption = None,
    kind: KindOption = None,
    role: RoleOption = "responsible",
    status: StatusOption = None,
    format: FormatOption = "table",
    part: PartOption = None,
    lang: LangOption = "sv",
    output: OutputOption = None,
) -> None:
    """Which bodies share responsibility with which, and whether more than chance would give.

    An element is shared when two or more bodies stand to it in the role that is asked for. The
    table bodies has who shares most, the groups that mostly share with each other, and whom the
    network would lose without one of them; the table pairs has each pair with what chance would
    give it, when every body keeps its number of elements and every element its number of bodies.

    Examples: styrkedja analyse sharing --document sarskilda-uppdrag-2024 --part pairs;
    styrkedja analyse sharing --kind Goal --role contributing -f png -o bidrar.png
    """
    from styrkedja.graph.analysis import analyse_sharing
    from styrkedja.graph.loading import open_store

    _check(format, lang, output)
    opened = open_store(store_path(store))
    with worded_errors(lang):
        analysis = analyse_sharing(opened, document=document, kind=kind, role=role, status=status)
    _show(analysis, format, part, lang, output)


@analyse.command()
def coverage(
    store: StoreOption = None,
    document: DocumentOption = None,
    level: Annotated[
        str | None,
        typer.Option(
            help="Whose rows: OverarchingGoal, BoardGoal, Goal or FocusArea; else all goals."
        ),
    ] = None,
    format: FormatOption = "table",
    part: PartOption = None,
    lang: LangOption = "sv",
    output: OutputOption = None,
) -> None:
    """Which goals are worked for, by whom and by what; and where the documents do not say.

    A goal is covered when something contributes to it, over any number of steps. It counts as
    not covered only where the document states such links for other goals of its level; otherwise
    the document does not say, which is not a gap. The coverage index is the mean of the shares
    that the first table lists. Dangling ends, bottlenecks and cycles stand in the table chain.

    Examples: styrkedja analyse coverage --document delarsrapport-2025;
    styrkedja analyse coverage -f png --part goals_by_body -o mal.png
    """
    from styrkedja.graph.analysis import analyse_coverage
    from styrkedja.graph.loading import open_store

    _check(format, lang, output)
    opened = open_store(store_path(store))
    with worded_errors(lang):
        analysis = analyse_coverage(opened, document=document, level=level)
    _show(analysis, format, part, lang, output)


@analyse.command()
def change(
    earlier: Annotated[
        str | None,
        typer.Option(help="The earlier document, by name, label or IRI."),
    ] = None,
    later: Annotated[
        str | None,
        typer.Option(
            help="The later document. Without both, the newest document that continues another."
        ),
    ] = None,
    store: StoreOption = None,
    kind: KindOption = None,
    format: FormatOption = "table",
    part: PartOption = None,
    lang: LangOption = "sv",
    output: OutputOption = None,
) -> None:
    """What changed between two documents: what is new, what is gone, how the rest goes on.

    What goes on is found by its title, and over documents between the two; for each pair it is
    said how sure that is. Gone means that it is not stated any more; the documents do not say
    why. A body that took over from another counts as the same. What is not known in both
    documents, a status or a deadline, is not compared.

    Examples: styrkedja analyse change --earlier sarskilda-uppdrag-2023 --later
    sarskilda-uppdrag-2024; styrkedja analyse change -f xlsx -o forandringar.xlsx
    """
    from styrkedja.graph.analysis import analyse_change
    from styrkedja.graph.loading import open_store

    _check(format, lang, output)
    opened = open_store(store_path(store))
    with worded_errors(lang):
        analysis = analyse_change(opened, earlier=earlier, later=later, kind=kind)
    _show(analysis, format, part, lang, output)


@analyse.command()
def calendar(
    store: StoreOption = None,
    document: DocumentOption = None,
    kind: KindOption = None,
    role: RoleOption = "responsible",
    status: StatusOption = None,
    by: Annotated[str, typer.Option(help="month, quarter or year.")] = "month",
    format: FormatOption = "table",
    part: PartOption = None,
    lang: LangOption = "sv",
    output: OutputOption = None,
) -> None:
    """When work falls due: deadlines by body and month.

    A shared element counts once in the totals and once for each of its bodies in the table
    by_body. Open is what is neither completed nor cancelled; an unknown status is open, for
    nothing says that it is done. What states no deadline is listed apart, in the table undated.

    Examples: styrkedja analyse calendar --document sarskilda-uppdrag-2024 --part by_body;
    styrkedja analyse calendar --by quarter -f png -o kalender.png
    """
    from styrkedja.graph.analysis import analyse_calendar
    from styrkedja.graph.loading import open_store

    _check(format, lang, output)
    opened = open_store(store_path(store))
    with worded_errors(lang):
        analysis = analyse_calendar(
            opened, document=document, kind=kind, role=role, status=status, by=by
        )
    _show(analysis, format, part, lang, output)


def _check(format: str, lang: str, output: Path | None) -> None:
    from styrkedja.errors import FormatError
    from styrkedja.graph.analysis import FORMATS

    known = ("table", *FORMATS, "all")
    if format not in known:
        raise FormatError(f"no format {format!r}; there are {', '.join(known)}")
    if lang not in _MORE:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    if format == "all" and output is None:
        raise typer.BadParameter("name the folder to write to", param_hint="--output")
    if format in _BINARY and output is None and sys.stdout.isatty():
        raise typer.BadParameter(f"name the file that the {format} goes to", param_hint="--output")


def _show(
    analysis: Analysis, format: str, part: str | None, lang: str, output: Path | None
) -> None:
    if format == "all" and output is not None:
        files = analysis.write(output, lang=lang)
        typer.echo(f"{len(files)} files written to {output}", err=True)
        return
    if format == "table":
        deliver(_screen(analysis, part, lang, wide=output is not None).encode(), output)
        return
    deliver(analysis.export(format, part=part, lang=lang), output)


def _screen(analysis: Analysis, part: str | None, lang: str, *, wide: bool) -> str:
    console = console_of(wide=wide)
    sheet = analysis.sheet(part)
    with console.capture() as captured:
        console.print(analysis.sentences(lang), "\n", soft_wrap=wide)
        if sheet.rows:
            _table(console, sheet, lang)
        others = [other.name for other in analysis.sheets() if other.name != sheet.name]
        if others:
            console.print(_OTHERS[lang].format(", ".join(others)), soft_wrap=True)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _table(console: Console, sheet: Sheet, lang: str) -> None:
    from styrkedja.graph.analysis import cell_words

    filled = [
        (place, column)
        for place, column in enumerate(sheet.columns)
        if column.kind != "iri" and any(row[place] is not None for row in sheet.rows)
    ]
    shown, wider = filled[:_MOST_COLUMNS], filled[_MOST_COLUMNS:]
    rich_table(
        console,
        [column.heading(lang) for _, column in shown],
        [
            [cell_words(row[place], column, lang) for place, column in shown]
            for row in sheet.rows[:_MOST_ROWS]
        ],
        title=sheet.title(lang),
        right=[
            number
            for number, (_, column) in enumerate(shown)
            if column.kind in ("integer", "number")
        ],
    )
    if len(sheet.rows) > _MOST_ROWS:
        console.print(_MORE[lang].format(len(sheet.rows) - _MOST_ROWS), soft_wrap=True)
    if wider:
        named = ", ".join(column.heading(lang) for _, column in wider)
        console.print(_WIDER[lang].format(named), soft_wrap=True)
