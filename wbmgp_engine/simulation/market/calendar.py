"""What happens to whom in a year: drawn once a year for everybody, with the month in which it comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.newcomers import OLDEST, age_bands, years
from wbmgp_engine.simulation.market.rows import Floats, Int8s, Mask, Slots
from wbmgp_engine.simulation.market.state import (
    FAMILY,
    NO_EVENT,
    NOWHERE,
    OWNED,
    PAIR,
    SINGLE,
    Households,
    State,
    first_day,
)

_MONTHS: Final = 12
# The chance that a household ends by death doubles every eight years of age. A single person under 65 is three times as
# likely to move in with another as a household of 60 is to end by death.
_MEASURED_AT, _DOUBLES_IN, _MERGING = 60, 8, 3
# From this age band on (45 years) the children of a household may be old enough to leave home.
_GROWN: Final = 3
# How likely partners are to separate, against a child leaving home.
_SEPARATING: Final = 0.3


@dataclass(frozen=True)
class Scale:
    """What chances are measured against: of the begin, so that they are those of the parameters in total.

    `turnover`: the mean of rented dwellings; `ending`: the mean weight of age; `forming`: that of
    the likelihood to bring forth another household.
    """

    turnover: float
    ending: float
    forming: float


def scale_of(state: State) -> Scale:
    """The scale of the state at the begin."""
    them, homes = state.households, state.dwellings
    rates = homes.turnover[homes.tenure != OWNED]
    everybody = np.arange(them.count)
    return Scale(_mean(rates), _mean(_ending(them, everybody, state.today)), _mean(forming(them, everybody)))


def _mean(values: Floats | Mask) -> float:
    """The mean, 1 where there is nothing to measure against."""
    return float(values.mean()) or 1.0 if len(values) else 1.0


def _ending(them: Households, rows: Slots, today: int) -> Floats:
    """How likely a household is to end: by death, or because somebody moves in with another."""
    merging = (them.kind[rows] == SINGLE) & (them.age[rows] < OLDEST)
    found: Floats = np.exp2((years(them.born[rows], today) - _MEASURED_AT) / _DOUBLES_IN) + _MERGING * merging
    return found


def forming(them: Households, rows: Slots) -> Floats:
    """How likely a household is to bring forth another: a child who leaves home, or one of two partners."""
    leaving_home = (them.kind[rows] != SINGLE) & (them.age[rows] >= _GROWN)
    return np.where(separate(them, rows), _SEPARATING, leaving_home.astype(np.float64))


def separate(them: Households, rows: Slots) -> Mask:
    """Whether the newcomer that a household brings forth is the partner, not a child."""
    kind = them.kind[rows]
    found: Mask = (kind == PAIR) | ((kind == FAMILY) & (them.age[rows] < _GROWN))
    return found


def draw_year(market: Market, scale: Scale) -> None:
    """Draw what happens this year to everybody who is there."""
    state, them = market.state, market.them
    rows = np.flatnonzero(them.present)
    them.age[rows] = age_bands(them.born[rows], state.today)
    _moving(market, scale, rows)
    ending = market.option.value("sterfte_oplossing_jaar") * _ending(them, rows, state.today) / scale.ending
    likely = market.option.value("vorming_jaar") * forming(them, rows) / scale.forming
    them.end[rows] = _months(market, Stream.END, rows, ending)
    them.form[rows] = _months(market, Stream.FORM, rows, likely)
    them.change[rows] = _months(market, Stream.INCOME, rows, market.option.value("inkomen_wisselt_jaar"))
    _reaching_old_age(market, rows)


def _moving(market: Market, scale: Scale, rows: Slots) -> None:
    """Tenants look, leave and buy, sooner where dwellings change hands sooner; owners sell at their turnover."""
    them, homes, option = market.them, market.state.dwellings, market.option
    home = them.home[rows]
    settled, turnover = home != NOWHERE, np.zeros(len(rows))
    turnover[settled] = homes.turnover[home[settled]]
    owner = np.zeros(len(rows), dtype=np.bool_)
    owner[settled] = homes.tenure[home[settled]] == OWNED
    relative = np.where(settled, turnover / scale.turnover, 1.0)
    leaving = np.where(owner, turnover, option.value("vertrek_jaar") * relative)
    tenant = ~owner
    them.search[rows] = _months(market, Stream.SEARCH, rows, option.value("zoekkans_jaar") * relative * tenant)
    them.leave[rows] = _months(market, Stream.LEAVE, rows, leaving)
    them.own[rows] = _months(market, Stream.OWN, rows, option.value("doorstroom_huur") * tenant)


def _months(market: Market, stream: Stream, rows: Slots, rate: Any) -> Int8s:
    """The month of each event, or none: the chance in the year is the rate, and every month is as likely."""
    numbers = market.chance.uniform(stream, market.state.month // _MONTHS, market.them.id[rows])
    comes = numbers < rate
    months = np.divide(numbers * _MONTHS, rate, out=np.full(len(rows), float(NO_EVENT)), where=comes)
    # A number just below its rate may round up to the month after the last.
    return np.where(comes, np.minimum(months, _MONTHS - 1), NO_EVENT).astype(np.int8)


def _reaching_old_age(market: Market, rows: Slots) -> None:
    """Who comes into the oldest age band this year gets another income in the month of birth."""
    them, state = market.them, market.state
    next_year = first_day(state.month // _MONTHS * _MONTHS + _MONTHS)
    becoming = rows[(them.age[rows] < OLDEST) & (age_bands(them.born[rows], next_year) == OLDEST)]
    months = them.born[becoming].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    them.change[becoming] = months % _MONTHS


def due(events: Int8s, them: Households, month: int) -> Slots:
    """Who has an event in this month and is still there."""
    return np.flatnonzero((events == month % _MONTHS) & them.present)
