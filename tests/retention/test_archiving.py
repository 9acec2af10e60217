"""What of a closed case goes to an archive: what the selection list keeps, never what was kept for the evaluations only."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from wbmgp_engine.retention import RESULTS, Ending, archived, kept

CLOSED = date(2026, 11, 21)
DECIDED = ["beoordeling", "inkomen", "motivering", "persoon", "spoor"]


@pytest.mark.parametrize(
    ("result", "event", "duration", "ended"),
    [
        ("verleend", "object_beeindigd", "P1Y", None), ("geweigerd", "zaak_afgehandeld", "P5Y", date(2031, 11, 21)),
        ("ingetrokken", "zaak_afgehandeld", "P1Y", date(2027, 11, 21)),
        ("bezwaar_afgehandeld", "zaak_afgehandeld", "P5Y", date(2031, 11, 21)),
    ],
)  # fmt: skip
def test_the_term_is_told_with_what_it_was_counted_with(
    result: str, event: str, duration: str, ended: date | None
) -> None:
    found = archived([Ending(result, CLOSED)], OUR_LAW)
    assert sorted(found) == DECIDED
    assert {(one.event, one.duration, one.until) for one in found.values()} == {(event, duration, ended)}


@given(st.lists(st.sampled_from(RESULTS), min_size=1, max_size=4, unique=True))
def test_what_one_ending_does_not_archive_no_other_ending_archives(results: list[str]) -> None:
    endings = [Ending(one, CLOSED) for one in results]
    each = [set(archived([one], OUR_LAW)) for one in endings]
    whole = archived(endings, OUR_LAW)
    assert set(whole) == set.intersection(*each)
    assert all(whole[category] == kept(endings, OUR_LAW)[category] for category in whole)
    if results != ["woonverklaring"]:
        assert "onderzoek" not in whole


def test_a_case_that_did_not_end_goes_nowhere() -> None:
    assert archived([], OUR_LAW) == {}
