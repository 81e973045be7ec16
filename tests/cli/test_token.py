"""`styrkedja token` and `styrkedja audit`: made, listed, revoked, and told of."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from styrkedja.cli.main import app
from styrkedja.graph.access import Scope, TokenFile
from styrkedja.graph.archive import Archive
from styrkedja.settings import DEFAULT_BASE


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE).path
    monkeypatch.setenv("STYRKEDJA_STORE", str(path))
    return path


def _run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [*arguments])
    return done.exit_code, done.stdout, done.stderr


def test_a_token_is_shown_once_and_lets_its_bearer_do_what_was_asked(store: Path) -> None:
    code, out, err = _run(
        *("token", "create", "--name", "Anna", "--expires", "8h"),
        *("--scope", "write", "--scope", "read-internal"),
    )
    assert code == 0
    text = out.strip()
    assert "\n" not in text  # a program may take it as it is
    found = TokenFile(store).find(text)
    assert found is not None
    assert found.scopes == {Scope.WRITE, Scope.READ_INTERNAL}
    assert found.id in err
    assert text not in err
    listed = _run("token", "list")[1]
    assert found.id in listed
    assert "valid" in listed
    assert text not in listed
    assert _run("token", "revoke", found.id)[0] == 0
    assert TokenFile(store).find(text) is None
    assert "revoked" in _run("token", "list")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "--name", "Anna"),
        ("create", "--scope", "write"),
        ("create", "--name", "Anna", "--scope", "admin"),
    ],
)
def test_a_token_needs_a_name_and_a_scope(store: Path, arguments: tuple[str, ...]) -> None:
    assert _run("token", *arguments)[0] == 2
    assert TokenFile(store).tokens() == ()


def test_what_was_written_is_listed_and_taken_away_as_prov(
    store: Path, example_files: list[Path]
) -> None:
    _run("ingest", str(example_files[0]))
    _run("token", "create", "--name", "Anna", "--scope", "write")
    _run("visibility", "sarskilda-uppdrag-2023", "internal")
    (document,) = Archive.open(store).documents()
    code, table, _ = _run("audit", "--lang", "en")
    assert code == 0
    for word in ("upload", "create-token", "visibility", "local"):
        assert word in table
    for form, known in (("ttl", ox.RdfFormat.TURTLE), ("nq", ox.RdfFormat.N_QUADS)):
        told = list(ox.parse(_run("audit", "--format", form)[1], format=known))
        assert any(getattr(quad.object, "value", "") == document.iri for quad in told)
    (store / "access" / "audit.jsonl").write_bytes(b"{}\n")
    assert _run("audit")[0] == 3
