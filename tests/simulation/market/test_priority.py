"""Article 9 is an order, not an exclusion: who is passed over has not applied, and was not refused."""

from __future__ import annotations

import polars as pl
import pytest

from tests.simulation.made import made_region
from tests.simulation.market.samples import Run, ground_option

REGION = made_region(4000)


def _only(tenure: str, **values: float) -> Run:
    region = REGION.__class__(
        REGION.id, REGION.name, REGION.day, REGION.municipalities, REGION.areas, REGION.households,
        REGION.dwellings.with_columns(bezit=pl.lit(tenure, REGION.dwellings.schema["bezit"]), huurprijs=pl.lit(60000, pl.Int64)),
    )  # fmt: skip
    known = {"onbekend_inkomen": 0.0, "onbekend_verblijf": 0.0}
    return Run(ground_option("artikel_9", values=known | values), region=region, months=14)


@pytest.fixture(scope="module")
def corporation() -> Run:
    return _only("corporatie")


def test_a_corporation_refuses_nobody_for_the_order(corporation: Run) -> None:
    assert corporation.total("weigeringen") == 0 and not corporation.refused
    assert corporation.total("aanvragen") == corporation.total("verleend") > 0
    assert corporation.total("voorrang") > 0 and corporation.total("voorbijgegaan") > 0


def test_who_is_passed_over_made_room_for_somebody_with_priority(corporation: Run) -> None:
    assert corporation.total("voorbijgegaan") <= corporation.total("voorrang")


def test_priority_gives_more_dwellings_to_who_has_it(corporation: Run) -> None:
    plain = Run(
        ground_option("artikel_10", values={"negatieve_woonverklaring": 0.0}), region=corporation.region, months=14
    )
    share = {}
    for name, found in (("ordered", corporation), ("plain", plain)):
        state = found.state
        assert state is not None
        them, homes = state.households, state.dwellings
        moved = (them.home >= 0) & (homes.area[them.home] < 2) & (them.trait == state.names.traits.index("beroep_zorg"))
        share[name] = int(moved.sum())
    assert share["ordered"] > share["plain"]


def test_a_private_landlord_meets_the_order_only_where_a_rival_wants_the_dwelling() -> None:
    silent = _only("particulier", voorrang_reageert=0.0, aan_ander=1.0)
    assert silent.total("weigeringen") == 0 and silent.total("aanvragen") > 0


def test_one_rival_stands_in_the_way_of_one_candidate() -> None:
    loud = _only("particulier", voorrang_reageert=1.0, aan_ander=1.0)
    refused = loud.total("weigeringen.artikel_9")
    assert refused == loud.total("weigeringen") > 0 and loud.total("voorbijgegaan") == 0
    # Each refusal gave the dwelling to the rival.
    assert refused <= loud.total("voorrang")
    rows = pl.concat(loud.refused)
    assert rows["voorrang.kandidatenMetVoorrang"].all() and (rows["voorrang.oordeel"] == "aan_ander").all()
    assert not (rows["huishouden.0.kenmerken.0"] == "beroep_zorg").any()


def test_without_the_decision_of_the_executive_nobody_is_refused() -> None:
    assert _only("particulier", voorrang_reageert=1.0, aan_ander=0.0).total("weigeringen") == 0
