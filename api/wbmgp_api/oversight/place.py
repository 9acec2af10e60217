"""Which designations hold where a dwelling lies: as the application told, else as the registers say. Two categories tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import Designation, load_register

CONTENTS: Final = ("beoordeling", "persoon")
"""The first holds a situation that was given, and the verdicts; the second where the dwelling lies."""
_INSIDE: Final = "binnen"
_TERM: Final = ("grond", "instrument", "van", "tot")
Row = dict[str, Any]


def facts_of(parts: Iterable[Mapping[str, Any]]) -> Row:
    """The facts of an application that stand in these categories, by name."""
    return {name: fact for part in parts for name, fact in part.get("aanvraag", {}).items()}


def designations(facts: Mapping[str, Any], lawbook: Lawbook, tenant: str) -> list[Row]:
    """The designations of the place where a dwelling lies: as the application told, else as municipality and rule book keep."""
    if "situatie" in facts:
        return list(facts["situatie"].get("aanwijzingen", []))
    placed = facts.get("plaatsing", {})
    own = [
        {**{key: one[key] for key in _TERM if key in one}, "gebied": one["gebied"]["id"]}
        for one in placed.get("aanwijzingen", [])
        if one["gebied"]["ligging"] == _INSIDE
    ]
    areas = {one["id"] for one in placed.get("gebieden", []) if one["ligging"] == _INSIDE}
    areas |= {facts.get("woonruimte", {}).get("gebied")}
    known = load_register(lawbook, tenant)
    return own + [_registered(one) for one in (known.designations if known else ()) if one.gebied in areas]


def _registered(one: Designation) -> Row:
    told = {"gebied": one.gebied, "grond": one.grond, "instrument": one.instrument, "van": one.van, "tot": one.tot}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items() if value}


def holds(designation: Mapping[str, Any], day: str) -> bool:
    """Whether it is in force on a day. One that is known in part sorts before the days in it, which is how it is meant."""
    since, until = designation.get("van") or "", designation.get("tot")
    return since <= day and (until is None or day < until)
