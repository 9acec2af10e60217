"""Rows as CSV that a spreadsheet opens without running anything: no cell can begin a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

# What a spreadsheet takes for the beginning of a formula, also in its wide forms.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> str:
    """The rows under a header, a line each; None is an empty cell, and text that could begin a formula gets a quote.

    >>> print(csv_text(["gebied", "aantal"], [["=1+1", 3], ["a,b", None]]), end="")
    gebied,aantal
    '=1+1,3
    "a,b",
    """
    return "".join(f"{','.join(map(_cell, row))}\n" for row in [header, *rows])


def _cell(value: str | int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(sign in text for sign in ',;"\r\n') else text
