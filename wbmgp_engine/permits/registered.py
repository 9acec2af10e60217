"""The context an application finds in the register of the rule book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wbmgp_engine.facts import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import Designation, Located, load_register, locate
from wbmgp_engine.permits.context import Context, Designated


def registered_context(application: Application, lawbook: Lawbook, on: date) -> Context:
    """Designations and region as the register holds them on a date; a municipality without a register is not complete."""
    code = application.municipality
    register = load_register(lawbook, code)
    if register is None:
        return Context(code, False, None, (), None)
    region = register.region_on(on)
    placed = [(item, _located(application, item)) for item in register.possible_on(on)]
    return Context(
        code,
        register.complete_on(on),
        frozenset((*region, code)) if region is not None else None,
        tuple(_designated(item, where.inside) for item, where in placed),
        None,
        tuple(_remarks(application, placed)),
    )


def _located(application: Application, item: Designation) -> Located:
    dwelling = application.dwelling
    postcode = dwelling.address.postcode.replace(" ", "") if dwelling.address is not None else None
    return locate(item, area=dwelling.area, postcode=postcode, object_id=dwelling.object_id)


def _designated(item: Designation, inside: bool | None) -> Designated:
    return Designated(item.gebied, item.grond, item.instrument, item.van, item.tot, inside, earliest=item.vroegst)


def _remarks(application: Application, placed: list[tuple[Designation, Located]]) -> Iterator[dict[str, str]]:
    """The address decides; that it differs from the area the applicant names is worth saying."""
    area = application.dwelling.area
    for item, where in placed:
        if area is not None and where.matched in ("object", "postcode") and where.inside is not (item.gebied == area):
            inside = (
                {"nl": "ligt wel in", "en": "lies in"}
                if where.inside
                else {"nl": "ligt niet in", "en": "does not lie in"}
            )
            yield {
                "nl": f"Het adres {inside['nl']} {item.naam}, maar de aanvraag noemt {area}. Het adres telt.",
                "en": f"The address {inside['en']} {item.naam}, but the application names {area}. The address counts.",
            }
