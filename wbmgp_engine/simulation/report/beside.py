"""What a report tells beside the measures: what the rules say of each option, and what each assumption moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.options import Ruling, Scenario, rulings


@dataclass(frozen=True, slots=True)
class Moved:
    """What a measure comes to over the whole period as it is, and with an assumption at its low and its high value."""

    assumption: str
    option: str
    measure: str
    start: float
    low: float
    high: float
    area: str = ""
    dimension: str = "alles"
    group: str = ""

    @property
    def reach(self) -> float:
        """How far apart the outcomes lie."""
        return max(self.start, self.low, self.high) - min(self.start, self.low, self.high)

    @property
    def about(self) -> tuple[str, str, str, str, str]:
        """What is moved: outcomes about the same stand in one picture."""
        return self.option, self.area, self.measure, self.dimension, self.group


def moved_of(table: pl.DataFrame) -> tuple[Moved, ...]:
    """The rows of a sensitivity analysis (`simulation.sensitivity.SCHEMA`); those with a hidden number are left out."""
    return tuple(
        Moved(
            row["aanname"], row["variant"], row["maat"], row["uitgangspunt"], row["bij_laag"], row["bij_hoog"],
            row["gebied"], row["dimensie"], row["groep"],
        )
        for row in table.drop_nulls("uitslag").iter_rows(named=True)
    )  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """Rulings by option, and what assumptions move; empty where nobody asked."""

    rulings: Mapping[str, Sequence[Ruling]] = field(default_factory=dict)
    moved: Sequence[Moved] = ()


NOTHING: Final = Beside()


def asked(scenario: Scenario, lawbook: Lawbook, moved: Sequence[Moved] = ()) -> Beside:
    """The rules asked about every option, also one with a law of its own: what counts is the law in force.

    Raises LawLookupError where no law is in force on the first day of a term.
    """
    found = {option.id: rulings(option, scenario.municipality, lawbook) for option in scenario.options}
    return Beside(found, moved)
