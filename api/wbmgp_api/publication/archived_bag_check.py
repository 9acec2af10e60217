"""One bag of an export: whether it is as the overview tells, with its metadata, terms, proofs, rule book or engine."""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from wbmgp_api.publication import bag_check
from wbmgp_api.publication.mdto_check import Element, Refused, read
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail.archive import unpacked
from wbmgp_engine.trail.verify import outcome

OVERVIEW: Final = "overzicht.json"
FOLDERS: Final = ("zaken", "regelboeken", "motoren")
PLACE: Final = re.compile(rf"(?:{'|'.join(FOLDERS)})/[0-9a-f]{{32,64}}", re.ASCII)
_TAG_LISTS: Final = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
_OF_FILE: Final = ".bestand.mdto.xml"
_OF_OBJECT: Final = ".mdto.xml"
_LARGEST: Final = 100_000_000
_SINCE: Final = "bewaartermijn/termijnStartdatumLooptijd"
_UNTIL: Final = "bewaartermijn/termijnEinddatum"
_DURATION: Final = re.compile(r"P(\d{1,5})([YD])", re.ASCII)


def problems(folder: Path, place: str, stated: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is wrong with the bag at a place of an export; `stated`: what the overview tells of it. Raises OSError."""
    bag = folder / place
    if not bag_check.is_own_folder(bag):
        yield "is a link, or no folder"
        return
    wrong = list(bag_check.problems(bag))
    wrong += [f"{name}: is not there" for name in _TAG_LISTS if not (bag / name).is_file()]
    yield from wrong
    if wrong:
        return  # what a broken bag says of itself proves nothing
    files = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    yield from _as_stated(bag, files, stated)
    described = set[str]()
    for path in files:
        if path.name.endswith(_OF_OBJECT):
            inside = path.relative_to(bag).as_posix()
            described.add(inside.removesuffix(_OF_FILE) if inside.endswith(_OF_FILE) else inside)
            yield from (f"{inside}: {one}" for one in _described(path, folder, bag, stated))
    for path in files:
        inside = path.relative_to(bag).as_posix()
        if inside not in described and not inside.endswith(_OF_OBJECT):
            yield f"{inside}: has no metadata"
        yield from (f"{inside}: {one}" for one in _content_of(path, place))


def _as_stated(bag: Path, files: Sequence[Path], stated: Mapping[str, Any]) -> Iterator[str]:
    """Whether the overview tells of this bag as it is."""
    if sha256_of(bag / _TAG_LISTS[0]) != stated.get("tagmanifestSha256"):
        yield f"{_TAG_LISTS[0]}: is another one than {OVERVIEW} tells"
    size = len(files), sum(path.stat().st_size for path in files)
    if size != (stated.get("bestanden"), stated.get("bytes")):
        yield f"holds {size[0]} files and {size[1]} bytes, and {OVERVIEW} tells otherwise"
    if stated.get("zaak", bag.name) != bag.name:
        yield f"is of another case than {OVERVIEW} tells"


def _described(path: Path, folder: Path, bag: Path, stated: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one document of metadata."""
    try:
        found = read(content(path))
    except (Refused, OSError) as problem:
        yield str(problem)
        return
    yield from _metadata(path, found, folder)
    if path.parent == bag / "data" and found.name == "informatieobject":
        term = stated.get("bewaartermijn")
        told = (term.get("vanaf"), term.get("bewaardTot")) if isinstance(term, dict) else ("", "")
        if told != (found.first(_SINCE), found.first(_UNTIL)):
            yield f"its term is another one than {OVERVIEW} tells"


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
        if not PLACE.fullmatch(mark) or not (folder / mark).is_dir():
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
    since, until = found.first(_SINCE), found.first(_UNTIL)
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
        if outcome(content(path), None, "nl")[0] != 0:
            yield "does not prove what it says"
    elif name in ("regelboek.zip", "motor.zip"):
        try:
            files, damaged = unpacked(content(path))
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
        return str(json.loads(content(path))["python"]).encode()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return b""


def _beside(path: Path, name: str) -> Path:
    """A file in the same folder; a name that leads elsewhere is no file there."""
    return path.with_name(name) if re.fullmatch(r"[a-z0-9._-]+", name) and name.strip(".") else path.with_name("-")


def sha256_of(path: Path) -> str:
    """The hash of a plain file. Raises OSError for any other."""
    return hashlib.sha256(content(path)).hexdigest()


def content(path: Path) -> bytes:
    """A plain file. Raises OSError for any other, and for one that no export holds."""
    return bag_check.content(path, _LARGEST)
