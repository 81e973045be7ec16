"""What every analysis can do: tables, graphs, pictures, words, and all of them as files."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from styrkedja.errors import FormatError
from styrkedja.graph.files import writing_file

from .graph_files import GRAPH_FORMATS, graph_text
from .raster import png_bytes
from .sheets import Cell, Sheet, cell_words, csv_text, dictionary_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "PICTURE_FORMATS", "Analysis"]

PICTURE_FORMATS = ("svg", "png")
FORMATS = ("csv", "xlsx", "json", *GRAPH_FORMATS, *PICTURE_FORMATS)
"""The formats that an analysis can be written in."""

_T = TypeVar("_T")
_SHOWN = 10  # Rows of a table that a notebook shows.


class Analysis(ABC):
    """An analysis that can be shown and written.

    Attributes:
        name: Its name in file names ("coverage").
    """

    __slots__ = ()
    name: ClassVar[str]

    @abstractmethod
    def sheets(self) -> tuple[Sheet, ...]:
        """Return its tables, the most important first."""

    @abstractmethod
    def sentences(self, lang: str = "sv") -> str:
        """Return two or three sentences in "sv" or "en", to paste into a memo."""

    @abstractmethod
    def graphs(self) -> dict[str, nx.Graph]:
        """Return its graphs by name; their nodes are IRIs."""

    @abstractmethod
    def drawings(self, lang: str, *, standalone: bool) -> dict[str, Callable[[], str]]:
        """Return by name what draws each picture; as `pictures`, but nothing is drawn yet."""

    def pictures(self, lang: str = "sv", *, standalone: bool = True) -> dict[str, str]:
        """Return its pictures by name, as SVG; none where there is nothing to draw.

        Args:
            lang: "sv" or "en" (any other is taken as English).
            standalone: For files of their own; else for a page, whose colours they take.
        """
        return {name: draw() for name, draw in self._drawn(lang, standalone).items()}

    def _drawn(self, lang: str, standalone: bool = True) -> dict[str, Callable[[], str]]:
        return self.drawings(lang if lang == "sv" else "en", standalone=standalone)

    def sheet(self, name: str | None = None) -> Sheet:
        """Return the table of that name (the data dictionary too); the first one without a name.

        Raises:
            FormatError: There is no such table.
        """
        sheets = self.sheets()
        known = {sheet.name: sheet for sheet in (*sheets, dictionary_of(sheets))}
        return _chosen(known, name, "table")

    def export(self, format: str, *, part: str | None = None, lang: str = "sv") -> bytes:
        """Return the analysis as a file's bytes; the same analysis, the same bytes.

        Args:
            format: One of `FORMATS`. "csv" is one table, "graphml" and "gexf" one graph, "svg"
                and "png" one picture; "xlsx" and "json" hold all tables and the sentences.
            part: Name of the table, graph or picture; None means the first.
            lang: "sv" or "en", for words and pictures; "csv" and "json" hold codes.

        Raises:
            FormatError: The format or the part is not known, or there is nothing to draw.
        """
        if format == "csv":
            return csv_text(self.sheet(part)).encode()
        if format == "xlsx":
            from .workbook import workbook_bytes  # openpyxl is large, and most never ask for it

            return workbook_bytes(self.sheets(), self.sentences(lang), lang)
        if format == "json":
            return self._json().encode()
        if format in GRAPH_FORMATS:
            return graph_text(_chosen(self.graphs(), part, "graph"), format).encode()
        if format in PICTURE_FORMATS:
            svg = _chosen(self._drawn(lang), part, "picture")()
            return png_bytes(svg) if format == "png" else f"{svg}\n".encode()
        raise FormatError(f"no format {format!r}; there are {', '.join(FORMATS)}")

    def write(self, folder: Path, *, lang: str = "sv") -> tuple[Path, ...]:
        """Write everything into a folder, which is made when it is not there; return the files.

        One CSV a table with `data_dictionary.csv`, the workbook, the JSON, each graph as GraphML
        and GEXF, each picture as SVG and PNG, and the sentences as text. Files of these names are
        replaced, whole or not at all.

        Args:
            folder: Where to.
            lang: "sv" or "en", for words and pictures.

        Raises:
            FormatError: The machine has no font to draw PNG with.
        """
        sheets = self.sheets()
        files = {f"{sheet.name}.csv": csv_text(sheet).encode() for sheet in sheets}
        files["data_dictionary.csv"] = csv_text(dictionary_of(sheets)).encode()
        files[f"{self.name}.xlsx"] = self.export("xlsx", lang=lang)
        files[f"{self.name}.json"] = self.export("json")
        files[f"{self.name}.txt"] = f"{self.sentences(lang)}\n".encode()
        for name, graph in self.graphs().items():
            for format in GRAPH_FORMATS:
                files[f"{name}.{format}"] = graph_text(graph, format).encode()
        for name, svg in self.pictures(lang).items():
            files[f"{name}.svg"] = f"{svg}\n".encode()
            files[f"{name}.png"] = png_bytes(svg)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            with writing_file(folder / name) as target:
                target.write(content)
        return tuple(folder / name for name in files)

    def _json(self) -> str:
        sheets = self.sheets()
        document = {
            "analysis": self.name,
            "sentences": {lang: self.sentences(lang) for lang in ("sv", "en")},
            "tables": {
                sheet.name: [
                    {
                        column.name: _json_cell(cell)
                        for column, cell in zip(sheet.columns, row, strict=True)
                    }
                    for row in sheet.rows
                ]
                for sheet in sheets
            },
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the sentences, the first picture, the first tables."""
        first = next(iter(self._drawn("sv").values()), None)
        parts = [f"<p>{escape(self.sentences('sv'))}</p>", *([first()] if first else [])]
        parts += [_html_table(sheet) for sheet in self.sheets()[:2]]
        return "\n".join(parts)


def _chosen(known: dict[str, _T], name: str | None, what: str) -> _T:
    if name is None and known:
        return next(iter(known.values()))
    if name is None:
        raise FormatError(f"there is nothing to draw: this analysis has no {what}")
    if name in known:
        return known[name]
    raise FormatError(f"no {what} {name!r}; there are {', '.join(known) or 'none'}")


def _json_cell(cell: Cell) -> str | int | float | None:
    if cell is None or isinstance(cell, str | int):
        return cell
    return round(cell, 6) if isinstance(cell, float) else cell.isoformat()


def _html_table(sheet: Sheet) -> str:
    shown = [(place, column) for place, column in enumerate(sheet.columns) if column.kind != "iri"]
    head = "".join(f"<th>{escape(column.heading('sv'))}</th>" for _, column in shown)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{escape(cell_words(row[p], column, 'sv'))}</td>" for p, column in shown)
        + "</tr>"
        for row in sheet.rows[:_SHOWN]
    )
    more = len(sheet.rows) - _SHOWN
    foot = f"<p>… och {more} rader till</p>" if more > 0 else ""
    return (
        f"<table><caption>{escape(sheet.title('sv'))}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{foot}"
    )
