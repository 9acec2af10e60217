"""Heads that are signed only when every leaf holds, and tampering by hand that is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from tests.api.store.postgres_server import Server
from tests.api.store.samples import MASTER, ORIGIN, START, TENANT, application, assessed, record
from wbmgp_api.store import checkpoints, sqlite
from wbmgp_api.store.errors import NotThere, StoreBroken
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.opened import SqliteStore, Store
from wbmgp_api.store.signed_heads import SignedHeads
from wbmgp_api.store.verification import flaws, origins
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import signer
from wbmgp_engine.trail.merkle import leaf_hash
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.tree import Edge

KEY, OTHER = LogKey(*signer(b"s" * 32)), LogKey(*signer(b"t" * 32))
Tamper = Callable[[str], None]


def publish(store: Store, key: LogKey = KEY) -> Note:
    return checkpoints.publish(store, TENANT, ORIGIN, key, START)


def found(
    store: Store, *, key: LogKey = KEY, outside: Sequence[Note] = (), signed: Checkpoint | None = None
) -> list[str]:
    return store.read(
        TENANT, lambda c: [str(flaw) for flaw in flaws(c, MASTER, key, ORIGIN, outside=outside, signed=signed)]
    )


@pytest.fixture
def tamper(store: Store, request: pytest.FixtureRequest) -> Tamper:
    """Change the tables as somebody who owns the database: the guards are taken away first."""

    def on_sqlite(statement: str) -> None:
        assert isinstance(store, SqliteStore)

        def work(connection: Connection) -> None:
            for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            connection.exec_driver_sql(statement.replace("'\\x", "x'"))

        _without_keys(store, work)

    def on_postgres(statement: str) -> None:
        running: Server = request.getfixturevalue("postgres_server")
        engine = create_engine(running.url("owner", request.getfixturevalue("postgres_database")))
        with engine.begin() as connection:
            connection.exec_driver_sql("SET session_replication_role = replica")
            connection.exec_driver_sql(statement.replace("%", "%%"))
        engine.dispose()

    return on_sqlite if isinstance(store, SqliteStore) else on_postgres


def _without_keys(store: SqliteStore, work: Callable[[Connection], None]) -> None:
    engine = sqlite.write_engine(store.reading.url.database)  # type: ignore[arg-type]
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        work(connection)
        connection.exec_driver_sql("BEGIN")
    engine.dispose()


def filled(store: Store, count: int = 5) -> Store:
    for number in range(count):
        record(store, assessed(application(kenmerk=f"k{number}")), key=f"k{number}", second=number)
    return store


def test_a_head_is_signed_over_what_is_there_and_kept(store: Store) -> None:
    filled(store, 2)
    note = publish(store)
    head, _ = Policy((KEY.named(ORIGIN),)).check(note)
    assert (head.origin, head.size) == (ORIGIN, 3)
    assert publish(store) == note
    filled(store, 5)
    assert Checkpoint.parse(publish(store).text).size == 6
    assert found(store, outside=[note]) == []
    assert store.read(TENANT, lambda connection: origins(connection, TENANT)) == [ORIGIN]


def test_a_log_without_a_head_can_be_checked(store: Store) -> None:
    filled(store, 1)
    assert found(store) == []


STOPS = [
    ("UPDATE log_leaf SET leaf_bytes = '\\x00' WHERE seq = 4", "leaf 4 has other bytes than were hashed"),
    ("UPDATE log_leaf SET leaf_hash = '\\x" + "00" * 32 + "' WHERE seq = 5", "leaf 5 has other bytes"),
    ("UPDATE log_node SET hash = '\\x" + "00" * 32 + "' WHERE level = 1 AND idx = 2", "subtree 2 of level 1"),
    ("DELETE FROM log_node WHERE level = 1 AND idx = 2", "misses subtree 2 of level 1"),
    ("DELETE FROM log_leaf WHERE seq = 4", "leaf 4 is not there"),
    ("DELETE FROM log_leaf WHERE seq = 5", "leaf 5 is not there"),
    (
        "UPDATE log_node SET hash = '\\x" + "00" * 32 + "' WHERE level = 1 AND idx = 0",
        "the first 3 leaves are not those",
    ),
    ("UPDATE log_shard SET size = 2", "a head of 3 leaves was published, and there are 2"),
    ("UPDATE log_checkpoint SET note = replace(note, 'A', 'B')", "the last head does not hold"),
    ("UPDATE log_checkpoint SET note = 'x'", "the last head cannot be read"),
]


@pytest.mark.parametrize(("statement", "said"), STOPS)
def test_what_does_not_match_stops_the_log(store: Store, tamper: Tamper, statement: str, said: str) -> None:
    filled(store, 2)
    publish(store)
    filled(store, 5)
    tamper(statement)
    with pytest.raises(StoreBroken, match="is stopped and nothing is signed") as caught:
        publish(store)
    assert said in str(caught.value)
    heads = store.read(TENANT, lambda c: c.execute(text("SELECT count(*) FROM log_checkpoint")).scalar_one())
    assert heads == 1
    with pytest.raises(StoreBroken, match="is stopped"):
        record(store, key="later")


def test_a_key_that_did_not_sign_before_signs_nothing(store: Store) -> None:
    filled(store, 1)
    publish(store)
    with pytest.raises(BadInput, match="signing key: is not the signing key of"):
        publish(store, OTHER)
    # A wrong key is a mistake, and nothing of the log: it goes on with the right one.
    record(store, key="another", second=60)
    assert publish(store).text != ""


Z = "'\\x" + "00" * 32 + "'"
TAMPERED = {
    "bytes": ("UPDATE log_leaf SET leaf_bytes = '\\x7b7d' WHERE seq = 2", "leaf 2: is no receipt"),
    "shape": ("UPDATE log_leaf SET leaf_bytes = '\\x5b5d' WHERE seq = 2", "leaf 2: is no receipt"),
    "hash": (f"UPDATE log_leaf SET leaf_hash = {Z} WHERE seq = 3", "leaf 3: has other bytes than were hashed"),
    "node": (f"UPDATE log_node SET hash = {Z} WHERE level = 2", "subtree 0 of level 2, which ends in leaf 3: has another"),
    "node gone": ("DELETE FROM log_node WHERE level = 2", "subtree 0 of level 2, which ends in leaf 3: is not there"),
    "node moved": ("UPDATE log_node SET idx = 7 WHERE level = 2", "subtree 0 of level 2, which ends in leaf 3: is not"),
    "node of others": ("UPDATE log_node SET tenant = 'GM0363' WHERE level = 2", "ends in leaf 3: "),
    "leaf gone": ("DELETE FROM log_leaf WHERE seq = 2", "leaf 2: is not there"),
    "order": ("UPDATE log_leaf SET seq = CASE seq WHEN 2 THEN 103 ELSE 102 END WHERE seq IN (2, 3)", "leaf 2: is not there"),
    "cut short": ("DELETE FROM log_leaf WHERE seq = 5", "holds 5"),
    "added": (
        "INSERT INTO log_leaf SELECT origin, 6, tenant, leaf_bytes, leaf_hash FROM log_leaf WHERE seq = 5",
        "leaf 6: was made for place 5",
    ),
    "tenant of a leaf": ("UPDATE log_leaf SET tenant = 'GM0363' WHERE seq = 1", "leaf 1"),
    "size": ("UPDATE log_shard SET size = 9", f"{ORIGIN}: counts 9 leaves and holds 6"),
    "year": ("UPDATE log_shard SET year = 2025", f"{ORIGIN}: stands under GM0599 of 2025"),
    "known at another time": (
        "UPDATE record SET known_at = '2026-11-21T08:00:00.000000Z' WHERE seq = 3", "says another known_at than leaf 3"
    ),
    "key of another category": (
        "UPDATE data_key SET category = 'extra' WHERE category = 'inkomen'", "contents of leaf 1: the bytes were changed",
    ),
    "stopped": ("UPDATE log_shard SET state = 'stopped'", f"{ORIGIN}: is stopped"),
    "record gone": ("DELETE FROM record WHERE seq = 3", "leaf 3: has no record"),
    "record changed": ("UPDATE record SET outcome = 'verlenen' WHERE seq = 3", "says another outcome than leaf 3"),
    "record moved": ("UPDATE record SET law_date = '2020-01-01' WHERE seq = 1", "says another law_date than leaf 1"),
    "record loose": ("UPDATE record SET seq = 77 WHERE seq = 3", "belongs to no leaf that is there"),
    "record of others": ("UPDATE record SET tenant = 'GM0363' WHERE seq = 3", "leaf 3"),
    "payload": (
        "UPDATE payload SET ciphertext = (SELECT ciphertext FROM payload WHERE category = 'spoor' LIMIT 1)"
        " WHERE category = 'inkomen' AND record_id = (SELECT id FROM record WHERE seq = 4)",
        "contents of leaf 4: the bytes were changed",
    ),
    "payload gone": (
        "DELETE FROM payload WHERE category = 'inkomen' AND record_id = (SELECT id FROM record WHERE seq = 4)",
        "inkomen of leaf 4: is gone, and no leaf says that it was erased",
    ),
    "payload moved": (
        "UPDATE payload SET record_id = (SELECT id FROM record WHERE seq = 2), category = 'extra'"
        " WHERE category = 'inkomen' AND record_id = (SELECT id FROM record WHERE seq = 3)",
        "contents of leaf 2",
    ),
    "key gone": ("DELETE FROM data_key WHERE category = 'onderzoek'", "onderzoek of leaf 1: is gone"),
    "rule book": ("UPDATE rule_book SET files = '\\x00'", "rule book sha256:"),
    "rule book gone": ("DELETE FROM rule_book", "the database does not hold the rule book"),
    "head": (f"UPDATE log_checkpoint SET root = {Z}", "head of 6: says something else than its row"),
    "head signature": ("UPDATE log_checkpoint SET note = replace(note, 'e', 'f')", "head of 6: "),
    "head size": ("UPDATE log_checkpoint SET size = 4", "head of 4: says something else than its row"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_by_hand_is_found_and_named(store: Store, tamper: Tamper, name: str) -> None:
    statement, said = TAMPERED[name]
    filled(store)
    publish(store)
    assert found(store) == []
    tamper(statement)
    assert any(said in flaw for flaw in found(store)), found(store)


CUT = (
    "DELETE FROM record WHERE seq = 5", "DELETE FROM log_leaf WHERE seq = 5",
    "DELETE FROM log_node WHERE level = 1 AND idx = 2", "DELETE FROM log_checkpoint", "UPDATE log_shard SET size = 5",
)  # fmt: skip


def test_a_log_that_was_put_back_is_found_by_a_head_from_elsewhere(store: Store, tamper: Tamper) -> None:
    filled(store)
    note = publish(store)
    for statement in CUT:
        tamper(statement)
    assert found(store) == []
    assert found(store, outside=[note]) == ["head of 6: the log has 5 leaves: it was cut short or put back"]
    record(store, key="another", second=60)
    assert found(store, outside=[note]) == ["head of 6: the leaves before it are others than when it was signed"]
    assert "head from elsewhere: trust" in found(store, key=OTHER, outside=[note])[0]


def kept_beside(folder: Path) -> LogKey:
    return replace(KEY, heads=SignedHeads(folder / "signing.heads"))


def written_anew(store: Store, tamper: Tamper) -> None:
    """Another leaf 3, with every hash made again and no head left."""
    other = encode({**json.loads(leaf_of(store, 3)), "actor_ref": "b" * 32})
    tamper(f"UPDATE log_leaf SET leaf_bytes = '\\x{other.hex()}' WHERE seq = 3")
    leaves = [leaf_of(store, seq) for seq in range(6)]
    tamper(f"UPDATE log_leaf SET leaf_hash = '\\x{leaf_hash(other).hex()}' WHERE seq = 3")
    edge = Edge()
    for leaf in leaves:
        edge, nodes = edge.append(leaf_hash(leaf))
        for level, index, node in nodes[1:]:
            tamper(f"UPDATE log_node SET hash = '\\x{node.hex()}' WHERE level = {level} AND idx = {index}")
    tamper("DELETE FROM log_checkpoint")


def leaf_of(store: Store, seq: int) -> bytes:
    asked = text("SELECT leaf_bytes FROM log_leaf WHERE seq = :seq")
    return bytes(store.read(TENANT, lambda connection: connection.execute(asked, {"seq": seq}).scalar_one()))


def test_the_last_signed_head_stands_beside_the_key(store: Store, tmp_path: Path) -> None:
    key = kept_beside(tmp_path)
    assert key.heads is not None
    assert key.heads.last(ORIGIN) is None
    filled(store, 2)
    first = Checkpoint.parse(publish(store, key).text)
    assert key.heads.last(ORIGIN) == first
    assert (tmp_path / "signing.heads").stat().st_mode & 0o777 == 0o600
    filled(store, 5)
    second = Checkpoint.parse(publish(store, key).text)
    assert (second.size, key.heads.last(ORIGIN), key.heads.last("another")) == (6, second, None)
    # A crash between the head in the table and the one in the file.
    key.heads.keep(first)
    publish(store, key)
    assert key.heads.last(ORIGIN) == second
    assert found(store, key=key, signed=second) == []


def test_a_log_made_again_without_its_heads_is_neither_signed_nor_good(
    store: Store, tamper: Tamper, tmp_path: Path
) -> None:
    key = kept_beside(tmp_path)
    assert key.heads is not None
    publish(filled(store), key)
    signed = key.heads.last(ORIGIN)
    written_anew(store, tamper)
    assert found(store, key=key) == []
    assert found(store, key=key, signed=signed) == [
        "head of 6: was signed last, and is not in the database",
        "head of 6: the leaves before it are others than when it was signed",
    ]
    record(store, key="later", second=60)
    with pytest.raises(StoreBroken, match="the first 6 leaves are not those of the head that was signed last"):
        publish(store, key)
    assert key.heads.last(ORIGIN) == signed
    assert store.read(TENANT, lambda connection: checkpoints.last(connection, ORIGIN)) is None


def test_a_log_cut_short_with_its_heads_is_not_signed(store: Store, tamper: Tamper, tmp_path: Path) -> None:
    key = kept_beside(tmp_path)
    publish(filled(store), key)
    for statement in CUT:
        tamper(statement)
    with pytest.raises(StoreBroken, match="a head of 6 leaves was signed, and there are 5"):
        publish(store, key)


def test_a_log_that_is_not_there_is_said_to_be_not_there(store: Store) -> None:
    with pytest.raises(NotThere, match=f"there is no log {ORIGIN}"):
        publish(store)


def test_heads_that_cannot_be_kept_are_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "signing.heads").write_text('{"x": 1}', "ascii")
    with pytest.raises(BadInput, match="holds no signed heads"):
        publish(filled(store, 1), kept_beside(tmp_path))
    with pytest.raises(BadInput, match="cannot be written"):
        publish(store, kept_beside(tmp_path / "nowhere"))
