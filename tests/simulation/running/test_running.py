"""Runs side by side, stopped, killed, damaged and gone on with: the result is always the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.our_law import OUR_LAW
from tests.simulation.made import made_region
from tests.simulation.made_scenario import made_option, made_scenario
from tests.simulation.running import markets
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.options import Scenario
from wbmgp_engine.simulation.regions import Region
from wbmgp_engine.simulation.running import Result, Stopped, simulate

REGION: Region = made_region(300)
SCENARIO: Scenario = made_scenario(years=1)
Bytes = dict[str, bytes]


def simulated(out: Path, replicates: int = 2, **given: Any) -> Result:
    options: dict[str, Any] = {"workers": 1, "market": markets.quick, "region": REGION} | given
    return simulate(options.pop("scenario", SCENARIO), out, lawbook=OUR_LAW, replicates=replicates, **options)


def bytes_of(folder: Path) -> Bytes:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Told:
    """Progress as it is heard."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, int, str]] = []

    def __call__(self, done: int, total: int, name: str) -> None:
        self.heard.append((done, total, name))

    @property
    def made(self) -> list[str]:
        return [name for _, _, name in self.heard if name]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Bytes:
    """The files of four replicates, made in one go in one process."""
    out = tmp_path_factory.mktemp("whole")
    simulated(out, 4)
    return bytes_of(out)


def test_other_workers_give_identical_bytes(tmp_path: Path, whole: Bytes) -> None:
    simulated(tmp_path, 4, workers=2)
    assert bytes_of(tmp_path) == whole


def test_more_replicates_add_to_those_that_are_there(tmp_path: Path, whole: Bytes) -> None:
    simulated(tmp_path, 1)
    told = Told()
    simulated(tmp_path, 4, progress=told)
    assert told.heard[0] == (2, 8, "") and told.heard[-1][:2] == (8, 8) and len(told.made) == 6
    assert bytes_of(tmp_path) == whole


def test_nothing_is_run_twice(tmp_path: Path) -> None:
    first = simulated(tmp_path)
    assert simulated(tmp_path, market=markets.failing).digest == first.digest


def damage_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def damage_byte(path: Path) -> None:
    """One count is another, in a file that can be read."""
    told = pl.read_parquet_metadata(path)
    frame = pl.read_parquet(path).with_columns(pl.col("waarde") + 1)
    kept = {name: text for name, text in told.items() if name.startswith("wbmgp")}
    frame.write_parquet(path, metadata=kept)


def put_elsewhere(path: Path) -> None:
    """The ledger of another replicate, under this name."""
    path.write_bytes((path.parent / "1.parquet").read_bytes())


def put_foreign(path: Path) -> None:
    pl.DataFrame({"waarde": [1]}).write_parquet(path)


@pytest.mark.parametrize("damage", [damage_half, damage_byte, put_foreign, put_elsewhere, Path.unlink])
def test_a_damaged_or_foreign_file_is_made_again(
    tmp_path: Path, whole: Bytes, damage: Callable[[Path], object]
) -> None:
    simulated(tmp_path, 4)
    damage(tmp_path / "runs" / "basis" / "0.parquet")
    told = Told()
    simulated(tmp_path, 4, progress=told)
    assert told.made == ["basis 1"]
    assert bytes_of(tmp_path) == whole


@pytest.mark.parametrize(
    "other",
    [
        replace(SCENARIO, digest="1" * 64), replace(SCENARIO, seed=2), replace(SCENARIO, years=2),
        SCENARIO.moved("zoekkans_jaar", 0.11),
    ],
)  # fmt: skip
def test_another_scenario_is_run_anew(tmp_path: Path, other: Scenario) -> None:
    simulated(tmp_path, 1)
    told = Told()
    simulated(tmp_path, 1, scenario=other, progress=told)
    assert len(told.made) == 2


def test_another_region_is_run_anew(tmp_path: Path) -> None:
    simulated(tmp_path, 1)
    told = Told()
    simulated(tmp_path, 1, region=made_region(300, seed=2), progress=told)
    assert len(told.made) == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_leaves_what_is_finished(tmp_path: Path, whole: Bytes, workers: int) -> None:
    told = Told()
    with pytest.raises(Stopped):
        simulated(tmp_path, 4, market=markets.slow, workers=workers, progress=told, stop=lambda: told.heard[-1][0] >= 2)
    assert sorted(bytes_of(tmp_path)) == ["runs/artikel-8/0.parquet", "runs/basis/0.parquet"]
    simulated(tmp_path, 4)
    assert bytes_of(tmp_path) == whole


def test_a_process_that_ends_is_told_and_gone_on_from(tmp_path: Path, whole: Bytes) -> None:
    with pytest.raises(BadInput, match="a process ended in the middle of a run"):
        simulated(tmp_path, 4, market=markets.killed, workers=2)
    simulated(tmp_path, 4)
    assert bytes_of(tmp_path) == whole


def test_what_a_run_raises_comes_through(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        simulated(tmp_path, market=markets.failing, workers=2)
    assert not bytes_of(tmp_path)


PROGRAM = """
import sys
from pathlib import Path
from tests.simulation.running import markets
from tests.simulation.running.test_running import simulated
if __name__ == "__main__":
    simulated(Path(sys.argv[1]), 4, market=markets.slow, workers=2)
"""


@contextmanager
def program(out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program that simulates, once the first replicate of both options is there."""
    path = os.pathsep.join(str(Path(place).absolute()) for place in sys.path)
    command = [sys.executable, "-c", PROGRAM, str(out)]
    running = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.DEVNULL)
    try:
        first = [out / "runs" / name / "0.parquet" for name in ("basis", "artikel-8")]
        until(lambda: running.poll() is not None or all(path.is_file() for path in first))
        assert running.poll() is None
        yield running
    finally:
        running.kill()
        running.wait()


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_program_that_is_ended_between_files(tmp_path: Path, whole: Bytes, how: signal.Signals) -> None:
    out = tmp_path / "out"
    with program(out) as running:
        processes = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        running.send_signal(how)
        running.wait(30)
    assert not (out / "resultaat.json").exists()
    # They hold a region in memory, and nobody waits for them any more.
    assert len(processes) > 1
    until(lambda: not any(is_alive(process) for process in processes))
    simulated(out, 4, workers=2)
    assert bytes_of(out) == whole


def is_alive(process: str) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("given", [{"replicates": 0}, {"workers": 0}, {"smallest": 2}])
def test_numbers_that_cannot_be_are_refused(tmp_path: Path, given: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        simulated(tmp_path / "out", **given)
    assert not (tmp_path / "out").exists()


def test_a_scenario_that_does_not_fit_the_region_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="GM0363"):
        simulated(tmp_path / "out", scenario=replace(SCENARIO, municipality="GM0363"))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(BadInput, match="cannot be written"):
        simulated(tmp_path / "out")


def test_the_real_market_over_the_real_rules(tmp_path: Path) -> None:
    nothing = replace(made_option("niets"), designations=(), ordinance=None)
    scenario = made_scenario(options=[made_option(), nothing], years=1)
    result = simulate(scenario, tmp_path, lawbook=OUR_LAW, replicates=1, workers=1, region=made_region(1500))
    assert set(result.measures.filter(pl.col("variant") == "niets")["verschil"].drop_nulls()) == {0}
    refused = result.ledgers.filter(pl.col("maat") == "weigeringen", pl.col("gebied") != "").collect()
    assert refused.height and set(refused["variant"]) == {"artikel-8"} and set(refused["gebied"]) <= {"noord", "oost"}
