"""What the service adds to the command line through its entry point."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest
import typer

from wbmgp_api.commands import register
from wbmgp_engine import cli

REFUSAL = "wbmgp: serve: the service does not exist yet → use `wbmgp assess FILE`\n"


@pytest.mark.parametrize("options", [[], ["--port", "8000"], ["--host=::1", "--database", "sqlite:///x.db"]])
def test_serve_says_not_yet_and_exits_2(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["serve", *options]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", REFUSAL)


def test_the_entry_point_names_the_function_that_registers() -> None:
    (point,) = {found for found in entry_points(group="wbmgp_engine.commands") if found.name == "serve"}
    assert point.value == "wbmgp_api.commands:register"
    assert point.load() is register


def test_registering_adds_commands_and_a_part_of_log() -> None:
    app, log, other = typer.Typer(), typer.Typer(), typer.Typer()
    app.add_typer(other, name="law")
    app.add_typer(log, name="log")
    register(app)
    assert [command.name for command in app.registered_commands] == ["serve", "replay", "erase"]
    assert [command.name for command in log.registered_commands] == ["export", "key", "publish", "timestamp"]
    assert [group.name for group in app.registered_groups] == ["law", "log", "witness"]
    assert other.registered_commands == []
