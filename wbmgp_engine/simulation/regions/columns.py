"""The columns of the households and dwellings of a region, and the codes that may stand in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from wbmgp_engine.facts.fields import IncomeKind

HOUSEHOLDS: Final = ("alleenstaand", "paar", "paar_met_kinderen", "eenouder")
PAIRS: Final = ("paar", "paar_met_kinderen")
NO_INCOME: Final = "geen"
INCOMES: Final = (*(kind.value for kind in IncomeKind), NO_INCOME)
AGES: Final = ("tot_25", "25_34", "35_44", "45_64", "vanaf_65")
TENURES: Final = ("corporatie", "particulier", "koop")
OWNED: Final = "koop"
KINDS: Final = ("zelfstandig", "onzelfstandig")
# How many persons a household of each type has, at least and at most.
PERSONS: Final = {"alleenstaand": (1, 1), "paar": (2, 2), "paar_met_kinderen": (3, 20), "eenouder": (2, 20)}
# Columns of the council about groups: for measures only, never part of a decision.
GROUP: Final = "groep_"

HOUSEHOLD, INCOME, TENURE, KIND = pl.Enum(HOUSEHOLDS), pl.Enum(INCOMES), pl.Enum(TENURES), pl.Enum(KINDS)
HOUSEHOLD_COLUMNS: Final[dict[str, pl.DataType]] = {
    "id": pl.Int64(), "woning": pl.Int64(), "huishouden": HOUSEHOLD, "geboortedatum": pl.Date(),
    "geboortedatum_partner": pl.Date(), "personen": pl.Int8(), "inkomen": INCOME, "inkomen_partner": INCOME,
    "ingezetene_vanaf": pl.Date(), "geen_ingezetene": pl.Boolean(), "kenmerk": pl.String(), "zoekt_sinds": pl.Date(),
    "urgent": pl.Boolean(),
}  # fmt: skip


def dwelling_columns(areas: Iterable[str]) -> dict[str, pl.DataType]:
    """The columns of dwellings in these areas; the code of an area is its place in the list."""
    return {
        "id": pl.Int64(), "gebied": pl.Enum(list(areas)), "bezit": TENURE, "soort": KIND, "huurprijs": pl.Int64(),
        "mutatiegraad": pl.Float64(),
    }  # fmt: skip


def group_columns(frame: pl.DataFrame) -> list[str]:
    """The group columns that the council added, in their order."""
    return [name for name in frame.columns if name.startswith(GROUP)]
