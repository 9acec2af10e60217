"""What was erased of a case goes nowhere; what is left still goes over, with what is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.cases.test_guards import store_of
from tests.api.cases.test_mandates import mandated
from tests.api.cases.working import DESK, LANDLORD, Desk
from tests.api.exchange.test_zgw import documents, of, packed
from tests.api.letters import lettering
from tests.api.letters.lettering import Writer
from tests.api.service.asking import TENANT
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.recording import Actor
from wbmgp_engine.trail.categories import CATEGORIES


def erased(desk: Desk, case: str, *categories: str) -> None:
    office, by = Writer(desk).office, Actor("a" * 32, "beheer", "opdrachtregel", "opdrachtregel")
    store_of(desk).write(
        TENANT, lambda c: erase(c, office.recorder, TENANT, case, categories, by, office.now() + timedelta(hours=1))
    )
    desk.clock.days(1)


@pytest.mark.parametrize("gone", [("onderzoek",), ("persoon",), ("motivering",), ("beoordeling",), CATEGORIES])
def test_what_is_left_goes_over_and_what_is_gone_does_not(desk: Desk, gone: tuple[str, ...]) -> None:
    writer = Writer(desk)
    mandated(desk)
    case = lettering.refused(desk)
    desk.well(case, "_verzend", DESK, {})
    writer.settled(case, "weigeren")
    before = packed(desk, case)
    erased(desk, case, *gone)
    after = packed(desk, case)
    assert [name for name, _, _ in documents(after)].count("besluit") == 1
    assert len(of(after, "status")) == len(of(before, "status"))
    there = "bestanden/brief-01.pdf" in after.files
    assert there == ("motivering" not in gone)
    assert ("is gewist" in {one.problem for one in after.findings}) != there
    if "persoon" in gone:
        assert "dienst-1" not in b"".join(after.files.values()).decode(errors="replace")


@pytest.mark.parametrize("gone", [("onderzoek",), CATEGORIES])
def test_an_outcome_stays_known_after_the_file_is_gone(desk: Desk, gone: tuple[str, ...]) -> None:
    case = desk.sent(None, "verlenen")
    before = desk.ask("GET", f"/aanvragen/{case}/vera", DESK).content
    erased(desk, case, *gone)
    assert desk.ask("GET", f"/aanvragen/{case}/vera", DESK).content == before
    assert desk.ask("GET", f"/aanvragen/{case}/vera", LANDLORD).status_code == 404


def test_the_list_of_papers_is_still_read_without_the_verdicts(desk: Desk) -> None:
    case = lettering.refused(desk)
    erased(desk, case, "beoordeling")
    assert desk.ask("GET", f"/aanvragen/{case}/bewijsstukken", DESK).status_code == 200
