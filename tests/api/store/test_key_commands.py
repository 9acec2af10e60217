"""`wbmgp keys` on both databases: a new wrapping key, the old one destroyed, and a change that was broken off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.store.test_store_commands import ORIGIN, Shell, shell  # noqa: F401 -- the fixture
from tests.api.store.without_store import without_the_store
from tests.trail.samples import by_both
from wbmgp_api.secret_files import keep_secret
from wbmgp_api.store.keys import MasterKeys


def key_file(shell: Shell) -> Path:  # noqa: F811
    return shell.folder / ("x.db.keys" if shell.url.startswith("sqlite") else "keys/keys")


def test_a_new_wrapping_key_and_the_end_of_the_old_one(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    old = MasterKeys.read(key_file(shell)).keys[1]
    code, out, err = shell.run("keys", "rotate", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "GM0599: 6 keys wrapped again"
    assert "wbmgp keys destroy 1" in out
    assert MasterKeys.read(key_file(shell)).keys.keys() == {1, 2}
    code, out, err = shell.run("keys", "destroy", "1", "--by", "anne")
    assert (code, err, out.startswith("Tijdvak 1 is vernietigd.")) == (0, "", True)
    assert MasterKeys.read(key_file(shell)).keys.keys() == {2}
    held = b"".join(path.read_bytes() for path in key_file(shell).parent.iterdir())
    assert old not in held
    assert shell.run("log", "verify", *shell.tenant)[0] == 0
    assert shell.run("replay", case, *shell.tenant)[:2][0] == 0
    again = shell.record()
    assert shell.run("replay", again, *shell.tenant)[1].splitlines()[-1] == "1 beoordeling, 1 gelijk"


def test_one_person_stays_one_person_when_the_keys_change(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    reason = ("--ground", "vergissing", "--reference", "a", "--by", "anne", "--lang", "en")
    order = shell.run("erase", case, "--categories", "spoor", *reason, *shell.tenant)[1].split("Order: ")[1].split()[0]
    shell.run("keys", "rotate")
    code, out, err = shell.run("retention", "approve", order, "--by", "anne", *shell.tenant)
    assert (code, out, "let another person do that" in err) == (2, "", True)


def test_a_key_that_is_needed_stays(shell: Shell) -> None:  # noqa: F811
    shell.record()
    for epoch in ("1", "2", "x"):
        assert shell.run("keys", "destroy", epoch)[:2] == (2, "")
    assert MasterKeys.read(key_file(shell)).keys.keys() == {1}


def test_a_change_that_was_broken_off_is_finished(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    shell.record()
    for broken in ("end_older", "rewrap_some"):
        with monkeypatch.context() as patch:
            patch.setattr(f"wbmgp_api.store.rewrapping.{broken}", None)
            assert shell.run("keys", "rotate")[0] == 1
        assert MasterKeys.read(key_file(shell)).keys.keys() == {1, 2}
        assert shell.run("keys", "destroy", "1")[0] == 2
    assert shell.run("keys", "rotate")[1].startswith("GM0599: 6 sleutels opnieuw ingepakt\nTijdvak 2 ")
    assert shell.run("keys", "rotate")[1].startswith("GM0599: 12 sleutels opnieuw ingepakt\nTijdvak 3 ")
    for epoch in ("1", "2"):
        assert shell.run("keys", "destroy", epoch)[0] == 0
    assert shell.run("log", "verify", *shell.tenant)[0] == 0


def test_without_the_extra_the_message_names_it(
    shell: Shell,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_the_store(monkeypatch)
    code, out, err = shell.run("keys", "rotate")
    assert (code, out, "install wbmgp-engine[service]" in err) == (2, "", True)


def test_a_new_key_signs_every_log(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    before = shell.run("log", "key", *shell.tenant)[1]
    secret = key_file(shell).with_name(key_file(shell).name.replace("keys", "signing"))
    old = secret.read_bytes()
    code, out, err = shell.run("keys", "change-signing", "--reason", "gelekt", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{ORIGIN}: signed by a new key"
    assert out.splitlines()[-1].startswith("The old key leaked.")
    assert shell.run("log", "key", *shell.tenant)[1] != before
    held = b"".join(path.read_bytes() for path in secret.parent.iterdir())
    assert (old in held, secret.with_name(f"{secret.name}.next").exists()) == (False, False)
    assert shell.verified() == (0, {ORIGIN: 3})
    assert shell.run("log", "export", case, "--out", str(shell.folder / "b.zip"), *shell.tenant)[0] == 0
    assert by_both((shell.folder / "b.zip").read_bytes()) == 0
    shell.record()
    between = shell.run("log", "key", *shell.tenant)[1]
    assert shell.run("keys", "change-signing", *shell.tenant)[0] == 0
    assert shell.verified() == (0, {ORIGIN: 5})
    assert shell.run("log", "export", case, "--out", str(shell.folder / "c.zip"), *shell.tenant)[0] == 0
    for known in (before, between, shell.run("log", "key", *shell.tenant)[1]):
        assert by_both((shell.folder / "c.zip").read_bytes(), f"log {known}quorum none\n".encode()) == 0
    assert shell.run("keys", "change-signing", "--reason", "zomaar")[:2] == (2, "")


def test_a_change_of_the_signing_key_that_was_broken_off_is_finished(
    shell: Shell,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell.record()
    for broken in ("_change", "replace_secret"):
        with monkeypatch.context() as patch:
            patch.setattr(f"wbmgp_api.vault.signing_keys.{broken}", None)
            assert shell.run("keys", "change-signing")[0] == 1
    code, out, err = shell.run("assess", str(shell.folder / "a.json"))
    assert (code, out, "signing: was replaced in" in err) == (2, "", True)
    assert shell.run("keys", "change-signing")[0] == 0
    # What the old key would have signed was refused before it was recorded.
    assert shell.verified() == (0, {ORIGIN: 3})


def test_a_key_that_is_in_its_place_already_is_not_changed_again(shell: Shell) -> None:  # noqa: F811
    shell.record()
    secret = key_file(shell).with_name(key_file(shell).name.replace("keys", "signing"))
    keep_secret(secret.with_name(f"{secret.name}.next"), secret.read_text("ascii"))
    before = shell.run("log", "key", *shell.tenant)[1]
    assert shell.run("keys", "change-signing")[0] == 0
    assert shell.run("log", "key", *shell.tenant)[1] == before
    assert shell.verified() == (0, {ORIGIN: 2})
    assert not secret.with_name(f"{secret.name}.next").exists()


def test_a_stopped_log_is_looked_at_first(shell: Shell) -> None:  # noqa: F811
    shell.record()
    shell.tamper("UPDATE log_shard SET state = 'stopped'")
    code, out, err = shell.run("keys", "change-signing")
    assert (code, out, "is stopped" in err) == (1, "", True)
    assert not list(key_file(shell).parent.glob("*.next"))


@pytest.mark.parametrize("name", ["keys", "signing", "names"])
def test_a_lost_key_file_is_told_and_never_made_anew(shell: Shell, name: str) -> None:  # noqa: F811
    case = shell.record()
    lost = key_file(shell).with_name(key_file(shell).name.removesuffix("keys") + name)
    before = lost.read_bytes()
    lost.unlink()
    for command in (["assess", str(shell.folder / "a.json")], ["replay", case, *shell.tenant]):
        code, out, err = shell.run(*command)
        assert (code, out, "is not there, and this database is in use" in err) == (2, "", True)
    assert not lost.exists()
    lost.write_bytes(before)
    lost.chmod(0o600)
    assert shell.run("replay", case, *shell.tenant)[0] == 0


def test_the_signing_key_of_another_database_stops_nothing(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    path = key_file(shell).with_name(key_file(shell).name.removesuffix("keys") + "signing")
    before = path.read_text("ascii")
    path.write_text("ab" * 32, "ascii")
    export = ["log", "export", case, "--out", str(shell.folder / "b.zip"), *shell.tenant]
    for command in (["assess", str(shell.folder / "a.json")], export):
        code, out, err = shell.run(*command)
        assert (code, out, f"{path}: is not the signing key of {ORIGIN}" in err) == (2, "", True)
    path.write_text(before, "ascii")
    assert shell.verified() == (0, {ORIGIN: 2})
    assert shell.run(*export)[0] == 0
