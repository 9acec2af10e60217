"""Whatever is done to a file of an export is told, with its name: a byte, an end, a name, a place, a link, one more or one less."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.cases.working import Desk
from tests.api.publication import archiving as out
from tests.api.publication.test_bags import made
from wbmgp_api.publication import bag_check
from wbmgp_api.publication.archive_check import problems
from wbmgp_engine.errors import BadInput

Done = Callable[[Path, int], Path]


def _flipped(path: Path, at: int) -> Path:
    data = bytearray(path.read_bytes() or b"x")
    data[at % len(data)] ^= 1 << at % 8
    path.write_bytes(data)
    return path


def _cut(path: Path, at: int) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: at % len(data)] if data else b"\0")
    return path


def _longer(path: Path, at: int) -> Path:
    path.write_bytes(path.read_bytes() + bytes([at % 256]))
    return path


def _gone(path: Path, at: int) -> Path:
    path.unlink()
    return path


def _renamed(path: Path, at: int) -> Path:
    path.rename(path.with_name(f"{path.name}{at % 10}"))
    return path


def _in_capitals(path: Path, at: int) -> Path:
    path.rename(path.with_name(path.name.swapcase()))
    return path


def _again(path: Path, at: int) -> Path:
    return Path(shutil.copyfile(path, path.with_name(f"{path.name}.{at % 10}")))


def _again_in_capitals(path: Path, at: int) -> Path:
    return Path(shutil.copyfile(path, path.with_name(path.name.swapcase())))


def _in_bytes(path: Path, at: int) -> Path:
    return Path(shutil.copyfile(path, os.fsdecode(os.fsencode(path) + b"\xff")))


def _linked(path: Path, at: int) -> Path:
    kept = path.with_name("weg")
    path.rename(kept)
    path.symlink_to(kept)
    return path


def _folder(path: Path, at: int) -> Path:
    path.unlink()
    path.mkdir()
    return path


def _deeper(path: Path, at: int) -> Path:
    (path.parent / "dieper").mkdir()
    path.rename(path.parent / "dieper" / path.name)
    return path


ALL: Final[tuple[Done, ...]] = (
    _flipped, _cut, _longer, _gone, _renamed, _in_capitals, _again, _again_in_capitals, _in_bytes, _linked, _folder, _deeper,
)  # fmt: skip


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def told(folder: Path, overview: str) -> list[str]:
    try:
        return list(problems(folder, overview))
    except BadInput as refused:
        return [str(refused)]


def test_a_change_of_any_file_of_an_export_is_told_by_its_name(desk: Desk, tmp_path: Path) -> None:
    whole = out.taken_out(desk, tmp_path, out.left(desk))
    overview = sha256((whole / "overzicht.json").read_bytes()).hexdigest()
    assert told(whole, overview) == []
    for number, (name, way) in enumerate(product(files(whole), ALL)):
        folder = Path(shutil.copytree(whole, tmp_path / "kopie", copy_function=os.link))
        (folder / name).unlink()
        shutil.copyfile(whole / name, folder / name)
        changed = way(folder / name, 7919 * number + 3)
        said = told(folder, overview)
        assert any(changed.name in one for one in said), (way.__name__, name, said)
        shutil.rmtree(folder)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(ALL), st.integers(0, 10_000))
def test_whatever_is_done_to_a_file_of_a_bag_is_told(tmp_path: Path, data: st.DataObject, way: Done, at: int) -> None:
    with bag_in(tmp_path) as bag:
        # Of the lists of tags themselves an export tells which there are: a bag may do without.
        of_bag = [name for name in files(bag) if way in (_flipped, _longer) or not name.startswith("tagmanifest-")]
        way(bag / data.draw(st.sampled_from(of_bag)), at)
        assert list(bag_check.problems(bag))


@contextmanager
def bag_in(folder: Path) -> Iterator[Path]:
    """A bag that is gone afterwards."""
    yield made(folder)
    shutil.rmtree(folder / "zak")


def overviews(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An overview that tells something else of what is there."""
    (bag,) = whole["zaken"]
    for name, value in (
        ("bestanden", 1), ("bytes", 1), ("bytes", "veel"), ("bewaartermijn", None), ("zaak", "0" * 32), ("tagmanifestSha256", None),
        ("bewaartermijn", bag["bewaartermijn"] | {"bewaardTot": "2099-01-01"}),
    ):  # fmt: skip
        yield whole | {"zaken": [bag | {name: value}]}
    yield whole | {"leesmijSha256": "0" * 64}
    yield whole | {"zaken": [bag, bag]}
    yield whole | {"zaken": [], "gedeeld": [*whole["gedeeld"], 5]}
    yield whole | {"gedeeld": []}


def test_an_overview_that_tells_otherwise_than_what_is_there_is_told(desk: Desk, tmp_path: Path) -> None:
    whole = out.taken_out(desk, tmp_path, out.refused(desk))
    path = whole / "overzicht.json"
    before = path.read_text()
    for one in overviews(json.loads(before)):
        path.write_text(json.dumps(one))
        try:
            assert list(problems(whole)), one
        except BadInput as refused:
            assert "overzicht.json" in str(refused)
    # The same said twice, of which a reader takes the one and a program the other.
    path.write_text(before.replace('"gemeente":', '"gemeente": "GM0001", "gemeente":', 1))
    with pytest.raises(BadInput):
        list(problems(whole))


def test_an_export_that_was_made_again_is_told_by_the_hash_that_was_printed(desk: Desk, tmp_path: Path) -> None:
    whole = out.taken_out(desk, tmp_path, out.left(desk))
    path = whole / "overzicht.json"
    printed = sha256(path.read_bytes()).hexdigest()
    path.write_text(path.read_text().replace("Voorbeeldstad", "Elders"))
    assert list(problems(whole)) == []
    assert list(problems(whole, printed)) == ["overzicht.json: has another sha256 than was given"]
    assert list(problems(whole, sha256(path.read_bytes()).hexdigest().upper())) == []
