"""Questions about the ordinance, alternatives that need two changes, and what an address says against a named area."""

from __future__ import annotations

from typing import Any

from tests.commands.samples import GARIB
from tests.our_law import OUR_LAW
from tests.permits.test_what_a_lawyer_found import EIGHT, newcomer, situation
from tests.permits.test_words_of_the_desk import SCREENED
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.law.register import Designation, Located
from wbmgp_engine.permits.context import Designated
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.permits.registered import _Placed, _remarks

NINE = {"grond": "artikel_9", "van": "2018-01-01", "tot": "2022-01-01"}


def assessed(**changes: Any) -> Assessment:
    return assess(Application.model_validate({**GARIB, **SCREENED, **changes}), lawbook=OUR_LAW)


def test_an_ordinance_that_names_no_traits_is_asked_for_them() -> None:
    people = newcomer(kenmerken=["zorg"])
    found = assessed(
        huishouden=people, voorrang={"kandidatenMetVoorrang": True}, situatie=situation(NINE, grounds=["artikel_9"])
    )
    asked = {question.fact: question.decisive for question in found.questions}
    assert asked == {"situatie.verordening.voorrangskenmerken": True}


def test_two_changes_are_named_together_when_one_is_not_enough() -> None:
    there = situation(EIGHT, NINE, grounds=["artikel_8", "artikel_9"])
    there["verordening"]["voorrangskenmerken"] = ["zorg"]
    found = assessed(huishouden=newcomer(kenmerken=[]), voorrang={"kandidatenMetVoorrang": True}, situatie=there)
    assert found.advice == "beoordelen"
    assert all(len(item.changes) == 2 for item in found.alternatives)
    said = explain(found, "nl")
    assert "een van deze kenmerken heeft: zorg" in said
    assert " en als de aanvrager een van deze kenmerken heeft" in said


def test_an_old_ordinance_gets_a_remark_and_a_question() -> None:
    there = situation(EIGHT, grounds=["artikel_8"])
    there["verordening"]["van"] = "2014-06-01"
    found = assessed(huishouden=newcomer(), situatie=there)
    assert any("ouder dan vier jaar" in remark["nl"] for remark in found.remarks)
    assert "toepassingsbereik" in [question.fact for question in found.questions]
    gone = situation(grounds=["artikel_8"])
    gone["verordening"]["van"] = "2014-06-01"
    assert assessed(huishouden=newcomer(), situatie=gone).questions == ()


def test_an_address_that_differs_from_the_area_is_remarked() -> None:
    place = OUR_LAW
    application = Application.model_validate({**GARIB, **SCREENED})
    from wbmgp_engine.law.register import load_register

    register = load_register(place, "GM0502")
    assert register is not None
    item: Designation = register.designations[0]
    made = Designated(item.gebied, item.grond, None, None, None, inside=True)
    remarks = list(_remarks(application, [_Placed(made, item.naam, Located(inside=True, matched="postcode"), None)]))
    assert [remark["nl"] for remark in remarks] == [
        f"Het adres ligt wel in {item.naam}, maar de aanvraag noemt tarwewijk. Het adres telt."
    ]
    outside = _Placed(made, item.naam, Located(inside=False, matched="postcode"), None)
    assert list(_remarks(application, [outside])) == []
