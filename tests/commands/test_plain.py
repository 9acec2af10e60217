"""A plain `assess` line is read without the option parser, and means the same as with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands.samples import garib
from wbmgp_engine.commands import assess_file
from wbmgp_engine.commands.assessing import plain
from wbmgp_engine.commands.parser import parsed

DEFAULTS = {"on": None, "format": "text", "lang": "nl", "reader": "scalar", "database": None}


@pytest.mark.parametrize(
    "words",
    [
        ["a.json"], ["-"], ["a b.json", "--lang", "en"], ["--on", "2007-03-19", "a.json"], ["a.json", "--format=json"],
        ["a.json", "--format="], ["a.json", "--lang", "nl", "--lang", "en"], ["a.json", "--on", ""],
        ["a.json", "--reader", "both", "--database", "sqlite:///x.db"], ["--database=a=b", "a.json"], [""],
    ],
)  # fmt: skip
def test_a_plain_line_means_what_the_parser_makes_of_it(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Any, ...]] = []
    monkeypatch.setattr(assess_file, "answer", lambda *found: seen.append(found))
    assert parsed(["assess", *words]) == 0
    read = plain(["assess", *words])
    assert read is not None
    whole: dict[str, Any] = {**DEFAULTS, **read}
    assert seen == [tuple(whole[name] for name in ("file", *DEFAULTS))]


@pytest.mark.parametrize(
    "words",
    [
        [], ["law", "check"], ["assess"], ["assess", "--help"], ["assess", "a", "b"], ["assess", "a", "--on"],
        ["assess", "a", "--on", "--lang"], ["assess", "a", "--unknown", "x"], ["assess", "--", "-a"],
        ["assess", "a", "-x"], ["--version"], ["assess", "a", "--database", "-"],
    ],
)  # fmt: skip
def test_every_other_line_is_left_to_the_parser(words: list[str]) -> None:
    assert plain(words) is None


def test_a_plain_run_loads_no_option_parser_no_rule_models_and_no_search_for_plugins(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(garib(), encoding="utf-8")
    command = [sys.executable, "-X", "importtime", "-m", "wbmgp_engine", "assess", str(tmp_path / "a.json")]
    environment = {"XDG_CACHE_HOME": str(tmp_path / "kept"), "HOME": str(tmp_path)}
    for _ in range(2):
        found = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, encoding="utf-8")
    loaded = {line.rpartition("|")[2].strip() for line in found.stderr.splitlines()}
    assert "wbmgp_engine.permits.explanation" in loaded
    unwanted = {
        "typer",
        "yaml",
        "rich",
        "importlib.metadata",
        "wbmgp_engine.law.document",
        "wbmgp_engine.logic.planner",
    }
    assert loaded & unwanted == set()


def test_what_stands_for_the_search_for_plugins_gives_way_to_the_real_one() -> None:
    program = """
import sys
from wbmgp_engine.cli import _without_plugins
_without_plugins()
place = sys.modules["pydantic.plugin._loader"]
assert place.get_plugins() == ()
assert not hasattr(place, "__path__")
from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP
assert PYDANTIC_ENTRY_POINT_GROUP == "pydantic"
assert sys.modules["pydantic.plugin._loader"] is not place
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_an_answer_that_cannot_be_written_is_no_success(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "a.json").write_text(garib(), encoding="utf-8")
    command = [sys.executable, "-m", "wbmgp_engine", "assess", str(tmp_path / "a.json")]
    with full.open("w") as stream:
        ended = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert ended.returncode != 0
    assert "no space left" in ended.stderr
