"""What commands read and print: files or standard input, dates, exactly one JSON document, words that fit a terminal."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from wbmgp_engine.law.lawbook import Lawbook

MAX_BYTES = 1_000_000
_NARROWEST, _WIDEST = 40, 100


def read_bytes(name: str, *, most: int = MAX_BYTES, fix: str = "give one application per file") -> bytes:
    """The bytes of a file, or of standard input for `-`; BadInput when it cannot be read or is too large."""
    try:
        if name == "-" and sys.stdin is None:
            raise BadInput.one("-", "standard input is closed", "pipe an application into the command, or name a file")
        if name == "-":
            data = sys.stdin.buffer.read(most + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
    except OSError as problem:
        said = f"cannot be read: {(problem.strerror or 'error').lower()}"
        raise BadInput.one(readable(name), said, "name a file that exists, or - for standard input") from None
    except ValueError:
        said = "is not a file name"
        raise BadInput.one(readable(name), said, "name a file that exists, or - for standard input") from None
    if len(data) > most:
        raise BadInput.one(readable(name), f"is larger than {most} bytes", fix)
    return data


def readable(name: str) -> str:
    """The name of a file as a message shows it: what could steer a terminal is escaped."""
    from wbmgp_engine.facts.showing import printable

    return printable(name)


def read_day(text: str | None, option: str) -> date | None:
    """A date option as `YYYY-MM-DD`."""
    if text is None:
        return None
    from wbmgp_engine.facts.partial_dates import full_date

    try:
        return full_date(text)
    except ValueError as problem:
        from wbmgp_engine.facts.showing import shown

        reason, _, fix = str(problem).partition("; ")
        raise BadInput.one(option, f"{shown(text)} is not accepted: {reason}", fix) from None


def chosen(value: str, option: str, allowed: tuple[str, ...]) -> str:
    """A value of a closed list, or BadInput that names the list."""
    if value not in allowed:
        from wbmgp_engine.facts.showing import shown

        raise BadInput.one(option, f"{shown(value)} is not one of the allowed values", f"use {', '.join(allowed)}")
    return value


def open_lawbook() -> Lawbook:
    """The rules that came with the engine; questions compiled in an earlier run are kept on disk."""
    from wbmgp_engine.commands.disk_keep import disk_keep
    from wbmgp_engine.law.lawbook import Lawbook

    return Lawbook.load(keep=disk_keep(os.environ))  # noqa: TID251 -- of the process, not of the engine


def print_json(document: dict[str, Any]) -> None:
    """One JSON document on standard output, each of its parts on a line: indenting a whole trail takes ten times longer."""
    parts = (f"{_json(name)}: {_json(part)}" for name, part in document.items())
    print("{\n" + ",\n".join(parts) + "\n}")


def print_text(text: str) -> None:
    """An answer in words. On a terminal its lines are wrapped; in a file or a pipe every line stays whole, to search in."""
    print(_wrapped(text) if sys.stdout.isatty() else text, end="")


def _wrapped(text: str) -> str:
    from shutil import get_terminal_size
    from textwrap import fill

    width = max(_NARROWEST, min(get_terminal_size().columns, _WIDEST))
    return "".join(
        # What goes on below is always indented: no text from outside can begin a line and pass for one of ours.
        fill(line, width, subsequent_indent=_indent(line), break_long_words=False, break_on_hyphens=False) + "\n"
        for line in text.splitlines()
    )


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")) + 2)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
