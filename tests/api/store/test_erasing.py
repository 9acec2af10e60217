"""Erasure: what was said is in no file any more, a leaf says that it went, and the log still holds."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.api.store.samples import ACTOR, MASTER, ORIGIN, START, TENANT, application, assessed, record, recorder
from tests.api.store.test_checkpoints import KEY, found, publish
from wbmgp_api.store import log, reading
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.errors import Conflict, Erased, NotThere, StoreBusy
from wbmgp_api.store.export import bundle_of
from wbmgp_api.store.opened import SqliteStore, Store, open_store
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.receipt import read_leaf
from wbmgp_engine.trail.verification import verify

FG = replace(ACTOR, role="fg")


def erased(store: Store, case: str, *categories: str, tenant: str = TENANT) -> dict[str, tuple[str, ...]]:
    moment = START + timedelta(minutes=1)
    return store.write(
        tenant, lambda connection: erase(connection, recorder(f"e {case}"), tenant, case, categories, FG, moment)
    )


def test_every_record_of_the_case_loses_the_category_and_no_other(store: Store) -> None:
    first = record(store)
    second = record(store, assessed(application(kenmerk="k2")), key="k2", case=first.case, second=1)
    other = record(store, key="k3", second=2)
    assert erased(store, first.case, "inkomen", "persoon") == {
        first.record: ("inkomen", "persoon"), second.record: ("inkomen", "persoon"),
    }  # fmt: skip
    for made in (first, second):
        with pytest.raises(Erased):
            store.read(TENANT, lambda c, m=made: reading.known_on(c, MASTER, TENANT, m.case, m.moment))  # type: ignore[misc]
    assert store.read(TENANT, lambda c: reading.known_on(c, MASTER, TENANT, other.case, other.moment)) == application()
    leaves = store.read(TENANT, lambda c: [read_leaf(leaf) for _, leaf, _ in log.leaves(c, ORIGIN, 4, 9)])
    assert [(leaf["type"], leaf["betreft"], leaf["categorieen"], leaf["rol"]) for leaf in leaves] == [
        ("wissing", first.record, ["inkomen", "persoon"], "fg"), ("wissing", second.record, ["inkomen", "persoon"], "fg"),
    ]  # fmt: skip
    assert erased(store, first.case, "inkomen") == {}


def test_the_log_and_the_bundle_of_what_was_erased_still_hold(store: Store) -> None:
    made = record(store)
    before = publish(store)
    erased(store, made.case, "inkomen")
    publish(store)
    assert found(store, outside=[before]) == []
    (row,) = store.read(TENANT, lambda c: reading.assessments(c, TENANT, made.case))
    data = bytes(store.read(TENANT, lambda c: bundle_of(c, MASTER, KEY, row)))
    assert verify(data).closed == ["inkomen"]


def test_an_erasure_that_is_refused_erases_nothing(store: Store) -> None:
    made = record(store)
    for wrong in ((), ("alles",)):
        with pytest.raises(BadInput, match="are not known categories"):
            erased(store, made.case, *wrong)
    with pytest.raises(NotThere):
        erased(store, "f" * 32, "inkomen")
    with pytest.raises(NotThere):
        erased(store, made.case, "inkomen", tenant="GM0363")
    assert found(store) == []


def test_a_request_leaves_no_hash_that_guesses_can_be_tried_against(store: Store) -> None:
    made = record(store)
    record(store, key="k2", second=1)
    words = text("SELECT fingerprint FROM idempotency")
    one, other = store.read(TENANT, lambda c: [bytes(found) for found in c.execute(words).scalars()])
    assert one != other  # the same application under the same client: each under the salts of its own record
    assert record(store, second=2) == made
    erased(store, made.case, "inkomen")
    with pytest.raises(Conflict, match="what was asked under the key 'k' was erased since"):
        record(store, second=3)


def test_no_byte_of_it_is_left_in_the_file_its_journal_or_a_backup(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    assert isinstance(store, SqliteStore)
    made = [record(store, key=f"k{number}", second=number) for number in range(20)]
    wanted = text("SELECT p.ciphertext, k.wrapped_key FROM payload p JOIN data_key k ON k.id = p.data_key_id"
                  " JOIN record r ON r.id = p.record_id WHERE p.category = 'inkomen' AND r.case_id = :case")  # fmt: skip
    gone = [
        bytes(part)
        for one in made[:10]
        for row in store.read(TENANT, lambda c, o=one: c.execute(wanted, {"case": o.case}).all())  # type: ignore[misc]
        for part in row
    ]
    assert len(gone) == 20
    assert _left(tmp_path, gone) == 20
    for one in made[:10]:
        erased(store, one.case, "inkomen")
    store.scrub()
    with store.reading.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql(f"VACUUM INTO '{tmp_path}/backup.db'")
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")
    assert {path.name for path in tmp_path.iterdir()} >= {"store.db", "store.db-wal", "backup.db"}
    assert _left(tmp_path, gone) == 0
    store.close()
    assert _left(tmp_path, gone) == 0


def _left(folder: Path, gone: list[bytes]) -> int:
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    return sum(any(form in held for form in (one, one.hex().encode(), base64.b64encode(one))) for one in gone)


def test_a_reader_keeps_the_journal_and_is_named(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    assert isinstance(store, SqliteStore)
    made = record(store)
    with store.reading.begin() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM record")
        erased(store, made.case, "inkomen")
        with pytest.raises(StoreBusy, match="somebody still reads"):
            store.scrub()
    store.scrub()
    assert (tmp_path / "store.db-wal").stat().st_size == 0
    store.close()
