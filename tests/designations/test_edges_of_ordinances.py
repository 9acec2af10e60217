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


BEFORE_2017 = [date(2010, 6, 2), date(2014, 6, 2), date(2016, 6, 2)]


@pytest.mark.parametrize("on", BEFORE_2017, ids=str)
@pytest.mark.parametrize(
    ("designations", "end", "told"),
    [
        ([("artikel_8", "2018-01-01")], "2019-01-01", 1),
        ([("artikel_9", "2018-01-01")], "2019-01-01", 1),
        ([("artikel_10", "2018-01-01")], "2019-01-01", 0),
        ([("artikel_8", "2018-01-01"), ("artikel_8", "2019-01-01")], "2019-01-01", 0),
        ([("artikel_8", None)], "2019-01-01", 0),
        ([("artikel_8", "2018-01-01")], None, 0),
    ],
    ids=["article 8", "article 9", "none for 10 yet", "goes on", "without an end", "ordinance without an end"],
)  # fmt: skip
def test_before_2017_too_a_designation_that_ends_first_is_told(
    designations: list[tuple[str, str | None]], end: str | None, told: int, on: date
) -> None:
    """Article 5 lid 2: after the designation the ordinance carries nothing, unless another term of it goes on."""
    rows = [{"gebied": "wijk", "grond": ground, "van": "2009-01-01", "tot": until} for ground, until in designations]
    changes = {"gronden": ["artikel_8", "artikel_9"], "van": "2009-01-01", "tot": end, "aanwijzingen": rows}
    # The ordinance has two grounds; a joint designation carries both, so each is looked at.
    grounds = [item.ground for item in found("aanwijzing_eindigt_eerder", on, **changes)]
    assert grounds == ["artikel_8", "artikel_9"] * told


def test_years_of_residence_under_article_9_lack_no_income() -> None:
    """Article 8 lid 1: only there must an income suffice beside the years; article 9 is an order, and keeps nobody out."""
    years_of_9 = {"gronden": ["artikel_9"], "eisen": [{**RESIDENCE, "grond": "artikel_9"}]}
    assert found("geen_inkomen_genoemd", **years_of_9) == []
    assert found("geen_inkomen_genoemd", eisen=[RESIDENCE])


def of_10(*screenings: str) -> list[dict[str, Any]]:
    """A designation of article 10 for each screening, running under the ordinance."""
    days = {"van": "2018-01-01", "tot": "2022-01-01"}
    return [{"gebied": name, "grond": "artikel_10", "instrument": name, **days} for name in screenings]


@pytest.mark.parametrize(("screening", "told"), [("politiegegevens", 1), ("vog", 0)])
def test_only_police_data_ask_the_council_to_choose_behaviours(screening: str, told: int) -> None:
    """Article 10a lid 1: a certificate is given or not, without the council having a say in what counts for it."""
    changes = {"gronden": ["artikel_10"], "eisen": [], "gedragingen": [], "aanwijzingen": of_10(screening)}
    assert len(found("gedragingen_open", **changes)) == told


@pytest.mark.parametrize(("grounds", "told"), [(["artikel_8"], 1), (["artikel_8", "artikel_10"], 0)])
def test_a_fine_has_conditions_to_stand_on_only_where_the_ordinance_applies_article_10(
    grounds: list[str], told: int
) -> None:
    """Article 10 lid 4: that police data may be asked somewhere gives an ordinance without article 10 no conditions."""
    changes = {
        "gronden": grounds,
        "boete": {"categorie": 1},
        "gedragingen": ["a"],
        "aanwijzingen": of_10("politiegegevens"),
    }
    assert len(found("boete_zonder_voorschriften", **changes)) == told


@pytest.mark.parametrize("on", [date(2017, 1, 1), date(2018, 1, 1)], ids=str)
def test_priority_may_go_above_both_orders_of_the_housing_act(on: date) -> None:
    """Article 9 lid 2: the priority of the ordinance itself (12 lid 1) and that of those with ties to the place (14)."""
    assert len(found("voorrang_boven_kan", on, voorrangBoven=["artikel_12", "artikel_14"])) == 2
    assert found("voorrang_boven_kan_niet", on, voorrangBoven=["artikel_12", "artikel_14"]) == []


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
    # Without a designation there is none that names the certificate; that it is lacking is told of the ground.
    assert said_of(told, on, aanwijzingen=[]) == of_letter[:1]


@pytest.mark.parametrize("on", EVERY_LAW, ids=str)
def test_only_where_the_housing_act_asks_it_are_talks_and_tuning_told(on: date) -> None:
    """Housing Act 2014, article 6: before it there was no duty, so having talked is no finding of this check."""
    told = {rule for rule in ("overlegd", "afgestemd") if found(rule, on)}
    assert told == ({"overlegd", "afgestemd"} if on.year >= 2015 else set())
