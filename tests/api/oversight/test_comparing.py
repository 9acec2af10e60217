"""Decisions compared: which cases are alike, how often the advice was followed, and what of that is not shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.working import AUDITOR, DESK, HARDSHIP, REFUSAL, REVIEWER, WEIGHED, Desk, asked, refusable
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.cases import finding
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.oversight import decided, deviations, likeness
from wbmgp_api.oversight.decided import Period
from wbmgp_api.oversight.small_groups import Rate, shown

EVER = Period(date(2020, 1, 1), date(2030, 1, 1))


def office(desk: Desk) -> Office:  # noqa: F811
    found: Office = desk.asking.client.app.state.service.office  # type: ignore[attr-defined]
    return found


def who(role: Role = Role.LAWYER, tenant: str = "GM9999") -> Principal:
    return Principal("jurist", tenant, frozenset({role}), "desk", role)


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


def looks(desk: Desk, case: str) -> list[tuple[str, tuple[str, ...]]]:  # noqa: F811
    return [(one.role, one.categories) for one in finding.trail(office(desk), who(AUDITOR), case)[1]]


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


def _counted(desk: Desk, monkeypatch: pytest.MonkeyPatch, rows: list[Any]) -> deviations.Deviations:  # noqa: F811
    monkeypatch.setattr(deviations, "decided", lambda connection, tenant, period: (rows, len(rows)))
    return deviations.report(office(desk), who(AUDITOR), EVER)


def _row(advice: str, relation: str, by: str) -> decided.Decided:
    return decided.Decided("i", "c", "verlenen", "2026-01-01", "x", by, advice, relation, "a", "2026-01-01", "h")


def test_the_report_counts_and_shows_no_small_group(either: Desk) -> None:  # noqa: F811
    refused(either)
    granted_against_advice(either)
    found = deviations.report(office(either), who(AUDITOR), EVER)
    assert (found.count, found.whole) == (2, Rate("", 1, 1))
    assert found.by_advice == found.by_officer == [] and found.nearly_always == []
    assert deviations.by_ground(office(either), who(AUDITOR), EVER) == ([], 0)


def test_an_advice_that_is_nearly_always_followed_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    rows = [_row("verlenen", "volgt", "a")] * 19 + [_row("verlenen", "wijkt_af", "b")]
    rows += [_row("weigeren", "volgt", "b")] * 6 + [_row("weigeren", "wijkt_af", "b")] * 4
    found = _counted(desk, monkeypatch, rows)
    assert found.nearly_always == ["verlenen"]
    assert [(one.key, one.percent) for one in found.by_advice] == [("verlenen", 95), ("weigeren", 60)]
    assert _counted(desk, monkeypatch, rows[1:]).nearly_always == []


def test_no_small_group_can_be_worked_out_from_the_whole() -> None:
    assert shown([Rate("a", 20, 0), Rate("b", 6, 0), Rate("c", 1, 0)]) == [Rate("a", 20, 0), Rate(None, 7, 0)]
    assert shown([Rate("a", 20, 0), Rate("b", 3, 0), Rate("c", 2, 0)]) == [Rate("a", 20, 0), Rate(None, 5, 0)]
    assert shown([Rate("a", 3, 0), Rate("b", 1, 0)]) == []


def test_by_ground_counts_what_the_law_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr("wbmgp_api.oversight.small_groups.SMALLEST", 2)
    refused(desk)
    granted_against_advice(desk)
    rates, erased = deviations.by_ground(office(desk), who(AUDITOR), EVER)
    assert erased == 0
    assert ("artikel_8", "niet_voldaan", Rate("artikel_8 niet_voldaan", 1, 1)) in rates
