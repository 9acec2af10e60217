"""Streams that are closed or full, and names that would steer a terminal: one clear message, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.samples import garib
from wbmgp_engine.cli import run

CLOSED = "wbmgp: standard output: is closed → send it to a terminal, a file or a pipe\n"
FULL = "wbmgp: standard output: cannot be written: no space left on device → send it where there is room\n"
HIDDEN = "/tmp/a\x1b[31mb\n\x07é\udcff"

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no /dev/full")


def shell(line: str, folder: Path, buffered: bool = True) -> tuple[int, str, str]:
    """Run a command line, with WBMGP for the command, in a shell; returns exit code and both outputs."""
    (folder / "aanvraag.json").write_text(garib(), encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    if not buffered:
        environment["PYTHONUNBUFFERED"] = "1"
    command = line.replace("WBMGP", f"'{sys.executable}' -m wbmgp_engine")
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("command", ["assess aanvraag.json", "--version", "law show 8 --on 2020-01-01"])
def test_a_closed_standard_output_cannot_take_an_answer(command: str, tmp_path: Path) -> None:
    assert shell(f"WBMGP {command} >&-", tmp_path) == (2, "", CLOSED)


@full
@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("command", ["assess aanvraag.json", "assess aanvraag.json --format json", "--version"])
def test_a_full_disk_is_told_once(command: str, buffered: bool, tmp_path: Path) -> None:
    assert shell(f"WBMGP {command} >/dev/full", tmp_path, buffered) == (1, "", FULL)


def test_a_reader_that_goes_away_is_nobodys_fault(tmp_path: Path) -> None:
    code, out, err = shell("WBMGP assess aanvraag.json --format json | true", tmp_path)
    assert (code, out, err) == (0, "", "")


def test_without_standard_error_nothing_lands_among_the_answers(tmp_path: Path) -> None:
    assert shell("WBMGP assess nergens.json 2>&-", tmp_path) == (2, "", "")


@full
def test_a_message_that_cannot_be_written_leaves_the_exit_code(tmp_path: Path) -> None:
    assert shell("WBMGP assess nergens.json 2>/dev/full", tmp_path) == (2, "", "")


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["assess", HIDDEN], r"/tmp/a\x1b[31mb\n\x07é\udcff: cannot be read"),
        (["assess", "a\x00b"], r"a\x00b: is not a file name"),
        (["assess", "x.json", "--on", "é\x1b"], r"--on: 'é\x1b' is not accepted"),
        (["assess", "x.json", "--lang", "\x1b" + "x" * 99], r"--lang: '\x1b" + "x" * 53 + "…' is not one of"),
        (["law", "run", HIDDEN, "--law", "x", "--output", "y", "--on", "2020-01-01"], r"/tmp/a\x1b[31mb\n\x07é\udcff"),
        (["designate", "x.json", "--document", "a\x1b.txt"], r"--document: 'a\x1b.txt' has no kind of document"),
    ],
)
def test_a_name_cannot_steer_a_terminal(arguments: list[str], place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"wbmgp: {place}")
    assert said.err.count("\n") == 1


def test_an_interrupt_is_no_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wbmgp_engine.cli._answered", stopped)
    assert run(["assess", "x.json"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_file_of_ours_that_cannot_be_read_is_not_blamed_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unreadable(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "rules/x.yaml")

    monkeypatch.setattr("wbmgp_engine.cli._answered", unreadable)
    assert run(["assess", "x.json"]) == 1
    assert capsys.readouterr().err.startswith("wbmgp: the engine failed: PermissionError")
