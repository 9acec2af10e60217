"""What is wrong with a region from counts is said with file, row, column, value and fix, and nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.regions.written import REGION, TABLES, changed, counted, without
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.regions import load_region


def refused(folder: Path, **options: int) -> list[str]:
    """The lines of the refusal, with the folder left out."""
    with pytest.raises(BadInput) as raised:
        load_region(folder, **options)  # type: ignore[arg-type]
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def cell(name: str, row: int, column: str, value: str) -> dict[str, str]:
    return {name: changed(TABLES[name], row, column, value)}


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (
            cell("huishouden", 2, "paar", "veel"),
            "huishouden.csv row 2 column paar: 'veel' is no count → write digits only",
        ),
        (cell("huishouden", 1, "paar", "-3"), "huishouden.csv row 1 column paar: '-3' is no count → write digits only"),
        (cell("huishouden", 1, "paar", ""), "huishouden.csv row 1 column paar: '' is no count → write digits only"),
        (cell("mutatie", 1, "koop", "7%"), "mutatie.csv row 1 column koop: '7%' is no share → write 0.07 for 7 %"),
        (cell("mutatie", 2, "koop", "1.2"), "mutatie.csv row 2 column koop: '1.2' is no share → write 0.07 for 7 %"),
        (
            cell("leeftijd", 1, "gebied", "noort"),
            "leeftijd.csv row 1 column gebied: 'noort' is no area here → did you mean noord?",
        ),
        (cell("bezit", 2, "gebied", "noord"), "bezit.csv row 2 column gebied: 'noord' has a row before → keep one"),
        (
            {"inkomen": TABLES["inkomen"].replace("bijstand", "uitkering")},
            "inkomen.csv column 'uitkering': is not known → use one of aanspraak_studiefinanciering, anders, aow,"
            " bijstand, dienstbetrekking, gebied, geen, pensioen, studiefinanciering, vut, wajong, wia, ww, zelfstandige,"
            " ziektewet",
        ),
        ({"bezit": without(TABLES["bezit"], "koop")}, "bezit.csv column koop: is missing → add it"),
        (
            {"soort": TABLES["soort"].replace("zuid,605,10", "zuid,605")},
            "soort.csv row 2: 2 has another number of cells than the header → give every row 3 cells, with commas between them",
        ),
        (
            {"verblijf": TABLES["verblijf"] + "buiten,1,1,1,1,1\n"},
            "verblijf.csv row 4 column gebied: 'buiten' is no area here → use one of inwonend, noord, zuid",
        ),
        (
            cell("huishouden", 1, "alleenstaand", "230"),
            "huishouden.csv area noord: has more households (430) than dwellings (410)"
            " → put households without a dwelling of their own in the row inwonend",
        ),
        (
            cell("leeftijd", 1, "tot_25", "90"),
            "leeftijd.csv area noord: adds up to 430 where huishouden adds up to 400"
            " → give counts of the same households or dwellings; up to 5% apart is evened out",
        ),
        (
            cell("huur", 2, "laag", "170"),
            "huur.csv area zuid: adds up to 270 where what is let in bezit adds up to 210"
            " → give counts of the same households or dwellings; up to 5% apart is evened out",
        ),
        (
            cell("soort", 2, "zelfstandig", "500"),
            "soort.csv area zuid: adds up to 510 where bezit adds up to 615"
            " → give counts of the same households or dwellings; up to 5% apart is evened out",
        ),
        (
            cell("gebieden", 2, "id", "noord"),
            "gebieden.csv row 2 column id: 'noord' is used before → give every area its own",
        ),
        (
            cell("gebieden", 2, "id", "Zuid"),
            "gebieden.csv row 2 column id: 'Zuid' is no id of an area → write lower case and hyphens, such as oude-haven",
        ),
        (
            cell("gebieden", 2, "gemeente", "GM0001"),
            "gebieden.csv row 2 column gemeente: 'GM0001' is no municipality of the region → use one of GM9999, GM9998",
        ),
        (
            {"bezit": TABLES["bezit"].replace(",", ";")},
            "bezit.csv: has semicolons between its cells → save it with commas",
        ),
        (
            cell("gebieden", 2, "naam", ""),
            "gebieden.csv row 2 column naam: is empty → give the area a name",
        ),
        (
            {"bezit": TABLES["bezit"].replace("particulier", "koop")},
            "bezit.csv column 'koop': is there more than once → keep one",
        ),
        (
            {"bezit": TABLES["bezit"].replace("noord,200", 'noord,"200')},
            "bezit.csv: cannot be read: unexpected end of data → save it as CSV in UTF-8 with commas",
        ),
        (
            {"gebieden": "id,naam,gemeente\n"},
            "gebieden.csv: holds no area → give every neighbourhood a row",
        ),
    ],
)
def test_a_fault_in_a_table_is_named(tmp_path: Path, tables: dict[str, str], said: str) -> None:
    assert said in refused(counted(tmp_path, **tables))


def test_an_area_without_counts_is_named_once_for_each_table(tmp_path: Path) -> None:
    areas = TABLES["gebieden"] + "oost,Oost,GM9999\n"
    lines = refused(counted(tmp_path, gebieden=areas))
    assert lines[0] == "huishouden.csv: has no row for area 'oost' → add the row"
    assert len(lines) == 9


def test_faults_of_several_tables_are_told_together(tmp_path: Path) -> None:
    wrong = cell("bezit", 1, "koop", "x") | cell("huur", 2, "hoog", "y")
    assert [line.split(":")[0] for line in refused(counted(tmp_path, **wrong))] == [
        "bezit.csv row 1 column koop", "huur.csv row 2 column hoog",
    ]  # fmt: skip


def test_after_a_hundred_faults_their_number_is_enough(tmp_path: Path) -> None:
    rows = "".join(f"oord{number},1,1,1,1\n" for number in range(130))
    lines = refused(counted(tmp_path, huishouden=TABLES["huishouden"] + rows))
    assert len(lines) == 101
    assert lines[-1] == "huishouden.csv: has 30 more findings → mend these first"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("dag: 2026-01-01", "dag: 2026-01-15", "'2026-01-15' is not the first day of a month → write YYYY-MM-01, without quotes"),
        ("waarde: 0.1,", "waarde: 1.1,", "1.1 is no share → write a share from 0 to 1"),
        ("{van: 30000, tot: 60000}", "{van: 60000, tot: 60000}", "van 60000 does not lie before tot 60000 → give a class some width"),
        ("{van: 60000, tot: 120000}", "{van: 50000, tot: 120000}", "hoog begins below the end of the class before"),
        ("kenmerken:", "kenmerken:\n  ander: {waarde: 0.8, bron: een toets, zekerheid: verzonnen}", "the shares add up to more than 1"),
        ("inkomens: [dienstbetrekking]", "inkomens: [loon]", "'loon' is no kind of income"),
        ("  huur: {bestand", "  huren: {bestand", "huur is missing → give huishouden"),
        ("aandelen:", "delen:", "delen"),
        ("zekerheid: gelezen", "zekerheid: zeker", "zeker"),
        ("gebieden: gebieden.csv", "gebieden: ../gebieden.csv", "gebieden"),
        ("groep_kleur: {", "kleur: {", "'kleur' is not known → use huishouden"),
    ],
)  # fmt: skip
def test_a_fault_in_the_region_file_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    lines = refused(counted(tmp_path, REGION.replace(before, after, 1)))
    assert any(said in line and line.startswith("regio.yaml:") for line in lines), lines


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = counted(tmp_path)
    (folder / "huur.csv").unlink()
    assert refused(folder) == ["huur.csv: is no file → put it beside regio.yaml, or correct its name there"]


def test_a_name_that_is_no_region_lists_those_there_are() -> None:
    with pytest.raises(BadInput) as raised:
        load_region("nergens")
    assert str(raised.value) == (
        "regio: 'nergens' is no region → name a folder with a regio.yaml, or one of rotterdam-2006, voorbeeldregio"
    )


@pytest.mark.parametrize("households", [0, -5, 10_000_001])
def test_a_size_that_cannot_be_is_refused(tmp_path: Path, households: int) -> None:
    said = f"households: {households} is too few or too many → ask for 1 to 10,000,000"
    assert refused(counted(tmp_path), households=households) == [said]


def test_a_seed_below_zero_is_refused(tmp_path: Path) -> None:
    assert refused(counted(tmp_path), seed=-1)[0].startswith("zaad: -1 is no seed")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "tot_25: {alleenstaand",
            "tot_20: {alleenstaand",
            "'tot_20' is not known → use tot_25, 25_34, 35_44, 45_64, vanaf_65",
        ),
        ("{corporatie: 5,", "{corporatie: 0,", "draagkrachtBezit.laag.corporatie"),
        ("laag: [studiefinanciering, ", "laag: [", "not every kind of income stands in one group"),
        ("bron: verzonnen", "herkomst: verzonnen", "herkomst"),
        ('eenouder: {"2": 60', 'eenouder: {"1": 60', "'1' is no size of eenouder → use 2 to 20"),
        ('eenouder: {"2": 60', 'eenouder: {"twee": 60', "'twee' is no size of eenouder → use 2 to 20"),
    ],
)
def test_a_fault_in_own_weights_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    from wbmgp_engine.simulation.regions.reference import SHIPPED

    folder = counted(tmp_path, REGION + "samenhang: samenhang.yaml\n")
    (folder / "samenhang.yaml").write_text(
        SHIPPED.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8"
    )
    lines = refused(folder)
    assert any(said in line and line.startswith("samenhang.yaml:") for line in lines), lines
