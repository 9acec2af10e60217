"""What a lawyer's second reading found in judgements and in the screening: what counts, what holds back, what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.permits.test_what_a_lawyer_found import EIGHT, TEN
from tests.permits.test_what_a_lawyer_found_next import (
    FROM_2017,
    asked,
    assessed,
    gates,
    said,
    situated,
    stranger,
    verdicts,
)
from tests.properties.strategies import VERSIONS, signed
from wbmgp_engine import Assessment
from wbmgp_engine.logic.values import Unknown

every_version = pytest.mark.parametrize("version", VERSIONS)
from_2017 = pytest.mark.parametrize("version", FROM_2017)
COMPLETE = signed("telt_mee")
LACKING = [
    pytest.param("motivering", "motivering", id="reasons"),
    pytest.param("beslisser", "mandaat", id="name"),
]


# A judgement on income -----------------------------------------------------------------------------------------------


def judged(version: str, own: dict[str, Any]) -> Assessment:
    """An applicant with an unemployment benefit that was judged in some way."""
    household = stranger(version, inkomen=[{"soort": "ww", **own}])
    return assessed(version, huishouden=household, situatie=situated(version, EIGHT))


def without(key: str, option: str = "telt_mee") -> dict[str, Any]:
    return {name: value for name, value in signed(option).items() if name != key}


@every_version
@pytest.mark.parametrize("option", ["telt_mee", "telt_niet"])
@pytest.mark.parametrize(("key", "gate"), LACKING)
def test_a_judgement_counts_once_it_has_reasons_and_a_name(version: str, key: str, gate: str, option: str) -> None:
    found = judged(version, without(key, option))
    assert (found.advice, gates(found), asked(found)) == (
        "aanvullen",
        [gate],
        {"huishouden.p1.inkomen": "burgemeester_en_wethouders"},
    )
    counts = judged(version, signed(option))
    assert verdicts(counts)["artikel_8"] == ("voldaan" if option == "telt_mee" else "niet_voldaan")
    assert not {"motivering", "mandaat"} & set(gates(counts))


@every_version
@pytest.mark.parametrize(("key", "gate"), LACKING)
def test_a_judgement_may_matter_while_residence_is_not_known(version: str, key: str, gate: str) -> None:
    person = stranger(version, inkomen=[{"soort": "ww", **without(key)}])[0]
    del person["verblijf"]
    found = assessed(version, huishouden=[person], situatie=situated(version, EIGHT))
    assert (found.advice, gates(found)) == ("aanvullen", [gate])


@every_version
@pytest.mark.parametrize("key", ["motivering", "beslisser"])
def test_the_income_of_who_does_not_count_holds_nothing_back(version: str, key: str) -> None:
    income = [{"soort": "ww", **without(key)}]
    partner = {"id": "p2", "rol": "partner", "geboortedatum": "1980-01-01", "inkomen": income}
    child = {"id": "p2", "rol": "kind", "geboortedatum": str(VERSIONS[version][0]), "inkomen": income}
    anybody = situated(version, EIGHT, inkomenstoets="een_meerderjarige")
    for other, there in ((partner, situated(version, EIGHT)), (child, anybody)):
        found = assessed(version, huishouden=[*stranger(version), other], situatie=there, uitzondering15=False)
        assert (found.advice, gates(found)) == ("beoordelen", ["hardheidsclausule"])
    adult = assessed(version, huishouden=[*stranger(version), partner], situatie=anybody)
    assert (adult.advice, len(gates(adult))) == ("aanvullen", 1)


@every_version
@pytest.mark.parametrize("key", ["motivering", "beslisser"])
def test_a_judgement_that_is_not_needed_holds_nothing_back(version: str, key: str) -> None:
    listed = [{"soort": "ww", **without(key)}, {"soort": "dienstbetrekking"}]
    nine = {"grond": "artikel_9"}
    found = assessed(
        version,
        huishouden=stranger(version, inkomen=listed, kenmerken=[]),
        situatie=situated(version, EIGHT, nine, voorrangskenmerken=["zorg"]),
        voorrang={"kandidatenMetVoorrang": True, **signed("aan_ander")},
        uitzondering15=False,
    )
    assert (found.advice, gates(found)) == ("weigeren", [])


@every_version
def test_a_judgement_on_a_kind_that_needs_none_is_not_read(version: str) -> None:
    other = [{"soort": "bijstand", "oordeel": "telt_mee"}]
    plain = assessed(version, huishouden=stranger(version, inkomen=other), situatie=situated(version, EIGHT))
    assert (plain.advice, verdicts(plain)["artikel_8"]) == ("beoordelen", "niet_voldaan")
    assert not {"motivering", "mandaat"} & set(gates(plain))


# Hardship ------------------------------------------------------------------------------------------------------------


@every_version
def test_accepted_hardship_says_so_where_article_8_is_not_known(version: str) -> None:
    person = {key: value for key, value in stranger(version)[0].items() if key != "inkomen"}
    there = situated(version, EIGHT)
    judgement = {"grond": "artikel_8", **signed("onbillijk")}
    found = assessed(version, huishouden=[person], situatie=there, hardheid=judgement)
    assert (found.advice, found.questions, gates(found)) == ("verlenen", (), [])
    assert (verdicts(found)["artikel_8"], verdicts(found)["hardheidsclausule"]) == ("onbekend", "voldaan")
    rejected = assessed(
        version, huishouden=[person], situatie=there, hardheid={**judgement, **signed("niet_onbillijk")}
    )
    assert (rejected.advice, "hardheidsclausule" in verdicts(rejected)) == ("aanvullen", False)
    met = assessed(
        version, huishouden=stranger(version, inkomen=[{"soort": "aow"}]), situatie=there, hardheid=judgement
    )
    assert (met.advice, "hardheidsclausule" in verdicts(met)) == ("verlenen", False)


@from_2017
def test_accepted_hardship_says_so_where_article_10_is_not_known(version: str) -> None:
    by_certificate = {**TEN, "instrument": "vog"}
    judgement = {"grond": "artikel_10", **signed("onbillijk")}
    found = assessed(version, onderzoek={}, situatie=situated(version, by_certificate), hardheid=judgement)
    assert (found.advice, found.questions) == ("verlenen", ())
    assert (verdicts(found)["artikel_10"], verdicts(found)["hardheidsclausule"]) == ("onbekend", "voldaan")
    both = situated(version, EIGHT, by_certificate)
    person = {key: value for key, value in stranger(version)[0].items() if key != "inkomen"}
    waits = assessed(version, huishouden=[person], onderzoek={}, situatie=both, hardheid=judgement)
    assert (waits.advice, "hardheidsclausule" in verdicts(waits)) == ("aanvullen", False)


@every_version
@pytest.mark.parametrize(
    ("plea", "kind"),
    [
        ({"beroep": True}, "wet"),
        ({"omstandigheden": [{"soort": "medisch"}]}, "wet"),
        ({"beroep": None, "omstandigheden": [{"soort": "medisch"}]}, "wet"),
        ({"beroep": False, "omstandigheden": [{"soort": "medisch"}]}, "waarborg"),
        ({"beroep": False}, "waarborg"),
        ({}, "waarborg"),
    ],
)
def test_circumstances_are_a_plea_unless_it_is_said_that_they_are_not(
    version: str, plea: dict[str, Any], kind: str
) -> None:
    there = situated(version, EIGHT)
    found = assessed(version, huishouden=stranger(version), situatie=there, hardheid={"grond": "artikel_8", **plea})
    assert [gate.kind for gate in found.open_gates if gate.id == "hardheidsclausule"] == [kind]


# The screening -------------------------------------------------------------------------------------------------------

WEIGHED = {"gehoord": True, "weging": dict.fromkeys("abcde", "gewogen")}
CERTIFICATE = {**TEN, "instrument": "vog"}
OTHER = "is niet het onderzoek dat de aanwijzing noemt"


@from_2017
@pytest.mark.parametrize("text", [{}, {"voorschriften": []}])
def test_conditions_without_a_text_are_asked_of_the_mayor(version: str, text: dict[str, Any]) -> None:
    research = {"woonverklaring": "verlenen_met_voorschriften", **WEIGHED}
    there = situated(version, TEN, gedragingen=["a"])
    found = assessed(version, onderzoek={**research, **text}, situatie=there)
    assert found.advice == "verlenen_met_voorschriften"
    assert asked(found) == {"onderzoek.voorschriften": "burgemeester"}
    assert not found.questions[0].decisive
    assert "de tekst daarvan ontbreekt" in said(found)
    complete = assessed(version, onderzoek={**research, "voorschriften": ["Geen muziek."]}, situatie=there)
    assert (complete.questions, "ontbreekt" in said(complete)) == ((), False)
    withheld = assessed(
        version, onderzoek=research, situatie=there, nietVerstrekt=["onderzoek.voorschriften"]
    )  # a fact that is asked can be withheld
    assert withheld.advice == "verlenen_met_voorschriften"


@from_2017
@pytest.mark.parametrize("label", [{}, {"instrument": "vog"}, {"instrument": "politiegegevens"}])
@pytest.mark.parametrize(
    ("designation", "research", "question"),
    [
        (TEN, {"vog": {"p1": "niet_overgelegd"}}, "onderzoek.woonverklaring"),
        (CERTIFICATE, {"woonverklaring": "weigeren"}, "onderzoek.vog.p1"),
    ],
    ids=["police", "certificate"],
)
def test_a_result_of_the_other_instrument_is_ignored_with_a_remark(
    version: str, designation: dict[str, Any], research: dict[str, Any], question: str, label: dict[str, Any]
) -> None:
    found = assessed(version, onderzoek={**research, **label}, situatie=situated(version, designation))
    assert (found.advice, list(asked(found))) == ("aanvullen", [question])
    assert OTHER in said(found)


@from_2017
@pytest.mark.parametrize("label", [{}, {"instrument": "vog"}, {"instrument": "politiegegevens"}])
@pytest.mark.parametrize("designation", [TEN, CERTIFICATE], ids=["police", "certificate"])
def test_a_result_counts_for_what_it_is_whatever_the_label_says(
    version: str, designation: dict[str, Any], label: dict[str, Any]
) -> None:
    results: dict[str, dict[str, Any]] = {
        "politiegegevens": {"woonverklaring": "verlenen"},
        "vog": {"vog": {"p1": "overgelegd"}},
    }
    there = situated(version, designation)
    own = assessed(version, onderzoek={**results[designation["instrument"]], **label}, situatie=there)
    assert (own.advice, OTHER in said(own)) == ("verlenen", False)
    mixed = assessed(version, onderzoek={**results["vog"], **results["politiegegevens"], **label}, situatie=there)
    assert (mixed.advice, OTHER in said(mixed)) == ("verlenen", True)


@from_2017
@pytest.mark.parametrize("label", [{}, {"instrument": "vog"}, {"instrument": "politiegegevens"}])
def test_two_designations_each_need_their_own_research(version: str, label: dict[str, Any]) -> None:
    there = situated(version, TEN, CERTIFICATE)
    police, certificate = {"woonverklaring": "verlenen"}, {"vog": {"p1": "overgelegd"}}
    both = assessed(version, onderzoek={**police, **certificate, **label}, situatie=there)
    assert (both.advice, OTHER in said(both)) == ("verlenen", False)
    for research, question in ((police, "onderzoek.vog.p1"), (certificate, "onderzoek.woonverklaring")):
        half = assessed(version, onderzoek={**research, **label}, situatie=there)
        assert (half.advice, list(asked(half)), OTHER in said(half)) == ("aanvullen", [question], False)
    refused = assessed(version, onderzoek={**police, "vog": {"p1": "niet_overgelegd"}, **label}, situatie=there)
    assert verdicts(refused)["artikel_10"] == "niet_voldaan"


@pytest.mark.parametrize(("given", "bound"), [({"gedragingen": ["a"]}, ["a"]), ({"gedragingen": None}, []), ({}, None)])
def test_behaviours_that_an_ordinance_does_not_name_are_unknown(given: dict[str, Any], bound: Any) -> None:
    found = assessed(situatie=situated("2017-07-01", TEN, **given)).bound.facts["gedragingen"]
    assert found == (Unknown(("situatie.verordening.gedragingen",)) if bound is None else bound)
