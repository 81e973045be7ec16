"""The model as quads: identity, groups, passages, and the same bytes for the same model."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from styrkedja.graph import build_graph, read_file
from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.writer import nquads
from styrkedja.settings import DEFAULT_BASE

GROUPED = """Uppföljning av särskilda uppdrag 2024

Kvarnsjö kommun redovisar helåret 2024.


Minska matsvinnet

Alla kök väger det som slängs.

Ansvarig nämnd: Samtliga nämnder
Status: Pågående
Slutdatum: 2024-12-31


Ny skola i Ekby

Skolan byggs.

Ansvarig nämnd: Skolnämnden, Kvarnsjö Bostäder AB
Status: Pågående
Slutdatum: 2025-12-31


Gemensam växel

Växeln är i drift.

Ansvarig nämnd: Kommunstyrelsen
Status: Avslutad
Slutdatum: 2024-06-30
"""
SK = "https://w3id.org/styrkedja/ns#"


def _graph(tmp_path: Path, text: str = GROUPED) -> list[ox.Quad]:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    content, _, model = read_file(path)
    return build_graph(model, original=content)


def _values(quads: list[ox.Quad], predicate: str) -> set[tuple[str, str]]:
    return {
        (
            str(q.subject).strip("<>").rsplit("/", 1)[-1],
            str(q.object).strip("<>").rsplit("/", 1)[-1],
        )
        for q in quads
        if q.predicate.value == predicate
    }


def test_a_group_has_the_boards_its_document_names_and_none_is_responsible_by_it(
    tmp_path: Path,
) -> None:
    quads = _graph(tmp_path)
    members = _values(quads, "http://www.w3.org/ns/org#hasMember")
    assert {member for _, member in members} == {"kommunstyrelsen", "skolnamnden"}
    responsible = _values(quads, f"{SK}responsible")
    assert not [pair for pair in responsible if pair[0].startswith("minska")]
    through = _values(infer(quads, base=DEFAULT_BASE), f"{SK}responsibleThroughGroup")
    assert {(s.rsplit("-", 1)[0], o) for s, o in through} == {
        ("minska-matsvinnet", "kommunstyrelsen"),
        ("minska-matsvinnet", "skolnamnden"),
    }


def test_element_iris_do_not_depend_on_line_breaks_or_final_periods(tmp_path: Path) -> None:
    other = GROUPED.replace("Ny skola i Ekby", "Ny skola\ni Ekby.").replace("\n\n", "\n\n\n")

    def iris(quads: list[ox.Quad]) -> set[str]:
        assignment = ox.NamedNode(f"{SK}SpecialAssignment")
        return {str(q.subject) for q in quads if q.object == assignment}

    assert iris(_graph(tmp_path)) == iris(_graph(tmp_path, other))
    assert len(iris(_graph(tmp_path))) == 3


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    assert nquads(_graph(tmp_path)) == nquads(_graph(tmp_path))


def test_bodies_stand_in_the_register_and_nowhere_else(tmp_path: Path) -> None:
    quads = _graph(tmp_path)
    register = ox.NamedNode(f"{DEFAULT_BASE}kvarnsjo/register")
    bodies = (f"<{DEFAULT_BASE}kvarnsjo/board/", f"<{DEFAULT_BASE}kvarnsjo/company/")
    about_bodies = [quad for quad in quads if str(quad.subject).startswith(bodies)]
    assert len(about_bodies) >= 9
    assert {quad.graph_name for quad in about_bodies} == {register}
