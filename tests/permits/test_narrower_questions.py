"""A question names only what is not told yet: telling exactly that, and nothing more, makes the question go away."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.commands.samples import GARIB
from tests.properties.asking import assessed, few, of
from tests.properties.strategies import VERSIONS, Json, applications
from wbmgp_engine import Assessment
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.permits.missing import MissingFact

ON = PartialDate.parse(GARIB["aanvraagdatum"]).earliest


def garib(stays: list[Json], **person: Any) -> Assessment:
    data = deepcopy(GARIB)
    data["huishouden"][0].update(verblijf=stays, inkomen=[{"soort": "bijstand"}], **person)
    return assessed(data, ON)


def question(found: Assessment, field: str = "verblijf") -> MissingFact:
    asked: MissingFact = next(one for one in found.questions if one.fact == f"huishouden.p1.{field}")
    return asked


HERE = {"gemeente": "GM0599", "vanaf": "1990-01-01", "tot": None}


@pytest.mark.parametrize(
    ("stays", "fields", "nl", "en"),
    [
        ([{"vanaf": "1990-01-01", "tot": None}], ["0.gemeente"],
         "In welke gemeente woonde de aanvrager vanaf 1 januari 1990?",
         "In which municipality did the applicant live from 1 January 1990?"),
        ([{"gemeente": "GM0599", "tot": None}], ["0.vanaf"],
         "Op welke dag ging de aanvrager in GM0599 wonen?",
         "On which day did the applicant begin to live in GM0599?"),
        ([{"gemeente": "GM0599", "vanaf": "2001", "tot": None}], ["0.vanaf"],
         "Op welke dag in 2001 ging de aanvrager in GM0599 wonen?",
         "On which day in 2001 did the applicant begin to live in GM0599?"),
        ([{"gemeente": "GM0599", "vanaf": "1990-01-01"}], ["0.tot"],
         "Tot welke dag woonde de aanvrager in GM0599?",
         "Until which day did the applicant live in GM0599?"),
        ([HERE | {"tot": "1999-05-01"}, {"vanaf": "1999-05-01", "tot": "2003-06-01"}, HERE | {"vanaf": "2003-06-01"}], ["1.gemeente"],
         "In welke gemeente woonde de aanvrager vanaf 1 mei 1999 tot 1 juni 2003?",
         "In which municipality did the applicant live from 1 May 1999 until 1 June 2003?"),
        ([{"vanaf": "2001", "tot": None}], ["0.gemeente", "0.vanaf"],
         "In welke gemeente woonde de aanvrager vanaf 2001? Op welke dag in 2001 ging de aanvrager daar wonen?",
         "In which municipality did the applicant live from 2001? On which day in 2001 did the applicant begin to live there?"),
        # Before and after what is open nothing is asked that cannot matter: since 1980 or 1981 is long enough.
        ([HERE | {"vanaf": "1980", "tot": "2004-01-01"}, {"vanaf": "2004-01-01", "tot": None}], ["1.gemeente"],
         "In welke gemeente woonde de aanvrager vanaf 1 januari 2004?",
         "In which municipality did the applicant live from 1 January 2004?"),
        # What can come to matter is asked at once: if the last place lies in the region, the first day of 2001 decides.
        ([HERE | {"vanaf": "2001-03", "tot": "2004-01-01"}, {"vanaf": "2004-01-01", "tot": None}], ["0.vanaf", "1.gemeente"],
         "Op welke dag in maart 2001 ging de aanvrager in GM0599 wonen? In welke gemeente woonde de aanvrager vanaf 1 januari 2004?",
         "On which day in March 2001 did the applicant begin to live in GM0599? In which municipality did the applicant live from 1 January 2004?"),
        ([{"gemeente": "buitenland", "vanaf": "1990-01-01", "tot": "2001-03"}, HERE | {"vanaf": "2001-03"}], ["1.vanaf"],
         "Op welke dag in maart 2001 ging de aanvrager in GM0599 wonen?",
         "On which day in March 2001 did the applicant begin to live in GM0599?"),
    ],
)  # fmt: skip
def test_of_a_history_only_what_is_open_is_asked(stays: list[Json], fields: list[str], nl: str, en: str) -> None:
    asked = question(garib(stays))
    assert asked.to_json()["velden"] == [f"huishouden.p1.verblijf.{field}" for field in fields]
    who = {"nl": ("WIE", "de aanvrager"), "en": ("WHO", "the applicant")}
    meant = {"nl": nl, "en": en}
    assert {each: said.replace(" (p1)", "") for each, said in asked.text.items()} == {
        each: said.replace(*who[each]) for each, said in meant.items()
    }


def test_a_history_that_is_not_told_is_asked_as_a_whole() -> None:
    data = deepcopy(GARIB)
    data["huishouden"][0].update(inkomen=[{"soort": "bijstand"}])
    del data["huishouden"][0]["verblijf"]
    asked = question(assessed(data, ON))
    assert "velden" not in asked.to_json()
    assert "hele geschiedenis" in asked.text["nl"]


def test_a_history_that_contradicts_itself_is_asked_as_a_whole() -> None:
    asked = question(garib([HERE, {"gemeente": "GM0363", "vanaf": "2000-01-01", "tot": None}]))
    assert "velden" not in asked.to_json()
    assert "hele geschiedenis" in asked.text["nl"]


def test_of_very_many_open_stays_all_is_asked() -> None:
    stays = [{"vanaf": f"{year}", "tot": f"{year + 1}"} for year in range(1995, 2006)]
    asked = question(garib([*stays, HERE | {"vanaf": "2006"}]))
    assert len(asked.fields) > 10


def test_of_a_year_of_birth_only_the_day_is_asked() -> None:
    data = deepcopy(GARIB)
    data["huishouden"].append(
        {"id": "p9", "rol": "partner", "geboortedatum": str(ON.year - 18), "inkomen": [{"soort": "aow"}]}
    )
    data["huishouden"][0].update(verblijf=[], inkomen=[])
    data["situatie"]["verordening"].update(inkomenstoets="een_meerderjarige", verblijfstoets="een_meerderjarige")
    asked = [one for one in assessed(data, ON).questions if one.fact == "huishouden.p9.geboortedatum"]
    assert [one.text["nl"] for one in asked] == [f"Op welke dag in {ON.year - 18} is de partner geboren?"]


def test_of_a_designation_only_the_day_that_is_not_told_is_asked() -> None:
    data = deepcopy(GARIB)
    items = data["situatie"]["aanwijzingen"]
    del items[0]["tot"]
    asked = next(one for one in assessed(data, ON).questions if one.fact == "toepassingsbereik")
    assert asked.fields == ("situatie.aanwijzingen.0.tot",)
    assert asked.text["nl"] == f"Tot welke dag geldt de aanwijzing van {items[0]['gebied']}?"


@pytest.mark.parametrize("version", VERSIONS)
@few
@given(data=st.data())
def test_telling_what_is_asked_and_nothing_more_makes_the_question_go_away(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    current, found = deepcopy(asked.data), of(asked)
    for one in [one for one in found.questions if one.fields and one.path.endswith("verblijf")]:
        person = next(person for person in current["huishouden"] if person["id"] == one.person)
        told = {field.split(".", 3)[3] for field in one.fields}
        for field in sorted(told):
            _tell(person["verblijf"][int(field.split(".")[0])], field.split(".")[1], data)
        after = assessed(current, asked.on)
        again = [each for each in after.questions if each.path == one.path]
        assert not {field for each in again for field in each.fields} & set(one.fields)
        # Days that were told may turn out to contradict each other; only then it is asked as a whole.
        assert all(_contradicts(person["verblijf"]) for each in again if not each.fields)


def _tell(stay: Json, field: str, data: st.DataObject) -> None:
    if field == "gemeente":
        stay["gemeente"] = data.draw(st.sampled_from(["GM0599", "GM0363"]))
        return
    told = PartialDate.parse(stay[field])
    stay[field] = data.draw(st.sampled_from([told.earliest, told.latest])).isoformat()


def _contradicts(stays: list[Json]) -> bool:
    days = sorted((stay["vanaf"], stay["tot"] or "9999") for stay in stays)
    return any(first[1] > second[0] for first, second in pairwise(days))
