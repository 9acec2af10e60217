"""The ordinance that reads a given situation fills every open term of the Wbmgp, in three values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from wbmgp_engine.law.checks.file import check_file
from wbmgp_engine.law.completeness import Complete
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import Unknown

BOOK = OUR_LAW
WBMGP = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
ORDINANCE = "verordening_situatie"
SCOPE = {"gemeente_code": "GM0000"}
ON = date(2019, 5, 1)
GROUNDS = ("artikel_8", "artikel_9", "artikel_10")
APPLIES = [f"{ground}_voor_woonruimte" for ground in GROUNDS]
CHOICES = ["inkomenstoets", "verblijfstoets", "heeft_voorrangskenmerk", "artikel_10_bij_latere_inwoning"]
PLAN = compile_plan(BOOK, ORDINANCE, [*APPLIES, *CHOICES, "gedraging_gekozen", "verordening_geldt"], ON, SCOPE)


def category(*grounds: str, **limits: Any) -> dict[str, Any]:
    return {"gronden": list(grounds or GROUNDS), "verhuurder": None, "soort": None, "huurprijs_tot": None, **limits}


FACTS: dict[str, Any] = {
    "verordening_van": date(2018, 1, 1), "verordening_tot": None, "categorieen": [category()],
    "verhuurder": "particulier", "soort_woonruimte": "zelfstandig", "huurprijs": 60000,
    "inkomenstoets": "aanvrager", "verblijfstoets": "een_meerderjarige", "kenmerken": [], "voorrangskenmerken": [],
    "latere_inwoning_geregeld": True, "gedragingen": ["a", "e"], "gedraging": "a",
}  # fmt: skip


def answers(on: date = ON, **facts: Any) -> Mapping[str, Any]:
    """The outputs for the facts above with some changed; a fact that is `...` is left out, so unknown."""
    changed = {**FACTS, **facts}
    return PLAN.run({name: value for name, value in changed.items() if value is not ...}, on).outputs


def applies(**facts: Any) -> Any:
    return answers(**facts)["artikel_8_voor_woonruimte"]


def test_rule_file_passes_the_checks() -> None:
    assert check_file(BOOK.regulation(ORDINANCE, ON)) == []


@pytest.mark.parametrize("version", BOOK.versions(WBMGP), ids=lambda version: str(version.starts))
def test_every_open_term_of_every_version_is_filled(version: Any) -> None:
    terms = [
        (article.number, term.id)
        for article in version.regulation.articles
        if article.machine_readable
        for term in article.machine_readable.open_terms
    ]
    assert len(terms) >= 5
    for number, term in terms:
        found = BOOK.implementations(WBMGP, number, term, version.starts, SCOPE)
        assert found is not None
        assert found[0].id == ORDINANCE


def test_no_real_municipality_gets_it() -> None:
    filled = BOOK.resolution(WBMGP, "8", "artikel_8_voor_woonruimte", date(2007, 3, 19), {"gemeente_code": "GM9999"})
    assert filled.winner is None


def test_the_act_reads_the_situation() -> None:
    plan = compile_plan(BOOK, WBMGP, ["artikel_8_van_toepassing", "gedraging_mag_meetellen"], ON, SCOPE)
    unit = {
        "gebied": "x",
        "grond": "artikel_8",
        "instrument": "vog",
        "van": ON,
        "tot": ON + timedelta(1),
        "in_gebied": True,
    }
    facts = {**FACTS, "aanwijzingen": [unit], "aanvraagsoort": "huisvesting", **Complete(True, True).facts()}
    assert plan.run({**facts, "regeling_buiten_register": False}).outputs == {
        "artikel_8_van_toepassing": True,
        "gedraging_mag_meetellen": True,
    }
    none = plan.run({**facts, "categorieen": [], "gedraging": "b"}).outputs
    assert none == {"artikel_8_van_toepassing": False, "gedraging_mag_meetellen": False}


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_category_counts_for_its_own_grounds(ground: str) -> None:
    outputs = answers(categorieen=[category(ground)])
    assert {name for name in APPLIES if outputs[name] is True} == {f"{ground}_voor_woonruimte"}
    assert {outputs[name] for name in APPLIES} == {True, False}


@pytest.mark.parametrize(
    ("start", "end", "on", "expected"),
    [
        (ON, None, ON, True),
        (ON, None, ON - timedelta(1), False),
        (date(2018, 1, 1), ON, ON, False),
        (date(2018, 1, 1), ON, ON - timedelta(1), True),
        (None, None, ON, False),
        (None, ..., ON, False),
        (..., None, ON, Unknown({"verordening_van"})),
        (..., date(2001, 1, 1), ON, False),
        (date(2018, 1, 1), ..., ON, Unknown({"verordening_tot"})),
        (date(2030, 1, 1), ..., ON, False),
    ],
)
def test_days_in_force_are_half_open(start: Any, end: Any, on: date, expected: Any) -> None:
    outputs = answers(on, verordening_van=start, verordening_tot=end)
    assert outputs["verordening_geldt"] == expected
    assert [outputs[name] for name in APPLIES] == [expected] * 3


@pytest.mark.parametrize(
    ("limits", "facts", "expected"),
    [
        ({}, {"verhuurder": ..., "soort_woonruimte": ..., "huurprijs": ...}, True),
        ({"verhuurder": ["particulier"]}, {}, True),
        ({"verhuurder": ["corporatie"]}, {}, False),
        ({"verhuurder": []}, {}, False),
        ({"verhuurder": ["corporatie"]}, {"verhuurder": ...}, Unknown({"verhuurder"})),
        ({"verhuurder": ["corporatie"], "soort": ["onzelfstandig"]}, {"verhuurder": ...}, False),
        ({"soort": ["zelfstandig"]}, {}, True),
        ({"soort": ["onzelfstandig"]}, {"soort_woonruimte": ...}, Unknown({"soort_woonruimte"})),
        ({"huurprijs_tot": 60001}, {}, True),
        ({"huurprijs_tot": 60000}, {}, False),
        ({"huurprijs_tot": 60000}, {"huurprijs": ...}, Unknown({"huurprijs"})),
        ({"huurprijs_tot": 60000}, {"huurprijs": ..., "verordening_van": None}, False),
    ],
)
def test_limits_of_a_category(limits: dict[str, Any], facts: dict[str, Any], expected: Any) -> None:
    assert applies(categorieen=[category(**limits)], **facts) == expected


def test_one_matching_category_is_enough_and_hides_what_is_unknown() -> None:
    unsure = category(verhuurder=["corporatie"])
    assert applies(categorieen=[unsure, category()], verhuurder=...) is True
    assert applies(categorieen=[unsure, category("artikel_9")], verhuurder=...) == Unknown({"verhuurder"})
    assert applies(categorieen=[]) is False
    assert applies(categorieen=...) == Unknown({"categorieen"})


def test_choices_are_passed_on() -> None:
    outputs = answers(inkomenstoets=...)
    assert outputs["inkomenstoets"] == Unknown({"inkomenstoets"})
    assert outputs["verblijfstoets"] == "een_meerderjarige"


@pytest.mark.parametrize(
    ("traits", "listed", "expected"),
    [
        (["beroep_zorg"], ["beroep_politie", "beroep_zorg"], True),
        (["beroep_zorg"], ["beroep_politie"], False),
        ([], ..., False),
        (..., ["beroep_zorg"], Unknown({"kenmerken"})),
        (["beroep_zorg"], ..., Unknown({"voorrangskenmerken"})),
    ],
)
def test_traits_that_give_priority(traits: Any, listed: Any, expected: Any) -> None:
    assert answers(kenmerken=traits, voorrangskenmerken=listed)["heeft_voorrangskenmerk"] == expected


@pytest.mark.parametrize(
    ("regulated", "expected"), [(True, True), (False, False), (..., Unknown({"latere_inwoning_geregeld"}))]
)
def test_later_move_in(regulated: Any, expected: Any) -> None:
    assert answers(latere_inwoning_geregeld=regulated)["artikel_10_bij_latere_inwoning"] == expected
    assert answers(latere_inwoning_geregeld=regulated, verordening_van=None)["artikel_10_bij_latere_inwoning"] is False


@pytest.mark.parametrize(
    ("listed", "expected"), [(["a", "e"], True), (["e"], False), ([], False), (..., Unknown({"gedragingen"}))]
)
def test_behaviours_that_count(listed: Any, expected: Any) -> None:
    assert answers(gedragingen=listed)["gedraging_gekozen"] == expected


_LIMIT = st.none() | st.lists(st.sampled_from(["corporatie", "particulier"]), unique=True)
_KIND = st.none() | st.lists(st.sampled_from(["zelfstandig", "onzelfstandig"]), unique=True)
_CATEGORY = st.builds(
    category,
    st.sampled_from(GROUNDS),
    verhuurder=_LIMIT,
    soort=_KIND,
    huurprijs_tot=st.none() | st.integers(1, 200_000),
)
_CATEGORIES = st.lists(_CATEGORY, max_size=4)


@given(_CATEGORIES, _CATEGORY)
def test_a_further_category_never_frees_a_dwelling(categories: list[dict[str, Any]], further: dict[str, Any]) -> None:
    before, after = answers(categorieen=categories), answers(categorieen=[*categories, further])
    assert all(after[name] is True for name in APPLIES if before[name] is True)


@given(
    _CATEGORIES,
    st.sampled_from(["corporatie", "particulier"]),
    st.sampled_from(["zelfstandig", "onzelfstandig"]),
    st.integers(0, 200_000),
)
def test_a_known_answer_stands_whatever_the_dwelling_turns_out_to_be(
    categories: list[dict[str, Any]], landlord: str, kind: str, rent: int
) -> None:
    unsure = answers(categorieen=categories, verhuurder=..., soort_woonruimte=..., huurprijs=...)
    sure = answers(categorieen=categories, verhuurder=landlord, soort_woonruimte=kind, huurprijs=rent)
    for name in APPLIES:
        assert isinstance(sure[name], bool)
        assert isinstance(unsure[name], Unknown) or unsure[name] is sure[name]
