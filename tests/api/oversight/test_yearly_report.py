"""The yearly report of the data protection officer: each number is that of the store, and none is small."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.api.oversight.filled import TENANT, Filled, Made
from tests.our_law import OUR_LAW
from wbmgp_api.accountability.municipality import Account
from wbmgp_api.accountability.sections import Document, Table
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.yearly_report import yearly_report
from wbmgp_api.accountability.yearly_words import QUESTIONS, ROLE
from wbmgp_api.oversight.processing_log import SEEKS
from wbmgp_api.oversight.year_facts import YearFacts, year_facts
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import open_store
from wbmgp_engine.processing import Activities
from wbmgp_engine.trail.receipt import ROLES

ON = date(2027, 2, 1)
BOOK = f"sha256:{'b' * 64}"


def told(folder: Path, *fill: Callable[[Filled], None]) -> YearFacts:
    folder.mkdir(exist_ok=True)
    store = open_store(f"sqlite:///{folder}/jaar.db")

    def job(connection: Connection) -> YearFacts:
        filled = Filled(connection)
        for one in fill:
            one(filled)
        return year_facts(connection, TENANT, 2026, OUR_LAW)

    try:
        return store.write(TENANT, job)
    finally:
        store.close()


def report(found: YearFacts, on: date = ON) -> Document:
    return yearly_report(Use(OUR_LAW, Settings(), TENANT, Account(), on), found)


def full(filled: Filled) -> None:
    filled.decided([Made(looked_in=1)] * 30)
    filled.decided([Made("weigeren", "weigeren", received="2025-10-01", judged="ongegrond")] * 8)
    filled.decided([Made("verlenen", "weigeren", erased=True)] * 6)
    for role, times in (("balie", 9), ("auditor", 2)):
        for _ in range(times):
            filled.look(role, "2026-06-01", filled.cases[0])
    for _ in range(7):
        filled.look("balie", "2026-06-02", None, ("persoon",))
    for _ in range(5):
        filled.look("fg", "2026-06-03")
    filled.look("balie", "2027-01-05", filled.cases[0])
    uri = Activities.of(OUR_LAW, ON)["toezicht"].uri
    for name, status, times in ((SEEKS, "Ok", 6), ("inzage", "Ok", 10), ("inzage", "Error", 5)):
        for _ in range(times):
            filled.line(uri, name, status)
    filled.line(uri, SEEKS, at=1_700_000_000_000)


def test_every_number_is_that_of_the_store(tmp_path: Path) -> None:
    found = told(tmp_path, full)
    assert (found.counts.received, found.counts.decided, found.counts.looked_in, found.counts.erased) == (36, 44, 41, 6)
    assert (found.searches, found.group_looks, found.insight, found.actions, found.failed) == (7, 5, 6, 21, 5)
    assert (found.in_time, found.late) == (36, 8)
    assert (found.counts.followed, found.counts.deviated) == (38, 6)
    assert found.nearly_always == ("verlenen",)
    document = report(found)
    value: dict[str, Any] = {one.key: one.value for section in document.sections for one in section.facts}
    assert (value["besloten"], value["zoeken_bsn"], value["groepen"], value["inzageverzoeken"]) == (44, 7, 5, 6)
    assert (value["afgeweken"], value["te_laat"], value["gewist"], value["bezwaren"]) == (6, 8, 6, 8)
    assert (
        "- Besluiten die het advies niet volgen, ook waar het advies geen uitkomst noemde: 6." in document.to_markdown()
    )
    looks = value["inzage"]
    assert isinstance(looks, Table)
    assert {row[0]: row[1] for row in looks.rows} == {
        "jurist": "30",
        "balie": "niet getoond",
        "auditor": "niet getoond",
    }


def busy(filled: Filled) -> None:
    """A month of work in the next year, also on cases of the last."""
    filled.next_log(2027)
    for case in filled.cases[:9]:
        filled.look("jurist", "2027-02-10", case)
        filled.step(case, "bezwaar", "bezwaar", "2027-02-11")
        filled.step(case, "trek_vergunning_in", "ingetrokken", "2027-02-12")
        filled.record("wissing", case, "2027-02-13")
        filled.ordered("2027-02-14")
    filled.decided([Made("weigeren", "weigeren", "2027-02-15", "2027-01-04", judged="gegrond", book=BOOK)] * 7)
    filled.record("regelversie", None, "2027-02-16", book=BOOK)
    filled.line(Activities.of(OUR_LAW, ON)["toezicht"].uri, SEEKS, "Error", at=1_802_000_000_000)


def test_the_report_of_a_year_that_is_over_stands_still(tmp_path: Path) -> None:
    def twice(filled: Filled) -> None:
        full(filled)
        for _ in range(6):
            filled.ordered("2026-12-30")

    before, after = report(told(tmp_path, twice)), report(told(tmp_path / "later", twice, busy), date(2027, 3, 1))
    assert before.fact("opdrachten").value == 6
    assert before.to_json() == after.to_json()
    assert before.to_markdown() == after.to_markdown()


def test_a_small_year_shows_no_small_number(tmp_path: Path) -> None:
    def few(filled: Filled) -> None:
        filled.decided([Made(looked_in=1)] * 3 + [Made("weigeren", "weigeren", judged="gegrond")])
        filled.look("fg", "2026-06-03")

    text = report(told(tmp_path, few)).to_markdown()
    lines = [line for line in text.splitlines() if re.search(r"(: |\| )[1-4](\.| \|)", line)]
    assert lines == [] and "1 tot en met 4" in text


def test_what_the_software_cannot_know_is_asked(tmp_path: Path) -> None:
    document = report(told(tmp_path, lambda filled: None))
    assert [one.questions for one in document.sections] == [QUESTIONS[at] for at in range(1, 10)]
    assert {"naam", "fg"} <= set(document.missing)
    assert "- [ ] Welke datalekken" in document.to_markdown()


def test_every_role_has_a_name() -> None:
    assert set(ROLES) == set(ROLE)


@pytest.mark.parametrize("state", ["open", "stopped"])
def test_a_stopped_log_is_an_incident(tmp_path: Path, state: str) -> None:
    def fill(filled: Filled) -> None:
        filled.log_is(state)

    assert report(told(tmp_path, fill)).fact("gestopt").value is (state == "stopped")
