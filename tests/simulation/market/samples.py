"""Runs of a small region for tests, with the real rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl

from tests.our_law import OUR_LAW
from tests.simulation.made import MUNICIPALITIES, made_region
from tests.simulation.made_scenario import BOTH, MUNICIPALITY, made_designation, made_option, made_scenario
from wbmgp_engine.simulation.market import State, run
from wbmgp_engine.simulation.options import Option, Scenario, Supply
from wbmgp_engine.simulation.permits import Permits
from wbmgp_engine.simulation.regions import Region

TOWN: Final = ("noord", "oost", "zuid")
GROUNDS: Final = ("artikel_8", "artikel_9", "artikel_10")


_KNOWN: Final[dict[str, Permits]] = {}


def permits_of(option: Option) -> Permits:
    """The permits of an option over our own rule book; the same ones for the same measures, which saves making plans."""
    key = repr((option.designations, option.ordinance))
    if key not in _KNOWN:
        _KNOWN[key] = Permits(option, MUNICIPALITY, MUNICIPALITIES, OUR_LAW)
    return _KNOWN[key]


def ground_option(*grounds: str, areas: Sequence[str] = ("noord", "oost"), **more: Any) -> Option:
    """An option with these grounds in these areas for four years."""
    return made_option(
        "-".join(grounds), *(made_designation(area, ground) for area in areas for ground in grounds), **more
    )


def programme() -> tuple[Supply, ...]:
    """Dwellings that are built, and taken down, in the first year."""
    return (
        Supply("noord", date(2026, 3, 1), 12, "corporatie", "zelfstandig", 60000),
        Supply("oost", date(2026, 4, 1), 5, "koop", "zelfstandig", None),
        Supply("noord", date(2026, 5, 1), -20, "corporatie", "zelfstandig", None),
        Supply("dorp", date(2026, 6, 1), -3, "koop", "zelfstandig", None),
    )


class Run:
    """One run: its ledger, the state at its end, and the refused applications."""

    def __init__(
        self, option: Option, *, region: Region | None = None, scenario: Scenario | None = None, months: int = 24,
        replicate: int = 0, touching: Sequence[Option] = (), watch: Any = None,
    ) -> None:  # fmt: skip
        self.region = made_region(400) if region is None else region
        self.scenario = made_scenario(options=[option]) if scenario is None else scenario
        self.permits = permits_of(option)
        self.refused: list[pl.DataFrame] = []
        self._watch = watch
        self.state: State | None = None
        self.ledger = run(
            self.region, self.scenario, option, self.permits, replicate=replicate, months=months,
            touching=[permits_of(item) for item in touching], watch=self._seen, refusals=self._refused,
        )  # fmt: skip

    def _seen(self, state: State, number: int) -> None:
        self.state = state
        if self._watch is not None:
            self._watch(state, number)

    def _refused(self, day: date, applications: pl.DataFrame) -> None:
        self.refused.append(applications)

    def total(self, measure: str, area: str = "", year: int | None = None) -> int:
        """A counter over all groups, in all years or one."""
        chosen = (pl.col("maat") == measure) & (pl.col("dimensie") == "alles") & (pl.col("gebied") == area)
        rows = self.ledger.filter(chosen if year is None else chosen & (pl.col("jaar") == year))
        return int(rows["waarde"].sum())


def contents(state: State) -> dict[str, Any]:
    """Everything in a state by name, sorted by id, to compare states by value."""
    found: dict[str, Any] = {}
    for kind, rows in (("households", state.households), ("dwellings", state.dwellings)):
        order = np.argsort(rows.id[: rows.count])
        for item in fields(rows)[1:]:
            if item.name not in ("home", "household", "origin"):
                found[f"{kind}.{item.name}"] = getattr(rows, item.name)[: rows.count][order].tolist()
    them, homes = state.households, state.dwellings
    housed = np.flatnonzero(them.home >= 0)
    found["homes"] = sorted(zip(them.id[housed].tolist(), homes.id[them.home[housed]].tolist(), strict=True))
    return found


__all__ = ["BOTH", "GROUNDS", "TOWN", "Run", "contents", "ground_option", "permits_of", "programme"]
