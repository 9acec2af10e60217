"""What a rule file says about a name, as plans carry it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from typing import Any, NamedTuple


@dataclass(frozen=True, eq=False)
class Declared:
    """What a rule file says about a name: type, whether null may stand there, unit, the fields of its rows, `x-` keys."""

    name: str
    type: str | None = None
    nullable: bool = True
    unit: str | None = None
    columns: Mapping[str, Declared] | None = None
    extensions: Mapping[str, Any] | None = None

    @cached_property
    def fields(self) -> DeclaredFields:
        """The columns as a reader of rows walks them."""
        columns = self.columns or {}
        return DeclaredFields(tuple(columns), tuple(columns.values()), _picker(tuple(columns)), {})


class DeclaredFields(NamedTuple):
    """The columns of a row: names and declarations, and what takes their values from an object at once.

    `quick` remembers, by the classes of a row's values, which of them need a look and of what kind; None where the
    whole row does.
    """

    names: tuple[str, ...]
    declared: tuple[Declared, ...]
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    quick: dict[tuple[type, ...], tuple[tuple[str, Callable[[Any], Any]], ...] | None]


def _picker(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    # Of one name `itemgetter` gives the value itself, and it does not take none.
    return itemgetter(*names) if len(names) > 1 else partial(_picked, names)


def _picked(names: tuple[str, ...], row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)
