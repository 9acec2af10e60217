"""A form that nobody touched changes nothing; what somebody types comes into the facts, and what cannot be read comes back."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.strategies import applications
from wbmgp_api.pages.desk import drafts
from wbmgp_api.pages.desk.drafts import Draft
from wbmgp_api.pages.desk.fields import DAY, END, EUROS, NAMES, WHOLE, YES_NO, Field, Row, told
from wbmgp_engine import Application

Form = dict[str, list[str]]


def data_form(application: dict[str, Any]) -> Form:
    return {place: [text] for place, text in drafts.data_shown(Draft(application)).items()}


def household_form(application: dict[str, Any], numbers: dict[str, str]) -> Form:
    form: Form = {}
    for row, _, number in drafts.household_shown(Draft(application, numbers=numbers)):
        form |= row_form(row) | {f"{row.place}.bsn": [number]}
    return form


def list_form(application: dict[str, Any], key: str) -> Form:
    form: Form = {}
    for one in drafts.lists_shown(Draft(application), key):
        form |= {f"{one.place}.id": [one.id], f"{one.place}.{key}.leeg": [one.empty]}
        for row in one.rows:
            form |= row_form(row)
    return form


def row_form(row: Row) -> Form:
    return {f"{row.place}.was": [row.was], **{f"{row.place}.{path}": [text] for path, text in row.values.items()}}


@settings(max_examples=15)
@given(applications(), st.data())
def test_a_form_that_nobody_touched_changes_nothing(application: dict[str, Any], data: st.DataObject) -> None:
    application = Application.model_validate(application).to_json()
    before = deepcopy(application)
    numbers = {one["id"]: "999990019" for one in application["huishouden"] if data.draw(st.booleans())}
    assert drafts.data_told(application, data_form(application)).application == before
    people = drafts.household_told(application, household_form(application, numbers))
    assert (people.application, people.numbers) == (before, numbers)
    for key in (drafts.STAYS, drafts.INCOMES):
        assert drafts.lists_told(application, list_form(application, key), key).application == before
    assert application == before


@settings(max_examples=15)
@given(applications(), applications())
def test_every_field_can_be_made_any_other(one: dict[str, Any], other: dict[str, Any]) -> None:
    """What the form knows becomes what the other application says; the rest stays that of the first."""
    one, other = (Application.model_validate(each).to_json() for each in (one, other))
    now = drafts.data_told(one, data_form(other))
    shown = drafts.data_shown(Draft(other))
    there = [place for place in drafts.data_shown(now) if not place.startswith("huishouden.")]
    assert {place: drafts.data_shown(now)[place].strip() for place in there} == {
        place: shown[place].strip() for place in there
    }
    untouched = {
        key: value
        for key, value in one.items()
        if key not in ("kenmerk", "aanvraagdatum", "aanvraagsoort", "woonruimte", "voorrang", "huishouden")
    }
    assert {key: now.application.get(key) for key in untouched} == untouched


@pytest.mark.parametrize("key", [drafts.STAYS, drafts.INCOMES])
@given(applications(), st.data())
@settings(max_examples=10)
def test_a_list_becomes_what_is_typed_row_by_row(key: str, application: dict[str, Any], data: st.DataObject) -> None:
    application = Application.model_validate(application).to_json()
    typed = data.draw(applications().map(lambda one: one["huishouden"][0].get(key, [])))
    person = application["huishouden"][0]
    form = list_form(application, key)
    kept = {
        name: value
        for name, value in form.items()
        if not name.startswith(f"huishouden.0.{key}.") or name.endswith("leeg")
    }
    fields = drafts.STAY if key == drafts.STAYS else drafts.INCOME
    for number, item in enumerate(typed):
        for field in fields:
            kept[f"huishouden.0.{key}.{number}.{field.path}"] = [shown(field, item)]
    now = drafts.lists_told(application, kept, key).application
    rest = {name: value for name, value in now["huishouden"][0].items() if name != key}
    assert rest == {name: value for name, value in person.items() if name != key}
    assert now["huishouden"][1:] == application["huishouden"][1:]
    said = [{field.path: shown(field, item) for field in fields} for item in typed]
    assert [{field.path: shown(field, item) for field in fields} for item in now["huishouden"][0].get(key) or []] == [
        one for one in said if any(one.values())
    ]


def shown(field: Field, item: dict[str, Any]) -> str:
    found: Any = item
    for name in field.path.split("."):
        if name not in found:
            return ""
        found = found[name]
    return field.kind.shown(found)


@given(st.text(max_size=12))
def test_what_cannot_be_read_comes_back_as_it_was_typed(text: str) -> None:
    for kind in (WHOLE, EUROS, YES_NO):
        made = kind.told(text)
        if isinstance(made, str):
            assert kind.shown(made) == text
    for kind in (DAY, END):
        made = kind.told(text)
        assert kind.told(kind.shown(made)) == made


def test_days_and_money_are_read_as_people_write_them() -> None:
    assert [EUROS.told(one) for one in ("450", "450,5", "1.234,56", "€ 450,-", "450.00")] == [
        45000,
        "450,5",
        123456,
        45000,
        "450.00",
    ]
    assert [DAY.told(one) for one in ("3/5/1971", "1971", "05-1971", "31-13")] == [
        "1971-05-03",
        "1971",
        "1971-05",
        "31-13",
    ]
    assert [END.told("nu"), END.told("2011"), NAMES.told("geen"), NAMES.told("a, b ,")] == [
        None,
        "2011",
        [],
        ["a", "b"],
    ]
    assert told({"huisnummer": 7}, [Field("huisnummer", WHOLE)], {"huisnummer": ""}.get) == {}


KNOWN: dict[str, Any] = {
    "kenmerk": "k", "gemeente": "GM9999", "aanvraagdatum": "2026-11-01", "woonruimte": {"gebied": "wijk"},
    "huishouden": [
        {"id": "p1", "rol": "aanvrager", "verblijf": [{"gemeente": "GM9999", "vanaf": "2020-01-01", "tot": None}], "inkomen": [{"soort": "ww", "oordeel": "telt_mee"}]},
        {"id": "p2", "rol": "kind"},
    ],
    "nietVerstrekt": ["huishouden.p2.inkomen", "huishouden.p2.geboortedatum"],
}  # fmt: skip


def test_a_new_row_and_a_row_taken_away() -> None:
    form = list_form(KNOWN, drafts.STAYS) | {"rij": ["huishouden.0.verblijf"]}
    draft = drafts.lists_told(KNOWN, form, drafts.STAYS)
    assert draft.application == KNOWN and draft.blank["huishouden.0.verblijf"] == 2
    form = list_form(KNOWN, drafts.STAYS) | {"huishouden.0.verblijf.0.weg": ["1"]}
    draft = drafts.lists_told(KNOWN, form, drafts.STAYS)
    assert "verblijf" not in draft.application["huishouden"][0]
    form |= {"huishouden.0.verblijf.leeg": ["geen"]}
    assert drafts.lists_told(KNOWN, form, drafts.STAYS).application["huishouden"][0]["verblijf"] == []


def test_withheld_goes_when_the_fact_is_told_or_the_person_leaves() -> None:
    form = list_form(KNOWN, drafts.INCOMES) | {
        "huishouden.1.inkomen.0.soort": ["aow"],
        "huishouden.1.inkomen.leeg": ["onbekend"],
    }
    now = drafts.lists_told(KNOWN, form, drafts.INCOMES).application
    assert now["nietVerstrekt"] == ["huishouden.p2.geboortedatum"]
    form = household_form(KNOWN, {}) | {"huishouden.1.weg": ["1"]}
    now = drafts.household_told(KNOWN, form).application
    assert [one["id"] for one in now["huishouden"]] == ["p1"] and now["nietVerstrekt"] == []
    form = list_form(KNOWN, drafts.STAYS) | {"huishouden.1.verblijf.leeg": ["niet_verstrekt"]}
    assert "huishouden.p2.verblijf" in drafts.lists_told(KNOWN, form, drafts.STAYS).application["nietVerstrekt"]


def test_somebody_new_has_a_name_that_nobody_had_and_a_judgement_stays_with_its_kind() -> None:
    form = household_form(KNOWN, {}) | {"huishouden.2.rol": ["partner"], "huishouden.0.weg": ["1"]}
    now = drafts.household_told(KNOWN, form).application
    assert [one["id"] for one in now["huishouden"]] == ["p2", "p3"]
    form = list_form(KNOWN, drafts.INCOMES) | {"huishouden.0.inkomen.0.soort": ["aow"]}
    assert drafts.lists_told(KNOWN, form, drafts.INCOMES).application["huishouden"][0]["inkomen"] == [{"soort": "aow"}]
