"""Each action in a case and each person in it has a line: of every step, of every look, of what came to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.api.cases.test_guards import rows, store_of
from tests.api.cases.working import AUDITOR, DESK, LAWYER, MAYOR, REVIEWER, WITHDRAWN, Desk
from tests.api.processing_log.lines import NAMES, ONE, THREE, TWO, left, lines, numbered, three
from tests.api.service.asking import TENANT
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.cases.refusals import Refused
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.letters import making
from wbmgp_api.letters.adding import Added
from wbmgp_api.oversight.decided import Period, looked_in
from wbmgp_api.store.processing_rows import Pseudonyms
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.processing import Activities

NUMBERS = numbered(("p1", ONE), ("p2", TWO))


def whole(found: list[Any], people: int) -> Any:
    """The one action among lines; below it stands a line for each person."""
    (action,) = [line for line in found if line.subject is None]
    below = [line for line in found if line.subject is not None]
    assert len(below) == people
    assert {line.parent_span_id for line in below} <= {action.span_id}
    same = [(line.trace_id, line.name, line.activity, line.status, line.start_ms, line.actor_ref) for line in found]
    assert len(set(same)) == 1
    assert len({line.span_id for line in found}) == len(found)
    return action


def test_a_household_of_three_is_an_action_with_three_people(either: Desk) -> None:
    found = left(either, lambda: either.take_in(three(), also=NUMBERS))
    action = whole(found, 3)
    assert (action.name, action.status, action.actor_role) == ("intake", "Ok", "balie")
    assert action.activity.startswith("urn:wbmgp:verwerking:aanvraag:")
    assert rows(either, "SELECT id FROM record WHERE type = 'aanvraag'") == [(action.record_id,)]
    people = {bytes(line.subject): line.subject_type for line in found if line.subject is not None}
    named = Pseudonyms(NAMES)
    assert sorted(people.values()) == ["bsn", "bsn", "persoon_in_zaak"]
    assert {named.of_number(TENANT, one).digest for one in (ONE, TWO)} < people.keys()
    assert named.in_case(TENANT, action.case_id, "p3").digest in people
    assert {line.key_id for line in found} == {None, named.key}


WHY = {"toelichting": "Reden."}


def prepared(desk: Desk) -> None:
    """A case that is worked on in every way before its draft, and withdrawn."""
    case = desk.take_in(three(), also=NUMBERS)
    desk.well(case, "_neem-in-behandeling", REVIEWER, {})
    desk.well(case, "_geef-vrij", REVIEWER, WHY)
    desk.well(case, "", REVIEWER, {"aanvraag": three(), **WHY}, method="PUT")
    given = {"stuk": "loonstroken", "persoon": "p1", "herkomst": "aanvrager", **WHY}
    desk.well(case, "bewijsstukken", DESK, given)
    desk.well(case, "_verleng-termijn", REVIEWER, {"uiterlijk": "2027-02-05", **WHY})
    desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-12-09", **WHY})
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "_schort-op", REVIEWER, {"van": "2026-12-01", "tot": "2026-12-15", **WHY})
    desk.well(case, "_vraag-onderzoek", REVIEWER, WHY)
    found = {"instrument": "politiegegevens", "woonverklaring": "verlenen"}
    desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": found})
    desk.well(desk.drafted(three(), "verlenen"), "_wijs-terug", REVIEWER, WHY, subject="tweede")
    desk.well(case, "_trek-in", DESK, WHY)
    desk.well(case, "_bewaar", DESK, {})


def left_aside(desk: Desk) -> None:
    """An application that stays incomplete, and is taken up again."""
    case = desk.take_in(three())
    desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-12-02", **WHY})
    desk.clock.days(15)
    desk.well(case, "_laat-buiten-behandeling", REVIEWER, WHY)
    desk.well(case, "_hervat", LAWYER, WHY)


def contested(desk: Desk) -> None:
    """A permit that goes through objection and court, and is withdrawn at last."""
    case = desk.sent(three(), "verlenen")
    desk.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    desk.well(case, "_stel-commissie-in", LAWYER, {})
    desk.well(case, "_verdaag-bezwaar", LAWYER, WHY)
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_hoor", LAWYER, {})
    desk.well(case, "_zie-af-van-horen", LAWYER, {"grond": "wil_niet_gehoord_worden", **WHY})
    desk.well(case, "_beslis-op-bezwaar", LAWYER, {"oordeel": "ongegrond", "motivering": "Zo is het."})
    desk.well(case, "_verzend", DESK, {})
    for _ in range(2):
        desk.well(case, "_stel-beroep-in", LAWYER, {})
        desk.well(case, "_trek-beroep-in", LAWYER, WHY)
    desk.well(case, "_stel-beroep-in", LAWYER, {})
    desk.well(case, "_leg-uitspraak-vast", LAWYER, {"oordeel": "ongegrond", **WHY})
    desk.clock.days(50)
    desk.well(case, "_verklaar-onherroepelijk", LAWYER, {})
    desk.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)


def too_late(desk: Desk) -> None:
    """A decision that is not there in time."""
    case = desk.take_in(three())
    desk.clock.days(60)
    desk.well(case, "_stel-in-gebreke", DESK, {})


_STEPS = """
SELECT h.id, h.act, h.case_id, a.name, a.status, a.activity, a.actor_ref = h.made_by AS by_same, count(p.span_id) AS people
FROM handeling h
LEFT JOIN verwerkingslog a ON a.tenant = h.tenant AND a.record_id = h.id
LEFT JOIN verwerkingslog p ON p.tenant = a.tenant AND p.start_ms = a.start_ms AND p.parent_span_id = a.span_id
GROUP BY h.id, h.act, h.case_id, a.span_id, a.name, a.status, a.activity, a.actor_ref, h.made_by
"""
BY_OTHERS = {"draag_over", "vernietiging", "verbeter_verlenging"}
"""A landlord's step, what a court annuls, and the mending of a letter: as every other step, and each a story of its own."""


def test_every_step_leaves_one_line_and_one_for_each_person(desk: Desk) -> None:
    known = Activities.of(Lawbook.load())
    for course in (prepared, left_aside, contested, too_late):
        course(desk)
    found = rows(desk, _STEPS)
    assert len(found) == len({row.id for row in found})  # one action for each step
    for row in found:
        assert (row.name, row.status, row.by_same, row.people) == (row.act, "Ok", 1, 3), row.act
        assert row.activity == known.for_act(row.act).uri
    assert {row.act for row in found} == ACTS.keys() - BY_OTHERS
    told = {line.record_id for line in lines(desk) if line.subject is None}
    of_cases = {row.id for row in rows(desk, "SELECT id FROM record WHERE case_id IS NOT NULL")}
    assert told == of_cases


READS = [
    ("", DESK, "aanvraag"), ("", LAWYER, "toezicht"), ("", REVIEWER, "aanvraag"),
    ("/burgerservicenummers", DESK, "aanvraag"), ("/bewijsstukken", REVIEWER, "aanvraag"),
    ("/besluiten", REVIEWER, "aanvraag"), ("/besluiten", LAWYER, "toezicht"), ("/uitkomst", DESK, "aanvraag"),
    ("/vera", DESK, "uitwisseling"), ("/toetsingen", DESK, "aanvraag"), ("/toetsingen", AUDITOR, "toezicht"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "role", "activity"), READS)
def test_every_look_leaves_its_lines_for_the_purpose_of_who_looks(
    desk: Desk, path: str, role: Role, activity: str
) -> None:
    case = desk.take_in(three(), also=NUMBERS)
    got: list[Any] = []
    found = left(desk, lambda: got.append(desk.ask("GET", f"/aanvragen/{case}{path}", role)))
    action = whole(found, 3)
    assert (got[0].status_code, action.name, action.case_id) == (200, "inzage", case)
    assert action.activity.startswith(f"urn:wbmgp:verwerking:{activity}:")


def test_an_assessment_that_is_read_leaves_its_lines(desk: Desk) -> None:
    case = desk.take_in(three())
    desk.well(case, "_verklaar-volledig", DESK, {})
    made = desk.well(case, "toetsingen", REVIEWER)["id"]
    action = whole(left(desk, lambda: desk.ask("GET", f"/aanvragen/{case}/toetsingen/{made}", REVIEWER)), 3)
    assert (action.name, action.actor_role) == ("inzage", "beoordelaar")


def test_a_search_by_number_is_told_of_whoever_was_sought_also_where_nobody_is_found(either: Desk) -> None:
    case = either.take_in(also=numbered(("p1", ONE)))
    nobody = left(either, lambda: either.ask("POST", "/aanvragen/_zoek", DESK, {"bsn": THREE}))
    assert (whole(nobody, 1).name, whole(nobody, 1).case_id) == ("zoek", None)
    assert [bytes(line.subject) for line in nobody if line.subject] == [
        Pseudonyms(NAMES).of_number(TENANT, THREE).digest
    ]
    found = left(either, lambda: either.ask("POST", "/aanvragen/_zoek", DESK, {"bsn": ONE}))
    assert {(line.name, line.case_id) for line in found if line.subject is None} == {("zoek", None), ("zoek", case)}
    assert {bytes(line.subject) for line in found if line.subject} == {Pseudonyms(NAMES).of_number(TENANT, ONE).digest}


def test_what_opens_nothing_of_anybody_leaves_no_line(desk: Desk) -> None:
    case = desk.take_in(three())

    def work() -> None:
        desk.ask("GET", "/aanvragen", DESK)
        desk.ask("GET", "/gebieden", DESK)
        desk.ask("POST", "/aanvragen/_zoek", DESK, {"kenmerk": "is-er-niet"})
        desk.ask("GET", f"/aanvragen/{'0' * 32}", DESK)
        desk.ask("GET", f"/aanvragen/{case}", Role.COUNCIL)

    assert left(desk, work) == []


def test_refused_input_is_unset_and_leaves_nothing_else(either: Desk) -> None:
    case = either.take_in(three(), also=NUMBERS)
    before = rows(either, "SELECT id FROM record ORDER BY id"), rows(either, "SELECT * FROM case_state")
    got: list[Any] = []
    found = left(either, lambda: got.append(either.step(case, "_verzend", DESK, {})))
    action = whole(found, 3)
    assert (got[0].status_code, action.name, action.status, action.record_id) == (409, "verzend", "Unset", None)
    assert action.case_id == case
    assert (rows(either, "SELECT id FROM record ORDER BY id"), rows(either, "SELECT * FROM case_state")) == before


@contextmanager
def spoiled(desk: Desk, table: str) -> Iterator[None]:
    """A database that takes no row in a table."""

    def job(connection: Connection, words: str) -> None:
        connection.execute(text(words))

    store = store_of(desk)
    no = f"CREATE TRIGGER spoiled BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no room'); END"
    store.write(TENANT, lambda connection: job(connection, no))
    yield
    store.write(TENANT, lambda connection: job(connection, "DROP TRIGGER spoiled"))


def test_our_own_fault_is_an_error(desk: Desk) -> None:
    case = desk.take_in(three())
    with spoiled(desk, "handeling"):
        found = left(desk, lambda: desk.step(case, "_verklaar-volledig", DESK, {}))
    assert (whole(found, 3).name, whole(found, 3).status) == ("verklaar_volledig", "Error")
    assert desk.step(case, "_verklaar-volledig", DESK, {}).status_code == 200


def test_an_action_whose_line_cannot_be_written_is_not_done(desk: Desk) -> None:
    """So that nothing is ever used without a line of it; and once there is room again all goes on."""
    case = desk.take_in(three())
    before = rows(desk, "SELECT id FROM record ORDER BY id")
    with spoiled(desk, "verwerkingslog"):
        assert left(desk, lambda: desk.step(case, "_verklaar-volledig", DESK, {})) == []
        got = [
            desk.ask("GET", f"/aanvragen/{case}", DESK),
            desk.ask("POST", "/aanvragen/_zoek", DESK, {"bsn": ONE}),
            desk.ask("POST", "/aanvragen", DESK, {"aanvraag": three()}, headers={"Idempotency-Key": "geen-regel"}),
        ]
        assert [one.status_code >= 500 for one in got] == [True] * 3
        assert all("tarwewijk" not in one.text for one in got)
    assert rows(desk, "SELECT id FROM record ORDER BY id") == before
    assert desk.step(case, "_verklaar-volledig", DESK, {}).status_code == 200


def test_a_correction_changes_who_is_in_the_lines(either: Desk) -> None:
    case = either.take_in(three(), also=NUMBERS)
    two = three()
    two["huishouden"].pop()
    given = {"aanvraag": two, "toelichting": "Woont elders.", **numbered(("p2", THREE))}
    found = left(either, lambda: either.well(case, "", DESK, given, method="PUT"))
    named = Pseudonyms(NAMES)
    assert {bytes(line.subject) for line in found if line.subject} == {
        named.of_number(TENANT, THREE).digest, named.in_case(TENANT, case, "p1").digest,
    }  # fmt: skip
    assert whole(found, 2).name == "correctie"


def test_a_case_of_before_the_log_is_opened_for_it_once(desk: Desk) -> None:
    case = desk.take_in(three(), also=NUMBERS)
    before = rows(desk, "SELECT * FROM case_subject ORDER BY person")
    store_of(desk).write(TENANT, lambda connection: connection.execute(text("DELETE FROM case_subject")))
    whole(left(desk, lambda: desk.ask("GET", f"/aanvragen/{case}", DESK)), 3)
    assert rows(desk, "SELECT * FROM case_subject ORDER BY person") == before


def test_at_the_same_time_each_action_has_its_own_lines(either: Desk) -> None:
    cases = [either.take_in(three(), key=f"tegelijk-{number}") for number in range(6)]

    def look(case: str) -> int:
        return int(either.ask("GET", f"/aanvragen/{case}", DESK).status_code)

    def work() -> None:
        with ThreadPoolExecutor(6) as pool:
            assert set(pool.map(look, cases * 2)) == {200}

    found = left(either, work)
    actions = [line for line in found if line.subject is None]
    assert sorted(line.case_id for line in actions) == sorted(cases * 2)
    for action in actions:
        assert len([line for line in found if line.parent_span_id == action.span_id]) == 3


def test_who_looks_into_many_decisions_leaves_lines_for_each(desk: Desk) -> None:
    cases = [desk.sent(three(), "verlenen"), desk.sent(three(), "verlenen")]
    office: Any = desk.asking.client.app.state.service.office  # type: ignore[attr-defined]
    who = Principal("lezer", TENANT, frozenset({LAWYER}), "desk", LAWYER)
    found = left(desk, lambda: looked_in(office, who, Period(date(2026, 1, 1), date(2027, 1, 1)), ("motivering",)))
    actions = [line for line in found if line.subject is None]
    assert sorted(line.case_id for line in actions) == sorted(cases)
    assert (len(found), {line.activity.split(":")[3] for line in found}) == (8, {"toezicht"})


def test_a_letter_leaves_its_lines_at_every_turn(desk: Desk) -> None:
    case = desk.take_in(three())
    office: Any = desk.asking.client.app.state.service.office  # type: ignore[attr-defined]
    who = Principal("schrijver", TENANT, frozenset({REVIEWER}), "desk", REVIEWER)
    added = Added()
    letters: list[str] = []
    begun = left(desk, lambda: letters.append(making.begin(office, who, case, "ontvangstbevestiging", added)))
    assert (whole(begun, 3).name, whole(begun, 3).record_id) == ("schrijf_brief", letters[0])
    again = left(desk, lambda: making.rewrite(office, who, case, letters[0], 1, added))
    assert whole(again, 3).name == "schrijf_brief"

    def too_early() -> None:
        with pytest.raises(Refused):
            making.send(office, who, case, letters[0], 1)

    refused = whole(left(desk, too_early), 3)
    assert (refused.name, refused.status, refused.record_id) == ("verzend_brief", "Unset", None)
