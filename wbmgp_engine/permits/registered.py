"""The context an application finds in the register of the rule book, and in what its municipality keeps itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from wbmgp_engine.facts import Application
from wbmgp_engine.facts.placing import PlacedArea, PlacedDesignation, PlacedOrdinance, PlacedStatement
from wbmgp_engine.law.completeness import Complete
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import Designation, Located, Register, load_register, locate
from wbmgp_engine.permits.context import GIVEN, Context, Designated
from wbmgp_engine.permits.placed_words import complete, difference, lying, ordained


class _Placed(NamedTuple):
    """A designation beside the dwelling, the unit it is of, and what the areas that are kept say of it."""

    designated: Designated
    name: str
    where: Located
    area: PlacedArea | None


def registered_context(application: Application, lawbook: Lawbook, on: date) -> Context:
    """Designations and region as the register holds them on a date; a municipality without a register is not complete.

    Designations that the municipality keeps itself stand beside those of the register; what it states of its register
    counts on the days of which it states it. Its own ordinance is read as a given one is, in place of what the rule
    book holds of it and of its region; that there is no other beside it is for a statement to say.
    """
    code = application.municipality
    stated, ordinance = [one for one in _stated(application) if one.holds_on(on)], _ordinance(application, on)
    register = load_register(lawbook, code)
    found = [_registered(application, item) for item in (register.possible_on(on) if register is not None else ())]
    found += [_own(application, item) for item in _kept(application) if item.possible_on(on)]
    return Context(
        code if ordinance is None else GIVEN,
        _complete(register is not None and register.complete_on(on), stated),
        _region(code, register, ordinance, on),
        tuple(one.designated for one in found),
        ordinance,
        (*_remarks(application, found), *([] if ordinance is None else [ordained(ordinance)]), *map(complete, stated)),
    )


def _kept(application: Application) -> list[PlacedDesignation]:
    return application.placing.designations if application.placing is not None else []


def _ordinance(application: Application, on: date) -> PlacedOrdinance | None:
    own = application.placing.ordinance if application.placing is not None else None
    return own if own is not None and own.holds_on(on) else None


def _region(code: str, register: Register | None, ordinance: PlacedOrdinance | None, on: date) -> frozenset[str] | None:
    """The region that the own ordinance names, else the one of the rule book; the municipality lies in it. None: not known."""
    if ordinance is not None and ordinance.given("region"):
        return frozenset((*ordinance.region, code))
    found = register.region_on(on) if register is not None else None
    return None if found is None else frozenset((*found, code))


def _complete(known: bool, stated: list[PlacedStatement]) -> Complete:
    """What the rule book calls complete it calls complete of both; a municipality says of what."""
    of = {what for one in stated for what in one.covers}
    return Complete(known or "aanwijzingen" in of, known or "verordeningen" in of)


def _stated(application: Application) -> list[PlacedStatement]:
    return application.placing.complete if application.placing is not None else []


def _registered(application: Application, item: Designation) -> _Placed:
    area = application.placing.area(item.gebied) if application.placing is not None else None
    where = _located(application, item, area)
    end, start = item.tot, item.van
    made = Designated(item.gebied, item.grond, item.instrument, start, end, where.inside, earliest=item.vroegst)
    return _Placed(made, item.naam, where, area)


def _own(application: Application, item: PlacedDesignation) -> _Placed:
    where = _named(application, item.area.id) if item.area.inside is None else Located(item.area.inside, item.area.way)
    made = Designated(
        item.area.id, item.ground, item.instrument, item.start, item.end, where.inside, earliest=item.start
    )
    return _Placed(made, item.area.id, where, item.area)


def _located(application: Application, item: Designation, area: PlacedArea | None) -> Located:
    """By the lists of the decision itself, else by the area as it is kept, else by the name in the application."""
    dwelling = application.dwelling
    postcode = dwelling.address.postcode.replace(" ", "") if dwelling.address is not None else None
    listed = locate(item, postcode=postcode, object_id=dwelling.object_id)
    if listed.inside is not None or area is None or area.inside is None:
        return listed if listed.inside is not None else _named(application, item.gebied)
    return Located(area.inside, area.way)


def _named(application: Application, unit: str) -> Located:
    area = application.dwelling.area
    return Located(None, None) if area is None else Located(area == unit, "gebied")


def _remarks(application: Application, placed: list[_Placed]) -> Iterator[dict[str, str]]:
    """What the areas say of the address; and that the address decides where the applicant names another unit."""
    area, told = application.dwelling.area, set[tuple[str, int]]()
    for one in placed:
        if one.area is not None and (one.area.id, one.area.version) not in told:
            told.add((one.area.id, one.area.version))
            yield lying(one.area)
        named = area is not None and one.where.inside is not None and one.where.matched != "gebied"
        if named and one.where.inside is not (one.designated.area == area):
            yield difference(one.name, one.where.inside, str(area))
