"""The request that a dossier starts: read and judged by the engine, and substantiated nowhere by a model alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulation.dossier.made import dossier, row
from wbmgp_engine import DesignationRequest, Lawbook, assess_designation
from wbmgp_engine.cli import run
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.evidence import MAX_ITEMS
from wbmgp_engine.simulation.dossier import files_of, request_of

DAY = date(2026, 1, 1)
OPTIONS = ("artikel-8", "kleiner", "artikel-10")


def judged(option: str, *more: dict[str, Any]) -> dict[str, Any]:
    request = DesignationRequest.from_json(json.dumps(request_of(dossier(option, *more))))
    return assess_designation(request, lawbook=Lawbook.load(), on=DAY).to_json()


@pytest.mark.parametrize("option", OPTIONS)
def test_a_model_alone_substantiates_no_criterion(option: str) -> None:
    answer = judged(option)
    asked = {name: status for name, status in answer["criteria"].items() if status != "niet_vereist"}
    assert set(asked.values()) <= {"zwak", "ontbreekt"}
    assert asked["noodzaak"] == asked["regionaleMogelijkheden"] == "ontbreekt"
    assert asked["geschiktheid"] == asked["subsidiariteit"] == asked["proportionaliteit"] == "zwak"
    assert answer["volledig"] is False
    # What was designated before is not known to a simulation; it is asked.
    assert {part["oordeel"] for part in answer["onderdelen"]} == {"onbekend"}
    assert "eerdereAanwijzingen" in {question["feit"] for question in answer["vragen"]}


def test_the_choice_of_an_instrument_is_left_to_the_council() -> None:
    assert judged("artikel-10")["criteria"]["instrumentkeuze"] == "ontbreekt"
    assert "instrumentkeuze" not in request_of(dossier("artikel-10"))["onderbouwing"]


def test_figures_on_groups_ask_for_the_justification_that_nobody_wrote() -> None:
    found = request_of(dossier())["gelijkeBehandeling"]
    assert "rechtvaardiging" not in found
    assert "gelijke_behandeling" in {gate["poort"] for gate in judged("artikel-8")["openstaand"]}
    young = [figure for figure in found["cijfers"] if "Jonger dan 25" in figure["groep"]]
    assert young[0]["aantal"] == "15,0 % (13,5 tot 16,5)"
    assert "zonder maatregel 25,0 %" in young[0]["indicator"]


def test_the_region_stands_there_in_figures_with_what_they_count() -> None:
    figures = request_of(dossier())["onderbouwing"]["regionaleMogelijkheden"]["cijfers"]
    assert figures["aanbodPerJaar"] == "600 (540 tot 660)"  # of the 1,200 in two years
    assert figures["uitgeslotenPerJaar"] == "60"  # the mean of 60 and 61
    assert figures["wachttijdMaanden"] == "15 (14 tot 16)"
    assert figures["regio"] == ["GM9999", "GM9998"]
    assert "Uitgesloten: gemiddelde van de jaren." in figures["bron"]


def test_every_figure_names_its_run_and_no_year_of_measurement() -> None:
    criteria = request_of(dossier())["onderbouwing"].values()
    evidence = [item for criterion in criteria for item in criterion.get("bewijs", ())]
    assert evidence
    assert all(
        "20 keer gerekend (interval: 5 tot 95 % van die keren) met zaad 7" in item["bron"]
        and "geen meting" in item["bron"]
        for item in evidence
    )
    assert not any("jaar" in item for item in evidence)
    refusals = [item for item in evidence if item["indicator"].startswith("Weigeringen, Noordbuurt, variant artikel-8")]
    assert refusals[0]["waarde"] == "20 (18 tot 22); tussen 15 en 31 als wat onbekend was anders uitvalt"
    assert refusals[0]["vergelijking"] == "zonder maatregel 0; verschil −2 (−4 tot −1)"


def test_only_the_first_term_is_asked() -> None:
    asked = request_of(dossier("artikel-8"))["onderdelen"]
    assert [(part["gebied"]["id"], part["vanaf"], part["tot"]) for part in asked] == [
        ("noord", "2026-01-01", "2030-01-01"),
        ("oost", "2026-01-01", "2030-01-01"),
    ]


@given(st.sets(st.sampled_from(["instroom", "weigeringen", "geweigerden", "slaagkans", "uitgesloten"]), min_size=1))
def test_what_is_hidden_stands_in_no_file(measures: set[str]) -> None:
    secret = 987654.0
    kinds = {"instroom": ("inkomen", "bijstand"), "slaagkans": ("leeftijd", "tot_25")}
    hidden = [
        row(variant, measure, secret, gebied=area, dimensie=kind, groep=group, jaar=year, onderdrukt=True)
        for measure in measures
        for kind, group in [kinds.get(measure, ("alles", ""))]
        for variant in ("basis", *OPTIONS)
        for area in ("", "noord", "oost")
        for year in (None, 2026, 2027)
    ]
    made = files_of(dossier("artikel-8", *hidden))
    assert not any(
        str(digits) in text
        for text in made.values()
        for digits in ("987654", "987.654", "987,654", "98765", "98.765", "98,765")
    )


def test_a_request_takes_no_more_figures_than_it_may_hold() -> None:
    many = [
        row("artikel-8", "instroom", 50.0, gebied="noord", dimensie="groep_wijk", groep=f"w{n}") for n in range(250)
    ]
    found = request_of(dossier("artikel-8", *many))["gelijkeBehandeling"]
    assert len(found["cijfers"]) == MAX_ITEMS
    assert "Nog 54 cijfers staan in maten.csv" in found["toelichting"]


def test_wbmgp_designate_judges_it_and_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, document = tmp_path / "verzoek.json", tmp_path / "verzoek.md"
    file.write_text(files_of(dossier())["verzoek.json"], encoding="utf-8")
    assert run(["designate", str(file), "--on", "2026-01-01", "--document", str(document)]) == 0
    told = capsys.readouterr().out
    assert "Het verzoek is nog niet volledig" in told and "Noodzaak" in told
    assert "Nog in te vullen" in document.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("basis", "designates nothing"),
        ("zonder-zes-jaar", "works with a law that is not in force"),
        ("anders", "is no option of the scenario"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(option: str, said: str) -> None:
    with pytest.raises(BadInput, match=f"{said}.*choose one of artikel-8, kleiner, artikel-10"):
        dossier(option)
