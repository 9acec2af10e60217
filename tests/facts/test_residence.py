"""Since when somebody lives in the region: worked examples, each with what broke it."""

from __future__ import annotations

from datetime import date

import pytest

from wbmgp_engine.facts import Break, PartialDate, Stay, uninterrupted_since

REGION = ("GM0599", "GM0606", "GM0622")
ON = date(2007, 3, 8)
NOW = "nu"


def stay(place: str, start: str | None, end: str | None, source: str = "brp") -> Stay:
    return Stay(
        place,
        None if start is None else PartialDate.parse(start),
        None if end in (None, NOW) else PartialDate.parse(end),
        end == NOW,
        source,
    )


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


CERTAIN: dict[str, tuple[list[Stay], str | None, Break | None]] = {
    "garib: from elsewhere": (
        [stay("GM0363", "1990-01-01", "2005-05-25"), stay("GM0599", "2005-05-25", NOW)],
        "2005-05-25",
        Break("elders", "GM0363", date(2005, 5, 25), "brp", date(1990, 1, 1), 0),
    ),
    "a move inside the region": (
        [stay("GM0606", "1998-01-01", "2005-05-25"), stay("GM0599", "2005-05-25", NOW)],
        "1998-01-01",
        Break("begin", None, date(1998, 1, 1), None),
    ),
    "one day between two addresses": (
        [stay("GM0606", "1998-01-01", "2005-05-24"), stay("GM0599", "2005-05-25", NOW)],
        "2005-05-25",
        Break("gat", None, date(2005, 5, 25), None, date(2005, 5, 24)),
    ),
    "an overlap inside the region": (
        [stay("GM0606", "1998-01-01", "2005-06-25"), stay("GM0599", "2005-05-25", NOW)],
        "1998-01-01",
        Break("begin", None, date(1998, 1, 1), None),
    ),
    "one interval within another": (
        [stay("GM0606", "1998-01-01", NOW), stay("GM0599", "2001-01-01", "2002-01-01")],
        "1998-01-01",
        Break("begin", None, date(1998, 1, 1), None),
    ),
    "abroad for a year": (
        [
            stay("GM0599", "1990-01-01", "2001-01-01"),
            stay("buitenland", "2001-01-01", "2002-01-01", "opgave"),
            stay("GM0599", "2002-01-01", NOW),
        ],
        "2002-01-01",
        Break("elders", "buitenland", date(2002, 1, 1), "opgave", date(2001, 1, 1), 1),
    ),
    "a stay of no days breaks nothing and fills nothing": (
        [
            stay("GM0599", "1990-01-01", "2001-01-01"),
            stay("buitenland", "2000-01-01", "2000-01-01"),
            stay("GM0606", "2001-01-01", "2001-01-01"),
            stay("GM0622", "2001-01-02", NOW),
        ],
        "2001-01-02",
        Break("gat", None, date(2001, 1, 2), None, date(2001, 1, 1)),
    ),
    "later residence is ignored": (
        [stay("GM0599", "2001-01-01", "2010-01-01"), stay("GM0363", "2010-01-01", NOW), stay("GM0363", "2007-03-09", "2008-01-01")],
        "2001-01-01",
        Break("begin", None, date(2001, 1, 1), None),
    ),
    "moved in on the day itself": (
        [stay("GM0363", "1990-01-01", "2007-03-08"), stay("GM0599", "2007-03-08", NOW)],
        "2007-03-08",
        Break("elders", "GM0363", date(2007, 3, 8), "brp", date(1990, 1, 1), 0),
    ),
    "moves in the next day": (
        [stay("GM0363", "1990-01-01", "2007-03-09", "bewijsstuk"), stay("GM0599", "2007-03-09", NOW)],
        None,
        Break("elders", "GM0363", date(2007, 3, 8), "bewijsstuk", date(1990, 1, 1), 0),
    ),
    "left on the day itself": (
        [stay("GM0599", "1990-01-01", "2007-03-08")],
        None,
        Break("gat", None, date(2007, 3, 8), None, date(2007, 3, 8)),
    ),
    "registered nowhere since": (
        [stay("GM0599", "1990-01-01", "2006-01-01")],
        None,
        Break("gat", None, date(2007, 3, 8), None, date(2006, 1, 1)),
    ),
    "never registered": ([], None, Break("begin", None, date(2007, 3, 8), None)),
    "in any order": (
        [stay("GM0599", "2005-05-25", NOW), stay("GM0606", "1998-01-01", "2001-01-01"), stay("GM0622", "2001-01-01", "2005-05-25")],
        "1998-01-01",
        Break("begin", None, date(1998, 1, 1), None),
    ),
    "a place unknown long before": (
        [stay("onbekend", "1980-01-01", "1990-01-01"), stay("GM0363", "1990-01-01", "1995-01-01"), stay("GM0599", "1995-01-01", NOW)],
        "1995-01-01",
        Break("elders", "GM0363", date(1995, 1, 1), "brp", date(1990, 1, 1), 1),
    ),
    "a place unknown beside a known one": (
        [stay("onbekend", "1990-01-01", NOW), stay("GM0363", "1980-01-01", "1995-01-01"), stay("GM0599", "1995-01-01", NOW)],
        "1995-01-01",
        Break("elders", "GM0363", date(1995, 1, 1), "brp", date(1980, 1, 1), 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CERTAIN)
def test_certain(name: str) -> None:
    stays, since, broken_by = CERTAIN[name]
    found = uninterrupted_since(stays, REGION, ON)
    assert (found.earliest, found.latest) == (day(since), day(since))
    assert found.certain
    assert found.broken_by == broken_by
    assert found.doubted_by is None


UNCERTAIN: dict[str, tuple[list[Stay], str | None, str | None, Break | None]] = {
    "from a year": (
        [stay("GM0599", "2001", NOW)],
        "2001-01-01", "2001-12-31", Break("dag_onbekend", "GM0599", date(2001, 12, 31), "brp", date(2001, 1, 1), 0),
    ),
    "from a month": (
        [stay("GM0363", "1990", "2001-02"), stay("GM0599", "2001-02", NOW)],
        "2001-02-01", "2001-02-28", Break("dag_onbekend", "GM0599", date(2001, 2, 28), "brp", date(2001, 2, 1), 1),
    ),
    "a partial end where the next begins": (
        [stay("GM0606", "1998-01-01", "2001"), stay("GM0599", "2001-06-01", NOW)],
        "1998-01-01", "2001-06-01", Break("dag_onbekend", "GM0606", date(2001, 6, 1), "brp", date(1998, 1, 1), 0),
    ),
    "a place not known in between": (
        [stay("GM0606", "1998-01-01", "2001-01-01"), stay("onbekend", "2001-01-01", "2002-01-01", "opgave"), stay("GM0599", "2002-01-01", NOW)],
        "1998-01-01", "2002-01-01", Break("plaats_onbekend", "onbekend", date(2002, 1, 1), "opgave", date(2001, 1, 1), 1),
    ),
    "a place not known now": (
        [stay("GM0599", "1998-01-01", "2001-01-01"), stay("onbekend", "2001-01-01", NOW)],
        "1998-01-01", None, Break("plaats_onbekend", "onbekend", date(2007, 3, 8), "brp", date(2001, 1, 1), 1),
    ),
    "inside and elsewhere at once": (
        [stay("GM0599", "1998-01-01", NOW), stay("buitenland", "2003-01-01", "2004-01-01", "bewijsstuk")],
        "1998-01-01", "2004-01-01", Break("elders", "buitenland", date(2004, 1, 1), "bewijsstuk", date(2003, 1, 1), 1),
    ),
    "elsewhere at once until now": (
        [stay("GM0599", "1998-01-01", NOW), stay("GM0363", "2003-01-01", NOW)],
        "1998-01-01", None, Break("elders", "GM0363", date(2007, 3, 8), "brp", date(2003, 1, 1), 1),
    ),
    "since nobody knows when": (
        [stay("GM0599", None, NOW)],
        "0001-01-01", "2007-03-08", Break("dag_onbekend", "GM0599", date(2007, 3, 8), "brp", None, 0),
    ),
    "until nobody knows when": (
        [stay("GM0599", "1998-01-01", None)],
        "1998-01-01", None, Break("dag_onbekend", "GM0599", date(2007, 3, 8), "brp", date(1998, 1, 1), 0),
    ),
    "perhaps only after the application": (
        [stay("GM0599", "2007", NOW)],
        "2007-01-01", None, Break("dag_onbekend", "GM0599", date(2007, 3, 8), "brp", date(2007, 1, 1), 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCERTAIN)
def test_uncertain(name: str) -> None:
    stays, earliest, latest, doubted_by = UNCERTAIN[name]
    found = uninterrupted_since(stays, REGION, ON)
    assert (found.earliest, found.latest) == (day(earliest), day(latest))
    assert not found.certain
    assert found.doubted_by == doubted_by


def test_a_partial_edge_yields_to_the_exact_one_beside_it() -> None:
    left_in_2005 = [stay("GM0363", "1990-01-01", "2005"), stay("GM0599", "2005-05-25", NOW)]
    came_in_2005 = [stay("GM0363", "1990-01-01", "2005-05-25"), stay("GM0599", "2005", NOW)]
    found = uninterrupted_since(left_in_2005, REGION, ON)
    assert (found.earliest, found.latest) == (date(2005, 5, 25), date(2005, 5, 25))
    found = uninterrupted_since(came_in_2005, REGION, ON)
    assert (found.earliest, found.latest) == (date(2005, 5, 25), date(2005, 12, 31))


def test_the_region_decides_what_is_elsewhere() -> None:
    stays = [stay("GM0363", "1990-01-01", "2005-05-25"), stay("GM0599", "2005-05-25", NOW)]
    assert uninterrupted_since(stays, ["GM0363", "GM0599"], ON).latest == date(1990, 1, 1)
    assert uninterrupted_since(stays, [], ON).earliest is None


def test_a_region_that_is_not_known_leaves_other_municipalities_open() -> None:
    stays = [
        stay("buitenland", "1980-01-01", "1990-01-01"),
        stay("GM0363", "1990-01-01", "2005-05-25"),
        stay("GM0599", "2005-05-25", NOW),
    ]
    found = uninterrupted_since(stays, ["GM0599"], ON, region_known=False)
    assert (found.earliest, found.latest) == (date(1990, 1, 1), date(2005, 5, 25))
    assert found.broken_by == Break("elders", "buitenland", date(1990, 1, 1), "brp", date(1980, 1, 1), 0)
    assert found.doubted_by == Break("plaats_onbekend", "GM0363", date(2005, 5, 25), "brp", date(1990, 1, 1), 1)
    settled = uninterrupted_since(stays[2:], ["GM0599"], ON, region_known=False)
    assert settled.certain and settled.doubted_by is None


def test_the_latest_of_two_stays_elsewhere_is_what_broke_it() -> None:
    stays = [
        stay("GM0363", "1990-01-01", "2003-01-01"),
        stay("buitenland", "2000-01-01", "2003-06-01"),
        stay("GM0599", "2003-06-01", NOW),
    ]
    found = uninterrupted_since(stays, REGION, ON).broken_by
    assert found is not None and (found.place, found.index) == ("buitenland", 1)


def test_a_thousand_stays_take_no_time_to_speak_of() -> None:
    stays = [stay(REGION[number % 3], "1990-01-01", NOW) for number in range(500)]
    stays += [stay("GM0363", "1990", None) for _ in range(500)]
    assert uninterrupted_since(stays, REGION, ON).earliest == date(1990, 1, 1)
