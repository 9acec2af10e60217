"""What a scenario assumes instead of the defaults: its findings, and the assumptions that come of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.simulation.options.assumption import Assumption
from wbmgp_engine.simulation.options.parameters import units
from wbmgp_engine.simulation.options.schema import AssumptionGiven

OWN_SOURCE: Final = "eigen invoer van dit scenario"
Given = Mapping[str, AssumptionGiven]


def assumed(known: Mapping[str, Assumption], given: Given) -> dict[str, Assumption]:
    """The assumptions with what is given in place of what is known; unknown names are left out."""
    return {name: _with(before, given.get(name)) for name, before in known.items()}


def _with(before: Assumption, given: AssumptionGiven | None) -> Assumption:
    """A number of its own has no source but the one it is given."""
    if given is None:
        return before
    own = given.value is not None or bool(given.areas)
    return replace(
        before,
        value=before.value if given.value is None else given.value,
        low=before.low if given.low is None else given.low,
        high=before.high if given.high is None else given.high,
        source=given.source or (OWN_SOURCE if own else before.source),
        certainty=given.certainty or ("verzonnen" if own else before.certainty),
        areas={**before.areas, **given.areas},
    )


def unfit(known: Mapping[str, Assumption], given: Given, place: str) -> Iterator[Finding]:
    """What is wrong with what is given: unknown names, numbers outside their unit or their range."""
    for name, found in given.items():
        at = f"{place}.{name}"
        if name not in known:
            yield Finding(at, "is not a known parameter", nearest(name, known))
        else:
            yield from _outside(_with(known[name], found), at)


def _outside(made: Assumption, place: str) -> Iterator[Finding]:
    if made.low > made.high:
        yield Finding(place, f"laag {_said(made.low)} is more than hoog {_said(made.high)}", "let laag be at most hoog")
        return
    unit = units()[made.unit]
    fix = f"give {unit.text['en']} from {_said(unit.least)} to {_said(unit.most)}" + (", whole" if unit.whole else "")
    numbers = {"waarde": made.value, **{f"gebied.{area}": number for area, number in made.areas.items()}}
    for key, number in {"laag": made.low, "hoog": made.high, **numbers}.items():
        if not unit.least <= number <= unit.most or (unit.whole and not number.is_integer()):
            yield Finding(f"{place}.{key}", "is outside what the parameter can be", fix, _said(number))
    for key, number in numbers.items():
        if not made.low <= number <= made.high:
            problem = f"lies outside laag {_said(made.low)} to hoog {_said(made.high)}"
            fix = "write a number between them, or give laag and hoog too"
            yield Finding(f"{place}.{key}", problem, fix, _said(number))


def _said(number: float) -> str:
    return f"{number:.12g}"
