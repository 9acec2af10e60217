"""What seekers meet: time and chance, touched or not, inside and outside; where the refused went; what else there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wbmgp_engine.simulation.report.blocks import Block, Section, Words
from wbmgp_engine.simulation.report.picturing import bars_picture, lines_picture, spans_picture
from wbmgp_engine.simulation.report.summary import CHANCE, ELSEWHERE, FOUND, OTHERS, REFUSED, TIME
from wbmgp_engine.simulation.report.telling import Key, Told

_TIME_OTHERS: Final = Key("zoektijd", "geraakt", "niet_geraakt", words="k_time_others")
_PLACES: Final = (("aangewezen", "inside"), ("overig", "outside"))
_WENT: Final = ("zelfde_gebied", "aangewezen_elders", "zelfde_gemeente", "elders_in_regio")
_SUPPLY: Final = Key("aanbod.passend", "aangewezen", "niet_aangewezen", words="k_supply_outside")


def seeking(told: Told) -> Section:
    """How long looking takes and how it ends, touched against untouched seekers."""
    title, text = told.say("p_seeking"), told.say("p_seeking_text")
    picture = spans_picture(told, "grafiek-zoeken", title, text, [CHANCE, OTHERS, TIME, _TIME_OTHERS])
    keys = [CHANCE, OTHERS, *_by_place(), TIME, _TIME_OTHERS]
    table = told.side_by_side(told.say("seeking_caption"), keys)
    return Section("zoeken", told.say("t_seeking"), [Words(told.say("seeking_lead")), picture, table])


def _by_place() -> Iterator[Key]:
    for area, place in _PLACES:
        for group in ("geraakt", "niet_geraakt"):
            yield Key("slaagkans", "geraakt", group, area, f"k_chance_{group}_{place}")


def leaving(told: Told) -> Section:
    """Where the refused went."""
    went = [Key("geweigerden.gevonden", "bestemming", place) for place in _WENT]
    ended = [Key("geweigerden.zoekend"), Key("geweigerden.vertrokken")]
    blocks: list[Block] = [Words(told.say("leaving_lead"))]
    if told.touching:
        named = [Key(key.measure, key.dimension, key.group, words=f"k_went_{key.group}") for key in went] + ended
        blocks.append(
            bars_picture(told, "grafiek-geweigerden", told.say("p_leaving"), told.say("p_leaving_text"), named)
        )
    keys = [REFUSED, Key("geweigerden.gevonden"), FOUND, Key("geweigerden.zoektijd"), *ended]
    blocks.append(told.side_by_side(told.say("leaving_caption"), keys, beside=False))
    return Section("geweigerden", told.say("t_leaving"), blocks)


def alternatives(told: Told) -> Section:
    """What the region has for who is kept out: supply, excluded seekers, waiting, and the trend."""
    keys = [
        _SUPPLY, ELSEWHERE, Key("alternatieven.trend"), Key("aanbod.per_zoeker"),
        Key("aanbod.per_zoeker.trend"), Key("wachttijd"),
    ]  # fmt: skip
    title, text = told.say("p_alternatives"), told.say("p_alternatives_text")
    blocks: list[Block] = [
        Words(told.say("alternatives_lead")),
        told.side_by_side(told.say("alternatives_caption"), keys),
        lines_picture(told, "grafiek-alternatieven", title, text, _SUPPLY),
        lines_picture(
            told, "grafiek-uitgesloten", told.say("p_excluded"), told.say("p_excluded_text"), Key("uitgesloten")
        ),
        lines_picture(told, "grafiek-wachttijd", told.say("p_waiting"), told.say("p_waiting_text"), TIME),
    ]
    return Section("regio", told.say("t_alternatives"), blocks)
