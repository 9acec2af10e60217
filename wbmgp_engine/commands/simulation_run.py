"""One simulation from the command line: the region, the runs with their bars, the files, and the table that closes it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final, Literal

from wbmgp_engine.commands.disk_keep import disk_keep
from wbmgp_engine.commands.reading import open_lawbook, readable
from wbmgp_engine.commands.simulation_table import Language, closing_table
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.simulation.dossier import askable, check_aims
from wbmgp_engine.simulation.options import Scenario, load_scenario
from wbmgp_engine.simulation.publishing import Published, publish
from wbmgp_engine.simulation.regions import Region, load_region
from wbmgp_engine.simulation.report import Moved, moved_of
from wbmgp_engine.simulation.running import Result, Stopped, simulate
from wbmgp_engine.simulation.sensitivity import sensitivity

if TYPE_CHECKING:
    from rich.progress import Progress

    from wbmgp_engine.law.lawbook import Lawbook

_REGIONS: Final = "wbmgp-engine-regions"
_WHOLE: Final = 400
_SAID: Final = {
    "files": {"nl": "geschreven naar {folder}", "en": "written to {folder}"},
    "first": {"nl": "begin met {folder}/rapport.html", "en": "begin with {folder}/rapport.en.html"},
    "request": {
        "nl": "dossier en verzoek.json zijn van variant {option}; wat mensen nog moeten schrijven staat erin",
        "en": "dossier and verzoek.json are of option {option}; what people still have to write stands in them",
    },
    "once": {
        "nl": "één keer gerekend: een klein verschil kan toeval zijn, --replicates 20 geeft een interval",
        "en": "run once: a small difference can be chance, --replicates 20 gives an interval",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks on the command line."""

    scenario: Path
    out: Path
    replicates: int | None
    engine: Literal["polars", "spark"]
    workers: int
    option: str | None
    sensitivity: bool
    households: int | None
    years: int | None


def simulated(asked: Asked, language: Language) -> None:
    """Simulate, write every file, and print the table. BadInput for what cannot be used; exit 130 when it is stopped."""
    scenario, lawbook = _scenario(asked), open_lawbook()
    try:
        result, published = _done(asked, scenario, lawbook)
    except (KeyboardInterrupt, Stopped):
        _tell(f"stopped; the same command goes on with what was finished in {readable(str(asked.out))}")
        raise KeyboardInterrupt from None
    _close(result, published, language)


def _done(asked: Asked, scenario: Scenario, lawbook: Lawbook) -> tuple[Result, Published]:
    """The result with its files. Raises Stopped, or KeyboardInterrupt where nothing can be cut short in another way."""
    with _bars() as bars:
        with _stopping() as stop:
            region = _region(scenario, bars, stop)
            scenario.check(region)
            work = _Work(asked, scenario, region, lawbook, bars, stop)
            result = work.result()
            moved = work.moved() if asked.sensitivity else None
            if stop():
                raise Stopped
        bars.add_task("report", total=None)
        return result, publish(result, lawbook, option=asked.option, moved=moved)


def _scenario(asked: Asked) -> Scenario:
    """The scenario with what the command line changes. What a run follows from holds that too."""
    scenario = load_scenario(asked.scenario)
    check_aims(scenario)
    if asked.households is not None:
        scenario = replace(scenario, households=asked.households)
    if asked.years is not None:
        scenario = replace(scenario, years=asked.years)
    if asked.option is not None and asked.option not in askable(scenario):
        fix = f"use {', '.join(askable(scenario))}" if askable(scenario) else "leave it out: nothing can be asked"
        raise BadInput([Finding("--option", "is no option of which a request can be made", fix, shown(asked.option))])
    return scenario


def _region(scenario: Scenario, bars: Progress, stop: Callable[[], bool]) -> Region:
    task = bars.add_task("region", total=None)

    def made(done: int, total: int, area: str) -> None:
        if stop():
            raise KeyboardInterrupt
        bars.update(task, completed=done, total=total, description=f"region {area}")

    keep = disk_keep(os.environ)  # noqa: TID251 -- of the process, not of the engine
    region = load_region(
        scenario.region, households=scenario.households, seed=scenario.seed,
        keep=None if keep is None else keep.folder.with_name(_REGIONS),
        progress=made,
    )  # fmt: skip
    bars.update(task, total=1, completed=1)
    return region


@dataclass(frozen=True)
class _Work:
    """The runs that are asked, each kind with a bar."""

    asked: Asked
    scenario: Scenario
    region: Region
    lawbook: Lawbook
    bars: Progress
    stop: Callable[[], bool]

    def result(self) -> Result:
        """Every option in every replicate. Raises Stopped."""
        asked = self.asked
        return simulate(
            self.scenario, asked.out, lawbook=self.lawbook, replicates=asked.replicates, engine=asked.engine,
            workers=asked.workers, progress=self._bar("runs"), stop=self.stop, region=self.region,
        )  # fmt: skip

    def moved(self) -> tuple[Moved, ...]:
        """What each assumption moves, in the option of the dossier. Raises Stopped."""
        asked = self.asked
        option = asked.option or next(iter(askable(self.scenario)), None)
        table = sensitivity(
            self.scenario, asked.out, lawbook=self.lawbook, option=option, engine=asked.engine, workers=asked.workers,
            progress=self._bar("sensitivity"), stop=self.stop, region=self.region,
        )  # fmt: skip
        return moved_of(table)

    def _bar(self, name: str) -> Callable[[int, int, str], None]:
        task = self.bars.add_task(name, total=None)
        return lambda done, total, last: self.bars.update(
            task, completed=done, total=total, description=f"{name} {last}"
        )


@contextmanager
def _bars() -> Iterator[Progress]:
    """Bars on a terminal; nothing is drawn where nobody looks, in a pipe or a log."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    quiet = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as bars:
        yield bars


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed; pressed once more it interrupts at once."""
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _close(result: Result, published: Published, language: Language) -> None:
    from rich.console import Console

    # In a file or a pipe every line stays whole, to search in.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WHOLE)
    console.print(closing_table(result.measures, result.scenario, result.replicates, language))
    lines = ["files", "first"] + ["once"] * (result.replicates == 1) + ["request"] * (published.option is not None)
    for key in lines:
        console.print(
            _SAID[key][language].format(folder=result.folder, option=published.option), markup=False, soft_wrap=True
        )
    for finding in published.without_pdf:
        _tell(str(finding))


def _tell(line: str) -> None:
    print(f"wbmgp: {line}", file=sys.stderr, flush=True)
