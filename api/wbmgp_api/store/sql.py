"""Statements of the busy path, sent to the driver as they are written.

Having SQLAlchemy compile each one took half of a write, and its results and events a third of what was left. Connections,
transactions and errors stay its business.
"""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound


@dataclass(frozen=True, slots=True)
class Rows:
    """What a statement answered, already read; `rowcount` is what it changed."""

    found: list[Any]
    rowcount: int

    def __iter__(self) -> Iterator[Any]:
        return iter(self.found)

    def all(self) -> list[Any]:
        """Every row; a row has its columns by name and by place."""
        return self.found

    def first(self) -> Any | None:
        """The first row, or None."""
        return self.found[0] if self.found else None

    def one(self) -> Any:
        """The only row. Raises NoResultFound, MultipleResultsFound."""
        if not self.found:
            raise NoResultFound("no row was found where there is one")
        if len(self.found) > 1:
            raise MultipleResultsFound("several rows were found where there is one")
        return self.found[0]

    def scalar_one(self) -> Any:
        """The first column of the only row. Raises NoResultFound, MultipleResultsFound."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any | None:
        """The first column of the only row, or None without a row. Raises MultipleResultsFound."""
        return self.one()[0] if self.found else None


@dataclass(frozen=True, slots=True)
class Sql:
    """One statement in the words of both drivers; parameters have names."""

    sqlite: str
    postgres: str

    def __call__(
        self, connection: Connection, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()
    ) -> Rows:
        """Run it, once or for each of several sets of parameters. Raises DBAPIError."""
        words = self.sqlite if connection.dialect.name == "sqlite" else self.postgres
        cursor = connection.connection.cursor()
        try:
            if parameters and not isinstance(parameters, Mapping):
                cursor.executemany(words, parameters)
            else:
                cursor.execute(words, parameters)
            return _read(cursor)
        except connection.dialect.loaded_dbapi.Error as problem:
            raise _wrapped(words, problem, connection) from problem
        finally:
            cursor.close()


def sql(words: str) -> Sql:
    """A statement with parameters as `:name`.

    >>> sql("SELECT 1 FROM t WHERE a = :a").postgres
    'SELECT 1 FROM t WHERE a = %(a)s'
    """
    return Sql(words, re.sub(r":([a-z_]+)", r"%(\1)s", words))


def _read(cursor: Any) -> Rows:
    if cursor.description is None:
        return Rows([], cursor.rowcount)
    shape = _shape(tuple(column[0] for column in cursor.description))
    return Rows([shape(row) for row in cursor.fetchall()], cursor.rowcount)


@cache
def _shape(names: tuple[str, ...]) -> Callable[[Any], Any]:
    made: Any = namedtuple
    return made("Row", names, rename=True)._make  # type: ignore[no-any-return]


def _wrapped(words: str, problem: Exception, connection: Connection) -> BaseException:
    """The error as SQLAlchemy tells it; parameters may be about people and stay out of it."""
    error: BaseException = DBAPIError.instance(
        words, None, problem, connection.dialect.loaded_dbapi.Error, hide_parameters=True
    )
    return error
