"""Articles 6, 7 and 17 on every version, and what the Housing Act asks of the ordinance that goes with a designation."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import pytest

from tests.law.designating import BOOK, EVERY, GROUNDS, SPLIT, V2005, V2014, WBMGP, every_version
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.logic.values import Unknown, Value

HOUSING: Final = "huisvestingswet_2014"
HOUSING_VERSIONS: Final = [date(2015, 1, 1), date(2017, 1, 1), date(2017, 7, 1), date(2026, 7, 1)]
housing_versions = pytest.mark.parametrize("on", HOUSING_VERSIONS, ids=str)


@cache
def plan(law: str, on: date, output: str) -> CompiledPlan:
    return compile_plan(BOOK, law, [output], on)


def ask(on: date, output: str, law: str = WBMGP, **facts: Any) -> Value:
    return plan(law, on, output).run(facts, on)[output]


# Article 6 -----------------------------------------------------------------------------------------------------------


@every_version
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    "output", ["noodzaak_vereist", "geschiktheid_vereist", "subsidiariteit_vereist", "proportionaliteit_vereist"]
)
def test_the_four_criteria_of_article_6_hold_for_every_ground(on: date, ground: str, output: str) -> None:
    assert ask(on, output, gevraagde_grond=ground) is True


@every_version
@pytest.mark.parametrize("ground", GROUNDS)
def test_from_2017_the_regional_test_passes_over_article_9(on: date, ground: str) -> None:
    required = on not in SPLIT or ground != "artikel_9"
    assert ask(on, "regionale_mogelijkheden_vereist", gevraagde_grond=ground) is required
    # The advice is about these possibilities.
    assert ask(on, "advies_kan_worden_gevraagd", gevraagde_grond=ground) is required


@every_version
@pytest.mark.parametrize("ground", GROUNDS)
def test_from_2017_a_request_for_article_10_says_why_this_instrument(on: date, ground: str) -> None:
    required = on in SPLIT and ground == "artikel_10"
    assert ask(on, "instrumentkeuze_vereist", gevraagde_grond=ground) is required


@every_version
def test_the_board_of_a_plusregio_could_advise_until_2014(on: date) -> None:
    bodies = ["gedeputeerde_staten", "bestuur_plusregio"] if on in (V2005, V2014) else ["gedeputeerde_staten"]
    assert ask(on, "advies_van") == bodies


@every_version
def test_thirteen_weeks_from_dispatch_and_from_2017_eight_from_receipt(on: date) -> None:
    weeks, start = (8, "ontvangst") if on in SPLIT else (13, "verzending")
    assert ask(on, "beslistermijn") == weeks
    assert ask(on, "beslistermijn_loopt_vanaf") == start


@every_version
def test_silence_is_a_designation_in_every_version(on: date) -> None:
    assert ask(on, "zonder_besluit_aangewezen") is True


@pytest.mark.parametrize(
    ("day", "weeks"), [(date(2014, 12, 31), 13), (date(2016, 12, 31), 13), (date(2017, 1, 1), 8), (date(2026, 6, 4), 8)]
)
def test_the_term_of_the_version_in_force(day: date, weeks: int) -> None:
    assert ask(day, "beslistermijn") == weeks


# Article 7 -----------------------------------------------------------------------------------------------------------


@every_version
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("necessary", [True, False])
@pytest.mark.parametrize("enough", [True, False])
def test_withdrawal_is_a_duty_when_a_test_fails(on: date, ground: str, necessary: bool, enough: bool) -> None:
    judged: dict[str, Any] = {"voldoet_nog_aan_artikel_6": necessary, "regionale_mogelijkheden_nog_voldoende": enough}
    regional = on not in SPLIT or ground != "artikel_9"
    expected = not necessary or (regional and not enough)
    assert ask(on, "intrekking_verplicht", grond_van_de_aanwijzing=ground, **judged) is expected


@every_version
def test_people_judge_whether_the_tests_still_hold(on: date) -> None:
    facts: dict[str, Any] = {"grond_van_de_aanwijzing": "artikel_8", "regionale_mogelijkheden_nog_voldoende": True}
    assert ask(on, "intrekking_verplicht", **facts) == Unknown({"voldoet_nog_aan_artikel_6"})
    assert ask(on, "intrekking_verplicht", voldoet_nog_aan_artikel_6=False) is True
    inputs = plan(WBMGP, on, "intrekking_verplicht").inputs
    for name in ("voldoet_nog_aan_artikel_6", "regionale_mogelijkheden_nog_voldoende"):
        assert (inputs[name].extensions or {})["x-origin"]["waarde"] == "OORDEEL"


@every_version
def test_withdrawal_follows_when_the_council_asks(on: date) -> None:
    for asked in (True, False):
        assert ask(on, "intrekking_op_verzoek", raad_vraagt_intrekking=asked) is asked
    assert ask(on, "intrekking_op_verzoek") == Unknown({"raad_vraagt_intrekking"})


# Article 17 ----------------------------------------------------------------------------------------------------------


@every_version
def test_the_minister_reports_after_five_years_and_from_2014_every_five(on: date) -> None:
    assert ask(on, "verslag_na") == 5
    assert ask(on, "verslag_keert_terug") is (on != EVERY[0])


# The ordinance -------------------------------------------------------------------------------------------------------


@housing_versions
@pytest.mark.parametrize(
    ("start", "last"), [("2020-02-29", "2024-02-29"), ("2019-07-01", "2023-07-01"), ("2021-02-28", "2025-02-28")]
)
def test_an_ordinance_lasts_four_years_at_most(on: date, start: str, last: str) -> None:
    begin, end = date.fromisoformat(start), date.fromisoformat(last)

    def too_long(until: date | None) -> Value:
        facts: dict[str, Any] = {"verordening_eerste_dag": begin, "verordening_laatste_dag": until}
        return ask(on, "verordening_te_lang", HOUSING, **facts)

    assert too_long(end) is False
    assert too_long(end + timedelta(1)) is True
    assert too_long(None) is True


@housing_versions
def test_of_an_ordinance_that_nobody_knows_nothing_is_said(on: date) -> None:
    nothing: dict[str, Any] = {"verordening_eerste_dag": None, "verordening_laatste_dag": None}
    assert ask(on, "verordening_te_lang", HOUSING, **nothing) is False
    half = ask(on, "verordening_te_lang", HOUSING, verordening_eerste_dag=date(2020, 1, 1))
    assert half == Unknown({"verordening_laatste_dag"})


@housing_versions
def test_an_ordinance_is_discussed_and_tuned_with_the_region(on: date) -> None:
    assert ask(on, "overleg_vereist", HOUSING) is True
    assert ask(on, "afstemming_vereist", HOUSING) is True


def test_the_versions_of_the_housing_act_are_all_tested() -> None:
    assert [version.starts for version in BOOK.versions(HOUSING)] == HOUSING_VERSIONS
