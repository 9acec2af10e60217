"""Article 8 on every version: residence and kind of income, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.asking import GRANTS, applicant, assessed, few, of, outcome, verdicts, with_applicant
from tests.properties.strategies import HERE, LISTED, REGION, VERSIONS, applications, incomes, residences
from wbmgp_engine.facts.partial_dates import PartialDate

every_version = pytest.mark.parametrize("version", VERSIONS)
YEARS_AGO = date(1950, 1, 1).isoformat()


@every_version
@few
@given(data=st.data())
def test_longer_residence_never_hurts(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True, kind="huisvesting"))
    stays = data.draw(residences(date.fromisoformat(asked.data["aanvraagdatum"]), certain=True))
    before = assessed(with_applicant(asked.data, verblijf=stays), asked.on)
    earlier = str(PartialDate.parse(stays[0]["vanaf"]).earliest - timedelta(days=data.draw(st.integers(1, 3000))))
    longer = [{"gemeente": HERE, "vanaf": earlier, "tot": stays[0]["vanaf"]}, *stays]
    after = assessed(with_applicant(asked.data, verblijf=longer), asked.on)
    assert (verdicts(before)["artikel_8"], verdicts(after)["artikel_8"]) not in {
        ("voldaan", "niet_voldaan"),
        ("voldaan", "onbekend"),
    }
    assert before.advice not in GRANTS or after.advice in GRANTS


@every_version
@few
@given(data=st.data())
def test_income_is_irrelevant_after_six_years(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    long = [{"gemeente": data.draw(st.sampled_from(REGION)), "vanaf": YEARS_AGO, "tot": None}]
    resident = with_applicant(asked.data, verblijf=long, geboortedatum="1950")
    applicant(resident).pop("inkomen", None)
    without = assessed(resident, asked.on)
    assert verdicts(without)["artikel_8"] in {"voldaan", "niet_van_toepassing"}
    with_income = assessed(
        with_applicant(resident, inkomen=[{"soort": data.draw(st.sampled_from(["bijstand", *LISTED]))}]), asked.on
    )
    assert outcome(without) == outcome(with_income)


@every_version
@few
@given(data=st.data())
def test_income_is_irrelevant_outside_a_designation(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    outside = deepcopy(asked.data)
    outside["woonruimte"]["gebied"] = "buiten-elk-gebied"
    first = assessed(outside, asked.on)
    assert first.advice == "geen_vergunning_nodig"
    assert outcome(first) == outcome(assessed(with_applicant(outside, inkomen=data.draw(incomes)), asked.on))


@every_version
@few
@given(data=st.data())
def test_adding_an_income_never_hurts(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    assume("inkomen" in applicant(asked.data))
    more = [*applicant(asked.data)["inkomen"], {"soort": data.draw(st.sampled_from(["bijstand", "wia", *LISTED]))}]
    before, after = of(asked), assessed(with_applicant(asked.data, inkomen=more), asked.on)
    order = ["niet_voldaan", "onbekend", "voldaan"]
    one, two = verdicts(before)["artikel_8"], verdicts(after)["artikel_8"]
    assert one == two == "niet_van_toepassing" or order.index(one) <= order.index(two)
    assert before.advice not in GRANTS or after.advice in GRANTS


@every_version
@few
@given(data=st.data(), kind=st.sampled_from(LISTED))
def test_one_listed_income_of_the_applicant_is_enough(version: str, data: st.DataObject, kind: str) -> None:
    asked = data.draw(applications(version, running=True))
    found = verdicts(assessed(with_applicant(asked.data, inkomen=[{"soort": kind}, {"soort": "bijstand"}]), asked.on))
    assert found["artikel_8"] in {"voldaan", "niet_van_toepassing"}


@every_version
@few
@given(data=st.data())
def test_where_the_applicant_counts_nobody_else_does(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    only = deepcopy(asked.data)
    only["situatie"]["verordening"] |= {"inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager"}
    rich = deepcopy(only)
    for person in rich["huishouden"]:
        if person["rol"] != "aanvrager":
            person |= {
                "inkomen": [{"soort": "dienstbetrekking"}],
                "verblijf": [{"gemeente": HERE, "vanaf": person.get("geboortedatum", YEARS_AGO), "tot": None}],
            }
    assert verdicts(assessed(only, asked.on))["artikel_8"] == verdicts(assessed(rich, asked.on))["artikel_8"]


@every_version
@few
@given(data=st.data())
def test_what_a_minor_earns_never_counts(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    applied = date.fromisoformat(asked.data["aanvraagdatum"])
    young = str(applied - timedelta(days=data.draw(st.integers(0, 18 * 365))))
    poor = deepcopy(asked.data)
    poor["huishouden"] = [
        applicant(poor),
        {"id": "jong", "rol": "kind", "geboortedatum": young, "inkomen": [], "verblijf": []},
    ]
    poor.pop("onderzoek", None)
    rich = deepcopy(poor)
    rich["huishouden"][1] |= {
        "inkomen": [{"soort": "dienstbetrekking"}],
        "verblijf": [{"gemeente": HERE, "vanaf": young, "tot": None}],
    }
    assert outcome(assessed(poor, asked.on)) == outcome(assessed(rich, asked.on))


@every_version
@few
@given(data=st.data())
def test_splitting_an_interval_in_two_changes_nothing(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    applied = date.fromisoformat(asked.data["aanvraagdatum"])
    stays = data.draw(residences(applied, certain=True))
    last = stays[-1]
    cut = data.draw(st.dates(date.fromisoformat(last["vanaf"]), applied)).isoformat()
    split = [*stays[:-1], last | {"tot": cut}, last | {"vanaf": cut}]
    whole = assessed(with_applicant(asked.data, verblijf=stays), asked.on)
    assert outcome(whole) == outcome(assessed(with_applicant(asked.data, verblijf=split), asked.on))


@every_version
@few
@given(data=st.data())
def test_residence_after_the_application_is_ignored(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True))
    applied = date.fromisoformat(asked.data["aanvraagdatum"])
    stays = data.draw(residences(applied, certain=True))
    later = str(applied + timedelta(days=data.draw(st.integers(1, 900))))
    moved = [*stays[:-1], stays[-1] | {"tot": later}, {"gemeente": "buitenland", "vanaf": later, "tot": None}]
    stayed = assessed(with_applicant(asked.data, verblijf=stays), asked.on)
    assert stayed.advice == assessed(with_applicant(asked.data, verblijf=moved), asked.on).advice


@every_version
@few
@given(data=st.data())
def test_the_first_day_is_the_first(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version, running=True, kind="huisvesting"))
    applied = date.fromisoformat(asked.data["aanvraagdatum"])
    stays = [{"gemeente": HERE, "vanaf": str(applied - timedelta(days=data.draw(st.integers(0, 2500)))), "tot": None}]
    found = assessed(
        with_applicant(asked.data, verblijf=stays, inkomen=[{"soort": "bijstand"}], rechtmatigVerblijf=True), asked.on
    )
    first = found.earliest_date
    if first is None:
        return
    assert first > applied
    assert verdicts(found)["artikel_8"] == "niet_voldaan"
    assert found.again(found.application.applied_on(first)).advice == "verlenen"
    assert found.again(found.application.applied_on(first - timedelta(days=1))).advice not in GRANTS


@every_version
def test_the_six_years_are_full_on_the_day_itself(version: str) -> None:
    on = VERSIONS[version][1]
    situation = {
        "regio": [HERE], "aanwijzingen": [{"gebied": "carnisse", "grond": "artikel_8", "van": str(on), "tot": "2040-01-01"}],
        "verordening": {"van": str(on), "categorieen": [{"gronden": ["artikel_8"]}], "inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager"},
    }  # fmt: skip
    for late, advice in ((0, "verlenen"), (1, "beoordelen")):
        since = date(on.year - 6, on.month, on.day) + timedelta(days=late)
        person = {
            "id": "p1", "rol": "aanvrager", "rechtmatigVerblijf": True, "inkomen": [],
            "verblijf": [{"gemeente": HERE, "vanaf": str(since), "tot": None}],
        }  # fmt: skip
        data = {
            "kenmerk": "zes",
            "gemeente": HERE,
            "aanvraagdatum": str(on),
            "woonruimte": {"gebied": "carnisse"},
            "huishouden": [person],
            "situatie": situation,
        }
        assert assessed(data, on).advice == advice
