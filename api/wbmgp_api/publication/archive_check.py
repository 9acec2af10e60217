"""An export of cases held against what it says of itself: its bags, metadata, terms, proofs and rule books.

It shares nothing with what writes an export but the names of what stands on top.
"""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from wbmgp_api.publication import bag_check
from wbmgp_api.publication.mdto_check import Element, Refused, read
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail.archive import unpacked
from wbmgp_engine.trail.verify import outcome

_OVERVIEW: Final = "overzicht.json"
_FOLDERS: Final = ("zaken", "regelboeken", "motoren")
_OF_FILE: Final = ".bestand.mdto.xml"
_OF_OBJECT: Final = ".mdto.xml"
_LARGEST: Final = 100_000_000
_DURATION: Final = re.compile(r"P(\d{1,5})([YD])", re.ASCII)
_PLACE: Final = re.compile(rf"(?:{'|'.join(_FOLDERS)})/[0-9a-f]{{32,64}}", re.ASCII)


def problems(folder: Path) -> Iterator[str]:
    """Everything that is wrong with an export; nothing where all of it holds. Raises BadInput for what is no export."""
    told = _overview(folder)
    kept = [folder / name for name in _FOLDERS if bag_check.is_own_folder(folder / name)]
    there = {f"{one.name}/{bag.name}" for one in kept for bag in one.iterdir()}
    yield from (f"{place}: is not in {_OVERVIEW}" for place in sorted(there - told.keys()))
    extra = {one.name for one in folder.iterdir()} - {_OVERVIEW, "LEESMIJ.txt", *_FOLDERS}
    yield from (f"{name}: does not belong to the export" for name in sorted(extra))
    for place, stated in sorted(told.items()):
        if place in there:
            yield from (f"{place}/{one}" for one in _whole(folder, place, stated))
        else:
            yield f"{place}: is in {_OVERVIEW} and is not there"


def _whole(folder: Path, place: str, stated: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a bag, also where a file of it cannot be read."""
    try:
        yield from _bag(folder, place, stated)
    except OSError as problem:
        yield f"cannot be read: {problem}"


def counted(folder: Path) -> int:
    """How many bags an export tells of. Raises BadInput for what is no export."""
    return len(_overview(folder))


def _overview(folder: Path) -> dict[str, Mapping[str, Any]]:
    try:
        said = json.loads(_content(folder / _OVERVIEW))
        bags = {one["map"]: one for one in (*said["zaken"], *said["gedeeld"])}
        if said["vorm"] != "wbmgp-archief/1" or not all(_PLACE.fullmatch(place) for place in bags):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise BadInput.one(str(folder), f"is no export: its {_OVERVIEW} is not there, or cannot be read",
                           "name a folder that `wbmgp archive export` made") from None  # fmt: skip
    return bags


def _bag(folder: Path, place: str, stated: Mapping[str, Any]) -> Iterator[str]:
    bag = folder / place
    if not bag_check.is_own_folder(bag):
        yield "is a link, or no folder"
        return
    wrong = list(bag_check.problems(bag))
    yield from wrong
    if wrong:
        return  # what a broken bag says of itself proves nothing
    if hashlib.sha256(_content(bag / "tagmanifest-sha256.txt")).hexdigest() != stated.get("tagmanifestSha256"):
        yield f"tagmanifest-sha256.txt: is another one than {_OVERVIEW} tells"
    described = set[str]()
    for path in sorted(bag.rglob(f"*{_OF_OBJECT}")):
        inside = path.relative_to(bag).as_posix()
        try:
            found = read(_content(path))
        except (Refused, OSError) as problem:
            yield f"{inside}: {problem}"
            continue
        yield from (f"{inside}: {one}" for one in _metadata(path, found, folder))
        described.add(inside.removesuffix(_OF_FILE) if inside.endswith(_OF_FILE) else inside)
    for path in sorted(path for path in (bag / "data").rglob("*") if path.is_file()):
        inside = path.relative_to(bag).as_posix()
        if inside not in described and not inside.endswith(_OF_OBJECT):
            yield f"{inside}: has no metadata"
        yield from (f"{inside}: {one}" for one in _content_of(path, place))


def _metadata(path: Path, found: Element, folder: Path) -> Iterator[str]:
    if found.name == "bestand":
        yield from _file(path, found)
        return
    yield from _term(found)
    for one in found.all("heeftRepresentatie/verwijzingNaam"):
        if not _beside(path, one.text).is_file():
            yield f"{one.text} is not there"
    for one in found.all("gerelateerdInformatieobject/gerelateerdInformatieobjectVerwijzing/verwijzingIdentificatie"):
        mark = one.first("identificatieKenmerk") or ""
        if not _PLACE.fullmatch(mark) or not (folder / mark).is_dir():
            yield f"rests on {mark[:100]}, which is not in the export"


def _file(path: Path, found: Element) -> Iterator[str]:
    """The size and hashes of the file that this tells of."""
    of = path.with_name(path.name.removesuffix(_OF_FILE))
    if found.first("naam") != of.name or not of.is_file():
        yield "is about a file that is not there"
        return
    if found.first("omvang") != str(of.stat().st_size):
        yield "tells another size"
    for checksum in found.all("checksum"):
        name = (checksum.first("checksumAlgoritme/begripLabel") or "").lower()
        if name not in ("sha256", "sha512"):
            yield f"tells a checksum {name[:20]!r} that is not known"
            continue
        with of.open("rb") as file:
            if hashlib.file_digest(file, name).hexdigest() != checksum.first("checksumWaarde"):
                yield f"tells another {name}"


def _term(found: Element) -> Iterator[str]:
    """Whether a term ends when its first day and its length say: on the day with that number, or the last of that month."""
    since, until = found.first("bewaartermijn/termijnStartdatumLooptijd"), found.first("bewaartermijn/termijnEinddatum")
    length = _DURATION.fullmatch(found.first("bewaartermijn/termijnLooptijd") or "")
    if length is None or (since is None) != (until is None):
        yield "has no whole term"
    elif since is not None and until is not None:
        try:
            ends = _ends(date.fromisoformat(since), int(length[1]), length[2])
        except (ValueError, OverflowError):
            yield f"its term of {length[0]} ends on no day"
            return
        if ends.isoformat() != until:
            yield f"its term ends on {until}, and not on {ends}"


def _ends(day: date, number: int, unit: str) -> date:
    if unit == "D":
        return day + timedelta(number)
    year = day.year + number
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _content_of(path: Path, place: str) -> Iterator[str]:
    """A proof has to hold, and a rule book or engine to have the hash that it is called by."""
    name, wanted = path.name, place.rpartition("/")[2]
    if re.fullmatch(r"bewijs-\d+\.zip", name):
        if outcome(_content(path), None, "nl")[0] != 0:
            yield "does not prove what it says"
    elif name in ("regelboek.zip", "motor.zip"):
        try:
            files, damaged = unpacked(_content(path))
        except BadInput as problem:
            yield str(problem)
            return
        if name == "motor.zip":
            files |= {"python": _python(path.with_name("motor.json"))}
        if damaged or content_hash(files) != f"sha256:{wanted}":
            yield "is another one than its folder says"


def _python(path: Path) -> bytes:
    """The version of Python that an engine says it ran on; nothing where that cannot be read, so its hash is another one."""
    try:
        return str(json.loads(_content(path))["python"]).encode()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return b""


def _beside(path: Path, name: str) -> Path:
    """A file in the same folder; a name that leads elsewhere is no file there."""
    return path.with_name(name) if re.fullmatch(r"[a-z0-9._-]+", name) and name.strip(".") else path.with_name("-")


def _content(path: Path) -> bytes:
    return bag_check.content(path, _LARGEST)
