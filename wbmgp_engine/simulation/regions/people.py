"""The households of one area as codes: type, age band, income, length of residence and groups, in these numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wbmgp_engine.simulation.regions.columns import AGES, INCOMES
from wbmgp_engine.simulation.regions.csv_tables import OUTSIDE
from wbmgp_engine.simulation.regions.fitting import Counts, fitted, shared_out
from wbmgp_engine.simulation.regions.marginals import Marginals
from wbmgp_engine.simulation.regions.reference import STAYS, Reference

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class People:
    """Households as codes, one array for each feature: places in the lists of codes. `asked`: the counts by marginal."""

    codes: Mapping[str, Counts]
    asked: Mapping[str, Counts]


def people(area: str, count: int, marginals: Marginals, reference: Reference, chance: np.random.Generator) -> People:
    """So many households of an area; of those from outside the region the length of residence is `NOWHERE`."""
    features = ["huishouden", "leeftijd", "inkomen", *([] if area == OUTSIDE else ["verblijf"]), *marginals.groups]
    asked = {name: shared_out(count, np.array(marginals.row(name, area))) for name in features}
    made = fitted(reference.persons_seed, [asked[name] for name in ("leeftijd", "inkomen", "huishouden")], chance)
    cells = chance.permutation(np.repeat(np.arange(made.size), made.ravel()))
    age, income, kind = np.unravel_index(cells, made.shape)
    codes = {"huishouden": kind, "leeftijd": age, "inkomen": income}
    if area == OUTSIDE:
        codes["verblijf"] = np.full(count, NOWHERE)
    else:
        codes["verblijf"] = _stays(age * len(INCOMES) + income, asked["verblijf"], reference, chance)
    for name in marginals.groups:
        codes[name] = chance.permutation(np.repeat(np.arange(len(asked[name])), asked[name]))
    return People(codes, asked)


def _stays(key: Counts, asked: Counts, reference: Reference, chance: np.random.Generator) -> Counts:
    """The length of residence of each household, fitted to age and income together (`key`)."""
    made = fitted(reference.stay_seed, [np.bincount(key, minlength=len(AGES) * len(INCOMES)), asked], chance)
    stays = np.empty(len(key), dtype=np.int64)
    stays[np.lexsort((chance.random(len(key)), key))] = np.repeat(np.tile(np.arange(len(STAYS)), len(made)), made.ravel())  # fmt: skip
    return stays
