"""The state of the market in one month: every household and every dwelling, as columns of numbers.

Codes are places in the lists of `regions.columns`. Days count from 1970-01-01, months from January of the year 0.
A household is in the region while `present`; it looks for a dwelling while `seeking` holds the month it began.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from wbmgp_engine.simulation.market.rows import (
    Floats,
    Int8s,
    Int16s,
    Int32s,
    Int64s,
    Mask,
    Rows,
    Slots,
    empty,
)

NOBODY: Final = -1
NOWHERE: Final = -1
NEVER: Final = -1
UNKNOWN: Final = -1
NO_DAY: Final = int(np.iinfo(np.int32).min)
NO_EVENT: Final = 12
CORPORATION, PRIVATE, OWNED = 0, 1, 2
SINGLE, PAIR, FAMILY, ONE_PARENT = 0, 1, 2, 3
_EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(slots=True)
class Households(Rows):
    """Households. `anchor` is the area of their dwelling, or else the one they come from.

    `search`, `leave`, `end`, `form`, `change`, `own`, `enter`: the month of this year (0 to 11) in which that happens. Who
    will enter is not `present` yet; `origin` is the row of the household that such a newcomer comes from.
    """

    id: Int64s = field(metadata=empty(np.int64, -1))
    present: Mask = field(metadata=empty(np.bool_, 0))
    home: Int32s = field(metadata=empty(np.int32, NOWHERE))
    anchor: Int16s = field(metadata=empty(np.int16, NOWHERE))
    kind: Int8s = field(metadata=empty(np.int8, 0))
    persons: Int8s = field(metadata=empty(np.int8, 1))
    born: Int32s = field(metadata=empty(np.int32, NO_DAY))
    partner_born: Int32s = field(metadata=empty(np.int32, NO_DAY))
    age: Int8s = field(metadata=empty(np.int8, 0))
    income: Int8s = field(metadata=empty(np.int8, UNKNOWN))
    partner_income: Int8s = field(metadata=empty(np.int8, UNKNOWN))
    since: Int32s = field(metadata=empty(np.int32, NO_DAY))
    outside: Mask = field(metadata=empty(np.bool_, 0))
    trait: Int8s = field(metadata=empty(np.int8, -1))
    seeking: Int32s = field(metadata=empty(np.int32, NEVER))
    urgent: Mask = field(metadata=empty(np.bool_, 0))
    touched: Int8s = field(metadata=empty(np.int8, UNKNOWN))
    refused: Int32s = field(metadata=empty(np.int32, NEVER))
    refused_area: Int16s = field(metadata=empty(np.int16, NOWHERE))
    refused_last: Int32s = field(metadata=empty(np.int32, NEVER))
    groups: Int8s = field(metadata=empty(np.int8, UNKNOWN))
    search: Int8s = field(metadata=empty(np.int8, NO_EVENT))
    leave: Int8s = field(metadata=empty(np.int8, NO_EVENT))
    end: Int8s = field(metadata=empty(np.int8, NO_EVENT))
    form: Int8s = field(metadata=empty(np.int8, NO_EVENT))
    change: Int8s = field(metadata=empty(np.int8, NO_EVENT))
    own: Int8s = field(metadata=empty(np.int8, NO_EVENT))
    enter: Int8s = field(metadata=empty(np.int8, NO_EVENT))
    origin: Int32s = field(metadata=empty(np.int32, NOBODY))


@dataclass(slots=True)
class Dwellings(Rows):
    """Dwellings. `household`: the row of who lives there; `rent` in eurocents, 0 where there is none."""

    id: Int64s = field(metadata=empty(np.int64, -1))
    standing: Mask = field(metadata=empty(np.bool_, 0))
    household: Int32s = field(metadata=empty(np.int32, NOBODY))
    area: Int16s = field(metadata=empty(np.int16, 0))
    tenure: Int8s = field(metadata=empty(np.int8, 0))
    kind: Int8s = field(metadata=empty(np.int8, 0))
    rent: Int64s = field(metadata=empty(np.int64, 0))
    segment: Int32s = field(metadata=empty(np.int32, -1))
    turnover: Floats = field(metadata=empty(np.float64, 0))
    vacant_since: Int32s = field(metadata=empty(np.int32, NEVER))


@dataclass(frozen=True)
class Names:
    """What the codes of areas, traits and groups stand for."""

    areas: tuple[str, ...]
    municipality: npt.NDArray[np.int64]
    traits: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass
class State:
    """Everything that is so at some time in a run. The counts of who and what came and went are of the whole run."""

    month: int
    households: Households
    dwellings: Dwellings
    names: Names
    came: int = 0
    went: int = 0
    built: int = 0
    demolished: int = 0

    @property
    def today(self) -> int:
        """The first day of this month."""
        return first_day(self.month)

    @property
    def day(self) -> date:
        """The first day of this month, as a date."""
        return date(self.month // 12, self.month % 12 + 1, 1)

    def move_out(self, rows: Slots) -> None:
        """These households give up their dwellings, which stand vacant from now."""
        homes = self.households.home[rows]
        self.dwellings.household[homes] = NOBODY
        self.dwellings.vacant_since[homes] = self.month
        self.households.home[rows] = NOWHERE

    def move_in(self, rows: Slots, dwellings: Slots) -> None:
        """These households, without a dwelling now, move each into its dwelling and stop looking."""
        them = self.households
        them.home[rows] = dwellings
        them.anchor[rows] = self.dwellings.area[dwellings]
        them.seeking[rows] = NEVER
        them.urgent[rows] = False
        them.since[rows] = np.where(them.outside[rows], self.today, them.since[rows])
        them.outside[rows] = False
        self.dwellings.household[dwellings] = rows

    def go(self, rows: Slots) -> None:
        """These households, who have no dwelling and do not look for one, are no longer there."""
        self.households.present[rows] = False
        self.went += len(rows)


def month_of(day: date) -> int:
    """The number of the month of a day."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> int:
    """The first day of a month, in days since 1970-01-01."""
    return date(month // 12, month % 12 + 1, 1).toordinal() - _EPOCH
