"""The answer as a whole: the shape of the contract, the law used, the trail, and what many parts cost."""

from __future__ import annotations

import json
import re
from cProfile import Profile
from typing import Any

import pytest

import wbmgp_engine
from tests.designations.requests import SUBSTANTIATED, answered, asked, earlier, part, shown
from tests.designations.samples import request
from wbmgp_engine import DesignationRequest
from wbmgp_engine.designations.part import worst

Json = dict[str, Any]


def test_the_example_of_the_contract_is_answered_as_the_contract_says() -> None:
    found = answered(request()).to_json()
    assert list(found) == [
        "volledig", "onderdelen", "criteria", "beslistermijn", "redenen", "openstaand", "vragen", "opmerkingen",
        "recht", "motor", "namen", "spoor",
    ]  # fmt: skip
    assert found["volledig"] is True
    nine, ten = found["onderdelen"]
    shared = {"gebied": "zwanenhoek", "oordeel": "voldaan", "eindeTermijn": "2024-01-01", "lezingen": []}
    assert nine | shared | {"verlenging": 1, "resterendeVerlengingen": 3, "uiterstEinde": "2036-01-01"} == nine
    assert ten | shared | {"verlenging": 0, "resterendeVerlengingen": 4, "uiterstEinde": "2040-01-01"} == ten
    assert nine["redenen"][0]["bron"]["tekst"] == "art. 5 lid 4 Wbmgp"
    assert found["criteria"] == {
        "noodzaak": "onderbouwd", "geschiktheid": "zwak", "subsidiariteit": "onderbouwd", "proportionaliteit": "zwak",
        "regionaleMogelijkheden": "onderbouwd", "instrumentkeuze": "onderbouwd", "evaluatie": "onderbouwd",
    }  # fmt: skip
    assert found["beslistermijn"] == {
        "begint": "2019-10-25", "opgeschortDagen": 17, "eindigt": "2020-01-06",
        "eindigtZonderOpschorting": "2019-12-20", "vanRechtswegeNa": "2020-01-06", "besluitTijdig": True,
    }  # fmt: skip
    assert found["openstaand"] == found["vragen"] == found["opmerkingen"] == found["redenen"] == []


def test_the_answer_is_json_and_names_the_law_it_used() -> None:
    found = json.loads(json.dumps(answered(request()).to_json()))
    assert found["recht"]["datum"] == "2019-10-25"
    assert found["recht"]["regelboek"].startswith("sha256:")
    used = {item["id"]: item["geldigVanaf"] for item in found["recht"]["regelingen"]}
    assert used["wet_bijzondere_maatregelen_grootstedelijke_problematiek"] == "2017-07-01"
    assert used["toets_aanwijzingsverzoek"] == "2017-01-01"


def test_the_law_of_the_decision_is_not_the_law_of_the_term() -> None:
    """Decided on under the law of 2018, received in 2016 and decided then: the term is that of 2016."""
    found = shown(asked(part("2017-01-01", "2021-01-01"), verzonden="2016-02-01", ontvangen="2016-02-02"), "2018-01-01")
    assert found["recht"]["datum"] == "2018-01-01"
    assert found["beslistermijn"]["eindigt"] == "2016-05-02"
    versions = [item["geldigVanaf"] for item in found["recht"]["regelingen"] if item["id"].startswith("wet_")]
    assert versions == ["2015-01-01", "2017-07-01"]


def test_the_trail_holds_every_part_under_every_reading() -> None:
    found = answered(
        asked(part("2021-01-01", "2025-01-01"), before=[earlier("2016-01-01", "2020-01-01")], ontvangen="2020-01-01")
    )
    trail = found.to_json()["spoor"]
    assert [step.get("onderdeel", {}).get("lezing") for step in trail] == [
        {"na_een_gat_begint_een_nieuwe_termijn": True}, {"na_een_gat_begint_een_nieuwe_termijn": False}, None,
    ]  # fmt: skip
    assert all(step["stappen"] for step in trail)
    assert found.to_json(trail=False)["spoor"] == []


def test_every_question_names_who_is_asked_and_on_which_ground_the_decisive_ones_first() -> None:
    bare = {"gebied": {"id": "a"}, "grond": "artikel_10"}
    found = shown(asked(bare, onderbouwing=..., raadsbesluit=..., eerdereAanwijzingen=..., verzonden="2020-01-01"))
    questions = found["vragen"]
    assert {question["feit"] for question in questions} == {
        "ontvangen", "eerdereAanwijzingen", "onderdelen.0.gebied.soort", "onderdelen.0.instrument",
        "onderdelen.0.vanaf", "onderdelen.0.tot", "onderbouwing.noodzaak", "onderbouwing.geschiktheid",
        "onderbouwing.subsidiariteit", "onderbouwing.proportionaliteit", "onderbouwing.regionaleMogelijkheden",
        "onderbouwing.instrumentkeuze", "evaluatie", "raadsbesluit",
    }  # fmt: skip
    for question in questions:
        assert question["vraag"]["nl"].endswith("?") or "?" in question["vraag"]["nl"]
        assert re.match(r"art\. ", question["grondslag"])
        assert question["leverancier"]
    decisive = [question["beslissend"] for question in questions]
    assert decisive == sorted(decisive, reverse=True)
    assert decisive[0] is True


def test_an_open_legal_question_is_asked_of_the_minister() -> None:
    found = shown(
        asked(part("2021-01-01", "2025-01-01"), before=[earlier("2016-01-01", "2020-01-01")], ontvangen="2020-01-01")
    )
    question = found["vragen"][0]
    assert (question["feit"], question["leverancier"], question["beslissend"]) == (
        "na_een_gat_begint_een_nieuwe_termijn", "minister", True,
    )  # fmt: skip


def asked_of(found: DesignationRequest) -> dict[str, bool]:
    return {question["feit"]: question["beslissend"] for question in shown(found, "2020-01-01")["vragen"]}


def test_a_question_is_decisive_when_it_is_all_that_its_answer_waits_for() -> None:
    whole, bare = part("2020-01-01", "2024-01-01"), part(None, "2024-01-01")
    filed: Json = {"ontvangen": "2020-01-01"}
    assert asked_of(asked(bare, **filed)) == {"onderdelen.0.vanaf": True}
    two = {"onderdelen.0.vanaf": False, "onderdelen.0.tot": False}
    assert asked_of(asked(part(None, None), **filed)) == two
    # Decisive for one part is decisive, also where another part waits for more.
    mixed = asked_of(asked(bare, {**whole, "gebied": {"id": "b", "soort": "gebied"}}, eerdereAanwijzingen=..., **filed))
    assert mixed["eerdereAanwijzingen"] is True
    assert mixed["onderdelen.0.vanaf"] is False
    text = {name: said for name, said in SUBSTANTIATED.items() if name != "noodzaak"}
    assert asked_of(asked(whole, onderbouwing=text, **filed)) == {"onderbouwing.noodzaak": True}
    text.pop("geschiktheid")
    less = asked_of(asked(whole, {**whole, "grond": "artikel_8"}, onderbouwing=text, **filed))
    assert less == {"onderbouwing.noodzaak": False, "onderbouwing.geschiktheid": False}


def test_the_number_is_not_asked_where_it_cannot_matter() -> None:
    """Before 2017 article 10 is not possible and no evaluation is asked, whichever extension it would be."""
    ten = part("2016-07-01", "2020-07-01", "artikel_10", instrument="vog")
    assert shown(asked(ten, eerdereAanwijzingen=..., verzonden="2016-01-01"))["vragen"] == []


def test_the_reasons_of_an_unknown_verdict_are_what_is_unknown() -> None:
    (found,) = shown(asked(part(None, "2024-01-01")), "2020-01-01")["onderdelen"]
    assert [reason["nl"] for reason in found["redenen"]] == [
        "Het begin of het einde van de gevraagde termijn is niet bekend."
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_says_that_a_designation_is_necessary_or_proportionate(language: str) -> None:
    said = json.dumps([shown(request())[key] for key in ("onderdelen", "opmerkingen", "openstaand")])
    for word in ("is noodzakelijk", "is evenredig", "is necessary", "is proportionate"):
        assert not re.search(rf"(?<!that the designation ){word}\b(?!\.)", said)


def test_the_worst_status_stands_on_top() -> None:
    assert worst(["niet_vereist", "onderbouwd"]) == "onderbouwd"
    assert worst(["onderbouwd", "zwak", "niet_vereist"]) == "zwak"
    assert worst(["zwak", "ontbreekt"]) == "ontbreekt"
    assert worst(["niet_vereist", "niet_vereist"]) == "niet_vereist"


def test_two_hundred_parts_cost_at_most_two_hundred_times_one() -> None:
    parts = [part("2020-01-01", "2024-01-01", area=f"a{number}") for number in range(200)]
    before = [earlier("2016-01-01", "2020-01-01", area=f"a{number}") for number in range(200)]
    one = asked(parts[0], before=before[:1], ontvangen="2019-10-01")
    many = asked(*parts, before=before, ontvangen="2019-10-01")
    answered(one)
    # Calls are counted: the speed of the machine decides nothing.
    assert _calls(many) <= 200 * _calls(one)


def _calls(found: DesignationRequest) -> int:
    profile = Profile()
    profile.runcall(lambda: answered(found).to_json(trail=False))
    return sum(entry.callcount for entry in profile.getstats())


def test_the_names_are_there_for_who_imports_the_engine() -> None:
    assert wbmgp_engine.assess_designation is not None
    assert wbmgp_engine.DesignationAssessment.__name__ == "DesignationAssessment"
    assert wbmgp_engine.DesignationRequest.__name__ == "DesignationRequest"
