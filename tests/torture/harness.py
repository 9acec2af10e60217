"""Runs of any length that can be cut off: each part in batches, what was done kept in JSON, a report with its seed."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from rich.table import Table


class Missing(Exception):
    """This machine lacks something that a part needs: what, and how to get it."""


class Tally(NamedTuple):
    """What a run of a part did: how many, what went wrong, and figures to print.

    Over batches, figures that are whole numbers are added up; of any other the newest stands.
    """

    done: int
    faults: list[str]
    figures: dict[str, str]


class Part(NamedTuple):
    """One promise to try: how often in CI and before a release, and what tries it (seed, count, an empty folder).

    In CI `tests` tests share the work, each with a seed of its own in a row, so that two workers can. A release goes in
    batches of the size of such a test, or of `batch`.
    """

    name: str
    goal: str
    ci: int
    release: int
    run: Callable[[int, int, Path], Tally]
    batch: int = 0
    tests: int = 1

    @property
    def share(self) -> int:
        """How often one test of CI tries."""
        return ceil(self.ci / self.tests)


class Done(NamedTuple):
    """What was done of a part, over all batches and runs."""

    batches: int = 0
    done: int = 0
    faults: tuple[str, ...] = ()
    figures: dict[str, str] = {}  # noqa: RUF012
    seconds: float = 0
    missing: str = ""

    def plus(self, tally: Tally, seconds: float) -> Done:
        """With one batch more."""
        figures = self.figures | {
            name: str(int(self.figures[name]) + int(value))
            if value.isdecimal() and self.figures.get(name, "").isdecimal()
            else value
            for name, value in tally.figures.items()
        }
        faults = (*self.faults, *(f"batch {self.batches}: {fault}" for fault in tally.faults))
        return Done(self.batches + 1, self.done + tally.done, faults, figures, self.seconds + seconds)


class Run(NamedTuple):
    """A seed, a scale and what was done, as it stands in `FOLDER/state.json`."""

    folder: Path
    seed: int
    scale: float
    parts: dict[str, Done]

    @classmethod
    def resumed(cls, folder: Path, seed: int | None, scale: float | None, otherwise: int) -> Run:
        """What the folder holds, else a new run. Raises ValueError for another seed than the one it was begun with."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "state.json"
        if not file.exists():
            return cls(folder, otherwise if seed is None else seed, 1 if scale is None else scale, {})
        held: dict[str, Any] = json.loads(file.read_text("utf-8"))
        if seed not in (None, held["seed"]):
            raise ValueError(f"{folder} was begun with seed {held['seed']}: take that one, or another --folder")
        parts = {name: Done(**{**one, "faults": tuple(one["faults"])}) for name, one in held["parts"].items()}
        return cls(folder, held["seed"], held["scale"] if scale is None else scale, parts)

    def keep(self) -> None:
        """Write it down, whole or not at all."""
        held = {"seed": self.seed, "scale": self.scale, "parts": {n: one._asdict() for n, one in self.parts.items()}}
        fresh = self.folder / "state.fresh"
        fresh.write_text(json.dumps(held, indent=1), "utf-8")
        fresh.replace(self.folder / "state.json")

    def wanted(self, part: Part) -> int:
        """How many of a part the release column asks, at this scale."""
        return ceil(part.release * self.scale)

    def go(self, part: Part) -> Iterator[Done]:
        """Batch after batch until enough was done; what was done so far, after each."""
        so_far = self.parts.get(part.name, Done())._replace(missing="")
        while so_far.done < self.wanted(part):
            count = min(part.batch or part.share, self.wanted(part) - so_far.done)
            folder = self.folder / part.name / str(so_far.batches)
            begun = time.monotonic()
            try:
                tally = one_batch(part, self.seed + so_far.batches, count, folder)
            except Missing as missing:
                so_far = so_far._replace(missing=str(missing))
                self.parts[part.name] = so_far
                return
            so_far = so_far.plus(tally, time.monotonic() - begun)
            self.parts[part.name] = so_far
            self.keep()
            yield so_far


def one_batch(part: Part, seed: int, count: int, folder: Path) -> Tally:
    """One batch in a folder of its own, which stays when something went wrong. Raises Missing."""
    shutil.rmtree(folder, ignore_errors=True)  # of a batch that was cut off
    folder.mkdir(parents=True)
    tally = part.run(seed, count, folder)
    if tally.done < 1:
        tally = tally._replace(done=count, faults=[*tally.faults, "nothing was tried"])
    if not tally.faults:
        shutil.rmtree(folder, ignore_errors=True)
    return tally


def report(run: Run, parts: Iterable[Part]) -> Table:
    """A table of what was promised, tried and found."""
    table = Table(title=f"Torture, seed {run.seed}, scale {run.scale:g}", show_lines=True)
    for column in ("part", "goal", "done / wanted", "faults", "figures", "time"):
        table.add_column(column)
    for part in parts:
        found = run.parts.get(part.name, Done())
        figures = "\n".join(f"{name}: {value}" for name, value in found.figures.items())
        table.add_row(
            part.name, part.goal, f"{found.done:,} / {run.wanted(part):,}", str(len(found.faults)),
            f"not run: {found.missing}" if found.missing else figures, f"{found.seconds:.0f} s",
        )  # fmt: skip
    return table
