"""The real simulation behind the service, once, on a small region."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from tests.api.cases.working import COUNCIL
from tests.api.simulations.conftest import Council, wait
from wbmgp_api.simulations import engine
from wbmgp_api.simulations.simulating import ENGINE, Simulating
from wbmgp_api.simulations.worker import Worker

Start = Callable[[Worker], Worker]


SMALL: Final = """
kenmerk: klein
naam: {nl: Klein, en: Small}
regio: voorbeeldregio
huishoudens: 400
begin: 2026-01-01
zaad: 1
jaren: 1
gemeente: GM9999
doel: {artikel_8: Minder instroom zonder inkomen uit werk.}
varianten:
  - id: artikel-8
    naam: {nl: Artikel 8, en: Article 8}
    aanwijzingen: [{gebieden: [voorbeeldwijk], gronden: [artikel_8], van: 2026-01-01, tot: 2030-01-01}]
    verordening:
      van: 2026-01-01
      categorieen: [{gronden: [artikel_8], verhuurder: [particulier, corporatie]}]
      inkomenstoets: aanvrager
      verblijfstoets: aanvrager
"""


@pytest.fixture
def real(council: Council) -> Council:
    simulating = replace(council.simulating, engine=ENGINE)
    service = council.desk.asking.client.app.state.service  # type: ignore[attr-defined]
    object.__setattr__(service, "simulating", simulating)
    council.simulating = simulating
    return council


def test_a_council_simulates_and_reads_measures_report_dossier_and_request(real: Council, started: Start) -> None:
    pytest.importorskip("humanleague", reason="the extra [synthesis] is not installed")
    key = real.ask(SMALL)
    started(real.worker())
    told = wait(lambda: said if (said := real.told(key))["status"] in ("klaar", "mislukt") else None, patience=240)
    assert told["status"] == "klaar", told["bevindingen"]
    assert told["voortgang"]["klaar"] == told["voortgang"]["totaal"] > 1
    every = real.get(f"{key}/maten?maat=aanvragen&pageSize=5000").json()
    assert every["aantal"] > 0 and {one["variant"] for one in every["maten"]} > {"basis"}
    assert "<html" in real.get(f"{key}/rapport").text
    assert real.get(f"{key}/dossier").json()["soort"] == "dossier"
    request = real.get(f"{key}/verzoek").json()
    checked = real.desk.ask(
        "POST", "/aanwijzingstoetsingen?peildatum=2026-01-01", COUNCIL, request, tenant=request["gemeente"]
    )
    assert checked.status_code == 200, checked.text
    facts = json.loads((real.folder(key) / "uitkomst" / "resultaat.json").read_bytes())
    assert facts["recht"] == told["regelboek"]
    assert real.flaws() == [] and real.lines == []


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("jaren: acht", "jaren"),
        ("onbekend: 1", "onbekend"),
        ("zaad: 1e999999999", "zaad"),
        ("begin: 2026-13-01", "begin"),
    ],
)
def test_what_the_engine_refuses_is_400_without_a_path_of_the_machine(real: Council, wrong: str, place: str) -> None:
    name = wrong.partition(":")[0]
    lines = [line for line in SMALL.splitlines() if not line.startswith(f"{name}:")]
    got = real.send("\n".join([*lines, wrong, ""]))
    assert got.status_code == 400, got.text
    assert any(place in one["plaats"] for one in got.json()["errors"]), got.text
    assert "/tmp" not in got.text and "wbmgp-scenario" not in got.text


def test_what_is_shipped_is_named_and_the_extra_is_looked_for(monkeypatch: pytest.MonkeyPatch, real: Council) -> None:
    assert "voorbeeldregio" in engine.regions() and "zonder-zes-jaar" in engine.laws()
    assert real.simulating.possible
    monkeypatch.setattr("wbmgp_api.simulations.simulating.NEEDED", ("numpy", "no_such_module"))
    assert not Simulating(real.simulating.folder).possible
