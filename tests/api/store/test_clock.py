"""The moments of a log go forwards: a clock that was set back enters nothing, one that is being set right goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.api.store.samples import ACTOR, ORIGIN, START, TENANT, assessed, record, recorder
from tests.trail.samples import RULES
from wbmgp_api.store import log, orders, statements
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.errors import ClockBehind, StoreBroken
from wbmgp_api.store.opened import Store
from wbmgp_api.store.orders import Wanted
from wbmgp_api.store.recording import Recorded
from wbmgp_api.vault.opened import opened
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.receipt import read_leaf, utc_text

BACK = START - timedelta(seconds=3)


def at(store: Store, moment: datetime, key: str) -> Recorded:
    used = recorder(f"{key} {moment}")
    return store.write(TENANT, lambda c: used.assessment(c, assessed(), RULES, ACTOR, key, moment))


def moments(store: Store, origin: str = ORIGIN) -> list[str]:
    found = store.read(TENANT, lambda c: list(log.leaves(c, origin, 0, 99)))
    return [read_leaf(leaf)["recorded_at"] for _, leaf, _ in found]


def counts(store: Store) -> list[Any]:
    """How much stands in the tables that an entry touches, and which logs there are."""
    tables = ("log_leaf", "record", "case_file", "idempotency", "fact", "payload", "data_key", "erasure_order")
    said = [f"SELECT count(*) FROM {table}" for table in tables] + ["SELECT max(origin) FROM log_shard"]
    return store.read(TENANT, lambda c: [c.execute(text(one)).scalar_one() for one in said])


def test_every_kind_of_entry_is_refused_and_nothing_is_written(store: Store) -> None:
    made = record(store)
    before, used = counts(store), recorder("later")
    wanted = Wanted("vergissing", "Z-1", {made.case: []})
    for job in (
        lambda c: used.assessment(c, assessed(), RULES, ACTOR, "other", BACK),
        lambda c: statements.state(c, used, TENANT, "sleutelwissel", {"soort": "proef"}, ACTOR, BACK),
        lambda c: erase(c, used, TENANT, made.case, ["inkomen"], ACTOR, BACK),
    ):
        with pytest.raises(ClockBehind, match="this clock says 2026-11-21T08:59:57Z"):
            store.write(TENANT, job)
    with pytest.raises(BadInput, match="names nothing"):
        store.write(TENANT, lambda c: orders.order(c, used, TENANT, wanted, ACTOR, BACK))
    assert counts(store) == before


def test_a_step_of_at_most_two_seconds_goes_on_from_the_last_entry(store: Store) -> None:
    record(store)
    small = [at(store, START - log.MOST_BACK, "a"), at(store, START, "b"), at(store, START + timedelta(seconds=1), "c")]
    told = [utc_text(START + timedelta(microseconds=step)) for step in (1, 2, 1_000_000)]
    assert [one.moment for one in small] == told
    assert moments(store) == [utc_text(START), utc_text(START), *told]


def test_a_clock_of_last_year_opens_no_log_of_it(store: Store) -> None:
    first = datetime(2027, 1, 1, 0, 0, 0, 500_000, tzinfo=UTC)
    made = at(store, first, "first")
    with pytest.raises(ClockBehind, match="gm0599/2027 holds an entry of 2027-01-01T00:00:00Z"):
        at(store, START, "back")
    slewed = at(store, first - timedelta(seconds=1), "slewed")
    assert (slewed.origin, slewed.moment) == (made.origin, utc_text(first + timedelta(microseconds=1)))
    assert store.read(TENANT, lambda c: c.execute(text("SELECT origin FROM log_shard")).scalars().all()) == [
        made.origin
    ]
    assert store.read(TENANT, lambda c: log.newest(c, TENANT)) == made.origin


def test_an_empty_log_of_a_later_year_counts_from_its_first_day(store: Store) -> None:
    with pytest.raises(StoreBroken, match="has no log"):
        store.read(TENANT, lambda c: log.newest(c, TENANT))
    store.write(TENANT, lambda c: log.open_shard(c, TENANT, 2027, "wbmgp.example"))
    with pytest.raises(ClockBehind):
        at(store, START, "back")
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    assert at(store, new_year - timedelta(seconds=1), "slewed").moment == utc_text(new_year)


def test_a_log_keeps_the_name_it_was_given(store: Store) -> None:
    record(store)
    later = START + timedelta(seconds=1)
    stated = store.write(
        TENANT,
        lambda c: statements.state(
            c,
            replace(recorder("later"), prefix="other.example"),
            TENANT,
            "sleutelwissel",
            {"soort": "proef"},
            ACTOR,
            later,
        ),
    )
    assert stated.origin == ORIGIN


def test_another_municipality_has_a_clock_of_its_own(store: Store) -> None:
    record(store)
    used, other = recorder("other"), assessed({**assessed().application, "gemeente": "GM0344"})
    made = store.write("GM0344", lambda c: used.assessment(c, other, RULES, ACTOR, "k", BACK))
    assert made.moment == utc_text(BACK)


def test_the_command_line_says_so(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path}/a.db", make=True) as house:
        record(house.store)
    said = r"clock: .*set the clock of this machine right; nothing was written"
    with pytest.raises(BadInput, match=said), opened(f"sqlite:///{tmp_path}/a.db") as house:
        at(house.store, BACK, "back")
