"""What the tables hold by themselves, whoever writes to them; and that no row says anything about a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.api.cases.working import DESK, HARDSHIP, LAWYER, REFUSAL, REVIEWER, WEIGHED, Desk, asked, refusable
from tests.api.service.asking import TENANT
from wbmgp_api.service import Service
from wbmgp_api.store.opened import Store
from wbmgp_engine.trail.canonical import decode


def store_of(desk: Desk) -> Store:
    service: Service = desk.asking.client.app.state.service  # type: ignore[attr-defined]
    assert service.store is not None
    return service.store


def rows(desk: Desk, words: str) -> list[Any]:
    return store_of(desk).read(TENANT, lambda connection: list(connection.execute(text(words))))


def written(desk: Desk, words: str, **values: Any) -> None:
    """Write past the service."""

    def job(connection: Connection) -> None:
        connection.execute(text(words), {"tenant": TENANT, **values})

    store_of(desk).write(TENANT, job)


DRAFT = (
    "INSERT INTO case_draft SELECT :tenant, d.id, a.case_id, a.id, a.advice, {gates}, {unweighed}, '{outcome}', '{relation}',"
    " d.made_by FROM case_assessment a, handeling d WHERE d.act = 'verklaar_volledig' AND a.case_id = d.case_id"
)


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ({"gates": "a.open_gates", "unweighed": "0"}, "gates_closed"),
        ({"gates": "0", "unweighed": "0"}, "draft_on_assessment"),  # an assessment that is not as it is said to be
        ({"gates": "a.open_gates", "outcome": "verlenen", "relation": "volgt"}, "relation_true"),
    ],
)
def test_a_refusal_with_an_open_gate_is_refused_by_the_database(either: Desk, said: Any, constraint: str) -> None:
    case = either.take_in(refusable())
    either.well(case, "_verklaar-volledig", DESK, {})
    either.well(case, "toetsingen", REVIEWER)
    words = DRAFT.format(**{"unweighed": "a.unweighed", "outcome": "weigeren", "relation": "wijkt_af", **said})
    with pytest.raises(IntegrityError) as refused:
        written(either, words)
    assert constraint in str(refused.value.orig) or "FOREIGN KEY" in str(refused.value.orig)
    assert rows(either, "SELECT 1 FROM case_draft") == []


@pytest.mark.parametrize("outcome", ["weigeren", "verlenen_met_voorschriften"])
def test_an_outcome_without_a_ground_is_refused_by_the_database(either: Desk, outcome: str) -> None:
    """Nothing is open and all is weighed, and still the law knows no ground to refuse (Huisvestingswet 2014 art. 15)."""
    case = either.take_in(asked(evenredigheid=WEIGHED))
    either.well(case, "_verklaar-volledig", DESK, {})
    assert either.well(case, "toetsingen", REVIEWER)["advies"] == "verlenen"
    words = DRAFT.format(gates="a.open_gates", unweighed="a.unweighed", outcome=outcome, relation="wijkt_af")
    with pytest.raises(IntegrityError, match="draft_grounded"):
        written(either, words)
    assert rows(either, "SELECT 1 FROM case_draft") == []


DECISION = (
    "INSERT INTO case_decision SELECT :tenant, h.id, d.case_id, d.id, d.outcome, d.drafted_by, {by}, '2026-11-18', {four}"
    " FROM case_draft d, handeling h WHERE h.act = 'concept' AND h.case_id = d.case_id"
)


@pytest.mark.parametrize(
    ("by", "four", "constraint"),
    [
        ("d.drafted_by", 1, "two_people"),
        ("d.drafted_by", 0, "four_eyes_asked"),
        ("'" + "f" * 32 + "'", 0, "four_eyes_asked"),
    ],
)
def test_a_refusal_by_one_person_is_refused_by_the_database(either: Desk, by: str, four: int, constraint: str) -> None:
    either.drafted(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    with pytest.raises(IntegrityError, match=constraint):
        written(either, DECISION.format(by=by, four=four))


def test_what_was_done_stays_as_it_was_done(either: Desk) -> None:
    either.sent(asked(), "verlenen")
    for table in ("handeling", "case_assessment", "case_draft", "case_decision", "case_state"):
        before = rows(either, f"SELECT * FROM {table}")
        for change in (f"UPDATE {table} SET case_id = '{'0' * 32}'", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError):
                written(either, change)
        assert rows(either, f"SELECT * FROM {table}") == before != []


def test_every_step_has_its_entry_in_the_log(either: Desk) -> None:
    case = either.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    found = rows(
        either,
        "SELECT h.act, l.leaf_bytes, h.made_by, h.made_at FROM handeling h"
        " JOIN record r ON r.tenant = h.tenant AND r.id = h.id"
        " JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq ORDER BY h.version",
    )
    leaves = [(row.act, decode(bytes(row.leaf_bytes))) for row in found]
    assert [(act, leaf["type"]) for act, leaf in leaves] == [
        ("intake", "aanvraag"), ("verklaar_volledig", "handeling"), ("toetsing", "beoordeling"),
        ("concept", "handeling"), ("stel_vast", "besluit"), ("verzend", "handeling"),
    ]  # fmt: skip
    assert {leaf["zaak_ref"] for _, leaf in leaves} == {case}
    assert [(row.made_by, row.made_at) for row in found] == [
        (leaf["actor_ref"], leaf["recorded_at"]) for _, leaf in leaves
    ]
    assert leaves[4][1]["resultaatcode"] == "weigeren"


def test_nothing_anybody_told_stands_open_in_the_file(desk: Desk, tmp_path: Path) -> None:
    canaries = ("KANARIE-KENMERK", "KanarieReden", "KanarieHardheid", "KanarieGrond", "KanarieNoot", "kanariepiet")
    whole = refusable(kenmerk=canaries[0], hardheid=HARDSHIP, evenredigheid=WEIGHED)
    whole["huishouden"][0]["id"] = canaries[5]
    case = desk.sent(whole, "weigeren", motivering=canaries[1], hardheid=canaries[2])
    desk.well(case, "bezwaren", DESK, {"gronden": canaries[3]})
    stuk = {"stuk": "loonstroken", "persoon": canaries[5], "herkomst": "aanvrager", "toelichting": canaries[4]}
    desk.well(case, "bewijsstukken", DESK, stuk)
    desk.ask("POST", "/aanvragen/_zoek", DESK, {"kenmerk": canaries[0]})
    data = b"".join(path.read_bytes() for path in tmp_path.glob("zaken.db*"))
    lines = json.dumps(desk.asking.lines, default=str)
    for canary in canaries:
        assert canary.encode() not in data, canary
        assert canary not in lines, canary
    assert case.encode() in data


def test_nothing_is_shown_where_the_log_takes_no_entry(desk: Desk) -> None:
    case = desk.take_in()
    written(desk, "UPDATE log_shard SET state = 'stopped' WHERE tenant = :tenant")
    for path in ("", "/besluiten", "/bewijsstukken", "/uitkomst", "/spoor"):
        got = desk.ask("GET", f"/aanvragen/{case}{path}", REVIEWER)
        assert (got.status_code, "tarwewijk" in got.text) == (503, False), path


@pytest.mark.parametrize("either", ["postgres"], indirect=True)
@pytest.mark.parametrize(
    "table",
    [
        "case_state",
        "handeling",
        "case_assessment",
        "case_draft",
        "case_decision",
        "objection_decision",
        "case_index",
        "case_number",
    ],
)
def test_row_level_security_shows_and_takes_no_other_tenants_rows(either: Desk, table: str) -> None:
    case = either.take_in(also={"burgerservicenummers": [{"persoon": "p1", "nummer": "999993653"}]})
    either.sent(None, "verlenen", case)
    either.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    either.well(case, "toetsingen", REVIEWER)
    either.well(case, "_hoor", LAWYER, {})
    either.well(case, "_beslis-op-bezwaar", LAWYER, {"oordeel": "ongegrond", "motivering": "Zo is het."})
    assert rows(either, f"SELECT 1 FROM {table}") != []
    words = text(f"SELECT 1 FROM {table}")
    assert store_of(either).read("GM0599", lambda c: list(c.execute(words))) == []
    moved = f"INSERT INTO case_index VALUES ('GM0599', '{case}', '\\x{'00' * 32}')"
    with pytest.raises(DBAPIError, match="row-level security"):
        written(either, moved)
