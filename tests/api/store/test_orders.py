"""Erasing takes two people, in three steps, and the database itself holds that: on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.api.store.samples import ACTOR, MASTER, ORIGIN, START, TENANT, record, recorder
from tests.api.store.test_checkpoints import found
from tests.our_law import OUR_LAW
from wbmgp_api.store import keeping, log, orders
from wbmgp_api.store.errors import Conflict, NotThere
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.opened import Store
from wbmgp_api.store.orders import Wanted
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.recording import Actor
from wbmgp_engine.errors import BadInput
from wbmgp_engine.retention import Ending, Kept
from wbmgp_engine.trail.receipt import read_leaf

MAKER, CHECKER = replace(ACTOR, ref="b" * 32, role="beheer"), replace(ACTOR, ref="c" * 32, role="fg")
BOOK = OUR_LAW
CLOSED = date(2020, 5, 1)


def ordered(store: Store, case: str, *categories: str, by: Actor = MAKER, minute: int = 1) -> str:
    wanted = Wanted("bewaartermijn", "L-1", {case: [Kept(category) for category in categories]}, date(2026, 11, 21))
    moment = START + timedelta(minutes=minute)
    return store.write(TENANT, lambda c: orders.order(c, recorder(f"o {case} {minute}"), TENANT, wanted, by, moment))


def approved(store: Store, order_id: str, by: Actor = CHECKER) -> None:
    moment = START + timedelta(minutes=2)
    store.write(TENANT, lambda c: orders.approve(c, recorder(f"a {order_id}"), TENANT, order_id, by, moment))


def carried_out(store: Store, order_id: str, by: Actor = MAKER) -> dict[str, dict[str, tuple[str, ...]]]:
    moment = START + timedelta(minutes=3)
    return store.write(TENANT, lambda c: orders.run(c, recorder(f"r {order_id}"), TENANT, order_id, by, moment))


def test_each_step_is_an_entry_and_the_report_stays(store: Store) -> None:
    made = record(store)
    order = ordered(store, made.case, "inkomen", "spoor")
    assert store.read(TENANT, lambda c: opened(c, MASTER, TENANT, made.record)).keys() >= {"inkomen", "spoor"}
    approved(store, order)
    assert carried_out(store, order) == {made.case: {made.record: ("inkomen", "spoor")}}
    leaves = store.read(TENANT, lambda c: [read_leaf(leaf) for _, leaf, _ in log.leaves(c, ORIGIN, 2, 9)])
    assert [(leaf["type"], leaf["betreft"], leaf["categorieen"], leaf["actor_ref"][0]) for leaf in leaves] == [
        ("wissing", order, [], "b"), ("wissing", order, [], "c"),
        ("wissing", made.record, ["inkomen", "spoor"], "b"), ("wissing", order, [], "b"),
    ]  # fmt: skip
    said = [
        store.read(TENANT, lambda c, id=leaf["record_id"]: opened(c, MASTER, TENANT, id))["motivering"].part["wissing"]  # type: ignore[misc]
        for leaf in leaves
        if not leaf["categorieen"]
    ]
    assert [one["stap"] for one in said] == ["opdracht", "akkoord", "uitgevoerd"]
    assert said[0]["posten"] == [{"zaak": made.case, "termijnen": [{"categorie": "inkomen"}, {"categorie": "spoor"}]}]
    assert said[2]["gewist"] == {made.case: {made.record: ["inkomen", "spoor"]}}
    assert found(store) == []


def test_whoever_orders_does_not_approve(store: Store) -> None:
    order = ordered(store, record(store).case, "inkomen")
    with pytest.raises(Conflict, match="let another person"):
        approved(store, order, by=replace(MAKER, role="fg"))
    with pytest.raises(Conflict, match="nobody approved"):
        carried_out(store, order)
    approved(store, order)
    with pytest.raises(Conflict, match="approved before"):
        approved(store, order)
    carried_out(store, order)
    with pytest.raises(Conflict, match="carried out before"):
        carried_out(store, order)


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO erasure_approval VALUES ('GM0599', '{order}', '{maker}', '{maker}', '{moment}', '{order}')",
        "INSERT INTO erasure_approval VALUES ('GM0599', '{order}', '{checker}', '{maker}', '{moment}', '{order}')",
        "INSERT INTO erasure_run VALUES ('GM0599', '{order}', '{moment}', '{order}')",
    ],
)
def test_a_program_that_forgets_to_ask_is_stopped_by_the_database(store: Store, row: str) -> None:
    order = ordered(store, record(store).case, "inkomen")
    words = text(row.format(order=order, maker=MAKER.ref, checker=CHECKER.ref, moment="2026-11-21T09:05:00.000000Z"))
    with pytest.raises(IntegrityError):
        store.write(TENANT, lambda c: c.execute(words))


@pytest.mark.parametrize("table", ["erasure_order", "erasure_approval", "erasure_run", "case_ending"])
def test_what_was_decided_is_not_changed_or_removed(store: Store, table: str) -> None:
    made = record(store)
    moment = START + timedelta(minutes=1)
    store.write(TENANT, lambda c: keeping.tell(c, TENANT, made.case, Ending("geweigerd", CLOSED), MAKER, moment))
    order = ordered(store, made.case, "inkomen")
    approved(store, order)
    carried_out(store, order)
    for words in (f"DELETE FROM {table}", f"UPDATE {table} SET tenant = tenant"):
        with pytest.raises(Exception, match=r"keeps what it holds|permission denied"):
            store.write(TENANT, lambda c, w=words: c.execute(text(w)))  # type: ignore[misc]


def test_an_order_that_cannot_be(store: Store) -> None:
    made = record(store)
    for wanted, said in (
        (Wanted("zomaar", "L-1", {made.case: [Kept("inkomen")]}), "is not known"),
        (Wanted("vergissing", "L-1", {}), "names nothing"), (Wanted("vergissing", "L-1", {made.case: []}), "names nothing"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=said):
            store.write(TENANT, lambda c, w=wanted: orders.order(c, recorder(), TENANT, w, MAKER, START))  # type: ignore[misc]
    with pytest.raises(NotThere, match="no case"):
        ordered(store, "f" * 32, "inkomen")
    for step in (approved, carried_out):
        with pytest.raises(NotThere, match="no order"):
            step(store, "f" * 32)
    assert found(store) == []


def test_an_order_whose_key_is_gone_is_not_guessed(store: Store) -> None:
    order = ordered(store, record(store).case, "inkomen")
    approved(store, order)
    lost = replace(recorder("r"), master=MasterKeys({2: b"n" * 32}))
    with pytest.raises(NotThere, match="cannot be opened"):
        store.read(TENANT, lambda c: orders.ordered(c, lost, TENANT, order))


def test_the_list_of_a_day_holds_what_is_still_there_and_due(store: Store) -> None:
    refused, waiting, silent = (record(store, key=f"k{number}", second=number) for number in range(3))
    for number, (made, ending) in enumerate(
        [
            (refused, Ending("verleend", CLOSED)), (refused, Ending("geweigerd", CLOSED)),
            (waiting, Ending("verleend", CLOSED)), (refused, Ending("verleend", CLOSED, CLOSED, CLOSED, CLOSED)),
        ]
    ):  # fmt: skip
        moment = START + timedelta(minutes=1, seconds=number)
        store.write(
            TENANT,
            lambda c, m=made, e=ending, at=moment: keeping.tell(c, TENANT, m.case, e, MAKER, at),  # type: ignore[misc]
        )
    terms = store.read(TENANT, lambda c: keeping.terms(c, TENANT, BOOK))
    assert terms.keys() == {refused.case, waiting.case, silent.case}
    assert keeping.due(terms, date(2025, 5, 1)) == {}
    due = keeping.due(terms, date(2025, 5, 2))
    assert {case: [one.category for one in of] for case, of in due.items()} == {
        refused.case: ["beoordeling", "inkomen", "motivering", "persoon", "spoor"]
    }
    assert terms[refused.case]["onderzoek"].waits_for == "evaluatie_afgerond"
    assert terms[silent.case]["persoon"] == Kept("persoon")
    order = ordered(store, refused.case, "inkomen")
    approved(store, order)
    carried_out(store, order)
    assert "inkomen" not in store.read(TENANT, lambda c: keeping.terms(c, TENANT, BOOK))[refused.case]


def test_an_ending_that_cannot_be(store: Store) -> None:
    made = record(store)
    before = CLOSED - timedelta(days=1)
    for case, ending, error, said in (
        (made.case, Ending("zoek", CLOSED), BadInput, "no known way to end"),
        (made.case, Ending("verleend", CLOSED, before), BadInput, "object-ended: 2020-04-30 lies before the end"),
        (made.case, Ending("verleend", CLOSED, None, before), BadInput, "final"),
        (made.case, Ending("verleend", CLOSED, None, None, before), BadInput, "evaluated"),
        ("f" * 32, Ending("verleend", CLOSED), NotThere, "no case"),
    ):
        with pytest.raises(error, match=said):
            store.write(TENANT, lambda c, k=case, e=ending: keeping.tell(c, TENANT, k, e, MAKER, START))  # type: ignore[misc]


def test_categories_stand_in_the_order_of_the_log() -> None:
    assert orders.in_order(["spoor", "inkomen", "spoor"]) == ("inkomen", "spoor")
    for wrong in ([], ["alles"]):
        with pytest.raises(BadInput, match="are not known categories"):
            orders.in_order(wrong)
