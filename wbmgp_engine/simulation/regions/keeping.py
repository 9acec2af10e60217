"""A made region kept in Parquet: written whole or not at all, and made again where it is damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Final

import polars as pl

from wbmgp_engine.simulation.regions.region import Region

_SEAL: Final = "sha256"
_TABLES: Final = ("households", "dwellings", "fit")


def key_of(files: Iterable[Path], households: int | None, seed: int) -> str:
    """What a made region follows from: its size, its seed, the bytes of its files and of these modules."""
    digest = sha256(repr((households, seed)).encode())
    own = (path for path in Path(__file__).parent.iterdir() if path.suffix in (".py", ".yaml"))
    for path in (*sorted(own), *files):
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def kept(folder: Path, bare: Region, make: Callable[[], Region]) -> Region:
    """The region in a folder; made and put there where it is not, or not whole. `bare`: the same without its tables."""
    found = _read(folder, bare)
    if found is not None:
        return found
    made = make()
    _write(folder, made)
    return made


def _read(folder: Path, bare: Region) -> Region | None:
    """The region, if every byte of it is as it was written; a damaged one is thrown away."""
    if not folder.is_dir():
        return None
    with suppress(OSError):
        files = [(folder / f"{name}.parquet").read_bytes() for name in _TABLES]
        # Looked at before it is read: a damaged file may end the reader of Parquet, and this process with it.
        if _seal(files) == (folder / _SEAL).read_bytes():
            households, dwellings, fit = (pl.read_parquet(BytesIO(file)) for file in files)
            return replace(bare, households=households, dwellings=dwellings, fit=fit)
    rmtree(folder, ignore_errors=True)
    return None


def _write(folder: Path, region: Region) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(dir=folder.parent, prefix=".draft-"))
    try:
        for name in _TABLES:
            table: pl.DataFrame = getattr(region, name)
            table.write_parquet(draft / f"{name}.parquet")
        (draft / _SEAL).write_bytes(_seal((draft / f"{name}.parquet").read_bytes() for name in _TABLES))
        # Who came first has put the same there.
        with suppress(OSError):
            draft.rename(folder)
    finally:
        rmtree(draft, ignore_errors=True)


def _seal(files: Iterable[bytes]) -> bytes:
    return b"".join(sha256(file).digest() for file in files)
