"""`wbmgp archive` and `wbmgp publish bundle` over the example municipality, as the command line says them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import create_engine, text

from tests.api.service.test_example import address, service
from tests.api.store.without_store import without_the_store
from tests.modes import PRIVATE_FOLDER, modes, usual_umask
from wbmgp_api.example.seeding import seeded
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.vault.opened import open_house
from wbmgp_engine import cli

Said = tuple[int, str, str]


class Shell:
    """The command line over the example."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def run(self, *words: str) -> Said:
        code = cli.run(list(words))
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def archive(self, name: str, *words: str) -> Said:
        return self.run(
            "archive", "export", "--database", address(self.folder), "--out", str(self.folder / name), *words
        )

    def publish(self, name: str, *words: str) -> Said:
        out = str(self.folder / name)
        return self.run("publish", "bundle", "--database", address(self.folder), "--out", out, *words)

    def rows(self, asked: str) -> list[str]:
        engine = create_engine(address(self.folder))
        with engine.connect() as connection:
            found = [str(one) for one in connection.execute(text(asked)).scalars()]
        engine.dispose()
        return found


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stad")
    house = open_house(address(folder), make=True)
    assert seeded(service(house), LocalIssuer.at(folder / "uitgever"))
    house.store.close()
    return folder


@pytest.fixture
def shell(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name in ("WBMGP_KEYS", "WBMGP_ACCOUNT"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(town, tmp_path, dirs_exist_ok=True)
    return Shell(tmp_path, capsys)


def test_closed_cases_of_the_example_are_taken_out_and_hold(shell: Shell) -> None:
    (closed,) = shell.rows("SELECT case_id FROM case_ending")
    code, out, err = shell.archive("uit", "--closed-before", "2035-01-01", "--by", "anne")
    overview = (shell.folder / "uit/overzicht.json").read_bytes()
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"1 zaak uitgevoerd naar {shell.folder}/uit, met 2 regelboeken en regelmotoren.",
        f"overzicht.json: sha256 {hashlib.sha256(overview).hexdigest()}",
    ]
    assert [one["zaak"] for one in json.loads(overview)["zaken"]] == [closed]
    assert json.loads(overview)["naam"] == "Gemeente Voorbeeldstad"
    said = f"{out.splitlines()[1]}\n3 mappen kloppen.\n"
    given = ("--overview", hashlib.sha256(overview).hexdigest())
    assert shell.run("archive", "verify", str(shell.folder / "uit"), *given) == (0, said, "")
    looked = [json.loads(one) for one in shell.rows("SELECT CAST(leaf_bytes AS TEXT) FROM log_leaf ORDER BY seq")]
    last = [one for one in looked if one["type"] == "inzage" and one.get("zaak_ref") == closed]
    assert {(one["rol"], one["oorsprong"]) for one in last[-3:]} == {("jurist", "opdrachtregel")}
    assert shell.run("log", "verify", "--database", address(shell.folder))[0] == 0
    asked = f"SELECT activity FROM verwerkingslog WHERE case_id = '{closed}' AND actor_role = 'jurist'"
    lines = shell.rows(asked)
    assert lines and {one.rpartition(":")[0] for one in lines} == {"urn:wbmgp:verwerking:archivering"}


def test_only_the_owner_reads_an_export_and_all_what_is_published(shell: Shell) -> None:
    with usual_umask():
        assert shell.archive("uit", "--closed-before", "2035-01-01")[0] == 0
        assert shell.publish("publicatie.zip")[0] == 0
    assert modes(shell.folder / "uit") == PRIVATE_FOLDER
    assert modes(shell.folder / "publicatie.zip") == {("file", "0o644")}


def test_what_was_changed_in_an_export_is_told_with_exit_1(shell: Shell) -> None:
    shell.archive("uit", "--closed-before", "2035-01-01")
    (letter,) = (shell.folder / "uit").rglob("verloop.json")
    letter.write_bytes(b"[]")
    code, out, err = shell.run("archive", "verify", str(shell.folder / "uit"), "--lang", "en")
    assert (code, err) == (1, "") and "data/verloop/verloop.json: has another sha256" in out
    assert out.splitlines()[-1].startswith("DOES NOT HOLD: ")


def test_a_name_that_is_no_text_is_told_and_does_not_steer_a_terminal(shell: Shell) -> None:
    shell.archive("uit", "--closed-before", "2035-01-01")
    (letter,) = (shell.folder / "uit").rglob("verloop.json")
    for name in (b"\xff\xfe.txt", b"\x1b[2J.txt", "\u202etxt.exe".encode()):
        Path(os.fsdecode(os.fsencode(letter.parent) + b"/" + name)).touch()
    code, out, err = shell.run("archive", "verify", str(shell.folder / "uit"))
    assert (code, err) == (1, "")
    assert "\x1b" not in out and "\u202e" not in out and out.encode()


def test_a_case_that_may_not_go_is_refused_and_nothing_is_written(shell: Shell) -> None:
    (open_case, *_) = shell.rows("SELECT case_id FROM case_state WHERE status = 'ontvangen'")
    (closed,) = shell.rows("SELECT case_id FROM case_ending")
    code, out, err = shell.archive("uit", "--case", closed, "--case", open_case)
    assert (code, out) == (2, "") and f"--case {open_case}: does not go to an archive: it is not closed" in err
    assert not (shell.folder / "uit").exists()
    for words, said in (
        ((), "give one of the two"), (("--case", closed, "--closed-before", "2030-01-01"), "give one of the two"),
        (("--closed-before", "2001-01-01"), "no case that ended before it may go"), (("--closed-before", "x"), "--closed-before"),
        (("--case", closed, "--tenant", "GM0001"), "--tenant"),
    ):  # fmt: skip
        code, out, err = shell.archive("uit", *words)
        assert (code, out, said in err) == (2, "", True), err
    (shell.folder / "vol").mkdir()
    assert "exists already" in shell.archive("vol", "--case", closed)[2]
    assert "cannot be written" in shell.archive("nergens/uit", "--case", closed)[2]
    assert "is no export" in shell.run("archive", "verify", str(shell.folder / "vol"))[2]


def test_the_publication_is_written_once_and_is_the_same(shell: Shell) -> None:
    words = ("--municipality", "GM9999", "--on", "2026-11-22")
    code, out, err = shell.publish("a.zip", *words)
    assert code == 0 and "settings of development" in err
    data = (shell.folder / "a.zip").read_bytes()
    assert out == f"{shell.folder}/a.zip: sha256 {hashlib.sha256(data).hexdigest()}\n"
    assert shell.publish("b.zip", *words)[0] == 0 and (shell.folder / "b.zip").read_bytes() == data
    cases = shell.rows("SELECT id FROM case_file")
    with ZipFile(shell.folder / "a.zip") as file:
        whole = b"".join(file.read(name) for name in file.namelist())
        assert "aanwijzingen/voorbeeldwijk-artikel-8-065eb3fb.json" in file.namelist()
    assert cases and not [one for one in (*cases, "VB-11", "Dorpsstraat") if one.encode() in whole]
    assert "exists already" in shell.publish("a.zip", *words)[2]
    assert "there is no simulation" in shell.publish("c.zip", *words, "--simulation", "0" * 32)[2]
    assert not (shell.folder / "c.zip").exists()


@pytest.mark.parametrize("words", [["bundle"], ["yearly-report", "--year", "2025"], ["dpia-annex"]])
def test_a_municipality_that_is_not_in_the_database_gets_no_document_of_zeros(shell: Shell, words: list[str]) -> None:
    out = shell.folder / "niemand"
    asked = ["--municipality", "GM0001", "--database", address(shell.folder), "--out", str(out)]
    code, said, err = shell.run("publish", *words, *asked)
    assert (code, said, out.exists()) == (2, "", False)
    assert err == "wbmgp: --municipality: 'GM0001' has no log here → name one that has, as GM0599\n"


def test_without_the_extra_the_message_names_it(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    without_the_store(monkeypatch)
    assert "install wbmgp-engine[service]" in shell.archive("uit", "--case", "0" * 32)[2]
