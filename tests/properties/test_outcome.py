"""What every answer keeps to, on every version: one of six advices, for reasons, and nothing that does not matter."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.asking import (
    ADVICES,
    GRANTS,
    applicant,
    asked_facts,
    assessed,
    changed,
    few,
    gates,
    of,
    outcome,
    verdicts,
)
from tests.properties.strategies import VERSIONS, applications, designations
from wbmgp_engine import Application
from wbmgp_engine.permits.explanation import explain

every_version = pytest.mark.parametrize("version", VERSIONS)


@every_version
@few
@given(data=st.data())
def test_the_advice_is_one_of_six_and_follows_from_the_grounds(version: str, data: st.DataObject) -> None:
    found = of(data.draw(applications(version)))
    grounds = verdicts(found)
    assert found.advice in ADVICES
    helped = (
        grounds.get("hardheidsclausule") == "voldaan"
        or found.application.to_json().get("voorrang", {}).get("oordeel") == "verlenen"
    )
    match found.advice:
        case "geen_vergunning_nodig":
            assert set(grounds.values()) == {"niet_van_toepassing"} | (
                {grounds["rechtmatig_verblijf"]} if "rechtmatig_verblijf" in grounds else set()
            )
            assert (gates(found), asked_facts(found), found.earliest_date) == ([], [], None)
        case "verlenen" | "verlenen_met_voorschriften":
            assert helped or "niet_voldaan" not in grounds.values()
            assert gates(found) == []
            assert bool(found.conditions) == (found.advice == "verlenen_met_voorschriften")
        case "aanvullen":
            assert "onbekend" in grounds.values() or "uitzondering15" in asked_facts(found)
            assert asked_facts(found) != []
        case "weigeren":
            assert "niet_voldaan" in grounds.values()
            assert gates(found) == []
        case "beoordelen":
            assert gates(found) != []


@every_version
@few
@given(data=st.data())
def test_nothing_applies_when_the_designation_or_the_ordinance_has_ended(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    ended = deepcopy(asked.data)
    end = str(asked.on - timedelta(days=data.draw(st.integers(0, 400))))
    parts = data.draw(st.sampled_from([ended["situatie"]["aanwijzingen"], [ended["situatie"]["verordening"]]]))
    for part in parts:
        part.update(van=min(part["van"], end), tot=end)
    assert assessed(ended, asked.on).advice == "geen_vergunning_nodig"


@every_version
@few
@given(data=st.data())
def test_a_designation_elsewhere_changes_nothing(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    more = deepcopy(asked.data)
    more["situatie"]["aanwijzingen"].insert(
        0, data.draw(designations(asked.on, running=True)) | {"gebied": "een-ander-gebied"}
    )
    assert outcome(of(asked)) == outcome(assessed(more, asked.on))


@every_version
@few
@given(data=st.data())
def test_the_order_of_lists_changes_nothing(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    shuffled = _shuffled(deepcopy(asked.data), data)
    assert outcome(of(asked)) == outcome(assessed(shuffled, asked.on))


def _shuffled(value: Any, data: st.DataObject) -> Any:
    if isinstance(value, dict):
        return {key: _shuffled(item, data) for key, item in value.items()}
    return [_shuffled(item, data) for item in data.draw(st.permutations(value))] if isinstance(value, list) else value


@every_version
@few
@given(data=st.data())
def test_other_names_change_only_names(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    new = {person["id"]: f"bewoner_{number}" for number, person in enumerate(reversed(asked.data["huishouden"]))}
    renamed = deepcopy(asked.data)
    for person in renamed["huishouden"]:
        person["id"] = new[person["id"]]
    if "vog" in renamed.get("onderzoek", {}):
        renamed["onderzoek"]["vog"] = {new[name]: answer for name, answer in renamed["onderzoek"]["vog"].items()}
    one, two = of(asked), assessed(renamed, asked.on)
    assert (one.advice, verdicts(one), gates(one)) == (two.advice, verdicts(two), gates(two))
    assert sorted(
        ".".join(new.get(part, part) for part in fact.split(".")) for fact in asked_facts(one)
    ) == asked_facts(two)


@every_version
@few
@given(data=st.data())
def test_the_role_of_somebody_else_changes_nothing(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    other = deepcopy(asked.data)
    for person in other["huishouden"]:
        if person["rol"] != "aanvrager":
            person["rol"] = data.draw(st.sampled_from(["partner", "kind", "medebewoner"]))
    assert outcome(of(asked)) == outcome(assessed(other, asked.on))


@every_version
@few
@given(data=st.data())
def test_the_same_question_has_the_same_answer_and_leaves_its_input_alone(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    kept = deepcopy(asked.data)
    first = json.dumps(of(asked).to_json(), sort_keys=True)
    assert first == json.dumps(of(asked).to_json(), sort_keys=True)
    assert asked.data == kept


@every_version
@few
@given(data=st.data())
def test_an_application_survives_json(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    read = Application.from_json(json.dumps(asked.data))
    assert read.to_json() == asked.data
    assert Application.from_json(json.dumps(read.to_json())) == read


@every_version
@few
@given(data=st.data())
def test_every_alternative_leads_to_its_advice_and_changes_only_what_may_change(
    version: str, data: st.DataObject
) -> None:
    found = of(data.draw(applications(version, running=True)))
    sizes = set()
    for alternative in found.alternatives:
        assert found.again(found.application.changed(alternative.changes)).advice == alternative.advice
        assert alternative.advice in GRANTS or alternative.advice == "aanvullen"
        assert all(path == "aanvraagdatum" or path.endswith((".inkomen", ".kenmerken")) for path in alternative.changes)
        sizes.add(len(alternative.changes))
    assert sizes in (set(), {1}, {2})
    assert not found.alternatives or found.advice in ("weigeren", "beoordelen")


@every_version
@few
@given(data=st.data())
def test_a_date_by_time_alone_is_the_first_that_grants(version: str, data: st.DataObject) -> None:
    found = of(data.draw(applications(version, running=True)))
    if (first := found.earliest_date) is None:
        return
    assert found.advice in ("weigeren", "beoordelen")
    assert [
        name for name, verdict in verdicts(found).items() if verdict == "niet_voldaan" and name != "hardheidsclausule"
    ] == ["artikel_8"]
    assert found.again(found.application.applied_on(first)).advice == "verlenen"
    assert found.again(found.application.applied_on(first - timedelta(days=1))).advice not in GRANTS


@every_version
@few
@given(data=st.data())
def test_a_record_of_proportionality_changes_nothing(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    with_record = changed(asked.data, evenredigheid={"doel": {"tekst": "Een gemengde wijk."}})
    assert outcome(of(asked)) == outcome(assessed(with_record, asked.on))


@every_version
@few
@given(data=st.data())
def test_the_dwelling_matters_only_where_a_category_restricts(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    bare = changed(asked.data, woonruimte={"gebied": asked.data["woonruimte"]["gebied"]})
    assert outcome(of(asked)) == outcome(assessed(bare, asked.on))


@every_version
@few
@given(data=st.data())
def test_an_explanation_calls_nothing_of_a_person_a_risk(version: str, data: st.DataObject) -> None:
    found = of(data.draw(applications(version)))
    for words in (explain(found, "nl"), explain(found, "en")):
        assert not any(
            forbidden in words.lower()
            for forbidden in ("risico", "risk", "kansarm", "probleemgeval", "verdacht", "suspect")
        )
        assert len(words.splitlines()) > 3


@every_version
@few
@given(data=st.data())
def test_residence_on_the_day_of_the_decision_does_not_matter(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    applied = date.fromisoformat(asked.data["aanvraagdatum"])
    stays = applicant(asked.data).setdefault("verblijf", [])
    stays[:] = [{"gemeente": "GM0599", "vanaf": str(applied - timedelta(days=2000)), "tot": None}]
    first, last = VERSIONS[version]
    days = [day for day in (asked.on, asked.on + timedelta(days=1)) if first <= day <= last]
    still = [verdicts(assessed(asked.data, day))["artikel_8"] for day in days]
    assert len(set(still) - {"niet_van_toepassing"}) <= 1
