"""`wbmgp publish`: documents of account on the command line, and what is missing as exit code 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.oversight.filled import Filled, Made
from wbmgp_api.accountability.documents import DOCUMENTS
from wbmgp_api.accountability.fields import faults
from wbmgp_api.commands.publishing import COMMANDS
from wbmgp_api.vault.opened import opened
from wbmgp_engine import cli

Said = tuple[int, str, str]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine."""
    for name in ("WBMGP_ACCOUNT", "WBMGP_MODE", "WBMGP_KEYS", "WBMGP_FOUR_EYES"):
        monkeypatch.delenv(name, raising=False)


def publish(capsys: pytest.CaptureFixture[str], *arguments: str) -> Said:
    code = cli.run(["publish", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_every_document_has_its_command() -> None:
    assert {document for document, _ in COMMANDS.values()} == set(DOCUMENTS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_is_read_by_programs_and_by_people(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = publish(capsys, command, "--municipality", "GM9999", "--on", "2026-11-22")
    assert code == 0 and json.loads(out) and "settings of development" in err
    code, out, _ = publish(capsys, command, "--on", "2026-11-22", "--format", "markdown")
    assert code == 0 and out.startswith("# ") and "\n## " in out


def test_the_entry_is_written_to_a_file_that_was_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "inschrijving.json"
    assert publish(capsys, "algorithm-register", "--out", str(out))[0] == 0
    assert faults(json.loads(out.read_text("utf-8"))) == []
    code, _, err = publish(capsys, "algorithm-register", "--out", str(out))
    assert code == 2 and "exists already" in err


@pytest.mark.parametrize("format", ["json", "markdown"])
def test_what_is_required_and_not_told_is_said_with_its_place(
    format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "v.yaml"
    own.write_text("gemeenten: {GM0002: {naam: Gemeente B}}", "utf-8")
    code, out, err = publish(capsys, "algorithm-register", "--account", str(own), "--format", format)
    assert (code, out) == (2, "")
    assert "gemeenten.GM0002.email: is not told" in err and "gemeenten.GM0002.status: is not told" in err
    code, _, err = publish(capsys, "ai-act-note", "--account", str(own))
    assert code == 0 and "Not told yet, so not in it: impacttoetsen, dpia" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--municipality", "GM1"], "'GM1' is no municipality"),
        (["--format", "pdf"], "use json, markdown"),
        (["--on", "22-11-2026"], "--on"),
        (["--on", "2001-01-01"], "no law lets anybody refuse"),
        (["--account", "nergens.yaml"], "cannot be read"),
        (["--database", "sqlite:///nergens.db"], "nergens.db"),
    ],
)
def test_what_cannot_be_used_is_exit_2_with_a_fix(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = publish(capsys, "algorithm-register", *arguments)
    assert (code, out) == (2, "") and said in err and "Traceback" not in err


def test_more_municipalities_in_a_file_ask_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "v.yaml"
    own.write_text("gemeenten: {GM0002: {naam: B}, GM0003: {naam: C}}", "utf-8")
    code, _, err = publish(capsys, "processing-register", "--account", str(own))
    assert code == 2 and "--municipality: is missing" in err


def test_beside_a_database_the_numbers_of_the_last_year_that_is_over_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/zaken.db"
    made = [*[Made(day="2025-05-01")] * 30, *[Made("verlenen", "weigeren", "2025-05-01")] * 6, Made(day="2026-05-01")]
    with opened(url, make=True) as house:
        house.store.write("GM9999", lambda connection: Filled(connection).decided(made))
    code, out, _ = publish(capsys, "ai-act-note", "--database", url, "--on", "2026-11-22", "--format", "markdown")
    assert code == 0 and "In 2025: besluiten 36, advies gevolgd 30, niet gevolgd 6." in out


def test_the_database_that_is_named_is_the_one_that_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WBMGP_DATABASE", "postgresql://wbmgp@localhost/wbmgp")
    url = f"sqlite:///{tmp_path}/zaken.db"
    with opened(url, make=True) as house:
        house.store.write("GM9999", lambda connection: Filled(connection).decided([Made(day="2025-05-01")]))
    facts = {}
    for named in ([], ["--database", url]):
        _, out, _ = publish(capsys, "dpia-annex", *named)
        told = [fact for section in json.loads(out)["onderdelen"] for fact in section["feiten"]]
        (facts[len(named)],) = {one["waarde"] for one in told if one["sleutel"] == "instelling.database"}
    assert facts == {0: "postgresql", 2: "sqlite"}


def test_the_settings_are_those_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WBMGP_FOUR_EYES", "false")
    code, out, _ = publish(capsys, "algorithm-register")
    assert code == 0 and "Weigert de gemeente, dan werken daar altijd twee mensen aan." in out


def test_the_group_itself_is_light() -> None:
    asked = "import sys, wbmgp_api.commands; print(sorted({'sqlalchemy', 'fastapi', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
