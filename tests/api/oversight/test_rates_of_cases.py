"""Rates of cases that went their way: what is opened for the grounds is in the log, and a court counts as it ruled."""

from __future__ import annotations

import pytest

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.test_objections import STANDS, appealed, taken_in
from tests.api.cases.working import AUDITOR, LAWYER, REVIEWER, Desk, asked
from tests.api.oversight.seats import looks, office, who
from tests.api.oversight.test_comparing import granted_against_advice, refused
from tests.api.oversight.test_turns import _objected
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.oversight import appeals, deviations, parts, reasons, shifts, small_tables
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.rates_json import of_appeals

Q4 = Quarter(2026, 4)


@pytest.fixture
def nothing_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every group is large enough, so that few cases are enough to look at."""
    for module in (appeals, deviations, parts, reasons, shifts, small_tables):
        monkeypatch.setattr(module, "SMALLEST", 1)
    monkeypatch.setattr(shifts, "LEAST", 1)


@pytest.mark.usefixtures("nothing_small")
def test_grounds_and_areas_are_opened_for_deviations_and_logged(either: Desk) -> None:  # noqa: F811
    first, second = refused(either), granted_against_advice(either)
    other = either.sent(asked(), "verlenen")
    report = deviations.report(office(either), who(AUDITOR), Q4)
    assert report.whole is not None and dict(report.whole.cells) == {
        "volgt": 2,
        "gunstiger": 1,
        "strenger": 0,
        "open": 0,
    }
    before = {case: len(looks(either, case)) for case in (first, second, other)}
    found = deviations.by_ground(office(either), who(AUDITOR), Q4)
    rows = {(ground, row.key): dict(row.cells) for ground, row in found.by_ground}
    assert rows["artikel_8", "niet_voldaan"] == {"volgt": 1, "gunstiger": 1, "strenger": 0, "open": 0}
    assert [(row.key, row.size) for row in found.by_area] == [("tarwewijk", 3)] and found.looked == 3
    for case, count in before.items():
        assert looks(either, case)[count:] == [("auditor", ("beoordeling", "persoon"))]


@pytest.mark.usefixtures("nothing_small")
def test_objections_count_by_ground_and_by_what_changed(either: Desk) -> None:  # noqa: F811
    case = _objected(either)
    plain = appeals.report(office(either), who(AUDITOR), Q4)
    assert plain.by_ground is None and plain.objections.lodged == 1
    assert plain.objections.whole is not None and plain.objections.whole.cells["gegrond_anders"] == 1
    before = len(looks(either, case))
    found = appeals.report(office(either), who(AUDITOR), Q4, grounds=True)
    assert ("artikel_8", 1) in {(ground, row.cells["gegrond_anders"]) for ground, row in found.by_ground or ()}
    assert looks(either, case)[before:] == [("auditor", ("beoordeling",)), ("auditor", ("motivering",))]


@pytest.mark.usefixtures("nothing_small")
def test_objections_count_by_the_reasons_that_were_ticked(either: Desk) -> None:  # noqa: F811
    case, _ = taken_in(either, redenen=["hardheid", "feiten_onjuist"])
    either.well(case, "toetsingen", REVIEWER)
    either.well(case, "_hoor", LAWYER, {})
    either.well(case, "_beslis-op-bezwaar", LAWYER, STANDS)
    _objected(either)
    assert appeals.report(office(either), who(AUDITOR), Q4).reasons is None
    before = len(looks(either, case))
    found = of_appeals(appeals.report(office(either), who(AUDITOR), Q4, grounds=True))
    assert [(row["reden"], row["ingediend"], row["aantallen"]) for row in found["perReden"]] == [
        (name, 1, {"gelijk": 0, "geen_gelijk": 1}) for name in ("feiten_onjuist", "hardheid")
    ]
    told = {row["groep"]: row["aantallen"] for row in found["redenVerteld"]}
    assert told == {"niet_verteld": {"gelijk": 1, "geen_gelijk": 0}, "verteld": {"gelijk": 0, "geen_gelijk": 1}}
    assert looks(either, case)[before:] == [("auditor", ("beoordeling",)), ("auditor", ("motivering",))]


@pytest.mark.usefixtures("nothing_small")
def test_a_ruling_counts_as_the_court_ruled(desk: Desk) -> None:  # noqa: F811
    itself, annulled = appealed(desk), appealed(desk)
    waits = appeals.report(office(desk), who(AUDITOR), Q4)
    assert (waits.appeals.lodged, waits.appeals.whole) == (2, None)
    assert waits.objections.whole is not None and waits.objections.whole.cells["ongegrond"] == 2
    desk.well(
        itself,
        "_leg-uitspraak-vast",
        LAWYER,
        {"oordeel": "zelf_voorzien", "uitkomst": "verlenen", "toelichting": "Uitspraak."},
    )
    desk.well(annulled, "_leg-vernietiging-vast", LAWYER, {"toelichting": "Uitspraak."})
    found = appeals.report(office(desk), who(AUDITOR), Q4)
    assert found.appeals.whole is not None
    assert {name: count for name, count in found.appeals.whole.cells.items() if count} == {
        "vernietigd": 1,
        "zelf_voorzien": 1,
    }


@pytest.mark.usefixtures("nothing_small")
def test_shares_by_ground_open_what_they_compare_and_log_it(desk: Desk) -> None:  # noqa: F811
    case = refused(desk)
    before = len(looks(desk, case))
    assert shifts.compare(office(desk), who(AUDITOR), Q4) is not None and len(looks(desk, case)) == before
    shifts.compare(office(desk), who(AUDITOR), Q4, grounds=True)
    assert looks(desk, case)[before:] == [("auditor", ("beoordeling",))]
