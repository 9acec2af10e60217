"""`log key`, `log publish` and `log timestamp` as the command line says them, with a real witness and authority."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.api.store.anchoring.authority import MadeAuthority
from tests.api.store.anchoring.scripted import scripted
from tests.api.store.test_store_commands import ORIGIN, Shell, shell
from tests.api.store.without_store import without_the_store
from tests.api.witness.process import running
from tests.trail.samples import by_both
from wbmgp_api.vault.opened import open_house
from wbmgp_engine import cli

__all__ = ["shell"]
YEAR = ORIGIN.rpartition("/")[2]


def key(shell: Shell) -> str:
    """The key of the log of every year, as the operator of a witness gets it."""
    code, out, err = shell.run("log", "key", "--every-year", *shell.tenant)
    assert (code, err, out.count("\n")) == (0, "", 1)
    return out.strip()


def test_a_log_is_watched_from_the_command_line(shell: Shell, tmp_path: Path) -> None:
    case = shell.record()
    (tmp_path / "w").mkdir()
    with running(tmp_path / "w", key(shell)) as found:
        witness = ["--witness", found.option]
        code, out, err = shell.run("log", "publish", *witness, *shell.tenant)
        signed, seen = out.splitlines()
        assert (code, err, signed) == (0, "", f"{ORIGIN}: 2 regels, ondertekend")
        assert seen.startswith(f"{ORIGIN}: 2 regels, gezien door getuige.example/w1 om {YEAR}-")
        code, out, err = shell.run("log", "publish", *shell.tenant, "--lang", "en")
        assert (code, out, err) == (0, f"{ORIGIN}: 2 entries, signed\n", "")
        bundle, policy = tmp_path / "b.zip", tmp_path / "policy"
        assert shell.run("log", "export", case, "--out", str(bundle), *shell.tenant)[0] == 0
        exact = shell.run("log", "key", *shell.tenant)[1].strip()
        policy.write_text(f"log {exact}\nwitness w {found.key}\nquorum w\n")
        assert by_both(bundle.read_bytes(), policy.read_bytes()) == 0
        assert cli.run(["log", "verify", str(bundle), "--policy", str(policy)]) == 0
        policy.write_text(f"log {exact}\nwitness w {exact.replace('+A', '+B', 1)}\nquorum w\n")
        assert cli.run(["log", "verify", str(bundle), "--policy", str(policy)]) == 2
        shell.capsys.readouterr()
        # Another witness that is not there holds nothing up, and is told.
        gone = ["--witness", f"{found.key} http://127.0.0.1:9"]
        code, out, err = shell.run("log", "publish", *gone, *witness, *shell.tenant)
        assert (code, out.count("gezien door"), err.startswith("wbmgp: http://127.0.0.1:9/add-checkpoint was not")) == (
            1,
            1,
            True,
        )


BACKED_UP = ("x.db", "x.db.signing.heads")


def test_a_copy_that_was_put_back_stops_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    shell = Shell(url, url, tmp_path, capsys)
    shell.record()
    (tmp_path / "w").mkdir()
    with running(tmp_path / "w", key(shell)) as found:
        # A backup of everything, also of what stands beside the key: only the witness knows better.
        for name in BACKED_UP:
            shutil.copy(tmp_path / name, tmp_path / f"{name}.copy")
        shell.record()
        assert shell.run("log", "publish", "--witness", found.option)[0] == 0
        for name in BACKED_UP:
            shutil.copy(tmp_path / f"{name}.copy", tmp_path / name)
        for _ in range(2):
            code, _, err = shell.run("log", "publish", "--witness", found.option)
            assert code == 1
            assert f"wbmgp: the log {ORIGIN} is stopped: " in err
    code, _, err = shell.run("assess", str(tmp_path / "a.json"))
    assert (code, f"the log {ORIGIN} is stopped: nothing is added to it" in err) == (1, True)


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_a_head_is_stamped_from_the_command_line(shell: Shell, tmp_path: Path) -> None:
    made = MadeAuthority.make(tmp_path / "tsa")
    case = shell.record()
    with scripted(lambda path, query: (200, "application/timestamp-reply", made.answer(query))) as server:
        asked = ["--tsa", server.url, "--tsa-certificate", str(made.certificates), *shell.tenant]
        code, out, err = shell.run("log", "timestamp", *asked)
        assert (code, err, out.startswith(f"{ORIGIN}: 2 regels, tijdstempel van {YEAR}-")) == (0, "", True)
        code, out, err = shell.run("log", "timestamp", *asked, "--lang", "en")
        assert (code, err, out.startswith(f"{ORIGIN}: 2 entries, had a timestamp of {YEAR}-")) == (0, "", True)
    bundle = tmp_path / "b.zip"
    assert shell.run("log", "export", case, "--out", str(bundle), *shell.tenant)[0] == 0
    assert by_both(bundle.read_bytes()) == 0
    assert b"checkpoint.tsr" in bundle.read_bytes()
    shell.record()
    code, out, err = shell.run("log", "timestamp", *asked)
    assert (code, out, "was not reached" in err) == (1, "", True)
    assert shell.run("log", "timestamp", "--tsa", "x", *asked[2:])[:2] == (2, "")


def test_where_there_is_no_log_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    open_house(url, make=True).store.close()
    assert cli.run(["log", "publish", "--database", url, "--lang", "en"]) == 0
    assert capsys.readouterr().out == "There is no log.\n"
    for wrong in (["--witness", "x"], ["--lang", "fy"]):
        assert cli.run(["log", "publish", "--database", url, *wrong]) == 2
        assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "command",
    [["log", "publish"], ["log", "key"], ["log", "timestamp", "--tsa", "http://t/", "--tsa-certificate", "x"]],
)
def test_without_the_extra_the_message_names_it(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_the_store(monkeypatch)
    assert cli.run([*command, "--database", f"sqlite:///{tmp_path}/x.db"]) == 2
    assert "install wbmgp-engine[service]" in capsys.readouterr().err


def test_a_witness_needs_the_extra_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: Any = None
    monkeypatch.delitem(sys.modules, "wbmgp_api.witness.program", raising=False)
    monkeypatch.delattr("wbmgp_api.witness.program", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", gone)
    files = ["--file", str(tmp_path / "w"), "--key", str(tmp_path / "k")]
    assert cli.run(["witness", "serve", *files, "--log", "x"]) == 2
    assert capsys.readouterr().err == "wbmgp: witness: needs the service's parts → install wbmgp-engine[service]\n"
