"""The option parser: every command of `wbmgp`, with its options and help."""

from __future__ import annotations

import sys
from functools import cache
from typing import Annotated

import typer

from wbmgp_engine.commands import assess_file, batch, demo, designate, designations, law, log, ordinance, simulate
from wbmgp_engine.version import NAME, VERSION

app = typer.Typer(
    name="wbmgp",
    help="Selective housing allocation under chapter 3 of the Dutch Wbmgp. The engine advises; a person decides.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
assess_file.register(app)
batch.register(app)
designate.register(app)
designations.register(app)
demo.register(app)
law.register(app)
log.register(app)
ordinance.register(app)
simulate.register(app)


def parsed(arguments: list[str]) -> int:
    """Run one command line; returns the exit code. Errors of the parser have `exit_code` and `format_message`."""
    own = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    # Of `log` the service adds a part.
    if not arguments or arguments[0] not in own - {"log"}:
        _plugins()
    try:
        return int(app(args=arguments, prog_name="wbmgp", standalone_mode=False) or 0)
    except typer.Exit as stop:
        return stop.exit_code


@cache
def _plugins() -> None:
    """Commands that other packages add: looked for only when they can be needed, for it costs a scan of what is installed.

    Once in a process: a second time each of them would stand there twice.
    """
    from importlib.metadata import entry_points

    for point in entry_points(group="wbmgp_engine.commands"):
        try:
            point.load()(app)
        except Exception as problem:  # a broken plugin must not take the file commands with it
            print(f"wbmgp: the command {point.name!r} cannot be loaded: {problem}", file=sys.stderr)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"{NAME} {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Selective housing allocation under chapter 3 of the Dutch Wbmgp. The engine advises; a person decides."""
