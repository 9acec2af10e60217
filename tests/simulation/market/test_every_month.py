"""What must hold at the end of every month, whatever the option."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulation.made import made_region
from tests.simulation.made_scenario import made_baseline
from tests.simulation.market.samples import GROUNDS, Run, ground_option, programme
from wbmgp_engine.simulation.market import State
from wbmgp_engine.simulation.market.state import NEVER, NO_DAY, first_day
from wbmgp_engine.simulation.options import Option

REGION = made_region(800)
OPTIONS = {
    "basis": made_baseline(supply=programme()),
    "artikel-8": ground_option("artikel_8"),
    "artikel-9": ground_option("artikel_9", supply=programme()),
    "alles": ground_option(*GROUNDS, supply=programme()),
    "zonder-wachten": ground_option(*GROUNDS, values={"leegstand_norm_maanden": 0.0, "reacties_maand": 1.0}),
    "vrij": ground_option("artikel_10", values={"opgeven_maand": 0.0, "vertrek_jaar": 0.05, "binding_voorrang": 0.5}),
}


class Watch:
    """Counts by itself what came and went, and looks at everything each month."""

    def __init__(self) -> None:
        self.dwellings = REGION.dwellings.height
        self.households = REGION.households.height
        self.months: list[int] = []

    def __call__(self, state: State, number: int) -> None:
        self.months.append(number)
        self._conserved(state)
        self._one_to_one(state)
        self._dates(state)

    def _conserved(self, state: State) -> None:
        them, homes = state.households, state.dwellings
        assert them.present.sum() == self.households + state.came - state.went
        assert homes.standing.sum() == self.dwellings + state.built - state.demolished
        assert not them.present[them.count :].any() and not homes.standing[homes.count :].any()
        assert len(np.unique(them.id[: them.count])) == them.count

    def _one_to_one(self, state: State) -> None:
        them, homes = state.households, state.dwellings
        housed, lived_in = np.flatnonzero(them.home >= 0), np.flatnonzero(homes.household >= 0)
        assert len(housed) == len(lived_in)
        assert (homes.household[them.home[housed]] == housed).all()
        assert (them.home[homes.household[lived_in]] == lived_in).all()
        assert them.present[housed].all() and homes.standing[lived_in].all()
        assert (them.anchor[housed] == homes.area[them.home[housed]]).all()
        assert ((them.seeking != NEVER) | (them.home >= 0))[them.present].all()
        assert not (them.seeking[~them.present] != NEVER).any()

    def _dates(self, state: State) -> None:
        them = state.households
        there = np.flatnonzero(them.present)
        assert (them.since[there] <= first_day(state.month)).all()
        assert (them.born[there] <= first_day(state.month) - 18 * 365).all()
        assert (them.since[there] != NO_DAY)[them.since[there] > 0].all()
        assert not (them.outside[there] & (them.since[there] != NO_DAY)).any()
        assert (them.seeking[there] <= state.month).all() and (them.refused[there] <= state.month).all()
        pairs = np.isin(them.kind[there], (1, 2))
        assert (them.partner_born[there][~pairs] == NO_DAY).all() and (them.persons[there] >= 1).all()


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS.keys())
def test_nothing_gets_lost_and_nothing_is_double(option: Option) -> None:
    watch = Watch()
    found = Run(option, region=REGION, months=14, watch=watch, touching=[OPTIONS["alles"]])
    assert watch.months == list(range(14))
    assert found.total("verhuringen") > 50


def test_the_programme_is_carried_out() -> None:
    found = Run(OPTIONS["basis"], region=REGION, months=12)
    state = found.state
    assert state is not None and (state.built, state.demolished) == (17, 23)
    assert found.total("woningen", "dorp", 2026) == (REGION.dwellings["gebied"] == "dorp").sum() - 3
    assert found.total("woningen", "", 2026) == REGION.dwellings.height + 17 - 23


def test_occupants_of_what_is_demolished_look_with_urgency() -> None:
    before = made_baseline(supply=programme()[2:3])
    seen: dict[int, int] = {}

    def watch(state: State, number: int) -> None:
        seen[number] = int((state.households.urgent & state.households.present).sum())

    displaced = Run(before, region=REGION, months=5, watch=watch)
    assert displaced.state is not None
    with_programme = seen[4]
    Run(made_baseline(), region=REGION, months=5, watch=watch)
    assert with_programme > seen[4]
