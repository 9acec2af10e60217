"""The mayor's check of what the police chief told: letter, date and age class, and nothing about a person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.conduct import ConductCheck
from wbmgp_engine.permits.conduct import check_conduct

BOOK = OUR_LAW


def judged(*told: dict[str, Any], chosen: Any = ("a", "d"), on: str = "2019-03-15") -> list[dict[str, Any]]:
    given = {"gemeente": "GM0599", "aanvraagdatum": on, "gedragingen": list(told)}
    if chosen is not None:
        given["gedragingenVerordening"] = list(chosen)
    found: list[dict[str, Any]] = check_conduct(ConductCheck.model_validate(given), lawbook=BOOK)["gedragingen"]
    return found


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"letter": "a", "datum": "2015-03-15", "minderjarig": False}, "telt_mee"),
        ({"letter": "a", "datum": "2015-03-14", "minderjarig": False}, "telt_niet"),
        ({"letter": "a", "datum": "2017-03-14", "minderjarig": True}, "telt_niet"),
        ({"letter": "b", "datum": "2018-01-01", "minderjarig": False}, "telt_niet"),
        ({"letter": "j", "datum": "2018-01-01", "minderjarig": False}, "telt_niet"),
        ({"letter": "a", "minderjarig": False}, "onbekend"),
        ({"letter": "a", "datum": "2016-01-01"}, "onbekend"),
        ({"letter": "b"}, "telt_niet"),
    ],
)
def test_what_may_count(told: dict[str, Any], expected: str) -> None:
    assert [item["oordeel"] for item in judged(told)] == [expected]


def test_an_unknown_choice_of_the_ordinance_is_unknown() -> None:
    (found,) = judged({"letter": "a", "datum": "2018-01-01", "minderjarig": False}, chosen=None)
    assert found["oordeel"] == "onbekend"


def test_a_refusal_names_its_article_on_the_date_of_law() -> None:
    (found,) = judged({"letter": "b", "datum": "2010-01-01", "minderjarig": False})
    assert [reason["bron"]["tekst"] for reason in found["redenen"]] == ["art. 10a lid 2 Wbmgp", "art. 10b lid 2 Wbmgp"]
    assert all(reason["bron"]["jci"].endswith("g=2019-03-15") for reason in found["redenen"])


def test_before_2017_there_was_no_such_research() -> None:
    (found,) = judged({"letter": "a", "datum": "2016-01-01", "minderjarig": False}, on="2016-06-01")
    assert found["oordeel"] == "telt_niet"
    assert "kent geen onderzoek" in found["redenen"][0]["nl"]


@pytest.mark.parametrize("key", ["omschrijving", "naam", "bsn", "toelichting"])
def test_there_is_no_place_for_a_description_or_a_name(key: str) -> None:
    with pytest.raises(BadInput, match=f"gedragingen.0.{key}: is not a known key"):
        judged({"letter": "a", key: "x"})


def test_the_day_of_law_can_be_another() -> None:
    given = {"gemeente": "GM0599", "aanvraagdatum": "2016-12-31", "gedragingen": [{"letter": "a"}]}
    found = check_conduct(ConductCheck.model_validate(given), lawbook=BOOK, on=date(2017, 1, 1))
    assert found["gedragingen"][0]["oordeel"] == "onbekend"
    assert found["recht"]["datum"] == "2017-01-01"


@pytest.mark.parametrize("letter", ["", "A", "ab", "é", "\x00", 1, None])
def test_a_letter_is_one_small_letter(letter: Any) -> None:
    with pytest.raises(BadInput, match=r"gedragingen\.0\.letter"):
        judged({"letter": letter})
    with pytest.raises(BadInput, match=r"gedragingenVerordening\.0"):
        judged({"letter": "a"}, chosen=(letter,))
