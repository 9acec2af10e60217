"""Whether a folder is a whole bag (RFC 8493): read after the standard, by nothing that wrote it."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

_DECLARATION: Final = re.compile(rb"BagIt-Version: (?:0\.97|1\.0)(?:\r\n?|\n)Tag-File-Character-Encoding: UTF-8\s*")
_ENTRY: Final = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)")
_NAMED: Final = re.compile(r"(tag)?manifest-(md5|sha1|sha256|sha512)\.txt")
_ESCAPED: Final = {"%0A": "\n", "%0a": "\n", "%0D": "\r", "%0d": "\r", "%25": "%"}
_LARGEST_TAG: Final = 50_000_000
_STRONG: Final = frozenset({"sha256", "sha512"})
Entries = dict[str, str]


def problems(folder: Path) -> Iterator[str]:
    """Everything that is wrong with a bag; nothing where it is complete and every hash is right."""
    try:
        yield from _problems(folder)
    except OSError as problem:
        yield f"cannot be read: {problem}"
    except RecursionError:
        yield "its folders stand too deep in each other"


def is_own_folder(path: Path) -> bool:
    """Whether this is a folder itself: a link may lead out of what is checked."""
    return path.is_dir() and not path.is_symlink()


def content(path: Path, largest: int) -> bytes:
    """A plain file of at most so many bytes. Raises OSError for any other: a link leads elsewhere, a pipe never ends."""
    if path.is_symlink() or not path.is_file():
        raise OSError(f"{path.name} is a link, or no plain file")
    if path.stat().st_size > largest:
        raise OSError(f"{path.name} is larger than {largest} bytes")
    return path.read_bytes()


def _problems(folder: Path) -> Iterator[str]:
    if not _DECLARATION.fullmatch(_tag(folder / "bagit.txt")):
        yield "bagit.txt: is no declaration of a bag"
    there, links = _files(folder)
    yield from (f"{name}: is a link, or no plain file" for name in links)
    yield from _alike(there)
    manifests = {name: found for name in sorted(there) if (found := _NAMED.fullmatch(name))}
    if not any(found[1] is None and found[2] in _STRONG for found in manifests.values()):
        yield "there is no manifest of the payload with sha256 or sha512"
    for name, found in manifests.items():
        wrong, entries = _entries(folder / name)
        yield from (f"{name}: {one}" for one in wrong)
        yield from _held(folder, name, found[2], entries, there)
        wanted = {one for one in there if one.startswith("data/")} if found[1] is None else _tags(there)
        yield from (f"{one}: stands in no line of {name}" for one in sorted(wanted - entries.keys()))
    yield from _oxum(folder, there)


def _held(
    folder: Path, name: str, algorithm: str, entries: Mapping[str, str], there: Mapping[str, int]
) -> Iterator[str]:
    for path, stated in sorted(entries.items()):
        if path not in there:
            yield f"{path}: is in {name} and is not there"
        elif _hash(folder / path, algorithm) != stated.lower():
            yield f"{path}: has another {algorithm} than {name} says"


def _entries(path: Path) -> tuple[list[str], Entries]:
    wrong, found = list[str](), Entries()
    for line in _text(path).splitlines():
        said = _ENTRY.fullmatch(line)
        name = re.sub("%0[AaDd]|%25", lambda one: _ESCAPED[one[0]], said[2]) if said else ""
        if said is None or name.startswith(("/", "~")) or ".." in name.split("/"):
            wrong.append(f"a line is no hash with a name inside the bag: {line[:100]!r}")
        elif name in found:
            wrong.append(f"{name} stands there twice")
        else:
            found[name] = said[1]
    return wrong, found


def _oxum(folder: Path, there: Mapping[str, int]) -> Iterator[str]:
    """What `bag-info.txt` says of the number of bytes and files, where it says so."""
    if "bag-info.txt" not in there:
        return
    sizes = [size for name, size in there.items() if name.startswith("data/")]
    for line in _text(folder / "bag-info.txt").splitlines():
        label, _, value = line.partition(":")
        if label == "Payload-Oxum" and value.strip() != f"{sum(sizes)}.{len(sizes)}":
            yield f"bag-info.txt: tells {value.strip()}, and there are {sum(sizes)}.{len(sizes)}"


def _tags(there: Mapping[str, int]) -> set[str]:
    return {name for name in there if not name.startswith("data/") and not _of_tags(name)}


def _of_tags(name: str) -> bool:
    found = _NAMED.fullmatch(name)
    return found is not None and found[1] is not None


def _alike(names: Iterable[str]) -> Iterator[str]:
    """Names that some systems take for one: they differ in capitals only, or in how a letter with an accent is written."""
    seen = Counter(unicodedata.normalize("NFC", name).casefold() for name in names)
    yield from (f"{name}: another file has this name on some systems" for name, count in seen.items() if count > 1)


def _files(folder: Path) -> tuple[dict[str, int], list[str]]:
    """Every plain file with its size, and what is something else: a link may lead out of the bag."""
    found, links = dict[str, int](), list[str]()
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place) / name
            inside = path.relative_to(folder).as_posix()
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                links.append(inside)
            elif path.is_file():
                found[inside] = path.stat().st_size
    return found, links


def _hash(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def _tag(path: Path) -> bytes:
    return content(path, _LARGEST_TAG)


def _text(path: Path) -> str:
    try:
        return _tag(path).decode()
    except UnicodeDecodeError:
        raise OSError(f"{path.name} is no text in UTF-8") from None
