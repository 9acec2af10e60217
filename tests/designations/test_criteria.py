"""The status of each criterion, what is missing and why the law asks it, and whether the request is complete."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.designations.requests import EVIDENCE, SIGNED, SUBSTANTIATED, asked, earlier, part, shown

Json = dict[str, Any]
TEN = part("2020-01-01", "2024-01-01", "artikel_10", instrument="vog")
NINE = part("2020-01-01", "2024-01-01")
OLD = {"kenmerk": "verzoek 2015", "datum": "2015-05-01"}


def found(*parts: Json, on: str = "2020-01-01", **changes: Any) -> Json:
    return shown(asked(*(parts or (TEN,)), **changes), on)


def texts(**changes: Any) -> Json:
    return {**deepcopy(SUBSTANTIATED), **changes}


def test_a_full_request_is_complete_and_nothing_is_called_necessary() -> None:
    answer = found()
    assert answer["volledig"] is True
    assert set(answer["criteria"].values()) == {"onderbouwd", "niet_vereist"}
    assert answer["onderdelen"][0]["criteriumredenen"] == {}


@pytest.mark.parametrize(
    ("on", "requested", "not_required"),
    [
        ("2020-01-01", NINE, {"regionaleMogelijkheden", "instrumentkeuze", "evaluatie"}),
        ("2020-01-01", TEN, {"evaluatie"}),
        ("2020-01-01", part("2020-01-01", "2024-01-01", "artikel_8"), {"instrumentkeuze", "evaluatie"}),
        ("2016-12-31", NINE, {"instrumentkeuze", "evaluatie"}),
    ],
)
def test_what_the_law_asks_depends_on_ground_and_date(on: str, requested: Json, not_required: set[str]) -> None:
    criteria = found(requested, on=on)["criteria"]
    assert {name for name, status in criteria.items() if status == "niet_vereist"} == not_required
    # What the request says beyond that changes nothing, and neither does its absence.
    bare = texts(**{name: None for name in not_required if name in SUBSTANTIATED})
    assert found(requested, on=on, onderbouwing=bare)["criteria"] == criteria


@pytest.mark.parametrize("name", list(SUBSTANTIATED))
@pytest.mark.parametrize("value", [None, {}, {"stelling": "  "}, ...], ids=["null", "empty", "blank", "absent"])
def test_a_criterion_without_a_statement_is_missing_and_says_why(name: str, value: Any) -> None:
    given = {key: text for key, text in texts(**{name: value}).items() if text is not ...}
    answer = found(onderbouwing=given)
    assert (answer["criteria"][name], answer["volledig"]) == ("ontbreekt", False)
    reason = answer["onderdelen"][0]["criteriumredenen"][name]
    assert "zegt hier niets over" in reason["nl"]
    assert reason["bron"]["tekst"].startswith("art. 6 lid ")
    # Absent is asked; null and a blank text are an answer.
    assert (f"onderbouwing.{name}" in {question["feit"] for question in answer["vragen"]}) is (value is ...)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("noodzaak", {"bewijs": []}, "geen bewijs"),
        ("noodzaak", {"bewijs": [{"soort": "interviews"}]}, "noemt een jaar"),
        ("geschiktheid", {"bewijs": []}, "geen bewijs"),
        ("proportionaliteit", {"bewijs": []}, "geen bewijs"),
        ("subsidiariteit", {"alternatieven": []}, "geen lichtere maatregel"),
        ("subsidiariteit", {"alternatieven": [{"maatregel": "m", "resultaat": "r"}]}, "de periode als het resultaat"),
        ("regionaleMogelijkheden", {}, "geen cijfers"),
        ("regionaleMogelijkheden", {"cijfers": {"aanbodPerJaar": 900}}, "het aantal mensen"),
    ],
)
def test_a_claim_without_what_it_needs_is_weak_and_stays_complete(name: str, text: Json, said: str) -> None:
    answer = found(onderbouwing=texts(**{name: {"stelling": "…", **text}}))
    assert (answer["criteria"][name], answer["volledig"]) == ("zwak", True)
    assert said in answer["onderdelen"][0]["criteriumredenen"][name]["nl"]


@pytest.mark.parametrize("name", ["noodzaak", "geschiktheid", "proportionaliteit"])
@pytest.mark.parametrize("lacking", [{"soort": "enquete"}, {"soort": "enquete", "jaar": 2019}])
def test_one_good_piece_of_evidence_suffices_and_the_others_are_remarked_on(name: str, lacking: Json) -> None:
    mixed = {"stelling": "…", "bewijs": [EVIDENCE, lacking]}
    answer = found(onderbouwing=texts(**{name: mixed}))
    assert answer["criteria"][name] == "onderbouwd"
    assert any("moeilijk na te gaan" in remark["nl"] for remark in answer["opmerkingen"])


@pytest.mark.parametrize("name", ["noodzaak", "geschiktheid", "proportionaliteit"])
def test_what_is_said_of_weak_evidence_is_what_it_lacks(name: str) -> None:
    for evidence, said in (([], "geen bewijs."), ([{"soort": "enquete"}], "noemt een jaar.")):
        weak = found(onderbouwing=texts(**{name: {"stelling": "…", "bewijs": evidence}}))
        reason = weak["onderdelen"][0]["criteriumredenen"][name]["nl"]
        assert [text in reason for text in ("geen bewijs.", "noemt een jaar.")] == [
            said == "geen bewijs.",
            said != "geen bewijs.",
        ]


def test_one_milder_measure_with_period_and_result_suffices() -> None:
    tried = [{"maatregel": "a"}, {"maatregel": "b", "periode": "2018", "resultaat": "r"}]
    answer = found(onderbouwing=texts(subsidiariteit={"stelling": "…", "alternatieven": tried}))
    assert answer["criteria"]["subsidiariteit"] == "onderbouwd"


@pytest.mark.parametrize("name", list(SUBSTANTIATED))
@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ({}, "zwak"),
        ({"datum": "2015-05-01"}, "zwak"),
        ({"datum": "2015-05-02"}, "onderbouwd"),
        ({"datum": "2015-05-01", "herbevestigdOp": "2019-05-01"}, "onderbouwd"),
    ],
)
def test_an_earlier_text_needs_a_new_date(name: str, dates: Json, status: str) -> None:
    reused = {**SUBSTANTIATED[name], "overgenomenUit": OLD, **dates}
    answer = found(onderbouwing=texts(**{name: reused}))
    assert answer["criteria"][name] == status
    assert any("overgenomen" in remark["nl"] for remark in answer["opmerkingen"]) is (status == "zwak")


@pytest.mark.parametrize("name", list(SUBSTANTIATED))
def test_an_earlier_text_of_an_unknown_day_only_needs_a_date(name: str) -> None:
    reused = {**SUBSTANTIATED[name], "overgenomenUit": {"kenmerk": "x"}}
    assert found(onderbouwing=texts(**{name: {**reused, "datum": "2019-05-01"}}))["criteria"][name] == "onderbouwd"
    assert found(onderbouwing=texts(**{name: reused}))["criteria"][name] == "zwak"


def test_the_instrument_itself_must_be_named() -> None:
    answer = found(part("2020-01-01", "2024-01-01", "artikel_10", instrument=None))
    assert answer["criteria"]["instrumentkeuze"] == "zwak"
    assert "welk instrument" in answer["onderdelen"][0]["criteriumredenen"]["instrumentkeuze"]["nl"]


def test_a_part_may_have_a_text_of_its_own_and_the_worst_stands_on_top() -> None:
    own = {**TEN, "onderbouwing": {"noodzaak": None, "geschiktheid": {"stelling": "…"}}}
    answer = found(NINE, own)
    assert [item["criteria"]["noodzaak"] for item in answer["onderdelen"]] == ["onderbouwd", "ontbreekt"]
    assert (answer["criteria"]["noodzaak"], answer["criteria"]["geschiktheid"]) == ("ontbreekt", "zwak")
    # Not required for one part, required for the other: what counts is the other.
    assert answer["criteria"]["regionaleMogelijkheden"] == "onderbouwd"


@pytest.mark.parametrize(
    ("evaluation", "status", "complete"),
    [
        ({"vastgesteldDoorRaad": "2019-06-01", "onderdelen": [{"gebied": "a", "grond": "artikel_9", "oordeel": "niet_aantoonbaar"}]}, "onderbouwd", True),
        ({"onderdelen": [{"gebied": "a", "grond": "artikel_9"}]}, "zwak", True),
        ({"vastgesteldDoorRaad": "2019-06-01", "onderdelen": [{"gebied": "a", "grond": "artikel_10"}]}, "ontbreekt", False),
        ({"vastgesteldDoorRaad": "2019-06-01", "onderdelen": [{"gebied": "b", "grond": "artikel_9"}]}, "ontbreekt", False),
        (None, "ontbreekt", False),
        (..., "ontbreekt", False),
    ],
)  # fmt: skip
def test_an_extension_needs_an_evaluation_of_this_measure_here(evaluation: Any, status: str, complete: bool) -> None:
    answer = found(NINE, before=[earlier("2016-01-01", "2020-01-01")], evaluatie=evaluation)
    assert (answer["criteria"]["evaluatie"], answer["volledig"]) == (status, complete)
    reason = answer["onderdelen"][0]["criteriumredenen"].get("evaluatie")
    assert (reason is None) is (status == "onderbouwd")
    assert reason is None or reason["bron"]["tekst"] == "art. 5 lid 5 Wbmgp"
    assert ("evaluatie" in {question["feit"] for question in answer["vragen"]}) is (evaluation is ...)


def test_whether_an_evaluation_is_needed_may_be_an_open_question() -> None:
    before = [earlier("2015-01-01", "2019-01-01")]
    answer = found(NINE, before=before)
    assert (answer["criteria"]["evaluatie"], answer["volledig"]) == ("ontbreekt", False)
    assert answer["onderdelen"][0]["criteriumredenen"]["evaluatie"]["open"] is True
    covered = {"gebied": "a", "grond": "artikel_9", "oordeel": "niet_aantoonbaar"}
    covering = {"vastgesteldDoorRaad": "2019-06-01", "onderdelen": [covered]}
    answer = found(NINE, before=before, evaluatie=covering)
    assert (answer["criteria"]["evaluatie"], answer["volledig"]) == ("onderbouwd", True)


def test_before_2017_an_extension_needs_no_evaluation() -> None:
    answer = found(part("2016-01-01", "2020-01-01"), on="2015-10-01", before=[earlier("2012-01-01", "2016-01-01")])
    assert (answer["criteria"]["evaluatie"], answer["volledig"]) == ("niet_vereist", True)


@pytest.mark.parametrize(
    ("decision", "open_gates"),
    [
        (SIGNED, []),
        ({**SIGNED, "betreft": "begroting"}, ["raadsbesluit"]),
        ({**SIGNED, "ondertekendDoor": ["griffier"]}, ["ondertekening"]),
        ({**SIGNED, "ondertekendDoor": []}, ["ondertekening"]),
        ({"betreft": "begroting", "ondertekendDoor": ["burgemeester"]}, ["raadsbesluit", "ondertekening"]),
        (None, ["raadsbesluit", "ondertekening"]),
        (..., ["raadsbesluit", "ondertekening"]),
        ({"datum": "2019-01-01"}, ["raadsbesluit", "ondertekening"]),
    ],
)
def test_a_decision_of_the_council_on_this_request_and_both_signatures(decision: Any, open_gates: list[str]) -> None:
    answer = found(raadsbesluit=decision)
    assert [gate["poort"] for gate in answer["openstaand"] if gate["volledigheid"]] == open_gates
    assert answer["volledig"] is (not open_gates)
    assert len(answer["redenen"]) == len(open_gates)
    assert all(reason["bron"]["tekst"] == "art. 4:5 lid 1 Awb" for reason in answer["redenen"])


@pytest.mark.parametrize(
    ("decision", "asked_for"),
    [
        (..., {"raadsbesluit"}),
        (None, set()),
        ({"betreft": "begroting", "ondertekendDoor": None}, set()),
        ({"datum": "2019-01-01"}, {"raadsbesluit.betreft", "raadsbesluit.ondertekendDoor"}),
    ],
)
def test_what_is_absent_of_the_councils_decision_is_asked(decision: Any, asked_for: set[str]) -> None:
    said = {question["feit"] for question in found(raadsbesluit=decision, ontvangen="2020-01-01")["vragen"]}
    assert said == asked_for


def test_before_the_act_nothing_is_asked_and_nothing_is_complete() -> None:
    answer = found(NINE, on="2005-12-29", onderbouwing=..., raadsbesluit=...)
    assert set(answer["criteria"].values()) == {"niet_vereist"}
    assert (answer["volledig"], answer["vragen"]) == (False, [])
