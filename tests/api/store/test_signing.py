"""Another key signs a log: by plan, after a leak, broken off halfway; and what somebody with the old key can still do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.api.store.samples import ACTOR, MASTER, ORIGIN, START, TENANT, Bytes, assessed, record, recorder
from tests.api.store.test_checkpoints import KEY
from tests.torture.erasures import MAKER
from tests.trail.samples import RULES
from wbmgp_api.store import checkpoints, log, signing
from wbmgp_api.store.errors import Conflict, StoreBusy
from wbmgp_api.store.export import bundle_of
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.opened import Store
from wbmgp_api.store.reading import assessments
from wbmgp_api.store.verification import flaws, origins
from wbmgp_api.vault import signing_keys
from wbmgp_api.vault.opened import House
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import signer
from wbmgp_engine.trail.key_change import KeyChange
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.verification import verify

NEW, OTHER = LogKey(*signer(b"n" * 32)), LogKey(*signer(b"o" * 32))
LAST = "9999-01-01T00:00:00.000000Z"


def head(store: Store, key: LogKey, minute: int = 10) -> Checkpoint:
    note = checkpoints.publish(store, TENANT, ORIGIN, key, START + timedelta(minutes=minute))
    return Checkpoint.parse(note.text)


def changed(store: Store, old: LogKey = KEY, new: LogKey = NEW, reason: str = "wissel", minute: int = 11) -> Checkpoint:
    now = head(store, old)
    moment = START + timedelta(minutes=minute)

    def job(c: Connection) -> None:
        signing.change(c, recorder(f"s {minute}"), TENANT, [now], old, new, reason, MAKER, moment)

    store.write(TENANT, job)
    head(store, new, minute)
    return now


def found(store: Store, key: LogKey, *outside: Note) -> list[str]:
    return store.read(TENANT, lambda c: [str(one) for one in flaws(c, MASTER, key, ORIGIN, outside=outside)])


def keep(store: Store, checkpoint: Checkpoint, key: LogKey) -> None:
    row = {"origin": ORIGIN, "size": checkpoint.size, "tenant": TENANT, "root": checkpoint.root,
           "note": bytes(checkpoint.signed(key.named(ORIGIN), key.sign)).decode(), "moment": LAST}  # fmt: skip
    words = text("INSERT INTO log_checkpoint VALUES (:origin, :size, :tenant, :root, :note, :moment)")
    store.write(TENANT, lambda c: c.execute(words, row))


def test_every_head_belongs_to_the_key_of_its_time(store: Store) -> None:
    record(store)
    before = checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
    changed(store)
    record(store, key="k2", second=900)
    after = checkpoints.publish(store, TENANT, ORIGIN, NEW, START + timedelta(hours=1))
    changed(store, NEW, OTHER, "gelekt", minute=70)
    assert found(store, OTHER, before, after) == []
    keys = store.read(TENANT, lambda c: signing.keys_of(c, ORIGIN, OTHER))
    assert [(change.head.size, change.reason) for change in keys.changes] == [(2, "wissel"), (4, "gelekt")]
    for row in store.read(TENANT, lambda c: assessments(c, TENANT)):
        assert verify(bytes(store.read(TENANT, lambda c, r=row: bundle_of(c, MASTER, OTHER, r)))).leaf  # type: ignore[misc]


def test_the_old_key_signs_nothing_more_and_the_log_goes_on(store: Store) -> None:
    record(store)
    changed(store)
    with pytest.raises(BadInput, match=f"signing key: was replaced in {ORIGIN}"):
        head(store, KEY)
    assert head(store, NEW).size == 3
    record(store, key="k2", second=900)
    assert (head(store, NEW).size, found(store, NEW)) == (4, [])


def test_a_log_that_grew_meanwhile_is_not_changed(store: Store) -> None:
    record(store)
    now = head(store, KEY)
    record(store, key="k2", second=1)
    with pytest.raises(Conflict, match="grew while its key was changed"):
        store.write(TENANT, lambda c: signing.change(c, recorder(), TENANT, [now], KEY, NEW, "wissel", MAKER, START))
    assert store.read(TENANT, lambda c: signing.changes(c, ORIGIN)) == []


def test_who_has_the_old_key_after_a_leak_cannot_go_on_with_the_log(store: Store) -> None:
    record(store)
    changed(store, reason="gelekt")
    record(store, key="k2", second=900)
    now = store.read(TENANT, lambda c: log.size_of(c, ORIGIN))
    keep(store, Checkpoint(ORIGIN, now, b"x" * 32), KEY)
    assert any("no log that the policy knows signed" in one for one in found(store, NEW))


def test_who_has_the_old_key_after_a_leak_cannot_rewrite_what_was_before(store: Store) -> None:
    record(store)
    changed(store, reason="gelekt")
    keep(store, Checkpoint(ORIGIN, 1, b"x" * 32), KEY)
    assert found(store, NEW) == ["head of 1: the leaves before it are others than when it was signed"]
    forged = Checkpoint(ORIGIN, 2, b"x" * 32).signed(KEY.named(ORIGIN), KEY.sign)
    assert any("are others than when it was signed" in one for one in found(store, NEW, forged))


def row(head: Checkpoint, old: LogKey, new: LogKey, entry: str, place: int | None = None) -> dict[str, Any]:
    note = bytes(KeyChange(head, old.public, new.public, "gelekt").signed(old.sign, new.sign)).decode()
    return {"origin": ORIGIN, "size": head.size if place is None else place, "tenant": TENANT, "note": note,
            "record": entry}  # fmt: skip


def insert(store: Store, values: dict[str, Any]) -> None:
    words = text("INSERT INTO log_key_change VALUES (:origin, :size, :tenant, :note, :record)")
    store.write(TENANT, lambda c: c.execute(words, values))


def test_who_has_the_old_key_cannot_name_another_heir(store: Store) -> None:
    made = record(store)
    now = changed(store)
    with pytest.raises(BadInput, match="was replaced"):
        store.read(TENANT, lambda c: signing.keys_of(c, ORIGIN, KEY))
    insert(store, row(replace(now, size=1), KEY, OTHER, made.record))
    said = found(store, NEW)
    assert "key change at 1: is not what its entry says, or has none" in said
    assert f"{ORIGIN}: key changes of {ORIGIN}: they do not lead to the key that is in use" in said
    with pytest.raises(Exception, match="is stopped and nothing is signed"):
        head(store, NEW)


def test_a_change_that_stands_elsewhere_or_is_none_is_named(store: Store) -> None:
    made = record(store)
    now = changed(store)
    insert(store, row(now, KEY, NEW, made.record, place=9))
    assert "key change at 9: says something else than its row" in found(store, NEW)
    insert(store, row(now, KEY, NEW, made.record, place=10) | {"note": "geen\n"})
    assert any(one.startswith("key change at 10: note") for one in found(store, NEW))
    with pytest.raises(Exception, match="is stopped and nothing is signed"):
        head(store, NEW)


def test_an_entry_that_cannot_be_opened_proves_nothing(store: Store) -> None:
    record(store)
    changed(store)
    wrong = replace(MASTER, keys={1: Bytes("wrong")(32)})
    said = store.read(TENANT, lambda c: [str(one) for one in flaws(c, wrong, NEW, ORIGIN)])
    assert "key change at 2: is not what its entry says, or has none" in said


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_log_that_takes_no_entries_stands_next_to_one_that_does(store: Store, goes_on: bool) -> None:
    closed, last_year = ORIGIN.replace("2026", "2025"), START - timedelta(days=365)
    used = recorder("last year")
    store.write(TENANT, lambda c: used.assessment(c, assessed(), RULES, ACTOR, "old", last_year))
    checkpoints.publish(store, TENANT, closed, KEY, last_year)
    store.write(TENANT, lambda c: c.execute(text("UPDATE log_shard SET state = 'closed'")))
    if goes_on:
        record(store)
    house = House(store, MASTER, KEY, b"")
    for _ in range(2):  # a second time there is nothing left to change
        signing_keys._change(house, TENANT, NEW, "wissel", MAKER)
    logs = store.read(TENANT, lambda c: origins(c, TENANT))
    assert logs == [closed, ORIGIN if goes_on else f"wbmgp.local/gm0599/{datetime.now(UTC).year}"]
    for origin in logs:
        assert store.read(TENANT, lambda c, o=origin: [str(one) for one in flaws(c, MASTER, NEW, o)]) == []  # type: ignore[misc]
        assert len(store.read(TENANT, lambda c, o=origin: signing.changes(c, o))) == 1  # type: ignore[misc]


def test_a_log_that_never_stands_still_is_left_for_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    record(store)

    def grown(*_: Any, **__: Any) -> None:
        raise Conflict("grew")

    monkeypatch.setattr(signing, "change", grown)
    with pytest.raises(StoreBusy, match="keeps growing"):
        signing_keys._change(House(store, MASTER, KEY, b""), TENANT, NEW, "wissel", MAKER)
