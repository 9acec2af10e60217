"""Statements of the busy path, sent as they are written: having SQLAlchemy compile each one took half of a write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult


@dataclass(frozen=True, slots=True)
class Sql:
    """One statement in the words of both drivers; parameters have names."""

    sqlite: str
    postgres: str

    def __call__(
        self, connection: Connection, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    ) -> CursorResult[Any]:
        """Run it, once or for each of several sets of parameters."""
        words = self.sqlite if connection.dialect.name == "sqlite" else self.postgres
        return connection.exec_driver_sql(words, parameters)


def sql(words: str) -> Sql:
    """A statement with parameters as `:name`.

    >>> sql("SELECT 1 FROM t WHERE a = :a").postgres
    'SELECT 1 FROM t WHERE a = %(a)s'
    """
    return Sql(words, re.sub(r":([a-z_]+)", r"%(\1)s", words))
