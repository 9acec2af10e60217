"""Every case of scenarios/designations is what the law gives, for the reasons the case states; and the contract's own example."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.designations.samples import example_json
from tests.our_law import OUR_LAW
from tests.scenarios.comparing_requests import differences
from wbmgp_engine import DesignationRequest, Lawbook, assess_designation
from wbmgp_engine.designations.explanation import explain
from wbmgp_engine.scenarios import Case, load_cases

CASES = load_cases(kind="designations")


@pytest.fixture(scope="session")
def lawbook() -> Lawbook:
    return OUR_LAW


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, lawbook: Lawbook) -> None:
    request = DesignationRequest.model_validate(case.input)
    answer = assess_designation(request, lawbook=lawbook, on=case.on or request.filed).to_json()
    found = differences(case.expected, answer)
    assert not found, "\n".join([f"{case.title['nl']} ({case.source})", case.why["nl"], *found])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_says_where_it_comes_from_why_and_how_sure_it_is(case: Case) -> None:
    assert case.source
    assert case.title.keys() == case.why.keys() == case.certainty.keys() == {"nl", "en"}
    assert case.expected


def test_every_case_has_an_id_of_its_own() -> None:
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_can_be_said_in_words(case: Case, lawbook: Lawbook) -> None:
    request = DesignationRequest.model_validate(case.input)
    answer = assess_designation(request, lawbook=lawbook, on=case.on or request.filed).to_json()
    for language in ("nl", "en"):
        said = explain(answer, request, language)
        assert "{" not in said and "None" not in said
        assert all(sign.isprintable() or sign == "\n" for sign in said)


def test_the_example_of_the_contract_gets_the_answer_of_the_contract(lawbook: Lawbook) -> None:
    answer = assess_designation(DesignationRequest.model_validate(example_json()), lawbook=lawbook).to_json()
    assert answer["volledig"] is True
    shown = (
        "gebied",
        "grond",
        "oordeel",
        "verlenging",
        "resterendeVerlengingen",
        "eindeTermijn",
        "uiterstEinde",
        "lezingen",
    )
    assert [{key: part[key] for key in shown} for part in answer["onderdelen"]] == [
        {"gebied": "zwanenhoek", "grond": "artikel_9", "oordeel": "voldaan", "verlenging": 1, "resterendeVerlengingen": 3,
         "eindeTermijn": "2024-01-01", "uiterstEinde": "2036-01-01", "lezingen": []},
        {"gebied": "zwanenhoek", "grond": "artikel_10", "oordeel": "voldaan", "verlenging": 0, "resterendeVerlengingen": 4,
         "eindeTermijn": "2024-01-01", "uiterstEinde": "2040-01-01", "lezingen": []},
    ]  # fmt: skip
    assert "art. 5 lid 4 Wbmgp" in [reason["bron"]["tekst"] for reason in answer["onderdelen"][0]["redenen"]]
    assert answer["criteria"] == {
        "noodzaak": "onderbouwd", "geschiktheid": "zwak", "subsidiariteit": "onderbouwd", "proportionaliteit": "zwak",
        "regionaleMogelijkheden": "onderbouwd", "instrumentkeuze": "onderbouwd", "evaluatie": "onderbouwd",
    }  # fmt: skip
    assert answer["beslistermijn"] == {
        "begint": "2019-10-25", "opgeschortDagen": 17, "eindigt": "2020-01-06", "eindigtZonderOpschorting": "2019-12-20",
        "vanRechtswegeNa": "2020-01-06", "besluitTijdig": True,
    }  # fmt: skip
    assert (answer["openstaand"], answer["vragen"]) == ([], [])
    assert {"volledig", "onderdelen", "criteria", "beslistermijn", "openstaand", "vragen", "opmerkingen", "recht",
            "motor", "spoor"} <= answer.keys()  # fmt: skip


WRONG = [
    {"volledig": False},
    {"onderdelen": []},
    {"onderdelen": [{"verlenging": 1}, {"verlenging": 1}]},
    {"onderdelen": [{"lezingen": [{"verlenging": 1}]}, {}]},
    {"criteria": {"geschiktheid": "onderbouwd"}},
    {"beslistermijn": {"eindigt": "2019-12-20"}},
    {"openstaand": ["afwijking_advies"]},
    {"vragen": ["verzonden"]},
    {"opmerkingen": ["wat nergens staat"]},
    {"redenen": ["wat nergens staat"]},
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: next(iter(wrong)))
def test_a_wrong_expectation_is_found(wrong: dict[str, object], lawbook: Lawbook) -> None:
    answer = assess_designation(DesignationRequest.model_validate(example_json()), lawbook=lawbook).to_json()
    assert differences(wrong, answer)


def test_an_expectation_that_nobody_compares_is_refused() -> None:
    with pytest.raises(AssertionError, match="nobody compares"):
        differences({"advies": "verlenen"}, {})
