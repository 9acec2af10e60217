"""One bit flipped in any cell of the database: found by the store's verification, by a replay, or named here as unbound."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

from sqlalchemy.exc import IntegrityError

from tests.torture.harness import Part, Tally
from tests.torture.insider import Insider, Town

UNBOUND = {
    "case_file": "version",
    "idempotency": "tenant client key fingerprint record_id created_at",
    "rule_book": "recorded_at",
    "log_checkpoint": "made_at",
    "log_cosignature": "origin kept_at",
    "log_timestamp": "origin stated_at tsr",
}
"""What docs/trail.md lists as outside the log; a `tsr` openssl judges."""


def flipped(value: int | str | bytes, chance: Random) -> int | bytes:
    """The value with one bit of it flipped: of a number, of text as UTF-8, of bytes."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(8)
    data = value.encode() if isinstance(value, str) else value
    bit = chance.randrange(8 * len(data))
    return (int.from_bytes(data, "big") ^ 1 << bit).to_bytes(len(data), "big")


def cells(insider: Insider) -> list[tuple[str, str]]:
    """Every table and column in which anything stands."""
    tables = insider.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'")
    return [
        (str(table), str(column))
        for table in tables
        for column in insider.column(f"SELECT name FROM pragma_table_info('{table}')")
        if insider.column(f"SELECT count({column}) FROM {table}") != [0]
    ]


def any_cell(seed: int, count: int, folder: Path) -> Tally:
    """`count` flips, evenly over tables and columns."""
    chance, faults, seen = Random(seed), list[str](), Counter[str]()
    town = Town(folder, chance)
    insider = Insider(town)
    known = cells(insider)
    before = insider.known()
    if insider.findings(town.outside) or insider.cases():
        faults.append("the database is refused as it is")
    for number in range(count):
        place = known[(seed + number) % len(known)]
        with insider.attempt():
            what = _flip(insider, place, chance)
            verdict = _verdict(insider, town, before) if what else "refused by the database"
        seen[verdict] += 1
        if verdict == "outside the log" and place[1] not in UNBOUND.get(place[0], "").split():
            faults.append(f"{place[0]}.{place[1]}, {what}: was not found")
    insider.close()
    return Tally(count, faults, {name: str(number) for name, number in seen.items()})


def _flip(insider: Insider, place: tuple[str, str], chance: Random) -> str | None:
    table, column = place
    row, value = chance.choice(insider.rows(f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL"))
    new = flipped(value, chance)
    try:
        cast = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
        insider.run(f"UPDATE {table} SET {column} = {cast} WHERE rowid = ?", new, row)
    except IntegrityError:  # two rows with one key
        return None
    return f"{value!r:.90} as {new!r:.90}"


def _verdict(insider: Insider, town: Town, before: object) -> str:
    if insider.findings(town.outside) or insider.cases():
        return "found by verification"
    return "found by a replay" if insider.known() != before else "outside the log"


PARTS = (Part("bits of rows", "every flipped bit in the database is found (T1)", 1000, 100_000, any_cell),)
