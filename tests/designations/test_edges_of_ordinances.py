"""Edges of the checks of ordinances that no other test stands at: a rule changed there would have gone unnoticed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.designations.ordinances import ordinance
from tests.our_law import OUR_LAW
from wbmgp_engine.designations.checklist import Found
from wbmgp_engine.designations.ordinance import check_ordinance
from wbmgp_engine.facts.ordinance import OrdinanceText

RESIDENCE = {"grond": "artikel_8", "soort": "verblijfsduur", "jaren": 6, "gebied": "regio"}
LISTED = ["dienstbetrekking", "zelfstandige", "vut", "aow", "pensioen"]


def found(rule: str, on: date | None = None, /, **changes: Any) -> list[Found]:
    answer = check_ordinance(OrdinanceText.model_validate(ordinance(**changes)), lawbook=OUR_LAW, on=on)
    return [item for item in answer.findings if item.rule == rule]


def test_student_finance_is_lacking_where_neither_of_its_names_is_told() -> None:
    """Article 8 lid 1: a claim to student finance suffices, so an ordinance that names other incomes leaves it out."""
    incomes = {"grond": "artikel_8", "soort": "inkomensbron", "waarde": LISTED}
    (left,) = found("niet_elk_inkomen", eisen=[RESIDENCE, incomes])
    assert "studiefinanciering" in left.words["nl"] and not any(name in left.words["nl"] for name in LISTED)


def test_only_article_8_weighs_an_income() -> None:
    """Article 8 alone knows a list of incomes; one that article 9 asks is no income that may suffice after a judgement."""
    sick = {"soort": "inkomensbron", "waarde": "ziektewet"}
    of_9 = {"gronden": ["artikel_8", "artikel_9"], "eisen": [RESIDENCE, {**sick, "grond": "artikel_9"}]}
    assert found("eis_inkomen_na_oordeel", **of_9) == []
    assert found("eis_inkomen_na_oordeel", eisen=[RESIDENCE, {**sick, "grond": "artikel_8"}])


@pytest.mark.parametrize("year", [2010, 2014, 2016, 2017, 2018])
def test_a_designation_that_has_ended_is_not_told_to_end_earlier(year: int) -> None:
    """What ended before the day of the check carries nothing any more: that it ends earlier than the ordinance is no news."""
    ended = {"gebied": "wijk", "grond": "artikel_8", "van": "2006-01-01"}
    running = {"gebied": "straat", "grond": "artikel_8", "van": "2018-01-01", "tot": "2022-01-01"}
    for day, told in ((1, 0), (2, 0), (3, 1)):
        here = [{**ended, "tot": date(year, 6, day).isoformat()}, running]
        assert len(found("aanwijzing_eindigt_eerder", date(year, 6, 2), aanwijzingen=here)) == told


DEMANDS: list[tuple[dict[str, Any], str, str, str]] = [
    # What is asked, and the one rule that says something of it under articles 8, 9 and 10.
    ({"soort": "minimuminkomen"}, "eis_minimuminkomen", "eis_twijfel_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "verblijfsduur", "jaren": 6, "gebied": "regio"}, "eis_verblijf_klopt", "eis_twijfel_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "verblijfsduur", "jaren": 6, "gebied": "gemeente"}, "eis_verblijf_alleen_gemeente", "eis_twijfel_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "verblijfsduur", "jaren": 7, "gebied": "regio"}, "eis_verblijf_te_lang", "eis_twijfel_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "verblijfsduur", "jaren": 5, "gebied": "regio"}, "eis_verblijf_korter", "eis_twijfel_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "inkomensbron", "waarde": "aow"}, "eis_inkomen_op_de_lijst", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "inkomensbron", "waarde": "ziektewet"}, "eis_inkomen_na_oordeel", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "inkomensbron", "waarde": "wajong"}, "eis_inkomen_niet_op_de_lijst", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "kenmerk", "waarde": "x"}, "eis_kenmerk_bij_8", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    # Another kind that happens to hold the words of an income, a letter or years is judged by its kind.
    ({"soort": "kenmerk", "waarde": "aow"}, "eis_kenmerk_bij_8", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "kenmerk", "waarde": "ziektewet"}, "eis_kenmerk_bij_8", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "kenmerk", "waarde": "a"}, "eis_kenmerk_bij_8", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "kenmerk", "waarde": "x", "jaren": 7, "gebied": "gemeente"}, "eis_kenmerk_bij_8", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "kenmerk", "waarde": "x", "jaren": 6, "gebied": "regio"}, "eis_kenmerk_bij_8", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "kenmerk", "waarde": "x", "jaren": 5}, "eis_kenmerk_bij_8", "eis_kenmerk_bij_9", "eis_past_niet_bij_10"),
    ({"soort": "gedraging", "waarde": "a"}, "eis_gedrag_bij_8_of_9", "eis_gedrag_bij_8_of_9", "eis_gedraging_op_de_lijst"),
    ({"soort": "gedraging", "waarde": "z"}, "eis_gedrag_bij_8_of_9", "eis_gedrag_bij_8_of_9", "eis_gedraging_niet_op_de_lijst"),
    ({"soort": "verklaring"}, "eis_gedrag_bij_8_of_9", "eis_gedrag_bij_8_of_9", "eis_verklaring_zonder_aanwijzing"),
    ({"soort": "nationaliteit"}, "eis_nationaliteit", "eis_nationaliteit", "eis_nationaliteit"),
    ({"soort": "anders", "waarde": "x"}, "eis_zonder_grondslag", "eis_zonder_grondslag", "eis_zonder_grondslag"),
]  # fmt: skip
EVERY_LAW = [date(2006, 1, 1), date(2014, 4, 14), date(2015, 1, 1), date(2017, 1, 1), date(2018, 1, 1)]


def said_of(demand: dict[str, Any], on: date, **changes: Any) -> list[str]:
    text = ordinance(gronden=["artikel_8", "artikel_9", "artikel_10"], eisen=[demand], **changes)
    answer = check_ordinance(OrdinanceText.model_validate(text), lawbook=OUR_LAW, on=on)
    return [item.rule for item in answer.findings if item.place.startswith("eisen.0")]


@pytest.mark.parametrize("on", EVERY_LAW, ids=str)
@pytest.mark.parametrize(("asked", "of_8", "of_9", "of_10"), DEMANDS)
def test_a_demand_is_judged_once_and_under_its_own_ground(
    asked: dict[str, Any], of_8: str, of_9: str, of_10: str, on: date
) -> None:
    """Article 8 knows years of residence and a list of incomes, article 9 characteristics, article 10 conduct (from 2017)."""
    police = {
        "gebied": "straat",
        "grond": "artikel_10",
        "instrument": "politiegegevens",
        "van": "2017-01-01",
        "tot": None,
    }
    assert said_of({**asked, "grond": "artikel_8"}, on, aanwijzingen=[police]) == [of_8]
    assert said_of({**asked, "grond": "artikel_9"}, on, aanwijzingen=[police]) == [of_9]
    if on.year >= 2017:
        assert said_of({**asked, "grond": "artikel_10"}, on, aanwijzingen=[police]) == [of_10]


@pytest.mark.parametrize("on", [date(2017, 1, 1), date(2018, 1, 1)], ids=str)
def test_a_designation_with_a_certificate_asks_for_it_and_for_no_police_data(on: date) -> None:
    """Article 10 lid 1 and article 10a: a letter of the list is told by the police, so a certificate shows none of them."""
    place = {"gebied": "straat", "grond": "artikel_10", "instrument": "vog", "van": "2017-01-01", "tot": None}
    demand = {"grond": "artikel_10", "soort": "verklaring"}
    assert said_of(demand, on, aanwijzingen=[place]) == ["eis_verklaring_past"]
    told = {"grond": "artikel_10", "soort": "gedraging", "waarde": "a"}
    assert said_of({**told, "grond": "artikel_9"}, on, aanwijzingen=[place]) == ["eis_gedrag_bij_8_of_9"]
    assert said_of({**demand, "grond": "artikel_9"}, on, aanwijzingen=[place]) == ["eis_gedrag_bij_8_of_9"]
    of_letter = ["eis_gedraging_op_de_lijst", "eis_gedraging_zonder_politiegegevens"]
    assert sorted(said_of(told, on, aanwijzingen=[place])) == of_letter
    assert said_of(told, on, aanwijzingen=[place, {**place, "instrument": "politiegegevens"}]) == of_letter[:1]


@pytest.mark.parametrize("on", EVERY_LAW, ids=str)
def test_only_where_the_housing_act_asks_it_are_talks_and_tuning_told(on: date) -> None:
    """Housing Act 2014, article 6: before it there was no duty, so having talked is no finding of this check."""
    told = {rule for rule in ("overlegd", "afgestemd") if found(rule, on)}
    assert told == ({"overlegd", "afgestemd"} if on.year >= 2015 else set())
