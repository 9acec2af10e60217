"""A programme of new dwellings and demolition, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wbmgp_engine.errors import Finding
from wbmgp_engine.simulation.options.option import Supply
from wbmgp_engine.simulation.options.schema import ScenarioGiven, SupplyGiven


def supplied(scenario: ScenarioGiven, given: SupplyGiven) -> Iterator[Supply]:
    """The dwellings of each month; those of a year are spread evenly over its months in the period."""
    number = given.built if given.built is not None else -(given.demolished or 0)
    months = _months(scenario, given)
    for place, month in enumerate(months):
        here = _share(number, place + 1, len(months)) - _share(number, place, len(months))
        if here:
            yield Supply(given.area, month, here, given.tenure, given.kind, given.rent)


def _share(number: int, months: int, of: int) -> int:
    """What is there after some of the months; rounded towards zero, so that demolition goes as building does."""
    return number * months // of if number > 0 else -(-number * months // of)


def _months(scenario: ScenarioGiven, given: SupplyGiven) -> list[date]:
    if given.month is not None:
        return [given.month]
    months = [date(given.year, month, 1) for month in range(1, 13)] if given.year is not None else []
    return [month for month in months if scenario.begin <= month < scenario.end]


def unfit(scenario: ScenarioGiven, given: SupplyGiven, place: str) -> Iterator[Finding]:
    """What is wrong with a programme."""
    if (given.built is None) == (given.demolished is None):
        yield Finding(place, "needs one of nieuwbouw and sloop", "give the number of dwellings under one of them")
    if (given.year is None) == (given.month is None):
        yield Finding(place, "needs one of jaar and van", "give a year, or the first day of a month")
    else:
        yield from _unfit_time(scenario, given, place)
    if given.built is not None and (given.tenure == "koop") != (given.rent is None):
        fix = "give huurprijs in eurocents for what is let, and none for koop"
        value = "null" if given.rent is None else str(given.rent)
        yield Finding(f"{place}.huurprijs", f"does not go with bezit {given.tenure}", fix, value)


def _unfit_time(scenario: ScenarioGiven, given: SupplyGiven, place: str) -> Iterator[Finding]:
    key, value = ("van", given.month) if given.month is not None else ("jaar", given.year)
    if given.month is not None and given.month.day != 1:
        fix = "write the first day of a month"
        yield Finding(f"{place}.van", "is not the first day of a month", fix, str(value))
    months = _months(scenario, given)
    if not months or not scenario.begin <= months[0] < scenario.end:
        fix = f"write a time from {scenario.begin} to {scenario.end}"
        yield Finding(f"{place}.{key}", "lies outside the period that is simulated", fix, str(value))
