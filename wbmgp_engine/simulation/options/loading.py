"""A scenario from its file, or everything that is wrong with it at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.problems import findings_of
from wbmgp_engine.facts.showing import printable, shown
from wbmgp_engine.law.yaml_reader import line_of, read_yaml
from wbmgp_engine.scenarios import scenarios_root
from wbmgp_engine.simulation.options import assumed, built, designated, variants
from wbmgp_engine.simulation.options.assumption import Assumption
from wbmgp_engine.simulation.options.numbers import with_floats
from wbmgp_engine.simulation.options.option import BASELINE, Option
from wbmgp_engine.simulation.options.parameters import parameters
from wbmgp_engine.simulation.options.scenario import Scenario
from wbmgp_engine.simulation.options.schema import OptionGiven, ScenarioGiven

REGIONS = "council/regios"
_BASELINE_NAME = {"nl": "Geen maatregel", "en": "No measure"}


def load_scenario(path: Path) -> Scenario:
    """The scenario in a YAML file. Raises BadInput with every finding: file and line, path in the file, value and fix.

    Whether its areas exist is said by `Scenario.check`, once the region is there.
    """
    try:
        text = path.read_bytes()
    except OSError as problem:
        fix = "name a YAML file with a scenario"
        raise BadInput.one(printable(str(path)), problem.strerror or "cannot be read", fix) from None
    raw = with_floats(read_yaml(text, place=printable(path.name)))
    if not isinstance(raw, dict):
        raise BadInput.one(printable(path.name), "holds no scenario", "write the keys of docs/simulation-scenario.md")
    try:
        given = ScenarioGiven.model_validate(raw)
        findings = list(_unfit(given, path.parent))
    except ValidationError as error:
        findings = findings_of(error, ScenarioGiven, raw)
    if findings:
        raise BadInput([_placed(finding, path, text) for finding in findings])
    return _scenario(given, raw, path)


def _placed(finding: Finding, path: Path, text: bytes) -> Finding:
    """The finding with file and line before its path; what is wrong with a key is said at the key."""
    place = finding.place.removesuffix(".'[key]'")
    steps = tuple(int(step) if step.isdigit() else step for step in place.split("."))
    return finding.at(f"{printable(path.name)}:{line_of(text, steps)}, {place}")


def _scenario(given: ScenarioGiven, raw: dict[str, Any], path: Path) -> Scenario:
    known = assumed.assumed(parameters(), given.assumptions)
    supply = tuple(found for item in given.supply for found in built.supplied(given, item))
    baseline = Option(BASELINE, _BASELINE_NAME, (), None, known, supply)
    options = (baseline, *(_option(given, item, baseline, path.parent) for item in given.options))
    laws = sorted({option.law for option in options if option.law is not None})
    return Scenario(
        id=given.id, name=given.name.by_language(), region=_region(given.region, path.parent) or given.region,
        households=given.households, begin=given.begin, years=given.years, seed=given.seed,
        replicates=given.replicates, municipality=given.municipality, options=options, path=path,
        digest=_digest(raw, known, laws), aims={str(ground): text for ground, text in given.aims.items()},
        aim_measures={ground: tuple(names) for ground, names in given.aim_measures.items()},
    )  # fmt: skip


def _option(scenario: ScenarioGiven, given: OptionGiven, baseline: Option, folder: Path) -> Option:
    ordinance = given.ordinance
    if ordinance is not None and "end" not in ordinance.model_fields_set:
        ordinance = ordinance.model_copy(update={"end": None})
    return Option(
        given.id, given.name.by_language(),
        tuple(found for item in given.designations for found in designated.designated(item)),
        ordinance, assumed.assumed(baseline.assumptions, given.assumptions),
        (*baseline.supply, *(found for item in given.supply for found in built.supplied(scenario, item))),
        None if given.law is None else str(variants.folder_of(given.law, folder)),
    )  # fmt: skip


def _digest(raw: dict[str, Any], known: Mapping[str, Assumption], laws: list[str]) -> str:
    """Over what the file says, the defaults it leaves in place, and the law variants it names."""
    digest = sha256(json.dumps(raw, sort_keys=True).encode())
    digest.update(json.dumps({name: item.value for name, item in known.items()}, sort_keys=True).encode())
    for law in laws:
        digest.update((Path(law) / variants.FILE).read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _region(name: str, folder: Path) -> str | None:
    """Where the region is: a shipped name as it is, else a path from the scenario; None when there is nothing."""
    if "/" not in name and (scenarios_root() / REGIONS / name).is_dir():
        return name
    return str((folder / name).resolve()) if (folder / name).exists() else None


# What is wrong ---------------------------------------------------------------------------------------------------------


def _unfit(given: ScenarioGiven, folder: Path) -> Iterator[Finding]:
    if given.begin.day != 1:
        yield Finding("begin", "is not the first day of a month", "write the first day of a month", str(given.begin))
    if _region(given.region, folder) is None:
        shipped = sorted(path.name for path in (scenarios_root() / REGIONS).glob("*") if path.is_dir())
        fix = f"use {', '.join(shipped) or 'a shipped region'}, or the path of a region from this file"
        yield Finding("regio", "is no region", fix, shown(given.region))
    known = assumed.assumed(parameters(), given.assumptions)
    yield from assumed.unfit(parameters(), given.assumptions, "aannamen")
    for number, item in enumerate(given.supply):
        yield from built.unfit(given, item, f"aanbod.{number}")
    yield from _twice(given.options)
    for number, option in enumerate(given.options):
        yield from _unfit_option(given, option, known, folder, f"varianten.{number}")


def _twice(options: list[OptionGiven]) -> Iterator[Finding]:
    """Two names that differ in case alone are one folder on some machines."""
    seen = dict[str, int]()
    for number, option in enumerate(options):
        before = seen.setdefault(option.id.casefold(), number)
        if option.id.casefold() == BASELINE:
            fix = "the option without measures is always there: give this one another id"
            yield Finding(f"varianten.{number}.id", "is reserved", fix, shown(option.id))
        elif before != number:
            yield Finding(
                f"varianten.{number}.id", f"stands in varianten.{before} too", "give each its own id", shown(option.id)
            )


def _unfit_option(
    scenario: ScenarioGiven, given: OptionGiven, known: Mapping[str, Assumption], folder: Path, place: str
) -> Iterator[Finding]:
    for number, designation in enumerate(given.designations):
        yield from designated.unfit(designation, f"{place}.aanwijzingen.{number}")
    yield from designated.twice(given.designations, f"{place}.aanwijzingen")
    yield from _unfit_ordinance(given, f"{place}.verordening")
    yield from assumed.unfit(known, given.assumptions, f"{place}.aannamen")
    for number, item in enumerate(given.supply):
        yield from built.unfit(scenario, item, f"{place}.aanbod.{number}")
    if given.law is not None:
        yield from variants.unfit(given.law, folder, f"{place}.recht")


def _unfit_ordinance(given: OptionGiven, place: str) -> Iterator[Finding]:
    if (ordinance := given.ordinance) is None:
        return
    if not ordinance.categories:
        fix = "list the categories of dwellings and their gronden, or leave verordening out"
        yield Finding(f"{place}.categorieen", "is empty: the ordinance would cover nothing", fix)
    if ordinance.start is None:
        yield Finding(f"{place}.van", "is required and absent", "give the first day of the ordinance")
    elif ordinance.end is not None and ordinance.end <= ordinance.start:
        problem = f"does not lie after van {ordinance.start}"
        yield Finding(f"{place}.tot", problem, "let van come before tot", str(ordinance.end))
