"""How a case ended is told as its steps say: not before they close it, not otherwise, and not earlier."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from tests.api.cases.test_guards import store_of
from tests.api.cases.working import DESK, HARDSHIP, REFUSAL, REVIEWER, WEIGHED, WITHDRAWN, Clock, Desk, asked, refusable
from tests.api.service.asking import TENANT, service
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.settings import Settings
from wbmgp_api.vault.ended import refuse_other
from wbmgp_api.vault.opened import open_house
from wbmgp_engine.cli import run
from wbmgp_engine.errors import BadInput
from wbmgp_engine.retention import RESULTS, Ending

WHY: Final = {"toelichting": "Reden."}
SENT: Final = date(2026, 11, 18)


def refused_for(desk: Desk, case: str, result: str, day: date = SENT) -> str | None:
    """Of which word it is refused; None where it is taken."""
    try:
        store_of(desk).read(TENANT, lambda found: refuse_other(found, TENANT, case, Ending(result, day)))
    except BadInput as problem:
        return problem.findings[0].place
    return None


def told(desk: Desk, case: str) -> set[str]:
    """The results that may be told of a case."""
    return {result for result in RESULTS if refused_for(desk, case, result) is None}


def granted(desk: Desk) -> str:
    return desk.sent(asked(), "verlenen")


def refused(desk: Desk) -> str:
    return desk.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)


def test_a_case_that_is_only_sent_or_still_open_did_not_end(either: Desk) -> None:
    open_, sent, objected = either.take_in(), granted(either), refused(either)
    either.well(objected, "bezwaren", DESK, {"gronden": "Onjuist."})
    for case in (open_, sent, objected):
        assert {refused_for(either, case, result) for result in RESULTS} == {"CASE"}


def test_only_how_the_steps_ended_it_is_told_of_a_decision_that_is_final(either: Desk) -> None:
    for case, result in ((granted(either), "verleend"), (refused(either), "geweigerd")):
        either.clock.days(60)
        either.well(case, "_verklaar-onherroepelijk", REVIEWER, {})
        assert told(either, case) == {result, "evaluatie", "woonverklaring"}
        either.well(case, "_bewaar", DESK, {})
        assert told(either, case) == {result, "evaluatie", "woonverklaring"}


def test_a_permit_that_was_withdrawn_was_granted_and_an_application_was_not(desk: Desk) -> None:
    permit, application = granted(desk), desk.take_in()
    desk.well(permit, "_trek-vergunning-in", REVIEWER, WITHDRAWN)
    desk.well(application, "_trek-in", DESK, WHY)
    assert "verleend" in told(desk, permit) and "ingetrokken" not in told(desk, permit)
    assert told(desk, application) == {"ingetrokken", "evaluatie", "woonverklaring"}


def test_no_term_begins_before_the_step_that_closed_the_case(desk: Desk) -> None:
    case = granted(desk)
    desk.clock.days(60)
    desk.well(case, "_verklaar-onherroepelijk", REVIEWER, {})
    assert refused_for(desk, case, "verleend", SENT - timedelta(days=1)) == "--closed"
    assert refused_for(desk, case, "verleend", SENT + timedelta(days=1)) is None


def test_the_command_says_where_the_case_stands_and_keeps_nothing(
    issuer: LocalIssuer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/zaken.db"
    house, clock = open_house(url, make=True), Clock()
    kept = {"store": house.store, "recorder": house.recorder("wbmgp.example"), "names": house.names, "clock": clock}
    with service(issuer, Settings(), **kept) as asking:
        case = Desk(asking, clock).sent(None, "verlenen")
    house.store.close()
    words = ["retention", "end", case, "--result", "verleend", "--closed", "2020-01-01", "--database", url]
    assert run(words) == 2
    said = capsys.readouterr().err
    assert f"CASE: {case} did not end: it stands at verzonden" in said and "vervolg" in said
