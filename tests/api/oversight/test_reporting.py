"""The reports of oversight on the command line and on pages: made of a database, and refused where they cannot be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.api.oversight.filled import TENANT, Filled, Made
from wbmgp_api.oversight.decided import Period
from wbmgp_api.oversight.looking_at_groups import checked
from wbmgp_api.oversight.years import days_of
from wbmgp_api.vault.opened import opened
from wbmgp_engine import cli
from wbmgp_engine.errors import BadInput


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of thirty decisions of 2025, of which twelve are refusals."""
    for name in ("WBMGP_ACCOUNT", "WBMGP_MODE", "WBMGP_KEYS"):
        monkeypatch.delenv(name, raising=False)
    url = f"sqlite:///{tmp_path}/zaken.db"
    with opened(url, make=True) as house:
        made = [Made(day="2025-05-01", received="2025-04-01")] * 18
        made += [Made("weigeren", "weigeren", day="2025-05-01", received="2025-04-01")] * 12
        house.store.write(TENANT, lambda connection: Filled(connection).decided(made))
    return url


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(list(arguments))
    found = capsys.readouterr()
    return code, found.out, found.err


def test_the_yearly_report(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("publish", "yearly-report", "--database", database, "--municipality", TENANT, "--on", "2026-02-01")
    code, out, _ = said(capsys, *asked, "--year", "2025")
    assert code == 0 and out.startswith("# Jaarverslag") and "- Besluiten genomen: 30." in out
    code, out, _ = said(capsys, *asked, "--year", "2025", "--format", "json")
    assert code == 0 and json.loads(out)["id"] == "fg-jaarverslag"
    for year in ("2026", "2027"):
        code, _, err = said(capsys, *asked, "--year", year)
        assert code == 2 and "--year" in err and "Traceback" not in err


def test_groups_beside_decisions(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = "SELECT case_id FROM case_decision ORDER BY outcome, id"
    with opened(database) as house:
        rows = house.store.read(TENANT, lambda c: [row[0] for row in c.exec_driver_sql(cases)])
    table = tmp_path / "groepen.csv"
    table.write_text(
        "\n".join(["zaak;wijk", *(f"{one};{'noord' if at % 2 else 'zuid'}" for at, one in enumerate(rows))])
    )
    asked = ("oversight", "groups", str(table), "--year", "2025", "--database", database)
    code, out, _ = said(capsys, *asked, "--purpose", "toets", "--basis", "art. 6 AVG")
    found = json.loads(out)
    assert code == 0 and (found["besloten"], found["geweigerd"]) == (30, 12)
    assert sum(one["geweigerd"] for one in found["kolommen"][0]["groepen"]) == 12
    assert set(found["rechtvaardiging"].values()) == {None}
    code, _, err = said(capsys, *asked, "--purpose", "", "--basis", "art. 6 AVG")
    assert code == 2 and "doel" in err


def test_the_data_for_the_evaluation_are_made_once(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "uit.zip"
    asked = (
        "publish",
        "evaluation-extract",
        "--database",
        database,
        "--out",
        str(out),
        "--from",
        "2024",
        "--to",
        "2025",
    )
    code, _, err = said(capsys, *asked)
    assert code == 0, err
    with ZipFile(out) as held:
        # Of these decisions no contents are there: they are counted as such, and nowhere else.
        assert json.loads(held.read("metadata.json"))["weggelaten"]["gewist"] == {"2024": 0, "2025": 30}
        assert {"LEESMIJ.md", "uitkomsten.csv", "kpi-2024.csv", "kpi-2025.csv"} <= set(held.namelist())
    assert said(capsys, *asked)[0] == 2


@pytest.mark.parametrize(
    ("year", "today"), [(2026, date(2026, 12, 31)), (2027, date(2026, 12, 1)), (2014, date(2026, 12, 1))]
)
def test_days_that_could_be_chosen_freely_would_tell_of_single_decisions(year: int, today: date) -> None:
    with pytest.raises(BadInput):
        checked(year, today)
    assert days_of(checked(2025, today)) == Period(date(2025, 1, 1), date(2025, 12, 31))
