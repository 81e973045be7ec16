"""What a worker does with one question: look at the text, evaluate it, write the body."""

from __future__ import annotations

import errno
import re
from collections.abc import Collection
from dataclasses import replace
from itertools import islice
from typing import BinaryIO, cast

import pyoxigraph as ox

from styrkedja.errors import FormatError, QueryRefusedError, QuerySyntaxError
from styrkedja.graph.exports import serialize
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.rdf.xml_text import XmlFile

from ..negotiation import RDF_FORMATS, RESULT_FORMATS
from .limits import examine
from .question import Outcome, Question, Verdict
from .rows import Modifiers, most_rows

__all__ = ["Answering"]

_OUTSIDE = "the query reaches for something outside this data set"


class Answering:
    """Answers questions about one store.

    Args:
        store: What to ask.
        rows: How many rows of a SELECT, or triples of a graph, an answer may have.
    """

    def __init__(self, store: Store, rows: int) -> None:
        self._oxigraph = store.oxigraph
        self._graphs: Collection[str] = frozenset(name.value for name in store.graphs())
        self._rows = rows

    def answer(self, question: Question, target: BinaryIO) -> Verdict:
        """Write the body of the answer from the target's beginning, and return the verdict.

        Raises:
            MemoryError: There is not enough memory, or the body is too large.
        """
        target.seek(0)
        target.truncate()
        try:
            verdict = self._answer(question, target)
            target.flush()
        except SyntaxError as error:
            return Verdict(Outcome.SYNTAX, f"not SPARQL: {_told(error)}")
        except QuerySyntaxError as error:
            return Verdict(Outcome.SYNTAX, str(error))
        except (QueryRefusedError, RuntimeError) as error:
            return Verdict(Outcome.REFUSED, str(error))
        except FormatError as error:
            return Verdict(Outcome.NOT_ACCEPTABLE, f"{error}; ask for another form")
        except OSError as error:
            if error.errno in (errno.EFBIG, errno.ENOMEM):
                raise MemoryError from error
            return Verdict(Outcome.REFUSED, _OUTSIDE)
        return replace(verdict, size=target.tell())

    def _answer(self, question: Question, target: BinaryIO) -> Verdict:
        text, modifiers = question.query, None
        if question.foreign:
            for iri in (*(question.default_graphs or ()), *(question.named_graphs or ())):
                if iri not in self._graphs:
                    raise QueryRefusedError(f"<{iri}> is no graph of this data set")
            # A data set of the request goes before FROM, which then names nothing that counts.
            graphs = self._graphs if question.default_graphs is None else None
            text, modifiers = examine(text, graphs, question.base)
        if modifiers is not None and modifiers.exceed(self._rows):
            result = self._capped(text, modifiers, question)
        else:
            modifiers, result = None, self._query(text, question)
        is_graph = isinstance(result, ox.QueryTriples)
        form = question.graph if is_graph else question.rows
        if form is None:
            known = RDF_FORMATS if is_graph else RESULT_FORMATS
            types = ", ".join(media for value in known.values() for media in value.types)
            return Verdict(Outcome.NOT_ACCEPTABLE, f"the answer can be had as {types}", is_graph)
        if isinstance(result, ox.QueryTriples):
            cut = self._write_graph(result, form, target, question.foreign)
        else:
            rows = target if form != "xml" else cast("BinaryIO", XmlFile(target))
            result.serialize(rows, RESULT_FORMATS[form].results)
            cut = modifiers is not None and self._goes_on(text, modifiers, question, form, target)
        return Verdict(Outcome.ANSWER, form, is_graph, cut=self._rows if cut else None)

    def _query(
        self, text: str, question: Question
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        default, named = question.default_graphs, question.named_graphs
        return self._oxigraph.query(
            text,
            base_iri=question.base,
            default_graph=None if default is None else [ox.NamedNode(iri) for iri in default],
            named_graphs=None if named is None else [ox.NamedNode(iri) for iri in named],
        )

    def _capped(
        self, text: str, modifiers: Modifiers, question: Question
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._query(modifiers.capped(text, self._rows), question)
        except SyntaxError:
            self._query(text, question)  # says where in the text as it was sent
            raise

    def _write_graph(
        self, result: ox.QueryTriples, form: str, target: BinaryIO, foreign: bool
    ) -> bool:
        """Write the triples, sorted, each once; return whether there were more than may be."""
        triples: set[ox.Triple] = set()
        for triple in result:
            triples.add(triple)
            if foreign and len(triples) > self._rows:
                triples.remove(triple)
                serialize(sorted(triples, key=str), target, RDF_FORMATS[form].rdf)
                return True
        serialize(sorted(triples, key=str), target, RDF_FORMATS[form].rdf)
        return False

    def _goes_on(
        self, text: str, modifiers: Modifiers, question: Question, form: str, target: BinaryIO
    ) -> bool:
        """Return whether there are more rows than those that were written."""
        target.flush()
        written = RESULT_FORMATS[form].results
        if most_rows(target.fileno(), target.tell(), written) < self._rows:
            return False
        more = self._query(modifiers.beyond(text, self._rows), question)
        return isinstance(more, ox.QuerySolutions) and any(True for _ in islice(more, 1))


def _told(error: SyntaxError) -> str:
    """Return where the text goes wrong and what could stand there, in one line."""
    said = " ".join(str(error).split())
    return re.sub(r"^error at (\d+):(\d+)", r"line \1, column \2", said)
