"""The applications of the bench as a population: the columns of docs/population.md."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from bench.peers.applications import INCOMES, JUDGED, NEVER, NO, SIGNED, TRUTHS, Array, Arrays, words_of

# Where the facts of a row stand; what every application here shares is a literal.
COLUMNS: Final = {
    "aangevraagd": "aanvraagdatum", "gebied": "woonruimte.gebied", "verhuurder": "woonruimte.verhuurder",
    "soort": "woonruimte.soort", "huurprijs": "woonruimte.huurprijs", "woont_sinds": "huishouden.0.ingezeteneVanaf",
    "rechtmatig": "huishouden.0.rechtmatigVerblijf", "voorrang_ander": "voorrang.kandidatenMetVoorrang",
    "oordeel_voorrang": "voorrang.oordeel", "woonverklaring": "onderzoek.woonverklaring",
    "gehoord": "onderzoek.gehoord", "hardheid_8": "hardheid.0.oordeel", "hardheid_10": "hardheid.1.oordeel",
    **{f"weging_{letter}": f"onderzoek.weging.{letter}" for letter in "abcde"},
    **{name: name.replace("hardheid_8_", "hardheid.0.").replace("hardheid_10_", "hardheid.1.")
       .replace("oordeel_voorrang_", "voorrang.") for name in SIGNED},
}  # fmt: skip


def frame(found: Arrays, first: int = 0) -> pl.DataFrame:
    """The rows in the columns and types of the contract; `first` is the number in the name of the first of them."""
    count = len(found["aangevraagd"])
    number = pl.int_range(first, first + count, eager=True)
    made: list[pl.Series] = [
        number.cast(pl.String).alias("kenmerk"),
        *(_series(name, found[name]).alias(COLUMNS[name]) for name in found if name in COLUMNS),
        *(series for place in _places(found) for series in _person(found, place)),
        _truth(found["kenmerk"] == 0).alias("huishouden.0.kenmerken.geen"),
        *(_truth(found[name] != 2).alias(f"hardheid.{place}.gegeven") for place, name in enumerate(JUDGED[:2])),
    ]
    trait = pl.when(pl.Series(found["kenmerk"] == 2)).then(pl.lit("beroep_zorg"))
    same = {
        "gemeente": "GM0599", "aanvraagsoort": "huisvesting", "huishouden.0.rol": "aanvrager",
        "hardheid.0.grond": "artikel_8", "hardheid.1.grond": "artikel_10",
    }  # fmt: skip
    shared = [pl.lit(text).alias(name) for name, text in same.items() if not name.startswith("hardheid")]
    where = [
        pl.when(pl.col(f"hardheid.{place}.gegeven")).then(pl.lit(same[f"hardheid.{place}.grond"])).alias(f"hardheid.{place}.grond")
        for place in (0, 1)
    ]  # fmt: skip
    return pl.DataFrame(made).with_columns(*shared, *where, trait.alias("huishouden.0.kenmerken.0"))


def _places(found: Arrays) -> range:
    return range(sum(name.startswith("geboren_") for name in found))


def _person(found: Arrays, place: int) -> list[pl.Series]:
    income, name = found[f"inkomen_{place}"], f"huishouden.{place}"
    none = INCOMES.index("geen")
    made = [
        _series("geboren", found[f"geboren_{place}"]).alias(f"{name}.geboortedatum"),
        _series("inkomen", np.where(income == none, NO, income)).alias(f"{name}.inkomen.0.soort"),
        _truth(income == none).alias(f"{name}.inkomen.geen"),
    ]
    other = [pl.Series(f"{name}.rol", ["medebewoner"]).new_from_index(0, len(income))] if place else []
    return [*made, *other]


def _series(name: str, values: Array) -> pl.Series:
    if name in TRUTHS:
        return _gaps(pl.Series(values == 2), values == 1)
    if words := words_of(name):
        # An empty judgement is none: what is not there stands in no column.
        written = pl.Series([word or None for word in words], dtype=pl.String)
        return written.gather(pl.Series(np.where(values == NO, 0, values)).cast(pl.UInt32)).set(
            pl.Series(values == NO), None
        )
    return pl.Series(values) if name == "huurprijs" else _gaps(pl.Series(values).cast(pl.Date), values == NEVER)


def _gaps(series: pl.Series, where: Array) -> pl.Series:
    return series.set(pl.Series(where), None) if where.any() else series


def _truth(values: Any) -> pl.Series:
    return pl.Series(values)
