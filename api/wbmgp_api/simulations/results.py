"""The files of a simulation: which of them are kept, their hashes, and reading one only as it was recorded."""

from __future__ import annotations

import json
import os
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Final

from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.store.simulation_rows import Kept
from wbmgp_engine.errors import WbmgpError

MEASURES, TABLE, FACTS = "maten.parquet", "maten.csv", "resultaat.json"
DOSSIER, REQUEST, MARKDOWN = "dossier.json", "verzoek.json", ("dossier.md", "dossier.en.md")
NAMES: Final = (
    MEASURES, TABLE, FACTS, DOSSIER, REQUEST, *MARKDOWN,
    *(f"rapport{language}.{kind}" for language in ("", ".en") for kind in ("html", "pdf")),
)  # fmt: skip
"""What is kept of a simulation. Ledgers of single runs are not: small counts in them are not suppressed."""
_OUT: Final = "uitkomst"


class Gone(WbmgpError):
    """A file of a result is not there any more, or not as it was recorded."""


def out(folder: Path) -> Path:
    """Where a simulation leaves its files."""
    return folder / _OUT


def kept_of(folder: Path) -> str:
    """The files of a simulation that was done, as text: each name with its hash. All else is removed.

    What is hashed is on disk: the log may not say more than is kept.
    """
    found = {}
    for path in sorted(out(folder).iterdir()):
        if path.name not in NAMES:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            continue
        with path.open("rb") as file:
            found[path.name] = f"sha256:{sha256(file.read()).hexdigest()}"
            os.fsync(file.fileno())
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def read(simulating: Simulating, tenant: str, kept: Kept, name: str) -> bytes:
    """A file of a result. Raises Gone where it is not the one that was recorded."""
    try:
        data = (out(simulating.of_one(tenant, kept.id)) / name).read_bytes()
    except OSError:
        raise Gone(f"{name} of simulation {kept.id} cannot be read") from None
    if f"sha256:{sha256(data).hexdigest()}" != kept.hashes.get(name):
        raise Gone(f"{name} of simulation {kept.id} was changed")
    return data


def make_room(regions: Path, most: int = 20) -> None:
    """Keep the regions that were made last: each size and each seed is another one."""
    made = sorted(regions.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in made[most:]:
        remove(path)


def remove(folder: Path) -> None:
    """A folder with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)
