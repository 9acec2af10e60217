"""Every part there is, by name. A new one is imported here and nowhere else."""

from __future__ import annotations

from tests.torture import bits, erasures, kill_loop, rows, stamps
from tests.torture.harness import Part

PARTS: tuple[Part, ...] = (*bits.PARTS, *stamps.PARTS, *rows.PARTS, *erasures.PARTS, *kill_loop.PARTS)
