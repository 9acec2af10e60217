"""Article 5 on every version: which earlier terms count for the number of the extension, and what is an open question."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.designating import (
    AROUND,
    END,
    GAP,
    GROUNDS,
    JOINT,
    OLD,
    TOGETHER,
    V2005,
    V2017,
    ask,
    chain,
    clock,
    every_version,
    four_extensions,
    joint_versions,
    number,
    split_versions,
    term,
)
from wbmgp_engine.logic.values import Unknown


@split_versions
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("other", GROUNDS)
def test_from_2017_each_ground_has_its_own_clock(on: date, ground: str, other: str) -> None:
    assert number(on, [term(other, V2017, first=True)], ground) == (1 if ground == other else 0)


@joint_versions
def test_before_2017_articles_8_and_9_share_a_clock(on: date) -> None:
    for ground in ("artikel_8", "artikel_9"):
        assert number(on, chain(1, "artikel_9"), ground) == 1
    assert number(on, chain(1, "artikel_10"), "artikel_8") == 0
    assert number(on, chain(1, "artikel_8"), "artikel_10") == 0


@split_versions
def test_whether_a_joint_term_counts_for_the_other_ground_is_an_open_question(on: date) -> None:
    joint, apart = term("artikel_8", date(2016, 12, 31), first=True), term("artikel_8", V2017, first=True)
    assert number(on, [joint], "artikel_9") == Unknown({TOGETHER})
    assert [number(on, [joint], "artikel_9", readings={TOGETHER: answer}) for answer in (True, False)] == [1, 0]
    assert number(on, [apart], "artikel_9") == 0
    facts = {"gevraagde_grond": "artikel_9", "eerdere_aanwijzingen": [joint, apart], TOGETHER: True}
    assert ask(on, "telt_voor_de_klok", **facts) == [True, False]
    assert number(on, [joint], "artikel_8") == 1
    assert number(on, [joint], "artikel_10", readings={TOGETHER: True}) == 0


@every_version
@pytest.mark.parametrize("position", ["omvattend", "deel"])
def test_whether_the_clock_of_another_unit_counts_is_an_open_question(on: date, position: str) -> None:
    earlier = [term(start=V2017, first=True, ligging=position)]
    assert number(on, earlier) == Unknown({AROUND})
    assert [number(on, earlier, readings={AROUND: answer}) for answer in (True, False)] == [1, 0]


@every_version
def test_whether_a_gap_starts_the_count_anew_is_an_open_question(on: date) -> None:
    ended = term(start=V2017, joins=False, first=True)
    joined = term(start=date(2019, 1, 1), opent_reeks=True)
    assert number(on, [ended, joined]) == Unknown({GAP})
    assert [number(on, [ended, joined], readings={GAP: answer}) for answer in (True, False)] == [1, 2]
    # A chain that ended altogether.
    assert [number(on, [ended], readings={GAP: answer}) for answer in (True, False)] == [0, 1]


@four_extensions
def test_whether_an_extension_from_before_14_april_2014_counts_is_an_open_question(on: date) -> None:
    first = term(start=date(2006, 6, 13), first=True)
    before, after = term(start=date(2014, 4, 13)), term(start=date(2014, 4, 14))
    assert number(on, [first]) == 1
    assert number(on, [first, before]) == Unknown({OLD})
    assert [number(on, [first, before], readings={OLD: answer}) for answer in (True, False)] == [2, 1]
    assert number(on, [first, after]) == 2


@four_extensions
def test_the_term_that_opens_a_new_run_is_no_extension_where_a_gap_ends_the_count(on: date) -> None:
    first = term(start=date(2006, 6, 13), joins=False, first=True)
    opener = term(start=date(2011, 1, 1), opent_reeks=True)
    assert number(on, [first, opener], readings={OLD: False, GAP: True}) == 1
    assert number(on, [first, opener], readings={OLD: False, GAP: False}) == 1
    assert number(on, [first, opener], readings={OLD: True, GAP: True}) == 1
    assert number(on, [first, opener], readings={OLD: True, GAP: False}) == 2


def test_under_the_text_of_2005_an_extension_counts_whatever_people_say_later() -> None:
    earlier = [term(start=date(2006, 6, 13), first=True), term(start=date(2010, 6, 13))]
    assert {number(V2005, earlier, readings={OLD: answer}) for answer in (True, False)} == {2}


@split_versions
def test_rotterdam_from_2006_has_two_readings(on: date) -> None:
    earlier = chain(4, "artikel_8", date(2006, 7, 1))
    assert clock(on, earlier, readings={OLD: True}) == (4, True, 0, END)
    assert clock(on, earlier, readings={OLD: False}) == (3, True, 1, date(2026, 7, 1))


rows = st.builds(
    term,
    st.sampled_from(GROUNDS),
    st.dates(date(2005, 12, 30), date(2040, 1, 1)) | st.sampled_from([V2017, date(2016, 12, 31)]),
    joins=st.booleans(),
    first=st.booleans(),
    ligging=st.sampled_from(["zelfde", "omvattend", "deel"]),
)
answers = st.fixed_dictionaries({name: st.booleans() for name in (GAP, AROUND, OLD, TOGETHER)})


def of_this_clock(on: date, row: dict[str, Any], ground: str, readings: dict[str, bool]) -> bool:
    """The rule once more, in other words: which terms are of the clock of a ground."""
    shared = {"artikel_8", "artikel_9"}
    if on in JOINT:
        same = {row["grond"], ground} <= shared
    else:
        joint = readings[TOGETHER] and row["van"] < V2017 and {row["grond"], ground} <= shared
        same = row["grond"] == ground or joint
    return same and (row["ligging"] == "zelfde" or readings[AROUND])


@every_version
@given(row=rows, readings=answers, ground=st.sampled_from(GROUNDS))
def test_a_term_is_of_the_clock_of_its_ground_and_unit(
    on: date, row: dict[str, Any], readings: dict[str, bool], ground: str
) -> None:
    facts = {"gevraagde_grond": ground, "eerdere_aanwijzingen": [row], **readings}
    assert ask(on, "telt_voor_de_klok", **facts) == [of_this_clock(on, row, ground, readings)]


@every_version
@given(earlier=st.lists(rows, max_size=8), readings=answers, ground=st.sampled_from(GROUNDS))
def test_a_term_that_does_not_count_changes_no_number(
    on: date, earlier: list[dict[str, Any]], readings: dict[str, bool], ground: str
) -> None:
    facts = {"gevraagde_grond": ground, "eerdere_aanwijzingen": earlier, **readings}
    counts = ask(on, "telt_voor_de_klok", **facts)
    assert isinstance(counts, list)
    assert len(counts) == len(earlier)
    counted = [row for row, counts_too in zip(earlier, counts, strict=True) if counts_too is True]
    found, alone = (clock(on, kept, ground, readings=readings) for kept in (earlier, counted))
    assert found == alone
    extension, possible, left, _ = found
    assert isinstance(extension, int)
    assert isinstance(left, int)
    assert 0 <= extension <= len(counted)
    assert possible is (extension + left <= (1 if on == V2005 else 4))


@split_versions
@given(own=st.lists(rows, max_size=4), others=st.lists(rows, max_size=4), readings=answers)
def test_adding_a_ground_never_changes_the_clock_of_another(
    on: date, own: list[dict[str, Any]], others: list[dict[str, Any]], readings: dict[str, bool]
) -> None:
    added = [{**row, "grond": "artikel_10"} for row in others]
    mine = [{**row, "grond": "artikel_9"} for row in own]
    assert clock(on, [*mine, *added], "artikel_9", readings=readings) == clock(on, mine, "artikel_9", readings=readings)
