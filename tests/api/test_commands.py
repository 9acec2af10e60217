"""What the service adds to the command line through its entry point."""

from __future__ import annotations

from importlib.metadata import entry_points

import typer

from wbmgp_api.commands import register


def test_the_entry_point_names_the_function_that_registers() -> None:
    (point,) = {found for found in entry_points(group="wbmgp_engine.commands") if found.name == "serve"}
    assert point.value == "wbmgp_api.commands:register"
    assert point.load() is register


def test_registering_adds_commands_and_a_part_of_log() -> None:
    app, log, other = typer.Typer(), typer.Typer(), typer.Typer()
    app.add_typer(other, name="law")
    app.add_typer(log, name="log")
    register(app)
    assert [command.name for command in app.registered_commands] == ["serve", "token", "migrate", "replay", "erase"]
    assert [command.name for command in log.registered_commands] == ["export", "key", "publish", "timestamp"]
    assert [group.name for group in app.registered_groups] == ["law", "log", "witness", "retention", "keys"]
    assert other.registered_commands == []
