from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.exports import EXPORT_FORMATS, write_export
from styrkedja.graph.loading import load_store

FILES = {
    "quads.nq": "nquads",
    "data.trig": "trig",
    "data.ttl": "turtle",
    "data.jsonld": "jsonld",
    "data.rdf": "rdfxml",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_what_the_command_line_writes(
    service: httpx.Client, example_archive: Archive, name: str
) -> None:
    answer = service.get(f"/export/{name}")
    expected = io.BytesIO()
    write_export(load_store(example_archive), FILES[name], expected)
    assert answer.content == expected.getvalue()
    assert answer.headers["content-type"] == EXPORT_FORMATS[FILES[name]].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="styrkedja-{name}"'


def test_several_may_read_the_same_file_at_once(service: httpx.Client) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: service.get("/export/quads.nq").content, range(16)))
    assert len(answers) == 1
