"""Every part at the size of CI; `make torture` runs them at the size of a release. TORTURE_SEED gives another seed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.torture.harness import Missing, Part, one_batch
from tests.torture.parts import PARTS

SEED = int(os.environ.get("TORTURE_SEED", "20261121"))


SHARES = [(part, number) for part in PARTS for number in range(part.tests)]


@pytest.mark.parametrize(
    ("part", "number"),
    SHARES,
    ids=[f"{part.name} {number}" if part.tests > 1 else part.name for part, number in SHARES],
)
def test_what_is_promised_holds(part: Part, number: int, tmp_path: Path) -> None:
    seed = SEED * part.tests + number
    print(f"{part.name}: seed {seed}, {part.share} of {part.ci} times: {part.goal}")
    try:
        tally = one_batch(part, seed, part.share, tmp_path / "batch")
    except Missing as missing:
        pytest.skip(str(missing))
    print(tally.figures)
    assert tally.faults == []
    assert tally.done >= part.share
