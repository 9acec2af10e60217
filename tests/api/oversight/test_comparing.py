"""Decisions compared: which cases are alike, how often the advice was followed, and what of that is not shown."""

from __future__ import annotations

from datetime import date

import pytest

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.working import DESK, HARDSHIP, REFUSAL, REVIEWER, WEIGHED, Desk, asked, refusable
from tests.api.oversight.seats import EVER, looks, office, who
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.oversight import decided, likeness
from wbmgp_api.oversight.decided import Period


def refused(desk: Desk) -> str:  # noqa: F811
    given = refusable(hardheid=[HARDSHIP], evenredigheid=WEIGHED)
    return desk.sent(given, "weigeren", **REFUSAL)


def granted_against_advice(desk: Desk) -> str:  # noqa: F811
    """The same application, granted all the same."""
    case = desk.take_in(refusable(hardheid=[HARDSHIP], evenredigheid=WEIGHED))
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "toetsingen", REVIEWER)
    said = {"uitkomst": "verlenen", "verhouding": "wijkt_af", "motivering": "Er is een bijzonder belang."}
    desk.well(case, "besluiten", REVIEWER, said)
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    return case


def test_like_cases_with_other_outcomes_come_first_and_each_is_logged_as_read(either: Desk) -> None:  # noqa: F811
    first, second, plain = refused(either), granted_against_advice(either), either.sent(asked(), "verlenen")
    before = len(looks(either, first))
    found = likeness.compare(office(either), who(), EVER)
    assert (found.count, found.looked, found.erased) == (3, 3, 0)
    unlike, alike = found.groups
    assert unlike.differs and {one.case for one in unlike.cases} == {first, second}
    assert unlike.outcomes == {"verlenen": 1, "weigeren": 1} and unlike.advice == "weigeren"
    assert ("artikel_8", "niet_voldaan") in {(ground, verdict) for ground, verdict, _ in unlike.grounds}
    assert not alike.differs and [one.case for one in alike.cases] == [plain]
    assert looks(either, first)[before:] == [("jurist", ("beoordeling",))]


def test_only_what_is_looked_at_is_opened_and_other_municipalities_have_none(
    desk: Desk,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = desk.sent(asked(), "verlenen"), desk.sent(asked(), "verlenen")
    before = looks(desk, old)
    listed, count = decided.looked_in(office(desk), who(), EVER, ("beoordeling",), most=1)
    assert (count, [one.case for one in listed]) == (2, [new])
    assert looks(desk, old) == before
    assert likeness.compare(office(desk), who(tenant="GM0001"), EVER).count == 0
    assert likeness.compare(office(desk), who(), Period(date(2020, 1, 1), date(2020, 1, 2))).groups == ()
