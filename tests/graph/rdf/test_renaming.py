"""Quads of a document whose bodies got other IRIs."""

from __future__ import annotations

from styrkedja.graph.rdf.renaming import rename_bodies
from styrkedja.ontology.namespaces import RDF, RDFS, SK

OLD, NEW = "https://example.org/body/xn", "https://example.org/board/x"


def _line(subject: str, predicate: str, value: str) -> str:
    thing = value if value.startswith('"') else f"<{value}>"
    return f"<{subject}> <{predicate}> {thing} <https://example.org/document> .\n"


def test_a_body_is_renamed_wherever_it_stands_and_no_quad_comes_twice() -> None:
    duty = "https://example.org/assignment/1"
    text = (
        _line(duty, f"{SK}responsible", OLD)
        + _line(duty, f"{SK}responsible", NEW)
        + _line(duty, f"{RDFS}label", '"XN ska bygga"@sv')
    )
    told = rename_bodies(text.encode(), {OLD: NEW})
    assert len(told) == 2
    assert not any(OLD in str(quad) for quad in told)
    assert sum(NEW in str(quad) for quad in told) == 1


def test_a_doubt_that_is_settled_goes_with_all_that_is_said_of_it() -> None:
    doubt, other = "https://example.org/doubt/1", "https://example.org/doubt/2"
    text = "".join(
        _line(one, f"{RDF}type", f"{SK}Doubt") + _line(one, f"{RDFS}label", label)
        for one, label in ((doubt, '"Vad är XN?"@sv'), (other, '"Vad är YN?"@sv'))
    )
    left = rename_bodies(text.encode(), {}, {"Vad är XN?"})
    assert len(left) == 2
    assert all(other in str(quad) for quad in left)
