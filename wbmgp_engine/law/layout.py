"""Where rule files stand under `rules/`: `nl/<layer>/[<code>-<name>/]<law id>/<valid_from>.yaml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import get_args

from wbmgp_engine.errors import RuleFileError
from wbmgp_engine.law.versions import Version
from wbmgp_engine.law.vocabulary import Layer, is_day

_LAYERS = {layer.lower(): layer for layer in get_args(Layer)}
_TERRITORIAL = {
    "gemeentelijke_verordening": "gemeente_code",
    "provinciale_verordening": "provincie_code",
    "waterschaps_verordening": "waterschap_code",
}


def rules_folder() -> Path:
    """The rules that came with the package, or those of the checkout it runs from."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_data" / "rules"
    return packaged if packaged.is_dir() else package.parent / "rules"


def files_under(root: Path) -> dict[str, bytes]:
    """Every file by its posix path below `root`; names that begin with a dot are the desktop's, not the law's."""
    if not root.is_dir():
        raise RuleFileError.one(str(root), "there is no such folder", "name the folder that holds nl/")
    files: dict[str, bytes] = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(folder).relative_to(root)
        for name in names:
            if not name.startswith("."):
                files[(below / name).as_posix()] = Path(folder, name).read_bytes()
    return files


def versions_in(files: Mapping[str, bytes], prefix: str) -> list[Version]:
    """A version per rule file under `nl/`. Raises RuleFileError for a YAML file that stands outside the layout."""
    return [
        _version(path, text, prefix)
        for path, text in files.items()
        if path.startswith("nl/") and path.endswith((".yaml", ".yml"))
    ]


def _version(path: str, text: bytes, prefix: str) -> Version:
    _, *between, name = path.split("/")
    layer, *folders = between or [""]  # a file may stand in nl/ itself
    day = name.removesuffix(".yaml")
    key = _TERRITORIAL.get(layer)
    if layer not in _LAYERS or len(folders) != 1 + bool(key) or not is_day(day):
        fix = "move it to nl/<layer>/<law id>/<valid_from>.yaml"
        if key:
            fix = f"move it to nl/{layer}/<code>-<name>/<law id>/<valid_from>.yaml"
        raise RuleFileError.one(prefix + path, "the file stands outside the layout", fix)
    territory = (key, folders[0].partition("-")[0].upper()) if key else None
    starts = date.fromisoformat(day)
    return Version(
        folders[-1], starts, path=path, place=prefix + path, text=text, layer=_LAYERS[layer], territory=territory
    )
