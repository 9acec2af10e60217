"""The dwellings of one area as codes, and which household of the area lives in which of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wbmgp_engine.simulation.regions.columns import HOUSEHOLDS
from wbmgp_engine.simulation.regions.fitting import Counts, fitted, shared_out
from wbmgp_engine.simulation.regions.marginals import Marginals
from wbmgp_engine.simulation.regions.people import NOWHERE, People
from wbmgp_engine.simulation.regions.reference import MEANS, Reference


@dataclass(frozen=True, slots=True)
class Homes:
    """Dwellings as codes; `asked`: the counts by marginal; `lived_in`: the dwelling of each household, by its place.

    The rent class after the last is none at all.
    """

    codes: Mapping[str, Counts]
    asked: Mapping[str, Counts]
    lived_in: Counts


def homes(
    area: str, count: int, residents: People, marginals: Marginals, reference: Reference, chance: np.random.Generator
) -> Homes:
    """So many dwellings of an area, with its households in them by what they can pay and what they need."""
    tenures = shared_out(count, np.array(marginals.row("bezit", area)))
    rents = shared_out(int(tenures[:-1].sum()), np.array(marginals.row("huur", area)))
    asked = {"bezit": tenures, "huur": np.append(rents, tenures[-1]), "soort": np.array([count, 0])}
    if "soort" in marginals.tables:
        asked["soort"] = shared_out(count, np.array(marginals.row("soort", area)))
    made = fitted(reference.dwelling_seed(len(rents)), list(asked.values()), chance)
    kinds = np.repeat(np.arange(made.size), made.ravel())
    codes = dict(zip(asked, np.unravel_index(kinds, made.shape), strict=True))
    return Homes(codes, asked, _lived_in(residents, made, reference.home_seed(len(rents)), reference, chance))


def _lived_in(
    residents: People, made: Counts, seed: np.ndarray, reference: Reference, chance: np.random.Generator
) -> Counts:
    """The dwelling of each household: means and type of household fitted to the dwellings there are."""
    rows = reference.means_of[residents.codes["inkomen"]] * len(HOUSEHOLDS) + residents.codes["huishouden"]
    vacant = int(made.sum()) - len(rows)
    nobody = len(MEANS) * len(HOUSEHOLDS)
    pairs = fitted(seed, [np.append(np.bincount(rows, minlength=nobody), vacant), made.ravel()], chance)
    # One pair of a row and a kind of dwelling for each dwelling: by row, so the households stand beside them by row too.
    kinds = np.repeat(np.tile(np.arange(made.size), len(pairs)), pairs.ravel())
    of_row = np.append(np.lexsort((chance.random(len(rows)), rows)), np.full(vacant, NOWHERE))
    # The dwellings are numbered by kind, so pairs by kind are in the order of the dwellings.
    household = of_row[np.argsort(kinds, kind="stable")]
    lived_in = np.empty(len(rows), dtype=np.int64)
    dwelling = np.flatnonzero(household != NOWHERE)
    lived_in[household[dwelling]] = dwelling
    return lived_in
