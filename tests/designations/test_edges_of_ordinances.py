"""Edges of the checks of ordinances that no other test stands at: a rule changed there would have gone unnoticed."""

from __future__ import annotations

from datetime import date
from typing import Any

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


def test_a_designation_that_has_ended_is_not_told_to_end_earlier() -> None:
    """What ended before the day of the check carries nothing any more: that it ends earlier than the ordinance is no news."""
    ended = {"gebied": "wijk", "grond": "artikel_8", "van": "2014-01-01"}
    running = {"gebied": "straat", "grond": "artikel_8", "van": "2018-01-01", "tot": "2022-01-01"}
    for end, told in (("2018-06-01", 0), ("2018-06-02", 0), ("2018-06-03", 1)):
        here = [{**ended, "tot": end}, running]
        assert len(found("aanwijzing_eindigt_eerder", date(2018, 6, 2), aanwijzingen=here)) == told
