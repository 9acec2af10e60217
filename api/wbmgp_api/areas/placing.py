"""Where a dwelling lies on a day, and under what: areas, designations and the ordinance that the municipality keeps itself.

A designation of the municipality is about its area as it was drawn in the version that it names; one of the rule book
about the area of its name as it counts on the day. What is found goes with the facts of the application.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection

from wbmgp_api.areas.content import Location
from wbmgp_api.areas.index import Index
from wbmgp_api.areas.known import Area, Known, Registers
from wbmgp_api.areas.matching import SURFACE, seen
from wbmgp_api.areas.shapes import place_of
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.dwelling import Dwelling
from wbmgp_engine.facts.place import Place
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import load_register

Placed = TypeVar("Placed", Application, Place)


def looked_up(registers: Registers, connection: Connection, application: Placed, lawbook: Lawbook, on: date) -> Placed:
    """An application, or a place, with where its dwelling lies by what its municipality keeps in this transaction."""
    return placed(registers.of(connection, application.municipality), application, lawbook, on)


def placed(known: Known, application: Placed, lawbook: Lawbook, on: date) -> Placed:
    """An application, or a place, with where its dwelling lies; as it is where the municipality keeps nothing.

    A situation that was given replaces what is registered, so nothing is looked up beside it.
    """
    areas, stated, ordained = known.on(on), list(_stated(known, on)), ordained_on(known, on)
    nothing = application.situation is not None or not (areas or stated or ordained or known.designated)
    seen_at = None if nothing else Seen(known.index, location(application.dwelling))
    own = [] if seen_at is None else list(_own(known, seen_at, on))
    told = {key: value for key, value in application.to_json().items() if key != "plaatsing"}
    if seen_at is None or not (areas or own or stated or ordained):
        return application if application.placing is None else application.model_validate(told)
    named = _named(lawbook, application.municipality, on)
    found = {
        "gebieden": [seen_at.lying(one) for one in areas if seen_at.inside(one) or one.kept.id in named],
        "aanwijzingen": own, **({"volledig": stated} if stated else {}), **({"verordening": ordained} if ordained else {}),
        "register": {"versie": known.number, "vastgesteld": known.since},
    }  # fmt: skip
    return application.model_validate({**told, "plaatsing": found})


def _named(lawbook: Lawbook, tenant: str, on: date) -> set[str]:
    """The areas of which the rule book says that they are or may be designated on a day."""
    known = load_register(lawbook, tenant)
    return set() if known is None else {item.gebied for item in known.possible_on(on)}


class Seen:
    """A place among the areas of a register: looked up once."""

    def __init__(self, index: Index, place: Location) -> None:
        self._index, self._place, self._ways = index, place, index.ways(place)

    def inside(self, area: Area) -> bool:
        """Whether the place lies in it for certain."""
        return area.number in self._ways

    def lying(self, area: Area) -> dict[str, Any]:
        """Where it lies, as that goes with an application."""
        way = self._ways.get(area.number)
        edge = way == SURFACE and self._index.on_edge(area.number, self._place)
        found = seen(area.content, self._place, way, edge=edge)
        row = {
            "id": area.kept.id, "versie": area.kept.version, "ligging": found.where, "wijze": found.way,
            "opDeGrens": found.edge or None,
        }  # fmt: skip
        return {key: value for key, value in row.items() if value is not None}


def _own(known: Known, seen_at: Seen, on: date) -> Iterator[dict[str, Any]]:
    for kept, said in known.designations:
        if not said.start <= on or (said.last_day is not None and said.last_day <= on):
            continue
        lying = seen_at.lying(known.area(said.area.id, said.area.version))
        for one in said.grounds:
            row = {
                "id": kept.id, "versie": kept.version, "gebied": lying, "grond": one.ground,
                "instrument": one.instrument, "van": said.start.isoformat(),
                "tot": None if said.last_day is None else said.last_day.isoformat(),
            }  # fmt: skip
            yield {key: value for key, value in row.items() if value is not None}


def _stated(known: Known, on: date) -> Iterator[dict[str, Any]]:
    """The statements that the register is complete on a day: outside their days nobody knows."""
    for kept, said in known.statements:
        if said.start <= on < said.last_day:
            days = {"van": said.start.isoformat(), "tot": said.last_day.isoformat()}
            yield {"id": kept.id, "versie": kept.version, "omvat": said.covers, **days}


def ordained_on(known: Known, on: date) -> dict[str, Any] | None:
    """The ordinance of a day with all that it fixes. There is one: a second at the same time is not made to count."""
    for kept, said in known.ordinances:
        if said.in_force(on):
            return {"id": kept.id, "versie": kept.version, **said.facts()}
    return None


def location(dwelling: Dwelling) -> Location:
    """What is known of the place of a dwelling. A point outside the Netherlands says nothing of any area here."""
    said: dict[str, Any] = {
        "adresseerbaarObject": dwelling.object_id, "pand": dwelling.building, "openbareRuimte": dwelling.street,
        "postcode": None if dwelling.address is None else dwelling.address.postcode,
        "punt": None if dwelling.point is None else _point(dwelling.point),
        "buurt": None if dwelling.neighbourhood is None else dwelling.neighbourhood.model_dump(by_alias=True),
    }  # fmt: skip
    return Location.model_validate({key: value for key, value in said.items() if value is not None})


def _point(degrees: list[str]) -> list[float] | None:
    try:
        return list(place_of([float(one) for one in degrees]))
    except BadInput:
        return None
