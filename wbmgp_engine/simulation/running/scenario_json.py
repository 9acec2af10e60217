"""A scenario as canonical JSON and back: numbers with decimals as text, no path of a machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from wbmgp_engine.facts.situation import Designation, Ordinance
from wbmgp_engine.simulation.options import Assumption, Option, Scenario, Supply

Json = dict[str, Any]


def scenario_to_json(scenario: Scenario, rules: Mapping[str, str]) -> Json:
    """The scenario with the hash of each option's rule book. Options name only assumptions that are not the baseline's."""
    common = scenario.baseline.assumptions
    return {
        "kenmerk": scenario.id, "naam": dict(scenario.name), "regio": PurePath(scenario.region).name,
        "huishoudens": scenario.households, "begin": scenario.begin.isoformat(), "jaren": scenario.years,
        "zaad": scenario.seed, "herhalingen": scenario.replicates, "gemeente": scenario.municipality,
        "doel": dict(scenario.aims), "doelmaten": {ground: list(names) for ground, names in scenario.aim_measures.items()},
        "bestand": scenario.path.name, "digest": scenario.digest,
        "aannamen": [_assumed(item) for item in common.values()],
        "varianten": [_option(option, common, rules[option.id]) for option in scenario.options],
    }  # fmt: skip


def scenario_of(told: Json) -> Scenario:
    """The scenario that was written: enough to show it, not to run it again (its files are elsewhere)."""
    common = {item["naam"]: _assumption(item) for item in told["aannamen"]}
    return Scenario(
        id=told["kenmerk"], name=told["naam"], region=told["regio"], households=told["huishoudens"],
        begin=date.fromisoformat(told["begin"]), years=told["jaren"], seed=told["zaad"], replicates=told["herhalingen"],
        municipality=told["gemeente"], options=tuple(_option_of(item, common) for item in told["varianten"]),
        path=Path(told["bestand"]), digest=told["digest"], aims=told["doel"],
        aim_measures={ground: tuple(names) for ground, names in told["doelmaten"].items()},
    )  # fmt: skip


def _option(option: Option, common: Mapping[str, Assumption], rules: str) -> Json:
    own = [item for name, item in option.assumptions.items() if item != common.get(name)]
    return {
        "id": option.id, "naam": dict(option.name), "aanwijzingen": [_dumped(item) for item in option.designations],
        "verordening": None if option.ordinance is None else _dumped(option.ordinance),
        "aannamen": [_assumed(item) for item in own], "aanbod": [_supply(item) for item in option.supply],
        "recht": None if option.law is None else PurePath(option.law).name, "regels": rules,
    }  # fmt: skip


def _option_of(told: Json, common: Mapping[str, Assumption]) -> Option:
    own = {item["naam"]: _assumption(item) for item in told["aannamen"]}
    ordinance = told["verordening"]
    return Option(
        told["id"], told["naam"], tuple(Designation.model_validate(item) for item in told["aanwijzingen"]),
        None if ordinance is None else Ordinance.model_validate(ordinance), {**common, **own},
        tuple(_supply_of(item) for item in told["aanbod"]), told["recht"],
    )  # fmt: skip


def _dumped(item: Designation | Ordinance) -> Json:
    return item.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _supply(item: Supply) -> Json:
    return {
        "gebied": item.area, "maand": item.month.isoformat(), "aantal": item.dwellings, "bezit": item.tenure,
        "soort": item.kind, "huurprijs": item.rent,
    }  # fmt: skip


def _supply_of(told: Json) -> Supply:
    month = date.fromisoformat(told["maand"])
    return Supply(told["gebied"], month, told["aantal"], told["bezit"], told["soort"], told["huurprijs"])


def _assumed(item: Assumption) -> Json:
    return {
        "naam": item.name, "waarde": repr(item.value), "laag": repr(item.low), "hoog": repr(item.high),
        "eenheid": item.unit, "bron": item.source, "zekerheid": item.certainty, "tekst": dict(item.text),
        "gebied": {area: repr(value) for area, value in item.areas.items()},
    }  # fmt: skip


def _assumption(told: Json) -> Assumption:
    return Assumption(
        told["naam"], float(told["waarde"]), float(told["laag"]), float(told["hoog"]), told["eenheid"], told["bron"],
        told["zekerheid"], told["tekst"], {area: float(value) for area, value in told["gebied"].items()},
    )  # fmt: skip
