"""The words of an answer to a request: the result first, then the term and the parts; never "necessary", never a choice."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from tests.designations.samples import CITED, STATUSES, answer, example_json, part, request, second_part
from wbmgp_engine.designations import texts
from wbmgp_engine.designations.explanation import explain, explained
from wbmgp_engine.facts.wording import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
TABLES = (
    texts.RESULT, texts.BLOCKED, texts.HEADING, texts.GROUND, texts.VERDICT, texts.CRITERION, texts.STATUS, texts.SUPPLIER, texts.PHRASE,
)  # fmt: skip
MISSING = {**STATUSES, "evaluatie": "ontbreekt"}
WHY = {"nl": "De raad stelde geen evaluatie vast.", "en": "The council adopted no evaluation.", "bron": {"tekst": "art. 5 lid 5 Wbmgp"}}  # fmt: skip


def without_evaluation(**changes: Any) -> dict[str, Any]:
    first = part(criteria=MISSING, criteriumredenen={"evaluatie": WHY})
    return answer(volledig=False, criteria=MISSING, onderdelen=[first, second_part()], **changes)


def reading(number: int, verdict: str, **changes: Any) -> dict[str, Any]:
    text = {"nl": f"De verlenging van voor 2014 telt mee ({number}).", "en": "The extension from before 2014 counts."}
    found = {
        "tekst": text, "bron": CITED, "oordeel": verdict, "verlenging": number, "resterendeVerlengingen": 4 - number,
        "uiterstEinde": "2026-07-01",
    }  # fmt: skip
    return {**found, **changes}


def lines(found: dict[str, Any], language: Language = "nl", **changes: Any) -> list[str]:
    return explain(found, request(**changes), language).splitlines()


def test_every_text_is_there_in_both_languages() -> None:
    for table in TABLES:
        assert all(words.keys() == set(LANGUAGES) and all(words.values()) for words in table.values())


def test_the_whole_answer_in_dutch() -> None:
    assert lines(answer()) == [
        "Het verzoek is volledig. Of een aanwijzing nodig en evenredig is, beoordeelt de Minister.",
        "Verzoek voorbeeld-2 van de gemeente GM1930, met 2 onderdelen.",
        "",
        "De termijn van de Minister",
        "De termijn loopt vanaf 25 oktober 2019 (die dag telt niet mee). De laatste dag is 6 januari 2020.",
        "Er zijn 17 dagen opschorting bijgeteld. Zonder opschorting is de laatste dag 20 december 2019. Dat opschorting deze termijn verlengt, is de lezing van de Minister.",
        "Het besluit kwam op tijd.",
        "",
        "De onderdelen",
        "- Zwanenhoek, artikel 9 (voorrang): mogelijk naar soort, eenheid, termijn en aantal verlengingen.",
        "    Dit is de eerste van vier. (art. 5 lid 4 Wbmgp)",
        "    Daarna zijn nog 3 verlengingen mogelijk.",
        "    Gevraagd tot 1 januari 2024 (die dag telt niet meer mee).",
        "    Met alle verlengingen, vol en aansluitend, eindigt dit op zijn laatst op 1 januari 2036.",
        "- Zwanenhoek, artikel 10 (overlast en criminaliteit): mogelijk naar soort, eenheid, termijn en aantal verlengingen.",
        "    Daarna zijn nog 4 verlengingen mogelijk.",
        "    Gevraagd tot 1 januari 2024 (die dag telt niet meer mee).",
        "    Met alle verlengingen, vol en aansluitend, eindigt dit op zijn laatst op 1 januari 2040.",
        "",
        "De onderbouwing",
        "- Geschiktheid: zwak. Er is geen bewijs bij. (art. 6 lid 1 Wbmgp)",
        "- Proportionaliteit: zwak.",
        "- Noodzaak: onderbouwd.",
        "- Subsidiariteit: onderbouwd.",
        "- Mogelijkheden in de regio voor Zwanenhoek, artikel 10 (overlast en criminaliteit): onderbouwd.",
        "- Mogelijkheden in de regio voor Zwanenhoek, artikel 9 (voorrang): niet vereist.",
        "- Keuze van het instrument voor Zwanenhoek, artikel 10 (overlast en criminaliteit): onderbouwd.",
        "- Keuze van het instrument voor Zwanenhoek, artikel 9 (voorrang): niet vereist.",
        "- Evaluatie voor Zwanenhoek, artikel 9 (voorrang): onderbouwd.",
        "- Evaluatie voor Zwanenhoek, artikel 10 (overlast en criminaliteit): niet vereist.",
        "Onderbouwd betekent: er staat een stelling met wat daarbij hoort. Of dat genoeg is, beoordeelt de Minister.",
        "",
        "Recht",
        "Beoordeeld naar het recht van 25 oktober 2019. Regelboek sha256:0… (volledig in de JSON).",
        "Dit is een advies. De Minister beslist.",
    ]  # fmt: skip


def test_what_is_missing_comes_first_with_why_the_law_asks_it() -> None:
    said = lines(without_evaluation(), "en")
    assert said[0] == "The request is not complete yet. What is missing is listed below."
    at = said.index("What is missing")
    assert said[at + 1] == "- Evaluation for Zwanenhoek, article 9 (priority). The council adopted no evaluation. (art. 5 lid 5 Wbmgp)"  # fmt: skip
    assert at < said.index("The Minister's term")
    assert sum("Evaluation for Zwanenhoek, article 9" in line for line in said) == 1


def test_a_missing_council_decision_is_said_under_what_is_missing_and_not_twice() -> None:
    gate = {"poort": "raadsbesluit", "aard": "wet", "bron": CITED, "wie": "de gemeenteraad", "volledigheid": True,
            "nl": "Er is geen besluit van de raad.", "en": "There is no decision of the council."}  # fmt: skip
    said = lines(answer(volledig=False, openstaand=[gate]))
    assert said[said.index("Wat ontbreekt") + 1] == "- Er is geen besluit van de raad. (art. 5 lid 4 Wbmgp)"
    assert "Wat nog openstaat" not in said


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_stands_on_the_first_line(complete: bool, language: Language) -> None:
    assert lines(answer(volledig=complete), language)[0] == texts.RESULT[complete][language]


def test_what_is_not_possible_stands_before_that_the_request_is_complete() -> None:
    def said(*verdicts: str, complete: bool = True, language: Language = "nl") -> list[str]:
        found = answer(volledig=complete, onderdelen=[part(oordeel=verdicts[0]), second_part(oordeel=verdicts[1])])
        return lines(found, language)[:3]

    one = "Niet mogelijk naar het recht van 25 oktober 2019: Zwanenhoek, artikel 9 (voorrang). "
    assert said("niet_voldaan", "voldaan")[0] == one + "De stukken zijn wel volledig."
    assert said("niet_voldaan", "voldaan", complete=False)[0].startswith(one + "Het verzoek is ook nog niet volledig.")
    assert said("niet_voldaan", "onbekend")[2] == "Van 1 onderdeel is nog niet te zeggen of het mogelijk is."
    both = said("niet_voldaan", "niet_voldaan", language="en")[0]
    assert both == "No part is possible under the law of 25 October 2019. The documents themselves are complete."
    assert said("onbekend", "onbekend")[0] == texts.RESULT[True]["nl"]
    assert said("onbekend", "onbekend")[2] == "Van 2 onderdelen is nog niet te zeggen of ze mogelijk zijn."


def test_the_only_part_is_named_when_it_is_not_possible() -> None:
    found = lines(answer(onderdelen=[part(oordeel="niet_voldaan")]), onderdelen=example_json()["onderdelen"][:1])
    assert found[0].startswith("Niet mogelijk naar het recht van 25 oktober 2019: Zwanenhoek, artikel 9 (voorrang).")


def test_a_remark_on_statements_names_them() -> None:
    remark = {"nl": "Hier staat geen tekst.", "en": "No text stands here.", "bron": CITED, "criteria": ["noodzaak", "geschiktheid"]}  # fmt: skip
    assert "- Hier staat geen tekst. (art. 5 lid 4 Wbmgp) voor Noodzaak, Geschiktheid" in lines(answer(opmerkingen=[remark]))  # fmt: skip


def test_both_readings_of_an_open_question_stand_under_the_part() -> None:
    unknown = {"oordeel": "onbekend", "verlenging": None, "resterendeVerlengingen": None, "uiterstEinde": None}
    readings = [reading(4, "voldaan"), reading(5, "niet_voldaan", resterendeVerlengingen=0)]
    said = lines(answer(onderdelen=[part(**unknown, lezingen=readings), second_part()]))
    at = said.index("    De wet laat hier twee lezingen toe. Dit programma kiest niet:")
    assert said[at + 1 : at + 3] == [
        "      · De verlenging van voor 2014 telt mee (4). (art. 5 lid 4 Wbmgp) Mogelijk naar soort, eenheid, termijn en aantal verlengingen. Dit is verlenging 4. Daarna is geen verlenging meer mogelijk. Met alle verlengingen, vol en aansluitend, eindigt dit op zijn laatst op 1 juli 2026.",
        "      · De verlenging van voor 2014 telt mee (5). (art. 5 lid 4 Wbmgp) Niet mogelijk. Dit is verlenging 5.",
    ]
    assert not any(line.startswith("    Dit is verlenging") for line in said)


def test_more_than_two_readings_are_counted() -> None:
    readings = [reading(3, "voldaan", uiterstEinde=None), reading(4, "voldaan"), reading(5, "niet_voldaan")]
    said = "\n".join(lines(answer(onderdelen=[part(lezingen=readings), second_part()]), "en"))
    assert "The law can be read in 3 ways here." in said
    assert "This is extension 3. 1 extension remains after it." in said


def test_a_part_that_is_not_possible_promises_nothing() -> None:
    said = lines(answer(onderdelen=[part(oordeel="niet_voldaan"), second_part(oordeel="niet_voldaan")]))
    assert not any("Daarna" in line or "op zijn laatst" in line for line in said)
    assert "- Zwanenhoek, artikel 9 (voorrang): niet mogelijk." in said


def term(**changes: Any) -> dict[str, Any]:
    return {**answer()["beslistermijn"], **changes}


def test_a_term_that_cannot_be_calculated() -> None:
    said = lines(answer(beslistermijn=dict.fromkeys(term(), None)))
    assert said[said.index("De termijn van de Minister") + 1] == "De termijn is nog niet te berekenen."


def test_a_suspension_that_still_runs_has_no_last_day() -> None:
    said = lines(answer(beslistermijn=term(opgeschortDagen=None, eindigt=None, vanRechtswegeNa=None)))
    assert said[said.index("De termijn van de Minister") + 1] == (
        "De termijn loopt vanaf 25 oktober 2019 (die dag telt niet mee). Er loopt nog een opschorting; "
        "de laatste dag is dus nog niet bekend. Zonder opschorting is dat 20 december 2019."
    )


def test_a_request_that_was_pending_when_the_law_changed_has_two_terms() -> None:
    words = {"nl": "Naar het recht van 1 december 2016: 13 weken.", "en": "Under the law of 1 December 2016: 13 weeks."}
    first = {"tekst": words, "bron": CITED, **term(opgeschortDagen=0)}
    both = {**term(eindigt=None, vanRechtswegeNa=None, besluitTijdig="onbekend"), "oordeel": "onbekend"}
    said = lines(answer(beslistermijn={**both, "lezingen": [first, {**first, **term(eindigt="2020-02-01")}]}), "en")
    at = said.index("The Minister's term")
    assert said[at + 1] == "- Under the law of 1 December 2016: 13 weeks. (art. 5 lid 4 Wbmgp)"
    assert "The last day is 6 January 2020." in said[at + 2]
    assert any("The last day is 1 February 2020." in line for line in said)
    assert "Whether the decision came in time is not known yet." in said


def test_a_term_without_suspension_and_without_decision() -> None:
    said = lines(answer(beslistermijn=term(opgeschortDagen=0, besluitTijdig=None)), besluit=...)
    at = said.index("De termijn van de Minister")
    assert said[at + 2 : at + 4] == [
        "Is het besluit op 6 januari 2020 nog niet bekendgemaakt, dan geldt de aanwijzing vanaf de dag daarna als gegeven.",
        "",
    ]


@pytest.mark.parametrize(
    ("timely", "words"),
    [(True, "The decision came in time."), (False, "The decision came too late."),
     ("onbekend", "Whether the decision came in time is not known yet.")],
)  # fmt: skip
def test_whether_the_decision_came_in_time(timely: bool | str, words: str) -> None:
    assert words in lines(answer(beslistermijn=term(besluitTijdig=timely)), "en")


def test_one_day_of_suspension_and_no_deemed_decision() -> None:
    late = lines(answer(beslistermijn=term(opgeschortDagen=1, vanRechtswegeNa=None, besluitTijdig=False)))
    assert any(line.startswith("Er is 1 dag opschorting bijgeteld.") for line in late)
    assert not any("als gegeven" in line for line in late)


def test_open_points_questions_and_remarks_name_who_and_on_which_ground() -> None:
    gates = [
        {"poort": "advies", "aard": "wet", "bron": {"tekst": "art. 3:46 Awb"}, "wie": "de minister", "nl": "de redenen geven", "en": "give the reasons"},
        {"poort": "x", "aard": "waarborg", "bron": CITED, "wie": "wie_dan_ook", "nl": "de tekst bevestigen", "en": "confirm the text"},
    ]  # fmt: skip
    asked = {"nl": "Wanneer is het verzoek verzonden?", "en": "When was the request sent?"}
    question = {"feit": "verzonden", "vraag": asked, "leverancier": "gemeenteraad", "grondslag": "art. 6 lid 5 Wbmgp", "beslissend": True}  # fmt: skip
    remark = {"nl": "Dat is niet te toetsen.", "en": "That cannot be verified.", "bron": CITED, "onderdelen": [{"gebied": "zwanenhoek", "grond": "artikel_9"}]}  # fmt: skip
    general = {"nl": "Er is geen overleg genoemd.", "en": "No consultation is named."}
    found = answer(openstaand=gates, vragen=[question], opmerkingen=[remark, general])
    said, english = lines(found), lines(found, "en")
    assert "- de redenen geven (door de Minister; art. 3:46 Awb)" in said
    assert "- give the reasons (by the Minister; art. 3:46 Awb)" in english
    assert "- de tekst bevestigen (door wie dan ook; art. 5 lid 4 Wbmgp; een waarborg van dit programma)" in said
    assert "- Wanneer is het verzoek verzonden? (vraag aan de gemeenteraad, op grond van art. 6 lid 5 Wbmgp)" in said
    assert "- Dat is niet te toetsen. (art. 5 lid 4 Wbmgp) voor Zwanenhoek, artikel 9 (voorrang)" in said
    assert "- Er is geen overleg genoemd." in said


def test_a_hundred_parts_with_one_gap_are_named_up_to_a_dozen() -> None:
    area = example_json()["onderdelen"][0]
    parts = [{**area, "gebied": {"id": f"g{number}", "soort": "gebied"}} for number in range(30)]
    found = [part(criteria={"noodzaak": "ontbreekt" if number < 20 else "zwak"}) for number in range(30)]
    said = lines(answer(volledig=False, onderdelen=found, criteria={"noodzaak": "ontbreekt"}), onderdelen=parts)
    line = said[said.index("Wat ontbreekt") + 1]
    assert line.count("artikel 9") == 12
    assert line.endswith("(+8).")
    assert said[1] == "Verzoek voorbeeld-2 van de gemeente GM1930, met 30 onderdelen."


def test_parts_of_which_the_same_is_said_stand_together() -> None:
    area = example_json()["onderdelen"][0]
    parts = [{**area, "gebied": {"id": name, "soort": "gebied"}} for name in ("een", "twee", "drie")]
    said = lines(answer(onderdelen=[part(), part(oordeel="niet_voldaan"), part()]), onderdelen=parts)
    assert "- een, artikel 9 (voorrang); drie, artikel 9 (voorrang): mogelijk naar soort, eenheid, termijn en aantal verlengingen." in said  # fmt: skip
    assert "- twee, artikel 9 (voorrang): niet mogelijk." in said


def test_a_question_about_several_parts_stands_once() -> None:
    def asked(fact: str, words: str) -> dict[str, Any]:
        return {"feit": fact, "vraag": {"nl": words, "en": words}, "leverancier": "gemeente", "grondslag": "art. 5 lid 4 Wbmgp", "beslissend": True}  # fmt: skip

    until, since = "Tot welke dag?", "Vanaf welke dag?"
    questions = [asked("onderdelen.0.tot", until), asked("onderdelen.1.vanaf", since), asked("onderdelen.1.tot", until)]
    said = lines(answer(vragen=questions))
    at = said.index("Vragen")
    assert said[at + 1 : at + 4] == [
        "- Tot welke dag? (vraag aan de gemeente, op grond van art. 5 lid 4 Wbmgp)",
        "- Vanaf welke dag? (vraag aan de gemeente, op grond van art. 5 lid 4 Wbmgp) voor Zwanenhoek, artikel 10 (overlast en criminaliteit)",
        "",
    ]


def test_one_part_is_one_part() -> None:
    said = lines(answer(onderdelen=[part()]), onderdelen=example_json()["onderdelen"][:1])
    assert said[1].endswith("met 1 onderdeel.")


def test_a_hostile_name_stays_on_its_line() -> None:
    area = {"id": "x", "naam": "Wij\u202ek\x9b"}
    said = explain(answer(onderdelen=[part()]), request(onderdelen=[{"gebied": area, "grond": "artikel_9"}]))
    assert "- Wijk, artikel 9" in said
    assert all(sign.isprintable() or sign == "\n" for sign in said)


# Alone "nodig", "noodzakelijk" and "evenredig" may only stand where it is said that the Minister judges it.
JUDGED = re.compile(r"\b(nodig|noodzakelijk|evenredig|proportioneel|necessary|proportionate)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_says_that_a_measure_is_necessary_or_proportionate(language: Language) -> None:
    for found in (answer(), without_evaluation(), answer(volledig=False)):
        for line in lines(found, language):
            if JUDGED.search(line):
                assert "beoordeelt de Minister" in line or "for the Minister to judge" in line


def test_the_sections_are_the_lines() -> None:
    found = explained(without_evaluation(), request(), "en")
    assert [heading for heading, _ in found[1:]] == [
        "What is missing", "The Minister's term", "The parts", "The substantiation", "Law",
    ]  # fmt: skip
