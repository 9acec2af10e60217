"""That no amount of income can occur: which of the facts that the question can reach are numbers at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from wbmgp_engine.permits.question import Question

# A fact of this list of the rules is about somebody.
_PERSONS: Final = "personen"
_NUMBERS: Final = ("number", "amount")


def numbers(question: Question) -> tuple[str, ...]:
    """The facts of the question that are numbers, by name, columns of lists as `list.column`."""
    inputs = question.compiled.inputs.items()
    return tuple(sorted(name for key, declared in inputs for name in _numbers(key, declared)))


def amounts_of_persons(question: Question) -> tuple[str, ...]:
    """Those of them that are told of a person: none, for the law asks for kinds of income only (art. 8 lid 1 Wbmgp)."""
    return tuple(name for name in numbers(question) if name.startswith(f"{_PERSONS}."))


def _numbers(name: str, declared: Any) -> Iterator[str]:
    if declared.type in _NUMBERS:
        yield name
    for column, below in (declared.columns or {}).items():
        yield from _numbers(f"{name}.{column}", below)
