"""The assumptions with their source and certainty, and which of them moves the outcome most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from wbmgp_engine.simulation.options import Assumption
from wbmgp_engine.simulation.report import charts
from wbmgp_engine.simulation.report.beside import Moved
from wbmgp_engine.simulation.report.blocks import Block, Cell, Picture, Row, Section, Table, Words
from wbmgp_engine.simulation.report.drawing import drawn
from wbmgp_engine.simulation.report.numbers import scaled, short
from wbmgp_engine.simulation.report.telling import Key, Told
from wbmgp_engine.simulation.report.words import area_said, unit_of

_STRONGEST: Final = 10


def assumptions(told: Told) -> Section:
    """Every assumption with its range, source and certainty, and which of them moves the result most."""
    head = [told.say(key) for key in ("assumption", "value", "source", "certainty")]
    rows = [_assumed(told, item) for item in told.scenario.baseline.assumptions.values()]
    own = [
        Row(f"{told.name(option)}: {item.text[told.language]}", _known(told, item))
        for option in told.options[1:]
        for item in _changed(told, option.assumptions)
    ]
    blocks: list[Block] = [Words(told.say("assumptions_lead")), Words(_unsure(told), "note")]
    table = Table(told.say("assumptions_caption"), head, [*rows, *own])
    inner = [
        Section("gevoeligheid", told.say("t_sensitivity"), list(_sensitivity(told))),
        Section("aannamen-lijst", told.say("t_assumptions_list"), [table]),
    ]
    return Section("aannamen", told.say("t_assumptions"), blocks, inner)


def _unsure(told: Told) -> str:
    found = list(told.scenario.baseline.assumptions.values())
    return told.say("assumptions_unsure", count=sum(not item.verified for item in found), total=len(found))


def _changed(told: Told, found: Mapping[str, Assumption]) -> Iterator[Assumption]:
    """The assumptions of an option that are not those of the baseline."""
    base = told.scenario.baseline.assumptions
    yield from (item for name, item in found.items() if item != base.get(name))


def _assumed(told: Told, item: Assumption) -> Row:
    return Row(item.text[told.language], _known(told, item))


def _known(told: Told, item: Assumption) -> list[Cell]:
    value, low, high = (told.given(number, item.unit) for number in (item.value, item.low, item.high))
    areas = "; ".join(f"{told.areas.get(area, area)}: {told.given(own, item.unit)}" for area, own in item.areas.items())
    range_ = told.say("between", low=low, high=high)
    below = "; ".join(part for part in (told.unit(item.unit), range_, areas) if part)
    return [Cell(value, below), Cell(item.source, mark="text"), told.certain(item.certainty, item.verified)]


def _sensitivity(told: Told) -> Iterator[Block]:
    shown = dict.fromkeys(item.about for item in told.beside.moved)
    yield Words(told.say("sensitivity_lead" if shown else "no_sensitivity"))
    for at, about in enumerate(shown):
        found = [item for item in told.beside.moved if item.about == about]
        yield _tornado(told, at, sorted(found, key=lambda item: (-item.reach, item.assumption))[:_STRONGEST])


def _tornado(told: Told, at: int, found: Sequence[Moved]) -> Picture:
    """The assumptions that move a measure most, the strongest first."""
    first, name = found[0], f"grafiek-gevoeligheid-{at}"
    measure = told.called(Key(first.measure, first.dimension, first.group))
    place, option = area_said(first.area, told.language), told.name(told.scenario.option(first.option))
    title = told.say("p_tornado", measure=measure, place=told.areas.get(first.area, place), option=option)
    text = told.say("p_tornado_text", strongest=told.assumed(first.assumption))
    chart = charts.tornado(_marks(told, found), below=told.say("at_low"), above=told.say("at_high"))
    return Picture(name, title, text, drawn(chart, name, title, told.language), _outcomes(told, title, found))


def _marks(told: Told, found: Sequence[Moved]) -> list[charts.Mark]:
    unit = unit_of(found[0].measure)
    return [
        {"name": charts.folded(told.assumed(item.assumption)), "start": scaled(item.start, unit)}
        | {"low": scaled(item.low, unit), "high": scaled(item.high, unit)}
        for item in found
    ]


def _outcomes(told: Told, title: str, found: Sequence[Moved]) -> Table:
    unit = unit_of(found[0].measure)
    head = [told.say(key) for key in ("assumption", "at_low", "at_value", "at_high")]
    values = {item.assumption: (item.low, item.start, item.high) for item in found}
    rows = [
        Row(told.assumed(name), [Cell(short(value, unit, told.language)) for value in three])
        for name, three in values.items()
    ]
    return Table(title, head, rows)
