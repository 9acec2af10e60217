"""Letters on the pages: made, added to, made definitive, downloaded and sent, by whom that is for, without a script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.test_mandates import mandated, own, taken
from tests.api.cases.working import COUNCIL, DESK, LANDLORD, LAWYER, REVIEWER, asked
from tests.api.letters.lettering import NOTHING, granted, intended, refused
from tests.api.pages.desk.conftest import HERE, Office, Person, words
from tests.api.pages.letters.conftest import with_letterheads

TO = "Mevrouw A. Voorbeeld\r\nDorpsstraat 1\r\n9999 AA Voorbeeldstad"
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }}"


def begun(person: Person, case: str, kind: str, **said: Any) -> str:
    """The address of a new letter, which is looked at."""
    person.get(f"/zaken/{case}/brieven")
    at = person.send(f"/zaken/{case}/brieven", soort=kind, **said)
    person.get(at)
    return at


def downloaded(person: Person, at: str) -> Any:
    return person.client.get(at, follow_redirects=False)


def test_a_letter_goes_from_concept_to_sent(town: Office) -> None:
    case, person = refused(town.desk), town.as_(DESK, REVIEWER)
    assert "nog geen brief" in person.get(f"/zaken/{case}/brieven")
    at = begun(person, case, "weigeren")
    shown = words(person.last.text)
    for said in (
        "U krijgt de vergunning niet",
        "U hebt geen inkomen dat meetelt.",
        "Uw bezwaar moet uiterlijk op",
        "English summary",
    ):
        assert said in shown
    person.send(at, doe="bewaar", aan=TO, alineas="Eerste alinea.\r\n\r\nTweede alinea.")
    assert "Dorpsstraat 1" in person.get(at) and "Tweede alinea." in person.last.text
    assert person.send(at, 400, which=1, doe="definitief").count('href="#gelezen"') == 1
    person.send(at, which=1, doe="definitief", gelezen="ja")
    assert (
        "Deze brief is definitief" in person.get(at)
        and "doe" not in person.last.text.split("<main")[1].split("Verzenden")[0]
    )

    letter, file = downloaded(person, f"{at}/pdf"), downloaded(person, f"{at}/dossier")
    for got, name in ((letter, ".pdf"), (file, "-dossier.pdf")):
        assert (got.status_code, got.headers["content-type"], got.content[:5]) == (200, "application/pdf", b"%PDF-")
        assert got.headers["cache-control"] == "no-store" and f'{name}"' in got.headers["content-disposition"]
    assert "Hiermee is ook het besluit verzonden" in person.last.text
    person.send(at, doe="verzonden")
    assert "Verzonden" in words(person.get(at))
    assert town.desk.ask("GET", f"/aanvragen/{case}", DESK).json()["status"] == "verzonden"
    listed = person.get(f"/zaken/{case}/brieven")
    assert at in listed and "Verzonden" in words(listed)


def test_what_was_typed_comes_back_with_its_fault(town: Office) -> None:
    case, person = granted(town.desk), town.as_(REVIEWER)
    at = begun(person, case, "verlenen")
    text = person.send(at, 400, doe="bewaar", aan="x" * 101, alineas="Dit blijft staan.")
    assert 'href="#aan"' in text and "x" * 101 in text and "Dit blijft staan." in text and "Fout:" in text
    assert "Dit blijft staan." not in person.get(at)


def test_who_saw_an_older_text_keeps_what_was_typed(town: Office) -> None:
    case, one, two = granted(town.desk), town.as_(REVIEWER), town.as_(DESK, subject="ander")
    at = begun(one, case, "verlenen")
    two.get(at)
    two.send(at, doe="bewaar", alineas="Van de ander.")
    text = one.send(at, 412, doe="bewaar", alineas="Van mij.")
    assert "Van mij." in text and "Van de ander." in text
    assert "Van mij." not in one.get(at)


def test_what_the_municipality_did_not_set_keeps_a_letter_a_concept(town: Office) -> None:
    with_letterheads(town, NOTHING)
    case, person = granted(town.desk), town.as_(REVIEWER)
    at = begun(person, case, "verlenen")
    shown = words(person.last.text)
    assert (
        "naam, afzender, contact, ondertekening, bezwaar" in shown and "[Nog niet ingesteld: het contactpunt]" in shown
    )
    assert "Maak definitief" not in shown
    text = person.send(at, 409, doe="definitief", gelezen="ja")
    assert "heeft nog niet ingesteld" in words(text)
    assert downloaded(person, f"{at}/pdf").status_code == 409


def test_an_intended_refusal_asks_until_when_somebody_can_answer(town: Office) -> None:
    case, person = intended(town.desk), town.as_(REVIEWER)
    page = person.get(f"/zaken/{case}/brieven")
    assert "Tot wanneer kan de aanvrager reageren?" in page
    for said in ("", "gisteren", "2026-01-01"):
        text = person.send(f"/zaken/{case}/brieven", 400, soort="voornemen", uiterlijk=said)
        assert 'href="#uiterlijk"' in text
    at = person.send(f"/zaken/{case}/brieven", soort="voornemen", uiterlijk="2026-12-10")
    assert "Doe dat uiterlijk op 10 december 2026." in person.get(at)


def test_no_kind_or_another_is_refused_at_the_form(town: Office) -> None:
    case, person = granted(town.desk), town.as_(REVIEWER)
    for kind in (None, "", "weigeren", HOSTILE):
        person.get(f"/zaken/{case}/brieven")
        text = person.send(f"/zaken/{case}/brieven", 409, soort=kind)
        assert 'href="#soort"' in text and "<script>alert" not in text
    at = begun(person, case, "verlenen")
    assert "Fout" not in person.send(at, 400, doe="iets anders")


def test_hostile_text_is_text(town: Office) -> None:
    case, person = granted(town.desk), town.as_(REVIEWER)
    at = begun(person, case, "verlenen")
    person.send(at, doe="bewaar", aan=HOSTILE, alineas=HOSTILE)
    text = person.get(at)
    assert "<script>alert" not in text and text.count("&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}") == 4


def test_a_lawyer_reads_and_changes_nothing(town: Office) -> None:
    case, person = granted(town.desk), town.as_(REVIEWER)
    at = begun(person, case, "verlenen")
    lawyer = town.as_(LAWYER)
    assert "Nieuwe brief" not in lawyer.get(f"/zaken/{case}/brieven")
    assert 'name="doe"' not in lawyer.get(at).split("<main")[1]
    word = lawyer.last.text.split('name="woord" value="')[1][:64]
    for path in (f"/zaken/{case}/brieven", at):
        got = lawyer.client.post(
            path, data={"woord": word, "doe": "bewaar", "soort": "verlenen"}, headers={"Origin": HERE}
        )
        assert got.status_code == 403


def test_a_letter_is_for_its_readers_only(town: Office) -> None:
    case, person = granted(town.desk), town.as_(REVIEWER)
    at = begun(person, case, "verlenen")
    person.send(at, which=1, doe="definitief", gelezen="ja")
    paths = (f"/zaken/{case}/brieven", at, f"{at}/pdf", f"{at}/dossier")
    assert [downloaded(town.as_(COUNCIL), path).status_code for path in paths] == [403] * 4
    assert [downloaded(town.as_(DESK), path).status_code for path in paths] == [200, 200, 200, 403]
    assert [downloaded(town.as_(LAWYER), path).status_code for path in paths] == [200] * 4
    assert [downloaded(town.as_(REVIEWER, tenant="GM0001"), path).status_code for path in paths] == [404] * 4


@pytest.mark.parametrize("name", ["pdf", "dossier", ""])
def test_what_is_not_there_is_not_found(town: Office, name: str) -> None:
    case, person = granted(town.desk), town.as_(REVIEWER)
    other = granted(town.desk)
    letter = begun(person, case, "verlenen").rpartition("/")[2]
    for path in (
        f"/zaken/{other}/brieven/{letter}",
        f"/zaken/{case}/brieven/niets",
        f"/zaken/{case}/brieven/{'0' * 32}",
    ):
        assert downloaded(person, f"{path}/{name}".rstrip("/")).status_code == 404


def test_a_landlord_reads_its_outcome_and_nothing_else(town: Office) -> None:
    mandated(town.desk)
    case = taken(town.desk, own(asked())).json()["id"]
    town.desk.well(case, "_verklaar-volledig", DESK, {})
    town.desk.well(case, "toetsingen", REVIEWER)
    town.desk.well(case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"})
    town.desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    town.desk.well(case, "_verzend", DESK, {})
    person = town.as_(REVIEWER)
    hidden, theirs = begun(person, case, "verlenen"), begun(person, case, "mededeling_corporatie")
    landlord = town.as_(LANDLORD)
    assert theirs not in landlord.get(f"/zaken/{case}/brieven")  # a concept
    assert 'name="alineas"' in person.get(hidden) and 'name="alineas"' not in person.get(theirs)
    person.send(theirs, which=1, doe="definitief", gelezen="ja")
    listed = landlord.get(f"/zaken/{case}/brieven")
    assert theirs in listed and hidden not in listed and "Nieuwe brief" not in listed
    town.desk.well(case, "bezwaren", DESK, {"gronden": "Dit klopt niet."})
    assert all("In bezwaar" not in words(landlord.get(at)) for at in (theirs, f"/zaken/{case}/brieven"))
    assert "In bezwaar" in words(person.get(theirs))
    assert downloaded(landlord, f"{theirs}/pdf").content.startswith(b"%PDF-")
    assert [downloaded(landlord, path).status_code for path in (hidden, f"{hidden}/pdf", f"{theirs}/dossier")] == [
        404,
        404,
        403,
    ]


def test_the_page_speaks_english_and_the_letter_stays_dutch(town: Office) -> None:
    case, person = granted(town.desk), town.as_(REVIEWER)
    at = begun(person, case, "verlenen")
    text = person.client.get(at, headers={"Accept-Language": "en"}).text
    assert "Preview of the letter" in text and "You get the permit" in text
    assert (
        '<article class="wb-letter" lang="nl"' in text
        and "U krijgt de vergunning." in text
        and "18 november 2026" in text
    )


@pytest.mark.parametrize(
    "text", ["e\u0301\u0301 \u202e omgekeerd", "regel\x00 met nul", "\ud83d\ude00" * 3, "a\x0b\x0cb", "\ufeff"]
)
def test_odd_signs_end_as_a_letter_or_as_a_fault(town: Office, text: str) -> None:
    case, person = granted(town.desk), town.as_(REVIEWER)
    at = begun(person, case, "verlenen")
    word = {"woord": person.last.text.split('name="woord" value="')[1][:64], "versie": "1"}
    said = text.encode("utf-16", "surrogatepass").decode("utf-16")
    got = person.client.post(
        at,
        data=word | {"doe": "bewaar", "aan": said, "alineas": said},
        headers={"Origin": HERE},
        follow_redirects=False,
    )
    assert got.status_code in (303, 400)
    if got.status_code == 303:
        person.get(at)
        person.send(at, which=1, doe="definitief", gelezen="ja")
        assert downloaded(person, f"{at}/pdf").content.startswith(b"%PDF-")
