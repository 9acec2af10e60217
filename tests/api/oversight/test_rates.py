"""Deviations, appeals and shifts, each number recomputed from the rows by plain loops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.oversight.filled import TENANT, Filled, Made
from wbmgp_api.oversight import appeals, deviations, shifts
from wbmgp_api.oversight.appeals import Ended, Kind, Recorded
from wbmgp_api.oversight.decided import Decided, every
from wbmgp_api.oversight.exact import chance
from wbmgp_api.oversight.grounds import Judged
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.rates_json import of_shifts
from wbmgp_api.oversight.small_tables import Row
from wbmgp_api.store.opened import Store, open_store

Q3 = Quarter(2026, 3)
OUTCOMES = ("weigeren", "verlenen_met_voorschriften", "verlenen")
MADE = [
    *[Made("verlenen", "verlenen", "2026-07-01", officer="a")] * 40, *[Made("verlenen", "weigeren", "2026-08-01", officer="b")] * 6,
    *[Made("weigeren", "weigeren", "2026-09-30", officer="b", judged="ongegrond")] * 7,
    *[Made("verlenen", "geen_vergunning_nodig", "2026-09-30", officer="c", judged="gegrond")] * 5, Made(day="2026-06-30"), Made(day="2026-10-01"),
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(f"sqlite:///{tmp_path}/toezicht.db")
    yield found
    found.close()


def row(n: int, outcome: str, advice: str, day: str = "2026-07-01", book: str = "nieuw", law: str = "2026-01-01", officer: str = "a") -> Decided:  # fmt: skip
    relation = "volgt" if outcome == advice else "wijkt_af"
    return Decided(f"b{n}", f"z{n}", outcome, day, "x", officer, advice, relation, f"t{n}", law, book)


def cells(rows: list[Row], key: str | None) -> dict[str, int | None]:
    return dict(next(one for one in rows if one.key == key).cells)


def test_the_rates_of_a_quarter_are_those_of_its_rows(store: Store) -> None:
    store.write(TENANT, lambda connection: Filled(connection).decided(MADE))
    found = store.read(TENANT, lambda connection: every(connection, TENANT, Q3.period))
    report = deviations.of(Q3, found)
    assert report.size == sum(one.day[5:7] in ("07", "08", "09") for one in MADE) == 58
    assert report.columns == ["volgt", "gunstiger", "strenger", "open"]
    assert report.whole is not None
    assert report.whole.cells == {"volgt": 47, "gunstiger": 6, "strenger": 5, "open": 0}
    by_month = {one.key: one.size for one in report.by_month}
    assert by_month == {"2026-07": 40, "2026-08": 6, "2026-09": 12}
    assert cells(report.by_advice, "weigeren") == {"volgt": 7, "gunstiger": 6, "strenger": 0, "open": 0}
    assert len({one.key for one in report.by_drafter}) == 3 and [one.size for one in report.by_decider] == [58]
    assert report.nearly_always == ["verlenen"] and not report.few


@given(
    st.lists(
        st.tuples(st.sampled_from(OUTCOMES), st.sampled_from((*OUTCOMES, "beoordelen")), st.sampled_from("abc")),
        max_size=60,
    )
)
def test_what_a_report_says_follows_from_what_it_shows(made: list[tuple[str, str, str]]) -> None:
    found = [row(n, outcome, advice, officer=by) for n, (outcome, advice, by) in enumerate(made)]
    report = deviations.of(Q3, found)
    followed = sum(outcome == advice for outcome, advice, _ in made)
    assert not report.columns or min(followed, len(made) - followed) >= 5
    assert not report.columns or any(count is not None for one in report.by_advice for count in one.cells.values())
    assert report.few is (len(made) >= 20 and len(made) - followed < 5)
    for one in [*report.by_advice, *report.by_drafter, *report.by_month]:
        assert one.size >= 5 and all(n is None or n == 0 or n >= 5 for n in one.cells.values())


def test_an_advice_that_is_nearly_always_followed_is_named() -> None:
    found = [row(n, "verlenen", "verlenen") for n in range(100)] + [
        row(200 + n, "weigeren", "verlenen") for n in range(5)
    ]
    assert deviations.of(Q3, found).nearly_always == ["verlenen"]
    more = [*found, row(999, "weigeren", "verlenen"), *[row(300 + n, "weigeren", "weigeren") for n in range(9)]]
    assert deviations.of(Q3, more).nearly_always == []


def test_grounds_and_areas_are_parts_of_the_whole() -> None:
    found = [row(n, "weigeren", "weigeren") for n in range(12)] + [
        row(50 + n, "verlenen", "weigeren") for n in range(6)
    ]
    said = {
        one.id: Judged({"artikel_8": "niet_voldaan" if n < 14 else "voldaan"}, "tarwewijk")
        for n, one in enumerate(found)
    }
    grounds = deviations.grounds_of(found, said)
    assert grounds.by_ground == [] and [one.size for one in grounds.by_area] == [18]
    said |= {found[13].id: Judged({"artikel_8": "voldaan"}, "tarwewijk")}
    sizes = {(ground, one.key): one.size for ground, one in deviations.grounds_of(found, said).by_ground}
    assert sizes == {("artikel_8", "niet_voldaan"): 13, ("artikel_8", "voldaan"): 5}
    assert deviations.grounds_of(found, {}).by_ground == []


def test_objections_of_a_quarter_are_those_of_its_rows(store: Store) -> None:
    store.write(TENANT, lambda connection: Filled(connection).decided(MADE))
    report = appeals.of(Q3, store.read(TENANT, lambda connection: appeals.recorded(connection, TENANT, Q3)))
    assert report.objections.lodged == sum(one.judged is not None for one in MADE) == 12
    assert report.objections.whole is not None and report.objections.whole.size == 12
    assert dict(report.objections.whole.cells) == {
        "gegrond_anders": 0,
        "gegrond_zelfde": 5,
        "ongegrond": 7,
        "niet_ontvankelijk": 0,
    }
    assert report.appeals == Kind(0, None, report.appeals.kinds, [])


def recorded(ended: list[Ended], objections: int, lodged: int) -> Recorded:
    return Recorded({"bezwaar": ["r"] * objections, "beroep": ["r"] * lodged}, ended)


def test_a_ground_whose_decisions_do_not_stand_is_named() -> None:
    ended = [
        Ended("bezwaar", "gegrond_anders" if n % 2 else "ongegrond", row(n, "weigeren", "weigeren")) for n in range(20)
    ]
    said = {one.about.id: Judged({"artikel_8": "niet_voldaan", "artikel_9": "voldaan"}, "") for one in ended}
    found = appeals.of(Q3, recorded(ended, 20, 3), said)
    assert found.often == ["artikel_8"] and found.appeals.lodged is None
    ended += [Ended("bezwaar", "ongegrond", row(50, "weigeren", "weigeren"))]
    said["b50"] = said["b0"]
    assert appeals.of(Q3, recorded(ended, 21, 0), said).often == []


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_the_chance_is_that_of_all_ways_to_draw(first: int, second: int, data: st.DataObject) -> None:
    here, there = data.draw(st.integers(0, first)), data.draw(st.integers(0, second))
    ways = [0] * (here + there + 1)
    for x in range(here + there + 1):
        ways[x] = comb(first, x) * comb(second, here + there - x)
    assert chance((here, first), (there, second)) == Fraction(sum(n for n in ways if n <= ways[here]), sum(ways))


def _quarter_of(outcomes: dict[str, int], day: str, book: str, law: str, start: int) -> list[Decided]:
    made = [name for name, count in outcomes.items() for _ in range(count)]
    return [row(start + n, name, "verlenen", day, book, law) for n, name in enumerate(made)]


def test_a_shift_after_a_version_is_an_alarm_with_how_sure_it_is() -> None:
    old = _quarter_of({"weigeren": 6, "verlenen": 94}, "2026-05-01", "oud", "2026-01-01", 0)
    new = _quarter_of({"weigeren": 20, "verlenen": 20}, "2026-08-01", "nieuw", "2026-07-01", 500)
    found = shifts.comparisons([*reversed(new), *reversed(old)], Q3, [date(2026, 7, 1)], {})
    assert [(one.change.kind, one.change.name) for one in found] == [("regelboek", "nieuw"), ("recht", "2026-07-01")]
    for one in found:
        refused = next(shift for shift in one.shifts if shift.measure == "geweigerd")
        assert refused.alarm and refused.chance == chance((6, 100), (20, 40))
        assert refused.after is not None and (refused.before.least, refused.after.least) == (6, 20)
        assert {shift.measure for shift in one.alarms} == {"geweigerd", "afgeweken"}
    assert of_shifts(Q3, found)["wijzigingen"][0]["alarmen"][0]["na"] == {
        "totaal": 40,
        "tenMinste": 20,
        "tenHoogste": 20,
    }


def test_of_few_decisions_or_a_small_rest_nothing_is_said() -> None:
    old = _quarter_of({"verlenen": 60}, "2026-05-01", "oud", "2026-01-01", 0)
    few = _quarter_of({"weigeren": 19}, "2026-08-01", "nieuw", "2026-01-01", 500)
    (one,) = shifts.comparisons([*few, *old], Q3, [], {})
    assert one.shifts == ()
    new = _quarter_of({"weigeren": 40}, "2026-08-01", "nieuw", "2026-01-01", 500)
    late = _quarter_of({"verlenen": 3}, "2026-07-02", "oud", "2026-01-01", 900)
    (one,) = shifts.comparisons([*new, *late, *old], Q3, [], {})
    assert one.shifts == ()
    late = _quarter_of({"weigeren": 3, "verlenen": 20}, "2026-07-02", "oud", "2026-01-01", 900)
    (one,) = shifts.comparisons([*new, *late, *old], Q3, [], {})
    assert next(shift for shift in one.shifts if shift.measure == "geweigerd").after is None
    assert shifts.comparisons([*old], Q3, [date(2020, 1, 1)], {}) == []


def test_two_changes_do_not_tell_of_the_few_between_them() -> None:
    old = _quarter_of({"verlenen": 60}, "2026-02-01", "oud", "2026-01-01", 0)
    new = _quarter_of({"weigeren": 40}, "2026-08-01", "oud", "2026-07-01", 500)
    between = _quarter_of({"weigeren": 7}, "2026-08-02", "oud", "2026-05-01", 800)
    days = [date(2026, 4, 1), date(2026, 7, 1)]
    (one,) = shifts.comparisons([*between, *new, *old], Q3, days, {})
    assert one.change.name == "2026-07-01" and one.shifts
    books = [row(900 + n, "verlenen", "verlenen", "2026-08-03", "derde") for n in range(3)]
    mixed = [*books, *_quarter_of({"weigeren": 40}, "2026-08-01", "nieuw", "2026-01-01", 500), *old]
    assert [found.shifts for found in shifts.comparisons(mixed, Q3, [], {})] == [(), ()]


@pytest.mark.parametrize(("refused", "alarms"), [(20, {"geweigerd", "afgeweken"}), (3, set())])
def test_a_version_that_was_used_for_a_few_decisions_silences_nothing(refused: int, alarms: set[str]) -> None:
    old = _quarter_of({"weigeren": 6, "verlenen": 94}, "2026-05-01", "oud", "2026-01-01", 0)
    between = _quarter_of({"weigeren": 1, "verlenen": 2}, "2026-06-01", "tussen", "2026-01-01", 300)
    new = _quarter_of({"weigeren": refused, "verlenen": 40 - refused}, "2026-08-01", "nieuw", "2026-01-01", 500)
    few, found = shifts.comparisons([*new, *reversed(between), *reversed(old)], Q3, [], {})
    assert (few.change.name, few.shifts) == ("tussen", ())
    assert (found.change.name, {one.measure for one in found.alarms}) == ("nieuw", alarms)
    (share,) = (one for one in found.shifts if one.measure == "geweigerd")
    assert (share.before.size, share.before.least, share.before.most) == (103, 7, 7)


def test_a_year_before_a_change_is_the_sum_of_what_its_quarters_tell() -> None:
    days = ["2025-08-01", "2025-11-01", "2026-02-01", "2026-05-01"]
    old = [
        one
        for at, day in enumerate(days)
        for one in _quarter_of({"weigeren": at + 3, "verlenen": 30}, day, "oud", "2025-01-01", 100 * at)
    ]
    few = _quarter_of({"weigeren": 4}, "2025-05-01", "oud", "2025-01-01", 900)
    new = _quarter_of({"weigeren": 20, "verlenen": 20}, "2026-08-01", "nieuw", "2025-01-01", 500)
    (found,) = shifts.comparisons([*new, *reversed(old), *few], Q3, [], {})
    refused = next(one for one in found.shifts if one.measure == "geweigerd").before
    # 3 and 4 refusals are told as at most four each; 5 and 6 as they are.
    assert (refused.size, refused.least, refused.most) == (138, 11, 19)


def test_a_few_that_could_not_be_read_are_not_told() -> None:
    old = _quarter_of({"verlenen": 50}, "2026-05-01", "oud", "2026-01-01", 0)
    new = _quarter_of({"verlenen": 30}, "2026-08-01", "nieuw", "2026-01-01", 500)
    said = {one.id: Judged({"artikel_8": "voldaan"}, "") for one in [*old[3:], *new]}
    (one,) = shifts.comparisons([*new, *old], Q3, [], said)
    assert one.shifts and not any(shift.ground for shift in one.shifts)


@given(st.integers(20, 40), st.integers(20, 40), st.data())
def test_an_alarm_holds_for_every_count_that_it_leaves_open(size: int, other: int, data: st.DataObject) -> None:
    counts = data.draw(st.integers(0, size)), data.draw(st.integers(0, other))
    old = _quarter_of({"weigeren": counts[0], "verlenen": size - counts[0]}, "2026-05-01", "oud", "2026-01-01", 0)
    new = _quarter_of({"weigeren": counts[1], "verlenen": other - counts[1]}, "2026-08-01", "nieuw", "2026-01-01", 500)
    (one,) = shifts.comparisons([*new, *old], Q3, [], {})
    refused = next(shift for shift in one.shifts if shift.measure == "geweigerd")
    assert refused.after is not None
    for part, count in ((refused.before, counts[0]), (refused.after, counts[1])):
        assert part.least <= count <= part.most and not 0 < part.most - part.least < 4
        assert not part.exact or 5 <= count <= part.size - 5
    left_open = product(*(range(part.least, part.most + 1) for part in (refused.before, refused.after)))
    if refused.alarm:
        assert all(chance((a, size), (b, other)) * 5 < shifts.RARE for a, b in left_open)


def test_shares_by_ground_count_what_was_opened() -> None:
    old = _quarter_of({"verlenen": 50}, "2026-05-01", "oud", "2026-01-01", 0)
    new = _quarter_of({"verlenen": 30}, "2026-08-01", "nieuw", "2026-01-01", 500)
    said = {one.id: Judged({"artikel_8": "niet_voldaan" if one in new else "voldaan"}, "") for one in [*old, *new]}
    (one,) = shifts.comparisons([*new, *old], Q3, [], said)
    assert [(shift.ground, shift.measure) for shift in one.alarms] == [("artikel_8", "niet_voldaan")]
