"""The signing key and the heads beside it belong to one database: with those of another nothing is written and no log stops."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from tests.api.store.test_key_commands import key_file
from tests.api.store.test_store_commands import ORIGIN, Shell, shell  # noqa: F401 -- the fixture
from wbmgp_api.judging import judged
from wbmgp_api.store.key_files import kept_log_key
from wbmgp_api.store.keys import MasterKeys
from wbmgp_engine.trail.checkpoint import Checkpoint

COUNTED = ("log_leaf", "record", "log_checkpoint", "log_key_change", "log_stop")


def beside(shell: Shell, name: str) -> Path:  # noqa: F811
    return key_file(shell).with_name(key_file(shell).name.removesuffix("keys") + name)


def counts(shell: Shell) -> list[int]:  # noqa: F811
    engine = create_engine(shell.owner)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET app.tenant = 'GM0599'")
        found = [int(connection.exec_driver_sql(f"SELECT count(*) FROM {one}").scalar_one()) for one in COUNTED]
    engine.dispose()
    return found


def another_key(shell: Shell) -> Path:  # noqa: F811
    path = beside(shell, "signing")
    path.write_text("ab" * 32, "ascii")
    return path


def heads_of_another(shell: Shell) -> Path:  # noqa: F811
    """The heads as another database has them: of a log of the same name, signed by its own key."""
    folder = shell.folder / "another"
    folder.mkdir()
    (folder / "signing").write_text("cd" * 32, "ascii")
    (folder / "signing").chmod(0o600)
    key, head = kept_log_key(folder / "signing"), Checkpoint(ORIGIN, 1, b"x" * 32)
    assert key.heads is not None
    key.heads.keep(head, *head.signed(key.named(ORIGIN), key.sign).signatures)
    path = beside(shell, "signing.heads")
    path.write_bytes(key.heads.path.read_bytes())
    return path


def another_wrapping_key(shell: Shell) -> Path:  # noqa: F811
    path = key_file(shell)
    path.unlink()
    MasterKeys({1: b"w" * 32}).write(path)
    return path


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("which", [another_key, heads_of_another])
def test_files_of_another_database_write_nothing_and_stop_nothing(
    shell: Shell,  # noqa: F811
    which: Callable[[Shell], Path],
    changed: bool,
) -> None:
    case = shell.record()
    assert not changed or shell.run("keys", "change-signing", *shell.tenant)[0] == 0
    before, own = (
        counts(shell),
        {one: one.read_bytes() for one in (beside(shell, "signing"), beside(shell, "signing.heads"))},
    )
    path = which(shell)
    export = ["log", "export", case, "--out", str(shell.folder / "b.zip"), *shell.tenant]
    for command in (
        ["assess", str(shell.folder / "a.json")], export, ["log", "publish", *shell.tenant], ["log", "key", *shell.tenant],
        ["keys", "change-signing", *shell.tenant], ["replay", case, *shell.tenant],
    ):  # fmt: skip
        code, out, err = shell.run(*command)
        assert (code, out, err.count("\n"), f"{path}: " in err, "back" in err) == (2, "", 1, True, True), command
    assert counts(shell) == before
    assert not beside(shell, "signing.next").exists()
    for one, data in own.items():
        one.write_bytes(data)
    shell.record()
    assert shell.verified() == (0, {ORIGIN: 4 if changed else 3})
    assert shell.run(*export)[0] == 0


def test_the_key_from_before_a_change_is_no_key_to_publish(shell: Shell) -> None:  # noqa: F811
    shell.record()
    path = beside(shell, "signing")
    before = path.read_text("ascii")
    assert shell.run("keys", "change-signing", *shell.tenant)[0] == 0
    path.write_text(before, "ascii")
    code, out, err = shell.run("log", "key", *shell.tenant)
    assert (code, out, f"{path}: was replaced in {ORIGIN}" in err) == (2, "", True)


def test_a_head_of_our_own_that_the_database_lost_still_stops_the_log(shell: Shell) -> None:  # noqa: F811
    shell.record()
    shell.record()
    shell.tamper("DELETE FROM record WHERE seq = 2", "DELETE FROM log_leaf WHERE seq = 2",
                 "DELETE FROM log_checkpoint WHERE size = 3", "UPDATE log_shard SET size = 2")  # fmt: skip
    code, _, err = shell.run("log", "publish", *shell.tenant)
    assert (code, "a head of 3 leaves was signed, and there are 2" in err) == (1, True)


def test_heads_from_before_they_had_a_signature_get_one(shell: Shell) -> None:  # noqa: F811
    shell.record()
    path = beside(shell, "signing.heads")
    whole = path.read_text("utf-8")
    path.write_text(whole.rpartition(",")[0] + "]}", "utf-8")
    assert shell.run("log", "publish", *shell.tenant)[0] == 0
    assert path.read_text("utf-8") == whole


def test_a_log_with_a_row_of_somebody_else_keeps_nobody_from_looking(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    shell.tamper("INSERT INTO log_shard VALUES ('x/gm0599/2020', 'GM0599', 2020, 'closed', 1)")
    forged = Checkpoint("x/gm0599/2020", 1, b"x" * 32)
    key = kept_log_key(another_key_at(shell.folder / "forged"))
    note = bytes(forged.signed(key.named(forged.origin), key.sign)).decode()
    root = "x'" + "78" * 32 + "'" if shell.url.startswith("sqlite") else "'\\x" + "78" * 32 + "'"
    shell.tamper(
        f"INSERT INTO log_checkpoint VALUES ('x/gm0599/2020', 1, 'GM0599', {root}, '{note}', '2020-01-01T00:00:00.000000Z')"
    )
    assert shell.run("replay", case, *shell.tenant)[0] == 0


def another_key_at(path: Path) -> Path:
    path.write_text("ef" * 32, "ascii")
    path.chmod(0o600)
    return path


def test_an_empty_file_is_no_database_to_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    address = f"sqlite:///{tmp_path}/x.db"
    on_file = Shell(address, address, tmp_path, capsys)
    empty = tmp_path / "x.db"
    empty.touch()
    reading = (["replay", "--all"], ["log", "key"], ["log", "publish"], ["keys", "rotate"])
    for command in reading:
        code, out, err = on_file.run(*command)
        assert (code, out, f"{empty}: is empty: it holds no log →" in err) == (2, "", True), command
    assert ({one.name for one in tmp_path.iterdir()}, empty.stat().st_size) == ({"a.json", "x.db"}, 0)
    empty.unlink()
    on_file.record()
    for one in tmp_path.glob("x.db*"):
        if one.name in ("x.db", "x.db-wal", "x.db-shm"):
            one.unlink()
    empty.touch()
    for command in (*reading[:1], ["assess", str(tmp_path / "a.json")], *reading[1:2]):
        code, out, err = on_file.run(*command)
        assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"is empty, and {tmp_path}/x.db.signing.heads holds signed heads of {ORIGIN}" in err
    assert counts(on_file) == [0] * len(COUNTED)


def test_a_database_without_a_log_gets_no_keys_from_who_reads(shell: Shell) -> None:  # noqa: F811
    if shell.url.startswith("sqlite"):
        shell.record()
        shell.tamper(
            "DELETE FROM key_fingerprint", "DELETE FROM log_leaf", "DELETE FROM payload", "DELETE FROM data_key"
        )
        for name in ("keys", "signing", "names"):
            beside(shell, name).unlink()
    code, out, err = shell.run("replay", "--all", *shell.tenant)
    assert (code, out, "is not there, and neither is any log" in err) == (2, "", True)
    assert not any(beside(shell, name).exists() for name in ("keys", "signing", "names"))


@pytest.mark.parametrize("which", [another_key, heads_of_another, another_wrapping_key])
def test_a_service_does_not_start_with_files_of_another_database(
    shell: Shell,  # noqa: F811
    which: Callable[[Shell], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell.record()
    monkeypatch.setenv("WBMGP_DATABASE", shell.url)
    assert judged("127.0.0.1", os.environ)[0] == []
    before, path = counts(shell), which(shell)
    findings, _ = judged("127.0.0.1", os.environ)
    assert [one.place for one in findings] == [str(path)]
    code, out, err = shell.run("serve", "--port", "18096")
    assert (code, out, f"{path}: " in err) == (2, "", True)
    assert counts(shell) == before
    path.unlink()
    if which is not heads_of_another:
        assert [one.problem for one in judged("127.0.0.1", os.environ)[0]] == [
            "is not there, and this database is in use"
        ]


def test_a_service_does_not_start_on_a_database_that_was_emptied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{tmp_path}/x.db"
    Shell(address, address, tmp_path, capsys).record()
    for one in ("x.db", "x.db-wal", "x.db-shm"):
        (tmp_path / one).unlink(missing_ok=True)
    (finding,) = judged("127.0.0.1", {"WBMGP_DATABASE": address})[0]
    assert (finding.place, "holds signed heads of" in finding.problem) == ("--database", True)
    assert not (tmp_path / "x.db").exists()


def test_heads_that_are_gone_from_beside_the_key_are_missed(shell: Shell) -> None:  # noqa: F811
    shell.record()
    words = {"nl": "Bescherming ontbreekt: naast de sleutel", "en": "Protection missing: no signed head"}
    beside(shell, "signing.heads").rename(shell.folder / "moved")
    for lang, said in words.items():
        code, out, _ = shell.run("log", "verify", *shell.tenant, "--lang", lang)
        assert (code, said in out) == (0, True)
    asked = ("log", "verify", *shell.tenant, "--format", "json")
    assert [one["standNaastSleutel"] for one in json.loads(shell.run(*asked)[1])["logboeken"]] == [False]
    (shell.folder / "moved").rename(beside(shell, "signing.heads"))
    assert not any(said in shell.run("log", "verify", *shell.tenant, "--lang", lang)[1] for lang, said in words.items())
    assert [one["standNaastSleutel"] for one in json.loads(shell.run(*asked)[1])["logboeken"]] == [True]
    policy = shell.folder / "policy"
    policy.write_text(f"log {shell.run('log', 'key', *shell.tenant)[1]}quorum none\n", "utf-8")
    said_by = json.loads(shell.run(*asked, "--policy", str(policy))[1])
    assert [one["standNaastSleutel"] for one in said_by["logboeken"]] == [None]


def test_a_database_of_something_else_gets_no_tables_from_who_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{tmp_path}/x.db"
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE something (else_ TEXT)")
    engine.dispose()
    code, out, err = Shell(address, address, tmp_path, capsys).run("replay", "--all")
    assert (code, out, "it holds no log" in err) == (2, "", True)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["something"]
    assert not (tmp_path / "x.db.keys").exists()
