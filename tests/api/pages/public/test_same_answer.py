"""For every address and day the page says what the engine says of the same dwelling, and never a no for what is unknown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.pages.browsing import Town
from tests.api.pages.public.settled import TENANT, asked, heading
from tests.api.pages.public.test_address import NO, UNKNOWN, YES
from wbmgp_api.areas.checking import Ground, checked, next_change, turning_days, units
from wbmgp_api.pages.public.answering import answered
from wbmgp_engine import Lawbook, assess
from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.place import Place
from wbmgp_engine.law.register import load_register, municipalities
from wbmgp_engine.permits.place import check_place

HEADINGS = {"van_toepassing": YES, "niet_van_toepassing": NO, "onbekend": UNKNOWN}
_DAYS = st.one_of(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.sampled_from([date(2005, 12, 29), date(2005, 12, 30), date(2006, 7, 1), date(2014, 4, 14), date(2015, 1, 1),
                     date(2016, 12, 31), date(2017, 1, 1), date(2017, 7, 1), date(2025, 12, 31), date(2026, 1, 1),
                     date(2029, 12, 31), date(2030, 1, 1), date(2031, 12, 31), date(2032, 1, 1)]),
)  # fmt: skip
_POSTCODES = st.sampled_from(["3082AA", "9999ZZ", "3081AB", "2907XX", "5216AA"])
_LANDLORDS = st.sampled_from(["", "particulier", "corporatie"])
_QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def ground(settled: Town) -> Ground:
    service = settled.app.state.service
    return Ground(service.lawbook, service.store, service.registers)


def place(code: str, day: date, postcode: str, landlord: str = "", **more: Any) -> Place:
    dwelling = {
        "adres": {"postcode": postcode, "huisnummer": 1},
        **({"verhuurder": landlord} if landlord else {}),
        **more,
    }
    return Place.model_validate({"gemeente": code, "datum": day.isoformat(), "woonruimte": dwelling})


@_QUICK
@given(day=_DAYS, postcode=_POSTCODES, landlord=_LANDLORDS)
def test_the_page_and_the_api_say_the_same(settled: Town, day: date, postcode: str, landlord: str) -> None:
    browser = settled.browser()
    page = browser.post("/", asked(datum=day.isoformat(), postcode=postcode, verhuurder=landlord, soort="")).text
    said = browser.client.post("/v1/adrescontroles", json=place(TENANT, day, postcode, landlord).to_json()).json()
    assert heading(page) == HEADINGS[said["uitkomst"]]


@_QUICK
@given(code=st.sampled_from(municipalities(Lawbook.load().files)), day=_DAYS, postcode=_POSTCODES, data=st.data())
def test_no_municipality_of_the_rule_book_gets_another_answer_than_an_application_would(
    ground: Ground, code: str, day: date, postcode: str, data: st.DataObject
) -> None:
    areas = units(code, ground)
    named = data.draw(st.sampled_from(["", *areas]))
    asked_about = place(code, day, postcode, **({"gebied": named} if named else {}))
    told = answered(asked_about, ground, areas, "nl")
    assert told.outcome == check_place(asked_about, lawbook=ground.book)["uitkomst"]
    advice = assess(_somebody(asked_about), lawbook=ground.book, on=day).advice
    assert (told.outcome == "niet_van_toepassing") is (advice == "geen_vergunning_nodig")
    if told.outcome == "niet_van_toepassing":
        register = load_register(ground.book, code)
        assert register is not None and register.complete_on(day), "a no where nobody states that all is known"
    assert all(part.certain or told.outcome == "onbekend" for part in told.parts if part.id.startswith("artikel_") and told.outcome != "van_toepassing")  # fmt: skip


@_QUICK
@given(day=_DAYS, postcode=_POSTCODES, landlord=_LANDLORDS)
def test_the_next_day_of_another_answer_is_the_first_one(
    ground: Ground, day: date, postcode: str, landlord: str
) -> None:
    now = place(TENANT, day, postcode, landlord)
    check = checked(now, ground)
    change = next_change(now, check, ground)
    if change is None:
        return
    then = checked(place(TENANT, change.day, postcode, landlord), ground)
    assert _says(then) == _says(change.check) != _says(check) and change.day > day
    for between in (
        day + timedelta(one) for one in range(1, (change.day - day).days, max(1, (change.day - day).days // 7))
    ):
        assert _says(checked(place(TENANT, between, postcode, landlord), ground)) == _says(check)
    assert _says(checked(place(TENANT, change.day - timedelta(1), postcode, landlord), ground)) == _says(check)


def test_every_day_on_which_something_begins_or_ends_is_looked_at(settled: Town, ground: Ground) -> None:
    store, registers = settled.app.state.service.store, settled.app.state.service.registers
    known = store.read(TENANT, lambda connection: registers.of(connection, TENANT))
    days = set(turning_days(known, ground.book, TENANT))
    assert {date(2026, 1, 1), date(2030, 1, 1), date(2032, 1, 1), date(2017, 7, 1), date(2014, 1, 1)} <= days


def _says(check: Any) -> Any:
    return check.outcome, [(one.id, one.applies) for one in check.bearings]


def _somebody(asked_about: Place) -> Application:
    told = asked_about.to_json()
    people = [{"id": "p", "rol": "aanvrager"}]
    return Application.model_validate(
        {"kenmerk": "k", "gemeente": told["gemeente"], "aanvraagdatum": told["datum"], "huishouden": people, "woonruimte": told["woonruimte"]}
    )  # fmt: skip
