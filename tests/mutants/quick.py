"""The killing suite as tests of the code: every case and every pinned answer, without what costs a hundred decisions each.

Not a part of the whole run (its name is no test's): there the same cases stand in tests/scenarios and tests/golden.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.mutants.killing import Trial, trials
from wbmgp_engine import Lawbook


@cache
def _book() -> Lawbook:
    return Lawbook.load()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("trial", trials(_book()), ids=lambda trial: trial.name)


def test_trial(trial: Trial) -> None:
    assert not trial.fails(_book())
