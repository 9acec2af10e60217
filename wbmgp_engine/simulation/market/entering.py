"""From a region to the state at the begin of a run."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market.rows import Int32s, empty_columns
from wbmgp_engine.simulation.market.segments import Segments
from wbmgp_engine.simulation.market.state import (
    NEVER,
    NO_DAY,
    NOWHERE,
    UNKNOWN,
    Dwellings,
    Households,
    Names,
    State,
    month_of,
)
from wbmgp_engine.simulation.regions import Region
from wbmgp_engine.simulation.regions.columns import group_columns


def state_of(region: Region, begin: date, segments: Segments, vacant_for: int) -> State:
    """The state of a region on its day, taken as that of the begin: all dates move along.

    Dwellings that are vacant have been so for `vacant_for` months. Who has no dwelling looks for one, from now on where
    the region does not say since when.
    """
    names = _names(region)
    month, moved = month_of(begin), (begin - region.day).days
    dwellings = _dwellings(region.dwellings.sort("id"), segments)
    households = _households(region.households.sort("id"), names, moved)
    housed = np.flatnonzero(households.home != NOWHERE)
    dwellings.household[households.home[housed]] = housed
    households.anchor[housed] = dwellings.area[households.home[housed]]
    dwellings.vacant_since[:] = month - vacant_for
    waiting = (households.home == NOWHERE) & (households.seeking == NEVER)
    households.seeking[waiting] = month
    return State(month, households, dwellings, names)


def _names(region: Region) -> Names:
    towns = [area.municipality for area in region.areas]
    frame = region.households
    groups = tuple((name, _values(frame[name])) for name in group_columns(frame))
    municipality = np.array([region.municipalities.index(town) for town in towns], dtype=np.int64)
    return Names(tuple(area.id for area in region.areas), municipality, _values(frame["kenmerk"]), groups)


def _values(column: pl.Series) -> tuple[str, ...]:
    return tuple(column.drop_nulls().unique().sort().to_list())


def _dwellings(frame: pl.DataFrame, segments: Segments) -> Dwellings:
    columns = empty_columns(Dwellings, frame.height)
    columns["id"][:], columns["standing"][:] = frame["id"].to_numpy(), True
    for name, source in (("area", "gebied"), ("tenure", "bezit"), ("kind", "soort")):
        columns[name][:] = frame[source].to_physical().to_numpy()
    columns["rent"][:] = frame["huurprijs"].fill_null(0).to_numpy()
    columns["turnover"][:] = frame["mutatiegraad"].to_numpy()
    columns["segment"][:] = segments.of(*(columns[name] for name in ("area", "tenure", "kind", "rent")))
    return Dwellings(frame.height, **columns)


def _households(frame: pl.DataFrame, names: Names, moved: int) -> Households:
    columns = empty_columns(Households, frame.height, {"groups": len(names.groups)})
    columns["id"][:], columns["present"][:] = frame["id"].to_numpy(), True
    columns["home"][:] = frame["woning"].fill_null(NOWHERE).to_numpy()
    columns["persons"][:] = frame["personen"].to_numpy()
    columns["outside"][:], columns["urgent"][:] = frame["geen_ingezetene"].to_numpy(), frame["urgent"].to_numpy()
    for name, source in (("kind", "huishouden"), ("income", "inkomen"), ("partner_income", "inkomen_partner")):
        columns[name][:] = _codes(frame[source])
    columns["trait"][:] = _codes(frame["kenmerk"].cast(pl.Enum(names.traits)))
    for place, (name, values) in enumerate(names.groups):
        columns["groups"][:, place] = _codes(frame[name].cast(pl.Enum(values)))
    columns |= _days(frame, moved)
    columns["seeking"] = _seeking(frame, moved)
    return Households(frame.height, **columns)


def _codes(column: pl.Series) -> Any:
    return column.to_physical().cast(pl.Int16).fill_null(UNKNOWN).to_numpy()


def _days(frame: pl.DataFrame, moved: int) -> dict[str, Int32s]:
    sources = {"born": "geboortedatum", "partner_born": "geboortedatum_partner", "since": "ingezetene_vanaf"}
    found = {}
    for name, source in sources.items():
        days = frame[source].to_physical()
        found[name] = (days + moved).fill_null(NO_DAY).to_numpy().astype(np.int32)
    return found


def _seeking(frame: pl.DataFrame, moved: int) -> Int32s:
    """The month a search began."""
    column = frame["zoekt_sinds"].dt.offset_by(f"{moved}d")
    begun = (column.dt.year().cast(pl.Int32) * 12 + column.dt.month() - 1).fill_null(NEVER).to_numpy()
    return np.array(begun, dtype=np.int32)
