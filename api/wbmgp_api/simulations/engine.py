"""The simulation of the engine as the service has it done: shipped regions and law variants, and every file it makes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wbmgp_api.simulations.simulating import Progress
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.scenarios import scenarios_root

if TYPE_CHECKING:
    from wbmgp_engine.simulation.options import Scenario

_REGIONS, _LAWS = "council/regios/*/regio.yaml", "council/recht/*/recht.yaml"
_MOST_PROCESSES: Final = 2


def regions() -> tuple[str, ...]:
    """The regions that travel with the engine."""
    return _shipped(_REGIONS)


def laws() -> tuple[str, ...]:
    """The law variants that travel with the engine."""
    return _shipped(_LAWS)


def check(scenario: Path) -> None:
    """Read a scenario without its region. BadInput with every finding."""
    _read(scenario)


def run(scenario: Path, out: Path, lawbook: Lawbook, keep: Path, progress: Progress) -> None:
    """Simulate every option, and write the measures, the dossier, the request and the report. Regions stay in `keep`.

    BadInput for what cannot be simulated. Without the libraries that print there is no PDF, and all else is there.
    """
    from wbmgp_engine.simulation.publishing import publish
    from wbmgp_engine.simulation.regions import load_region
    from wbmgp_engine.simulation.running import simulate

    asked = _read(scenario)
    region = load_region(asked.region, households=asked.households, seed=asked.seed, keep=keep)
    result = simulate(
        asked, out, lawbook=lawbook, region=region, workers=_processes(),
        progress=lambda done, total, name: progress(done, total),
    )  # fmt: skip
    publish(result, lawbook)


def _read(scenario: Path) -> Scenario:
    from wbmgp_engine.simulation.dossier import check_aims
    from wbmgp_engine.simulation.options import load_scenario

    found = load_scenario(scenario)
    check_aims(found)
    return found


def _shipped(pattern: str) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in scenarios_root().glob(pattern)))


def _processes() -> int:
    """One core stays free for requests where there are several."""
    return max(1, min(_MOST_PROCESSES, (os.cpu_count() or 1) - 1))
