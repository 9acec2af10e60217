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
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound

_NAME: Final = re.compile(":([a-z_]+)")
_AT_ONCE: Final = 64
"""So many rows go in one statement; each number of rows is a statement that the driver keeps ready."""


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
class _Inserted:
    """An INSERT of several rows as one statement of SQLite, which costs a fifth less than one after the other.

    It also lets go of the interpreter once, and not for each row: whoever waits for it then takes it for milliseconds.
    """

    head: str
    row: str
    tail: str
    names: tuple[str, ...]

    @classmethod
    def read(cls, words: str) -> _Inserted | None:
        """The parts of `INSERT … VALUES (…) …`; None for another statement."""
        found = re.fullmatch(r"(INSERT [^(]* VALUES )(\([^()]*\))([^()]*)", words)
        if found is None:
            return None
        head, row, tail = found.groups()
        return cls(head, _NAME.sub("?", row), tail, tuple(_NAME.findall(row)))

    def of(self, rows: Sequence[Mapping[str, Any]]) -> tuple[str, list[Any]]:
        """The statement for so many rows, and its parameters."""
        words = f"{self.head}{', '.join([self.row] * len(rows))}{self.tail}"
        return words, [row[name] for row in rows for name in self.names]


@dataclass(frozen=True, slots=True)
class Sql:
    """One statement in the words of both drivers; parameters have names."""

    sqlite: str
    postgres: str
    rows: _Inserted | None = None

    def __call__(
        self, connection: Connection, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()
    ) -> Rows:
        """Run it, once or for each of several sets of parameters. Raises DBAPIError."""
        words = self.sqlite if connection.dialect.name == "sqlite" else self.postgres
        cursor = connection.connection.cursor()
        try:
            if not parameters or not isinstance(parameters, list | tuple):
                cursor.execute(words, parameters)
            elif self.rows is not None and words is self.sqlite and len(parameters) <= _AT_ONCE:
                cursor.execute(*self.rows.of(parameters))
            else:
                cursor.executemany(words, parameters)
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
    return Sql(words, _NAME.sub(r"%(\1)s", words), _Inserted.read(words))


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
