"""A region by its name or its folder: made from counts and kept, or read from own data."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.scenarios import scenarios_root
from wbmgp_engine.simulation.regions.csv_tables import read_areas
from wbmgp_engine.simulation.regions.geometry import with_shapes
from wbmgp_engine.simulation.regions.keeping import kept, key_of
from wbmgp_engine.simulation.regions.making import Making
from wbmgp_engine.simulation.regions.microdata import own_region
from wbmgp_engine.simulation.regions.region import Region, check
from wbmgp_engine.simulation.regions.region_file import NAME, read_region_file
from wbmgp_engine.simulation.regions.synthesis import Progress

_MOST_SEED: Final = 2**63 - 1


def shipped_regions() -> dict[str, Path]:
    """The folders of the regions that travel with the package, by name."""
    root = scenarios_root() / "council" / "regios"
    return {path.parent.name: path.parent for path in sorted(root.glob(f"*/{NAME}"))}


def load_region(
    where: str | Path, *, households: int | None = None, seed: int = 0, keep: Path | None = None,
    progress: Progress | None = None,
) -> Region:  # fmt: skip
    """The region in a folder with a `regio.yaml`, or a shipped one by its name.

    `households` scales a region made from counts; `seed` is its chance; below `keep` it is kept for a next time.
    `progress` hears how many areas of how many are made. BadInput with file, row or path, value and fix.
    """
    path = _file(where)
    file = read_region_file(path)
    areas = read_areas(path.parent / file.areas, file.municipalities)
    if file.map is not None:
        areas = with_shapes(areas, path.parent / file.map)
    if file.counts is None:
        if households is not None:
            scaled = Finding(
                "huishoudens", "cannot scale own data", "leave it out, or use a region from counts", str(households)
            )
            raise BadInput([scaled])
        return own_region(path.parent, file, areas)
    if not 0 <= seed <= _MOST_SEED:
        raise BadInput([Finding("zaad", "is no seed", f"give a whole number from 0 to {_MOST_SEED}", str(seed))])
    making = Making(path.parent, file, areas)
    if keep is None:
        return _made(making, households, seed, progress)
    name = f"{file.id}-{key_of((path, path.parent / file.areas, *making.files), households, seed)}"
    return kept(keep / name, making.bare, lambda: _made(making, households, seed, progress))


def _file(where: str | Path) -> Path:
    path, shipped = Path(where), shipped_regions()
    if path.is_dir():
        return path / NAME
    if path.is_file():
        return path
    if str(where) in shipped:
        return shipped[str(where)] / NAME
    fix = f"name a folder with a {NAME}, or one of {', '.join(shipped)}"
    raise BadInput.one("regio", f"{shown(str(where))} is no region", fix)


def _made(making: Making, households: int | None, seed: int, progress: Progress | None) -> Region:
    region = making.region(households=households, seed=seed, progress=progress)
    check(region)
    return region
