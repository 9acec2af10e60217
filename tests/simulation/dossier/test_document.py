"""The dossier as people read it: what is shown, what is not, and what is theirs to write, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from tests.simulation.dossier.made import dossier, row, scenario
from tests.simulation.made_scenario import made_designation, made_option
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.dossier import check_aims, files_of, markdown_of
from wbmgp_engine.simulation.dossier.words import CriterionWords, criteria, say

LANGUAGES: tuple[Language, Language] = ("nl", "en")
OTHER_LAW = [
    row("zonder-zes-jaar", "geweigerden", 90.0),
    row("zonder-zes-jaar", "weigeringen", 95.0, gebied="aangewezen"),
]
# A claim that is not the simulation's to make.
CLAIMS = re.compile(
    r"(?<!laat zien dat )\bis (noodzakelijk|nodig|geschikt|evenredig|proportioneel|gerechtvaardigd)\b"
    r"|\bis (necessary|suitable|proportionate|justified)\b|genoeg (mogelijkheden|aanbod) (is|zijn)"
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("option", ["artikel-8", "artikel-10"])
def test_every_criterion_says_what_is_not_shown_and_what_people_write(option: str, language: Language) -> None:
    text = markdown_of(dossier(option), language)
    asked = [words for name, words in criteria().items() if option == "artikel-10" or name != "instrumentkeuze"]
    for words in asked:
        assert words.toont_niet.in_(language) in text
        assert words.raad.in_(language) in text
    assert (criteria()["instrumentkeuze"].raad.in_(language) in text) is (option == "artikel-10")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_says_that_a_designation_is_needed_or_proportionate(language: Language) -> None:
    text = markdown_of(dossier(), language)
    # What the council is asked, and what the dossier denies, may hold the words; nothing else does.
    for words in criteria().values():
        text = text.replace(words.raad.in_(language), "").replace(words.toont_niet.in_(language), "")
    said = [line for line in text.splitlines() if CLAIMS.search(line)]
    assert all("zegt niet dat" in line or "does not say that" in line for line in said), said


@pytest.mark.parametrize("words", criteria().values(), ids=criteria())
def test_what_is_shown_is_said_to_be_the_simulation_s(words: CriterionWords) -> None:
    shown = words.toont
    assert shown.nl.startswith("De simulatie ") and shown.en.startswith("The simulation ")


def test_figures_stand_with_their_interval_bounds_and_baseline() -> None:
    text = markdown_of(dossier())
    assert "| Weigeringen | Noordbuurt | artikel-8 | 20 (18 tot 22); tussen 15 en 31 als" in text
    assert (
        "| Instroom: Bijstand | Noordbuurt | artikel-8 | 200 (180 tot 220) | zonder maatregel 210 (189 tot 231)" in text
    )
    assert "| Instroom: Bijstand | Noordbuurt | Geen maatregel | 210 (189 tot 231) | – |" in text
    assert "| Weigeringen | Aangewezen gebieden samen | kleiner | 40 (36 tot 44)" in text
    assert "| Slaagkans per jaar | Hele regio | Leeftijd van de aanvrager: Jonger dan 25 | 15,0 %" in text
    assert "| 2027 | – | 61 (55 tot 67) | – |" in text


def test_what_is_too_small_is_counted_and_not_told() -> None:
    assert "of omdat zo een aantal anders te berekenen is: 3 cijfers." in markdown_of(dossier())


def test_an_option_that_goes_on_says_that_an_extension_is_another_request() -> None:
    first = made_designation("noord", "artikel_8")
    second = made_designation("noord", "artikel_8", date(2030, 1, 1), None)
    made = dossier()
    extended = replace(made, option=made_option("artikel-8", first, second))
    assert "een verlenging vraagt een nieuw verzoek" in markdown_of(extended)
    assert "een verlenging vraagt een nieuw verzoek" not in markdown_of(made)
    assert [part["tot"] for part in json.loads(files_of(extended)["verzoek.json"])["onderdelen"]] == ["2030-01-01"]


def test_one_run_is_said_to_hide_chance() -> None:
    once = replace(dossier(), origin=replace(dossier().origin, replicates=1))
    assert "Er is één keer gerekend" in markdown_of(once)
    assert "één keer gerekend, dus zonder interval, met zaad 7" in markdown_of(once)
    assert "Er is één keer gerekend" not in markdown_of(dossier())


def test_few_runs_say_that_any_difference_may_be_chance() -> None:
    few = replace(dossier(), origin=replace(dossier().origin, replicates=3))
    said = "Er is 3 keer gerekend; dat is te weinig, dus elk verschil kan toeval zijn."
    assert said in markdown_of(few) and said not in markdown_of(dossier())
    assert (
        "te weinig keren om iets van toeval te zeggen"
        in json.loads(files_of(few)["verzoek.json"])["gelijkeBehandeling"]["cijfers"][0]["bron"]
    )


def test_a_made_region_is_named_with_what_nobody_verified() -> None:
    named = replace(dossier().origin, region_name="Voorbeeldregio (verzonnen)", figures=26, unsure_figures=25)
    text = markdown_of(replace(dossier(), origin=named))
    assert "Voorbeeldregio (verzonnen), is gemaakt met 26 cijfers; daarvan zijn er 25 niet geverifieerd." in text
    assert "regio: Voorbeeldregio (verzonnen). Een uitkomst van een model, geen meting." in text


def test_a_difference_between_shares_is_in_points_and_a_ratio_has_no_ratio() -> None:
    share = {"dimensie": "leeftijd", "groep": "tot_25", "gebied": "aangewezen"}
    given = [
        row("artikel-8", "weigeringsaandeel", 0.089, **share),
        row("artikel-8", "weigeringsaandeel.groepsverschil", 0.031, **share),
        *(row(variant, "slaagkans.verhouding", 0.996, **share | {"gebied": ""}) for variant in ("basis", "artikel-8")),
    ]
    lines = [line for line in markdown_of(dossier("artikel-8", *given)).splitlines() if "Jonger dan 25" in line]
    refused, between, chance, ratio = lines
    assert "8,9 % (8,0 tot 9,8)" in refused
    assert "3,1 procentpunt (2,8 tot 3,4)" in between
    assert "15,0 % (13,5 tot 16,5) | 25,0 % (22,5 tot 27,5) | −1,5 procentpunt (−3,0 tot −0,8) | 0,60 |" in chance
    assert "1,00 (0,90 tot 1,10)" in ratio and ratio.endswith("| – |")


def test_what_only_another_law_allows_is_not_held_up_as_milder() -> None:
    found = {figure.option for figure in dossier("artikel-8", *OTHER_LAW).shown("subsidiariteit").figures}
    assert found == {"artikel-8", "kleiner", "artikel-10"}


def test_rents_are_told_in_euros() -> None:
    assert "| 700,00 euro | 550,00 euro tot 800,00 euro | per maand |" in markdown_of(dossier())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_rests_on_is_named_in_the_language_of_the_document(language: Language) -> None:
    rests = markdown_of(dossier(), language).split("## ")[-1]
    assert ("| Rule book |" in rests) is (language == "en")
    assert say("law_of_the_day", language) in rests


def test_assumptions_that_the_option_changed_stand_first() -> None:
    made = dossier()
    changed = replace(made, option=made_option("artikel-8", values={"hardheid_artikel_8": 0.11}))
    first = markdown_of(changed).split("| --- | --- | --- | --- | --- | --- |\n")[-1].splitlines()[0]
    assert "hardheidsclausule" in first and "| 0,11 | 0 tot 0,15 |" in first and first.endswith("| niet geverifieerd |")


def test_no_text_of_a_scenario_works_as_markup() -> None:
    made = dossier()
    named = replace(made, names={"noord": "<b>|# x", "oost": "y"})
    text = markdown_of(named)
    assert "<b>" not in text and "&lt;b&gt;&#124;\\# x" in text


def test_the_data_hold_the_figures_and_the_run_and_no_answers_of_people() -> None:
    found = json.loads(files_of(dossier())["dossier.json"])
    assert found["bron"]["zaad"] == 7 and found["bron"]["herhalingen"] == 20
    assert found["gelijkeBehandeling"]["rechtvaardiging"] == dict.fromkeys(
        ("doel", "geschiktheid", "geenAlternatief", "evenredigheid")
    )
    inflow = found["criteria"]["geschiktheid"]["cijfers"][0]
    assert (inflow["waarde"], inflow["laag"], inflow["verschil"]["waarde"]) == (200.0, 180.0, -20.0)
    hidden = [item for item in found["criteria"]["geschiktheid"]["cijfers"] if item["onderdrukt"]]
    assert len(hidden) == 3 and all(item["waarde"] is None and item["basis"]["waarde"] is None for item in hidden)


def test_a_mean_over_years_is_not_told_where_one_year_is_hidden() -> None:
    hidden = row("artikel-8", "uitgesloten", 3.0, jaar=2027, onderdrukt=True)
    assert dossier("artikel-8", hidden).regional.whole.excluded.value is None
    assert dossier("artikel-8").regional.whole.excluded.value == 60.5


def test_what_is_nothing_with_and_without_the_measure_takes_no_row() -> None:
    nothing = [row(variant, "voorrang", 0.0, gebied="noord") for variant in ("basis", "artikel-8")]
    assert "Verhuurd met voorrang" not in markdown_of(dossier("artikel-8", *nothing))
    some = [row("basis", "voorrang", 0.0, gebied="noord"), row("artikel-8", "voorrang", 4.0, gebied="noord")]
    assert "| Verhuurd met voorrang | Noordbuurt |" in markdown_of(dossier("artikel-8", *some))


def test_an_aim_that_names_no_measure_is_refused_with_one_that_is() -> None:
    check_aims(scenario())
    own = {"artikel_8": ("instroom.groep_herkomst", "weigeringen.artikel_8", "instroon.inkomen", "instroom.haarkleur")}
    with pytest.raises(BadInput) as problem:
        check_aims(replace(scenario(), aim_measures=own))
    assert [finding.place for finding in problem.value.findings] == [
        "gemaakt.yaml, doelmaten.artikel_8.2", "gemaakt.yaml, doelmaten.artikel_8.3",
    ]  # fmt: skip
    assert "'instroon.inkomen' is no measure" in str(problem.value)
