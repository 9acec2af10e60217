"""What a name of the law stands for while only a part of the facts is fixed: a term, null, an object, or rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from wbmgp_engine.logic.symbolic.terms import Term


@dataclass(frozen=True, slots=True)
class Null:
    """The law's own null: known not to be there."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value. `null`, which is never unknown, says where it is the law's null; `term` is unknown there."""

    term: Term
    null: Term | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An object, by field."""

    fields: Mapping[str, Symbolic]


@dataclass(frozen=True, slots=True)
class Row:
    """An element that counts where `counts` is true."""

    counts: Term
    value: Symbolic


@dataclass(frozen=True, slots=True)
class Rows:
    """A list. Where `known`, which is never unknown, is false, the list itself is not known; `null` as of a scalar."""

    items: tuple[Row, ...]
    known: Term
    null: Term | None = None


Symbolic: TypeAlias = "Null | Scalar | Record | Rows"
NULL: Final = Null()
