"""What no statement of a tenant can do, but a failing disk or a hand in the file can: named by verification, never a crash."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import create_engine

from tests.commands.samples import garib
from tests.torture.insider import Insider, Town
from wbmgp_engine import cli


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


def test_the_command_line_says_so_without_the_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    (tmp_path / "a.json").write_text(garib(), "utf-8")
    assert cli.run(["assess", str(tmp_path / "a.json"), "--database", url]) == 0
    with create_engine(url).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER log_shard_keeps")
        connection.exec_driver_sql("UPDATE log_shard SET tenant = CAST(x'474d30ff3939' AS TEXT)")
    capsys.readouterr()
    assert cli.run(["log", "verify", "--database", url, "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    assert "table log_shard: holds a row whose tenant is no text" in said.out
    assert "GM0\\xff" not in said.out and "0ÿ" not in said.out
    assert cli.run(["replay", "--all", "--database", url]) == 1
    said = capsys.readouterr()
    assert "database: it cannot be read or written: Could not decode to UTF-8 column 'tenant'" in said.err
    assert "GM0" not in said.err
