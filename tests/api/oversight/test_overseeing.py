"""The reports of a quarter on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.oversight.filled import TENANT, Filled, Made
from wbmgp_api.vault.opened import opened
from wbmgp_engine import cli

MADE = [
    *[Made("verlenen", "verlenen", "2025-02-01", "2025-01-02")] * 22,
    *[Made("weigeren", "weigeren", "2025-02-01", "2025-01-02", judged="ongegrond")] * 5,
    *[Made("verlenen", "weigeren", "2025-03-01", "2025-01-02", judged="gegrond")] * 6,
]  # fmt: skip


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    url = f"sqlite:///{tmp_path}/zaken.db"
    with opened(url, make=True) as house:
        house.store.write(TENANT, lambda connection: Filled(connection).decided(MADE))
    return url


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(list(arguments))
    found = capsys.readouterr()
    return code, found.out, found.err


def test_each_report_of_a_quarter_in_text_and_json(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--database", database, "--period", "2025-Q1")
    code, out, _ = said(capsys, "oversight", "deviations", *asked)
    assert code == 0 and "2025-Q1:" in out and "besluiten: 33" in out
    assert "perAdvies weigeren: 11 (volgt 5, gunstiger 6, strenger 0, open 0)" in out
    code, out, _ = said(capsys, "oversight", "appeals", *asked, "--format", "json")
    (one,) = json.loads(out)["kwartalen"]
    assert one["bezwaar"]["ingediend"] == 11 == one["bezwaar"]["afgehandeld"]["totaal"]
    assert one["bezwaar"]["afgehandeld"]["aantallen"]["gegrond_zelfde"] == 6 and one["beroep"]["ingediend"] == 0
    code, out, _ = said(capsys, "oversight", "appeals", *asked, "--grounds")
    assert code == 0 and "redenVerteld niet_verteld: 11 (gelijk 6, geen_gelijk 5)" in out
    code, out, _ = said(capsys, "oversight", "alarms", *asked)
    assert (code, out) == (0, "2025-Q1:\n  geen alarm\n")


def test_a_year_is_its_quarters_and_nothing_else_is_a_period(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "oversight", "deviations", "--database", database, "--period", "2025")
    assert code == 0 and [f"2025-Q{n}:" in out for n in range(1, 5)] == [True] * 4
    assert out.count("besluiten: niet getoond") == 3
    for wrong in ("2025-02", "2999", "2025-Q1..2025-Q2"):
        code, _, err = said(capsys, "oversight", "alarms", "--database", database, "--period", wrong)
        assert code == 2 and "periode" in err and "Traceback" not in err
