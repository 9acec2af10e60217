"""An export that somebody made to do harm: every fault is named, nothing outside it is read, and nothing goes on for ever."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest

from tests.api.cases.working import Desk
from tests.api.publication import archiving as out
from tests.api.publication.test_archive import _sign_again
from tests.api.publication.test_bags import made
from wbmgp_api.publication import bag_check
from wbmgp_api.publication.archive_check import problems
from wbmgp_api.publication.archived_bag_check import _content_of
from wbmgp_api.publication.mdto_check import Refused, read
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.archive import packed

MAP = f"zaken/{'a' * 32}"


def export(folder: Path) -> Path:
    """An export of one case, whose bag is still to be made."""
    (folder / "zaken").mkdir()
    told = {"vorm": "wbmgp-archief/1", "zaken": [{"map": MAP}], "gedeeld": []}
    (folder / "LEESMIJ.txt").touch()
    (folder / "overzicht.json").write_text(json.dumps(told | {"leesmijSha256": sha256(b"").hexdigest()}))
    return folder / MAP


def test_an_overview_that_is_a_pipe_or_leads_elsewhere_is_no_export(tmp_path: Path) -> None:
    for make in (os.mkfifo, lambda path: Path(path).symlink_to("/dev/zero")):
        make(tmp_path / "overzicht.json")
        with pytest.raises(BadInput, match="is no export"):
            list(problems(tmp_path))
        (tmp_path / "overzicht.json").unlink()


def test_a_bag_that_leads_elsewhere_is_not_read(tmp_path: Path) -> None:
    elsewhere = made(tmp_path)
    (tmp_path / "uitvoer").mkdir()
    export(tmp_path / "uitvoer").symlink_to(elsewhere)
    assert list(problems(tmp_path / "uitvoer")) == [f"{MAP}/is a link, or no folder"]


@pytest.mark.parametrize("name", ["bagit.txt", "manifest-sha256.txt", "bag-info.txt"])
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: Path(path).symlink_to("/dev/zero")])
def test_a_tag_that_never_ends_is_not_read(tmp_path: Path, name: str, make: Callable[[Path], None]) -> None:
    bag = made(tmp_path)
    (bag / name).unlink()
    make(bag / name)
    assert any("is a link, or no plain file" in one for one in bag_check.problems(bag))


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A bag with folders deeper than a program walks; they go one by one, for who clears up after tests walks them too."""
    bag, levels = made(tmp_path), 1200
    monkeypatch.chdir(bag / "data")
    for _ in range(levels):
        Path("d").mkdir()
        os.chdir("d")
    monkeypatch.undo()
    yield bag
    monkeypatch.chdir(bag / "data")
    for _ in range(levels):
        os.chdir("d")
    for _ in range(levels):
        os.chdir("..")
        Path("d").rmdir()
    monkeypatch.undo()


def test_folders_that_stand_too_deep_are_told(deep: Path) -> None:
    assert list(bag_check.problems(deep)) == ["its folders stand too deep in each other"]


def test_a_bag_without_a_list_of_its_tags_is_told(desk: Desk, tmp_path: Path) -> None:
    folder = out.taken_out(desk, tmp_path, out.left(desk))
    (bag,) = (folder / "zaken").iterdir()
    for one in bag.glob("tagmanifest-*"):
        one.unlink()
    said = [one.rpartition("/")[2] for one in problems(folder)]
    assert said == ["tagmanifest-sha256.txt: is not there", "tagmanifest-sha512.txt: is not there"]


@pytest.mark.parametrize("term", ["P99999Y", "P99999D", "P9000Y"])
def test_a_term_that_ends_on_no_day_is_told(desk: Desk, tmp_path: Path, term: str) -> None:
    folder = out.taken_out(desk, tmp_path, out.left(desk))
    (found,) = (folder / "zaken").rglob("uitvoer.mdto.xml")
    found.write_text(found.read_text().replace("P1Y", term))
    _sign_again(folder, found)
    (wrong,) = problems(folder)
    assert "ends on " in wrong


@pytest.mark.parametrize("text", ["[]", "{", "{}"])
def test_an_engine_that_does_not_say_what_it_ran_on_is_another_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "motor.zip").write_bytes(packed({"a.py": b""}))
    (tmp_path / "motor.json").write_text(text)
    wrong = list(_content_of(tmp_path / "motor.zip", f"motoren/{'a' * 64}"))
    assert wrong == ["is another one than its folder says"]


def test_metadata_of_many_lines_take_no_longer_than_their_size() -> None:
    data = b'<MDTO xmlns="https://www.nationaalarchief.nl/mdto">' + b"\n" * 1_500_000 + b"</MDTO>"
    begun = process_time()
    with pytest.raises(Refused):
        read(data)
    assert process_time() - begun < 10
