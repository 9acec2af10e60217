"""The runs themselves: resumed where they were cut off, loud about what went wrong and about what was not tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.__main__ import main
from tests.torture.harness import Done, Missing, Part, Run, Tally, one_batch
from tests.torture.parts import PARTS
from tests.torture.service_load import told


def counting(seeds: list[int], faults: tuple[str, ...] = (), cut: int = 99) -> Part:
    def run(seed: int, count: int, folder: Path) -> Tally:
        if len(seeds) == cut:
            raise KeyboardInterrupt
        seeds.append(seed)
        (folder / "trace").write_text("x")
        return Tally(count, list(faults), {"acks": "10", "p99": f"{seed} ms"})

    return Part("counting", "counts", 4, 10, run)


def test_a_run_that_was_cut_off_goes_on_where_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds: list[int] = []
    arguments = ["--folder", str(tmp_path), "--seed", "5"]
    with pytest.raises(KeyboardInterrupt):
        main(arguments, [counting(seeds, cut=2)])
    assert main(["--folder", str(tmp_path)], [counting(seeds)]) == 0
    assert seeds == [5, 6, 7]
    kept = Run.resumed(tmp_path, None, None, 0)
    assert kept.parts["counting"]._replace(seconds=0) == Done(3, 10, (), {"acks": "30", "p99": "7 ms"})
    assert "seed 5" in capsys.readouterr().out
    assert not list(tmp_path.glob("counting/*"))


def test_a_release_can_go_in_larger_batches_than_ci(tmp_path: Path) -> None:
    seeds: list[int] = []
    assert main(["--folder", str(tmp_path), "--seed", "5"], [counting(seeds)._replace(batch=10)]) == 0
    assert seeds == [5]


def test_a_service_that_grows_is_a_fault_in_a_whole_minute_and_errors_always_are() -> None:
    assert told([0.1] * 100, 60, {}, 1000, 1051).faults == ["the process grew by 5.1 %"]
    assert told([0.1] * 100, 60, {}, 1000, 1050).faults == told([0.1], 2, {}, 1000, 2000).faults == []
    assert told([0.1], 2, {503: 2}, 1000, 1000).faults == ["2 answers with status 503"]


def test_another_seed_is_no_resumption(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--folder", str(tmp_path), "--seed", "5", "--scale", "0.2"], [counting([])])
    with pytest.raises(SystemExit) as stopped:
        main(["--folder", str(tmp_path), "--seed", "6"], [counting([])])
    assert stopped.value.code == 2
    assert "was begun with seed 5" in capsys.readouterr().err


def test_a_fault_is_kept_and_so_are_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = counting([], faults=("an answer was lost",))
    assert main(["--folder", str(tmp_path), "--scale", "0.4"], [part]) == 1
    assert Run.resumed(tmp_path, None, None, 0).parts["counting"].faults == ("batch 0: an answer was lost",)
    assert (tmp_path / "counting" / "0" / "trace").exists()
    assert capsys.readouterr().err == "counting: batch 0: an answer was lost\n"


def test_a_part_that_tries_nothing_is_a_fault(tmp_path: Path) -> None:
    idle = Part("idle", "", 3, 3, lambda seed, count, folder: Tally(0, [], {}))
    assert one_batch(idle, 1, 3, tmp_path / "b") == Tally(3, ["nothing was tried"], {})


def test_what_the_machine_lacks_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def lacks(seed: int, count: int, folder: Path) -> Tally:
        raise Missing("no server here")

    assert main(["--folder", str(tmp_path)], [Part("lacks", "", 1, 1, lacks)]) == 0
    assert "not run" in capsys.readouterr().out


def test_every_part_has_a_name_of_its_own() -> None:
    assert len({part.name for part in PARTS}) == len(PARTS)
    assert all(0 < part.ci <= part.release for part in PARTS)
