"""What the service adds to the command line through its entry point."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest
import typer

from wbmgp_api.commands import register
from wbmgp_engine.commands.parser import app, parsed


def test_the_entry_point_names_the_function_that_registers() -> None:
    (point,) = {found for found in entry_points(group="wbmgp_engine.commands") if found.name == "serve"}
    assert point.value == "wbmgp_api.commands:register"
    assert point.load() is register


def test_registering_adds_commands_and_a_part_of_log() -> None:
    alone, log, other = typer.Typer(), typer.Typer(), typer.Typer()
    alone.add_typer(other, name="law")
    alone.add_typer(log, name="log")
    register(alone)
    assert [command.name for command in alone.registered_commands] == ["serve", "token", "migrate", "replay", "erase"]
    assert [command.name for command in log.registered_commands] == [
        "export", "key", "publish", "timestamp", "processing",
    ]  # fmt: skip
    assert [group.name for group in alone.registered_groups] == [
        "law", "log", "witness", "retention", "keys", "publish", "exchange", "archive", "oversight",
    ]  # fmt: skip
    assert other.registered_commands == []
    (exchange,) = [group.typer_instance for group in alone.registered_groups if group.name == "exchange"]
    assert exchange is not None
    assert {"zgw", "zgw-push"} <= {command.name for command in exchange.registered_commands}


def test_commands_of_others_are_added_once_in_a_process(capsys: pytest.CaptureFixture[str]) -> None:
    """They were added again for every command line: after a thousand of them one took seconds to read."""
    for _ in range(2):
        assert parsed(["log", "export", "--help"]) == 0
    assert capsys.readouterr().out.count("Usage: ") == 2
    (log,) = [group.typer_instance for group in app.registered_groups if group.name == "log"]
    assert log is not None
    groups = [group.name for group in app.registered_groups]
    assert len(groups) == len(set(groups))
    for one in (app, log):
        commands = [command.callback for command in one.registered_commands]
        assert len(commands) == len(set(commands))
    assert "keys" in groups
