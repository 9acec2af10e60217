"""`make torture`: the release columns, in batches, from where the last run was cut off."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.torture.harness import Part, Run, report
from tests.torture.parts import PARTS


def main(arguments: Sequence[str], parts: Sequence[Part] = PARTS) -> int:
    """0 when everything held, 1 when something did not, 2 for an argument that cannot be."""
    known = {part.name: part for part in parts}
    parser = argparse.ArgumentParser("python -m tests.torture", description=__doc__)
    parser.add_argument("--part", action="append", choices=sorted(known), help="only this one; may be repeated")
    parser.add_argument("--scale", type=float, help="how much of the release columns; 1 is all")
    parser.add_argument("--seed", type=int, help="what every batch is drawn from; printed in the report")
    parser.add_argument("--folder", type=Path, default=Path(".torture"), help="where the run is kept")
    given = parser.parse_args(arguments)
    try:
        run = Run.resumed(given.folder, given.seed, given.scale, secrets.randbelow(10**9))
    except ValueError as problem:
        parser.error(str(problem))
    run.keep()
    chosen = [known[name] for name in given.part] if given.part else list(parts)
    console = Console()
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
        console=console,
    ) as progress:  # fmt: skip
        for part in chosen:
            task = progress.add_task(part.name, total=run.wanted(part), completed=_done(run, part))
            for found in run.go(part):
                progress.update(task, completed=found.done)
    console.print(report(run, chosen))
    faults = [(part.name, fault) for part in chosen if part.name in run.parts for fault in run.parts[part.name].faults]
    for name, fault in faults:
        print(f"{name}: {fault}", file=sys.stderr)
    return int(bool(faults))


def _done(run: Run, part: Part) -> int:
    return run.parts[part.name].done if part.name in run.parts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
