"""Edges of what is recorded for the evaluation that no other test stands at: which codes, and what each of them says."""

from __future__ import annotations

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.designations.outcome_codes import OutcomeCodes


@pytest.mark.parametrize("year", [2008, 2014, 2015, 2016, 2017, 2020])
@pytest.mark.parametrize("ground", ["artikel_8", "artikel_9"])
def test_every_refusal_counts_as_one_in_the_evaluation_of_every_year(ground: str, year: int) -> None:
    """Article 5 lid 5: whoever weighs a measure has to see every refusal, also one on other criteria of the ordinance."""
    found = OutcomeCodes(OUR_LAW).of(ground, None, year)
    assert found.codes is not None
    assert {code for code in found.codes if code.startswith("geweigerd")} == found.refused & set(found.codes)
    assert "geweigerd_andere_criteria" in found.refused


@pytest.mark.parametrize("year", [2008, 2020])
def test_the_codes_of_article_9_tell_who_went_before(year: int) -> None:
    """Article 9 gives priority: without a code for it nobody can see afterwards whether the measure worked."""
    found = OutcomeCodes(OUR_LAW).of("artikel_9", None, year)
    assert found.codes is not None
    assert set(found.codes) == {
        "geweigerd_andere_criteria", "geweigerd_voorrang_ander", "verleend", "verleend_met_voorrang",
    }  # fmt: skip
    assert found.priority & set(found.codes) == {"verleend_met_voorrang"}


@pytest.mark.parametrize("year", [2008, 2020])
def test_the_codes_of_article_8_tell_who_was_helped_by_hardship(year: int) -> None:
    """Article 8 lid 3: a clause that is never applied, or always, is seen only where its cases are counted apart."""
    found = OutcomeCodes(OUR_LAW).of("artikel_8", None, year)
    assert found.codes is not None
    assert set(found.codes) == {"geweigerd_andere_criteria", "geweigerd", "verleend", "verleend_hardheid"}
    assert found.hardship & set(found.codes) == {"verleend_hardheid"}


def test_the_codes_of_the_police_route_tell_where_conditions_were_attached() -> None:
    """Article 10b lid 5: whether conditions are used in place of a refusal has to be seen in the evaluation."""
    found = OutcomeCodes(OUR_LAW).of("artikel_10", "politiegegevens", 2020)
    assert found.codes is not None
    assert found.conditions & set(found.codes) == {"verleend_met_voorschriften"}


@pytest.mark.parametrize("screening", ["vog", "politiegegevens"])
def test_a_screening_beside_another_ground_lends_it_no_codes(screening: str) -> None:
    """Article 5 lid 3: only article 10 knows a screening; its codes under another ground would count what never was."""
    codes = OutcomeCodes(OUR_LAW)
    assert codes.of("artikel_9", screening, 2020).codes == codes.of("artikel_9", None, 2020).codes
    assert codes.of("artikel_11", screening, 2020).codes == ()


def test_a_screening_that_the_act_does_not_know_has_no_codes() -> None:
    """Article 5 lid 3 knows two; the outcomes of anything else are not those of the police."""
    assert OutcomeCodes(OUR_LAW).of("artikel_10", "gesprek", 2020).codes == ()
