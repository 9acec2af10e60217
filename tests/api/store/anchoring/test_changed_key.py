"""The whole road of a new signing key: the log changes it, the witness refuses, its operator takes it in, it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.store.test_store_commands import ORIGIN, Shell, shell  # noqa: F401 -- the fixture
from tests.api.witness.process import running
from tests.trail.samples import by_both
from wbmgp_engine import cli


@pytest.mark.parametrize("reason", ["wissel", "gelekt"])
def test_a_witness_goes_on_under_the_new_key_and_bundles_of_before_and_after_hold(
    shell: Shell,  # noqa: F811
    tmp_path: Path,
    reason: str,
) -> None:
    (tmp_path / "w").mkdir()
    before = shell.record()
    known = shell.run("log", "key", "--every-year", *shell.tenant)[1].strip()
    with running(tmp_path / "w", known) as witness:
        publish = ["log", "publish", "--witness", witness.option, *shell.tenant]
        assert shell.run(*publish)[0] == 0
        code, said, err = shell.run("keys", "change-signing", "--reason", reason)
        assert (code, err) == (0, "")
        new = shell.run("log", "key", *shell.tenant)[1].strip()
        assert f"wbmgp witness change-key wissel.txt --file witness.db --key '{new}'" in said
        after = shell.record()
        code, _, err = shell.run(*publish)
        assert (code, "after a change of the key by `wbmgp witness change-key`" in err) == (1, True)
        notes = tmp_path / "wissel.txt"
        code, text, err = shell.run("log", "key", "--changes", *shell.tenant)
        assert (code, err) == (0, "")
        notes.write_text(text, "utf-8")
        given = ["--file", str(tmp_path / "w" / "witness.db"), "--key", new]
        assert cli.run(["witness", "change-key", str(notes), *given]) == 0
        assert f"{ORIGIN}: up to 2 entries" in shell.capsys.readouterr().out
        code, said, err = shell.run(*publish)
        assert (code, err, "gezien door getuige.example/w1" in said) == (0, "", True)
    for case in (before, after):
        out = tmp_path / f"{case}.zip"
        assert shell.run("log", "export", case, "--out", str(out), *shell.tenant)[0] == 0
        assert by_both(out.read_bytes()) == 0
    assert shell.run("log", "verify", *shell.tenant)[0] == 0
