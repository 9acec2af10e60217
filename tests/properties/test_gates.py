"""A refusal has gates: what must be closed, by whom, and what closing them does, on every version."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.asking import GRANTS, assessed, changed, few, gates, of, verdicts
from tests.properties.strategies import VERSIONS, Json, applications, signed

every_version = pytest.mark.parametrize("version", VERSIONS)
from_2017 = pytest.mark.parametrize("version", [version for version in VERSIONS if version >= "2017"])
ALL_WEIGHED = dict.fromkeys("abcde", "gewogen")


def _judged(option: str) -> list[Json]:
    return [{"grond": ground, **signed(option)} for ground in ("artikel_8", "artikel_10")]


@every_version
@few
@given(data=st.data())
def test_a_refusal_never_has_an_open_gate(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    closed = changed(asked.data, hardheid=_judged("niet_onbillijk"), uitzondering15=False)
    for found in (of(asked), assessed(closed, asked.on)):
        assert (found.advice == "weigeren") <= (gates(found) == [])


@every_version
@few
@given(data=st.data())
def test_no_refusal_on_article_8_or_10_without_a_complete_judgement_on_hardship(
    version: str, data: st.DataObject
) -> None:
    asked = data.draw(applications(version, running=True))
    missing = data.draw(st.sampled_from(["oordeel", "motivering", "beslisser"]))
    bare = [{key: value for key, value in item.items() if key != missing} for item in _judged("niet_onbillijk")]
    found = assessed(changed(asked.data, hardheid=bare), asked.on)
    if found.advice == "weigeren" and verdicts(found).get("rechtmatig_verblijf") != "niet_voldaan":
        assert verdicts(found).get("artikel_9") == "niet_voldaan"
        assert all(verdicts(found).get(ground) != "niet_voldaan" for ground in ("artikel_8", "artikel_10"))


@pytest.mark.parametrize("version", [version for version in VERSIONS if version >= "2015"])
@few
@given(data=st.data())
def test_without_lawful_residence_the_refusal_stands_whatever_else_is_open(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True, kind="huisvesting"))
    unlawful = deepcopy(asked.data)
    next(person for person in unlawful["huishouden"] if person["rol"] == "aanvrager")["rechtmatigVerblijf"] = False
    found = assessed(unlawful, asked.on)
    if verdicts(found)["toepassingsbereik"] == "voldaan":
        assert (found.advice, gates(found)) == ("weigeren", [])
        # That an old ordinance is still in force may be asked all the same.
        assert {question.fact for question in found.questions} <= {"toepassingsbereik"}


@every_version
@few
@given(data=st.data())
def test_accepted_hardship_leaves_no_refusal_on_article_8_or_10(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    found = assessed(changed(asked.data, hardheid=_judged("onbillijk")), asked.on)
    assert found.advice != "weigeren" or "niet_voldaan" in {
        verdicts(found).get("rechtmatig_verblijf"),
        verdicts(found).get("artikel_9"),
    }


@every_version
@few
@given(data=st.data())
def test_accepted_hardship_never_hurts(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    before, after = of(asked), assessed(changed(asked.data, hardheid=_judged("onbillijk")), asked.on)
    assert before.advice not in GRANTS or after.advice in GRANTS
    assert verdicts(before)["artikel_8"] == verdicts(after)["artikel_8"]


@every_version
@few
@given(data=st.data())
def test_a_plea_changes_the_kind_of_the_gate_and_nothing_else(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    pleas = [
        [{"grond": ground, "beroep": pleaded} for ground in ("artikel_8", "artikel_10")] for pleaded in (False, True)
    ]
    without, pleaded = (assessed(changed(asked.data, hardheid=item), asked.on) for item in pleas)
    assert (without.advice, verdicts(without), gates(without)) == (pleaded.advice, verdicts(pleaded), gates(pleaded))
    assert {gate.kind for gate in pleaded.open_gates} <= {"wet"}
    assert {gate.kind for gate in without.open_gates if gate.id == "hardheidsclausule"} <= {"waarborg"}


@from_2017
@few
@given(data=st.data())
def test_closing_the_gates_of_the_police_route_changes_no_verdict_and_opens_no_gate(
    version: str, data: st.DataObject
) -> None:
    asked = data.draw(applications(version, running=True))
    screening = {
        "instrument": "politiegegevens",
        "woonverklaring": data.draw(st.sampled_from(["weigeren", "verlenen_met_voorschriften"])),
    }
    opened = assessed(changed(asked.data, onderzoek=screening), asked.on)
    closed = assessed(changed(asked.data, onderzoek=screening | {"gehoord": True, "weging": ALL_WEIGHED}), asked.on)
    assert verdicts(opened) == verdicts(closed)
    assert set(gates(closed)) <= set(gates(opened))
    assert not {"hoorplicht", "weging_10b"} & {gate.id for gate in closed.open_gates}
    assert opened.advice not in GRANTS or closed.advice == opened.advice


@from_2017
@few
@given(data=st.data(), letter=st.sampled_from("abcde"))
def test_one_criterion_that_was_not_weighed_keeps_the_gate_open(version: str, data: st.DataObject, letter: str) -> None:
    asked = data.draw(applications(version, running=True))
    screening: Json = {
        "instrument": "politiegegevens",
        "woonverklaring": "weigeren",
        "gehoord": True,
        "weging": ALL_WEIGHED,
    }
    whole = assessed(changed(asked.data, onderzoek=screening), asked.on)
    partly = deepcopy(screening) | {"weging": ALL_WEIGHED | {letter: "niet_gewogen"}}
    lacking = assessed(changed(asked.data, onderzoek=partly), asked.on)
    police = verdicts(whole).get("artikel_10") == "niet_voldaan" and not _by_certificate(asked.data)
    assert ("weging_10b", "artikel_10") not in gates(whole)
    assert not police or "weging_10b" in {gate.id for gate in lacking.open_gates} or lacking.advice in GRANTS


def _by_certificate(data: Json) -> bool:
    return any(item.get("instrument") == "vog" for item in data["situatie"]["aanwijzingen"])


@every_version
@few
@given(data=st.data())
def test_article_9_refuses_only_through_a_named_person_with_reasons(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    missing = data.draw(st.sampled_from(["oordeel", "motivering", "beslisser"]))
    lacking = {"kandidatenMetVoorrang": True} | {
        key: value for key, value in signed("aan_ander").items() if key != missing
    }
    found = assessed(changed(asked.data, voorrang=lacking, hardheid=_judged("onbillijk")), asked.on)
    assert found.advice != "weigeren" or verdicts(found).get("rechtmatig_verblijf") == "niet_voldaan"


@every_version
@few
@given(data=st.data())
def test_article_9_refuses_only_while_a_candidate_with_priority_wants_the_dwelling(
    version: str, data: st.DataObject
) -> None:
    asked = data.draw(applications(version, running=True))
    for candidates in ({"kandidatenMetVoorrang": False}, {}):
        found = assessed(
            changed(asked.data, voorrang=candidates | signed("aan_ander"), hardheid=_judged("onbillijk")), asked.on
        )
        assert found.advice != "weigeren" or verdicts(found).get("rechtmatig_verblijf") == "niet_voldaan"


@every_version
@few
@given(data=st.data())
def test_whoever_has_priority_gives_way_to_nobody(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    first = deepcopy(asked.data)
    next(person for person in first["huishouden"] if person["rol"] == "aanvrager")["kenmerken"] = ["beroep_zorg"]
    first["voorrang"] = {"kandidatenMetVoorrang": True} | signed("aan_ander")
    assert verdicts(assessed(first, asked.on))["artikel_9"] in {"voldaan", "niet_van_toepassing", "onbekend"}


@pytest.mark.parametrize("version", [version for version in VERSIONS if version < "2017"])
@few
@given(data=st.data())
def test_before_2017_no_screening_counts(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    without = {key: value for key, value in asked.data.items() if key != "onderzoek"}
    police = {"instrument": "politiegegevens", "woonverklaring": "weigeren"}
    one, two = assessed(without, asked.on), assessed(without | {"onderzoek": police}, asked.on)
    assert verdicts(one)["artikel_10"] == verdicts(two)["artikel_10"] == "niet_van_toepassing"
    assert (one.advice, gates(one)) == (two.advice, gates(two))


@from_2017
@few
@given(data=st.data())
def test_screening_by_the_other_instrument_is_ignored(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    police = deepcopy(asked.data)
    for item in police["situatie"]["aanwijzingen"]:
        if item["grond"] == "artikel_10":
            item["instrument"] = "politiegegevens"
    police.pop("onderzoek", None)
    certificates = {"instrument": "vog", "vog": {person["id"]: "niet_overgelegd" for person in police["huishouden"]}}
    one, two = assessed(police, asked.on), assessed(police | {"onderzoek": certificates}, asked.on)
    assert (one.advice, verdicts(one), gates(one)) == (two.advice, verdicts(two), gates(two))


@from_2017
@few
@given(data=st.data())
def test_who_is_under_sixteen_is_never_screened(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    family = deepcopy(asked.data)
    for item in family["situatie"]["aanwijzingen"]:
        if item["grond"] == "artikel_10":
            item["instrument"] = "vog"
    family["huishouden"] = [person for person in family["huishouden"] if person["rol"] == "aanvrager"]
    certificates: Json = {"instrument": "vog", "vog": {family["huishouden"][0]["id"]: "overgelegd"}}
    alone = assessed(family | {"onderzoek": certificates}, asked.on)
    family["huishouden"].append(
        {"id": "kind", "rol": "kind", "geboortedatum": asked.data["aanvraagdatum"], "inkomen": [], "verblijf": []}
    )
    bad = certificates | {"vog": certificates["vog"] | {"kind": "niet_overgelegd"}}
    assert verdicts(alone).get("artikel_10") == verdicts(assessed(family | {"onderzoek": bad}, asked.on)).get(
        "artikel_10"
    )
