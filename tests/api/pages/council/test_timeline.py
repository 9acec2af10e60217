"""The calendar on a strip: terms lie where their days are, and nothing is drawn that the calendar does not say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.service.asking import BOOK
from wbmgp_api.pages.council.timeline import WIDTH, timeline
from wbmgp_engine.designations.status import designations_status
from wbmgp_engine.law.register import Designation

TODAY = date(2026, 11, 22)


def own(start: date, end: date | None, ground: Any = "artikel_8", number: int = 0) -> Designation:
    return Designation(
        "voorbeeldwijk", "Voorbeeldwijk", "gebied", ground, None, start, end, start, number, None, None, None, "gelezen",
        ("bron",), "aanwijzing/x", own=True,
    )  # fmt: skip


def rows(*own_rows: Designation, on: date = TODAY) -> list[dict[str, Any]]:
    found = designations_status(BOOK, on, {"GM9999": own_rows}).to_json()["aanwijzingen"]
    return [row for row in found if row["gemeente"] == "GM9999"]


def test_a_running_term_lies_between_its_days_and_what_can_follow_behind_it() -> None:
    found = timeline(rows(own(date(2024, 1, 1), date(2028, 1, 1))), TODAY)
    (line,) = found.lines
    term, possible = line.segments
    assert (term.kind, term.start, term.end) == ("runs", "2024-01-01", "2028-01-01")
    assert (possible.kind, possible.start, possible.end) == ("possible", "2028-01-01", line.now["uiterstEinde"])
    assert term.x == 0 and term.x + term.width == possible.x
    assert line.today is not None and term.x < line.today < possible.x
    assert line.ask_by is not None and line.today < line.ask_by < possible.x
    assert possible.x + possible.width <= WIDTH


@pytest.mark.parametrize(("after", "late"), [(0, False), (1, True)])
def test_a_line_tells_that_the_last_day_to_ask_has_gone_by(after: int, late: bool) -> None:
    term = own(date(2024, 1, 1), date(2028, 1, 1))
    last = date.fromisoformat(rows(term)[0]["verzoekUiterlijk"])
    on = last + timedelta(days=after)
    (line,) = timeline(rows(term, on=on), on).lines
    assert line.now["toestand"] == "loopt" and line.late is late


def test_terms_of_one_area_and_ground_share_a_line_and_the_one_of_today_speaks() -> None:
    terms = (own(date(2020, 1, 1), date(2024, 1, 1)), own(date(2024, 1, 1), date(2028, 1, 1), number=1))
    found = timeline(rows(*terms, own(date(2024, 1, 1), date(2028, 1, 1), "artikel_9")), TODAY)
    eight = next(line for line in found.lines if line.now["grond"] == "artikel_8")
    assert len(found.lines) == 2
    assert [segment.kind for segment in eight.segments] == ["over", "runs", "possible"]
    assert eight.now["toestand"] == "loopt" and eight.key == "voorbeeldwijk-artikel-8"


def test_an_end_that_nobody_knows_is_drawn_as_not_known() -> None:
    (line,) = timeline(rows(own(date(2025, 1, 1), None)), TODAY).lines
    assert line.segments[0].kind == "unknown" and line.segments[0].end is None


@pytest.mark.parametrize("municipality", ["GM0599", "GM1930", "GM0796"])
def test_every_registered_designation_gets_a_place(municipality: str) -> None:
    every = designations_status(BOOK, TODAY).to_json()["aanwijzingen"]
    found = timeline([row for row in every if row["gemeente"] == municipality], TODAY)
    assert found.lines
    for line in found.lines:
        for segment in line.segments:
            assert 0 <= segment.x <= WIDTH and segment.width > 0 and segment.x + segment.width <= WIDTH + 4
    assert 2 <= len(found.years) <= 9
