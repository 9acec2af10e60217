"""What would have to be different is looked for within bounds: a household that somebody made up cannot keep a machine at work."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.api.service.asking import application
from tests.our_law import OUR_LAW
from wbmgp_engine import Application, assess
from wbmgp_engine.facts import IncomeKind
from wbmgp_engine.permits import alternatives as searching


def refused(persons: int, stays: int) -> Any:
    """A household that no change helps: the applicant has no lawful residence."""
    given = application()
    first = given["huishouden"][0] | {"rechtmatigVerblijf": False}
    past = [
        {"gemeente": "GM9999", "vanaf": f"{year}-01-01", "tot": f"{year}-06-01"} for year in range(1980, 1980 + stays)
    ]
    others = [{"id": f"p{number}", "rol": "medebewoner", "verblijf": past} for number in range(2, persons + 1)]
    found = assess(Application.model_validate(given | {"huishouden": [first, *others]}), lawbook=OUR_LAW)
    assert found.advice == "weigeren"
    return found


@pytest.mark.parametrize(("persons", "stays", "most"), [(100, 0, 2_000), (100, 20, 100)])
def test_a_large_household_is_judged_again_so_often_and_no_more(
    persons: int, stays: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Any] = []
    monkeypatch.setattr(searching, "_tried", lambda found, changes: tried.append(changes))
    assert refused(persons, stays).alternatives == ()
    assert 0 < len(tried) <= most


def test_a_household_as_there_are_is_searched_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Any] = []
    monkeypatch.setattr(searching, "_tried", lambda found, changes: tried.append(changes))
    found = refused(6, 3)
    assert found.alternatives == ()
    kinds = len(IncomeKind)
    assert len(tried) == 6 * kinds + 15 * kinds * kinds


def test_days_to_wait_for_have_an_end_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []
    monkeypatch.setattr(searching, "_met_on", lambda found, day, ground: asked.append(day))
    found = assess(Application.model_validate(application()), lawbook=OUR_LAW)
    monkeypatch.setattr(searching, "_affordable", lambda assessment: 7)
    monkeypatch.setattr(searching, "_horizons", lambda assessment, start: [start] * 1_000)
    assert found.earliest_date is None
    assert len(asked) == 7
