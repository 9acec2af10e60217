"""Every part at the size of CI; `make torture` runs them at the size of a release. TORTURE_SEED gives another seed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.torture.harness import Missing, Part, one_batch
from tests.torture.parts import PARTS

SEED = int(os.environ.get("TORTURE_SEED", "20261121"))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_what_is_promised_holds(part: Part, tmp_path: Path) -> None:
    print(f"{part.name}: seed {SEED}, {part.ci} times: {part.goal}")
    try:
        tally = one_batch(part, SEED, part.ci, tmp_path / "batch")
    except Missing as missing:
        pytest.skip(str(missing))
    print(tally.figures)
    assert tally.faults == []
    assert tally.done >= part.ci
