"""Papers that came in, and the outcome of a screening as the mayor tells it: never what was found."""

from __future__ import annotations

import re

from tests.api.cases.working import DESK, MAYOR, REVIEWER, asked
from tests.api.pages.desk.conftest import Office, fields_of, words
from wbmgp_api.identity.principal import Role


def test_a_paper_is_recorded_once_it_was_seen(town: Office) -> None:
    case = town.desk.take_in()
    somebody = town.as_(DESK)
    text = somebody.get(f"/zaken/{case}/bewijs?stuk=legitimatie")
    assert fields_of(text)["stuk"] == ["legitimatie"] and "Nog niet gezien" in words(text)
    said = {"persoon": "p1", "herkomst": "aanvrager", "geldigTot": "1-2-2030", "toelichting": "<b>paspoort</b>"}
    assert somebody.send(f"/zaken/{case}/bewijs", **said) == f"/zaken/{case}/bewijs?bewaard=ja"
    text = somebody.get(f"/zaken/{case}/bewijs")
    assert "Gezien op" in words(text) and "geldig tot en met 01-02-2030" in words(text) and "<b>paspoort" not in text
    (seen,) = (
        one
        for one in town.desk.ask("GET", f"/aanvragen/{case}/bewijsstukken", DESK).json()["bewijsstukken"]
        if one["ontvangen"]
    )
    assert (seen["stuk"], seen["stand"], seen["ontvangen"][0]["geldigTot"]) == ("legitimatie", "geldig", "2030-02-01")


def test_what_is_wrong_with_a_paper_comes_back(town: Office) -> None:
    case = town.desk.take_in()
    somebody = town.as_(DESK)
    somebody.get(f"/zaken/{case}/bewijs")
    text = somebody.send(f"/zaken/{case}/bewijs", 400, toelichting="gezien")
    assert 'href="#stuk"' in text and 'href="#herkomst"' in text and fields_of(text)["toelichting"] == ["gezien"]
    text = somebody.send(f"/zaken/{case}/bewijs", 400, stuk="vog", herkomst="derde", geldigTot="ooit")
    assert 'href="#geldigTot"' in text and fields_of(text)["herkomst"] == ["derde"]
    assert 'href="#persoon"' in somebody.send(f"/zaken/{case}/bewijs", 400, geldigTot="", persoon="niemand")
    assert 'href="#stuk"' in somebody.send(f"/zaken/{case}/bewijs", 400, persoon="", stuk="onzin")
    town.desk.well(case, "_neem-in-behandeling", DESK, {})
    somebody.send(f"/zaken/{case}/bewijs", 412, stuk="vog")


def waiting(town: Office) -> str:
    case = town.desk.take_in(asked(kenmerk="geheim-kenmerk"))
    town.desk.well(case, "_verklaar-volledig", DESK, {})
    town.desk.well(case, "_vraag-onderzoek", REVIEWER, {})
    return case


def test_the_mayor_sees_what_waits_and_nothing_of_anybody(town: Office) -> None:
    case, other = waiting(town), town.desk.take_in()
    mayor = town.as_(MAYOR)
    text = mayor.get("/onderzoeken")
    assert f"/onderzoeken/{case}" in text and other not in text
    text = mayor.get(f"/onderzoeken/{case}")
    assert "geheim-kenmerk" not in text and "tarwewijk" not in text and "1971" not in text
    mayor.get(f"/onderzoeken/{other}", 404)


def test_there_is_no_place_to_write_but_for_conditions(town: Office) -> None:
    text = town.as_(MAYOR).get(f"/onderzoeken/{waiting(town)}")
    main = text[text.index("<main") :]
    assert re.findall(r'<textarea[^>]*name="(\w+)"', main) == ["voorschriften"] and not re.search(
        r'<input[^>]*type="text"', main
    )
    assert set(re.findall(r'<input[^>]*type="(\w+)"', main)) <= {"hidden", "radio"}


def test_the_mayor_tells_the_outcome_and_only_that(town: Office) -> None:
    case = waiting(town)
    mayor = town.as_(MAYOR)
    mayor.get(f"/onderzoeken/{case}")
    assert 'href="#woonverklaring"' in mayor.send(f"/onderzoeken/{case}", 400, gehoord="ja")
    found = mayor.last.text
    assert fields_of(found)["gehoord"] == ["ja"]
    said = {
        "woonverklaring": "weigeren",
        "instrument": "politiegegevens",
        "weging.a": "gewogen",
        "weging.b": "niet_gewogen",
    }
    assert mayor.send(f"/onderzoeken/{case}", **said, bevinding="wat is gevonden") == "/onderzoeken?gemeld=ja"
    told = town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()
    outcome = {
        "woonverklaring": "weigeren",
        "instrument": "politiegegevens",
        "weging": {"a": "gewogen", "b": "niet_gewogen"},
        "gehoord": True,
    }
    assert told["status"] == "volledig" and told["aanvraag"]["onderzoek"] == outcome
    assert "De uitkomst is gemeld" in words(mayor.get("/onderzoeken?gemeld=ja"))
    mayor.get(f"/onderzoeken/{case}", 404)


def test_the_mayor_tells_the_conditions_of_a_grant_and_of_nothing_else(town: Office) -> None:
    case = waiting(town)
    mayor = town.as_(MAYOR)
    at, typed = f"/onderzoeken/{case}", "Meld u elke maand.\r\n\r\n <b>Blijf</b> in begeleiding. "
    for said in (
        {"woonverklaring": "verlenen_met_voorschriften"},
        {"woonverklaring": "weigeren", "voorschriften": typed},
    ):
        mayor.get(at)
        assert 'href="#voorschriften"' in mayor.send(at, 400, **said)
        assert ("&lt;b&gt;Blijf" in mayor.last.text) is ("voorschriften" in said)
    mayor.get(at)
    mayor.send(at, woonverklaring="verlenen_met_voorschriften", voorschriften=typed)
    told = town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()["aanvraag"]["onderzoek"]
    assert told["voorschriften"] == ["Meld u elke maand.", "<b>Blijf</b> in begeleiding."]


def test_what_is_no_choice_is_refused(town: Office) -> None:
    case = waiting(town)
    mayor = town.as_(MAYOR)
    mayor.get(f"/onderzoeken/{case}")
    mayor.send(f"/onderzoeken/{case}", 400, woonverklaring="een verhaal")
    assert town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()["status"] == "onderzoek"
    for role in Role:
        if role is not Role.MAYOR:
            town.as_(role).get("/onderzoeken", 403)
            town.as_(role).get(f"/onderzoeken/{case}", 403)
