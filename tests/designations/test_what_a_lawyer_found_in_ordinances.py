"""What a lawyer found in the checks of ordinances: each case fails without its mend."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.designations.ordinances import ordinance
from tests.our_law import OUR_LAW
from wbmgp_engine.designations.checklist import Found
from wbmgp_engine.designations.ordinance import check_ordinance
from wbmgp_engine.facts.ordinance import OrdinanceText

BOOK = OUR_LAW
RESIDENCE = {"grond": "artikel_8", "soort": "verblijfsduur", "jaren": 6, "gebied": "regio"}
EVERY_LAW = [date(2006, 1, 1), date(2014, 4, 14), date(2015, 1, 1), date(2017, 1, 1), date(2018, 1, 1)]


def in_ordinance(rule: str, on: date | None = None, /, **changes: Any) -> list[Found]:
    answer = check_ordinance(OrdinanceText.model_validate(ordinance(**changes)), lawbook=BOOK, on=on)
    return [item for item in answer.findings if item.rule == rule]


@pytest.mark.parametrize("on", EVERY_LAW)
@pytest.mark.parametrize("income", [[], ["ziektewet"], ["bijstand"]])
def test_residence_without_an_income_that_suffices_keeps_out_too_many(on: date, income: list[str]) -> None:
    named = [{"grond": "artikel_8", "soort": "inkomensbron", "waarde": income}] if income else []
    (lacking,) = in_ordinance("geen_inkomen_genoemd", on, eisen=[RESIDENCE, *named])
    assert lacking.verdict == "ontbreekt" and lacking.citation.text.startswith("art. 8 lid 1 Wbmgp")


def test_an_income_of_the_list_or_one_that_is_not_told_is_not_lacking() -> None:
    some = {"grond": "artikel_8", "soort": "inkomensbron", "waarde": "aow"}
    assert not in_ordinance("geen_inkomen_genoemd", eisen=[RESIDENCE, some])
    # A demand that does not say which income it means leaves this open.
    untold = {"grond": "artikel_8", "soort": "inkomensbron"}
    assert not in_ordinance("geen_inkomen_genoemd", eisen=[RESIDENCE, untold])
    assert not in_ordinance("niet_elk_inkomen", eisen=[RESIDENCE, some, untold])
    assert not in_ordinance("geen_inkomen_genoemd", eisen=[])


def designated(*terms: tuple[str, str | None], area: str = "wijk", ground: str = "artikel_8") -> list[dict[str, Any]]:
    return [{"gebied": area, "grond": ground, "van": start, "tot": end} for start, end in terms]


@pytest.mark.parametrize("on", EVERY_LAW)
def test_a_designation_that_ends_before_the_ordinance_is_told(on: date) -> None:
    ends = designated(("2004-01-01", "2018-06-01"))
    (found,) = in_ordinance("aanwijzing_eindigt_eerder", on, aanwijzingen=ends)
    assert found.verdict == "let_op"
    assert "(1 juni 2018)" in found.words["nl"] and "(1 June 2018)" in found.words["en"]


@pytest.mark.parametrize(
    ("terms", "changes"),
    [
        (designated(("2018-01-01", "2022-01-01")), {}),
        (designated(("2018-01-01", None)), {}),
        (designated(("2014-01-01", "2018-06-01"), ("2018-06-01", "2022-06-01")), {}),
        (designated(("2014-01-01", "2018-06-01"), ("2018-06-01", None)), {}),
        (designated(("2014-01-01", "2017-12-31")), {}),
        (designated(("2018-01-01", "2018-06-01")), {"tot": None}),
        (designated(("2018-01-01", "2018-06-01")), {"tot": ...}),
        ([{"gebied": "wijk", "grond": "artikel_8", "van": "2018-01-01"}], {}),
        # Where one end is not known, nothing is said.
        (
            [*designated(("2014-01-01", "2018-06-01")), {"gebied": "wijk", "grond": "artikel_8", "van": "2018-06-01"}],
            {},
        ),
        (designated(("2018-01-01", "2018-06-01"), ground="artikel_9"), {}),
    ],
)
def test_a_designation_that_reaches_the_end_or_goes_on_is_not(
    terms: list[dict[str, Any]], changes: dict[str, Any]
) -> None:
    assert not in_ordinance("aanwijzing_eindigt_eerder", aanwijzingen=terms, **changes)


@pytest.mark.parametrize(
    "other",
    [
        designated(("2018-06-02", "2022-06-01")),
        designated(("2018-06-01", "2022-06-01"), area="straat"),
        designated(("2018-06-01", "2022-06-01"), ground="artikel_9"),
        [{"gebied": "wijk", "grond": "artikel_8", "tot": "2022-06-01"}],
    ],
)
def test_a_later_term_that_does_not_join_changes_nothing(other: list[dict[str, Any]]) -> None:
    ends = designated(("2014-01-01", "2018-06-01"))
    assert in_ordinance("aanwijzing_eindigt_eerder", aanwijzingen=[*ends, *other])


def test_before_2017_a_joint_designation_that_ends_is_told_at_both_grounds() -> None:
    ends = designated(("2015-01-01", "2016-06-01"))
    given = {"gronden": ["artikel_8", "artikel_9"], "van": "2015-01-01", "tot": "2019-01-01", "aanwijzingen": ends}
    assert {item.ground for item in in_ordinance("aanwijzing_eindigt_eerder", **given)} == {"artikel_8", "artikel_9"}
