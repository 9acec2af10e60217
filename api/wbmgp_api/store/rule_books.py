"""Rule books by hash: kept whole before their first use, so that an old decision can be made again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.remembered import remembered
from wbmgp_api.store.sql import sql
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.hashing import canonical, content_hash
from wbmgp_engine.trail.archive import packed, unpacked

_THERE = sql("SELECT 1 FROM rule_book WHERE hash = :hash")
_KEEP = sql("INSERT INTO rule_book VALUES (:hash, :files, :moment) ON CONFLICT DO NOTHING")
_FILES = sql("SELECT files FROM rule_book WHERE hash = :hash")
_RECORDED = sql(
    "SELECT hash, recorded_at FROM rule_book WHERE hash IN (SELECT rules_hash FROM record WHERE tenant = :tenant"
    " AND type = 'regelversie') ORDER BY recorded_at DESC, hash"
)
# Every write asks this, so it has an index of its own: over the others it would read the whole log.
_IN_LOG = sql(
    "SELECT 1 FROM record WHERE tenant = :tenant AND type = 'regelversie' AND origin = :origin AND rules_hash = :hash LIMIT 1"
)


def keep(connection: Connection, rules_hash: str, files: Mapping[str, bytes], moment: str) -> None:
    """Keep a rule book once. Raises BadInput when these files have another hash."""
    if _THERE(connection, {"hash": rules_hash}).first():
        return
    if content_hash(files) != rules_hash:
        raise BadInput.one("rules", f"are not those of {rules_hash}", "give the files with which the case was assessed")
    data = packed({path: canonical(content) for path, content in files.items()})
    _KEEP(connection, {"hash": rules_hash, "files": data, "moment": moment})


def in_log(connection: Connection, tenant: str, origin: str, rules_hash: str) -> bool:
    """Whether this log says that the rule book came into use."""
    known, place = remembered(connection), ("rule book", origin, rules_hash)
    if place not in known:
        where = {"tenant": tenant, "origin": origin, "hash": rules_hash}
        if _IN_LOG(connection, where).first() is None:
            return False
        known[place] = True
    return True


def files_of(connection: Connection, rules_hash: str) -> dict[str, bytes]:
    """The files of a rule book. Raises NotThere, and BadInput when they were changed."""
    data = _FILES(connection, {"hash": rules_hash}).scalar_one_or_none()
    if data is None:
        raise NotThere(f"the database does not hold the rule book {rules_hash}")
    files, damaged = unpacked(bytes(data))
    if damaged or content_hash(files) != rules_hash:
        raise BadInput.one(rules_hash, "is not the rule book that was kept", "restore the database from its backup")
    return files


def recorded(connection: Connection, tenant: str) -> dict[str, str]:
    """The hash of every rule book that came into use in a municipality, the newest first, with the moment since when it is kept."""
    return {row.hash: row.recorded_at for row in _RECORDED(connection, {"tenant": tenant})}
