"""Pictures from the same numbers as the table beside them: what cannot be told in the table is not drawn either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wbmgp_engine.simulation.options import Option
from wbmgp_engine.simulation.report import charts
from wbmgp_engine.simulation.report.blocks import Block, Cell, Picture, Row, Table
from wbmgp_engine.simulation.report.drawing import drawn
from wbmgp_engine.simulation.report.maps import Choropleth, rising, turning
from wbmgp_engine.simulation.report.numbers import Number, own, range_of, scaled
from wbmgp_engine.simulation.report.plane import drawable
from wbmgp_engine.simulation.report.telling import Key, Told


def spans_picture(told: Told, name: str, title: str, text: str, keys: Sequence[Key]) -> Block:
    """A strip per measure with a dot per option and its interval; the table alone where there is nothing to draw."""
    marks = [mark for key in keys for option in told.options for mark in _span(told, option, key)]
    table = told.side_by_side(title, keys)
    if not marks:
        return table
    return Picture(name, title, text, drawn(charts.spans(marks), name, title, told.language), table)


def bars_picture(told: Told, name: str, title: str, text: str, keys: Sequence[Key]) -> Picture:
    """A strip per option with a bar per measure; options that designate nothing are left out."""
    marks = [
        {"panel": told.name(option), "name": told.called(key), **_bar(told, told.number(option, key))}
        for option in told.touching
        for key in keys
    ]
    chart = charts.bars(marks)
    return Picture(
        name, title, text, drawn(chart, name, title, told.language), told.side_by_side(title, keys, beside=False)
    )


def lines_picture(told: Told, name: str, title: str, text: str, key: Key) -> Block:
    """A line per option over the years; the table alone where there is nothing to draw."""
    first, last = told.years
    years = range(first, last + 1)
    numbers = {option.id: [told.number(option, key, year) for year in years] for option in told.options}
    marks = [
        {"name": told.name(option), "year": year, "value": _drawn(number)}
        for option in told.options
        for year, number in zip(years, numbers[option.id], strict=True)
        if number.known
    ]
    head = (told.say("year"), *(told.name(option) for option in told.options))
    rows = [
        Row(str(year), [Cell(own(numbers[option.id][at], told.language)) for option in told.options])
        for at, year in enumerate(years)
    ]
    table = Table(title, head, rows)
    if not marks:
        return table
    chart = charts.lines(marks, unit=told.called(key))
    return Picture(name, title, text, drawn(chart, name, title, told.language), table)


def map_picture(
    told: Told, name: str, title: str, text: str, key: Key, option: Option, *, change: bool
) -> Picture | None:
    """The measure of an option by area, or how it differs from doing nothing; None without polygons or figures."""
    areas = told.result.region.areas
    numbers = {area.id: told.number(option, key.at(area.id)) for area in areas}
    values = {area: value for area, number in numbers.items() if (value := _mapped(number, change)) is not None}
    if not drawable(areas) or not values:
        return None
    classes = (turning if change else rising)(list(values.values()), key.unit, told.language)
    drawing = Choropleth(areas, numbers, values, classes, frozenset(option.areas))
    return Picture(name, title, text, drawing.svg(name, title, told.language), _by_area(told, title, key, numbers))


def _by_area(told: Told, title: str, key: Key, numbers: Mapping[str, Number]) -> Table:
    """A line for each area with a figure, or a hidden one: the value, its spread, and the difference with doing nothing."""
    head = (told.say("area"), told.called(key), told.say("range"), told.say("beside"))
    rows = [
        Row(told.areas[area], list(_line(told, number)))
        for area, number in numbers.items()
        if number.known or number.hidden
    ]
    return Table(title, head, rows)


def _line(told: Told, number: Number) -> Iterator[Cell]:
    yield Cell(own(number, told.language))
    yield Cell(range_of(number.own, number.unit, told.language) or told.say("not_there"), mark="text")
    yield Cell(told.change(number) or told.say("not_there"), mark="text")


def _mapped(number: Number, change: bool) -> float | None:
    return None if not number.known else number.change.value if change else number.own.value


def _span(told: Told, option: Option, key: Key) -> list[dict[str, Any]]:
    number = told.number(option, key)
    if not number.known:
        return []
    found, value = number.own, _drawn(number)
    low = value if found.low is None else scaled(found.low, key.unit)
    high = value if found.high is None else scaled(found.high, key.unit)
    label = ", ".join(part for part in (own(number, told.language), range_of(found, key.unit, told.language)) if part)
    return [
        {"panel": told.called(key), "name": told.name(option), "value": value, "low": low, "high": high, "label": label}
    ]


def _bar(told: Told, number: Number) -> dict[str, Any]:
    value = _drawn(number) if number.known else 0
    return {"value": value, "label": own(number, told.language)}


def _drawn(number: Number) -> float:
    """Where a mark stands: at the value that is said, so that a picture tells no more than its table."""
    assert number.own.value is not None
    return scaled(number.own.value, number.unit)
