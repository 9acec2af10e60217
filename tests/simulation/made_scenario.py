"""Scenarios made for tests over the made region (`made.py`): areas `noord`, `oost`, … of GM9999, and of GM9998."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from wbmgp_engine.facts.situation import Designation, Ordinance
from wbmgp_engine.simulation.options import BASELINE, Option, Scenario, Supply, parameters

BEGIN = date(2026, 1, 1)
MUNICIPALITY = "GM9999"
BOTH = ["corporatie", "particulier"]


def made_ordinance(grounds: Sequence[str] = ("artikel_8", "artikel_9", "artikel_10"), **changes: Any) -> Ordinance:
    """An ordinance that applies grounds to every rented dwelling, from the begin on."""
    data: dict[str, Any] = {
        "id": "gemaakt", "van": BEGIN.isoformat(), "tot": None,
        "categorieen": [{"gronden": list(grounds), "verhuurder": BOTH, "soort": ["zelfstandig", "onzelfstandig"]}],
        "inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager", "voorrangskenmerken": ["beroep_zorg"],
        "gedragingen": ["a", "d", "e"],
    }  # fmt: skip
    return Ordinance.model_validate(data | changes)


def made_designation(
    area: str, ground: str, start: date = BEGIN, end: date | None = date(2030, 1, 1), instrument: str | None = None
) -> Designation:
    """A designation `[start, end)`; article 10 gets the police route unless it says otherwise."""
    if ground == "artikel_10":
        instrument = instrument or "politiegegevens"
    last = None if end is None else end.isoformat()
    data = {"gebied": area, "grond": ground, "instrument": instrument, "van": start.isoformat(), "tot": last}
    return Designation.model_validate(data)


def made_option(
    name: str = "artikel-8",
    *designations: Designation,
    ordinance: Ordinance | None = None,
    values: dict[str, float] | None = None,
    supply: Sequence[Supply] = (),
) -> Option:
    """An option; without designations article 8 in `noord` and `oost` for four years."""
    given = designations or (made_designation("noord", "artikel_8"), made_designation("oost", "artikel_8"))
    assumed = dict(parameters())
    for parameter, value in (values or {}).items():
        assumed[parameter] = assumed[parameter].moved(value)
    text = {"nl": name, "en": name}
    return Option(name, text, given, ordinance or made_ordinance(), assumed, tuple(supply))


def made_baseline(values: dict[str, float] | None = None, supply: Sequence[Supply] = ()) -> Option:
    """The option without measures."""
    assumed = made_option(values=values).assumptions
    return Option(BASELINE, {"nl": "Geen maatregel", "en": "No measure"}, (), None, assumed, tuple(supply))


def made_scenario(
    region: str = "gemaakt",
    options: Sequence[Option] | None = None,
    *,
    begin: date = BEGIN,
    years: int = 2,
    seed: int = 1,
    replicates: int = 1,
) -> Scenario:
    """A scenario with the baseline first, and the options given, else one with article 8."""
    chosen = [made_option()] if options is None else list(options)
    if not chosen or chosen[0].id != BASELINE:
        chosen = [made_baseline(), *chosen]
    return Scenario(
        id="gemaakt", name={"nl": "Gemaakt", "en": "Made"}, region=region, households=None, begin=begin, years=years,
        seed=seed, replicates=replicates, municipality=MUNICIPALITY, options=tuple(chosen), path=Path("gemaakt.yaml"),
        digest="0" * 64, aims={"artikel_8": "minder instroom"},
    )  # fmt: skip
