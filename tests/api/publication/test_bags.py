"""A bag: what the standard asks, by hashes that are made by another road, and every way in which one can be damaged."""

from __future__ import annotations

import hashlib
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.publication.bag_check import problems
from wbmgp_api.publication.bags import Bag, checked_name
from wbmgp_engine.errors import BadInput

INFO = [("Source-Organization", "Voorbeeldstad"), ("External-Description", "een\nregel")]


def made(folder: Path) -> Path:
    bag = Bag(folder / "zak")
    bag.add("brief.txt", lambda: [b"beste ", b"lezer"])
    bag.add("map/leeg.json", list)
    bag.close(INFO)
    return folder / "zak"


def test_a_bag_has_what_the_standard_asks_for(tmp_path: Path) -> None:
    bag = made(tmp_path)
    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert (bag / "bag-info.txt").read_text().splitlines() == [
        "Source-Organization: Voorbeeldstad", "External-Description: een regel", "Payload-Oxum: 11.2",
    ]  # fmt: skip
    for name in ("sha256", "sha512"):
        lines = (bag / f"manifest-{name}.txt").read_text().splitlines()
        assert lines == [
            f"{hashlib.new(name, b'beste lezer').hexdigest()}  data/brief.txt",
            f"{hashlib.new(name, b'').hexdigest()}  data/map/leeg.json",
        ]
        lines = (bag / f"tagmanifest-{name}.txt").read_text().splitlines()
        tags = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
        assert tags == {
            one: hashlib.new(name, (bag / one).read_bytes()).hexdigest()
            for one in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")
        }
    assert list(problems(bag)) == []


def _changed(bag: Path) -> None:
    (bag / "data/brief.txt").write_bytes(b"beste kezer")


def _renamed(bag: Path) -> None:
    (bag / "data/brief.txt").rename(bag / "data/brief2.txt")


def _linked(bag: Path) -> None:
    (bag / "data/brief.txt").unlink()
    (bag / "data/brief.txt").symlink_to(bag / "bagit.txt")


def _led_out(bag: Path) -> None:
    with (bag / "manifest-sha256.txt").open("a") as file:
        file.write(f"{'0' * 64}  ../../etc/passwd\n")


def _twice(bag: Path) -> None:
    text = (bag / "manifest-sha256.txt").read_text()
    (bag / "manifest-sha256.txt").write_text(text + text)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_changed, "data/brief.txt: has another sha256 than manifest-sha256.txt says"),
        (_renamed, "data/brief.txt: is in manifest-sha256.txt and is not there"),
        (_renamed, "data/brief2.txt: stands in no line of manifest-sha512.txt"),
        (lambda bag: (bag / "data/meer.txt").write_text("x"), "bag-info.txt: tells 11.2, and there are 12.3"),
        (lambda bag: (bag / "los.txt").write_text("x"), "los.txt: stands in no line of tagmanifest-sha256.txt"),
        (lambda bag: (bag / "manifest-sha512.txt").unlink(), "manifest-sha512.txt: is in tagmanifest-sha512.txt and is not there"),
        (lambda bag: (bag / "bagit.txt").write_text("BagIt"), "bagit.txt: is no declaration of a bag"),
        (lambda bag: (bag / "bagit.txt").unlink(), "cannot be read"),
        (_linked, "data/brief.txt: is a link, or no plain file"),
        (_led_out, "manifest-sha256.txt: a line is no hash with a name inside the bag"),
        (_twice, "manifest-sha256.txt: data/brief.txt stands there twice"),
        (lambda bag: (bag / "manifest-sha256.txt").write_bytes(b"\xff"), "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_damaged_is_named(tmp_path: Path, damage: Callable[[Path], object], said: str) -> None:
    bag = made(tmp_path)
    damage(bag)
    assert any(one.startswith(said) for one in problems(bag)), list(problems(bag))


def test_a_bag_without_a_strong_manifest_is_none(tmp_path: Path) -> None:
    bag = made(tmp_path)
    for one in bag.glob("*manifest-*"):
        one.unlink()
    assert list(problems(bag)) == ["there is no manifest of the payload with sha256 or sha512"]


@given(st.text(max_size=30) | st.from_regex(r"[a-z.]{0,4}(/[a-z.]{0,4}){0,8}", fullmatch=True))
def test_no_name_leads_out_of_a_folder(name: str) -> None:
    try:
        path = checked_name(name)
    except BadInput:
        return
    assert Path("/a/b", path).resolve().is_relative_to("/a/b") and "\\" not in path and path == path.lower()


@pytest.mark.parametrize(
    "name", ["", "../x", "/x", "a//b", "con.txt", "a/nul", ".x", "x.", "A", "a b", "a\nb", "é", "a/" * 7 + "a"]
)
def test_a_name_that_some_system_cannot_hold_is_refused(tmp_path: Path, name: str) -> None:
    bag = Bag(tmp_path / "zak")
    with pytest.raises(BadInput, match="is no name for a file"):
        bag.add(name, lambda: [b""])
    bag.add("twee.txt", lambda: [b""])
    with pytest.raises(BadInput, match="stands there already"):
        bag.add("twee.txt", lambda: [b""])


def test_a_huge_file_is_never_held_whole(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        for number in range(64):
            yield bytes([number]) * 1_000_000

    tracemalloc.start()
    bag = Bag(tmp_path / "zak")
    assert bag.add("groot.bin", pieces).size == 64_000_000
    bag.close(INFO)
    assert list(problems(tmp_path / "zak")) == []
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8_000_000
    shutil.rmtree(tmp_path / "zak")
