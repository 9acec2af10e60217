"""`wbmgp`: the command line. Exit 0 = an answer; 2 = bad input, one message on standard error; 1 = no answer.

No answer is a failure of ours, which is named, or something that was looked at and does not hold: a damaged or stopped log.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from types import ModuleType
from typing import TextIO

from wbmgp_engine.commands.assessing import answer, plain
from wbmgp_engine.errors import BadInput, LawLookupError, RunError, WbmgpError


def main() -> None:
    """Entry point of the `wbmgp` command."""
    # One short run: no collection of garbage that the end of the process collects anyway.
    gc.disable()
    _without_plugins()
    code = run(sys.argv[1:])
    if code == 0 and plain(sys.argv[1:]) is not None:
        _leave()
    gc.freeze()  # the end of the process does not have to look for garbage either
    sys.exit(code)


def _leave() -> None:
    """End a process that gave its answer and has nothing open: taking its modules apart takes a tenth of the whole run.

    Where the answer cannot be delivered, nothing happens here and Python ends the process in its own way.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        return
    os._exit(0)


class _NoPlugins(ModuleType):
    """Stands where pydantic looks for plugins and finds none; anything else it is asked for comes from the real module."""

    def get_plugins(self) -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what the import system itself asks of a module
            raise AttributeError(name)
        from importlib import import_module

        del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _without_plugins() -> None:
    """No pydantic plugins in this process. The switch alone would still load what searches for them: a decision's time."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # noqa: TID251 -- of the process, not of the engine
    place = "pydantic.plugin._loader"
    sys.modules.setdefault(place, _NoPlugins(place))


def run(arguments: list[str]) -> int:
    """Run one command line; returns the exit code and never raises for bad input."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.stdout is None:
        return _refuse("standard output: is closed → send it to a terminal, a file or a pipe")
    try:
        code = _answered(arguments)
        sys.stdout.flush()  # what cannot be written must be known before the exit code is
        return code
    except BadInput as problem:
        return _refuse(str(problem))
    except LawLookupError as problem:
        return _refuse(f"law: {problem}")
    except BrokenPipeError:
        _write_no_more(sys.stdout)
        return 0  # the reader of our output went away; nothing is wrong with the answer
    except OSError as problem:
        if problem.filename is not None:
            return _unexpected(problem)
        # No file was opened: it is standard output that cannot take the answer.
        _write_no_more(sys.stdout)
        said = (problem.strerror or "error").lower()
        _complain(f"standard output: cannot be written: {said} → send it where there is room")
        return 1
    except KeyboardInterrupt:
        return 130
    except SystemExit:
        return 0  # the option parser's own way to say that the reader of our output went away
    except Exception as problem:
        return _unexpected(problem)


def _answered(arguments: list[str]) -> int:
    # Loading the option parser takes longer than a decision: a plain command line is read without it.
    parameters = plain(arguments)
    if parameters is None:
        from wbmgp_engine.commands.parser import parsed

        return parsed(arguments)
    answer(**parameters)
    return 0


def _unexpected(problem: Exception) -> int:
    """Errors of the option parser are bad input; anything else is a failure of ours, said without a traceback."""
    if type(problem).__name__ == "NoArgsIsHelpError":  # only half a command: help comes in the place of an answer
        _tell(str(problem))
        return 2
    exit_code = getattr(problem, "exit_code", None)
    if exit_code is not None and hasattr(problem, "format_message"):
        return _refuse(problem.format_message())
    if type(problem).__name__ == "Abort":
        return 130
    if type(problem).__name__ == "Incident":  # two readers of the law without one answer: it says so itself
        _complain(str(problem))
        return 1
    if isinstance(problem, WbmgpError) and not isinstance(problem, RunError):
        _complain(str(problem))  # a log or a database that does not hold, or was stopped: nothing of ours failed
        return 1
    _complain(f"the engine failed: {type(problem).__name__}: {problem}")
    return 1


def _write_no_more(stream: TextIO) -> None:
    """What is still buffered goes nowhere, so that the end of the process does not stumble over it."""
    with suppress(OSError, ValueError):  # a stream that is no file has nothing to stumble over
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _refuse(message: str) -> int:
    _complain(message)
    return 2


def _complain(message: str) -> None:
    _tell("\n".join(f"wbmgp: {line}" for line in message.splitlines()))


def _tell(message: str) -> None:
    """A message on standard error; none where that is closed or full: standard output is for answers only."""
    if sys.stderr is None:
        return
    try:
        print(message, file=sys.stderr, flush=True)
    except OSError:
        _write_no_more(sys.stderr)
