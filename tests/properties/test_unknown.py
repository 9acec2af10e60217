"""Silence is never held against anybody: unknown facts, questions and the order of the decree, on every version."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.asking import GRANTS, applicant, asked_facts, assessed, changed, few, gates, of, outcome, verdicts
from tests.properties.strategies import TRAITS, VERSIONS, Asked, Json, applications, signed
from wbmgp_engine import Assessment

every_version = pytest.mark.parametrize("version", VERSIONS)
AGAINST = {"weigeren", "beoordelen"}


def _facts(data: Json) -> list[tuple[Any, ...]]:
    """The places of facts that may be left out, by the way to them."""
    found: list[tuple[Any, ...]] = [
        ("woonruimte", key) for key in ("verhuurder", "soort", "huurprijs") if key in data["woonruimte"]
    ]
    for index, person in enumerate(data["huishouden"]):
        keys = ("geboortedatum", "verblijf", "inkomen", "rechtmatigVerblijf", "kenmerken")
        found += [("huishouden", index, key) for key in keys if key in person]
    found += [("onderzoek", "vog", name) for name in data.get("onderzoek", {}).get("vog", {})]
    found += [
        (top, key)
        for top, key in (("onderzoek", "woonverklaring"), ("voorrang", "kandidatenMetVoorrang"))
        if key in data.get(top, {})
    ]
    return found + ([("uitzondering15",)] if "uitzondering15" in data else [])


def _without(data: Json, way: tuple[Any, ...]) -> Json:
    copied = deepcopy(data)
    target: Any = copied
    for step in way[:-1]:
        target = target[step]
    del target[way[-1]]
    return copied


def _path(data: Json, way: tuple[Any, ...]) -> str:
    if way[0] == "huishouden":
        return f"huishouden.{data['huishouden'][way[1]]['id']}.{way[2]}"
    return ".".join(way)


@every_version
@few
@given(data=st.data())
def test_an_unknown_fact_never_makes_a_refusal(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    before = of(asked)
    for way in _facts(asked.data):
        less = assessed(_without(asked.data, way), asked.on)
        if less.advice == "weigeren":
            # A certain ground precedes an unknown one: then only a gate of the unknown ground can differ.
            assert before.advice in AGAINST, way
            assert all(verdicts(less)[ground] == "onbekend" for _, ground in gates(before) if ground), way


@every_version
@few
@given(data=st.data())
def test_a_fact_that_is_not_asked_does_not_matter(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    before = of(asked)
    for way in _facts(asked.data):
        if version < "2015" and way[-1] == "rechtmatigVerblijf":
            continue  # the text of before 2015 is not known: only a "no" raises a question
        less = assessed(_without(asked.data, way), asked.on)
        if _path(asked.data, way) not in asked_facts(less):
            assert less.advice == before.advice or {less.advice, before.advice} == AGAINST, way


@every_version
@few
@given(data=st.data())
def test_what_was_supplied_is_not_asked_again(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    exact = deepcopy(asked.data)
    for person in exact["huishouden"]:
        person["geboortedatum"] = "1990-01-01"
        person["verblijf"] = []
        person["inkomen"] = [
            item for item in person.get("inkomen", []) if item["soort"] not in ("ww", "ziektewet", "anders")
        ]
    applicant(exact)["rechtmatigVerblijf"] = True
    supplied = {_path(exact, way) for way in _facts(exact)} - {"onderzoek.woonverklaring"}
    assert supplied.isdisjoint(asked_facts(assessed(exact, asked.on)))


@every_version
@few
@given(data=st.data())
def test_answering_question_after_question_ends(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    current, found = deepcopy(asked.data), of(asked)
    for _ in range(30):
        if found.advice != "aanvullen":
            return
        fact = data.draw(st.sampled_from(asked_facts(found)))
        if fact == "toepassingsbereik":
            return
        _answer(current, fact, data)
        found = assessed(current, asked.on)
    raise AssertionError(f"still asked after thirty answers: {asked_facts(found)}")


def _answer(data: Json, fact: str, drawn: st.DataObject) -> None:
    """Answer one question with any value; a judgement on an income gets reasons and a name."""
    match fact.split("."):
        case ["huishouden", name, "inkomen"]:
            _person(data, name)["inkomen"] = [
                {"soort": drawn.draw(st.sampled_from(["bijstand", "aow", "ww"]))} | signed("telt_niet")
            ]
        case ["huishouden", name, "verblijf"]:
            place = drawn.draw(st.sampled_from(["GM0599", "GM0363"]))
            _person(data, name)["verblijf"] = [
                {
                    "gemeente": place,
                    "vanaf": drawn.draw(st.sampled_from(["1980-01-01", data["aanvraagdatum"]])),
                    "tot": None,
                }
            ]
        case ["huishouden", name, "geboortedatum"]:
            _person(data, name)["geboortedatum"] = drawn.draw(st.sampled_from(["1980-01-01", data["aanvraagdatum"]]))
        case ["huishouden", name, "kenmerken"]:
            _person(data, name)["kenmerken"] = drawn.draw(st.sampled_from([[], [TRAITS[0]]]))
        case ["huishouden", name, "rechtmatigVerblijf"]:
            # Before 2015 a "no" stays a question to the municipality, whatever is answered.
            _person(data, name)["rechtmatigVerblijf"] = True
        case ["woonruimte", field]:
            data["woonruimte"][field] = {"verhuurder": "corporatie", "soort": "zelfstandig", "huurprijs": 70_000}[field]
        case ["onderzoek", "vog", name]:
            screening = data["onderzoek"] = (
                {"instrument": "vog", "vog": {}} | data.get("onderzoek", {}) | {"instrument": "vog"}
            )
            screening["vog"][name] = drawn.draw(st.sampled_from(["overgelegd", "niet_overgelegd"]))
        case ["onderzoek", "woonverklaring"]:
            data["onderzoek"] = data.get("onderzoek", {}) | {
                "woonverklaring": "weigeren",
                "instrument": "politiegegevens",
            }
        case ["voorrang", "kandidatenMetVoorrang"]:
            data.setdefault("voorrang", {})["kandidatenMetVoorrang"] = drawn.draw(st.booleans())
        case [*_, "uitzondering15" | "latereInwoning" as field]:
            (data if len(fact.split(".")) == 1 else data["situatie"]["verordening"])[field] = drawn.draw(st.booleans())
        case _:
            raise AssertionError(f"nobody knows how to answer {fact}")


def _person(data: Json, name: str) -> Json:
    return next(person for person in data["huishouden"] if person["id"] == name)


@every_version
@few
@given(data=st.data())
def test_withheld_counts_as_unknown(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    ways = _facts(asked.data)
    assume(ways)
    way = data.draw(st.sampled_from(ways))
    absent = _without(asked.data, way)
    withheld = changed(absent, nietVerstrekt=[_path(asked.data, way)])
    assert outcome(assessed(absent, asked.on)) == outcome(assessed(withheld, asked.on))


@every_version
@few
@given(data=st.data())
def test_a_register_that_is_not_complete_decides_nothing(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, kind="huisvesting"))
    nowhere = {key: value for key, value in asked.data.items() if key != "situatie"} | {"gemeente": "GM9999"}
    found = assessed(nowhere, asked.on)
    # A source names the only user of 2006 to 2013: for those years the register knows there is nothing elsewhere.
    if found.advice != "geen_vergunning_nodig" or version > "2006":
        assert found.advice == "aanvullen"
        assert (verdicts(found)["toepassingsbereik"], asked_facts(found)) == ("onbekend", ["toepassingsbereik"])


def _ordinary_criteria_met(found: Assessment) -> bool:
    """Whether the decree lets the screening begin, as far as the verdicts show it."""
    return verdicts(found).get("artikel_10") in ("voldaan", "niet_voldaan")


@every_version
@few
@given(data=st.data())
def test_before_the_ordinary_criteria_no_statement_is_read(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True, kind="huisvesting"))
    unmet = deepcopy(asked.data)
    applicant(unmet).update(inkomen=[{"soort": "bijstand"}], verblijf=[])
    unmet["situatie"]["verordening"] |= {"inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager"}
    unmet["situatie"]["aanwijzingen"].append(
        {"gebied": "carnisse", "grond": "artikel_8", "van": str(asked.on), "tot": "2040-01-01"}
    )
    unmet["hardheid"] = []
    unmet.pop("onderzoek", None)
    none = assessed(unmet, asked.on)
    assert not _ordinary_criteria_met(none)
    for statement in ("verlenen", "verlenen_met_voorschriften", "weigeren"):
        read = assessed(
            changed(unmet, onderzoek={"instrument": "politiegegevens", "woonverklaring": statement}), asked.on
        )
        assert outcome(read) == outcome(none)
        steps = [step for step in read.question.compiled.plan.register_steps() if step.name == "woonverklaring"]
        assert not any(read.run.taken(step) for step in steps)


@every_version
@few
@given(data=st.data())
def test_a_part_of_a_date_that_does_not_matter_is_not_asked(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    sure = deepcopy(asked.data)
    for person in sure["huishouden"]:
        person["geboortedatum"] = "1970"
    whole = deepcopy(sure)
    for person in whole["huishouden"]:
        person["geboortedatum"] = data.draw(st.sampled_from(["1970-01-01", "1970-12-31", "1970-06"]))
    assert outcome(assessed(sure, asked.on)) == outcome(assessed(whole, asked.on))


@every_version
@few
@given(data=st.data())
def test_a_grant_on_unknown_facts_stays_a_grant_when_they_are_known(version: str, data: st.DataObject) -> None:
    asked: Asked = data.draw(applications(version, running=True))
    for way in _facts(asked.data):
        if version < "2015" and way[-1] == "rechtmatigVerblijf":
            continue  # the text of before 2015 is not known: only a "no" raises a question
        less = assessed(_without(asked.data, way), asked.on)
        if less.advice in GRANTS:
            assert of(asked).advice == less.advice, way
