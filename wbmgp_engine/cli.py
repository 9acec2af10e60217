"""`wbmgp`: the command line. Exit 0 = an answer; 2 = bad input, one message on standard error; 1 = the engine failed."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from wbmgp_engine.commands import assess_file, demo, law
from wbmgp_engine.errors import BadInput, LawLookupError, WbmgpError
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
demo.register(app)
law.register(app)


def _plugins(arguments: list[str]) -> None:
    """Commands that other packages add; looked for only when they can be needed, for it costs a scan of what is installed."""
    own = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    if arguments and arguments[0] in own:
        return
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


def main() -> None:
    """Entry point of the `wbmgp` command."""
    # One short run: no collection of garbage that the end of the process collects anyway, no search for pydantic plugins.
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # noqa: TID251 -- of the process, not of the engine
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; returns the exit code and never raises for bad input."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _plugins(arguments)
    try:
        return int(app(args=arguments, prog_name="wbmgp", standalone_mode=False) or 0)
    except BadInput as problem:
        return _refuse(str(problem))
    except LawLookupError as problem:
        return _refuse(f"law: {problem}")
    except WbmgpError as problem:
        print(f"wbmgp: the engine failed: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away; nothing is wrong with the answer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except typer.Exit as stop:
        return stop.exit_code
    except SystemExit:
        return 0  # the option parser's own way to say that the reader of our output went away
    except Exception as problem:
        return _unexpected(problem)


def _unexpected(problem: Exception) -> int:
    """Errors of the option parser are bad input; anything else is a failure of ours, said without a traceback."""
    exit_code = getattr(problem, "exit_code", None)
    if exit_code is not None and hasattr(problem, "format_message"):
        return _refuse(problem.format_message())
    if type(problem).__name__ == "Abort":
        return 130
    print(f"wbmgp: the engine failed: {type(problem).__name__}: {problem}", file=sys.stderr)
    return 1


def _refuse(message: str) -> int:
    print("\n".join(f"wbmgp: {line}" for line in message.splitlines()), file=sys.stderr)
    return 2
