"""An export of cases held against what it says of itself: its bags, metadata, terms, proofs and rule books.

It shares nothing with what writes an export but the names of what stands on top.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from wbmgp_api.publication import archived_bag_check, bag_check
from wbmgp_api.publication.archived_bag_check import FOLDERS, OVERVIEW, PLACE, content, sha256_of
from wbmgp_engine.errors import BadInput

_READ_ME: Final = "LEESMIJ.txt"


def problems(folder: Path, overview: str | None = None) -> Iterator[str]:
    """Everything that is wrong with an export; nothing where all of it holds. Raises BadInput for what is no export.

    `overview`: the SHA-256 that its overview has to have. Without it nobody can tell whether all of it was made again.
    """
    told = _overview(folder)
    if overview is not None and sha256_of(folder / OVERVIEW) != overview.strip().lower():
        yield f"{OVERVIEW}: has another sha256 than was given"
    try:
        there, extra = _there(folder)
        same = sha256_of(folder / _READ_ME) == told.read_me
    except OSError as problem:
        yield f"cannot be read: {problem}"
        return
    if not same:
        yield f"{_READ_ME}: is another one than {OVERVIEW} tells"
    yield from (f"{place}: is not in {OVERVIEW}" for place in sorted(there - told.bags.keys()))
    yield from (f"{name}: does not belong to the export" for name in sorted(extra))
    for place, stated in sorted(told.bags.items()):
        if place in there:
            yield from (f"{place}/{one}" for one in _whole(folder, place, stated))
        else:
            yield f"{place}: is in {OVERVIEW} and is not there"


def counted(folder: Path) -> int:
    """How many bags an export tells of. Raises BadInput for what is no export."""
    return len(_overview(folder).bags)


class _Told(NamedTuple):
    """What an overview tells: of each bag by its place, and the SHA-256 of the text beside it."""

    bags: Mapping[str, Mapping[str, Any]]
    read_me: Any


def _overview(folder: Path) -> _Told:
    try:
        said = json.loads(content(folder / OVERVIEW), object_pairs_hook=_once)
        listed = [*said["zaken"], *said["gedeeld"]]
        bags = {one["map"]: one for one in listed}
        if said["vorm"] != "wbmgp-archief/1" or not all(PLACE.fullmatch(place) for place in bags):
            raise ValueError
        if len(bags) != len(listed):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise BadInput.one(str(folder), f"is no export: its {OVERVIEW} is not there, or cannot be read",
                           "name a folder that `wbmgp archive export` made") from None  # fmt: skip
    return _Told(bags, said.get("leesmijSha256"))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _there(folder: Path) -> tuple[set[str], set[str]]:
    """The places of the bags that are there, and what stands on top and is neither a folder of bags nor told of."""
    kept = [folder / name for name in FOLDERS if bag_check.is_own_folder(folder / name)]
    bags = {f"{one.name}/{bag.name}" for one in kept for bag in one.iterdir()}
    return bags, {one.name for one in folder.iterdir()} - {OVERVIEW, _READ_ME, *(one.name for one in kept)}


def _whole(folder: Path, place: str, stated: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a bag, also where a file of it cannot be read."""
    try:
        yield from archived_bag_check.problems(folder, place, stated)
    except OSError as problem:
        yield f"cannot be read: {problem}"
