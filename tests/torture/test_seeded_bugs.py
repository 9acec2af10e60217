"""The table of seeded bugs: every one can still be put in, and the page that lists them is this list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.torture.seeded_bugs import BUGS, Bug
from tests.torture.seeding import PARTS, ROOT, Copy, _window, page


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.breaks)
def test_its_words_stand_once_in_its_file(bug: Bug) -> None:
    assert (ROOT / bug.file).read_text("utf-8").count(bug.before) == 1
    assert bug.after != bug.before


def test_each_is_another() -> None:
    assert len(BUGS) >= 30
    assert max(Counter((bug.file, bug.before, bug.after) for bug in BUGS).values()) == 1


@pytest.mark.parametrize("seed", [0, 7, 20261121])
def test_seeds_in_a_row_take_every_one(seed: int) -> None:
    (part,) = PARTS
    sizes = [min(part.ci, part.release - start) for start in range(0, part.release, part.ci)]
    taken = [bug for number, size in enumerate(sizes) for bug in _window(seed + number, size)]
    assert sorted(taken) == sorted(BUGS)


def test_the_page_lists_them() -> None:
    assert (ROOT / "docs" / "seeded-bugs.md").read_text("utf-8") == page()


def test_words_that_moved_and_tests_that_see_nothing_are_told(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "copy")
    bug = Bug("nothing", "wbmgp_engine/trail/merkle.py", "no such words", "", "")
    assert copy.notices(bug) == "its words stand 0 times in wbmgp_engine/trail/merkle.py"
    harmless = bug._replace(before="The hash of two subtrees", after="The hash of both subtrees")
    harmless = harmless._replace(suite="tests/trail/test_merkle.py -k known_roots")
    assert copy.notices(harmless).startswith("exit 0")
    assert (tmp_path / "copy" / bug.file).read_bytes() == (ROOT / bug.file).read_bytes()
