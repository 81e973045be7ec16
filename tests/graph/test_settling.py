"""A plan with abbreviations and a follow-up with names say the same bodies, in either order."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import archive_quads
from styrkedja.graph.pipeline import Outcome, ingest_file
from styrkedja.graph.rdf.validation import validate
from styrkedja.graph.report import Report
from styrkedja.ontology.namespaces import SK
from styrkedja.settings import DEFAULT_BASE
from tests.conftest import SEEDS

PLAN = """Mål och budget 2024–2026

Granviken kommun

## Trygghet

Kommunfullmäktiges mål:
- Alla är trygga

Uppdrag:
- Bygg lekplatser (PLN/KS)
- Prata med unga (HoFN)

## Tillväxt

Kommunfullmäktiges mål:
- Fler får jobb

Uppdrag:
- Korta köerna (PLN)
- Sök nya vägar (QXN)
"""
FOLLOW_UP = """Uppföljning av uppdrag helåret 2024

Granviken kommun

Bygg lekplatser

Tre lekplatser är byggda.

Ansvarig nämnd
Park- och lekplatsnämnden
Status
Pågående
Slutdatum
2025-06-30

Prata med unga

Samtalen har börjat.

Ansvarig nämnd
Hälso- och folkbildningsnämnden
Status
Pågående
Slutdatum
2025-06-30
"""


def _archive(folder: Path, files: list[Path]) -> Archive:
    archive = Archive.open_or_create(folder, DEFAULT_BASE)
    with archive.writing() as writer:
        for file in files:
            ingest_file(file, archive, writer)
    return archive


def _files(folder: Path) -> list[Path]:
    plan, follow_up = folder / "plan.txt", folder / "uppfoljning.txt"
    plan.write_text(PLAN, encoding="utf-8")
    follow_up.write_text(FOLLOW_UP, encoding="utf-8")
    return [plan, follow_up]


def test_the_order_of_reading_makes_no_difference(tmp_path: Path) -> None:
    files = _files(tmp_path)
    stated = []
    for number, order in enumerate(permutations(files)):
        archive = _archive(tmp_path / f"archive-{number}", list(order))
        stated.append({str(quad) for quad in archive_quads(archive)})
        register = archive.register("granviken")
        assert register is not None
        short = {body.name: body.abbreviations for body in register.bodies}
        assert short["Park- och lekplatsnämnden"] == ("PLN",)
        assert short["Hälso- och folkbildningsnämnden"] == ("HoFN",)
        assert "PLN" not in short
        assert "QXN" in short
    assert stated[0] == stated[1]


def test_a_body_that_was_only_an_abbreviation_is_gone_from_the_graph(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "archive", _files(tmp_path))
    quads = list(archive_quads(archive))
    assert not any("body/pln" in str(quad) for quad in quads)
    board = ox.NamedNode(f"{DEFAULT_BASE}granviken/board/park-och-lekplatsnamnden")
    responsible = ox.NamedNode(f"{SK}responsible")
    assert sum(q.predicate == responsible and q.object == board for q in quads) == 3
    assert not [one for one in validate(quads) if one.severity == "violation"]


def test_only_doubts_about_what_stays_unknown_are_left(tmp_path: Path) -> None:
    files = _files(tmp_path)
    archive = _archive(tmp_path / "archive", files)
    plan = next(record for record in archive.documents() if record.kind == "plan")
    told = [d.sv for d in Report.from_json(archive.report(plan.iri)).doubts if "förkort" in d.sv]
    assert len(told) == 1
    assert "QXN" in told[0]
    with archive.writing() as writer:
        assert ingest_file(files[0], archive, writer).outcome is Outcome.UNCHANGED


def test_bodies_of_the_two_real_documents_of_one_municipality_are_the_same(tmp_path: Path) -> None:
    files = [*SEEDS.glob("000_*.txt"), *SEEDS.glob("003_*.txt")]
    if len(files) < 2:
        pytest.skip("the real documents (../shared/seeds) are not here")
    graphs = []
    for number, order in enumerate(permutations(files)):
        archive = _archive(tmp_path / str(number), list(order))
        graphs.append({str(quad) for quad in archive_quads(archive)})
        register = archive.register("lund")
        assert register is not None
        short = {short: body.name for body in register.bodies for short in body.abbreviations}
        assert short == {
            "BSN": "Barn- och skolnämnden",
            "KS": "Kommunstyrelsen",
            "KoFN": "Kultur- och fritidsnämnden",
            "SN": "Servicenämnden",
            "SocN": "Socialnämnden",
            "UN": "Utbildningsnämnden",
            "VoO": "Vård- och omsorgsnämnden",
            "VoON": "Vård- och omsorgsnämnden",
        }
    assert graphs[0] == graphs[1]
