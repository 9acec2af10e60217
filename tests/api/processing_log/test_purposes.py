"""What is read for the evaluation of the measure stands in the log under that purpose, whoever reads it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.working import AUDITOR, LAWYER, Desk, asked
from tests.api.oversight.seats import office, who
from tests.api.processing_log.lines import ASKED_FOR, left, looks_by_record
from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight.extract import extract
from wbmgp_api.oversight.groups_supplied import supplied
from wbmgp_api.oversight.looking_at_groups import Reason, look


def activities(found: list[Any]) -> set[str]:
    return {line.activity.split(":")[3] for line in found}


@pytest.mark.parametrize("role", [LAWYER, AUDITOR])
def test_the_data_for_the_national_evaluation_are_read_for_it_and_no_more_than_it_asks_for(
    desk: Desk, role: Role
) -> None:
    case = desk.sent(asked(), "verlenen")
    year = office(desk).today().year
    found = left(desk, lambda: extract(office(desk), who(role), (year,)))
    (action,) = [line for line in found if line.subject is None]
    assert (activities(found), action.case_id, len(found)) == ({"evaluatie"}, case, 2)
    opened = dict(looks_by_record(office(desk), case))[action.record_id]
    assert {"beoordeling", "persoon"} == opened <= ASKED_FOR[action.activity]


def test_groups_are_compared_for_the_evaluation(desk: Desk) -> None:
    rows = [f"{number:032x};{'Xanadu' if number < 5 else 'Ypsilon'}" for number in range(10)]
    given = supplied("\n".join(["zaak;herkomst wijk", *rows]).encode())
    found = left(desk, lambda: look(office(desk), who(AUDITOR), given, 2026, Reason("Nagaan.", "art. 9 AVG")))
    assert (activities(found), [line.name for line in found]) == ({"evaluatie"}, ["vergelijk_groepen"])
