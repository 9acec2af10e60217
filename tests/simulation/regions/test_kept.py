"""A made region is kept, used again, and made again where it is damaged or follows from something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.regions.written import TABLES, changed, counted
from wbmgp_engine.simulation.regions import Region, keeping, load_region

pytest.importorskip("humanleague", reason="needs the extra [synthesis]")


class Places:
    """A folder to keep regions in, and how often one was made."""

    def __init__(self, folder: Path) -> None:
        self.source, self.keep, self.made = counted(folder / "klein"), folder / "kept", 0

    def load(self, households: int = 200, seed: int = 1) -> Region:
        def heard(done: int, total: int, area: str) -> None:
            self.made += done == total

        return load_region(self.source, households=households, seed=seed, keep=self.keep, progress=heard)

    @property
    def folders(self) -> list[Path]:
        return sorted(self.keep.iterdir())


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def test_a_region_is_made_once(places: Places) -> None:
    first, second = places.load(), places.load()
    assert places.made == 1
    assert first.digest == second.digest
    assert first.figures == second.figures
    assert first.households.schema == second.households.schema
    assert [path.name.startswith("klein-") for path in places.folders] == [True]


def test_another_size_seed_or_count_is_another_region(places: Places) -> None:
    places.load()
    places.load(seed=2)
    places.load(households=201)
    (places.source / "leeftijd.csv").write_text(changed(TABLES["leeftijd"], 1, "tot_25", "61"), encoding="utf-8")
    places.load()
    assert places.made == len(places.folders) == 4


@pytest.mark.parametrize("name", ["households.parquet", "dwellings.parquet", "fit.parquet", "sha256"])
@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_a_damaged_region_is_made_again(places: Places, name: str, damage: str) -> None:
    whole = places.load()
    file = places.folders[0] / name
    if damage == "gone":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:-9])
    else:
        file.write_bytes(b"\xff" * 64)
    assert places.load().digest == whole.digest
    assert places.load().digest == whole.digest
    assert places.made == 2
    assert len(places.folders) == 1


def test_another_table_in_its_place_is_noticed(places: Places) -> None:
    whole = places.load()
    file = places.folders[0] / "households.parquet"
    whole.households.reverse().write_parquet(file)
    assert places.load().digest == whole.digest
    assert places.made == 2


def test_a_region_that_cannot_be_written_whole_leaves_nothing(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        places.load()
    assert places.folders == []


def test_who_comes_second_takes_what_is_there(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process writes the same region between the look and the rename."""
    first = places.load()
    monkeypatch.setattr(keeping, "_read", lambda folder, bare: None)
    assert places.load().digest == first.digest
    assert places.made == 2
    assert len(places.folders) == 1
