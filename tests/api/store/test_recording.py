"""Recording an assessment: everything in one transaction, once per key, and read again as it was known."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests.api.store.samples import ACTOR, MASTER, ORIGIN, START, TENANT, application, assessed, record, recorder
from tests.trail.samples import RULES
from wbmgp_api.store import log, reading, rule_books
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.errors import ClockBehind, Conflict, Erased, NotThere, StoreBroken
from wbmgp_api.store.keys import KeyMismatch, MasterKeys
from wbmgp_api.store.opened import Store
from wbmgp_api.store.payloads import masked, opened
from wbmgp_api.store.recording import Recorded
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.categories import CATEGORIES, commitment
from wbmgp_engine.trail.receipt import read_leaf, utc_text


def rows(store: Store, sql: str, tenant: str = TENANT) -> list[Any]:
    return store.read(tenant, lambda connection: [tuple(row) for row in connection.execute(text(sql))])


def known_on(store: Store, made: Recorded, moment: str | None = None) -> dict[str, Any]:
    return store.read(
        TENANT, lambda connection: reading.known_on(connection, MASTER, TENANT, made.case, moment or made.moment)
    )


def _erase(store: Store, made: Recorded, category: str) -> None:
    moment = START + timedelta(seconds=2)
    store.write(TENANT, lambda c: erase(c, recorder("erase"), TENANT, made.case, [category], ACTOR, moment))


def test_the_rule_book_comes_before_its_first_use_and_once(store: Store) -> None:
    first, second = record(store), record(store, key="other", second=1)
    assert (first.origin, first.seq, second.seq) == (ORIGIN, 1, 2)
    leaves = [read_leaf(leaf) for leaf in _leaves(store)]
    assert [leaf["type"] for leaf in leaves] == ["regelversie", "beoordeling", "beoordeling"]
    assert {leaf["rules_hash"] for leaf in leaves} == {content_hash(RULES)}
    assert (leaves[1]["record_id"], leaves[1]["zaak_ref"], leaves[1]["recorded_at"]) == (
        first.record, first.case, utc_text(START),
    )  # fmt: skip
    assert store.read(TENANT, lambda connection: rule_books.files_of(connection, content_hash(RULES))) == RULES


def _leaves(store: Store) -> list[bytes]:
    return store.read(TENANT, lambda connection: [leaf for _, leaf, _ in log.leaves(connection, ORIGIN, 0, 99)])


def test_every_category_opens_to_what_the_leaf_commits_to(store: Store) -> None:
    made = record(store)
    said = store.read(TENANT, lambda connection: opened(connection, MASTER, TENANT, made.record))
    assert {category: one.data for category, one in said.items()} == assessed().payloads
    stated = read_leaf(_leaves(store)[made.seq])["commitments"]
    assert said.keys() == stated.keys() == set(CATEGORIES)
    for category, one in said.items():
        assert commitment(category, one.salt, one.data) == unbase64(stated[category], category, 32)
    assert len({one.salt for one in said.values()}) == len(CATEGORIES)


def test_what_is_told_twice_has_no_commitment_twice(store: Store) -> None:
    record(store)
    record(store, key="other", second=1)
    _, *told = [set(read_leaf(leaf)["commitments"].values()) for leaf in _leaves(store)]
    assert len(told[0] | told[1]) == 2 * len(CATEGORIES)


def test_the_answer_is_read_as_it_was_given(store: Store) -> None:
    made = record(store)
    found = store.read(TENANT, lambda connection: reading.answer(connection, MASTER, TENANT, made.record))
    assert found == assessed().answer


def test_nothing_that_was_said_stands_in_the_tables(store: Store) -> None:
    made = record(store, assessed(application(kenmerk="Ziezo-112233")))
    for table in ("case_file", "log_leaf", "record", "fact", "payload", "data_key", "idempotency"):
        found = repr([tuple(map(_plain, row)) for row in rows(store, f"SELECT * FROM {table}")])
        assert found != "[]"
        for said in ("Ziezo", "p.1", "ww", "Zo is het"):
            assert said not in found, (table, said)
    assert known_on(store, made)["kenmerk"] == "Ziezo-112233"


def _plain(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_the_same_key_gives_the_same_answer_and_another_content_is_a_conflict(store: Store) -> None:
    made = record(store)
    assert record(store, second=5) == made
    with pytest.raises(Conflict, match="the key 'k' was used for another request"):
        record(store, assessed(application(gemeente=TENANT, kenmerk="other")))
    with pytest.raises(Conflict):
        record(store, case=made.case)
    assert rows(store, "SELECT count(*) FROM record WHERE type = 'beoordeling'") == [(1,)]


def test_the_same_key_at_the_same_time_is_recorded_once(store: Store) -> None:
    made: list[Recorded] = []
    threads = [
        threading.Thread(target=lambda n=number: made.append(record(store, by=recorder(str(n))))) for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1
    assert rows(store, "SELECT count(*) FROM log_leaf") == [(2,)]


def test_facts_are_superseded_one_by_one_and_read_as_they_were_known(store: Store) -> None:
    before = application()
    after = application(kenmerk="k2")
    after["huishouden"][0]["inkomen"] = [{"soort": "loon"}]
    del after["onderzoek"]
    first = record(store, assessed(before))
    second = record(store, assessed(after), key="k2", case=first.case, second=10)
    assert second.case == first.case
    assert known_on(store, first) == before
    assert known_on(store, first, "2026-11-21T09:00:09.999999Z") == before
    assert known_on(store, second) == known_on(store, second, reading.END_OF_TIME) == after
    with pytest.raises(NotThere):
        known_on(store, first, "2026-11-21T08:59:59.999999Z")
    ended = rows(store, "SELECT category FROM fact WHERE recorded_to IS NOT NULL ORDER BY category")
    assert ended == [("inkomen",), ("onderzoek",), ("persoon",)]
    assert rows(store, "SELECT version FROM case_file") == [(2,)]
    (told_anew,) = rows(store, "SELECT count(*) FROM fact WHERE recorded_from > '2026-11-21T09:00:00.000000Z'")
    assert told_anew == (2,)


def test_a_clock_that_was_set_back_records_nothing(store: Store) -> None:
    made = record(store, second=10)
    for case in (made.case, None):
        with pytest.raises(ClockBehind, match=r"holds an entry of 2026-11-21T09:00:10Z, and this clock says .*:07Z"):
            record(store, key=f"k{case}", case=case, second=7)
    assert record(store, second=7) == made  # the first answer to the same request is given again
    assert rows(store, "SELECT count(*) FROM log_leaf") == [(2,)]


def test_a_case_of_another_tenant_is_not_there(store: Store) -> None:
    made = record(store)
    elsewhere = assessed(application(gemeente="GM0363"))
    with pytest.raises(NotThere, match="there is no case"):
        record(store, elsewhere, key="k2", case=made.case)
    assert store.read("GM0363", lambda connection: reading.assessments(connection, "GM0363", made.case)) == []
    (row,) = store.read(TENANT, lambda connection: reading.assessments(connection, TENANT, made.case))
    assert (row.id, row.seq) == (made.record, made.seq)
    record(store, elsewhere, key="k")
    assert rows(store, "SELECT origin, size FROM log_shard WHERE tenant = 'GM0363'", "GM0363") == [
        ("wbmgp.example/gm0363/2026", 2)
    ]


def test_a_failure_leaves_nothing(store: Store) -> None:
    wrong = assessed(recht={"datum": "2026-11-01", "regelboek": content_hash({"x": b"y"})})
    with pytest.raises(BadInput, match="are not those of"):
        record(store, wrong)
    broken = assessed(advies="misschien")
    with pytest.raises(BadInput, match="resultaatcode"):
        record(store, broken)
    for table in ("log_leaf", "record", "case_file", "rule_book", "data_key", "fact", "idempotency"):
        assert rows(store, f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_stopped_log_records_nothing(store: Store) -> None:
    record(store)
    store.write(TENANT, lambda connection: connection.execute(text("UPDATE log_shard SET state = 'stopped'")))
    with pytest.raises(StoreBroken, match="is stopped"):
        record(store, key="k2")


def test_what_was_erased_is_gone_and_the_rest_can_go_on(store: Store) -> None:
    first = record(store)
    _erase(store, first, "inkomen")
    with pytest.raises(Erased, match="1 facts are erased"):
        known_on(store, first)
    second = record(store, key="k2", case=first.case, second=3)
    assert known_on(store, second) == application()
    with pytest.raises(Erased):
        known_on(store, first)


def test_without_the_key_of_its_people_a_case_says_nothing_about_them(store: Store) -> None:
    first = record(store)
    _erase(store, first, "persoon")
    with pytest.raises(Erased):
        known_on(store, first)
    with pytest.raises(ProofError, match="gone, and no entry of the log says"):
        store.read(TENANT, lambda c: reading.known_on(c, MasterKeys({2: b"n" * 32}), TENANT, first.case, first.moment))
    with pytest.raises(KeyMismatch):
        store.read(TENANT, lambda c: reading.known_on(c, MasterKeys({1: b"n" * 32}), TENANT, first.case, first.moment))


@pytest.mark.parametrize("category", ["inkomen", "persoon"])
def test_what_no_entry_says_was_erased_was_destroyed(store: Store, category: str) -> None:
    first = record(store)
    other = record(store, key="other", second=1)
    _erase(store, other, category)
    gone = text(f"DELETE FROM data_key WHERE category = '{category}'")
    store.write(TENANT, lambda connection: connection.execute(gone))
    with pytest.raises(ProofError, match="gone, and no entry of the log says that they were erased"):
        known_on(store, first)
    with pytest.raises(Erased):
        known_on(store, other)


def test_a_person_is_hidden_in_a_path_under_a_key() -> None:
    one, other = masked("huishouden.p.1.inkomen", b"a"), masked("huishouden.p.1.inkomen", b"b")
    assert one != other
    assert one.startswith("huishouden.")
    assert one.endswith(".inkomen")
    assert masked("huishouden", b"a") == "huishouden"


def test_the_actor_and_moment_stand_in_the_leaf(store: Store) -> None:
    made = record(store, second=3)
    leaf = read_leaf(_leaves(store)[made.seq])
    assert (leaf["actor_ref"], leaf["rol"], leaf["oorsprong"]) == (ACTOR.ref, ACTOR.role, ACTOR.source)
    assert leaf["recorded_at"] == made.moment == "2026-11-21T09:00:03.000000Z"
