"""`wbmgp simulate` as an analyst meets it: files and a table, or one message with everything that is wrong and nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from shutil import copytree
from typing import Any

import polars as pl
import pytest

from tests.commands.simulations import SCENARIO, scenario_in, simulate
from wbmgp_engine.cli import run
from wbmgp_engine.commands import simulation_run
from wbmgp_engine.commands.simulate import simulate as command
from wbmgp_engine.commands.simulation_folder import OURS, result_folder
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation import publishing, running
from wbmgp_engine.simulation.options import Scenario
from wbmgp_engine.simulation.report import writing
from wbmgp_engine.simulation.running.whole_files import written
from wbmgp_engine.simulation.sensitivity import SCHEMA

Captured = pytest.CaptureFixture[str]
FILES = {
    "dossier.en.md", "dossier.json", "dossier.md", "maten.csv", "maten.parquet", "rapport.en.html", "rapport.en.pdf",
    "rapport.html", "rapport.pdf", "resultaat.json", "runs", "verzoek.json",
}  # fmt: skip


@pytest.fixture
def no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the report, which has tests of its own and takes longest."""
    monkeypatch.setattr(publishing, "write_report", lambda *given, **more: [])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished simulation, without the report."""
    folder = tmp_path_factory.mktemp("gemaakt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "write_report", lambda *given, **more: [])
        assert simulate(folder)[0] == 0
    return folder


@pytest.fixture
def finished(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return Path(copytree(made, tmp_path, dirs_exist_ok=True))


def stamps(out: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (out / "runs").rglob("*.parquet")}


def test_every_file_is_written_and_the_options_stand_side_by_side(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Printing has tests of its own, takes longest, and needs a library of the machine.
    monkeypatch.setattr(writing, "pdf", lambda page: b"%PDF-")
    code, out = simulate(tmp_path)
    told = capsys.readouterr()
    assert code == 0 and {path.name for path in out.iterdir()} == FILES and told.err == ""
    head = next(line for line in told.out.splitlines() if "Artikel acht" in line)
    assert "Geen maatregel" in head and "Bouwen" in head
    assert "Aanvragen" in told.out and "Tijd tot een woning: Geraakt (maanden)" in told.out
    assert "dossier en verzoek.json zijn van variant artikel-8" in told.out
    assert len(list((out / "runs").rglob("*.parquet"))) == 3


def test_the_request_is_accepted_by_wbmgp_designate(made: Path, capsys: Captured) -> None:
    assert run(["designate", str(made / "uitkomst" / "verzoek.json"), "--on", "2026-01-01", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["volledig"] is False
    assert set(answer["criteria"].values()) <= {"zwak", "ontbreekt", "niet_vereist"}


@pytest.mark.usefixtures("no_report")
def test_the_same_command_uses_what_is_there(finished: Path) -> None:
    out = finished / "uitkomst"
    before, names = stamps(out), ("maten.csv", "resultaat.json", "verzoek.json", "dossier.md")
    files = {name: (out / name).read_bytes() for name in names}
    (out / "maten.csv").write_text("half", encoding="utf-8")
    assert simulate(finished)[0] == 0
    assert stamps(out) == before and {name: (out / name).read_bytes() for name in files} == files


@pytest.mark.usefixtures("no_report")
def test_ctrl_c_leaves_what_was_finished_and_says_how_to_go_on(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*given: Any, progress: Callable[[int, int, str], None], **more: Any) -> running.Result:
        def told(done: int, total: int, name: str) -> None:
            progress(done, total, name)
            if done == 1:
                os.kill(os.getpid(), signal.SIGINT)

        return running.simulate(*given, progress=told, **more)

    monkeypatch.setattr(simulation_run, "simulate", pressed)
    code, out = simulate(tmp_path)
    told = capsys.readouterr()
    assert code == 130 and told.out == ""
    assert f"wbmgp: stopped; the same command goes on with what was finished in {out}" in told.err
    assert [path.name for path in out.iterdir()] == ["runs"]
    before = stamps(out)
    assert len(before) == 1
    monkeypatch.undo()
    monkeypatch.setattr(publishing, "write_report", lambda *given, **more: [])
    assert simulate(tmp_path)[0] == 0
    assert before.items() <= stamps(out).items() and (out / "resultaat.json").is_file()


def test_a_request_that_somebody_went_on_with_is_not_written_over(finished: Path, capsys: Captured) -> None:
    request = finished / "uitkomst" / "verzoek.json"
    request.write_text(request.read_text(encoding="utf-8").replace("Nog te schrijven", "Geschreven"), encoding="utf-8")
    before = request.read_bytes()
    assert simulate(finished)[0] == 2
    assert "verzoek.json: was changed after it was written → move it" in capsys.readouterr().err
    assert request.read_bytes() == before


def test_a_run_that_is_cut_off_among_its_files_leaves_no_request_that_looks_like_somebody_s(
    finished: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(path: Path, write: Callable[[Path], object]) -> None:
        if path.name == "verzoek.json":
            raise KeyboardInterrupt
        written(path, write)

    monkeypatch.setattr(publishing, "written", cut)
    code, out = simulate(finished)
    assert code == 130 and "stopped; the same command goes on" in capsys.readouterr().err
    assert not (out / "verzoek.json").exists()
    monkeypatch.setattr(publishing, "written", written)
    monkeypatch.setattr(publishing, "write_report", lambda *given, **more: [])
    assert simulate(finished)[0] == 0
    assert (out / "verzoek.json").is_file()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda out: out.write_text("x"), "is no folder"),
        (lambda out: (out.mkdir(), (out / "brief.txt").write_text("x")), "holds something else: brief.txt"),
        (lambda out: (out.mkdir(), (out / "verzoek.json").write_text("{}")), "holds something else: verzoek.json"),
    ],
)
def test_a_folder_that_holds_something_else_is_refused(
    tmp_path: Path, capsys: Captured, make: Callable[[Path], object], said: str
) -> None:
    make(tmp_path / "uitkomst")
    before = sorted(tmp_path.rglob("uitkomst*/**"))
    assert simulate(tmp_path)[0] == 2
    told = capsys.readouterr()
    assert said in told.err and told.out == ""
    assert sorted(tmp_path.rglob("uitkomst*/**")) == before


def test_a_folder_below_one_that_is_not_there_is_refused(tmp_path: Path, capsys: Captured) -> None:
    file = scenario_in(tmp_path)
    assert run(["simulate", str(file), "--out", str(tmp_path / "nergens" / "uit")]) == 2
    assert "lies in a folder that does not exist → make that folder first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SCENARIO.replace("jaren: 1", "jaren: 21"), ["klein.yaml:5, jaren"]),
        (SCENARIO.replace("zaad: 3", "zaden: 3").replace("gemeente: GM9999", "gemeente: Stad"), ["zaden", "gemeente"]),
        (SCENARIO.replace("noord, oost", "noord, oots"), ["klein.yaml, varianten.artikel-8.aanwijzingen", "oost"]),
        (
            SCENARIO.replace("instroom.inkomen", "instrom.inkomen"),
            ["klein.yaml, doelmaten.artikel_8.0", "is no measure"],
        ),
    ],
    ids=["a value", "two keys", "an area", "a measure"],
)
def test_a_scenario_that_is_not_right_is_told_whole_and_nothing_is_written(
    tmp_path: Path, capsys: Captured, text: str, said: list[str]
) -> None:
    code, out = simulate(tmp_path, text=text)
    told = capsys.readouterr()
    assert code == 2 and told.out == ""
    assert all(word in told.err for word in said), told.err
    assert not out.exists()


def test_data_that_are_not_right_are_told_with_row_and_column(tmp_path: Path, capsys: Captured) -> None:
    file = scenario_in(tmp_path)
    dwellings = tmp_path / "regio" / "woningen.parquet"
    rents = pl.when(pl.col("bezit") == "corporatie").then(-1).otherwise(pl.col("huurprijs"))
    pl.read_parquet(dwellings).with_columns(rents.alias("huurprijs")).write_parquet(dwellings)
    assert run(["simulate", str(file), "--out", str(tmp_path / "uit")]) == 2
    told = capsys.readouterr().err
    assert "woningen.parquet" in told and "huurprijs" in told and "-1" in told
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--option", "basis"), "--option: 'basis' is no option of which a request can be made → use artikel-8"),
        (("--engine", "duckdb"), "--engine: 'duckdb' is not one of the allowed values"),
        (("--lang", "fy"), "--lang: 'fy' is not one of the allowed values"),
        (("--replicates", "0"), "--replicates"),
        (("--households", "500"), "cannot scale own data"),
    ],
)
def test_an_option_that_cannot_be_is_refused(
    tmp_path: Path, capsys: Captured, options: tuple[str, ...], said: str
) -> None:
    code, out = simulate(tmp_path, *options)
    assert code == 2 and said in capsys.readouterr().err
    assert not out.exists()


def test_a_missing_extra_is_named(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def spec(name: str, package: str | None = None) -> object:
        return None if name == "altair" else find_spec(name, package)

    monkeypatch.setattr("importlib.util.find_spec", spec)
    code, out = simulate(tmp_path)
    assert code == 2 and not out.exists()
    assert "wbmgp simulate: needs the extra [simulation]" in capsys.readouterr().err


@pytest.mark.usefixtures("no_report")
def test_english_and_more_replicates_are_a_matter_of_options(finished: Path, capsys: Captured) -> None:
    code, out = simulate(finished, "--lang", "en", "--replicates", "2")
    told = capsys.readouterr().out
    assert code == 0 and "Small (years: 1, replicates: 2)" in told and "Applications" in told and "run once" not in told
    assert len(stamps(out)) == 6


def test_other_years_are_a_matter_of_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int | None]] = []

    def runs(scenario: Scenario, out: Path, *, replicates: int | None, **more: Any) -> running.Result:
        asked.append((scenario.years, replicates))
        raise running.Stopped

    monkeypatch.setattr(simulation_run, "simulate", runs)
    assert simulate(tmp_path, "--years", "7")[0] == simulate(tmp_path, "--replicates", "9")[0] == 130
    assert asked == [(7, None), (1, 9)]


def test_where_no_pdf_can_be_made_all_else_is_there(
    finished: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*given: Any, **more: Any) -> list[Path]:
        raise BadInput.one("rapport.pdf", "cannot be made: no Pango", "install Pango", "no_pdf")

    monkeypatch.setattr(publishing, "write_report", write)
    assert simulate(finished)[0] == 0
    assert "wbmgp: rapport.pdf: cannot be made: no Pango → install Pango" in capsys.readouterr().err


def test_no_file_of_an_earlier_result_is_left_beside_other_numbers(finished: Path, no_report: None) -> None:
    out = finished / "uitkomst"
    for name in ("rapport.html", "rapport.en.pdf", "gevoeligheid.csv", "gevoeligheid.parquet"):
        (out / name).write_text("van een eerder resultaat", encoding="utf-8")
    measured = SCENARIO[: SCENARIO.index("  - id: artikel-8")] + SCENARIO[SCENARIO.index("  - id: bouwen") :]
    assert simulate(finished, text=measured)[0] == 0
    assert sorted(path.name for path in out.iterdir()) == ["maten.csv", "maten.parquet", "resultaat.json", "runs"]


def test_sensitivity_is_asked_of_the_option_of_the_dossier_and_goes_into_the_report(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, Any] = {}

    def analysis(scenario: Scenario, out: Path, *, option: str | None, **more: Any) -> pl.DataFrame:
        told["option"] = option
        (out / "gevoeligheid.csv").write_text("", encoding="utf-8")
        row = ("zoekkans_jaar", option, "", "weigeringen", "alles", "", 9.0, None, None, 8.0, 12.0, 4.0)
        return pl.DataFrame([row], schema=SCHEMA, orient="row")

    monkeypatch.setattr(simulation_run, "sensitivity", analysis)
    monkeypatch.setattr(publishing, "write_report", lambda *given, beside, **more: told.update(moved=beside.moved))
    assert simulate(finished, "--sensitivity")[0] == 0
    assert told["option"] == "artikel-8"
    assert [(item.assumption, item.low, item.high) for item in told["moved"]] == [("zoekkans_jaar", 8.0, 12.0)]
    # The folder with what was added to it is still one of ours.
    assert result_folder(str(finished / "uitkomst")) == finished / "uitkomst"


def test_the_page_names_every_option_and_every_file() -> None:
    page = (Path(__file__).parents[2] / "docs" / "simulation.md").read_text(encoding="utf-8")
    options = [f"`--{name}" for name in signature(command).parameters if name != "scenario"]
    assert len(options) == 9 and [option for option in options if option not in page] == []
    assert [name for name in OURS if f"`{name}" not in page] == []


def test_the_parser_loads_nothing_heavy() -> None:
    heavy = "{'numpy', 'polars', 'altair', 'rich.progress', 'wbmgp_engine.simulation'}"
    program = f"import sys, wbmgp_engine.commands.parser; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
