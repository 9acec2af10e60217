"""Every part there is, by name. A new one is imported here and nowhere else."""

from __future__ import annotations

from tests.torture import (
    bits,
    disk_faults,
    double_submit,
    erasures,
    forged_bundles,
    forged_databases,
    kill_loop,
    model,
    replaying,
    restores,
    rows,
    seeding,
    service_load,
    stamps,
    synced,
    three_verifiers,
    torn,
    vectors,
)
from tests.torture.harness import Part

PARTS: tuple[Part, ...] = (
    *bits.PARTS,
    *stamps.PARTS,
    *rows.PARTS,
    *vectors.PARTS,
    *seeding.PARTS,
    *model.PARTS,
    *restores.PARTS,
    *replaying.PARTS,
    *three_verifiers.PARTS,
    *forged_bundles.PARTS,
    *forged_databases.PARTS,
    *erasures.PARTS,
    *kill_loop.PARTS,
    *disk_faults.PARTS,
    *torn.PARTS,
    *double_submit.PARTS,
    *synced.PARTS,
    *service_load.PARTS,
)
