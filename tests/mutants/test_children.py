"""What becomes of a mutant in its child: who noticed it, and that the parent stays as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.mutants.children import STOPPED
from tests.mutants.code import UNTESTED

PROGRAM = r"""
import sys
from time import monotonic
import pytest
from tests.mutants.children import fails, judged

changed = []

class Judging:
    def pytest_runtestloop(self, session):
        slow, quick = session.items
        assert not fails(slow, quick) and not fails(quick, quick)
        tests = {"nobody comes by": [], "only the slow one": [(2.0, slow)]}
        def chosen(name):
            return tests.get(name, [(1.0, quick), (2.0, slow)])
        names = ["seen", "survives", "nobody comes by", "only the slow one", "breaks"]
        for until in (monotonic() + 60, monotonic() - 1):
            for name, fate in judged(names, chosen, changed.append, until):
                print(f"\n> {name}={fate}")
        print(f"\n> parent={changed}")
        return True

if __name__ == "__main__":
    sys.modules["program"] = sys.modules["__main__"]
    pytest.main(["-q", "-p", "no:cacheprovider", "-s", sys.argv[1]], plugins=[Judging()])
"""
TESTS = """
import os
import program

def test_slow():
    assert program.changed not in (["seen"], ["only the slow one"])

def test_quick():
    if program.changed == ["breaks"]:
        os._exit(3)
    assert program.changed != ["seen"]
"""


def test_the_first_test_that_fails_is_named_and_the_parent_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "test_small.py").write_text(TESTS, encoding="utf-8")
    asked = [sys.executable, str(tmp_path / "program.py"), str(tmp_path / "test_small.py")]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        asked, cwd=tmp_path, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
    )
    # After the time nothing more is judged: each of the five is said once.
    assert sorted(line[2:] for line in done.stdout.splitlines() if line.startswith("> ")) == sorted([
        "seen=test_small.py::test_quick", "survives=None", f"nobody comes by={UNTESTED}",
        "only the slow one=test_small.py::test_slow", f"breaks={STOPPED}", "parent=[]",
    ]), done.stdout + done.stderr  # fmt: skip
