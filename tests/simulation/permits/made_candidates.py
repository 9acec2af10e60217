"""Candidates of chance: every combination of what a household can be, unknown facts and drawn facts included."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from wbmgp_engine.facts.fields import IncomeKind

AREAS = ("noord", "oost", "zuid", "west", "haven", "dorp")
INCOMES = (*(kind.value for kind in IncomeKind), "geen")
STATEMENTS = ("verlenen", "verlenen_met_voorschriften", "weigeren")


def made_candidates(count: int, day: date, seed: int = 1, areas: Sequence[str] = AREAS) -> pl.DataFrame:
    """So many candidates on a day; a fifth of the drawn facts is absent, a tenth of incomes and residence unknown."""
    chance = np.random.default_rng(seed)

    def some(values: Sequence[object], missing: float = 0.0) -> list[object]:
        picked = chance.integers(0, len(values), count).tolist()
        gone = (chance.random(count) < missing).tolist()
        return [None if none else values[place] for place, none in zip(picked, gone, strict=True)]

    def before(days: np.ndarray, missing: float = 0.0) -> list[date | None]:
        gone = (chance.random(count) < missing).tolist()
        return [
            None if none else day - timedelta(days=number) for number, none in zip(days.tolist(), gone, strict=True)
        ]

    age = chance.integers(18 * 366, 90 * 365, count)
    partner = (chance.random(count) < 0.4).tolist()
    born = before(chance.integers(15 * 366, 90 * 365, count))
    incomes = some(INCOMES, 0.1)
    # Many stand close to six years: that is where a day more or less decides.
    stay = np.where(chance.random(count) < 0.4, chance.integers(2186, 2198, count), chance.integers(0, 6000, count))
    outside = (chance.random(count) < 0.1).tolist()
    since = [None if away else known for away, known in zip(outside, before(stay, 0.1), strict=True)]
    truths = (True, False)
    made = {
        "id": list(range(count)),
        "gebied": some(areas), "bezit": some(("corporatie", "particulier")), "soort": some(("zelfstandig", "onzelfstandig")),
        "huurprijs": chance.integers(30_000, 120_000, count).tolist(),
        "geboortedatum": before(age), "geboortedatum_partner": [day if with_one else None for day, with_one in zip(born, partner, strict=True)],
        "inkomen": incomes, "inkomen_partner": [kind if with_one else None for kind, with_one in zip(some(INCOMES, 0.1), partner, strict=True)],
        "ingezetene_vanaf": since, "geen_ingezetene": outside, "kenmerk": some(("beroep_zorg", "anders"), 0.7),
        "hardheid_artikel_8": some(truths, 0.5), "hardheid_artikel_10": some(truths, 0.5),
        "woonverklaring": some(STATEMENTS, 0.2), "voorrang": some(truths, 0.2), "aan_ander": some(truths, 0.4),
        "inkomen_oordeel": [
            word if kind in ("ww", "ziektewet", "anders") else None
            for word, kind in zip(some(("telt_mee", "telt_niet"), 0.4), incomes, strict=True)
        ],
    }  # fmt: skip
    return pl.DataFrame(made, schema=_SCHEMA, strict=True)


_SCHEMA = {
    "id": pl.Int64, "gebied": pl.String, "bezit": pl.String, "soort": pl.String, "huurprijs": pl.Int64,
    "geboortedatum": pl.Date, "geboortedatum_partner": pl.Date, "inkomen": pl.String, "inkomen_partner": pl.String,
    "ingezetene_vanaf": pl.Date, "geen_ingezetene": pl.Boolean, "kenmerk": pl.String, "hardheid_artikel_8": pl.Boolean,
    "hardheid_artikel_10": pl.Boolean, "woonverklaring": pl.String, "voorrang": pl.Boolean, "aan_ander": pl.Boolean,
    "inkomen_oordeel": pl.String,
}  # fmt: skip
