"""Tokens: shown once, kept as hashes, valid for a while, gone when revoked."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from styrkedja.errors import AccessError
from styrkedja.graph.access import LOCAL, Scope, TokenFile, days_of


def test_a_token_is_found_by_itself_and_kept_as_a_hash(tmp_path: Path) -> None:
    tokens = TokenFile(tmp_path)
    made, text = tokens.create("Anna", [Scope.WRITE], 90)
    found = tokens.find(text)
    assert found == made
    assert found.scopes == {Scope.WRITE}
    kept = (tmp_path / "access" / "tokens.json").read_text(encoding="utf-8")
    assert text not in kept
    assert text.removeprefix("styrkedja_") not in kept
    assert made.sha256 not in repr(made)


@pytest.mark.parametrize("text", ["", "styrkedja_", "å", "\udce5", "styrkedja_" + "A" * 43])
def test_another_text_is_no_token(tmp_path: Path, text: str) -> None:
    tokens = TokenFile(tmp_path)
    gone, _ = tokens.create("Anna", [Scope.WRITE], 90)
    tokens.revoke(gone.id)
    tokens.create("Bo", [Scope.WRITE], 90)
    assert tokens.find(text) is None


def test_only_their_owner_may_read_them(tmp_path: Path) -> None:
    TokenFile(tmp_path).create("Anna", [Scope.WRITE], 90)
    folder = tmp_path / "access"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_another_process_sees_what_was_made_and_revoked(tmp_path: Path) -> None:
    here, there = TokenFile(tmp_path), TokenFile(tmp_path)
    assert there.tokens() == ()
    made, text = here.create("Anna", [Scope.WRITE], 90)
    assert there.find(text) == made
    assert there.holding(made.id) == made
    here.revoke("Anna")
    assert there.find(text) is None
    assert there.holding(made.id) is None
    assert there.tokens()[0].sha256 == ""


def test_a_token_holds_until_its_last_moment(tmp_path: Path) -> None:
    made, _ = TokenFile(tmp_path).create("Anna", [Scope.READ_INTERNAL], days_of("8h"))
    last = datetime.fromisoformat(made.expires)
    assert last - datetime.fromisoformat(made.created) == timedelta(hours=8)
    assert made.holds(last - timedelta(seconds=1))
    assert not made.holds(last)
    assert made.holds(datetime.now(UTC))


def test_a_name_is_free_again_when_its_token_is_revoked(tmp_path: Path) -> None:
    tokens = TokenFile(tmp_path)
    tokens.create("Anna", [Scope.WRITE], 90)
    with pytest.raises(AccessError, match="already"):
        tokens.create(" Anna ", [Scope.WRITE], 90)
    tokens.revoke("Anna")
    second, _ = tokens.create("Anna", [Scope.WRITE], 90)
    assert tokens.revoke("Anna").id == second.id
    with pytest.raises(AccessError, match="no token"):
        tokens.revoke("Anna")


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [
        ("", [Scope.WRITE], 90),
        (LOCAL, [Scope.WRITE], 90),
        ("a\x00b", [Scope.WRITE], 90),
        ("a\u202eb", [Scope.WRITE], 90),
        ("a" * 81, [Scope.WRITE], 90),
        ("Anna", [], 90),
        ("Anna", [Scope.WRITE], 0),
        ("Anna", [Scope.WRITE], 367),
        ("Anna", [Scope.WRITE], float("nan")),
    ],
)
def test_what_cannot_be_meant_makes_no_token(
    tmp_path: Path, name: str, scopes: list[Scope], days: float
) -> None:
    tokens = TokenFile(tmp_path)
    with pytest.raises(AccessError):
        tokens.create(name, scopes, days)
    assert tokens.tokens() == ()


@pytest.mark.parametrize("text", ["90", "d", "0d", "-1d", "1y", "1.5d", "99999d"])
def test_a_span_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(AccessError, match="90d"):
        days_of(text)


def test_a_damaged_file_holds_no_tokens(tmp_path: Path) -> None:
    tokens = TokenFile(tmp_path)
    _, text = tokens.create("Anna", [Scope.READ_INTERNAL], 90)
    path = tmp_path / "access" / "tokens.json"
    path.write_bytes(path.read_bytes().replace(b"read-internal", b"write"))
    with pytest.raises(AccessError, match="cannot be read"):
        tokens.find(text)
    with pytest.raises(AccessError, match="cannot be read"):
        TokenFile(tmp_path).tokens()
