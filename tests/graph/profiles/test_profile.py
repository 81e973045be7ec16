"""Profiles: a municipality's own words over the default, and what is no profile."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from styrkedja.errors import ReadingError
from styrkedja.graph.model import Status
from styrkedja.graph.profiles import default_profile, fold, municipality_codes, read_profile

GRAPH = Path(__file__).parents[3] / "graph"


def _written(folder: Path, text: str) -> Path:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_words_of_a_file_are_added_to_the_default(tmp_path: Path) -> None:
    profile = read_profile(
        _written(
            tmp_path,
            '[statuses]\nongoing = ["Rullar på"]\n'
            '[bodies.abbreviations]\nTKN = "Tekniska nämnden"\n'
            '[prose]\nheadings = ["Ett ord på vägen"]\n',
        )
    )
    assert profile.statuses[fold("Rullar på")] is Status.ONGOING
    assert profile.statuses[fold("Pågående")] is Status.ONGOING
    assert profile.abbreviations["TKN"] == "Tekniska nämnden"
    assert profile.abbreviations["KS"] == "Kommunstyrelsen"
    assert default_profile().prose < profile.prose


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[statuses]\nongoing = 'Pågår'\n", "statuses.ongoing"),
        ("[statusar]\nongoing = ['Pågår']\n", "statusar"),
        ("[bodies]\nnamnder = ['x']\n", "bodies.namnder"),
        ("[labels]\nstatus = [1]\n", "labels.status"),
        ("[statuses]\nsnart = ['Snart']\n", "snart"),
        ("[statuses\n", "TOML"),
    ],
)
def test_what_no_profile_has_is_refused_by_name(tmp_path: Path, text: str, wrong: str) -> None:
    path = _written(tmp_path, text)
    with pytest.raises(ReadingError, match=re.escape(wrong)) as caught:
        read_profile(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="cannot be read"):
        read_profile(tmp_path / "none.toml")
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReadingError, match="UTF-8"):
        read_profile(path)


def test_no_reader_names_a_municipality() -> None:
    """What differs between municipalities is data; the code that reads knows none of them."""
    names = {name for name in municipality_codes() if len(name) > 3} - {"Mark"}  # an English word
    named = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, names))) + r")s?\b")
    found = [
        f"{path.relative_to(GRAPH)}: {match[0]}"
        for folder in ("reading", "profiles")
        for path in sorted((GRAPH / folder).rglob("*"))
        if path.suffix in {".py", ".toml"}
        for match in named.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
