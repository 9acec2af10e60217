"""Every part there is, by name. A new one is imported here and nowhere else."""

from __future__ import annotations

from tests.torture import (
    bits,
    erasures,
    forged_bundles,
    forged_databases,
    kill_loop,
    replaying,
    rows,
    stamps,
    three_verifiers,
    vectors,
)
from tests.torture.harness import Part

PARTS: tuple[Part, ...] = (
    *bits.PARTS,
    *stamps.PARTS,
    *rows.PARTS,
    *vectors.PARTS,
    *replaying.PARTS,
    *three_verifiers.PARTS,
    *forged_bundles.PARTS,
    *forged_databases.PARTS,
    *erasures.PARTS,
    *kill_loop.PARTS,
)
