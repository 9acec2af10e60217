"""An application as the fields of a proof, and the numbers that stand for them in a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import z3

from tests.agreement.flat import row_of
from tests.properties.strategies import AREA
from wbmgp_engine.facts import Application
from wbmgp_engine.logic.proofs import Truth, Value
from wbmgp_engine.logic.proofs.days import key_of
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.proving.case import Case
from wbmgp_engine.permits.proving.dossier import ON
from wbmgp_engine.permits.proving.fields import ELSEWHERE, GROUNDS, HERE, Bounds, Field

# As many as the generated applications can have: three designations of whatever ground.
BOUNDS: Final = Bounds(persons=3, incomes=3, designations=GROUNDS * 3, hardships=2, traits=2)
_ORDINANCE: Final = "situatie.verordening"


def fields_of(made: Assessment) -> dict[str, Any]:
    """The fields of an assessed application, by the names of a proof; what is not told is left out."""
    application = made.application
    row = row_of(application, made.bound)
    area = row.pop("woonruimte.gebied", None)
    for name in ("kenmerk", "gemeente", "woonruimte.adres.postcode", "woonruimte.adresseerbaarObject"):
        row.pop(name, None)
    for name in [name for name in row if ".kenmerken." in name and not name.endswith("geen")]:
        row[name] = "kenmerk_a" if row[name] in _traits(application) else "kenmerk_c"
    place = {} if area is None else {"woonruimte.gebied": _here(area)}
    return {ON: made.on, **row, **place, **dict(_designations(application)), **dict(_ordinance(application))}


def _here(area: str) -> str:
    return HERE if area == AREA else ELSEWHERE


def _traits(application: Application) -> list[str]:
    ordinance = application.situation.ordinance if application.situation is not None else None
    return [] if ordinance is None else ordinance.priority_traits


def _designations(application: Application) -> Iterator[tuple[str, Any]]:
    assert application.situation is not None
    free = dict(enumerate(BOUNDS.designations))
    for item in application.situation.designations:
        place = next(place for place, ground in free.items() if ground == item.ground)
        del free[place]
        name = f"situatie.aanwijzingen.{place}"
        yield f"{name}.gegeven", True
        yield f"{name}.gebied", _here(item.area)
        yield f"{name}.zonderEinde", "end" in item.model_fields_set and item.end is None
        yield from (
            (f"{name}.{part}", value) for part, value in _told(item, instrument="instrument", van="start", tot="end")
        )


def _told(item: Any, **parts: str) -> Iterator[tuple[str, Any]]:
    return ((part, value) for part, name in parts.items() if (value := getattr(item, name)) is not None)


def _ordinance(application: Application) -> Iterator[tuple[str, Any]]:
    assert application.situation is not None
    item = application.situation.ordinance
    if item is None:
        return
    yield f"{_ORDINANCE}.gegeven", True
    parts = {"inkomenstoets": "income_test", "verblijfstoets": "residence_test", "latereInwoning": "later_move_in"}
    told = _told(item, van="start", tot="end", hardheidsclausule="hardship_clause", **parts)
    yield from ((f"{_ORDINANCE}.{part}", value) for part, value in told)
    yield f"{_ORDINANCE}.latereInwoning.geen", "later_move_in" in item.model_fields_set and item.later_move_in is None
    yield f"{_ORDINANCE}.categorieen.gegeven", item.given("categories")
    yield f"{_ORDINANCE}.voorrangskenmerken.gegeven", item.given("priority_traits")
    yield f"{_ORDINANCE}.voorrangskenmerken.kenmerk_a", bool(item.priority_traits)
    yield f"{_ORDINANCE}.gedragingen.gegeven", "behaviours" in item.model_fields_set
    yield f"{_ORDINANCE}.gedragingen.a", bool(item.behaviours)
    for place, category in enumerate(item.categories):
        name = f"{_ORDINANCE}.categorieen.{place}"
        yield f"{name}.gegeven", True
        yield from ((f"{name}.gronden.{ground}", True) for ground in category.grounds)
        yield from ((f"{name}.{part}", value) for part, value in _told(category, huurprijsTot="rent_below"))
        for part, listed in (("verhuurder", category.landlords), ("soort", category.kinds)):
            yield f"{name}.{part}.beperkt", listed is not None
            yield from ((f"{name}.{part}.{option}", True) for option in listed or ())


def numbers(case: Case, fields: Mapping[str, Field], told: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """What takes the place of every variable of a case."""
    assert set(told) <= set(fields), set(told) - set(fields)
    return [pair for name in fields for pair in _numbers(case, name, told.get(name))]


def _numbers(case: Case, name: str, value: Any) -> Iterator[tuple[Any, Any]]:
    written = case.variable(name)
    if isinstance(written, Truth):
        yield written.yes, z3.BoolVal(value is True)
        if not z3.is_not(written.no):
            yield written.no, z3.BoolVal(value is False)
        return
    yield from _value(case, written, value)


def _value(case: Case, written: Value, value: Any) -> Iterator[tuple[Any, Any]]:
    if not z3.is_true(written.known):
        yield written.known, z3.BoolVal(value is not None)
    if isinstance(value, date):
        symbol = str(written.number)
        parts = {
            "jaar": value.year,
            "maand": value.month,
            "dag": value.day,
            "vier": value.year // 4,
            "rest": value.year % 4,
        }
        yield from ((z3.Int(f"{symbol}.{part}"), z3.IntVal(number)) for part, number in parts.items())
    number = key_of(value) if isinstance(value, date) else case.texts.code(value) if isinstance(value, str) else value
    yield written.number, z3.IntVal(number or 0)
