"""Whether a designation names an instrument, by the act of its first day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine import Lawbook
from wbmgp_engine.designations.instrument import instrument_asked

BOOK = OUR_LAW


@pytest.mark.parametrize(
    ("ground", "on", "asked", "said"),
    [
        ("artikel_10", date(2017, 1, 1), True, "art. 5 lid 3 Wbmgp"),
        ("artikel_9", date(2026, 11, 21), False, "art. 5 lid 3 Wbmgp"),
        ("artikel_8", date(2017, 1, 1), False, "art. 5 lid 3 Wbmgp"),
        ("artikel_10", date(2016, 12, 31), False, "art. 5 lid 1 Wbmgp"),
    ],
)  # fmt: skip
def test_the_act_of_the_day_says(ground: str, on: date, asked: bool, said: str) -> None:
    found = instrument_asked(BOOK, ground, on)
    assert found is not None
    assert (found.asked, found.citation.text) == (asked, said)


def test_where_no_act_says_nothing_is_said() -> None:
    assert instrument_asked(BOOK, "artikel_10", date(2005, 12, 29)) is None
    assert instrument_asked(Lawbook.from_files({}), "artikel_10", date(2024, 1, 1)) is None
