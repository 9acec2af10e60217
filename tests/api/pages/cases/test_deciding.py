"""From an application to a decision on the pages alone: what is missing, what is weighed, and a second pair of eyes."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from tests.api.cases.test_mandates import mandated, own, taken
from tests.api.cases.working import DESK, LANDLORD, REVIEWER, asked, refusable
from tests.api.pages.desk.conftest import Office, Person, words
from wbmgp_api.pages.cases.answering import _INCOMES
from wbmgp_engine.facts.fields import IncomeKind

PARTS: Final = ("doel", "geschiktheid", "minderIngrijpend", "mogelijkhedenInRegio", "afweging")
JUDGED: Final[dict[str, Any]] = {
    "hardheid.artikel_8.oordeel": "niet_onbillijk", "hardheid.artikel_8.motivering": "Er is elders woonruimte.",
    "hardheid.artikel_8.beslisser": "teamleider", "uitzondering15": "nee", "evenredigheid.auteur": "teamleider",
    **{f"evenredigheid.{part}.{name}": "t" for part in PARTS for name in ("tekst", "bron")},
}  # fmt: skip
REASONS: Final[dict[str, Any]] = {"motivering": "Geen inkomen en geen zes jaar.", "hardheid": "Niet onbillijk."}


def complete(town: Office, given: dict[str, Any]) -> str:
    case = town.desk.take_in(given)
    town.desk.well(case, "_verklaar-volledig", DESK, {})
    return case


def form_with(person: Person, button: str) -> int:
    """Which form of the page holds a button, counted from the first of the main part."""
    main = person.last.text[person.last.text.index("<main") :]
    forms = re.findall(r"<form.*?</form>", main, re.DOTALL)
    return next(place for place, text in enumerate(forms) if f'value="{button}"' in text)


def send(person: Person, path: str, button: str, status: int = 303, **said: Any) -> str:
    return person.send(path, status, which=form_with(person, button), doe=button, **said)


def status_of(town: Office, case: str) -> str:
    return str(town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()["status"])


@pytest.fixture
def reviewer(town: Office) -> Person:
    return town.as_(REVIEWER, subject="een")


def test_a_refusal_is_reached_through_hardship_and_a_second_person(town: Office, reviewer: Person) -> None:
    case = complete(town, refusable())
    at = f"/zaken/{case}"
    assert 'href="/zaken/' + case + '/advies"' in reviewer.get(at)
    reviewer.get(f"{at}/advies")
    assert send(reviewer, f"{at}/advies", "toets") == f"{at}/advies"
    told = words(reviewer.get(f"{at}/advies"))
    assert "Een mens moet oordelen" in told and "Wat eerst moet gebeuren" in told and "ten minste: 6" in told
    # Before the weighing nobody can choose a refusal, and the page says where to go.
    page = reviewer.get(f"{at}/besluit")
    assert 'value="weigeren"' not in page and "Weigeren kan nog niet" in page and f"{at}/advies#wegen" in page
    reviewer.get(f"{at}/advies")
    assert send(reviewer, f"{at}/advies", "wegen", **JUDGED) == f"{at}/advies"
    assert "de vergunning kan worden geweigerd" in reviewer.get(f"{at}/advies")
    reviewer.get(f"{at}/besluit")
    assert send(reviewer, f"{at}/besluit", "ontwerp", verhouding="volgt", **REASONS) == f"{at}/besluit"
    own = reviewer.get(f"{at}/besluit")
    assert "U stelde dit ontwerp op" in own and 'value="vaststellen"' not in own
    other = town.as_(REVIEWER, subject="twee")
    seen = words(other.get(f"{at}/besluit"))
    assert "Geen inkomen en geen zes jaar." in seen and "Het advies eronder" in seen
    send(other, f"{at}/besluit", "vaststellen")
    assert status_of(town, case) == "besloten"
    assert f"{at}/brieven" in other.get(f"{at}/besluit") and f"{at}/stap/verzend" in other.last.text


def test_who_drafted_a_refusal_cannot_confirm_it_by_another_way(town: Office, reviewer: Person) -> None:
    case = complete(town, refusable(evenredigheid=weighed(), hardheid=hardship(), uitzondering15=False))
    at = f"/zaken/{case}/besluit"
    town.desk.well(case, "toetsingen", REVIEWER, subject="een")
    reviewer.get(at)
    send(reviewer, at, "ontwerp", verhouding="volgt", **REASONS)
    reviewer.get(at)
    assert "Laat een ander het doen" in words(reviewer.send(at, 403, doe="vaststellen"))
    assert status_of(town, case) == "concept"


def test_follow_and_deviate_stand_beside_each_other_and_neither_is_chosen(town: Office, reviewer: Person) -> None:
    case = complete(town, asked())
    town.desk.well(case, "toetsingen", REVIEWER)
    page = reviewer.get(f"/zaken/{case}/besluit")
    choices = re.findall(
        r'<input class="([^"]*)" type="radio" id="[^"]*" name="verhouding" value="(\w+)"([^>]*)>', page
    )
    assert [value for _, value, _ in choices] == ["volgt", "wijkt_af"]
    assert len({style for style, _, _ in choices}) == 1 and not any("checked" in more for *_, more in choices)
    assert re.findall(r'name="uitkomst" value="(\w+)"', page) == ["geen_vergunning_nodig", "verlenen_met_voorschriften"]


@pytest.mark.parametrize(("said", "fault"), [
    ({}, "Kies: u volgt het advies"), ({"verhouding": "wijkt_af"}, "Kies de uitkomst"),
    ({"verhouding": "wijkt_af", "uitkomst": "geen_vergunning_nodig"}, "De motivering ontbreekt"),
])  # fmt: skip
def test_a_decision_that_cannot_be_comes_back_as_it_was(
    town: Office, reviewer: Person, said: dict[str, Any], fault: str
) -> None:
    case = complete(town, asked())
    town.desk.well(case, "toetsingen", REVIEWER)
    at = f"/zaken/{case}/besluit"
    reviewer.get(at)
    told = send(reviewer, at, "ontwerp", 400, **{"motivering": None, "hardheid": None} | said)
    assert fault in words(told) and "<title>Fout:" in told
    assert said.get("uitkomst", "x") == "x" or f'value="{said["uitkomst"]}" checked' in told


def test_a_case_that_changed_meanwhile_shows_what_somebody_wrote(town: Office, reviewer: Person) -> None:
    case = complete(town, asked())
    town.desk.well(case, "toetsingen", REVIEWER)
    at = f"/zaken/{case}/besluit"
    reviewer.get(at)
    town.desk.well(case, "_neem-in-behandeling", DESK, {})
    told = send(reviewer, at, "ontwerp", 412, verhouding="volgt", motivering="Dit schreef ik <b>net</b>.")
    assert "Dit schreef ik &lt;b&gt;net&lt;/b&gt;." in told and "intussen veranderd" in told
    assert send(reviewer, at, "ontwerp") == at, "the page that came back holds the version of now"


def test_missing_facts_are_asked_most_decisive_first_and_saved_as_a_correction(town: Office, reviewer: Person) -> None:
    given = asked()
    for name in ("inkomen", "rechtmatigVerblijf"):
        given["huishouden"][0].pop(name)
    given["huishouden"][0]["verblijf"] = [{"gemeente": "GM9999", "vanaf": "2024-05-25", "tot": None}]
    case = complete(town, given)
    found = town.desk.well(case, "toetsingen", REVIEWER)["toetsing"]["vragen"]
    at = f"/zaken/{case}/advies"
    page = reviewer.get(at)
    assert {one["feit"] for one in found[:2]} == {"huishouden.p1.inkomen", "huishouden.p1.rechtmatigVerblijf"}
    assert page.index(f'name="{found[0]["feit"]}"') < page.index(f'name="{found[1]["feit"]}"')
    assert "Vul minstens één gegeven in" in send(reviewer, at, "aanvullen", 400, toelichting="Gebeld.")
    told = send(reviewer, at, "aanvullen", 400, **{"huishouden.p1.inkomen": ["dienstbetrekking"], "toelichting": ""})
    assert "Schrijf op waar de gegevens vandaan komen" in told and 'value="dienstbetrekking" checked' in told
    answers: dict[str, Any] = {
        "huishouden.p1.inkomen": ["dienstbetrekking"],
        "huishouden.p1.inkomen.bron": "bewijsstuk",
        "huishouden.p1.rechtmatigVerblijf": "ja",
    }
    send(reviewer, at, "aanvullen", toelichting="Loonstrook gezien.", **answers)
    known = town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()
    assert known["aanvraag"]["huishouden"][0]["inkomen"] == [
        {"soort": "dienstbetrekking", "bron": {"soort": "bewijsstuk"}}
    ]
    assert known["aanvraag"]["huishouden"][0]["rechtmatigVerblijf"] is True
    assert "Advies: verleen de vergunning" in reviewer.get(at)


def test_a_plea_for_hardship_is_recorded_on_the_page_and_seen_on_the_case(town: Office, reviewer: Person) -> None:
    case = complete(town, refusable())
    town.desk.well(case, "toetsingen", REVIEWER)
    at = f"/zaken/{case}/advies"
    assert "Er is geen beroep op hardheid vastgelegd" in reviewer.get(at)
    said: dict[str, Any] = {
        "hardheid.artikel_8.beroep": "ja",
        "hardheid.artikel_8.aangevoerd": "Een kind is <b>ziek</b>.",
    }
    assert send(reviewer, at, "wegen", **said) == at
    page = reviewer.get(at)
    assert "Een kind is &lt;b&gt;ziek" in page and "Er is geen beroep op hardheid vastgelegd" not in page
    assert "Een mens moet oordelen" in page
    assert "De aanvrager doet een beroep op hardheid" in reviewer.get(f"/zaken/{case}")


def test_a_judgement_without_its_reasons_is_asked_for_the_rest(town: Office, reviewer: Person) -> None:
    case = complete(town, refusable())
    town.desk.well(case, "toetsingen", REVIEWER)
    at = f"/zaken/{case}/advies"
    reviewer.get(at)
    told = send(reviewer, at, "wegen", 400, **JUDGED | {"hardheid.artikel_8.motivering": ""})
    assert 'href="#hardheid.artikel_8.motivering"' in told and "Er is elders" not in told
    assert 'value="niet_onbillijk" checked' in told and ">\nt</textarea>" in told


def test_a_fault_does_not_pass_a_weighing_off_as_written_beside_the_facts_of_now(
    town: Office, reviewer: Person
) -> None:
    case = complete(town, refusable())
    town.desk.well(case, "toetsingen", REVIEWER)
    at = f"/zaken/{case}/advies"
    reviewer.get(at)
    other = town.as_(REVIEWER, subject="ander")
    other.get(at)
    assert send(other, at, "wegen", **JUDGED | {"hardheid.artikel_8.motivering": "Van de ander."}) == at
    send(reviewer, at, "wegen", 400, **JUDGED | {"hardheid.artikel_8.motivering": ""})
    told = send(reviewer, at, "wegen", 412, **JUDGED)
    assert "intussen veranderd" in told
    (known,) = town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()["aanvraag"]["hardheid"]
    assert known["motivering"] == "Van de ander."


def test_every_kind_of_income_has_a_name() -> None:
    assert set(_INCOMES) == {one.value for one in IncomeKind}


def hardship() -> dict[str, Any]:
    return {"grond": "artikel_8", "oordeel": "niet_onbillijk", "motivering": "Gewogen.", "beslisser": "teamleider"}


def weighed() -> dict[str, Any]:
    return {part: {"tekst": "t", "bron": "b", "auteur": "a"} for part in PARTS}


def test_who_decides_in_mandate_assesses_drafts_and_hands_over_on_the_pages(town: Office) -> None:
    mandated(town.desk)
    case = taken(town.desk).json()["id"]
    town.desk.well(case, "_verklaar-volledig", LANDLORD, {})
    landlord, at = town.as_(LANDLORD, subject="verhuurder"), f"/zaken/{case}"
    landlord.get(at)
    landlord.get(f"{at}/advies")
    assert "Advies: verleen de vergunning" in send(landlord, f"{at}/advies", "toets", 200)
    landlord.get(f"{at}/besluit")
    send(landlord, f"{at}/besluit", "ontwerp", verhouding="volgt", uitkomst="verlenen")
    assert status_of(town, case) == "concept"
    second = town.as_(LANDLORD, subject="verhuurder-2")
    second.get(f"{at}/besluit")
    send(second, f"{at}/besluit", "vaststellen")
    assert status_of(town, case) == "besloten"
    assert "Dit kan nu niet" in second.get(f"{at}/stap/draag-over")


def test_a_landlord_with_a_mandate_for_the_dwelling_sees_the_outcome_of_another_and_nothing_else(town: Office) -> None:
    mandated(town.desk)
    case = town.desk.sent(own(asked()), "verlenen")
    landlord = town.as_(LANDLORD, subject="verhuurder")
    told = words(landlord.get(f"/zaken/{case}"))
    assert "Uitkomst Verlenen" in told and "Verzonden op" in told and "Inkomen" not in told and "p1" not in told
    landlord.get(f"/zaken/{case}/besluit", 404)


def test_a_draft_goes_back_with_reasons_and_can_be_made_anew(town: Office, reviewer: Person) -> None:
    case = town.desk.drafted(asked(), "verlenen")
    at = f"/zaken/{case}/besluit"
    reviewer.get(at)
    assert "Schrijf op waarom" in send(reviewer, at, "terugwijzen", 400)
    send(reviewer, at, "terugwijzen", toelichting="De huur klopt niet.")
    assert status_of(town, case) == "volledig"
    assert "Wat besluit u?" in reviewer.get(at)


def test_what_no_form_of_ours_says_is_answered_with_the_page(town: Office, reviewer: Person) -> None:
    case = complete(town, asked())
    town.desk.well(case, "toetsingen", REVIEWER)
    for part in ("", "/advies", "/besluit"):
        reviewer.get(f"/zaken/{case}{part}")
        reviewer.send(f"/zaken/{case}{part}", 400, doe="iets anders")
    assert status_of(town, case) == "volledig"


def test_an_earlier_assessment_is_read_as_it_was(town: Office, reviewer: Person) -> None:
    case = complete(town, asked())
    first = town.desk.well(case, "toetsingen", REVIEWER)["id"]
    town.desk.well(case, "toetsingen", REVIEWER)
    page = words(reviewer.get(f"/zaken/{case}/advies?toetsing={first}"))
    assert "Dit is een eerdere toetsing" in page and "Opslaan" not in page
    reviewer.get(f"/zaken/{case}/advies?toetsing={'0' * 32}", 404)
    reviewer.get(f"/zaken/{case}/advies?toetsing=x", 404)


def test_a_fault_in_one_form_of_the_advice_leaves_the_other_as_it_is_known(town: Office, reviewer: Person) -> None:
    given = refusable(hardheid=hardship() | {"motivering": "Eerder gewogen."}, uitzondering15=False)
    given["woonruimte"].pop("huurprijs", None)
    case = complete(town, given)
    town.desk.well(case, "toetsingen", REVIEWER)
    at = f"/zaken/{case}/advies"
    reviewer.get(at)
    told = reviewer.send(at, 400, which=0, doe="aanvullen", toelichting="")
    assert "Eerder gewogen.</textarea>" in told and 'value="niet_onbillijk" checked' in told
