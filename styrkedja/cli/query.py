"""`styrkedja query`: a question of the library, or a SPARQL file, put to the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .given import filled, given_values
from .options import OutputOption, StoreOption, store_path
from .screen import console_of, deliver, number_text, rich_table, worded_errors

if TYPE_CHECKING:
    import pyoxigraph as ox

    from styrkedja.graph.rdf.store import Store, Term
    from styrkedja.queries import Column, Parameter

__all__ = ["FORMATS", "answer", "query"]

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")

_NONE = {
    "sv": "Inga rader: det finns inget sådant i det som är inläst.",
    "en": "No rows: there is nothing of the kind in what has been read.",
}
_BOOLEAN = {("sv", True): "ja", ("sv", False): "nej", ("en", True): "yes", ("en", False): "no"}


def query(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME|FILE.rq", help="A name from `styrkedja queries`, or a file."),
    ],
    store: StoreOption = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help="A parameter; things by IRI or by name. Again for several values.",
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=", ".join(FORMATS) + ".")] = "table",
    lang: Annotated[str, typer.Option(help="Language of a table's headings: sv or en.")] = "sv",
    all_columns: Annotated[
        bool,
        typer.Option("--all-columns", help="Show IRIs, codes and both languages in tables too."),
    ] = False,
    output: OutputOption = None,
) -> None:
    """Put a question to the archive: one of the library (`styrkedja queries`) or a SPARQL file."""
    from styrkedja.errors import FormatError
    from styrkedja.graph.loading import open_store

    if format not in FORMATS:
        raise FormatError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    if lang not in _NONE:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    text, parameters, columns = _question(name)
    with worded_errors(lang):
        given = given_values(param or (), parameters, name)
        opened = open_store(store_path(store))
        sparql = filled(opened, text, parameters, given)
    content = answer(
        opened,
        sparql,
        format,
        columns=columns,
        lang=lang,
        all_columns=all_columns,
        wide=output is not None,
    )
    deliver(content, output)


def answer(
    store: Store,
    sparql: str,
    format: str,
    *,
    columns: tuple[Column, ...] = (),
    lang: str = "sv",
    all_columns: bool = False,
    wide: bool = True,
) -> bytes:
    """Return a query's answer in one of `FORMATS`.

    Args:
        store: What to ask.
        sparql: A SELECT, ASK, CONSTRUCT or DESCRIBE.
        format: "turtle" is for CONSTRUCT and DESCRIBE, whose "table" is Turtle too; the others
            are for SELECT and ASK.
        columns: The columns' headings for a table; the variables' names where not given.
        lang: "sv" or "en", for a table.
        all_columns: Whether a table has the columns too that others put into words, and wordings
            in the other language.
        wide: Whether a table may be wider than the screen.

    Raises:
        FormatError: The format does not fit the kind of query.
        QuerySyntaxError: The text is not SPARQL.
    """
    import pyoxigraph as ox

    from styrkedja.errors import FormatError
    from styrkedja.ontology.namespaces import PREFIXES

    found = store.query(sparql)
    if isinstance(found, ox.QueryTriples):
        if format not in ("turtle", "table"):
            raise FormatError(f"{format} is for SELECT and ASK; this query gives triples: turtle")
        triples = sorted(found, key=str)
        return bytes(
            ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""
        )
    if format == "turtle":
        raise FormatError("turtle is for CONSTRUCT and DESCRIBE; this query gives rows")
    if format != "table":
        serialized = found.serialize(format=_results_format(format)) or b""
        return serialized + (b"" if serialized.endswith(b"\n") else b"\n")
    if isinstance(found, ox.QueryBoolean):
        return f"{_BOOLEAN[lang, bool(found)]}\n".encode()
    return _table(store, found, columns, lang, all_columns, wide).encode()


def _results_format(format: str) -> ox.QueryResultsFormat:
    import pyoxigraph as ox

    return {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
    }[format]


def _table(
    store: Store,
    found: ox.QuerySolutions,
    columns: tuple[Column, ...],
    lang: str,
    all_columns: bool,
    wide: bool,
) -> str:
    import pyoxigraph as ox

    from styrkedja.settings import load_settings

    base = load_settings().base
    names = [variable.value for variable in found.variables]
    known = {column.name: column for column in columns}
    shown = [
        name for name in names if all_columns or name not in known or _for_people(known[name], lang)
    ]
    solutions = list(found)
    worded = [n for n in shown if n in known and known[n].kind == "iri" and not known[n].is_key]
    labels = _labels(store, {row[name] for row in solutions for name in worded}, lang)
    numbers = [n for n in shown if n in known and known[n].kind == "number"]

    def cell(row: ox.QuerySolution, name: str) -> str:
        term = row[name]
        if name in worded and isinstance(term, ox.NamedNode) and term.value in labels:
            return labels[term.value]
        text = _cell(term, base)
        return number_text(text, lang) if name in numbers else text

    rows = [[cell(row, name) for name in shown] for row in solutions]
    if not rows:
        return f"{_NONE[lang]}\n"
    console = console_of(wide=wide)
    with console.capture() as captured:
        rich_table(
            console,
            [_heading(known[name], lang) if name in known else name for name in shown],
            rows,
            right=[n for n, name in enumerate(shown) if name in known and known[name].is_number],
        )
    count = f"{len(rows)} {_rows(len(rows), lang)}"
    drawn = "\n".join(line.rstrip() for line in captured.get().splitlines())
    return f"{drawn.strip(chr(10))}\n{count}\n"


def _for_people(column: Column, lang: str) -> bool:
    return not column.is_key and column.language in (None, lang)


def _heading(column: Column, lang: str) -> str:
    if not column.is_key:
        return column.heading(lang)
    code = "IRI" if column.kind == "iri" else "kod" if lang == "sv" else "code"
    return f"{column.heading(lang)} ({code})"


def _labels(store: Store, terms: set[Term | ox.Triple | None], lang: str) -> dict[str, str]:
    """Return IRI → label, in the language of the table where there is one."""
    import pyoxigraph as ox

    from styrkedja.ontology.namespaces import prefix_lines

    iris = " ".join(sorted(str(term) for term in terms if isinstance(term, ox.NamedNode)))
    table = store.select(
        f"{prefix_lines()}SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {iris} }} "
        f'?thing rdfs:label ?label }} ORDER BY (LANG(?label) = "{lang}") ?label'
    )
    return {row["thing"] or "": row["label"] or "" for row in table.dicts()}


def _rows(number: int, lang: str) -> str:
    one, several = ("rad", "rader") if lang == "sv" else ("row", "rows")
    return one if number == 1 else several


def _cell(term: Term | ox.Triple | None, base: str) -> str:
    import pyoxigraph as ox

    from styrkedja.ontology.namespaces import PREFIXES

    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return term.value.removeprefix(base)
    return term.value if isinstance(term, ox.Literal) else str(term)


def _question(name: str) -> tuple[str, tuple[Parameter, ...], tuple[Column, ...]]:
    """Return text, parameters and columns of a question; a file needs no header."""
    from styrkedja.errors import AskingError
    from styrkedja.queries import load_query, read_header

    path = Path(name)
    if path.suffix.lower() not in (".rq", ".sparql") and not path.is_file():
        found = load_query(name)
        return found.source, found.parameters, found.columns
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise AskingError(
            f"{path}: no such file; `styrkedja queries` lists the questions that need none"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise AskingError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    if not text.startswith("# title@"):
        return text, (), ()
    header = read_header(text, name=name)
    return text, header.parameters, header.columns
