"""Scenarios that cannot be used, each beside the whole text of what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.simulation.made import made_region
from tests.simulation.made_scenario import BEGIN, made_baseline, made_designation, made_option, made_scenario
from tests.simulation.options.test_documented import example
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.options import Supply, load_scenario, parameters
from wbmgp_engine.simulation.regions import Figure

BAD = Path(__file__).with_name("bad")


@pytest.mark.parametrize("name", sorted(path.stem for path in BAD.glob("*.yaml")))
def test_everything_wrong_is_said_at_once(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_scenario(BAD / f"{name}.yaml")
    assert str(refused.value) == (BAD / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nergens\.yaml: No such file or directory → name a YAML file with a scenario"):
        load_scenario(tmp_path / "nergens.yaml")


def test_the_region_has_what_the_scenario_names() -> None:
    made_scenario().check(made_region(300))


def test_a_trait_that_nobody_can_have_is_refused() -> None:
    region = made_region(300)
    nobody = replace(region, households=region.households.with_columns(kenmerk=pl.lit(None, pl.String)))
    with pytest.raises(BadInput, match="voorrangskenmerken: 'beroep_zorg' is no trait of the region"):
        made_scenario().check(nobody)
    counted = Figure("kenmerken.beroep_zorg", "0.001", "een bron", "verzonnen", verified=False)
    # A small region may have nobody with a trait that its counts have.
    made_scenario().check(replace(nobody, figures=(counted,)))


def test_what_the_region_does_not_have_is_said_at_once() -> None:
    supply = (Supply("norden", BEGIN, 10, "corporatie", "zelfstandig", 60_000),)
    assumed = dict(parameters())
    assumed["aan_ander"] = replace(assumed["aan_ander"], areas={"nergens": 0.4})
    baseline = replace(made_baseline(supply=supply), assumptions=assumed)
    # The harbour is in the other municipality, which is not the one that asks.
    option = made_option("artikel-8", made_designation("haven", "artikel_8"), made_designation("zuiden", "artikel_8"))
    scenario = made_scenario(options=[baseline, option], begin=BEGIN.replace(year=2025))
    with pytest.raises(BadInput) as refused:
        replace(scenario, municipality="GM9990").check(made_region(300))
    places = "dorp, haven, noord, oost, west, zuid"
    assert str(refused.value).splitlines() == [
        "gemaakt.yaml, gemeente: GM9990 does not lie in region gemaakt → did you mean GM9999?",
        "gemaakt.yaml, begin: 2025-01-01 lies before the day of region gemaakt → begin on 2026-01-01 or later",
        "gemaakt.yaml, aanbod: 'norden' is no area of the region → did you mean noord?",
        f"gemaakt.yaml, aannamen.aan_ander.gebied: 'nergens' is no area of the region → use one of {places}",
        "gemaakt.yaml, varianten.artikel-8.aanwijzingen: 'haven' is no area of GM9990",
        "gemaakt.yaml, varianten.artikel-8.aanwijzingen: 'zuiden' is no area of GM9990",
    ]
    with pytest.raises(BadInput) as refused:
        made_scenario(options=[option]).check(made_region(300))
    assert str(refused.value).splitlines() == [
        "gemaakt.yaml, varianten.artikel-8.aanwijzingen: 'haven' is no area of GM9999 → use one of noord, oost, zuid",
        "gemaakt.yaml, varianten.artikel-8.aanwijzingen: 'zuiden' is no area of GM9999 → did you mean zuid?",
    ]


NASTY: tuple[Any, ...] = (
    None, "", " ", "x", "../x", "basis", "\u00e9\u00e9n", True, 0, -1, 1, 2**62, 0.5, -0.5, 1e300, [], {}, [None], [[]], {"x": 1},
    "0001-01-01", "9999-12-31", "9999-12-01", "2026-02-30", "2026-01-01", "2026-12-31", "artikel_8", "noord",
)  # fmt: skip


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(item, (*path, key))


EXAMPLE: Any = yaml.load(example(0), Loader=yaml.BaseLoader)
PLACES = [path for path in _paths(EXAMPLE) if path]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PLACES), value=st.sampled_from(NASTY), key=st.booleans())
def test_whatever_stands_there_is_read_or_refused(
    place: tuple[Any, ...], value: Any, key: bool, tmp_path: Path
) -> None:
    """A fault of the programme would be another error, and every finding has a place in the file."""
    raw = yaml.safe_load(example(0))
    target = raw
    for step in place[:-1]:
        target = target[step]
    target["onbekend" if key and isinstance(target, dict) else place[-1]] = value
    (tmp_path / "voorbeeldregio").mkdir(exist_ok=True)
    path = tmp_path / "proef.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    try:
        load_scenario(path)
    except BadInput as refused:
        assert all(finding.place.startswith("proef.yaml") and finding.problem for finding in refused.findings)
