"""What a solver finds is an application: it can be read, and the reader answers it as the formula did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
import z3

from tests.our_law import OUR_LAW
from wbmgp_engine.facts import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.assess import assess
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.proving import relations, world
from wbmgp_engine.permits.proving.case import Case
from wbmgp_engine.permits.proving.fields import Bounds
from wbmgp_engine.permits.proving.properties import ADVICE
from wbmgp_engine.permits.proving.reading import Reading, Version, versions
from wbmgp_engine.permits.proving.world import Undecided, World

LAWBOOK = OUR_LAW
DAY = date(2026, 8, 1)
FIRST = "huishouden.0"


@cache
def reading(day: date = DAY) -> Reading:
    return Reading(LAWBOOK, day, Bounds())


def found(*conditions: Callable[[Case], z3.BoolRef], advice: str = "verlenen", day: date = DAY) -> Assessment:
    """The application that a solver finds, as the reader answers it."""
    here = World(reading(day), [Version(day, day)])
    case = here.case()
    here.suppose(here.advice(case, advice), *(condition(case) for condition in conditions))
    model = here.search()
    assert model is not None
    (witness,) = here.witnesses(model)
    assert witness.to_json() == {"beslisdatum": str(day), "advies": advice, "aanvraag": witness.application}
    made = assess(Application.model_validate(witness.application), lawbook=LAWBOOK, on=day)
    assert made.advice == witness.advice == advice
    return made


@pytest.mark.parametrize("advice", ADVICE)
def test_every_advice_has_an_application(advice: str) -> None:
    found(advice=advice)


def known(name: str) -> Callable[[Case], z3.BoolRef]:
    return lambda case: case.known(name)


def yes(name: str) -> Callable[[Case], z3.BoolRef]:
    return lambda case: case.yes(name)


def number(name: str, value: int) -> Callable[[Case], z3.BoolRef]:
    return lambda case: z3.And(case.known(name), case.number(name) == value)


def test_a_birth_told_as_a_year_or_as_a_month() -> None:
    born = f"{FIRST}.geboortedatum"
    year = found(number(f"{born}Vroegst", 19900101), number(f"{born}Laatst", 19901231))
    month = found(number(f"{born}Vroegst", 19920201), number(f"{born}Laatst", 19920229))
    assert (str(year.application.applicant.born), str(month.application.applicant.born)) == ("1990", "1992-02")


def test_residence_that_is_not_certain_is_written_down_with_a_place_not_known() -> None:
    since = f"{FIRST}.ingezeteneVanaf"
    first, last = number(f"{since}Vroegst", 20100301), number(f"{since}Laatst", 20150301)
    residence = found(first, last, known("aanvraagdatum")).bound.residences["p1"]
    assert (str(residence.earliest), str(residence.latest)) == ("2010-03-01", "2015-03-01")


def test_residence_that_may_be_none_at_all_and_residence_that_is_none() -> None:
    since, perhaps, nowhere = (
        f"{FIRST}.{part}" for part in ("ingezeteneVanafVroegst", "misschienGeenIngezetene", "geenIngezetene")
    )
    doubtful = found(number(since, 20100301), lambda case: case.yes(perhaps)).bound.residences["p1"]
    assert (str(doubtful.earliest), doubtful.latest) == ("2010-03-01", None)
    none = found(lambda case: case.yes(nowhere)).bound.residences["p1"]
    assert (none.earliest, none.latest) == (None, None)


def test_everything_that_can_be_told_at_once() -> None:
    told = [
        "huishouden.1.rol",
        "huishouden.1.vog",
        "huishouden.0.kenmerken.1",
        "huishouden.1.inkomen.1.oordeel",
        "hardheid.1.beroep",
    ]
    said = ["hardheid.0.omstandigheden", "onderzoek.gehoord", "onderzoek.voorschriften", "onderzoek.weging.c"]
    said += ["situatie.aanwijzingen.0.zonderEinde", "situatie.verordening.latereInwoning.geen"]
    said += ["situatie.verordening.categorieen.1.soort.beperkt", "situatie.verordening.categorieen.1.soort.zelfstandig"]
    made = found(*map(known, told), *map(yes, said))
    application = made.application
    # What was not asked for may be there as well: a solver is free in it.
    assert all(
        len(told) >= 2 for told in (application.household, application.household[1].income, application.hardship)
    )
    assert application.screening is not None and application.situation is not None
    assert application.situation.ordinance is not None
    assert application.situation.ordinance.later_move_in is None
    assert any(category.kinds is not None for category in application.situation.ordinance.categories)


def test_a_case_without_an_ordinance_and_without_an_area() -> None:
    bare = found(
        lambda case: z3.Not(case.yes("situatie.verordening.gegeven")),
        lambda case: z3.Not(case.known("woonruimte.gebied")),
        advice="geen_vergunning_nodig",
    )
    assert bare.application.situation is not None
    assert bare.application.situation.ordinance is None
    assert bare.application.dwelling.address is not None


@pytest.mark.parametrize("day", [date(2006, 1, 1), date(2016, 1, 1), DAY])
def test_there_are_applications_that_leave_nothing_to_ask(day: date) -> None:
    for advice in ("verlenen", "weigeren"):
        here = World(reading(day), [Version(day, day)])
        case = here.case(answered=True)
        here.suppose(*relations.complete(case, here.bounds), here.advice(case, advice))
        assert here.search() is not None


def test_a_proof_that_asks_too_much_is_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "FIRST_TRY", 1)
    with pytest.raises(Undecided):
        found()


def test_a_search_that_gives_up_begins_again_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, solver_of = list[int](), World._solver

    def solver(here: World, number: int) -> z3.Solver:
        made = solver_of(here, number)
        if number == 0:
            made.set("rlimit", 1)
        tried.append(number)
        return made

    monkeypatch.setattr(World, "_solver", solver)
    found()
    assert tried[:2] == [0, 1]


def test_what_the_solver_is_told_of_waiting_follows_from_the_calendar() -> None:
    here = World(reading(), [Version(DAY, DAY)])
    case = here.case()
    later = here.case(like=case, varied=["aanvraagdatum"])
    solver = z3.Solver()
    solver.add(*case.can_be, *later.can_be, z3.Not(z3.And(*relations.in_step(case, later))))
    assert solver.check() == z3.unsat


def test_versions_follow_each_other_without_a_gap() -> None:
    listed = versions(LAWBOOK)
    assert listed[-1].last is None
    for one, other in pairwise(listed):
        assert one.last is not None
        assert (other.first - one.last).days == 1
    assert versions(Lawbook.from_files({})) == ()
