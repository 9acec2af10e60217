"""Own microdata: what the contract takes, and every fault with file, row, column, value and fix."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.simulation.regions.written import DWELLINGS, HOUSEHOLDS, OWN, changed, owned, without
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.regions import check, load_region
from wbmgp_engine.simulation.regions.columns import HOUSEHOLD_COLUMNS, dwelling_columns


def refused(folder: Path) -> list[str]:
    """The lines of the refusal, with the folder left out."""
    before = sorted(folder.iterdir())
    with pytest.raises(BadInput) as raised:
        load_region(folder)
    assert sorted(folder.iterdir()) == before
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def test_own_data_become_a_region(tmp_path: Path) -> None:
    region = load_region(owned(tmp_path))
    check(region)
    assert region.households["woning"].to_list() == [0, 2, None]
    assert region.households["huishouden"].to_list() == ["alleenstaand", "paar", "eenouder"]
    assert region.households["geboortedatum_partner"].to_list() == [None, date(1982, 1, 31), None]
    assert region.households["geen_ingezetene"].to_list() == [False, False, True]
    assert region.households["urgent"].to_list() == [False, True, False]
    assert region.households["groep_kleur"].to_list() == ["rood", "blauw", "rood"]
    assert region.dwellings["huurprijs"].to_list() == [61234, 90000, None]
    assert dict(region.dwellings.schema) == dwelling_columns(["noord", "zuid"])
    assert dict(region.households.schema) == HOUSEHOLD_COLUMNS | {"groep_kleur": pl.String()}
    assert region.fit is None
    assert [figure.name for figure in region.figures] == ["peildatum"]


def test_parquet_with_its_own_types_gives_the_same_region(tmp_path: Path) -> None:
    one = load_region(owned(tmp_path / "csv"))
    folder = owned(tmp_path / "parquet", region=OWN.replace(".csv\nwoningen", ".parquet\nwoningen"))
    dates = pl.col("geboortedatum", "geboortedatum_partner", "ingezetene_vanaf", "zoekt_sinds").str.to_date()
    truths = pl.col("geen_ingezetene", "urgent") == "true"
    households = pl.read_csv(folder / "huishoudens.csv", infer_schema=False)
    typed = households.with_columns(
        dates, truths, pl.col("personen").cast(pl.Int16), pl.col("huishouden").cast(pl.Categorical)
    )
    typed.write_parquet(folder / "huishoudens.parquet")
    assert load_region(folder).digest == one.digest


def test_columns_that_may_be_left_out_mean_no(tmp_path: Path) -> None:
    households = HOUSEHOLDS
    for column in ("geen_ingezetene", "kenmerk", "urgent", "groep_kleur"):
        households = without(households, column)
    region = load_region(owned(tmp_path, households))
    assert not region.households["geen_ingezetene"].any()
    assert not region.households["urgent"].any()
    assert region.households["kenmerk"].null_count() == 3


H, W = "huishoudens.csv", "woningen.csv"


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (1, "huishouden", "gezin", "'gezin' is not one of the allowed values → use alleenstaand, paar, paar_met_kinderen, eenouder"),
        (1, "huishouden", "", "is empty → give every row one"),
        (2, "id", "h1", "'h1' is used before → give every row its own"),
        (1, "inkomen", "loon", "'loon' is not one of the allowed values → use dienstbetrekking, zelfstandige, vut, aow, pensioen,"
            " studiefinanciering, aanspraak_studiefinanciering, bijstand, wia, wajong, ww, ziektewet, anders, geen"),
        (1, "geboortedatum", "1-5-1990", "'1-5-1990' is no date → write a day that exists as YYYY-MM-DD"),
        (1, "geboortedatum", "1990-02-30", "'1990-02-30' is no date → write a day that exists as YYYY-MM-DD"),
        (3, "geboortedatum", "2026-01-02", "'2026-01-02' lies after 2026-01-01, the day of the region → correct it"),
        (2, "geboortedatum_partner", "2027-01-01", "'2027-01-01' lies after 2026-01-01, the day of the region → correct it"),
        (2, "geboortedatum_partner", "", "is empty while the household has a partner → give the date"),
        (1, "geboortedatum_partner", "1990-01-01", "'1990-01-01' is filled while the household has no partner → empty it, or change huishouden"),
        (1, "inkomen_partner", "aow", "'aow' is filled while the household has no partner → empty it, or change huishouden"),
        (1, "personen", "2", "2 does not fit huishouden → alleenstaand: 1, paar: 2, paar_met_kinderen: 3-20, eenouder: 2-20"),
        (1, "personen", "een", "'een' is no whole number → write digits only"),
        (1, "ingezetene_vanaf", "2026-02-01", "'2026-02-01' lies after 2026-01-01, the day of the region → correct it"),
        (1, "ingezetene_vanaf", "1989-01-01", "'1989-01-01' lies before geboortedatum → correct one of the two"),
        (3, "ingezetene_vanaf", "2020-01-01", "'2020-01-01' is filled while geen_ingezetene is true → empty one of the two"),
        (1, "geen_ingezetene", "nee", "'nee' is neither true nor false → write true or false"),
        (1, "kenmerk", "zorg of onderwijs", "'zorg of onderwijs' is no name of a trait → use letters, digits, _ and -, at most 64"),
        (3, "zoekt_sinds", "", "is empty while the household has no dwelling → give the day, or a dwelling"),
        (2, "zoekt_sinds", "2026-03-01", "'2026-03-01' lies after 2026-01-01, the day of the region → correct it"),
        (2, "woning", "w9", "'w9' is no dwelling → use an id of the dwellings"),
        (2, "woning", "w1", "'w1' is lived in by another household already → give each dwelling to one household"),
    ],
)  # fmt: skip
def test_a_fault_in_a_household_is_named(tmp_path: Path, row: int, column: str, value: str, said: str) -> None:
    folder = owned(tmp_path, changed(HOUSEHOLDS, row, column, value))
    assert refused(folder) == [f"{H} row {row} column {column}: {said}"]


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (1, "gebied", "west", "'west' is not one of the allowed values → use noord, zuid"),
        (2, "bezit", "huur", "'huur' is not one of the allowed values → use corporatie, particulier, koop"),
        (2, "soort", "kamer", "'kamer' is not one of the allowed values → use zelfstandig, onzelfstandig"),
        (1, "huurprijs", "612.34", "'612.34' is no whole number → write digits only"),
        (1, "huurprijs", "", "is empty for a rented dwelling → give eurocents a month"),
        (1, "huurprijs", "100000001", "100000001 is no rent → give eurocents a month, from 0 on"),
        (3, "huurprijs", "50000", "50000 is filled for a dwelling that is owned → empty it"),
        (1, "mutatiegraad", "7", "7.0 is no share → give a share from 0 to 1 a year"),
        (1, "mutatiegraad", "7%", "'7%' is no number → write 0.07 for 7 %"),
        (1, "mutatiegraad", "", "is empty → give every row one"),
    ],
)
def test_a_fault_in_a_dwelling_is_named(tmp_path: Path, row: int, column: str, value: str, said: str) -> None:
    folder = owned(tmp_path, dwellings=changed(DWELLINGS, row, column, value))
    assert refused(folder) == [f"{W} row {row} column {column}: {said}"]


@pytest.mark.parametrize("column", ["nationaliteit", "geboorteland", "religie", "geslacht"])
def test_no_column_says_who_somebody_is(tmp_path: Path, column: str) -> None:
    households = HOUSEHOLDS.replace(",groep_kleur", f",{column}")
    (line,) = refused(owned(tmp_path, households))
    assert line.startswith(f"{H} column '{column}': is not in the contract → ")
    assert line.endswith("or leave it out; a column for measures only is called groep_…")


def test_a_dwelling_has_no_group(tmp_path: Path) -> None:
    dwellings = DWELLINGS.replace("mutatiegraad", "groep_kleur")
    lines = refused(owned(tmp_path, dwellings=dwellings))
    assert lines[0].startswith(f"{W} column 'groep_kleur': is not in the contract")
    assert lines[1] == f"{W} column mutatiegraad: is missing → add it; docs/simulation-data.md says what it holds"


def test_a_type_that_can_hold_nothing_of_it_is_named(tmp_path: Path) -> None:
    folder = owned(tmp_path, region=OWN.replace("woningen.csv", "woningen.parquet"))
    dwellings = pl.read_csv(folder / W, infer_schema=False).with_columns(pl.lit(1.5).alias("huurprijs"))
    dwellings.write_parquet(folder / "woningen.parquet")
    assert refused(folder) == ["woningen.parquet column huurprijs: is of type Float64 → give whole numbers"]


def test_faults_of_both_files_are_told_together(tmp_path: Path) -> None:
    wrong = changed(HOUSEHOLDS, 1, "inkomen", "loon"), changed(DWELLINGS, 2, "bezit", "huur")
    assert [line.split(":")[0] for line in refused(owned(tmp_path, *wrong))] == [
        f"{H} row 1 column inkomen", f"{W} row 2 column bezit",
    ]  # fmt: skip


def test_after_a_hundred_faults_their_number_is_enough(tmp_path: Path) -> None:
    header, first, *_ = HOUSEHOLDS.splitlines()
    rows = [first.replace("h1,w1,", f"p{number},,") for number in range(250)]
    lines = refused(owned(tmp_path, "\n".join([header, *rows]) + "\n"))
    assert (
        lines[0]
        == f"{H} row 1 column zoekt_sinds: is empty while the household has no dwelling → give the day, or a dwelling"
    )
    assert len(lines) == 101
    assert lines[-1] == f"{H}: has 150 more findings → mend these first"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = owned(tmp_path, region=OWN.replace("woningen.csv", "woningen.parquet"))
    (folder / "woningen.parquet").write_bytes(b"PAR1 and then nothing")
    (line,) = refused(folder)
    assert line.startswith("woningen.parquet: cannot be read: ")
    assert line.endswith("→ give a whole file, CSV in UTF-8 or Parquet")


def test_a_file_of_another_kind_or_not_there_is_named(tmp_path: Path) -> None:
    folder = owned(
        tmp_path, region=OWN.replace("woningen.csv", "woningen.xlsx").replace("huishoudens.csv", "mensen.csv")
    )
    assert refused(folder) == [
        "mensen.csv: is no file → put it beside regio.yaml, or correct its name there",
        "woningen.xlsx: is neither CSV nor Parquet → name a file that ends on .csv or .parquet",
    ]


def test_semicolons_are_named(tmp_path: Path) -> None:
    folder = owned(tmp_path, dwellings=DWELLINGS.replace(",", ";"))
    assert refused(folder) == [f"{W}: has semicolons between its cells → save it with commas"]


def test_files_without_rows_are_named(tmp_path: Path) -> None:
    heads = [text.splitlines()[0] + "\n" for text in (HOUSEHOLDS, DWELLINGS)]
    said = "has a header and no rows → give every household and every dwelling a row"
    assert refused(owned(tmp_path, *heads)) == [f"{H}: {said}", f"{W}: {said}"]


def test_own_data_do_not_scale(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        load_region(owned(tmp_path), households=100)
    assert str(raised.value) == "huishoudens: 100 cannot scale own data → leave it out, or use a region from counts"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("woningen: woningen.csv\n", "", "neither own data nor counts are named → give huishoudens and woningen, or tellingen"),
        ("cijfers:", "zoekduurJaren: {waarde: 2, bron: een toets, zekerheid: verzonnen}\ncijfers:",
            "own data and counts are both there → keep huishoudens and woningen, or the rest"),
    ],
)  # fmt: skip
def test_it_is_own_data_or_counts(tmp_path: Path, before: str, after: str, said: str) -> None:
    (line,) = refused(owned(tmp_path, region=OWN.replace(before, after)))
    assert line == f"regio.yaml:1: {said}"
