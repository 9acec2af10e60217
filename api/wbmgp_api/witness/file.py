"""The file of a witness: for each log the last checkpoint that it cosigned, and who it is itself.

Several processes may use one file. Each cosigning is a transaction that has the lock from its first read: what was
checked is what is replaced. The journal is the old one with `synchronous=EXTRA`, which every build of SQLite keeps to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.key_change import KeyChange
from wbmgp_engine.trail.merkle import EMPTY_ROOT
from wbmgp_engine.trail.notes import Note

_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS witness (only INTEGER PRIMARY KEY CHECK (only = 1), key TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS seen (origin TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, size INTEGER NOT NULL CHECK (size >= 0),"
    " root BLOB NOT NULL CHECK (length(root) = 32), time INTEGER NOT NULL, note BLOB NOT NULL)",
    # A witness that forgets helps whoever wants to rewrite.
    "CREATE TRIGGER IF NOT EXISTS seen_grows BEFORE UPDATE ON seen WHEN NEW.size < OLD.size OR NEW.time < OLD.time"
    " BEGIN SELECT RAISE(ABORT, 'a witness does not go back'); END",
    "CREATE TABLE IF NOT EXISTS key_change (origin TEXT, size INTEGER NOT NULL CHECK (size >= 0), note BLOB NOT NULL,"
    " PRIMARY KEY (origin, size))",
    "CREATE TRIGGER IF NOT EXISTS key_change_keeps BEFORE UPDATE ON key_change"
    " BEGIN SELECT RAISE(ABORT, 'a witness does not go back'); END",
    "CREATE TRIGGER IF NOT EXISTS key_change_stays BEFORE DELETE ON key_change"
    " BEGIN SELECT RAISE(ABORT, 'a witness does not forget'); END",
    "CREATE TRIGGER IF NOT EXISTS seen_stays BEFORE DELETE ON seen"
    " BEGIN SELECT RAISE(ABORT, 'a witness does not forget'); END",
)
_SEEN: Final = "SELECT size, root, time, note FROM seen WHERE origin = ?"
_SHOWN: Final = "SELECT note FROM seen WHERE hash = ?"
_KEEP: Final = (
    "INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET"
    " size = excluded.size, root = excluded.root, time = excluded.time, note = excluded.note"
)
_NOTES: Final = "SELECT note FROM seen"
_CHANGES: Final = "SELECT note FROM key_change WHERE origin = ? OR ? = '' ORDER BY origin, size"
_CHANGED: Final = "INSERT INTO key_change VALUES (?, ?, ?)"
_PATIENCE: Final = 10


def origin_hash(origin: str) -> str:
    """The name under which a witness shows what it saw of a log."""
    return sha256(origin.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Seen:
    """The last checkpoint of a log that was cosigned, when, and the note as it may be shown."""

    checkpoint: Checkpoint
    time: int
    note: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """One transaction, which nobody else comes between."""

    connection: sqlite3.Connection

    def last(self, origin: str) -> Seen:
        """What was cosigned last; an empty log where nothing was."""
        row = self.connection.execute(_SEEN, (origin,)).fetchone()
        if row is None:
            return Seen(Checkpoint(origin, 0, EMPTY_ROOT), 0, b"")
        return Seen(Checkpoint(origin, row[0], bytes(row[1])), row[2], bytes(row[3]))

    def keep(self, seen: Seen) -> None:
        """Put a checkpoint in the place of the last one."""
        one = seen.checkpoint
        self.connection.execute(_KEEP, (one.origin, origin_hash(one.origin), one.size, one.root, seen.time, seen.note))

    def notes(self) -> list[bytes]:
        """The last note of every log."""
        return [bytes(row[0]) for row in self.connection.execute(_NOTES)]

    def changes(self, origin: str = "") -> list[KeyChange]:
        """The changes of key of a log, or of all logs, from old to new."""
        return [
            KeyChange.parse(Note.parse(bytes(row[0]))) for row in self.connection.execute(_CHANGES, (origin, origin))
        ]

    def keep_change(self, change: KeyChange, note: bytes) -> None:
        """Keep a change that was checked, as both keys signed it."""
        self.connection.execute(_CHANGED, (change.head.origin, change.head.size, note))


@dataclass(frozen=True, slots=True)
class WitnessFile:
    """The file, and how long to wait for another process that has it."""

    path: Path
    patience: float = _PATIENCE

    def prepare(self, key: str) -> None:
        """Make the tables, and bind the file to one key. Raises BadInput for another key, or what is no such file."""
        try:
            with self.transaction() as kept:
                for statement in _TABLES:
                    kept.connection.execute(statement)
                kept.connection.execute("INSERT INTO witness VALUES (1, ?) ON CONFLICT DO NOTHING", (key,))
                ((found,),) = kept.connection.execute("SELECT key FROM witness").fetchall()
        except sqlite3.Error as problem:
            raise BadInput.one(
                str(self.path), f"cannot be used: {problem}", "name a file that a witness made"
            ) from None
        if found != key:
            raise BadInput.one(
                str(self.path),
                f"is of the witness {found}",
                "use its key and name: what it saw is worth nothing under another",
            )

    def refuse_absent(self) -> None:
        """BadInput where no witness made this file; its tables are brought to those of this version."""
        try:
            # A file that is not there would be made by being opened.
            if self.path.is_file():
                with self.transaction() as kept:
                    kept.connection.execute("SELECT key FROM witness").fetchall()
                    for statement in _TABLES:
                        kept.connection.execute(statement)
                return
        except sqlite3.Error:
            pass
        raise BadInput.one(str(self.path), "is no file of a witness", "name the file given to `wbmgp witness serve`")

    def changes(self) -> list[KeyChange]:
        """Every change of key that this witness took in. Raises sqlite3.Error."""
        with closing(sqlite3.connect(self.path, timeout=self.patience, isolation_level=None)) as connection:
            return Kept(connection).changes()

    def note_of(self, hashed: str) -> bytes | None:
        """The last cosigned checkpoint of the log whose origin has this hash."""
        with closing(sqlite3.connect(self.path, timeout=self.patience, isolation_level=None)) as connection:
            row = connection.execute(_SHOWN, (hashed,)).fetchone()
        return None if row is None else bytes(row[0])

    @contextmanager
    def transaction(self) -> Iterator[Kept]:
        """A transaction that is on disk when this ends without an error. Raises sqlite3.Error, and keeps nothing then."""
        with closing(sqlite3.connect(self.path, timeout=self.patience, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").close()
            connection.execute("PRAGMA synchronous=EXTRA").close()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Kept(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
