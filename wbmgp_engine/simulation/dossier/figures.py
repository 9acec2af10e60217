"""The figures of one option beside those of the baseline, as the measures give them: hidden ones stay hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.options.option import BASELINE

REGION: Final = ""
DESIGNATED: Final = "aangewezen"
EVERYBODY: Final = ("alles", "")
POINTS: Final = "punten"
"""The unit of a difference between shares."""
_SHARE: Final = "aandeel"
_RATIO: Final = "verhouding"
_BETWEEN_GROUPS: Final = ".groepsverschil"
_KEY: Final = ("variant", "gebied", "jaar", "maat", "dimensie", "groep")
Key = tuple[str, str, int | None, str, str, str]


@dataclass(frozen=True, slots=True)
class Spread:
    """A number with its interval over replicates; None where there is nothing to tell, or one replicate only."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def per(self, years: float) -> Spread:
        """The same for each of so many years."""
        return Spread(*(None if part is None else part / years for part in (self.value, self.low, self.high)))

    def to_json(self) -> dict[str, float | None]:
        """`waarde`, `laag`, `hoog`."""
        return {"waarde": self.value, "laag": self.low, "hoog": self.high}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one option: what it is about, its value, that of the baseline, and the difference paired by replicate.

    `bounds` are what the value could be if nobody knew the unknown facts better. `hidden`: too small to publish; then
    no number stands here.
    """

    option: str
    area: str
    year: int | None
    measure: str
    dimension: str
    group: str
    own: Spread
    baseline: Spread
    difference: Spread
    bounds: tuple[float | None, float | None]
    hidden: bool

    @property
    def told(self) -> bool:
        """Whether there is a number to tell."""
        return self.own.value is not None

    @property
    def nothing(self) -> bool:
        """Whether there is none of it, with the measure and without."""
        return self.own.value == 0 and self.baseline.value == 0

    @property
    def unit(self) -> str:
        """What the value counts, as the words of the measures name it; points where it is a difference between shares."""
        found = words.measure(self.measure).unit
        return POINTS if found == _SHARE and self.measure.endswith(_BETWEEN_GROUPS) else found

    @property
    def difference_unit(self) -> str:
        """What its difference with the baseline counts: points for a share."""
        return POINTS if self.unit == _SHARE else self.unit

    @property
    def ratio(self) -> float | None:
        """How many times the value of the baseline.

        None where either is not known, where the baseline is nothing, and for what is a ratio or a difference itself.
        """
        own, other = self.own.value, self.baseline.value
        return None if own is None or not other or self.unit in (_RATIO, POINTS) else own / other

    def to_json(self) -> dict[str, Any]:
        """The figure with the codes of the measures table."""
        return {
            "variant": self.option, "gebied": self.area, "jaar": self.year, "maat": self.measure,
            "dimensie": self.dimension, "groep": self.group, **self.own.to_json(), "basis": self.baseline.to_json(),
            "verschil": self.difference.to_json(), "verhouding": self.ratio, "ondergrens": self.bounds[0],
            "bovengrens": self.bounds[1], "onderdrukt": self.hidden,
        }  # fmt: skip


class Figures:
    """The measures table of a result in some areas, asked by what a figure is about."""

    def __init__(self, measures: pl.DataFrame, areas: Sequence[str]) -> None:
        rows = measures.filter(pl.col("gebied").is_in(list(areas)))
        self._rows: dict[Key, dict[str, Any]] = {
            tuple(row[name] for name in _KEY): row for row in rows.iter_rows(named=True)
        }

    def of(
        self, option: str, area: str, measure: str, kind: tuple[str, str] = EVERYBODY, year: int | None = None
    ) -> Figure | None:
        """The figure of an option in an area (`""`: the whole region), over the whole period unless a year is named.

        `kind` is a dimension with one of its groups. None where the measures have no such row.
        """
        row = self._rows.get((option, area, year, measure, *kind))
        if row is None:
            return None
        beside = self._rows.get((BASELINE, area, year, measure, *kind))
        # A value is not told where only its difference would give a hidden one away.
        hidden = bool(row["onderdrukt"])
        gone = hidden or beside is None or bool(beside["onderdrukt"])
        return Figure(
            option, area, year, measure, *kind,
            own=Spread(None) if hidden else Spread(row["waarde"], row["laag"], row["hoog"]),
            baseline=Spread(None) if gone or beside is None else Spread(beside["waarde"], beside["laag"], beside["hoog"]),
            difference=Spread(None) if gone else Spread(row["verschil"], row["verschil_laag"], row["verschil_hoog"]),
            bounds=(None, None) if hidden else (row["ondergrens"], row["bovengrens"]),
            hidden=hidden,
        )  # fmt: skip

    def groups(self, measure: str, area: str = REGION) -> Sequence[tuple[str, str]]:
        """The dimensions and groups that a measure has in an area, those of everybody left out, in the order of the words."""
        found = {key[4:] for key in self._rows if key[3] == measure and key[1] == area and key[2] is None}
        return sorted(found - {EVERYBODY}, key=_place)

    def years(self, option: str, area: str, measure: str, kind: tuple[str, str] = EVERYBODY) -> Iterator[Figure]:
        """The figure of each year, in order."""
        asked = (measure, *kind)
        found = {key[2] for key in self._rows if key[:2] == (option, area) and key[3:] == asked and key[2] is not None}
        for year in sorted(year for year in found if year is not None):
            figure = self.of(option, area, measure, kind, year)
            assert figure is not None
            yield figure


def _place(kind: tuple[str, str]) -> tuple[int, str, int, str]:
    """Where a group comes: the council's own columns last, and groups that nobody put in an order by name."""
    dimension, group = kind
    known, groups = words.dimensions(), words.groups(dimension)
    at = known.index(dimension) if dimension in known else len(known)
    return at, dimension, groups.index(group) if group in groups else len(groups), group
