"""What the numbers rest on: what the rules say, the fit of the region, the method, its seals and limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl

from wbmgp_engine.designations.texts import GROUND, VERDICT
from wbmgp_engine.facts.wording import day_in_words
from wbmgp_engine.simulation.options import Ruling
from wbmgp_engine.simulation.regions import Figure
from wbmgp_engine.simulation.report.blocks import Block, Cell, Items, Row, Section, Table, Terms, Words
from wbmgp_engine.simulation.report.numbers import short
from wbmgp_engine.simulation.report.telling import Told

_LIMITS: Final = ("cause", "liveability", "rates", "forecast", "unknown", "behaviour", "sale", "equality")
_METHOD: Final = ("months", "reacts", "rules", "same_chance", "drawn", "groups")


def legal(told: Told) -> Section:
    """What the rules say of the terms that each option asks."""
    inner = [
        Section(f"recht-{at}", told.name(option), list(_judged(told, told.beside.rulings.get(option.id, ()))))
        for at, option in enumerate(told.options)
        if option in told.touching
    ]
    return Section("recht", told.say("t_legal"), [Words(told.say("legal_lead"))], inner)


def _judged(told: Told, found: Sequence[Ruling]) -> Iterator[Block]:
    if not found:
        yield Words(told.say("not_judged"))
        return
    head = [told.say(key) for key in ("areas", "ground", "period", "verdict", "reason")]
    alike: dict[tuple[str, ...], list[str]] = {}
    for item in found:
        alike.setdefault(_term(told, item), []).append(told.areas.get(item.area, item.area))
    # Areas of which the rules say the same share a row.
    rows = [Row(", ".join(areas), [Cell(text, mark="text") for text in texts]) for texts, areas in alike.items()]
    yield Table(told.say("legal_caption"), head, rows)


def _term(told: Told, item: Ruling) -> tuple[str, ...]:
    start, end = ("–" if day is None else day_in_words(day, told.language) for day in (item.start, item.end))
    return (
        GROUND[item.ground][told.language], told.say("from_until", start=start, end=end),
        VERDICT[item.verdict][told.language], " ".join(reason[told.language] for reason in item.reasons),
    )  # fmt: skip


def region(told: Told) -> Section:
    """The region that was simulated: what it was made with, and how well it fits."""
    place = told.result.region
    homes, people = told.plain(place.dwellings), told.plain(place.households)
    known = {"name": place.name, "areas": len(place.areas), "households": people, "dwellings": homes}
    sizes = told.say("region_lead", **known, day=day_in_words(place.day, told.language))
    blocks: list[Block] = [Words(sizes)]
    if place.figures:
        head = [told.say(key) for key in ("figure", "value", "source", "certainty")]
        rows = [Row(item.name, list(_figure(told, item))) for item in place.figures]
        blocks.append(Table(told.say("figures_caption"), head, rows))
    if place.fit is not None and not place.fit.is_empty():
        blocks += [Words(told.say("fit_lead")), _fit(told, place.fit)]
    return Section("gebied", told.say("t_region"), blocks)


def _figure(told: Told, item: Figure) -> Iterator[Cell]:
    yield Cell(item.value)
    yield Cell(item.source, mark="text")
    yield told.certain(item.certainty, item.verified)


def _fit(told: Told, fit: pl.DataFrame) -> Table:
    """Per marginal how many were asked for, and how many were put elsewhere."""
    head = [told.say(key) for key in ("marginal", "fit_total", "fit_share", "fit_worst")]
    rows = [Row(str(row["marginal"]), list(_off(told, row))) for row in fit.iter_rows(named=True)]
    return Table(told.say("fit_caption"), head, rows)


def _off(told: Told, row: dict[str, Any]) -> Iterator[Cell]:
    yield Cell(told.plain(row["asked"]))
    yield Cell(short(row["moved"] / (row["asked"] or 1), "aandeel", told.language))
    yield Cell(told.plain(row["largest"]))


def method(told: Told) -> Section:
    """How the numbers came about, what they cannot say, and what they can be checked with."""
    limits = Section("grenzen", told.say("t_limits"), [Items([told.say(f"cannot_{what}") for what in _LIMITS])])
    how = Section("zo-gerekend", told.say("t_how"), [Items([told.say(f"method_{what}") for what in _METHOD])])
    seals = Section("herkomst", told.say("t_seals"), [Words(told.say("seals_lead")), Terms(list(_seals(told)))])
    return Section("methode", told.say("t_method"), [], [limits, how, seals])


def _seals(told: Told) -> Iterator[tuple[str, str]]:
    result, engine = told.result, told.result.facts["motor"]
    yield told.say("seal_scenario"), f"{told.scenario.id} ({told.scenario.digest})"
    yield told.say("seal_region"), f"{result.region.id} ({result.region.digest})"
    yield told.say("seal_rules"), result.rules
    yield told.say("seal_law"), told.say("law_days", first=told.years[0], last=told.years[1])
    yield told.say("seal_measures"), result.facts["maten"]["digest"]
    yield told.say("seal_result"), result.digest
    yield told.say("seal_seed"), str(told.scenario.seed)
    yield told.say("seal_replicates"), str(result.replicates)
    yield told.say("seal_engine"), f"{engine['naam']} {engine['versie']}"
