"""A database knows its keys: with others it is not opened, nothing is written, and with its own everything goes on."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.api.store.test_key_commands import key_file
from tests.api.store.test_store_commands import Shell, shell  # noqa: F401 -- the fixture
from wbmgp_api.store import fingerprints
from wbmgp_api.store.keys import MasterKeys

ONE, TWO, THREE = (bytes([number]) * 32 for number in (1, 2, 3))
COUNTED = ("log_leaf", "record", "payload", "data_key", "key_fingerprint", "log_checkpoint")


def names_file(shell: Shell) -> Path:  # noqa: F811
    return key_file(shell).with_name(key_file(shell).name.removesuffix("keys") + "names")


def counts(shell: Shell) -> list[int]:  # noqa: F811
    engine = create_engine(shell.owner)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET app.tenant = 'GM0599'")
        found = [int(connection.exec_driver_sql(f"SELECT count(*) FROM {one}").scalar_one()) for one in COUNTED]
    engine.dispose()
    return found


def other(path: Path) -> str:
    """Another key of the same form in the place of a file; the old text."""
    before = path.read_text("ascii")
    path.unlink()
    if path.name.endswith("keys"):
        MasterKeys({1: sha256(b"another").digest()}).write(path)
    else:
        path.write_text("ab" * 32, "ascii")
        path.chmod(0o600)
    return before


def put_back(path: Path, text: str) -> None:
    path.write_text(text, "ascii")


@pytest.mark.parametrize("which", [key_file, names_file])
def test_other_keys_open_nothing_and_write_nothing(shell: Shell, which: type) -> None:  # noqa: F811
    case = shell.record()
    before, path = counts(shell), which(shell)
    own = other(path)
    for command in (["assess", str(shell.folder / "a.json")], ["replay", case, *shell.tenant], ["keys", "rotate"]):
        code, out, err = shell.run(*command)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert f"{path}: these are not the keys of this database → put the key files of this database back" in err
    assert counts(shell) == before
    put_back(path, own)
    assert shell.run("replay", case, *shell.tenant)[0] == 0
    shell.record()


@pytest.mark.parametrize("which", [key_file, names_file])
def test_a_database_from_before_is_bound_at_the_first_opening(shell: Shell, which: type) -> None:  # noqa: F811
    case = shell.record()
    shell.tamper("DELETE FROM key_fingerprint")
    own = other(key_file(shell))
    code, out, err = shell.run("replay", case, *shell.tenant)
    assert (code, out, "these are not the keys of this database" in err) == (2, "", True)
    assert counts(shell)[4] == 0, "keys that open nothing are bound to nothing"
    put_back(key_file(shell), own)
    assert shell.run("replay", case, *shell.tenant)[0] == 0
    assert counts(shell)[4] == 2
    other(which(shell))
    assert shell.run("replay", case, *shell.tenant)[0] == 2


def test_a_key_file_from_before_a_rotation_is_not_that_of_the_database(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    before = key_file(shell).read_text("ascii")
    assert shell.run("keys", "rotate")[0] == 0
    now = key_file(shell).read_text("ascii")
    put_back(key_file(shell), before)
    code, out, err = shell.run("replay", case, *shell.tenant)
    assert (code, out, "these are not the keys of this database" in err) == (2, "", True)
    put_back(key_file(shell), now)
    assert shell.run("keys", "destroy", "1")[0] == 0
    assert shell.run("replay", case, *shell.tenant)[0] == 0


def test_a_fingerprint_says_nothing_of_its_key_and_is_another_for_each() -> None:
    found = fingerprints.of(MasterKeys({1: ONE, 2: TWO}), THREE)
    assert sorted(found) == [("keys", 1), ("keys", 2), ("names", 0)]
    assert len({*found.values(), ONE, TWO, THREE, sha256(ONE).digest()}) == 7
    assert found == fingerprints.of(MasterKeys({1: ONE, 2: TWO}), THREE)


@pytest.mark.parametrize(
    ("known", "given", "other"),
    [
        ({}, {1: ONE}, None),
        ({1: ONE}, {1: ONE}, None),
        ({1: ONE}, {1: ONE, 2: TWO}, None),
        ({1: ONE, 2: TWO}, {2: TWO}, None),
        ({1: ONE}, {2: TWO}, None),
        ({1: ONE}, {1: TWO}, "keys"),
        ({1: ONE, 2: TWO}, {1: ONE}, "keys"),
        ({1: ONE, 2: TWO}, {1: ONE, 3: THREE}, "keys"),
        ({1: ONE, 2: TWO}, {1: THREE, 2: TWO}, "keys"),
    ],
)
def test_which_epochs_belong_together(known: dict[int, bytes], given: dict[int, bytes], other: str | None) -> None:
    before = fingerprints.of(MasterKeys(known), THREE) if known else {}
    assert fingerprints.foreign(before, fingerprints.of(MasterKeys(given), THREE)) == other
    if known:
        assert fingerprints.foreign(before, fingerprints.of(MasterKeys(given), ONE)) == "names"
