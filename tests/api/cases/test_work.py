"""What waits is counted and found alike on either database, by every filter of the list."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

from tests.api.cases.working import DESK, REVIEWER, Desk
from wbmgp_api.cases.finding import Asked, page
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.work import work
from wbmgp_api.identity.principal import Principal, Role

WHO = Principal("balie", "GM9999", frozenset({Role.DESK}), "wbmgp", Role.DESK)


def office(desk: Desk) -> Office:
    app: Any = desk.asking.client.app
    found: Office = app.state.service.office
    return found


def test_the_day_begins_with_what_waits(either: Desk) -> None:
    first, second, third, fourth = (either.take_in() for _ in range(4))
    for case in (first, second):
        either.well(case, "_neem-in-behandeling", DESK, {})
    either.well(third, "_neem-in-behandeling", REVIEWER, {})
    either.well(first, "_geef-vrij", DESK, {"toelichting": "t"})
    either.well(first, "_neem-in-behandeling", DESK, {})
    found = work(office(either), WHO)
    assert found.counts == {"mijn": 2, "vrij": 1, "binnenkort": 0, "verstreken": 0}
    assert {one.case_id for one in found.mine} == {first, second}
    assert [one.case_id for one, _ in found.taken] == [first, second]
    either.clock.days(80)
    assert work(office(either), WHO).counts == {"mijn": 2, "vrij": 1, "binnenkort": 4, "verstreken": 4}
    either.well(second, "_trek-in", DESK, {"toelichting": "t"})
    assert work(office(either), WHO).counts["mijn"] == 1 and fourth not in {one.case_id for one in found.mine}


def test_every_filter_together_finds_what_each_finds(either: Desk) -> None:
    cases = [either.take_in() for _ in range(3)]
    either.well(cases[0], "_neem-in-behandeling", DESK, {})
    either.well(cases[1], "_verklaar-volledig", DESK, {})
    today = office(either).today()
    for mine, free, due, soon, since, first in product((False, True), repeat=6):
        asked = Asked(
            None, mine, today + timedelta(365) if soon else None, first, free, due, today if since else None,
            today if since else None,
        )  # fmt: skip
        found, count = page(office(either), WHO, asked, 1, 20)
        wanted = [] if mine and free else cases[:1] if mine else cases[1:] if free else cases
        assert ([one.case_id for one in found], count) == (wanted, len(wanted)), asked
    later = Asked(status="volledig", since=date(2000, 1, 1))
    assert [one.case_id for one in page(office(either), WHO, later, 1, 20)[0]] == [cases[1]]
    assert page(office(either), WHO, Asked(), 1, 20, most=2)[1] == 2
