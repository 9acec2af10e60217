"""Every step of the procedure on its page: who may, what it asks, which days follow, and what comes of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tests.api.cases.working import AUDITOR, DAY, DESK, LAWYER, REFUSAL, REVIEWER, WITHDRAWN, asked, refusable
from tests.api.pages.cases.test_deciding import hardship, weighed
from tests.api.pages.desk.conftest import Office, Person, words
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.cases import step_words
from wbmgp_api.pages.cases.guiding import address

OWN_PAGES = {"intake", "correctie", "toetsing", "bewijsstuk", "concept", "wijs_terug", "stel_vast", "meld_onderzoek"}


def taken(person: Person, case: str, step: str, status: int = 303, **said: Any) -> str:
    """A step on its page, as somebody fills it in."""
    person.get(f"/zaken/{case}/stap/{step}")
    return person.send(f"/zaken/{case}/stap/{step}", status, **said)


def told(town: Office, case: str) -> Any:
    return town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()


def by_api(town: Office, case: str, step: str, role: Role, body: Any = None, **more: Any) -> None:
    """A step through the API, of the version as it is now."""
    town.desk.versions[case] = told(town, case)["versie"]
    town.desk.well(case, step, role, body, **more)


def refused(town: Office) -> str:
    """A refusal that was sent."""
    given = refusable(hardheid=hardship(), evenredigheid=weighed())
    return town.desk.sent(given, "weigeren", **REFUSAL)


def test_every_step_of_the_procedure_has_a_page() -> None:
    assert set(step_words.STEPS) | OWN_PAGES == set(ACTS)
    assert not set(step_words.STEPS) & OWN_PAGES


def test_a_step_that_cannot_be_taken_says_so_and_where_to_go(town: Office) -> None:
    case = town.desk.take_in(asked())
    town.desk.well(case, "_trek-in", DESK, {"toelichting": "t"})
    person = town.as_(DESK, REVIEWER, LAWYER)
    for act in step_words.STEPS:
        open_now = act == "bewaar"
        page = person.get(f"/zaken/{case}/stap/{address(act)}")
        assert ("Kijk wat nu wel kan" in page) is not open_now, act


def test_from_completing_to_sending(town: Office) -> None:
    case, desk = town.desk.take_in(asked()), town.as_(DESK)
    first = taken(desk, case, "vraag-aanvulling", 400, toelichting="Stuur een bewijs.")
    assert "Vul dit in: Uiterlijk op welke dag?" in words(first) and "Stuur een bewijs." in first
    after = taken(
        desk, case, "vraag-aanvulling", uiterlijk="2026-12-10", toelichting="Stuur een bewijs.", stukken=["loonstroken"]
    )
    assert after == f"/zaken/{case}/brieven" and "Wij missen nog gegevens" in desk.get(after)
    now = told(town, case)
    assert (now["status"], now["aanvulling"]["stukken"]) == ("onvolledig", ["loonstroken"])
    assert "Stuur een bewijs." in desk.get(f"/zaken/{case}")
    taken(desk, case, "verklaar-volledig")
    assert told(town, case)["status"] == "volledig"


def test_a_day_that_is_none_comes_back_at_its_field(town: Office) -> None:
    case, desk = town.desk.take_in(asked()), town.as_(DESK)
    page = taken(desk, case, "verklaar-volledig", 400, datum="gisteren", toelichting="Alles is er.")
    assert 'href="#datum"' in page and "Alles is er." in page
    page = taken(desk, case, "verklaar-volledig", 400, datum="2031-01-01")
    assert 'href="#datum"' in page


def test_the_page_says_the_days_that_follow(town: Office) -> None:
    case = town.desk.take_in(asked())
    reviewer = town.as_(REVIEWER)
    limits = words(reviewer.get(f"/zaken/{case}/stap/verleng-termijn"))
    assert "Kies een dag na" in limits
    ends = date.fromisoformat(told(town, case)["termijnen"][0]["eindigt"])
    assert f"Kies een dag na {ends.day} " in limits
    assert (
        taken(reviewer, case, "verleng-termijn", 400, uiterlijk=ends.isoformat(), toelichting="t").count("extension")
        == 0
    )


def test_an_objection_from_receipt_to_the_decision_on_it(town: Office) -> None:
    case, lawyer = refused(town), town.as_(LAWYER, subject="jurist")
    wrong = taken(lawyer, case, "bezwaar", 400, gronden="Er is nu werk.", redenen=["zomaar"])
    assert 'href="#redenen"' in wrong and "Er is nu werk." in wrong
    taken(lawyer, case, "bezwaar", gronden="Er is nu werk.", redenen=["feiten_onjuist", "hardheid"])
    assert told(town, case)["status"] == "bezwaar"
    page = lawyer.get(f"/zaken/{case}")
    assert "Bij een heroverweging wordt" in page and "De gegevens zijn veranderd na de laatste toetsing" not in page
    lawyer.get(f"/zaken/{case}/advies")
    lawyer.send(f"/zaken/{case}/advies", doe="toets")
    taken(lawyer, case, "hoor")
    page = words(lawyer.get(f"/zaken/{case}/stap/beslis-op-bezwaar"))
    assert "Bij het eerste besluit" in page and "op tijd" in page
    for said in (page, words(lawyer.get(f"/zaken/{case}/besluit"))):
        assert "De feiten kloppen niet Hardheid: het pakt onbillijk uit" in said and "Er is nu werk." in said
    assert "The facts are wrong" in lawyer.get(f"/zaken/{case}/besluit?taal=en")
    assert "Er is nu werk." not in town.as_(DESK).get(f"/zaken/{case}/besluit")
    lawyer.get(f"/zaken/{case}?taal=nl")
    taken(lawyer, case, "beslis-op-bezwaar", oordeel="ongegrond", motivering="De weigering blijft staan.")
    assert told(town, case)["status"] == "besloten"


def test_waivers_and_grounds_for_withdrawal_are_those_of_the_law(town: Office) -> None:
    case, lawyer = refused(town), town.as_(LAWYER)
    taken(lawyer, case, "bezwaar", gronden="g")
    page = lawyer.get(f"/zaken/{case}/stap/zie-af-van-horen")
    assert "art. 7:3 onder c Awb" in page
    assert 'href="#grond"' in lawyer.send(lawyer_at(case, "zie-af-van-horen"), 400, grond="zomaar", toelichting="t")
    granted = town.desk.sent(asked(), "verlenen")
    reviewer = town.as_(REVIEWER)
    taken(reviewer, granted, "trek-vergunning-in", **dict[str, Any](WITHDRAWN))
    assert told(town, granted)["status"] == "ingetrokken"


def lawyer_at(case: str, step: str) -> str:
    return f"/zaken/{case}/stap/{step}"


def test_a_step_of_an_older_version_is_not_taken_and_what_was_written_stays(town: Office) -> None:
    case, desk = town.desk.take_in(asked()), town.as_(DESK)
    desk.get(f"/zaken/{case}/stap/verklaar-volledig")
    town.desk.well(case, "_neem-in-behandeling", DESK, {}, subject="ander")
    page = desk.send(f"/zaken/{case}/stap/verklaar-volledig", 412, toelichting="Alles <is> er.")
    assert "Alles &lt;is&gt; er." in page and "intussen veranderd" in page
    assert told(town, case)["status"] == "ontvangen"
    town.desk.well(case, "_trek-in", DESK, {"toelichting": "t"})
    page = desk.send(f"/zaken/{case}/stap/verklaar-volledig", 412, toelichting="Dit <b>blijft</b>.")
    assert "Dit kan nu niet" in page and "Dit &lt;b&gt;blijft&lt;/b&gt;." in page


def test_somebody_with_two_roles_acts_as_the_step_asks(town: Office) -> None:
    case = town.desk.take_in(asked())
    taken(town.as_(DESK, REVIEWER), case, "schort-op", van="2026-11-23", tot="2026-12-01", toelichting="Afgesproken.")
    found = town.desk.ask("GET", f"/aanvragen/{case}/spoor", REVIEWER).json()["handelingen"][-1]
    assert (found["handeling"], found["rol"]) == ("schort_op", "beoordelaar")


def test_the_course_tells_who_did_what_and_to_the_auditor_who_looked(town: Office) -> None:
    case = town.desk.take_in(asked(), subject="jansen")
    town.clock.days(1)
    desk, auditor = town.as_(DESK), town.as_(AUDITOR, subject="controle")
    page = words(desk.get(f"/zaken/{case}/verloop"))
    assert "u (balie)" in page and "Wie keek" not in page
    desk.get(f"/zaken/{case}")
    page = words(auditor.get(f"/zaken/{case}/verloop"))
    assert "een collega (balie)" in page and "Wie keek in deze zaak" in page
    auditor.get(f"/zaken/{case}", 403)


def test_the_desk_sees_no_screening_and_no_reasons(town: Office) -> None:
    given = refusable(
        hardheid=hardship(), evenredigheid=weighed(), onderzoek={"instrument": "vog", "vog": {"p1": "overgelegd"}}
    )
    case = town.desk.take_in(given)
    town.desk.well(case, "_verklaar-volledig", DESK, {})
    town.desk.well(case, "toetsingen", REVIEWER)
    desk = town.as_(DESK)
    for part in ("", "/advies", "/besluit", "/verloop"):
        page = desk.get(f"/zaken/{case}{part}")
        assert "overgelegd" not in page and "Gewogen." not in page, part


def test_a_landlord_sees_only_what_it_works_on(town: Office) -> None:
    case = town.desk.take_in(asked())
    landlord = town.as_(Role.LANDLORD)
    for part in ("", "/advies", "/besluit", "/stap/verzend"):
        landlord.get(f"/zaken/{case}{part}", 404)


def test_terms_say_how_many_days_are_left_and_taking_a_case_is_one_press(town: Office) -> None:
    case, desk = town.desk.take_in(asked()), town.as_(DESK)
    page = desk.get(f"/zaken/{case}")
    assert "nog 56 dagen" in words(page) and "Zo is dit berekend" in page
    assert desk.send(f"/zaken/{case}", doe="neem") == f"/zaken/{case}"
    assert "U behandelt deze zaak." in desk.get(f"/zaken/{case}")
    town.clock.at += 60 * DAY
    # The session is over by then: somebody else looks.
    assert "4 dagen te laat" in words(town.as_(REVIEWER).get(f"/zaken/{case}"))


def test_what_somebody_wrote_is_shown_as_text(town: Office) -> None:
    hostile = '"><script>alert(1)</script>'
    case = town.desk.drafted(asked(), "verlenen", motivering=hostile)
    page = town.as_(REVIEWER, subject="twee").get(f"/zaken/{case}/besluit")
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def best(person: Person, case: str) -> str:
    """The one step that the page of a case puts first; empty where it waits for somebody else."""
    page = person.get(f"/zaken/{case}")
    found = re.search(r'<a class="utrecht-button-link[^"]*primary[^"]*" href="/zaken/[0-9a-f]{32}/([^"]+)"', page)
    return found[1] if found else ""


def test_the_next_step_is_put_first_from_receipt_to_keeping(town: Office) -> None:
    every, other = town.as_(DESK, REVIEWER, LAWYER, subject="een"), town.as_(REVIEWER, subject="twee")
    case = town.desk.take_in(asked())
    seen = [best(every, case)]
    town.desk.well(case, "toetsingen", REVIEWER)
    seen.append(best(every, case))
    taken(every, case, "verklaar-volledig")
    seen.append(best(every, case))
    by_api(town, case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"}, subject="een")
    # Who wrote the draft waits for another; the other looks at it.
    seen += [best(every, case), best(other, case)]
    by_api(town, case, "_stel-vast", REVIEWER, subject="twee")
    seen.append(best(every, case))
    taken(every, case, "verzend")
    seen.append(best(every, case))
    town.clock.days(60)
    later = town.as_(DESK, REVIEWER, LAWYER, subject="een")
    seen.append(best(later, case))
    taken(later, case, "verklaar-onherroepelijk")
    seen.append(best(later, case))
    assert seen == [
        "advies", "stap/verklaar-volledig", "besluit", "", "besluit", "stap/verzend", "", "stap/verklaar-onherroepelijk",
        "stap/bewaar",
    ]  # fmt: skip


def test_what_is_missing_and_what_has_to_be_weighed_come_before_a_decision(town: Office) -> None:
    reviewer, given = town.as_(REVIEWER), asked()
    given["huishouden"][0].pop("inkomen")
    given["huishouden"][0].pop("verblijf", None)
    unknown, heavy = town.desk.take_in(given), town.desk.take_in(refusable())
    for case in (unknown, heavy):
        town.desk.well(case, "toetsingen", REVIEWER)
    assert (best(reviewer, unknown), best(reviewer, heavy)) == ("advies#aanvullen", "advies#wegen")
    town.desk.well(heavy, "", REVIEWER, {"aanvraag": refusable(kenmerk="anders"), "toelichting": "t"}, method="PUT")
    assert "De gegevens zijn veranderd" in reviewer.get(f"/zaken/{heavy}/advies")


def test_an_appeal_and_what_the_court_says(town: Office) -> None:
    case, lawyer = refused(town), town.as_(LAWYER, subject="jurist")
    taken(lawyer, case, "bezwaar", gronden="g")
    assert best(lawyer, case) == "advies"
    by_api(town, case, "toetsingen", REVIEWER)
    assert best(lawyer, case) == "stap/hoor"
    taken(lawyer, case, "zie-af-van-horen", grond="wil_niet_gehoord_worden", toelichting="Gevraagd.")
    assert best(lawyer, case) == "stap/beslis-op-bezwaar"
    lawyer.get(f"/zaken/{case}/stap/verdaag-bezwaar")
    late = taken(lawyer, case, "beslis-op-bezwaar", 400, oordeel="", motivering="m")
    assert 'href="#oordeel"' in late
    taken(lawyer, case, "beslis-op-bezwaar", oordeel="ongegrond", motivering="m")
    assert "ongegrond" in lawyer.get(f"/zaken/{case}/besluit")
    by_api(town, case, "_verzend", DESK, {})
    taken(lawyer, case, "beroep")
    assert best(lawyer, case) == "stap/uitspraak"
    assert 'href="#oordeel"' in taken(lawyer, case, "uitspraak", 400, oordeel="misschien")
    taken(lawyer, case, "vernietiging", toelichting="Niet goed gemotiveerd.")
    assert told(town, case)["status"] == "bezwaar"


def test_an_application_that_was_not_completed_is_left_aside_and_resumed(town: Office) -> None:
    case = town.desk.take_in(asked())
    town.desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-12-10", "toelichting": "t"})
    town.clock.days(24)
    reviewer = town.as_(REVIEWER)
    assert "Niet behandelen kan tot en met" in reviewer.get(f"/zaken/{case}/stap/laat-buiten-behandeling")
    taken(reviewer, case, "laat-buiten-behandeling", toelichting="Niet aangevuld.")
    page = words(reviewer.get(f"/zaken/{case}/stap/hervat"))
    assert "Iemand anders moet dit doen" in page
    taken(town.as_(REVIEWER, subject="ander"), case, "hervat", toelichting="Alsnog.")
    assert told(town, case)["status"] == "ontvangen"


def test_the_desk_sends_a_decision_that_it_does_not_read(town: Office) -> None:
    case = town.desk.drafted(asked(), "verlenen", motivering="Alles klopt.")
    town.desk.well(case, "_stel-vast", REVIEWER, subject="twee")
    desk = town.as_(DESK)
    page = desk.get(f"/zaken/{case}/besluit")
    assert f"/zaken/{case}/stap/verzend" in page and "Alles klopt." not in page
    assert best(desk, case) == "stap/verzend"
    page = desk.get(f"/zaken/{case}/stap/verzend")
    assert "Er is nog geen definitieve brief" in page and page.count(f'href="/zaken/{case}/brieven"') == 2
    taken(desk, case, "verzend", datum="2026-11-18")
    assert told(town, case)["status"] == "verzonden"
