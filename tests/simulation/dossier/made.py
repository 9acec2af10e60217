"""A made-up result: the measures table of two options beside the baseline, in two areas over two years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from tests.simulation.made_scenario import made_designation, made_option, made_scenario
from wbmgp_engine.simulation.dossier import Dossier, Origin, dossier_from
from wbmgp_engine.simulation.options import Scenario

NAMES = {"noord": "Noordbuurt", "oost": "Oostbuurt"}
PLACES = ("GM9999", "GM9998")
ORIGIN = Origin(
    digest="sha256:" + "a" * 64, scenario="b" * 64, region="sha256:" + "c" * 64, rulebook="sha256:" + "d" * 64,
    version="0.1.0", seed=7, replicates=20, first_year=2026, last_year=2027,
)  # fmt: skip
SCHEMA = {
    "variant": pl.String, "gebied": pl.String, "jaar": pl.Int16, "maat": pl.String, "dimensie": pl.String,
    "groep": pl.String, "waarde": pl.Float64, "laag": pl.Float64, "hoog": pl.Float64, "ondergrens": pl.Float64,
    "bovengrens": pl.Float64, "verschil": pl.Float64, "verschil_laag": pl.Float64, "verschil_hoog": pl.Float64,
    "onderdrukt": pl.Boolean,
}  # fmt: skip


def scenario() -> Scenario:
    """Article 8 in two areas, or in one of them; article 10 by police data; the aim of article 8 with its measure."""
    small = made_option("kleiner", made_designation("noord", "artikel_8"))
    police = made_option("artikel-10", made_designation("noord", "artikel_10"))
    other_law = replace(made_option("zonder-zes-jaar"), law="zonder-zes-jaar")
    made = made_scenario(options=[made_option(), small, police, other_law], replicates=20, seed=7)
    return replace(
        made, aims={"artikel_8": "minder instroom van bijstand"}, aim_measures={"artikel_8": ("instroom.inkomen",)}
    )


def row(variant: str, measure: str, value: float | None, **given: Any) -> dict[str, Any]:
    """One row of the measures: an interval of a tenth at each side, a tenth below the baseline, no bounds."""
    known = 0.0 if value is None else value
    beside = value is not None and variant != "basis"
    made: dict[str, Any] = {
        "variant": variant, "gebied": "", "jaar": None, "maat": measure, "dimensie": "alles", "groep": "",
        "waarde": value, "laag": None if value is None else 0.9 * known, "hoog": None if value is None else 1.1 * known,
        "ondergrens": value, "bovengrens": value, "verschil": -0.1 * known if beside else None,
        "verschil_laag": -0.2 * known if beside else None, "verschil_hoog": -0.05 * known if beside else None,
        "onderdrukt": value is None,
    }  # fmt: skip
    return made | given


def rows() -> Iterator[dict[str, Any]]:
    for place, (variant, less) in enumerate(
        {"basis": 0.0, "artikel-8": 10.0, "kleiner": 5.0, "artikel-10": 2.0}.items()
    ):
        for area in ("aangewezen", "noord", "oost"):
            yield row(variant, "instroom", 210 - less, gebied=area, dimensie="inkomen", groep="bijstand")
            yield row(variant, "instroom", 90 - less, gebied=area, dimensie="geraakt", groep="geraakt")
            yield row(variant, "instroom", None, gebied=area, dimensie="inkomen", groep="wajong")
            yield row(variant, "aanvragen", 100.0 * place, gebied=area)
            yield row(
                variant, "weigeringen", 20.0 * place, gebied=area, ondergrens=15.0 * place, bovengrens=31.0 * place
            )
        yield row(variant, "geweigerden", 35.0 * place)
        yield row(variant, "slaagkans", 0.25 - less / 100, dimensie="leeftijd", groep="tot_25")
        yield row(variant, "zoektijd", 14.0 + less / 10, dimensie="geraakt", groep="geraakt")
        yield row(variant, "aanbod.passend", 1200.0, dimensie="aangewezen", groep="niet_aangewezen")
        yield row(variant, "uitgesloten", 61.0 * place)
        for year in (2026, 2027):
            yield row(variant, "uitgesloten", 60.0 * place + (year - 2026) * place, jaar=year)


def measures(*more: dict[str, Any]) -> pl.DataFrame:
    """The table; rows in `more` take the place of those about the same."""
    keys = list(SCHEMA)[:6]
    found = {tuple(item[key] for key in keys): item for item in (*rows(), *more)}
    return pl.DataFrame(list(found.values()), schema=SCHEMA)


def dossier(option: str = "artikel-8", *more: dict[str, Any]) -> Dossier:
    """The dossier of an option of the made-up result."""
    return dossier_from(measures(*more), scenario(), option, ORIGIN, NAMES, PLACES)
