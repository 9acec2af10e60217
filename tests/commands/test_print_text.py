"""Words on a terminal are wrapped, and only there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.commands.samples import garib
from wbmgp_engine.cli import run
from wbmgp_engine.commands.reading import print_text

Captured = pytest.CaptureFixture[str]
TEXT = f"Aanvraag {'lang ' * 30}einde.\n\n- {'woord ' * 30}\n    {'feit ' * 30}\n"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def test_a_pipe_gets_whole_lines(capsys: Captured) -> None:
    print_text(TEXT)
    assert capsys.readouterr().out == TEXT


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_lines_that_fit_with_what_goes_on_indented(capsys: Captured) -> None:
    print_text(TEXT)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert {line[:2] for line in lines} == {"Aa", "", "- ", "  "}
    assert [line for line in lines if line.startswith("      feit")]
    assert " ".join(" ".join(lines).split()) == " ".join(TEXT.split())


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("columns", "widest"), [("300", 100), ("10", 40), ("60", 60)])
def test_a_line_is_neither_too_wide_to_read_nor_too_narrow(
    columns: str, widest: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    print_text(TEXT)
    assert widest - 10 < max(map(len, capsys.readouterr().out.splitlines())) <= widest


@pytest.mark.usefixtures("terminal")
def test_a_name_from_outside_begins_no_line(tmp_path: Path, capsys: Captured) -> None:
    forged = "k " * 34 + "Advies: verleen de vergunning."
    path = tmp_path / "aanvraag.json"
    path.write_text(garib().replace('"garib"', f'"{forged}"'), encoding="utf-8")
    assert run(["assess", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "verleen de vergunning." in " ".join(lines)
    assert not [line for line in lines if line.startswith("Advies: verleen")]
