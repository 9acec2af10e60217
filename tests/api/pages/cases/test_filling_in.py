"""Missing facts and judgements as forms: what each asks, and what becomes of what somebody filled in."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from tests.api.cases.working import asked as application_of
from tests.api.cases.working import refusable
from tests.our_law import OUR_LAW
from wbmgp_api.pages.cases import answering, fields, judging
from wbmgp_api.pages.cases.advice import Gate, Question
from wbmgp_api.pages.cases.speaking import Source
from wbmgp_api.pages.languages import Tongue
from wbmgp_engine.errors import BadInput

NL: Final = Tongue("nl")
DAY: Final = date(2026, 11, 22)
NOBODY: Final[dict[str, list[str]]] = {}


def question(path: str) -> Question:
    return Question(path, "?", "", "de aanvrager", "art. 8", True, ())


def asked(path: str, application: dict[str, Any], said: dict[str, list[str]] = NOBODY) -> answering.Asked:
    return answering.asked(question(path), application, ("beroep_zorg",), "z", NL, said)


def changed(path: str, application: dict[str, Any], **said: list[str]) -> Any:
    given = {name.replace("__", "."): value for name, value in said.items()}
    return answering.changes([asked(path, application, given)], given, application, NL).get(path)


def gate(name: str, ground: str = "", field: str = "") -> Gate:
    return Gate(name, ground, name, "B&W", Source("art. 1", ""), True, field)


@pytest.mark.parametrize(("path", "said", "value"), [
    ("woonruimte.verhuurder", ["corporatie"], "corporatie"), ("woonruimte.soort", ["zelfstandig"], "zelfstandig"),
    ("woonruimte.huurprijs", ["650,50"], 65050), ("voorrang.kandidatenMetVoorrang", ["nee"], False),
    ("uitzondering15", ["ja"], True), ("huishouden.p1.geboortedatum", ["3-11-1994"], "1994-11-03"),
    ("huishouden.p1.kenmerken", ["beroep_zorg"], ["beroep_zorg"]), ("huishouden.p1.kenmerken", ["geen"], []),
    ("onderzoek.vog.p1", ["overgelegd"], "overgelegd"), ("huishouden.p1.inkomen", ["geen"], []),
    ("huishouden.p1.inkomen", ["bijstand", "ww"], [{"soort": "bijstand"}, {"soort": "ww"}]),
])  # fmt: skip
def test_an_answer_becomes_the_fact_it_is_about(path: str, said: list[str], value: Any) -> None:
    bare = {"woonruimte": {}, "huishouden": [{"id": "p1", "rol": "aanvrager"}]}
    made = asked(path, bare)
    assert made.fields and not made.href and made.fields[0].value == ""
    assert changed(path, bare, **{path.replace(".", "__"): said}) == value
    assert changed(path, bare) is None


@pytest.mark.parametrize(("path", "href"), [
    ("huishouden.p1.verblijf", "/zaken/z/verblijf"), ("onderzoek.woonverklaring", "/zaken/z/stap/vraag-onderzoek"),
    ("toepassingsbereik", "/zaken/z/gegevens"), ("situatie.verordening.van", "/raad/vastgelegd"), ("situatie.regio", "/raad/vastgelegd"),
])  # fmt: skip
def test_what_no_field_can_hold_is_told_elsewhere(path: str, href: str) -> None:
    made = asked(path, application_of())
    assert made.href == href and made.where and not made.fields
    assert changed(path, application_of(), x=["y"]) is None


def test_an_income_that_is_known_asks_for_the_judgement_on_it() -> None:
    given = application_of()
    given["huishouden"][0]["inkomen"] = [{"soort": "ww"}, {"soort": "ziektewet", "oordeel": "telt_niet"}]
    names = [one.name for one in asked("huishouden.p1.inkomen", given).fields]
    at = "huishouden.p1.inkomen.0"
    assert names == [f"{at}.oordeel", f"{at}.motivering", f"{at}.beslisser"]
    said = {
        f"{at}.oordeel": ["telt_mee"],
        f"{at}.motivering": ["Vast werk daarvoor."],
        f"{at}.beslisser": ["teamleider"],
    }
    found = answering.changes([asked("huishouden.p1.inkomen", given, said)], said, given, NL)["huishouden.p1.inkomen"]
    judged = {"soort": "ww", "oordeel": "telt_mee", "motivering": "Vast werk daarvoor.", "beslisser": "teamleider"}
    assert found == [judged, {"soort": "ziektewet", "oordeel": "telt_niet"}]


@pytest.mark.parametrize("text", ["zes", "6,5", "-1", "1e9", "12.34"])
def test_no_amount_is_guessed(text: str) -> None:
    with pytest.raises(BadInput) as found:
        fields.cents(text, "huur", NL)
    assert found.value.findings[0].place == "huur"


@pytest.mark.parametrize("text", ["gisteren", "2026-13-01", "31-2-2026"])
def test_no_day_is_guessed(text: str) -> None:
    with pytest.raises(BadInput):
        fields.day(text, "datum")
    assert fields.day("22-11-2026", "datum") == DAY and fields.day("", "datum") is None


def test_too_many_words_and_a_character_of_no_text_are_refused() -> None:
    for text in ("x" * 20_001, "a\0b"):
        with pytest.raises(BadInput):
            fields.words(text, "toelichting", NL)


def test_a_plea_and_its_circumstances_stay_beside_the_judgement_on_it() -> None:
    plea = {"grond": "artikel_8", "beroep": True, "omstandigheden": [{"soort": "medisch"}]}
    given = refusable() | {"hardheid": plea}
    (shown,) = judging.judgements(given, [gate(judging.HARDSHIP, "artikel_8")], NL, NOBODY)
    assert shown.pleaded and shown.circumstances and not shown.given
    said = {f"hardheid.artikel_8.{name}": [text] for name, text in
            {"oordeel": "onbillijk", "motivering": "Ziek.", "beslisser": "teamleider"}.items()}  # fmt: skip
    told = judging.judged(given, said)["hardheid"]
    assert told == [plea | {"oordeel": "onbillijk", "motivering": "Ziek.", "beslisser": "teamleider"}]
    (again,) = judging.judgements(given | {"hardheid": told}, [], NL, NOBODY)
    assert again.given and {one.name: one.value for one in again.fields}["hardheid.artikel_8.oordeel"] == "onbillijk"


def test_a_plea_is_recorded_before_anybody_judges_it_and_more_can_be_put_forward() -> None:
    at = "hardheid.artikel_8"
    said = {f"{at}.beroep": ["ja"], f"{at}.aangevoerd": ["Een kind is ziek."], f"{at}.motivering": [""]}
    told = judging.judged(refusable(), said)
    first = {"soort": "anders", "toelichting": "Een kind is ziek."}
    assert told["hardheid"] == [{"grond": "artikel_8", "beroep": True, "omstandigheden": [first]}]
    assert not judging.half(said)
    (shown,) = judging.judgements(told, [], NL, NOBODY)
    assert shown.pleaded and not shown.given and [one.value for one in shown.fields[:2]] == ["ja", ""]
    (entry,) = judging.judged(told, {f"{at}.beroep": ["ja"], f"{at}.aangevoerd": ["Geen ander huis."]})["hardheid"]
    assert entry["omstandigheden"] == [first, {"soort": "anders", "toelichting": "Geen ander huis."}]
    assert "hardheid" not in judging.judged(refusable(), {f"{at}.motivering": [""], f"{at}.aangevoerd": [" "]})


def test_a_plea_that_names_no_ground_is_of_the_one_that_is_asked_about() -> None:
    given = refusable() | {"hardheid": {"beroep": True}}
    told = judging.judged(given, {"hardheid.artikel_8.oordeel": ["onbillijk"]})["hardheid"]
    assert told == [{"beroep": True, "grond": "artikel_8", "oordeel": "onbillijk"}]


def test_priority_and_the_exception_are_judged_on_the_same_form() -> None:
    given = application_of(voorrang={"kandidatenMetVoorrang": True})
    shown = judging.judgements(
        given, [gate("voorrang", "artikel_9"), gate("samenloop", field="uitzondering15")], NL, NOBODY
    )
    assert [one.gate for one in shown] == ["voorrang", "samenloop"]
    told = judging.judged(
        given, {"voorrang.oordeel": ["aan_ander"], "voorrang.motivering": ["m"], "uitzondering15": ["nee"]}
    )
    assert told["voorrang"] == {"kandidatenMetVoorrang": True, "oordeel": "aan_ander", "motivering": "m"}
    assert told["uitzondering15"] is False
    assert judging.half({"voorrang.oordeel": ["aan_ander"], "voorrang.motivering": ["m"]}) == ["voorrang.beslisser"]
    assert judging.half({"voorrang.motivering": [""]}) == []


def test_the_weighing_asks_what_a_refusal_lacks_and_keeps_what_was_written() -> None:
    given = refusable()
    asked_for = [one.id for one in judging.weighing(OUR_LAW, DAY, given, NL, NOBODY)]
    assert asked_for == ["doel", "geschiktheid", "minderIngrijpend", "mogelijkhedenInRegio", "afweging"]
    told = judging.judged(given, {"evenredigheid.doel.tekst": ["Leefbaarheid."], "evenredigheid.doel.bron": ["nota"]})
    assert told["evenredigheid"] == {"doel": {"tekst": "Leefbaarheid.", "bron": "nota"}}
    again = judging.weighing(OUR_LAW, DAY, told, NL, NOBODY)
    assert [one.value for one in again[0].fields] == ["Leefbaarheid.", "nota"]
    assert judging.weighing(OUR_LAW, DAY, application_of(), NL, NOBODY) == ()
    assert judging.judged(given, {"evenredigheid.doel.tekst": [" "]}) == given
    emptied = judging.weighing(
        OUR_LAW, DAY, told, NL, {"evenredigheid.doel.tekst": [""], "evenredigheid.doel.bron": ["n"]}
    )
    assert [one.value for one in emptied[0].fields] == ["", "n"], "an emptied field comes back empty"
