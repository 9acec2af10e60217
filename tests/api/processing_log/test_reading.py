"""The log as it is read: a page at a time, by person and by case, by who may; and each reading has lines of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.test_guards import rows
from tests.api.cases.working import AUDITOR, COUNCIL, DESK, LAWYER, REVIEWER, Desk
from tests.api.processing_log.lines import NAMES, ONE, THREE, TWO, left, numbered, three
from tests.api.service.asking import TENANT
from wbmgp_api.identity.principal import Role
from wbmgp_api.store.processing_rows import Pseudonyms
from wbmgp_api.v1.processing_log import Verwerkingenlijst

PRIVACY = Role.PRIVACY


def sought(desk: Desk, **by: Any) -> list[dict[str, Any]]:
    got = desk.ask("POST", "/verwerkingen/_zoek", PRIVACY, by)
    assert got.status_code == 200, got.text
    Verwerkingenlijst.model_validate_json(got.content)
    return list(got.json()["verwerkingen"])


def worked_on(desk: Desk) -> str:
    case = desk.take_in(three(), also=numbered(("p1", ONE), ("p2", TWO)))
    desk.take_in(three(), also=numbered(("p1", THREE)))
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.ask("GET", f"/aanvragen/{case}", LAWYER)
    return case


def test_somebody_hears_who_used_their_data_when_and_for_what(either: Desk) -> None:
    case = worked_on(either)
    found = sought(either, bsn=ONE)
    assert [(one["naam"], one["rol"], one["zaak"]) for one in found] == [
        ("zoek_verwerkingslog", "fg", None), ("inzage", "jurist", case), ("verklaar_volledig", "balie", case),
        ("intake", "balie", case),
    ]  # fmt: skip
    assert {one["betrokkene"] for one in found} == {Pseudonyms(NAMES).of_number(TENANT, ONE).digest.hex()}
    assert [one["activiteit"].split(":")[3] for one in found] == ["toezicht", "toezicht", "aanvraag", "aanvraag"]
    assert all(one["begin"] <= one["einde"] for one in found)
    assert ONE not in str(found)


def test_what_was_done_before_a_number_was_known_is_told_too(either: Desk) -> None:
    case = either.take_in(three())
    either.well(case, "", DESK, {"aanvraag": three(), "toelichting": "BRP.", **numbered(("p2", TWO))}, method="PUT")
    assert [one["naam"] for one in sought(either, bsn=TWO)] == ["zoek_verwerkingslog", "correctie", "intake"]


def test_a_case_tells_all_that_was_done_in_it_with_everybody_in_it(either: Desk) -> None:
    case = worked_on(either)
    found = sought(either, zaak=case)
    assert {one["zaak"] for one in found} == {case}
    actions = [one for one in found if one["betrokkene"] is None]
    assert [one["naam"] for one in actions] == ["zoek_verwerkingslog", "inzage", "verklaar_volledig", "intake"]
    assert len(found) == 4 * len(actions)
    records = {row.id for row in rows(either, "SELECT id FROM record")}
    assert {one["record"] for one in found} <= records


def test_the_log_is_read_a_page_at_a_time_and_whole(either: Desk) -> None:
    worked_on(either)
    first = either.ask("GET", "/verwerkingen?limit=500", AUDITOR).json()
    assert first["volgende"] is None
    seen, cursor = [], f"{2**49}-{'f' * 16}"
    for _ in range(100):
        got = either.ask("GET", f"/verwerkingen?limit=3&cursor={cursor}", AUDITOR).json()
        seen += got["verwerkingen"]
        if got["volgende"] is None:
            break
        cursor = got["volgende"]
    assert [one["spanId"] for one in seen if one["naam"] != "lees_verwerkingslog"] == [
        one["spanId"] for one in first["verwerkingen"] if one["naam"] != "lees_verwerkingslog"
    ]
    assert len({one["spanId"] for one in seen}) == len(seen)


@pytest.mark.parametrize(("limit", "people"), [(1, 5), (2, 3), (500, 1)])
def test_a_person_is_told_a_page_at_a_time(desk: Desk, limit: int, people: int) -> None:
    worked_on(desk)
    seen, cursor, asked = list[str](), None, 0
    while asked < 12:
        by = {"bsn": ONE, "limit": limit} | ({} if cursor is None else {"cursor": cursor})
        got = desk.ask("POST", "/verwerkingen/_zoek", PRIVACY, by).json()
        asked, cursor = asked + 1, got["volgende"]
        seen += [one["naam"] for one in got["verwerkingen"]]
        if cursor is None:
            break
    assert [name for name in seen if name != "zoek_verwerkingslog"] == ["inzage", "verklaar_volledig", "intake"]
    assert asked <= people


def test_who_reads_the_log_stands_in_it(desk: Desk) -> None:
    case = worked_on(desk)
    listed = left(desk, lambda: desk.ask("GET", "/verwerkingen", AUDITOR))
    assert [(one.name, one.subject, one.actor_role) for one in listed] == [("lees_verwerkingslog", None, "auditor")]
    of_case = left(desk, lambda: sought(desk, zaak=case))
    assert [one.name for one in of_case] == ["zoek_verwerkingslog"] * 4
    of_number = left(desk, lambda: sought(desk, bsn=THREE))
    assert [(one.name, one.subject is None) for one in of_number] == [
        ("zoek_verwerkingslog", True),
        ("zoek_verwerkingslog", False),
    ]
    assert desk.looks(case)[-1]["rol"] == "fg"


def test_who_may_not_reads_nothing(desk: Desk) -> None:
    worked_on(desk)
    for role in (DESK, REVIEWER, LAWYER, COUNCIL, Role.OPERATOR):
        assert desk.ask("GET", "/verwerkingen", role).status_code == 403
    for role in (DESK, AUDITOR, LAWYER):
        assert desk.ask("POST", "/verwerkingen/_zoek", role, {"bsn": ONE}).status_code == 403


def test_another_municipality_hears_nothing_of_it(either: Desk) -> None:
    case = worked_on(either)
    other = {"tenant": "GM0599"}
    assert either.ask("POST", "/verwerkingen/_zoek", PRIVACY, {"zaak": case}, **other).status_code == 404
    found = either.ask("POST", "/verwerkingen/_zoek", PRIVACY, {"bsn": ONE}, **other).json()["verwerkingen"]
    assert [one["naam"] for one in found] == ["zoek_verwerkingslog"]
    assert (
        either.ask("GET", "/verwerkingen", AUDITOR, **other).json()["verwerkingen"][0]["naam"] == "lees_verwerkingslog"
    )


@pytest.mark.parametrize("body", [
    {}, {"bsn": ONE, "zaak": "0" * 32}, {"bsn": "123456789"}, {"zaak": "x"}, {"bsn": ONE, "limit": 501},
    {"bsn": ONE, "limit": 0}, {"bsn": ONE, "cursor": "1"}, {"bsn": ONE, "naam": "x"}, {"bsn": 999993653},
])  # fmt: skip
def test_what_asks_for_no_one_thing_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    assert desk.ask("POST", "/verwerkingen/_zoek", PRIVACY, body).status_code == 400


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "cursor=1", "cursor=1-" + "g" * 16, "bsn=1"])
def test_a_list_that_cannot_be_is_refused(desk: Desk, query: str) -> None:
    assert desk.ask("GET", f"/verwerkingen?{query}", AUDITOR).status_code == 400


def test_numbers_cannot_be_tried_without_end(desk: Desk) -> None:
    got = [desk.ask("POST", "/verwerkingen/_zoek", PRIVACY, {"bsn": THREE}).status_code for _ in range(21)]
    assert got == [200] * 20 + [429]
