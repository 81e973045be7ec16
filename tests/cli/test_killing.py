"""kill -9 at random moments: nothing that was acknowledged is lost, nothing is there by half."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.killing import Rounds

_ROUNDS = 20


@pytest.mark.slow
def test_a_killed_service_and_a_killed_ingest_lose_nothing_and_come_back(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, seed=20)
    assert len(list(rounds.run(_ROUNDS))) == _ROUNDS
    assert rounds.acknowledged > _ROUNDS
    assert rounds.interrupted > _ROUNDS / 2
    assert len(rounds.back) == _ROUNDS
