"""What no statement of a tenant can do, but a failing disk or a hand in the file can: named by verification, never a crash."""

from __future__ import annotations

from random import Random

import pytest

from tests.torture.insider import Insider, Town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("town"), Random(1))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE log_shard SET state = 'opem'", "is in no state that a log has: 'opem'"),
        ("UPDATE record SET outcome = CAST(x'ff' AS TEXT) WHERE seq = 2", "cannot be read further: Could not decode"),
        ("UPDATE log_checkpoint SET note = CAST(x'ff' AS TEXT)", "cannot be read further: Could not decode"),
        ("UPDATE log_cosignature SET tenant = 'GM0001'", "stand under GM0001"),
        ("UPDATE log_timestamp SET tenant = 'GM0001'", "stand under GM0001"),
    ],
)
def test_damage_is_named(town: Town, statement: str, said: str) -> None:
    insider = Insider(town)
    assert insider.findings(town.outside) == []
    with insider.attempt():
        insider.run(statement)
        assert any(said in finding for finding in insider.findings(town.outside))
    assert insider.findings(town.outside) == []
    insider.close()
