"""The folder of the keys: in production nobody else may look into it, and it does not stand with the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wbmgp_api.settings import Settings
from wbmgp_api.vault.opened import key_file
from wbmgp_engine.errors import BadInput, Finding

NAMES: Final = ("keys", "signing", "names")


def key_files(settings: Settings) -> tuple[Path, ...]:
    """Where the keys of the database are. BadInput where no folder is named and none can be thought of."""
    return tuple(key_file(settings.database, name) for name in NAMES)


def refuse_loose(settings: Settings) -> None:
    """BadInput, with everything at once, where the keys of a service in production are not kept as they have to be."""
    if settings.production and (found := list(loose(settings))):
        raise BadInput(found)


def loose(settings: Settings) -> Iterator[Finding]:
    """What is wrong with the folder of the keys and with each file in it."""
    folder = Path(settings.keys or "")
    if not folder.is_dir():
        yield Finding("WBMGP_KEYS", "names no folder", "name the folder that holds the keys")
        return
    if folder.stat().st_mode & 0o077:
        yield Finding("WBMGP_KEYS", "is a folder that others may enter", f"chmod 700 {folder}")
    if settings.on_sqlite and settings.address is not None:
        beside = Path(str(settings.address.database)).resolve().parent
        if folder.resolve() == beside or beside in folder.resolve().parents:
            yield Finding("WBMGP_KEYS", "stands with the database: one backup would hold both", "name another folder")
    files = [folder / name for name in NAMES]
    there = [path for path in files if path.exists()]
    for path in there:
        if path.stat().st_mode & 0o077:
            yield Finding(str(path), "others may read this key file", f"chmod 600 {path}")
    for path in files if there else ():
        if path not in there:
            yield Finding(str(path), "is not there, and the other keys are", "restore it from its backup")
