from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from styrkedja.errors import FormatError
from styrkedja.graph.exports import serialize
from styrkedja.graph.rdf.xml_text import XmlFile, is_xml_text, xml_can_name


@pytest.mark.parametrize("text", ["", "å\t\n\r", "\U0001f600", "\ud7ff\ue000\ufffd"])
def test_xml_writes_text(text: str) -> None:
    assert is_xml_text(text)
    XmlFile(io.BytesIO()).write(text.encode())


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_xml_has_no_way_to_write_some_characters(sign: str) -> None:
    assert not is_xml_text(f"a{sign}b")
    with pytest.raises(FormatError):
        XmlFile(io.BytesIO()).write(f"a{sign}b".encode())


def test_a_character_that_is_cut_in_two_is_still_seen() -> None:
    file = XmlFile(io.BytesIO())
    file.write("a\ufffe".encode()[:-1])
    with pytest.raises(FormatError):
        file.write("\ufffe".encode()[-1:])


@pytest.mark.parametrize(
    ("iri", "named"),
    [
        ("https://example.org/ns#goal", True),
        ("https://example.org/mål", True),
        ("https://example.org/a%20b", True),
        ("urn:x", True),
        ("https://example.org/1", False),
        ("https://example.org/", False),
        ("https://example.org/a(b)", False),
    ],
)
def test_a_property_is_written_where_an_xml_name_ends_it(iri: str, named: bool) -> None:
    assert xml_can_name(iri) is named
    thing = ox.NamedNode("https://example.org/a")
    triple = ox.Triple(thing, ox.NamedNode(iri), ox.Literal("x"))
    target = io.BytesIO()
    if named:
        serialize([triple], target, ox.RdfFormat.RDF_XML)
        (read,) = ox.parse(target.getvalue(), format=ox.RdfFormat.RDF_XML)
        assert read.triple == triple
    else:
        with pytest.raises(FormatError, match="no way"):
            serialize([triple], target, ox.RdfFormat.RDF_XML)
