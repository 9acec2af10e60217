"""The log in the database: gap-free places, the hashes of every complete subtree, and proofs made of them."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from tests.api.store.test_guards import transaction
from wbmgp_api.store import log
from wbmgp_api.store.errors import StoreBroken
from wbmgp_engine.trail import merkle, tree

TENANT = "GM0599"


def _leaf(number: int) -> bytes:
    return f"receipt {number}".encode()


def _filled(engine: Engine, count: int) -> str:
    with transaction(engine) as connection:
        origin = log.open_shard(connection, TENANT, 2026, "wbmgp.example")
        for _ in range(count):
            log.append(connection, TENANT, origin, _leaf)
    return origin


def test_a_shard_has_one_origin_for_a_tenant_and_year(writing: Engine) -> None:
    assert _filled(writing, 1) == _filled(writing, 0) == "wbmgp.example/gm0599/2026"
    with transaction(writing) as connection:
        assert log.size_of(connection, "wbmgp.example/gm0599/2026") == 1


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 21])
def test_kept_subtrees_give_the_root_and_every_proof(writing: Engine, count: int) -> None:
    origin = _filled(writing, count)
    hashes = [merkle.leaf_hash(_leaf(number)) for number in range(count)]
    with transaction(writing) as connection:
        assert [(seq, leaf, kept) for seq, leaf, kept in log.leaves(connection, origin, 0, count)] == [
            (number, _leaf(number), hashes[number]) for number in range(count)
        ]
        read = log.reader_of(connection, origin)
        root = tree.Edge.read(count, read).root
        assert root == merkle.root(hashes)
        for number in range(count):
            proof = tree.inclusion_proof(number, count, read)
            merkle.verify_inclusion(hashes[number], number, count, proof, root)


def test_nothing_is_added_to_a_log_that_was_stopped(writing: Engine) -> None:
    origin = _filled(writing, 1)
    with transaction(writing) as connection:
        connection.exec_driver_sql("UPDATE log_shard SET state = 'stopped'")
    with pytest.raises(StoreBroken, match="is stopped"), transaction(writing) as connection:
        log.append(connection, TENANT, origin, _leaf)
    with pytest.raises(StoreBroken, match="there is no log elsewhere"), transaction(writing) as connection:
        log.append(connection, TENANT, "elsewhere", _leaf)


def test_a_subtree_that_is_gone_is_named(writing: Engine) -> None:
    origin = _filled(writing, 2)
    with pytest.raises(StoreBroken, match="misses subtree 5 of level 0"), transaction(writing) as connection:
        log.node_of(connection, origin, 0, 5)
    with pytest.raises(StoreBroken, match="misses subtree 1 of level 1"), transaction(writing) as connection:
        log.node_of(connection, origin, 1, 1)


def _append_and_fail(engine: Engine, origin: str) -> None:
    with transaction(engine) as connection:
        log.append(connection, TENANT, origin, _leaf)
        raise ZeroDivisionError


def test_what_is_rolled_back_leaves_no_gap(writing: Engine) -> None:
    origin = _filled(writing, 3)
    with pytest.raises(ZeroDivisionError):
        _append_and_fail(writing, origin)
    with transaction(writing) as connection:
        assert log.append(connection, TENANT, origin, _leaf) == 3


def test_writers_at_the_same_time_share_one_row_of_places(postgres_writing: Engine) -> None:
    origin = _filled(postgres_writing, 0)
    places: list[int] = []

    def work() -> None:
        for _ in range(10):
            with transaction(postgres_writing) as connection:
                places.append(log.append(connection, TENANT, origin, _leaf))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(places) == list(range(40))


def test_a_tenant_cannot_add_to_the_log_of_another(postgres_writing: Engine) -> None:
    origin = _filled(postgres_writing, 1)
    with pytest.raises(StoreBroken, match="there is no log"), transaction(postgres_writing, "GM0363") as connection:
        log.append(connection, "GM0363", origin, _leaf)
    with pytest.raises(DBAPIError), transaction(postgres_writing, "GM0363") as connection:
        log.open_shard(connection, TENANT, 2027, "wbmgp.example")
