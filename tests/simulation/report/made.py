"""A result made for tests: four options in a region of thirty areas, every measure, some of them hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import cos, sin
from pathlib import Path
from typing import Any, Final, get_args
from zlib import crc32

import polars as pl

from tests.simulation.made_scenario import made_baseline, made_designation, made_option, made_scenario
from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.measures.table import SCHEMA
from wbmgp_engine.simulation.options import Option, Ruling, Scenario
from wbmgp_engine.simulation.regions.region import Area, Certainty, Figure, Ring
from wbmgp_engine.simulation.report import Beside, Moved
from wbmgp_engine.simulation.running import Result
from wbmgp_engine.simulation.running.region_json import RegionFacts

_WIDE, _HIGH = 6, 5
_TOGETHER: Final = ("", "aangewezen", "overig")
_GROUPS: Final = {
    "geraakt": ("geraakt", "niet_geraakt"), "inkomen": ("bijstand", "dienstbetrekking", "aow"),
    "huishouden": words.groups("huishouden"), "groep_herkomst": ("hier", "elders"),
}  # fmt: skip
_OWN: Final = {"geweigerden.gevonden": "bestemming", "aanbod.passend": "aangewezen"}
_SIZES: Final = {"aantal": 900.0, "aandeel": 0.24, "maanden": 17.0, "verhouding": 1.4}
HIDDEN: Final = 3.125
"""The value that stands behind what is hidden; no rounding of another value gives it."""


def _corner(x: int, y: int) -> tuple[float, float]:
    """Corners of areas, shifted so that no area is a square."""
    return 4.4 + 0.012 * (x + 0.3 * sin(3 * x + 5 * y)), 51.8 + 0.008 * (y + 0.3 * cos(7 * x + 2 * y))


def _ring(x: int, y: int) -> Ring:
    return tuple(_corner(x + dx, y + dy) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)))


AREAS: Final = tuple(
    Area(f"wijk-{at}", f"Wijk {at}", f"GM999{9 - at % 3}", (_ring(at % _WIDE, at // _WIDE),))
    for at in range(_WIDE * _HIGH)
)
_CHOSEN: Final = ("wijk-8", "wijk-9", "wijk-15")


def options() -> list[Option]:
    """Doing nothing, article 8 in one area, articles 8 and 9 in three, and articles 8 to 10 in three with an extension."""
    one = made_option("een-wijk", made_designation("wijk-8", "artikel_8"))
    two = made_option(
        "acht-en-negen", *(made_designation(area, ground) for area in _CHOSEN for ground in ("artikel_8", "artikel_9"))
    )
    terms = ((date(2026, 1, 1), date(2030, 1, 1)), (date(2030, 1, 1), date(2034, 1, 1)))
    all_three = made_option(
        "alle-gronden",
        *(
            made_designation(area, ground, *term)
            for term in terms
            for area in _CHOSEN
            for ground in ("artikel_8", "artikel_9", "artikel_10")
        ),
        values={"hardheid_artikel_8": 0.2},
    )
    names = {"een-wijk": "Artikel 8 in één wijk", "acht-en-negen": "Artikel 8 en 9", "alle-gronden": "Alle gronden"}
    named = [replace(option, name={"nl": names[option.id], "en": names[option.id]}) for option in (one, two, all_three)]
    return [made_baseline(), *named]


def scenario(given: Sequence[Option] | None = None, replicates: int = 20) -> Scenario:
    """Twenty years of these options."""
    made = made_scenario(options=options() if given is None else given, years=20, replicates=replicates)
    aims = {
        "artikel_8": "minder instroom van mensen met een uitkering",
        "artikel_9": "meer mensen uit zorg en onderwijs",
    }
    name = {"nl": "Drie wijken in de voorbeeldregio", "en": "Three areas in the example region"}
    return replace(made, name=name, aims=aims, aim_measures={"artikel_8": ("instroom.inkomen",)})


def region() -> RegionFacts:
    """Thirty areas, figures of every certainty, and how far a made-up population lies from its counts."""
    sure = ("gelezen", "afgeleid")
    figures = tuple(Figure(f"cijfer {at}", "12.000", "een bron", at, at in sure) for at in get_args(Certainty))
    fit = pl.DataFrame(
        {
            "marginal": ["huishouden", "inkomen"],
            "cells": [4, 3],
            "asked": [700, 200],
            "moved": [2, 1],
            "largest": [1, 1],
        }
    )
    return RegionFacts(
        "voorbeeld", "Voorbeeldregio", date(2026, 1, 1), ("GM9999", "GM9998", "GM9997"), AREAS, 250_000, 248_000, figures,
        fit, "sha256:" + "c" * 64,
    )  # fmt: skip


def row(option: str, measure: str, value: float, **given: Any) -> dict[str, Any]:
    """One row: nine in ten replicates within a twentieth, a difference of a tenth with doing nothing."""
    change = 0.0 if option == "basis" else 0.1 * value
    own: dict[str, Any] = {
        "variant": option, "gebied": "", "jaar": None, "maat": measure, "dimensie": "alles", "groep": "", "waarde": value,
        "laag": 0.95 * value, "hoog": 1.05 * value, "ondergrens": None, "bovengrens": None, "verschil": change,
        "verschil_laag": 0.5 * change, "verschil_hoog": 1.5 * change, "onderdrukt": False,
    }  # fmt: skip
    return own | given


def rows(names: Sequence[str], years: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Every measure in every area and by group, of a size that fits its unit."""
    for at, option in enumerate(names):
        for measure in words.words_of().values():
            for area in (*_TOGETHER, *(area.id for area in AREAS)):
                yield from _of(option, at, measure, area, years)


def _of(option: str, at: int, measure: words.Measure, area: str, years: Sequence[int]) -> Iterator[dict[str, Any]]:
    chance = crc32(f"{measure.code} {area}".encode()) % 100 / 100
    size = _SIZES[measure.unit] * (0.6 + 0.4 * chance) * (1 if area in _TOGETHER else 0.15 + 0.1 * chance)
    of_grounds = measure.code.startswith(("weiger", "hardheid", "geweigerden", "voorrang", "voorbij", "uitgesloten"))
    value = 0.0 if of_grounds and not at else size * (1 + 0.08 * at)
    own: dict[str, Any] = {"gebied": area, "verschil": value if of_grounds else (chance - 0.5) * 0.4 * size * (at > 0)}
    own |= (
        {"verschil_laag": own["verschil"] - 0.04 * size, "verschil_hoog": own["verschil"] + 0.04 * size} if at else {}
    )
    if measure.code == "weigeringen" and value:
        own |= {"ondergrens": 0.8 * value, "bovengrens": 1.3 * value}
    yield row(option, measure.code, value, **own)
    if measure.code == "uitgesloten" and not area:
        yield from (row(option, measure.code, value, **own | {"jaar": year}) for year in years)
    dimensions = {_OWN[measure.code]: words.groups(_OWN[measure.code])} if measure.code in _OWN else _GROUPS
    told = dimensions if area in _TOGETHER else {"geraakt": _GROUPS["geraakt"]} if measure.code == "instroom" else {}
    for dimension, groups in told.items():
        for number, group in enumerate(groups):
            part = {**own, "dimensie": dimension, "groep": group}
            yield row(option, measure.code, value * (0.9 + 0.2 * number), **part)
            if not area and dimension in ("geraakt", "aangewezen"):
                yield from (
                    row(
                        option,
                        measure.code,
                        value * (0.9 + 0.2 * number) * (1 + 0.01 * at * (year - 2026)),
                        **part,
                        jaar=year,
                    )
                    for year in years
                )


def hidden(given: dict[str, Any]) -> dict[str, Any]:
    """A row that may not be told, with what must not be seen still in it."""
    numbers = {name: HIDDEN for name, kind in SCHEMA.items() if kind == pl.Float64}
    return given | numbers | {"onderdrukt": True}


def measures(names: Sequence[str], *more: dict[str, Any], years: Sequence[int] = range(2026, 2046)) -> pl.DataFrame:
    """The table of measures; rows in `more` take the place of those about the same. One area in seven hides its refusals."""
    keys = list(SCHEMA)[:6]
    found = {tuple(item[key] for key in keys): item for item in rows(names, years)}
    for key, item in found.items():
        if key[0] != "basis" and key[3] in ("weigeringen", "instroom") and key[1] in ("wijk-3", "wijk-10", "wijk-17"):
            found[key] = hidden(item)
    found |= {tuple(item[key] for key in keys): item for item in more}
    return pl.DataFrame(list(found.values()), schema=SCHEMA)


def result(
    *more: dict[str, Any], given: Sequence[Option] | None = None, replicates: int = 20, areas: Sequence[Area] = AREAS
) -> Result:
    """The whole result; rows in `more` take the place of those about the same."""
    made = scenario(given, replicates)
    facts = {
        "recht": "sha256:" + "d" * 64, "herhalingen": replicates, "kleinsteAantal": 5, "zaad": 1,
        "motor": {"naam": "wbmgp-engine", "versie": "0.1.0"}, "maten": {"rijen": 1, "digest": "sha256:" + "e" * 64},
    }  # fmt: skip
    place = replace(region(), areas=tuple(areas))
    return Result(Path(), made, place, measures([option.id for option in made.options], *more), facts)


def beside(given: Scenario) -> Beside:
    """What the rules say of every option, and what every assumption moves."""
    reason = {"nl": "De termijn past.", "en": "The term fits."}
    rulings = {
        option.id: [
            Ruling(item.area, item.ground, item.start or given.begin, item.end, "voldaan", 0, (reason,))
            for item in option.designations
        ]
        for option in given.options
    }
    last = given.options[-1].id
    moved = [
        Moved(name, last, "geweigerden", 820.0, 820.0 - 9 * at, 820.0 + 5 * at)
        for at, name in enumerate(given.baseline.assumptions)
    ]
    return Beside(rulings, moved)
