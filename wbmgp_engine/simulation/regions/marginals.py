"""The counts that a region is made from, read from their files and held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.simulation.regions.columns import AGES, GROUP, HOUSEHOLDS, INCOMES, KINDS, TENURES
from wbmgp_engine.simulation.regions.csv_tables import LIVING_IN, OUTSIDE, Counts, read_counts
from wbmgp_engine.simulation.regions.reference import STAYS
from wbmgp_engine.simulation.regions.region_file import RegionFile

# Published counts are rounded and of different days; more apart than this they are not of the same neighbourhood.
_SHARE_APART: Final = 0.05
_COUNT_APART: Final = 25
TURNOVER: Final = "mutatie"
_PEOPLE: Final = ("leeftijd", "inkomen", "verblijf")


@dataclass(frozen=True)
class Marginals:
    """The tables by name; `households` and `dwellings` give the totals of an area that all others are brought to."""

    tables: Mapping[str, Counts]

    def total(self, name: str, area: str) -> float:
        """The sum of a table in an area; 0 where it has no row."""
        return sum(self.tables[name].rows.get(area, ()))

    def row(self, name: str, area: str) -> tuple[float, ...]:
        """The counts of a table in an area; zeros where it has no row."""
        table = self.tables[name]
        return table.rows.get(area, (0.0,) * len(table.categories))

    @property
    def groups(self) -> list[str]:
        """The names of the group columns."""
        return [name for name in self.tables if name.startswith(GROUP)]


def read_marginals(folder: Path, file: RegionFile, areas: Sequence[str]) -> Marginals:
    """The tables that a region file names. BadInput with every finding of every file."""
    tables: dict[str, Counts] = {}
    findings: list[Finding] = []
    for name, count in (file.counts or {}).items():
        try:
            tables[name] = _read(name, folder / count.file, file, areas)
        except BadInput as problem:
            findings += problem.findings
    marginals = Marginals(tables)
    findings += [] if findings else _apart(marginals, areas)
    if findings:
        raise BadInput(findings)
    return marginals


def _read(name: str, path: Path, file: RegionFile, areas: Sequence[str]) -> Counts:
    everybody = (*areas, LIVING_IN, OUTSIDE)
    readers: dict[str, Callable[[], Counts]] = {
        "huishouden": lambda: read_counts(path, everybody, HOUSEHOLDS),
        "leeftijd": lambda: read_counts(path, everybody, AGES),
        "inkomen": lambda: read_counts(path, everybody, INCOMES, optional=True),
        "verblijf": lambda: read_counts(path, (*areas, LIVING_IN), tuple(STAYS)),
        "bezit": lambda: read_counts(path, areas, TENURES),
        "huur": lambda: read_counts(path, areas, tuple(file.rent_classes or {})),
        "soort": lambda: read_counts(path, areas, KINDS),
        TURNOVER: lambda: read_counts(path, areas, TENURES, share=True),
    }
    return readers[name]() if name in readers else read_counts(path, everybody, None)


def _apart(marginals: Marginals, areas: Sequence[str]) -> Iterator[Finding]:
    """Tables that cannot be of one neighbourhood, and more households than dwellings."""
    for area in (*areas, LIVING_IN, OUTSIDE):
        homes, people = marginals.total("bezit", area), marginals.total("huishouden", area)
        if area in areas and people > homes:
            fix = f"put households without a dwelling of their own in the row {LIVING_IN}"
            place = f"{marginals.tables['huishouden'].file} area {area}"
            yield Finding(place, f"has more households ({people:.0f}) than dwellings ({homes:.0f})", fix)
        for name in (*_PEOPLE, *marginals.groups):
            if not (name == "verblijf" and area == OUTSIDE):
                yield from _differ(marginals, name, area, people, "huishouden")
        if area in areas:
            yield from _differ(
                marginals, "huur", area, homes - marginals.row("bezit", area)[-1], "what is let in bezit"
            )
        if area in areas and "soort" in marginals.tables:
            yield from _differ(marginals, "soort", area, homes, "bezit")


def _differ(marginals: Marginals, name: str, area: str, wanted: float, of: str) -> Iterator[Finding]:
    total = marginals.total(name, area)
    if abs(total - wanted) > max(_COUNT_APART, _SHARE_APART * wanted):
        place = f"{marginals.tables[name].file} area {area}"
        fix = f"give counts of the same households or dwellings; up to {_SHARE_APART:.0%} apart is evened out"
        yield Finding(place, f"adds up to {total:.0f} where {of} adds up to {wanted:.0f}", fix)
