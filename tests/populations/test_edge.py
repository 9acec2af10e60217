"""What is refused at the edge of a population: with the row, the column, the value and the fix, and nothing written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.populations.small import batch, frame, problems

DAY = date(2021, 5, 1)


def test_a_population_in_order_has_no_problems() -> None:
    assert problems(frame()) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"huishouden__0__inkomen__0__soort": ["bijstant", None, None]},
         "row 1, column huishouden.0.inkomen.0.soort: 'bijstant' is not one of the allowed values → use dienstbetrekking"),
        ({"woonruimte__gebied": ["Carnisse", "x", None]},
         "row 1, column woonruimte.gebied: 'Carnisse' is not in the form asked for → write its name in lower case"),
        ({"gemeente": ["GM0599", "Rotterdam", "GM0502"]}, "row 2, column gemeente: 'Rotterdam' is not in the form"),
        ({"kenmerk": ["a", None, "c"]}, "row 2, column kenmerk: is empty → give every row one"),
        ({"aanvraagdatum": [DAY, DAY, None]}, "row 3, column aanvraagdatum: is empty"),
        ({"aanvraagdatum": ["2021-02-30", "2021-05-01", "2021-05-01"]},
         "row 1, column aanvraagdatum: '2021-02-30' is no date → write a day that exists as YYYY-MM-DD"),
        ({"aanvraagdatum": ["2021-05-01", "2021-5-1", "2021-05-01"]}, "row 2, column aanvraagdatum: '2021-5-1' is no date"),
        ({"aanvraagdatum": [DAY, date(2921, 1, 1), DAY]}, "row 2, column aanvraagdatum: '2921-01-01' lies outside"),
        ({"woonruimte__huurprijs": [-1, None, None]}, "row 1, column woonruimte.huurprijs: '-1' is no rent"),
        ({"woonruimte__huurprijs": ["500,00", None, None]}, "row 1, column woonruimte.huurprijs: '500,00' is no whole number"),
        ({"huishouden__0__rechtmatigVerblijf": ["ja", None, None]},
         "row 1, column huishouden.0.rechtmatigVerblijf: 'ja' is neither true nor false → write true or false"),
        ({"huishouden__0__rol": ["partner", "aanvrager", None]},
         "row 1, column huishouden.0.rol: 'partner' stands in the wrong place → put the aanvrager first"),
        ({"huishouden__1__rol": ["aanvrager", None, None]}, "row 1, column huishouden.1.rol: 'aanvrager' stands in the wrong"),
        ({"huishouden__1__rol": [None, None, None]},
         "row 1, column huishouden.1.geboortedatum: is filled while nobody is in that place → give huishouden.1.rol"),
        ({"huishouden__2__rol": [None, "kind", None]}, "row 2, column huishouden.1.rol: is empty → fill the places"),
        ({"huishouden__0__geboortedatum": [date(2022, 1, 1), None, None]},
         "row 1, column huishouden.0.geboortedatum: '2022-01-01' lies after aanvraagdatum"),
        ({"huishouden__0__ingezeteneVanaf": [date(1979, 1, 1), None, None]},
         "row 1, column huishouden.0.ingezeteneVanaf: '1979-01-01' lies before huishouden.0.geboortedatum"),
        ({"huishouden__0__geboortedatumVroegst": [date(1981, 1, 1), None, None],
          "huishouden__0__geboortedatumLaatst": [date(1980, 1, 1), None, None]},
         "row 1, column huishouden.0.geboortedatumLaatst: '1980-01-01' lies before huishouden.0.geboortedatumVroegst"),
        ({"huishouden__0__geenIngezetene": [True, None, None]},
         "row 1, column huishouden.0.geenIngezetene: is true while huishouden.0.ingezeteneVanaf is filled"),
        ({"huishouden__0__inkomen__geen": [True, None, None]},
         "row 1, column huishouden.0.inkomen.geen: is true while huishouden.0.inkomen.0 is filled"),
        ({"huishouden__0__inkomen__1__oordeel": ["telt_mee", None, None]},
         "row 1, column huishouden.0.inkomen.1.oordeel: is filled while huishouden.0.inkomen.1.soort is empty"),
        ({"huishouden__0__kenmerken__geen": [None, True, None], "huishouden__0__kenmerken__0": [None, "beroep_zorg", None]},
         "row 2, column huishouden.0.kenmerken.geen: is true while huishouden.0.kenmerken.0 is filled"),
        ({f"hardheid__{place}__{name}": [value, None, None] for place, oordeel in ((0, "onbillijk"), (1, "niet_onbillijk"))
          for name, value in (("gegeven", True), ("grond", "artikel_8"), ("oordeel", oordeel))},
         "row 1, column hardheid.1.oordeel: contradicts hardheid.0.oordeel → keep the judgement that stands"),
        ({f"hardheid__{place}__{name}": [value, None, None] for place, ground in ((0, None), (1, "artikel_8"))
          for name, value in (("gegeven", True), ("grond", ground), ("oordeel", "onbillijk"))},
         "row 1, column hardheid.0.grond: is empty while two judgements are given"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_its_row(changed: dict[str, Any], said: str) -> None:
    found = problems(frame(**changed))
    assert any(problem.startswith(said) for problem in found), found


def test_somebody_else_has_no_traits_in_a_nested_population() -> None:
    person = {"rol": "aanvrager", "kenmerken": ["beroep_zorg"]}
    household = [person, {"rol": "kind", "kenmerken": ["beroep_zorg"]}]
    dwelling = {"gebied": "carnisse"}
    nested = pl.DataFrame({
        "kenmerk": ["a"], "gemeente": ["GM0599"], "aanvraagdatum": [DAY], "woonruimte": [dwelling], "huishouden": [household]
    })  # fmt: skip
    assert problems(nested) == ["row 1, column huishouden.1.kenmerken.0: is asked of the aanvrager only → empty it"]


def test_the_first_hundred_and_how_many_more() -> None:
    found = problems(pl.concat([frame(kenmerk=[None, None, None])] * 50))
    assert len(found) == 101
    assert found[-1] == "and: 50 more → mend these first"
    assert found[0].startswith("row 1, column kenmerk") and found[99].startswith("row 100,")


@pytest.mark.parametrize("kind", ["parquet", "csv", "arrow"])
def test_bad_input_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    code, out = batch(tmp_path, frame(gemeente=["GM0599", "x", "GM0502"]), kind=kind)
    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert told.err.startswith(
        "wbmgp: row 2, column gemeente: 'x' is not in the form asked for → write GM and four digits"
    )
    assert [path.name for path in tmp_path.iterdir()] == [f"in.{kind}"]
    assert not out.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"gemeente": None}, "column gemeente: is missing → add it, or give --municipality"),
        ({"aanvraagdatum": None}, "column aanvraagdatum: is missing → add it"),
        ({"nationaliteit": ["x", "y", "z"]}, "column 'nationaliteit': is not in the contract → use one of"),
        ({"woonruimte__gebeid": ["x", "y", "z"]},
         "column 'woonruimte.gebeid': is not in the contract → did you mean woonruimte.gebied?"),
        ({"huishouden__0__geboortedatum": [1.5, 2.5, 3.5]},
         "column huishouden.0.geboortedatum: is of type Float64 → give dates (date32), or text as YYYY-MM-DD"),
        ({"huishouden__0__rechtmatigVerblijf": [1, 0, 1]},
         "column huishouden.0.rechtmatigVerblijf: is of type Int64 → give true or false"),
    ],
)  # fmt: skip
def test_columns_are_refused_before_a_row_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, Any], said: str
) -> None:
    code, out = batch(tmp_path, frame(**changed))
    assert code == 2
    assert f"wbmgp: {said}" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        ("kenmerk,gemeente\n\"a\n", "column aanvraagdatum: is missing"),
        ("kenmerk,kenmerk\na,b\n", "is not in the contract"),
    ],
)  # fmt: skip
def test_a_broken_csv_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    code, _ = batch(tmp_path, text, kind="csv")
    told = capsys.readouterr().err
    assert code == 2 and said in told and "Traceback" not in told


def test_rows_that_are_longer_than_the_header_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "kenmerk,gemeente,aanvraagdatum,woonruimte.gebied,huishouden.0.rol\na,GM0599,2021-05-01,x,aanvrager,extra\n"
    code, out = batch(tmp_path, text, kind="csv")
    assert code == 2 and "cannot be read" in capsys.readouterr().err
    assert not out.exists()


def test_what_is_no_parquet_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = batch(tmp_path, "no parquet at all")
    assert code == 2 and "cannot be read" in capsys.readouterr().err
