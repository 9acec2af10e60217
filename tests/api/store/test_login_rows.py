"""Rows of the login: seen by whoever shows their hash or is of their tenant, changed by nobody, and gone when they ended."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from wbmgp_api.store import login_rows
from wbmgp_api.store.login_rows import KeptSession
from wbmgp_api.store.opened import PostgresStore, Store

OWN, FOREIGN = "GM9999", "GM0599"
BEGUN, LATER, END = (f"2026-11-21T{hour}:00:00.000000Z" for hour in ("09", "10", "17"))
KEPT = KeptSession("a" * 64, OWN, "b" * 64, "c" * 64, b"n" * 12, b"closed", BEGUN, BEGUN, END)


@pytest.fixture
def filled(store: Store) -> Store:
    store.write(OWN, lambda c: login_rows.keep(c, KEPT))
    return store


def there(store: Store, tenant: str = "", digest: str = KEPT.digest) -> KeptSession | None:
    return store.read(tenant, lambda c: login_rows.find(c, digest))


def test_a_session_is_found_by_its_hash_without_a_tenant_and_by_no_other(filled: Store) -> None:
    assert there(filled) == there(filled, FOREIGN) == KEPT
    assert there(filled, OWN, "d" * 64) is None
    # What finds it is its own hash, not that of the person in it.
    assert there(filled, OWN, KEPT.subject) is None


def test_who_shows_no_hash_sees_nothing_of_another_municipality(filled: Store) -> None:
    every = text("SELECT digest FROM login_session")
    if isinstance(filled, PostgresStore):
        assert filled.read(FOREIGN, lambda c: list(c.execute(every))) == []
        # What one transaction showed is forgotten in the next of the same connection.
        there(filled)
        assert filled.read(FOREIGN, lambda c: list(c.execute(every))) == []
        assert filled.write(FOREIGN, lambda c: c.execute(text("DELETE FROM login_session")).rowcount) == 0
        with pytest.raises(DBAPIError, match="row-level security"):
            filled.write(FOREIGN, lambda c: login_rows.keep(c, KEPT._replace(digest="e" * 64)))
    assert filled.read(OWN, lambda c: len(list(c.execute(every)))) == 1


@pytest.mark.parametrize("column", ["tenant", "subject", "ends_at", "begun_at", "digest"])
def test_nothing_of_a_session_changes_but_when_it_was_seen(filled: Store, column: str) -> None:
    changed = text(f"UPDATE login_session SET {column} = 'x'")
    with pytest.raises(DBAPIError, match=r"keeps what it holds|permission denied"):
        filled.write(OWN, lambda c: c.execute(changed))
    filled.write(OWN, lambda c: login_rows.seen(c, OWN, KEPT.digest, LATER))
    filled.write(OWN, lambda c: login_rows.seen(c, OWN, KEPT.digest, BEGUN))
    assert there(filled) == KEPT._replace(seen_at=LATER)


def test_a_session_ends_once(filled: Store) -> None:
    assert filled.write("", lambda c: login_rows.end(c, KEPT.digest))
    assert not filled.write("", lambda c: login_rows.end(c, KEPT.digest))
    assert there(filled) is None


@pytest.mark.parametrize("name", [KEPT.subject, KEPT.provider_session])
def test_all_sessions_of_a_person_end_together_and_no_others(filled: Store, name: str) -> None:
    other = KEPT._replace(digest="e" * 64, subject="f" * 64, provider_session=None)
    filled.write(OWN, lambda c: login_rows.keep(c, other))
    filled.write(FOREIGN, lambda c: login_rows.keep(c, KEPT._replace(digest="1" * 64, tenant=FOREIGN)))
    assert filled.write("", lambda c: login_rows.end_all(c, name)) == 2
    assert there(filled) is None and there(filled, digest=other.digest) == other


@pytest.mark.parametrize(
    ("moment", "idle_since", "kept"),
    [(LATER, "2026-11-21T08:59:59.000000Z", True), (LATER, BEGUN, False), (END, "2026-11-21T08:00:00.000000Z", False)],
)
def test_what_ended_is_removed(filled: Store, moment: str, idle_since: str, kept: bool) -> None:
    filled.write(FOREIGN, lambda c: login_rows.forget_old(c, FOREIGN, END, END))
    assert there(filled) is not None
    filled.write(OWN, lambda c: login_rows.forget_old(c, OWN, moment, idle_since))
    assert (there(filled) is not None) is kept


def test_a_login_is_used_once_whatever_the_municipality(store: Store) -> None:
    attempt = "9" * 64
    assert store.write(OWN, lambda c: login_rows.use(c, OWN, attempt, LATER))
    assert not store.write(OWN, lambda c: login_rows.use(c, OWN, attempt, LATER))
    assert not store.write(FOREIGN, lambda c: login_rows.use(c, FOREIGN, attempt, LATER))
    store.write(OWN, lambda c: login_rows.forget_old(c, OWN, LATER, BEGUN))
    assert store.write(OWN, lambda c: login_rows.use(c, OWN, attempt, END))
