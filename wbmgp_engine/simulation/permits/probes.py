"""Rows that ask the rules where a designation works: a household that meets what can be met, in chosen dwellings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import polars as pl

from wbmgp_engine.simulation.options import Option

DWELLING: Final = ("gebied", "bezit", "soort", "huurprijs")
_LANDLORDS: Final = ("corporatie", "particulier")
_KINDS: Final = ("zelfstandig", "onzelfstandig")


def dwellings_of(option: Option) -> pl.DataFrame:
    """A dwelling of each landlord and kind in each area of an option. The lowest rent is the one that is covered most."""
    rows = [(area, landlord, kind, 0) for area in option.areas for landlord in _LANDLORDS for kind in _KINDS]
    schema = {"gebied": pl.String, "bezit": pl.String, "soort": pl.String, "huurprijs": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def probes(day: date, dwellings: pl.DataFrame) -> pl.DataFrame:
    """A candidate for each dwelling who stands in the way of no ground: article 10 is not read before the others are met."""
    return dwellings.select(
        *DWELLING,
        pl.lit(day.replace(year=day.year - 40, day=1)).alias("geboortedatum"),
        pl.lit(None, pl.Date).alias("geboortedatum_partner"),
        pl.lit("dienstbetrekking").alias("inkomen"),
        pl.lit(None, pl.String).alias("inkomen_partner"),
        pl.lit(day.replace(year=day.year - 40, day=1)).alias("ingezetene_vanaf"),
        pl.lit(False).alias("geen_ingezetene"),
        pl.lit(None, pl.String).alias("kenmerk"),
        pl.lit(True).alias("hardheid_artikel_8"),
    )


def representatives(asked: pl.DataFrame, answers: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """One dwelling for each different answer of the rules, of those that need a permit."""
    whole = pl.concat([asked.select(DWELLING), answers], how="horizontal")
    said = [name for name in answers.columns if name.startswith(("advies", "grond."))]
    needed = whole.filter(pl.col("advies") != "geen_vergunning_nodig")
    yield from needed.unique(said, keep="first", maintain_order=True).select(DWELLING).iter_rows(named=True)
