"""Put each seeded bug into a copy of the package and run the narrow tests: they have to fail, and pass without it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from random import Random

from tests.torture.harness import Part, Tally
from tests.torture.seeded_bugs import BUGS, Bug

ROOT = Path(__file__).parents[2]
_COPIED = ("wbmgp_engine", "api", "tests", "pyproject.toml")
_LINKED = ("rules", "scenarios", "docs")
_FAILED, _PATIENCE, _EACH = 1, 600, 8


class Copy:
    """The package and its tests in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name)
            else:
                shutil.copy(source, folder / name)
        for name in _LINKED:
            (folder / name).symlink_to(ROOT / name)

    def notices(self, bug: Bug) -> str:
        """How the tests end with the bug in the package; it is taken out again."""
        file = self.folder / bug.file
        before, times = file.read_text("utf-8"), file.stat()
        if before.count(bug.before) != 1:
            return f"its words stand {before.count(bug.before)} times in {bug.file}"
        file.write_text(before.replace(bug.before, bug.after), "utf-8")
        # Compiled files go by time and size: this one is of no time that was compiled before.
        os.utime(file, (times.st_mtime + 5, times.st_mtime + 5))
        try:
            code, said = self.run(bug.suite)
        finally:
            file.write_text(before, "utf-8")
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        return "caught" if code == _FAILED else f"exit {code}: {said[-300:]}"

    def run(self, suite: str) -> tuple[int, str]:
        """Exit code and last words of the tests."""
        there = os.environ | {
            "PYTHONPATH": f"{self.folder}{os.pathsep}{self.folder / 'api'}", "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "--no-header",
            "-p",
            "no:cacheprovider",
            *shlex.split(suite),
        ]
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=there, capture_output=True, text=True, timeout=_PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return _FAILED, "they did not end"
        return done.returncode, done.stdout + done.stderr


def catching(seed: int, count: int, folder: Path) -> Tally:
    """`count` bugs, of which seeds in a row take all; and the tests of the first pass on a copy without a bug."""
    drawn = _window(seed, count)
    free: Queue[Copy] = Queue()
    for name in ("one", "two"):
        free.put(Copy(folder / name))

    def with_bug(bug: Bug) -> list[str]:
        copy = free.get()
        try:
            ended = copy.notices(bug)
        finally:
            free.put(copy)
        return [] if ended == "caught" else [f"{bug.breaks}: not caught; {ended}"]

    with ThreadPoolExecutor(2) as pool:
        faults = [fault for found in pool.map(with_bug, drawn) for fault in found]
    caught = len(drawn) - len(faults)
    code, said = free.get().run(drawn[0].suite)
    if code:
        faults.append(f"{drawn[0].suite}: fails without a bug: {said[-300:]}")
    return Tally(count, faults, {"caught": str(caught), "there are": f"{len(BUGS)} bugs"})


def _window(seed: int, count: int) -> list[Bug]:
    mixed = Random(0).sample(BUGS, len(BUGS))
    return [mixed[(seed * _EACH + number) % len(BUGS)] for number in range(count)]


def page() -> str:
    """`docs/seeded-bugs.md`."""
    rows = [f"| {bug.breaks} | `{bug.file}` | `{bug.suite}` |" for bug in BUGS]
    head = """# Seeded bugs

Each line is one small mistake, put into a copy of the package. The tests on the right have to fail because of it, and
pass without it. `make torture TORTURE="--part 'seeded bugs'"` tries all of them; a change is tried against some, drawn
by a seed that is printed. The list is `tests/torture/seeded_bugs.py`.

| what breaks | where | which tests have to notice |
|---|---|---|
"""
    return head + "\n".join(rows) + "\n"


PARTS = (Part("seeded bugs", "narrow tests notice every small mistake (Q6)", _EACH, len(BUGS), catching),)
