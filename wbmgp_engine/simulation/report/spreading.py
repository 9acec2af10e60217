"""What happens beside the designated areas: where the touched go instead, and how long dwellings stand empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wbmgp_engine.simulation.options import Option
from wbmgp_engine.simulation.report.blocks import Block, Row, Section, Table, Words
from wbmgp_engine.simulation.report.picturing import map_picture
from wbmgp_engine.simulation.report.telling import Key, Told

_TOUCHED: Final = Key("instroom", "geraakt", "geraakt")
_MOST: Final = 8
_EMPTY: Final = (
    Key("leegstand.duur"), Key("leegstand.duur", area="aangewezen", words="k_vacancy_inside"),
    Key("leegstand.duur", area="overig", words="k_vacancy_outside"), Key("leegstaand"),
)  # fmt: skip


def spreading(told: Told) -> Section:
    """Displacement to other areas, per option as a map and its largest changes."""
    keys = [
        Key("verdringing", area="overig"),
        Key("verdringing.aandeel", area="overig"),
        _TOUCHED.at("aangewezen"),
        _TOUCHED.at("overig"),
    ]
    named = [keys[0], keys[1], *(_words(key, f"k_touched_{key.area}") for key in keys[2:])]
    blocks: list[Block] = [Words(told.say("spreading_lead")), told.side_by_side(told.say("spreading_caption"), named)]
    inner = [
        Section(f"verplaatsing-{at}", told.name(option), list(_of_option(told, option, at)))
        for at, option in enumerate(told.options)
        if option in told.touching
    ]
    return Section("verplaatsing", told.say("t_spreading"), blocks, inner)


def vacancy(told: Told) -> Section:
    """How long dwellings stand empty."""
    table = told.side_by_side(told.say("vacancy_caption"), _EMPTY)
    return Section("leegstand", told.say("t_vacancy"), [Words(told.say("vacancy_lead")), table])


def _words(key: Key, text: str) -> Key:
    return Key(key.measure, key.dimension, key.group, key.area, text)


def _of_option(told: Told, option: Option, at: int) -> Iterator[Block]:
    title = told.say("p_spreading", option=told.name(option))
    text = told.say("p_spreading_text", areas=told.place_named([told.areas.get(area, area) for area in option.areas]))
    picture = map_picture(told, f"kaart-verplaatsing-{at}", title, text, _TOUCHED, option, change=True)
    yield picture if picture is not None else _largest(told, option)


def _largest(told: Told, option: Option) -> Block:
    """The areas where the inflow of the touched changes most, for a region without a map."""
    numbers = {area: told.number(option, _TOUCHED.at(area)) for area in told.areas}
    moved = {area: abs(number.change.value) for area, number in numbers.items() if number.change.value is not None}
    most = sorted(moved, key=lambda area: (-moved[area], area))[:_MOST]
    if not most:
        return Words(told.say("no_figures"))
    rows = [Row(told.areas[area], [told.cell(numbers[area], beside=True)]) for area in most]
    return Table(told.say("largest_caption", option=told.name(option)), (told.say("area"), told.called(_TOUCHED)), rows)
