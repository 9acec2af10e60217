"""`wbmgp batch`: every row answered, in its order, whatever kind of file it stands in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.logic.columns.engines import why_no_spark
from tests.modes import PRIVATE_FILE, modes, usual_umask
from tests.populations.small import batch, frame
from wbmgp_engine.cli import run
from wbmgp_engine.commands.extras import needed
from wbmgp_engine.errors import BadInput

READ: dict[str, Callable[[Path], pl.DataFrame]] = {"parquet": pl.read_parquet, "csv": pl.read_csv, "arrow": pl.read_ipc}
PEOPLE = [
    [{"rol": "aanvrager", "geboortedatum": date(1980, 2, 29), "ingezeteneVanaf": date(2019, 1, 1),
      "inkomen": [{"soort": "bijstand"}], "rechtmatigVerblijf": True, "kenmerken": []},
     {"rol": "kind", "geboortedatum": date(2010, 1, 1), "ingezeteneVanaf": None, "inkomen": None,
      "rechtmatigVerblijf": None, "kenmerken": None}],
    [{"rol": "aanvrager", "geboortedatum": date(1980, 1, 1), "ingezeteneVanaf": None, "inkomen": None,
      "rechtmatigVerblijf": True, "kenmerken": None}],
    None,
]  # fmt: skip


def nested() -> pl.DataFrame:
    """The small population as structs and lists."""
    flat = frame()
    dwelling = pl.struct(pl.col("woonruimte.gebied").alias("gebied"), pl.col("woonruimte.huurprijs").alias("huurprijs"))
    person: dict[str, Any] = {
        "rol": pl.String, "geboortedatum": pl.Date, "ingezeteneVanaf": pl.Date, "rechtmatigVerblijf": pl.Boolean,
        "inkomen": pl.List(pl.Struct({"soort": pl.String})), "kenmerken": pl.List(pl.String),
    }  # fmt: skip
    household = pl.Series("huishouden", PEOPLE, dtype=pl.List(pl.Struct(person)))
    return flat.select("kenmerk", "gemeente", "aanvraagdatum", dwelling.alias("woonruimte"), household)


def answers(folder: Path, population: pl.DataFrame, *options: str, kind: str = "parquet") -> list[dict[str, Any]]:
    code, out = batch(folder, population, *options, kind=kind)
    assert code == 0
    return READ[kind](out).to_dicts()


@pytest.mark.parametrize("kind", READ)
def test_every_row_is_answered_in_its_order(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    found = answers(tmp_path, frame(), kind=kind)
    told = capsys.readouterr()
    assert [row["kenmerk"] for row in found] == ["a", "b", "c"]
    assert {row["advies"] for row in found} <= {"aanvullen", "beoordelen", "geen_vergunning_nodig"}
    # Of whom nobody knows with how many they are, is asked; nobody is refused for what is not known.
    assert (found[2]["advies"], found[2]["weigering.zeker"]) == ("aanvullen", False)
    assert "3 applications judged" in told.out and told.err == ""


def test_the_kind_of_file_makes_no_difference(tmp_path: Path) -> None:
    one, *others = (answers(tmp_path, frame(), kind=kind) for kind in READ)
    assert all(other == one for other in others)


def test_nested_columns_say_the_same_as_flat_ones(tmp_path: Path) -> None:
    assert answers(tmp_path, nested()) == answers(
        tmp_path, frame(huishouden__0__kenmerken__geen=[True, None, None]), "--force"
    )


def test_the_municipality_may_stand_beside_the_population(tmp_path: Path) -> None:
    without = frame(gemeente=None)
    here = answers(tmp_path, frame(gemeente=["GM0599"] * 3))
    assert answers(tmp_path, without, "--municipality", "GM0599", "--force") == here


def test_the_day_of_decision_chooses_the_law(tmp_path: Path) -> None:
    # Before 2005-12-30 there was no Wbmgp.
    assert {row["advies"] for row in answers(tmp_path, frame(), "--on", "2005-12-29")} == {"geen_vergunning_nodig"}


def test_a_situation_takes_the_place_of_the_register(tmp_path: Path) -> None:
    given = tmp_path / "situatie.json"
    given.write_text('{"regio": ["GM0599"], "aanwijzingen": []}', encoding="utf-8")
    found = answers(tmp_path, frame(), "--situation", str(given))
    assert {row["advies"] for row in found} == {"geen_vergunning_nodig"}
    given.write_text('{"aanwijzingen": 3}', encoding="utf-8")
    assert batch(tmp_path, frame(), "--situation", str(given), "--force")[0] == 2


def test_an_empty_population_has_an_empty_answer(tmp_path: Path) -> None:
    assert answers(tmp_path, frame().clear()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--municipality", "Rotterdam"], "--municipality: 'Rotterdam' is no municipality → write GM and four digits"),
        (["--engine", "dask"], "--engine: 'dask' is not one of the allowed values → use polars, spark"),
        (["--on", "1-1-2020"], "--on: '1-1-2020' is not accepted"),
        (["--out", "answers.txt", "--force"], "answers.txt: is of no kind that can be read or written → use a name that ends on"),
        ([], "exists already → choose another name, or add --force"),
    ],
)  # fmt: skip
def test_options_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str) -> None:
    (tmp_path / "out.parquet").write_bytes(b"what was there")
    force = ["--force"] if options else []
    assert batch(tmp_path, frame(), *options, *force)[0] == 2
    assert said in capsys.readouterr().err
    assert (tmp_path / "out.parquet").read_bytes() == b"what was there"


def test_what_is_there_stays_until_the_answers_are_complete(tmp_path: Path) -> None:
    (tmp_path / "out.parquet").write_bytes(b"what was there")
    assert batch(tmp_path, frame(gemeente=["x", "y", "z"]), "--force")[0] == 2
    assert (tmp_path / "out.parquet").read_bytes() == b"what was there"


@pytest.mark.parametrize("kind", READ)
def test_only_the_owner_reads_the_answers(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"out.{kind}").write_bytes(b"what was there")
    with usual_umask():
        answers(tmp_path, frame(), "--force", kind=kind)
    assert modes(tmp_path / f"out.{kind}") == PRIVATE_FILE


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frame().write_parquet(tmp_path / "in.parquet")
    assert run(["batch", str(tmp_path / "in.parquet"), "--out", str(tmp_path / "no" / "out.parquet")]) == 2
    assert run(["batch", str(tmp_path / "no.parquet"), "--out", str(tmp_path / "out.parquet")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_extra_that_is_not_installed_is_named() -> None:
    with pytest.raises(BadInput, match=r"needs the extra \[columns\].*pip install 'wbmgp-engine\[columns\]'"):
        needed("batch", "columns", "no_such_module")


@pytest.mark.skipif(why_no_spark() is not None, reason=why_no_spark() or "")
@pytest.mark.parametrize("population", [frame(), nested()], ids=["flat", "nested"])
def test_spark_answers_as_polars(tmp_path: Path, population: pl.DataFrame) -> None:
    whole = pl.concat([population] * 3)
    assert answers(tmp_path, whole, "--engine", "spark") == answers(tmp_path, whole, "--force")


@pytest.mark.skipif(why_no_spark() is not None, reason=why_no_spark() or "")
def test_spark_refuses_what_polars_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(tmp_path, frame(gemeente=["GM0599", "x", "GM0502"]), "--engine", "spark")[0] == 2
    assert "row 2, column gemeente: 'x'" in capsys.readouterr().err
