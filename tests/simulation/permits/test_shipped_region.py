"""What a month of the shipped region asks of the rules, asked of every engine."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.logic.columns.engines import why_no_spark
from tests.our_law import OUR_LAW
from tests.simulation.scenarios.test_council import scenario
from wbmgp_engine.simulation.market import run
from wbmgp_engine.simulation.permits import Permits
from wbmgp_engine.simulation.regions import load_region

pytest.importorskip("humanleague", reason="the shipped regions are made from counts by the extra [synthesis]")


class Listening(Permits):
    """Permits that remember what they were asked."""

    asked: list[tuple[date, pl.DataFrame]]

    def judge(self, day: date, applications: pl.DataFrame) -> pl.DataFrame:
        self.asked.append((day, applications))
        return super().judge(day, applications)


@pytest.mark.skipif(why_no_spark() is not None, reason=why_no_spark() or "")
def test_the_engines_agree_on_every_question_of_a_month_of_the_shipped_region() -> None:
    found = scenario("voorbeeldwijk")
    region, option = load_region(found.region, households=20_000, seed=2), found.option("artikel-8")
    permits = Listening(option, found.municipality, region.municipalities, OUR_LAW)
    permits.asked = []
    run(region, found, option, permits, replicate=0, touching=[permits], months=1)
    on_spark = Permits(option, found.municipality, region.municipalities, OUR_LAW, engine="spark")
    assert sum(asked.height for _, asked in permits.asked) > 1_000
    for day, asked in permits.asked:
        assert on_spark.judge(day, asked).equals(Permits.judge(permits, day, asked))
