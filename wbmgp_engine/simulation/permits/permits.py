"""Permits under one option: what the rule book says of applications on a day, with the option's designations and ordinance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from wbmgp_engine.facts.situation import Situation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.options import GROUNDS, Option
from wbmgp_engine.simulation.permits.aanvraag import aanvraag
from wbmgp_engine.simulation.permits.columns import ROUTES, applications
from wbmgp_engine.simulation.permits.engines import Engine, engine_of
from wbmgp_engine.simulation.permits.probes import dwellings_of, probes, representatives

Truths = npt.NDArray[np.bool_]


class Permits:
    """Decides for one option; the rules alone say what is in force, covered, granted or refused.

    `region` holds the municipalities of the region in the sense of the law. One plan is made for each stretch of law and
    set of columns, and kept. Not for threads side by side.
    """

    def __init__(
        self,
        option: Option,
        municipality: str,
        region: tuple[str, ...],
        lawbook: Lawbook,
        *,
        engine: Literal["polars", "spark"] = "polars",
    ) -> None:
        self.option, self.municipality = option, municipality
        self.situation = _situation(option, municipality, region)
        self._engine: Engine = engine_of(engine, lawbook, self.situation)
        self._routes = _routes(self.situation)

    def applications(self, day: date, candidates: pl.DataFrame) -> pl.DataFrame:
        """Candidates as applications; see `columns`."""
        return applications(day, candidates, routes=self._routes)

    def judge(self, day: date, applications: pl.DataFrame) -> pl.DataFrame:
        """The answer to each application of a day, in their order: the columns of an answer in docs/population.md."""
        return self._engine.judged(day, applications)

    def application(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of applications as an Aanvraag (contract), with the option's situation: what `assess` reads."""
        return aanvraag(row, self.municipality, self.situation)

    def in_force(self, day: date) -> frozenset[tuple[str, str]]:
        """(area, ground) where the rules apply that ground on a day to some dwelling of a landlord."""
        asked, answers = self._probed(day, dwellings_of(self.option))
        return frozenset(
            (area, ground)
            for ground in GROUNDS
            for area in asked.filter(_applies(answers, ground))["gebied"].unique().to_list()
        )

    def covered(self, day: date, dwellings: pl.DataFrame) -> Truths:
        """Of each dwelling (`gebied`, `bezit`, `soort`, `huurprijs`) whether letting it on a day needs a permit."""
        if not self.situation.designations:
            return np.zeros(dwellings.height, dtype=np.bool_)
        _, answers = self._probed(day, dwellings)
        return _truths(answers["advies"] != "geen_vergunning_nodig")

    def touched(self, day: date, seekers: pl.DataFrame, *, rival: bool) -> Truths:
        """Of each seeker whether a ground for refusal would stand in some dwelling of a designated area.

        `seekers` has the columns of a household. No hardship is judged and no screening done; `rival`: somebody with
        priority wants the same dwelling.
        """
        found = np.zeros(seekers.height, dtype=np.bool_)
        if not self.situation.designations or not seekers.height:
            return found
        asked, answers = self._probed(day, dwellings_of(self.option))
        for dwelling in representatives(asked, answers):
            placed = seekers.with_columns(*(pl.lit(value).alias(name) for name, value in dwelling.items()))
            judged = self.judge(day, self.applications(day, placed.with_columns(pl.lit(rival).alias("voorrang"))))
            found |= _truths(judged["weigering.zeker"])
        return found

    def _probed(self, day: date, dwellings: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        asked = probes(day, dwellings)
        return asked, self.judge(day, applications(day, asked, routes=ROUTES))


def _situation(option: Option, municipality: str, region: tuple[str, ...]) -> Situation:
    return Situation.model_validate(
        {
            "regio": list(dict.fromkeys((municipality, *region))),
            "aanwijzingen": list(option.designations),
            "verordening": option.ordinance,
        }
    )


def _routes(situation: Situation) -> frozenset[str]:
    """The screenings that the designations name; where one does not say, both."""
    named = {item.instrument for item in situation.designations if item.ground == "artikel_10"}
    return ROUTES if None in named else frozenset(name for name in named if name is not None)


def _applies(answers: pl.DataFrame, ground: str) -> pl.Series:
    return (answers[f"grond.{ground}"] != "niet_van_toepassing").fill_null(False)


def _truths(column: pl.Series) -> Truths:
    found: Truths = column.fill_null(False).to_numpy()
    return found
