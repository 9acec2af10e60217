"""The data for the national evaluation: what is counted where, what is hidden, and that nothing about a case is in it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest

from tests.api.areas.test_designations import designated
from tests.api.areas.test_ordinances import ordained, stated, wanted
from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.working import AUDITOR, HARDSHIP, REFUSAL, WEIGHED, Desk, asked, refusable
from tests.api.oversight.seats import looks, office, who
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.our_law import OUR_LAW
from wbmgp_api.oversight import deviations
from wbmgp_api.oversight.decided import Decided, Period
from wbmgp_api.oversight.extract import Extract, extract, years_of, zipped
from wbmgp_api.oversight.outcomes_register import Outcomes, _code, _without_near_copies
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_engine.designations.evaluation import register
from wbmgp_engine.designations.outcome_codes import OutcomeCodes
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.evaluation import EvaluationFile

ONE = Decided("i", "c", "verlenen", "2026-05-01", "x", "y", "verlenen", "volgt", "a", "2026-05-01", "h")


def files(found: Extract, desk: Desk) -> dict[str, bytes]:  # noqa: F811
    data = zipped(found, OUR_LAW, office(desk).today())
    assert data == zipped(found, OUR_LAW, office(desk).today())
    with ZipFile(BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def test_decisions_count_where_the_municipality_itself_keeps_its_designations(either: Desk) -> None:  # noqa: F811
    """No application of a running service brings its own situation: the registers say where a dwelling lies."""
    for keep in (designated, stated, ordained):
        keep(either)
    for _ in range(6):
        either.sent(wanted(), "verlenen")
    year = office(either).today().year
    found = extract(office(either), who(), (year,))
    (row,) = found.shown.rows
    assert (row.key, row.applications) == (("tarwewijk", "artikel_8", None, year), 6)
    rates = deviations.by_ground(office(either), who(AUDITOR), Quarter.of(office(either).today()))
    assert [(area.key, area.size) for area in rates.by_area] == [("tarwewijk", 6)]


def test_decisions_are_counted_at_their_measure_and_the_totals_reconcile(either: Desk) -> None:  # noqa: F811
    cases = [either.sent(asked(), "verlenen") for _ in range(6)]
    refused = [
        either.sent(refusable(hardheid=[HARDSHIP], evenredigheid=WEIGHED), "weigeren", **REFUSAL) for _ in range(5)
    ]
    year = office(either).today().year
    before = len(looks(either, cases[0]))
    found = extract(office(either), who(), (year,))
    assert looks(either, cases[0])[before:] == [("jurist", ("beoordeling", "persoon"))]
    (row,) = found.shown.rows
    assert (row.key, row.applications) == (("tarwewijk", "artikel_8", None, year), 11)
    assert {code: count for code, count in row.counts.items() if count} == {"verleend": 6, "geweigerd": 5}
    assert sum(count or 0 for count in row.counts.values()) == row.applications == found.shown.totals[0].applications
    told = files(found, either)
    (line,) = csv.DictReader(StringIO(told["uitkomsten.csv"].decode()))
    assert (line["verleend"], line["geweigerd"], line["bezwaren"]) == ("6", "5", "0")
    assert told[f"kpi-{year}.csv"].decode().splitlines()[1].split(",")[-2:] == ["11", "5"]
    metadata = json.loads(told["metadata.json"])
    assert metadata["bestanden"] == {
        name: f"sha256:{sha256(data).hexdigest()}" for name, data in told.items() if name != "metadata.json"
    }
    assert set(line) <= {*metadata["kolommen"], *metadata["uitkomstcodes"]}
    indicator = csv.DictReader(StringIO(told[f"kpi-{year}.csv"].decode()))
    assert indicator.fieldnames == list(metadata["kolommenIndicator"])
    assert metadata["uitkomstcodes"]["geweigerd"] == {"betekent": "geweigerd op deze grond", "gronden": ["artikel_8"]}
    assert metadata["uitkomstcodes"]["geweigerd_andere_criteria"]["betekent"] == "geweigerd op een andere grond"
    assert metadata["uitkomstcodes"]["verleend"]["betekent"] == "verleend"
    assert metadata["uitkomstcodes"]["verleend_hardheid"]["betekent"].endswith("hardheid")
    whole = b"".join(told.values()).decode()
    assert "verleend_met_voorrang" not in whole
    assert not any(case in whole or case[:13] in whole for case in (*cases, *refused))


def test_a_few_decisions_are_not_given(desk: Desk) -> None:  # noqa: F811
    for _ in range(3):
        desk.sent(asked(), "verlenen")
    year = office(desk).today().year
    told = files(extract(office(desk), who(), (year,)), desk)
    (line,) = csv.DictReader(StringIO(told["uitkomsten.csv"].decode()))
    assert (line["aanvragen"], line["verleend"]) == ("x", "x")
    assert json.loads(told["metadata.json"])["onthulling"]["k"] == 5


@pytest.mark.parametrize(
    ("ground", "instrument", "outcome", "verdict", "code"),
    [
        ("artikel_8", None, "weigeren", "niet_voldaan", "geweigerd"),
        ("artikel_8", None, "weigeren", "voldaan", "geweigerd_andere_criteria"),
        ("artikel_8", None, "verlenen", "voldaan", "verleend"),
        ("artikel_8", None, "verlenen", "niet_voldaan", "verleend_hardheid"),
        ("artikel_9", None, "weigeren", "niet_voldaan", "geweigerd_voorrang_ander"),
        ("artikel_9", None, "verlenen", "niet_voldaan", "verleend"),
        ("artikel_10", "vog", "weigeren", "niet_voldaan", "geweigerd_zonder_vog"),
        ("artikel_10", "vog", "verlenen", "voldaan", "verleend_vog"),
        ("artikel_10", "politiegegevens", "verlenen_met_voorschriften", "voldaan", "verleend_met_voorschriften"),
        ("artikel_10", "politiegegevens", "verlenen", "niet_voldaan", "verleend_negatieve_woonverklaring_hardheid"),
    ],
)
def test_the_rules_say_which_code_it_is(
    ground: str, instrument: str | None, outcome: str, verdict: str, code: str
) -> None:
    codes = OutcomeCodes(OUR_LAW).of(ground, instrument, 2026)
    assert _code(replace(ONE, outcome=outcome), verdict, codes) == code


def test_a_ground_that_differs_from_another_by_a_few_decisions_is_dropped() -> None:
    def rows(area: str, ground: str, number: int) -> list[dict[str, Any]]:
        return [{"gebied": area, "grond": ground, "jaar": 2026}] * number

    made = (
        rows("a", "artikel_8", 50)
        + rows("a", "artikel_9", 48)
        + rows("b", "artikel_8", 50)
        + rows("b", "artikel_9", 50)
    )
    kept, dropped = _without_near_copies(made)
    assert dropped == (("a", "artikel_9", 2026),) and len(kept) == 150


def test_years_are_bounded(desk: Desk) -> None:  # noqa: F811
    today = office(desk).today()
    assert years_of(today.year - 2, today.year - 1, today) == (today.year - 2, today.year - 1)
    # A year that is not over grows: of two days the difference would be a single decision.
    for first, last in ((2014, 2020), (2020, 2019), (today.year - 1, today.year), (2015, 2025)):
        with pytest.raises(BadInput):
            years_of(first, last, today)


def test_nothing_decided_gives_an_empty_register(desk: Desk) -> None:  # noqa: F811
    found = extract(office(desk), who(), (office(desk).today().year,))
    assert found.shown.rows == () and register(found.file, OUR_LAW).rows == ()
    assert "uitkomsten.csv" in files(found, desk)


def test_more_years_tell_no_more_of_each(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Twenty refusals in one year and three in the next: together they would be twenty-three."""
    counts = {2024: (40, 20), 2025: (30, 3)}

    def made(_: Any, __: Any, period: Period) -> Outcomes:
        rows = [
            {"gebied": "a", "grond": "artikel_8", "jaar": year, "uitkomst": code, "bezwaar": "geen"}
            for year in range(period.since.year, period.until.year + 1)
            for code, count in zip(("verleend", "geweigerd"), counts[year], strict=True)
            for _ in range(count)
        ]
        return Outcomes(EvaluationFile.model_validate({"gemeente": "GM9999", "besluiten": rows}), 0, 0, ())

    monkeypatch.setattr("wbmgp_api.oversight.extract.outcomes", made)
    apart = [extract(office(desk), who(), (year,)).shown for year in counts]
    both = extract(office(desk), who(), tuple(counts)).shown
    assert both.rows == (*apart[0].rows, *apart[1].rows)
    assert both.totals == (*apart[0].totals, *apart[1].totals)
    assert [row.counts["geweigerd"] for row in both.rows] == [20, None]
