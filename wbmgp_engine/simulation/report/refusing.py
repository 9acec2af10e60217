"""Per ground: who is refused, who goes first, who is spared; and what comes in, held against the aim of the ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wbmgp_engine.simulation.options import GROUNDS, Option
from wbmgp_engine.simulation.report.blocks import Block, Section, Words
from wbmgp_engine.simulation.report.picturing import bars_picture, map_picture
from wbmgp_engine.simulation.report.summary import INFLOW
from wbmgp_engine.simulation.report.telling import Key, Told

_GROUNDS: Final = tuple(Key(f"weigeringen.{ground}") for ground in GROUNDS)
_ROAD: Final = (
    Key("aanvragen"), Key("verleend"), Key("weigeringen"), Key("weigeringsaandeel"), *_GROUNDS, Key("weigering.zeker"),
    Key("weigering.mogelijk"), Key("onvolledig"), Key("hardheid"), Key("voorrang"), Key("voorbijgegaan"),
)  # fmt: skip


def refusing(told: Told) -> Section:
    """Refusals, priority and hardship per ground, and where they fall."""
    blocks: list[Block] = [Words(told.say("refusing_lead"))]
    if told.touching:
        text = told.say("p_refusals_text")
        blocks.append(bars_picture(told, "grafiek-weigeringen", told.say("p_refusals"), text, _GROUNDS))
    blocks.append(told.side_by_side(told.say("refusing_caption"), _ROAD, beside=False))
    maps = [found for option in told.touching if (found := _map(told, option)) is not None]
    inner = [Section("weigeringen-kaart", told.say("t_refusal_maps"), maps)] if maps else []
    return Section("weigeringen", told.say("t_refusing"), blocks, inner)


def _map(told: Told, option: Option) -> Block | None:
    title = told.say("p_refusal_map", option=told.name(option))
    text = told.say("p_refusal_map_text")
    return map_picture(
        told, f"kaart-weigeringen-{_number(told, option)}", title, text, Key("weigeringen"), option, change=False
    )


def _number(told: Told, option: Option) -> int:
    """The place of an option, for ids: its own id may hold anything."""
    return told.options.index(option)


def aiming(told: Told) -> Section:
    """Per ground the aim that the scenario names, and the measures that would show it."""
    inner = [Section(f"doel-{ground}", told.ground(ground), list(_aim(told, ground))) for ground in told.grounds]
    return Section("doelen", told.say("t_aims"), [Words(told.say("aims_lead"))], inner)


def _aim(told: Told, ground: str) -> Iterator[Block]:
    aim = told.scenario.aims.get(ground)
    yield Words(told.say("aim", aim=aim) if aim else told.say("no_aim"), "note")
    yield told.side_by_side(told.say("aim_caption", ground=told.ground(ground)), list(_aim_keys(told, ground)))


def _aim_keys(told: Told, ground: str) -> Iterator[Key]:
    """The measures that the scenario names, in the designated areas together: `instroom`, or `instroom.inkomen` by group."""
    named = told.scenario.aim_measures.get(ground, ())
    for name in named:
        yield from _named(told, name)
    if not named:
        yield INFLOW
        yield Key("instroom.aandeel", "geraakt", "geraakt", "aangewezen", "k_inflow_share")


def _named(told: Told, name: str) -> Sequence[Key]:
    measure, _, dimension = name.replace("/", ".").rpartition(".")
    groups = [group for found, group in told.figures.groups(measure, "aangewezen") if found == dimension]
    if groups:
        return [Key(measure, dimension, group, "aangewezen") for group in groups]
    return [Key(name, area="aangewezen")]
