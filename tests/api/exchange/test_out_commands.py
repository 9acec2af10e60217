"""`wbmgp exchange vera`, `vera-codes` and `zgw` over a database with its keys."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from tests.api.cases.working import Clock, Desk
from tests.api.exchange.test_vera_codes import HEAD
from tests.api.service.asking import TENANT, service
from tests.modes import PRIVATE_FILE, PRIVATE_FOLDER, modes, usual_umask
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.settings import Settings
from wbmgp_api.vault.opened import open_house
from wbmgp_engine.cli import run


@dataclass
class Shell:
    """A database at the command line, with a case that was granted and sent."""

    url: str
    folder: Path
    case: str

    def looks(self) -> int:
        """How often somebody looked in a case, as the log says."""
        with closing(sqlite3.connect(self.folder / "zaken.db")) as connection:
            (count,) = connection.execute("SELECT count(*) FROM record WHERE type = 'inzage'").fetchone()
        return int(count)

    def run(self, name: str, *more: str, case: str | None = None) -> int:
        return run(["exchange", name, case or self.case, "--database", self.url, *more])


@pytest.fixture
def shell(issuer: LocalIssuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    url, clock = f"sqlite:///{tmp_path}/zaken.db", Clock()
    house = open_house(url, make=True)
    monkeypatch.setattr("wbmgp_api.vault.at_hand.time", SimpleNamespace(time=clock))
    monkeypatch.delenv("WBMGP_ACCOUNT", raising=False)
    kept = {"store": house.store, "recorder": house.recorder("wbmgp.example"), "names": house.names, "clock": clock}
    with service(issuer, Settings(), **kept) as asking:
        case = Desk(asking, clock).sent(None, "verlenen")
    house.store.close()  # one process at a time writes in a file
    return Shell(url, tmp_path, case)


def test_an_outcome_is_printed_or_written_and_the_log_says_who_looked(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    before = shell.looks()
    assert shell.run("vera") == 0
    printed = json.loads(capsys.readouterr().out)
    assert shell.run("vera", "--out", str(shell.folder / "uit.json")) == 0
    assert json.loads((shell.folder / "uit.json").read_text()) == printed
    told = {one["naam"]: one["waarde"] for one in printed["bericht"]["aanbieding"]["extra-attributen"]}
    assert told == {"wbmgpUitkomst": "verlenen", "wbmgpVerzonden": "2026-11-18"}
    assert shell.looks() == before + 2
    assert shell.run("vera", "--out", str(shell.folder / "uit.json")) == 2
    assert "uit.json" in capsys.readouterr().err


def test_a_package_is_a_folder_or_a_zip_with_the_same_files(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert shell.run("zgw", "--out", str(shell.folder / "map")) == 0
    assert "selectielijstklasse" in capsys.readouterr().err
    assert shell.run("zgw", "--out", str(shell.folder / "zaak.zip")) == 0
    with ZipFile(shell.folder / "zaak.zip") as file:
        packed = {name: file.read(name) for name in file.namelist()}
    there = [path for path in (shell.folder / "map").rglob("*") if path.is_file()]
    assert {path.relative_to(shell.folder / "map").as_posix(): path.read_bytes() for path in there} == packed
    assert json.loads(packed["zaken/zaak-01.json"])["bronorganisatie"] == "999990019"


def test_only_the_owner_reads_what_was_written(shell: Shell) -> None:
    with usual_umask():
        for name, out in (("vera", "uit.json"), ("zgw", "zaak.zip"), ("zgw", "map")):
            assert shell.run(name, "--out", str(shell.folder / out)) == 0
    assert modes(shell.folder / "uit.json") | modes(shell.folder / "zaak.zip") == PRIVATE_FILE
    assert modes(shell.folder / "map") == PRIVATE_FOLDER


@pytest.mark.parametrize("name", ["vera", "zgw"])
def test_a_case_that_is_not_there_is_bad_input(shell: Shell, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = shell.folder / "uit"
    assert shell.run(name, "--out", str(out), case="0" * 32) == 2
    assert (capsys.readouterr().out, out.exists()) == ("", False)
    assert shell.run(name, "--out", str(out), "--tenant", "GM0001") == 2


def test_without_an_rsin_nothing_is_written(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    account = shell.folder / "verantwoording.yaml"
    account.write_text(f"gemeenten:\n  {TENANT}:\n    naam: Gemeente Voorbeeldstad\n")
    assert shell.run("zgw", "--out", str(shell.folder / "map"), "--account", str(account)) == 2
    assert "rsin" in capsys.readouterr().err
    assert not (shell.folder / "map").exists()


def test_what_is_there_is_never_written_over(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "map").mkdir()
    assert shell.run("zgw", "--out", str(shell.folder / "map")) == 2
    assert shell.run("zgw", "--out", str(shell.folder / "nergens" / "map")) == 2
    assert "nergens" in capsys.readouterr().err
    assert list((shell.folder / "map").iterdir()) == []


def test_a_code_list_is_held_beside_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = tmp_path / "Referentiedata.csv"
    theirs.write_text(f"{HEAD}CLUSTERSOORT;WGP;Wbmgp oud;;17-4-2026;;;Vastgoed\n", encoding="utf-8-sig")
    assert run(["exchange", "vera-codes", str(theirs), "--on", "2026-11-22", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["verschillen"]
    of = {one["code"]: one["verschil"] for one in found if one["soort"] == "CLUSTERSOORT"}
    assert of.pop("WGP") == "hernoemd" and set(of.values()) == {"ontbreekt"}
    assert {one["verschil"] for one in found if one["soort"] != "CLUSTERSOORT"} == {"ontbreekt"}
    assert run(["exchange", "vera-codes", str(theirs), "--on", "2026-11-22"]) == 0
    assert "hernoemd: CLUSTERSOORT WGP: Wbmgp heet daar Wbmgp oud" in capsys.readouterr().out
    theirs.write_bytes(b"\xff\xfe")
    assert run(["exchange", "vera-codes", str(theirs)]) == 2
    assert run(["exchange", "vera-codes", str(tmp_path / "nergens.csv")]) == 2
