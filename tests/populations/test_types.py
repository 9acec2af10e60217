"""What a population may be written in besides the plainest types; and that memory holds one batch, whatever the file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.populations.small import LAWBOOK, frame
from tests.populations.test_batch import nested
from wbmgp_engine.populations.files import Source
from wbmgp_engine.populations.judging import Judge
from wbmgp_engine.populations.rows import Rows
from wbmgp_engine.populations.running import judge_file
from wbmgp_engine.populations.summary import Summary


def answers(population: pl.DataFrame, **judged: Any) -> list[dict[str, Any]]:
    found = Rows(Judge(LAWBOOK, **judged)).answers(population)
    assert found is not None
    return found.to_dicts()


@pytest.mark.parametrize(
    "written",
    [
        pl.col("huishouden.0.inkomen.0.soort").cast(pl.Categorical),
        pl.col("gemeente").cast(pl.Categorical),
        pl.col("huishouden.1.rol").cast(pl.Enum(["kind", "partner", "nobody"])),
        pl.col("woonruimte.huurprijs").cast(pl.UInt32),
        pl.col("woonruimte.huurprijs").cast(pl.String),
        pl.col("aanvraagdatum").cast(pl.String),
        pl.col("huishouden.0.rechtmatigVerblijf").cast(pl.String),
        pl.lit(None).alias("uitzondering15"),
        pl.lit(None).alias("aanvraagsoort"),
    ],
    ids=str,
)
def test_other_types_say_the_same(written: pl.Expr) -> None:
    assert answers(frame().with_columns(written)) == answers(frame())


def test_a_list_of_fixed_length_is_a_list() -> None:
    traits = pl.Series("huishouden", [[{"rol": "aanvrager", "kenmerken": ["beroep_zorg"]}]] * 3)
    fixed = pl.Array(pl.Struct({"rol": pl.String, "kenmerken": pl.Array(pl.String, 1)}), 1)
    flat = nested().drop("huishouden").with_columns(traits)
    assert answers(flat.cast({"huishouden": fixed})) == answers(flat)


def test_a_household_without_persons_is_not_known() -> None:
    found = nested().with_columns(pl.lit([], dtype=nested().schema["huishouden"]).alias("huishouden"))
    assert {row["advies"] for row in answers(found, on=frame()["aanvraagdatum"][0])} <= {
        "aanvullen",
        "geen_vergunning_nodig",
    }


def test_rows_go_in_batches_and_come_in_order(tmp_path: Path) -> None:
    many = pl.concat([frame()] * 40).with_columns(pl.int_range(pl.len()).cast(pl.String).alias("kenmerk"))
    many.write_parquet(tmp_path / "in.parquet")
    seen: list[int] = []
    source, out = Source(str(tmp_path / "in.parquet")), tmp_path / "out.parquet"
    summary = judge_file(source, str(out), Judge(LAWBOOK), progress=seen.append, batch=50)
    assert seen == [50, 50, 20] and summary.rows == 120 == sum(summary.outcomes.values())
    found = pl.read_parquet(out)
    assert found["kenmerk"].to_list() == many["kenmerk"].to_list()
    whole = Rows(Judge(LAWBOOK)).answers(many)
    assert whole is not None and found.to_dicts() == whole.to_dicts()


def test_the_summary_counts_what_is_empty_where_facts_are_missing() -> None:
    summary = Summary()
    read = pl.DataFrame(
        {"huishouden.0.geboortedatum": [None, None, 1], "huishouden.0.inkomen.geen": [None, None, None]}
    )
    summary.add(pl.DataFrame({"advies": ["aanvullen", "weigeren", "aanvullen"]}), read)
    summary.add(pl.DataFrame({"advies": ["verlenen"]}), pl.DataFrame())
    assert summary.outcomes == {"aanvullen": 2, "weigeren": 1, "verlenen": 1}
    assert summary.most_empty() == [("huishouden.0.geboortedatum", 1)]


def test_without_narwhals_the_extra_is_named() -> None:
    code = "import sys; sys.modules['narwhals'] = None\nimport wbmgp_engine.logic.columns"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "pip install 'wbmgp-engine[columns]'" in done.stderr
