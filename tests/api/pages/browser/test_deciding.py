"""An officer without a mouse takes an application in and decides it; a colleague looks at a refusal."""

from __future__ import annotations

from collections.abc import Mapping

from tests.api.pages.browser.driving import Seat, Served
from tests.api.pages.browser.hand import Hand
from wbmgp_api.identity.principal import Role

OFFICER = (Role.DESK, Role.REVIEWER)
WEIGHED = ("doel", "geschiktheid", "minderIngrijpend", "mogelijkhedenInRegio", "afweging")


def taken_in(seat: Seat, mark: str, since: str, income: str) -> str:
    """From the address to the evidence; the case."""
    hand = Hand(seat.page)
    seat.go("/werk")
    hand.follow("Nieuwe aanvraag")
    for name, text in {"postcode": "9999AA", "huisnummer": "12"}.items():
        hand.write(f"woonruimte.adres.{name}", text)
    hand.pick("woonruimte.verhuurder", "particulier")
    hand.pick("woonruimte.soort", "zelfstandig")
    hand.write("woonruimte.huurprijs", "650")
    hand.press("Kijk of de regel geldt")
    assert "Ja: op deze woning" in seat.page.inner_text("main")
    hand.press("Ga verder met het huishouden")
    hand.write("kenmerk", mark)
    hand.pick("huishouden.0.rol", "De aanvrager")
    hand.write("huishouden.0.geboortedatum", "1971")
    hand.pick("huishouden.0.rechtmatigVerblijf", "Ja")
    hand.press("Neem de aanvraag in")
    _residence_and_income(hand, since, income)
    assert seat.path.endswith("/bewijs?intake=ja")
    return seat.path.split("/")[2]


def _residence_and_income(hand: Hand, since: str, income: str) -> None:
    at = "huishouden.0.verblijf.0"
    for name, text in {"gemeente": "GM9999", "vanaf": since, "tot": "nu"}.items():
        hand.write(f"{at}.{name}", text)
    hand.press("Bewaar en ga verder")
    hand.pick("huishouden.0.inkomen.0.soort", income)
    hand.press("Bewaar en ga verder")


def assessed(seat: Seat, case: str) -> str:
    """The advice on the facts as they are."""
    hand = Hand(seat.page)
    seat.go(f"/zaken/{case}")
    hand.follow("Toetsen")
    hand.press("Toets de aanvraag")
    return seat.page.inner_text("main")


def weighed(hand: Hand) -> None:
    """Hardship, the exception of the Huisvestingswet and proportionality, each with a reason and a name."""
    hand.choose("hardheid.artikel_8.oordeel", "niet_onbillijk")
    hand.write("hardheid.artikel_8.motivering", "Elders in de regio is passende woonruimte.")
    hand.write("hardheid.artikel_8.beslisser", "teamleider wonen")
    hand.choose("uitzondering15", "nee")
    for part in WEIGHED:
        hand.write(f"evenredigheid.{part}.tekst", f"Over {part} is gesproken.")
        hand.write(f"evenredigheid.{part}.bron", "gespreksverslag")
    hand.write("evenredigheid.auteur", "beoordelaar")
    hand.press("Opslaan en opnieuw toetsen")


def drafted(seat: Seat, case: str, said: Mapping[str, str]) -> None:
    """Complete, and with a draft that follows the advice."""
    hand = Hand(seat.page)
    seat.go(f"/zaken/{case}")
    hand.follow("Volledig verklaren")
    hand.press("Verklaar de aanvraag volledig")
    hand.follow("Ontwerpbesluit opstellen")
    hand.choose("verhouding", "volgt")
    for name, text in said.items():
        hand.write(name, text)
    hand.press("Maak het ontwerp")


def test_a_refusal_goes_through_hardship_and_a_second_person(served: Served) -> None:
    with served.seat("Noor de Vries", OFFICER) as first, served.seat("Sam Jansen", (Role.REVIEWER,)) as second:
        case = taken_in(first, "WEIGERING-1", "25-05-2025", "bijstand")
        said = assessed(first, case)
        assert "Een mens moet nu oordelen" in said and "Hardheid en evenredigheid" in said
        weighed(Hand(first.page))
        assert "de vergunning kan worden geweigerd" in first.page.inner_text("main")
        drafted(
            first,
            case,
            {"motivering": "Er is niet voldaan aan artikel 8.", "hardheid": "Geen bijzondere omstandigheden."},
        )
        first.go(f"/zaken/{case}/besluit")
        assert first.page.get_by_role("button", name="Stel het besluit vast").count() == 0
        second.go(f"/zaken/{case}/besluit")
        assert "Er is niet voldaan aan artikel 8." in second.page.inner_text("main")
        Hand(second.page).press("Stel het besluit vast")
        second.go(f"/zaken/{case}")
        assert "Besloten" in second.page.inner_text("main")


def test_a_grant(served: Served) -> None:
    with served.seat("Noor de Vries", OFFICER) as first, served.seat("Sam Jansen", (Role.REVIEWER,)) as second:
        case = taken_in(first, "VERLENING-1", "25-05-2025", "dienstbetrekking")
        said = assessed(first, case)
        assert "Wat ontbreekt" in said
        hand = Hand(first.page)
        hand.choose("voorrang.kandidatenMetVoorrang", "nee")
        hand.write("toelichting", "Nagevraagd bij de verhuurder.")
        hand.press("Opslaan en opnieuw toetsen")
        assert "Advies: verleen de vergunning." in first.page.inner_text("main")
        drafted(first, case, {})
        second.go(f"/zaken/{case}/besluit")
        Hand(second.page).press("Stel het besluit vast")
        second.go(f"/zaken/{case}")
        assert "Besloten" in second.page.inner_text("main")
