"""Good and tampered bundles before three verifiers: the library, `verify.py`, and the recipe for bash and openssl.

The first two have to agree on every fact of all bundles. The recipe takes a twentieth of a second or more, so it gets
every fourth bundle, and only what it reads: it looks at none of the copies for readers, and says so.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from tests.torture.entries import Log
from tests.torture.forged_bundles import ATTACKS, after_changes
from tests.torture.harness import Missing, Part, Tally
from tests.trail.samples import POLICY, by_both
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.archive import packed
from wbmgp_engine.trail.bundle import LEAF, PROOF, SALTS
from wbmgp_engine.trail.bundle import POLICY as POLICY_FILE
from wbmgp_engine.trail.instructions import RECIPE

_EVERY = 4


def by_hand(files: dict[str, bytes], folder: Path) -> int:
    """What the recipe says of an unpacked bundle, with the reader's own policy in it."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in (files | {POLICY_FILE: bytes(POLICY)}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return subprocess.run(["bash", "-c", RECIPE], cwd=folder, capture_output=True, check=False).returncode


def agreement(seed: int, count: int, folder: Path) -> Tally:
    """A third good, a third attacked in structure, a third with a flipped bit."""
    if not (shutil.which("openssl") and shutil.which("bash")):
        raise Missing("the recipe needs bash and openssl")
    chance, faults, seen = Random(seed), list[str](), Counter[str]()
    with patch.object(verify, "signed", cache(verify.signed)):
        for number in range(count):
            what, files = _drawn(chance, number % 3)
            verdict = by_both(packed(files), bytes(POLICY))
            seen["good" if verdict == 0 else "refused"] += 1
            if (verdict == 0) != (what == "good"):
                faults.append(f"{what}: both say {verdict}")
            if number % _EVERY == 0:
                seen["by hand too"] += 1
                if (by_hand(files, folder / "b") == 0) != (verdict == 0):
                    faults.append(f"{what}: by hand it is the other way round")
    return Tally(count, faults, {name: str(number) for name, number in seen.items()})


def _drawn(chance: Random, kind: int) -> tuple[str, dict[str, bytes]]:
    size = chance.randrange(2, 30)
    seq = chance.randrange(size)
    if kind == 1:
        attack = chance.choice(ATTACKS)
        return attack.__name__, attack(chance, seq, size).files()
    files = Log.first(size).bundle(seq).files()
    if kind == 0:
        return "good", after_changes(chance).files() if chance.randrange(2) else files
    name = chance.choice(sorted(name for name in files if name in (LEAF, PROOF, SALTS) or name.startswith("payload/")))
    bit = chance.randrange(8 * len(files[name]))
    changed = (int.from_bytes(files[name], "big") ^ 1 << bit).to_bytes(len(files[name]), "big")
    return f"flipped bit {bit} of {name}", files | {name: changed}


PARTS = (Part("three verifiers", "library, verify.py and recipe agree (T4)", 500, 100_000, agreement),)
