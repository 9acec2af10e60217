"""What comes of a scenario that is in order: terms, programmes, assumptions, and what identifies it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.simulation.made_scenario import made_option, made_scenario
from wbmgp_engine.simulation.options import BASELINE, Option, Scenario, load_scenario, parameters
from wbmgp_engine.simulation.options.built import supplied
from wbmgp_engine.simulation.options.designated import designated
from wbmgp_engine.simulation.options.schema import DesignationGiven, ScenarioGiven, SupplyGiven

WHOLE: dict[str, Any] = {
    "kenmerk": "proef", "naam": {"nl": "Proef"}, "regio": "streek", "begin": "2026-01-01", "jaren": 20, "zaad": 7,
    "gemeente": "GM9999",
}  # fmt: skip
ORDINANCE: dict[str, Any] = {"van": "2026-01-01", "categorieen": [{"gronden": ["artikel_8"]}]}


def load(folder: Path, **changes: Any) -> Scenario:
    (folder / "streek").mkdir(exist_ok=True)
    path = folder / "proef.yaml"
    path.write_text(yaml.safe_dump(WHOLE | changes), encoding="utf-8")
    return load_scenario(path)


def option(name: str = "x", **changes: Any) -> dict[str, Any]:
    return {"id": name, "naam": {"nl": name}, **changes}


def test_a_scenario_without_options_is_the_baseline_alone(tmp_path: Path) -> None:
    scenario = load(tmp_path)
    assert scenario.options == (scenario.baseline,)
    assert scenario.baseline == Option(BASELINE, scenario.baseline.name, (), None, parameters())
    assert (scenario.replicates, scenario.households, scenario.months) == (1, None, 240)
    assert scenario.region == str((tmp_path / "streek").resolve())
    assert scenario.name == {"nl": "Proef", "en": "Proef"}


@pytest.mark.parametrize(
    ("number", "day"), [(0, "2026-01-01"), (11, "2026-12-01"), (12, "2027-01-01"), (239, "2045-12-01")]
)
def test_months(tmp_path: Path, number: int, day: str) -> None:
    assert load(tmp_path).month(number).isoformat() == day


def test_extreme_options_are_scenarios(tmp_path: Path) -> None:
    """Everything designated, nothing at all, and nothing but demolition; and what the law does not allow."""
    areas = [f"buurt-{number}" for number in range(200)]
    grounds = ["artikel_8", "artikel_9", "artikel_10"]
    everything = {"gebieden": areas, "gronden": grounds, "van": "2026-01-01", "tot": "2036-01-01", "verlengingen": 9}
    gone = [{"gebied": area, "jaar": 2026, "sloop": 100_000, "bezit": "corporatie"} for area in areas]
    scenario = load(
        tmp_path,
        varianten=[option("alles", aanwijzingen=[everything], verordening=ORDINANCE), option("niets", aanbod=gone)],
    )
    assert len(scenario.option("alles").designations) == 200 * 3 * 10
    assert scenario.option("niets").without_measures
    assert sum(item.dwellings for item in scenario.option("niets").supply) == -200 * 100_000


@pytest.mark.parametrize(
    ("start", "end", "third"),
    [
        ("2026-01-01", "2030-01-01", ("2034-01-01", "2038-01-01")),
        ("2026-07-15", "2027-01-15", ("2027-07-15", "2028-01-15")),
        # No day of every month: as many days as the first.
        ("2024-02-29", "2028-02-29", ("2032-02-29", "2036-02-29")),
        ("2026-01-01", "2026-01-31", ("2026-03-02", "2026-04-01")),
    ],
)
def test_extensions_are_as_long_as_the_first_term(start: str, end: str, third: tuple[str, str]) -> None:
    given = DesignationGiven.model_validate(
        {"gebieden": ["noord"], "gronden": ["artikel_8"], "van": start, "tot": end, "verlengingen": 2}
    )
    terms = [(item.start, item.end) for item in designated(given)]
    assert [terms[0], terms[2]] == [
        (date.fromisoformat(start), date.fromisoformat(end)), (date.fromisoformat(third[0]), date.fromisoformat(third[1])),
    ]  # fmt: skip
    assert all(before[1] == after[0] for before, after in pairwise(terms))


@given(
    number=st.integers(1, 5000), month=st.integers(1, 12), year=st.integers(2026, 2030), taken=st.booleans()
)  # fmt: skip
def test_a_year_of_building_is_all_built_within_the_period(number: int, month: int, year: int, taken: bool) -> None:
    scenario = ScenarioGiven.model_validate(WHOLE | {"begin": f"2026-{month:02}-01", "jaren": 5})
    key = "sloop" if taken else "nieuwbouw"
    given = SupplyGiven.model_validate(
        {"gebied": "noord", "jaar": year, key: number, "bezit": "corporatie", "huurprijs": 1}
    )
    found = list(supplied(scenario, given))
    assert sum(item.dwellings for item in found) == (-number if taken else number)
    assert all(item.month.year == year and scenario.begin <= item.month for item in found)
    sizes = [abs(item.dwellings) for item in found]
    months = 13 - month if year == 2026 else 12
    assert max(sizes) - min([*sizes, *([0] if len(sizes) < months else [])]) <= 1


def test_an_option_assumes_what_the_scenario_does_and_more(tmp_path: Path) -> None:
    scenario = load(
        tmp_path,
        aannamen={
            "aan_ander": {"waarde": 0.6, "bron": "raadsbrief 12", "zekerheid": "gelezen", "gebied": {"noord": 0.7}}
        },
        varianten=[
            option(aannamen={"aan_ander": {"gebied": {"oost": 0.2}}, "aanvulling": {"laag": 0.1, "waarde": 0.2}})
        ],
    )
    whole, own = scenario.baseline.assumptions["aan_ander"], scenario.option("x").assumptions["aan_ander"]
    assert (whole.value, whole.source, whole.certainty, whole.verified) == (0.6, "raadsbrief 12", "gelezen", True)
    assert [scenario.option("x").value_in("aan_ander", area) for area in ("noord", "oost", "west")] == [0.7, 0.2, 0.6]
    # A number without a source of its own does not get that of another.
    assert (own.source, own.certainty) == ("eigen invoer van dit scenario", "verzonnen")
    completed = scenario.option("x").assumptions["aanvulling"]
    assert (completed.value, completed.low, completed.high, completed.certainty) == (0.2, 0.1, 1.0, "verzonnen")
    assert scenario.option("x").value("zoekkans_jaar") == parameters()["zoekkans_jaar"].value


def test_an_option_builds_what_the_scenario_does_and_more(tmp_path: Path) -> None:
    here = {"gebied": "noord", "van": "2027-02-01", "bezit": "koop"}
    scenario = load(tmp_path, aanbod=[{**here, "nieuwbouw": 5}], varianten=[option(aanbod=[{**here, "sloop": 2}])])
    assert [item.dwellings for item in scenario.baseline.supply] == [5]
    assert [item.dwellings for item in scenario.option("x").supply] == [5, -2]
    assert scenario.option("x").supply[0].rent is None


def test_an_ordinance_without_an_end_runs_until_it_is_replaced(tmp_path: Path) -> None:
    ordinance = load(tmp_path, varianten=[option(verordening=ORDINANCE)]).option("x").ordinance
    assert ordinance is not None
    assert ordinance.end is None and "end" in ordinance.model_fields_set


def test_the_digest_is_of_what_is_simulated(tmp_path: Path) -> None:
    first = load(tmp_path).digest
    commented = tmp_path / "proef.yaml"
    commented.write_text("# een opmerking\n" + commented.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_scenario(commented).digest == first
    assert len({first, load(tmp_path, zaad=8).digest, load(tmp_path, varianten=[option()]).digest}) == 3


def test_the_digest_knows_the_law_variant(tmp_path: Path) -> None:
    variant = tmp_path / "eigen" / "recht.yaml"
    variant.parent.mkdir()
    text = """
naam: {nl: Eigen, en: Own}
toelichting: {nl: Proef., en: Trial.}
wijzigingen:
  - {regeling: wet_bijzondere_maatregelen_grootstedelijke_problematiek, versies: [2017-07-01], artikel: '8', definitie: vereiste_jaren, waarde: 10}
"""
    found = set()
    for years in ("10", "12"):
        variant.write_text(text.replace("waarde: 10", f"waarde: {years}"), encoding="utf-8")
        found.add(load(tmp_path, varianten=[option(recht="eigen")]).digest)
    assert len(found) == 2


def test_another_value_of_one_parameter() -> None:
    option = made_option(values={"aan_ander": 0.4})
    scenario = made_scenario(options=[option]).moved("aan_ander", 0.9)
    assert [found.value("aan_ander") for found in scenario.options] == [0.9, 0.9]
    assert option.value("aan_ander") == 0.4


def test_areas_move_with_the_parameter_within_its_range() -> None:
    found = replace(parameters()["hardheid_artikel_8"], areas={"noord": 0.1, "oost": 0.01})
    assert found.moved(0.13).areas == pytest.approx({"noord": 0.15, "oost": 0.11})
    assert found.moved(0.0).areas == pytest.approx({"noord": 0.07, "oost": 0.0})
