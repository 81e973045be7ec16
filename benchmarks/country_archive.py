"""The made-up country as an archive on disk, for what serves or reads archives."""

from __future__ import annotations

import shutil
from dataclasses import replace
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from random import Random

from benchmarks.country import MILLION, Country
from benchmarks.municipality import models_of
from benchmarks.prose import Prose
from styrkedja.graph import Archive
from styrkedja.graph.archive import DocumentFiles, DocumentRecord, Writer
from styrkedja.graph.model import Model
from styrkedja.graph.rdf.iris import Iris
from styrkedja.graph.rdf.writer import document_quads, nquads
from styrkedja.graph.report import report_of
from styrkedja.settings import DEFAULT_BASE

__all__ = ["country_archive"]

_WHOLE = "whole"  # a file that says that the archive beside it was written to its end
_SENTENCES = 400  # that the lines of a municipality's texts are taken from, in turn


def country_archive(folder: Path, country: Country = MILLION) -> Archive:
    """Return the archive of a country, written to the folder unless it stands there already.

    Args:
        folder: Where it is, or is to be.
        country: Its size; a folder holds one country.
    """
    place, whole = folder / "archive", folder / _WHOLE
    if whole.exists() and whole.read_text() == repr(country):
        return Archive.open(place)
    whole.unlink(missing_ok=True)
    shutil.rmtree(place, ignore_errors=True)
    archive = Archive.open_or_create(place, DEFAULT_BASE)
    with archive.writing() as writer:
        for number in range(country.municipalities):
            random = Random(f"{country.seed}/{number}")
            models = models_of(number, random, boards=country.boards, elements=country.elements)
            prose = Prose(random)
            sentences = [prose.sentences(1) for _ in range(_SENTENCES)]
            for model in models:
                _put(writer, model, sentences)
    whole.write_text(repr(country))
    return archive


def _put(writer: Writer, model: Model, sentences: list[str]) -> None:
    """Write a document as if it had been read, with a text of as many lines as it names."""
    document, register = model.document, model.register
    lines = max(line for passage in model.unread for line in (passage.first, passage.last))
    text = "\n".join([document.title, "", *islice(cycle(sentences), lines - 2)]) + "\n"
    model = replace(model, document=replace(document, line_count=lines))
    original = text.encode()
    municipality = register.municipality.slug
    record = DocumentRecord(
        iri=Iris(DEFAULT_BASE, municipality).document(document.key),
        municipality=municipality,
        key=document.key,
        kind=document.kind.value,
        title=document.title,
        label=document.label,
        as_of=document.as_of,
        source=f"{document.key}.txt",
        sha256=sha256(original).hexdigest(),
    )
    files = DocumentFiles(
        original=original,
        text=text,
        quads=nquads(document_quads(model, DEFAULT_BASE, original=original)),
        report=report_of(model, encoding="utf-8").to_json(),
    )
    writer.put(record, files, register, {body.key for body in register.bodies})
