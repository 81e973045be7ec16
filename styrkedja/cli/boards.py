"""`styrkedja boards`: which boards share assignments, and their measures."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from .options import OutputOption, StoreOption, store_path
from .screen import UNKNOWN, console_of, deliver, number_text, rich_table, worded_errors

if TYPE_CHECKING:
    from rich.console import Console

    from styrkedja.graph.analysis import BoardAnalysis
    from styrkedja.graph.rdf.store import Store

__all__ = ["FORMATS", "boards", "written"]

FORMATS = ("table", "csv", "json", "graphml", "gexf", "svg")

_WORDS = {
    "sv": {
        "pairs": "Par som delar",
        "load": "Uppdrag",
        "shared": "Delade",
        "partners": "Delar med",
        "betweenness": "Förmedlar",
        "group": "Grupp",
        "overdue": "Försenade",
        "unknown": "okänd status",
        "titles": "Gemensamma uppdrag",
        "count": "Antal",
        "without": "Utan {} tappar dessa kontakten med resten: {}.",
        "nobody": "{} uppdrag saknar namngiven ansvarig.",
        "day": "Försenade räknas från {}.",
        "days": "Försenade räknas från den dag som varje dokument redovisar.",
    },
    "en": {
        "pairs": "Pairs that share",
        "load": "Assignments",
        "shared": "Shared",
        "partners": "Shares with",
        "betweenness": "Betweenness",
        "group": "Group",
        "overdue": "Overdue",
        "unknown": "status unknown",
        "titles": "Shared assignments",
        "count": "Number",
        "without": "Without {} these lose their link to the rest: {}.",
        "nobody": "{} assignments name nobody as responsible.",
        "day": "Overdue is counted at {}.",
        "days": "Overdue is counted at the day that each document reports.",
    },
}


def boards(
    store: StoreOption = None,
    document: Annotated[
        str | None,
        typer.Option(help="One document, by name or IRI; else what is the case now in all."),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Day at which overdue is counted; else the document's."
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=", ".join(FORMATS) + ".")] = "table",
    table: Annotated[
        str, typer.Option(help="What the CSV holds: pairs, boards or matrix.")
    ] = "pairs",
    lang: Annotated[str, typer.Option(help="Language of table and picture: sv or en.")] = "sv",
    output: OutputOption = None,
) -> None:
    """Show which boards share assignments, and how they are linked."""
    from styrkedja.errors import FormatError
    from styrkedja.graph.analysis import TABLES, analyse_boards, load_responsibilities
    from styrkedja.graph.loading import open_store

    if format not in FORMATS:
        raise FormatError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    if table not in TABLES:
        raise FormatError(f"no table {table!r}; there are {', '.join(TABLES)}")
    if lang not in _WORDS:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    opened = open_store(store_path(store))
    with worded_errors(lang):
        responsibilities = load_responsibilities(opened, document=document)
    analysis = analyse_boards(responsibilities, as_of=None if as_of is None else as_of.date())
    wide = output is not None
    text = written(opened, analysis, format, table=table, lang=lang, wide=wide)
    deliver(text.encode(), output)


def written(
    store: Store,
    analysis: BoardAnalysis,
    format: str,
    *,
    table: str = "pairs",
    lang: str = "sv",
    wide: bool = True,
) -> str:
    """Return the analysis as text in one of `FORMATS`.

    Args:
        store: Where the statuses' names are looked up.
        analysis: What the boards share.
        format: One of `FORMATS`.
        table: What a CSV holds.
        lang: "sv" or "en", for table and picture.
        wide: Whether a table may be wider than the screen.
    """
    from styrkedja.graph.analysis import export_boards, network_svg

    if format == "svg":
        return network_svg(analysis, lang=lang, standalone=True) + "\n"
    if format != "table":
        return export_boards(analysis, format, table=table)
    return _screen(analysis, _status_names(store, lang), lang, console_of(wide=wide))


def _status_names(store: Store, lang: str) -> dict[str, str]:
    from styrkedja.graph.rdf.store import select
    from styrkedja.ontology.namespaces import prefix_lines

    table = select(
        store,
        prefix_lines()
        + f"""SELECT ?status ?name WHERE {{
  {{ SELECT DISTINCT ?status WHERE {{ ?assessment sk:status ?status }} }}
  ?status rdfs:label ?name . FILTER(LANG(?name) = "{lang}")
}}""",
    )
    return {row["status"] or "": row["name"] or "" for row in table.dicts()}


def _screen(
    analysis: BoardAnalysis, status_names: dict[str, str], lang: str, console: Console
) -> str:
    from styrkedja.graph.analysis import nouns, summary_sentences

    noun = nouns((board.body for board in analysis.boards), analysis.elements, lang)
    words = {**_WORDS[lang], "board": noun.body.capitalize(), "boards": noun.bodies.capitalize()}
    with console.capture() as captured:
        console.print(" ".join(summary_sentences(analysis, lang)), "\n")
        if analysis.boards:
            _boards_table(console, analysis, status_names, lang, words)
        if analysis.pairs:
            _pairs_table(console, analysis, words)
        names = {board.body.iri: analysis.name(board.body) for board in analysis.boards}
        for board in analysis.boards:
            if board.is_cut:
                lost = ", ".join(names[iri] for part in board.cuts_off for iri in part)
                console.print(words["without"].format(names[board.body.iri], lost))
        nobody = dict(analysis.by_board_count).get(0, 0)
        if nobody:
            console.print(words["nobody"].format(nobody))
        if analysis.boards and analysis.as_of is not None:
            console.print(words["day"].format(analysis.as_of.isoformat()))
        elif analysis.boards:
            console.print(words["days"])
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _boards_table(
    console: Console,
    analysis: BoardAnalysis,
    status_names: dict[str, str],
    lang: str,
    words: dict[str, str],
) -> None:
    from styrkedja.graph.analysis import alphabetical

    concepts = sorted(
        {status for board in analysis.boards for status, _ in board.statuses},
        key=lambda status: (status is None, status or ""),
    )
    headings = [words[key] for key in ("board", "load", "shared", "partners", "group")]
    headings += [words["betweenness"], words["overdue"]]
    headings += [
        words["unknown"] if status is None else status_names.get(status, status.rsplit("/", 1)[-1])
        for status in concepts
    ]
    rows = []
    by_load = sorted(
        analysis.boards,
        key=lambda board: (
            alphabetical(board.body.municipality),
            -board.load,
            alphabetical(board.body.name),
        ),
    )
    for board in by_load:
        counts = dict(board.statuses)
        rows.append(
            [
                analysis.name(board.body),
                str(board.load),
                str(board.shared),
                str(board.partners),
                str(board.community or UNKNOWN),
                number_text(f"{board.betweenness:.2f}", lang),
                UNKNOWN if board.overdue is None else str(board.overdue),
                *(str(counts.get(status, 0)) for status in concepts),
            ]
        )
    rich_table(console, headings, rows, title=words["boards"], right=range(1, len(headings)))


def _pairs_table(console: Console, analysis: BoardAnalysis, words: dict[str, str]) -> None:
    rich_table(
        console,
        [words["board"], words["board"], words["count"], words["titles"]],
        [
            [
                analysis.name(pair.first),
                analysis.name(pair.second),
                str(pair.count),
                "; ".join(element.title for element in pair.elements),
            ]
            for pair in analysis.pairs
        ],
        title=words["pairs"],
        right=[2],
    )
