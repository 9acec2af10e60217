"""Articles say what they hold, outputs where they rest, and reasons are written in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.checks.islands import AT, BASIS, article, computing, in_book, in_file, law, output

OUTPUT = f"{AT}.execution.output.uitkomst"


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_article_has_a_text(text: str) -> None:
    assert in_file(law(article(text=text))) == [
        "eiland.yaml, article 4, text: the article has no text → summarise in a few Dutch words what it says"
    ]
    assert in_file(law(article(text="Vervallen."))) == []


@pytest.mark.parametrize("basis", [None, {"explanation": "omdat"}, {"law": "Eilandwet"}])
def test_an_output_rests_on_an_article(basis: Any) -> None:
    bare = output(legal_basis=basis)
    assert in_file(computing("$ja", declared=bare)) == [
        f"{OUTPUT}.legal_basis: the output does not say where it rests → add legal_basis with bwb_id and article"
    ]


@pytest.mark.parametrize(
    "basis", [BASIS, {"url": "https://example.invalid/4"}, {"juriconnect": "jci1.3:c:BWBR0099999"}]
)
def test_an_output_that_rests_somewhere_passes(basis: Any) -> None:
    assert in_file(computing("$ja", declared=output(legal_basis=basis))) == []


def test_the_action_may_say_where_the_output_rests() -> None:
    document = computing("$ja", declared=output(legal_basis=None))
    document["articles"][0]["machine_readable"]["execution"]["actions"][0]["legal_basis"] = BASIS
    assert in_file(document) == []


BOTH = {"nl": "Het is zo.", "en": "It is so."}


def test_reasons_are_written_in_both_languages() -> None:
    assert in_file(computing("$ja", declared=output(x_redenen={"onwaar": BOTH}))) == []
    half = {"waar": {"nl": "Het is zo."}, "onbekend": BOTH, "misschien": BOTH, "onwaar": "nee"}
    assert in_file(computing("$ja", declared=output(x_redenen=half))) == [
        f"{OUTPUT}.x-redenen.misschien: there is no such verdict → use waar, onwaar, onbekend",
        f"{OUTPUT}.x-redenen.onwaar: there is no text in nl and en → write it",
        f"{OUTPUT}.x-redenen.waar: there is no text in en → write it",
    ]


def test_a_reason_for_a_case_names_an_output_that_tells_it() -> None:
    known = {"waar": {**BOTH, "meer": [{"als": "uit", **BOTH}]}}
    name = computing("$ja")["articles"][0]["machine_readable"]["execution"]["output"][0]["name"]
    known["waar"]["meer"][0]["als"] = name  # type: ignore[index]
    assert in_file(computing("$ja", declared=output(x_redenen=known))) == []
    wrong = {"waar": {**BOTH, "meer": [{"als": "elders", "nl": "Zo.", "en": " "}]}}
    assert in_file(computing("$ja", declared=output(x_redenen=wrong))) == [
        f"{OUTPUT}.x-redenen.waar.meer.0: there is no text in en → write it",
        f"{OUTPUT}.x-redenen.waar.meer.0.als: 'elders' is no output of this regulation → name one",
    ]


def test_a_ground_names_an_article_that_is_there() -> None:
    document = computing("$ja")
    item = document["articles"][0]["machine_readable"]["execution"]["input"][0]
    item["x-origin"]["grondslag"] = "eilandwet#5 lid 1"
    assert in_book(document) == [
        f"{AT}.execution.input.ja.x-origin.grondslag: eilandwet has no article 5 in the lawbook"
        " → mend the ground, or add the article: text alone will do"
    ]
    item["x-origin"]["grondslag"] = "wet_buiten_het_boek#5"
    assert in_book(document) == []


def test_the_ground_of_a_field_and_of_a_parameter_too() -> None:
    document = computing("$mensen", declared=output(kind="array"))
    execution = document["articles"][0]["machine_readable"]["execution"]
    execution["input"][0]["x-velden"]["telt"]["x-origin"] = {
        "waarde": "REGISTER", "leverancier": "brp", "grondslag": "eilandwet#7",
    }  # fmt: skip
    execution["input"][0]["x-velden"]["telt"]["x-vraag"] = BOTH
    origin = {"waarde": "DOSSIER", "grondslag": "eilandwet#8"}
    execution["parameters"] = [{"name": "gemeente_code", "type": "string", "origin": origin}]
    fix = "mend the ground, or add the article: text alone will do"
    assert in_book(document) == [
        f"{AT}.execution.input.mensen.x-velden.telt.x-origin.grondslag: eilandwet has no article 7 in the lawbook"
        f" → {fix}",
        f"{AT}.execution.parameters.gemeente_code.origin.grondslag: eilandwet has no article 8 in the lawbook → {fix}",
    ]


def test_gates_and_grounds_name_outputs_that_are_there() -> None:
    def gated(**extension: Any) -> dict[str, Any]:
        gate = output("poort", **extension)
        return computing("$ja", output=[gate, output("naam_", "string")], actions=[
            {"output": "poort", "value": "$nee"}, {"output": "naam_", "value": "tekst"},
        ])  # fmt: skip

    good = {"x-poort": {"gesloten": "uitkomst", "wet_als": "poort"}, "x-grond": {"id": "g", "voldaan": "uitkomst"}}
    assert in_book(gated(**good)) == []
    where = f"{AT}.execution.output.poort"
    assert in_book(gated(x_poort={"gesloten": "uitkomt", "wet_als": "naam_"}, x_grond={"voldaan": None})) == [
        f"{where}.x-grond.voldaan: this regulation has no output null → use one of naam_, poort, uitkomst",
        f"{where}.x-poort.gesloten: this regulation has no output 'uitkomt' → did you mean uitkomst?",
        f"{where}.x-poort.wet_als: output 'naam_' is not true or false → name a boolean output",
    ]


@pytest.mark.parametrize(("kept", "missing"), [("feit", "leverancier"), ("leverancier", "feit")])
def test_the_question_of_a_remark_names_the_fact_and_who_supplies_it(kept: str, missing: str) -> None:
    asked = {**BOTH, "feit": "onderzoek.voorschriften", "leverancier": "burgemeester"}
    for whole in (asked, BOTH):
        assert in_file(computing("$ja", declared=output(x_opmerking={**BOTH, "vraag": whole}))) == []
    half = {**BOTH, kept: asked[kept]}
    assert in_file(computing("$ja", declared=output(x_opmerking={**BOTH, "vraag": half}))) == [
        f"{OUTPUT}.x-opmerking.vraag: the question has no {missing} → write feit and leverancier, or neither"
    ]


def test_the_questions_to_an_output_say_what_is_asked_of_whom() -> None:
    asked = {**BOTH, "feit": "verzonden", "leverancier": "gemeente"}
    assert in_file(computing("$ja", declared=output(x_vragen={"verzending": asked}))) == []
    half = {"verzending": {**BOTH, "feit": "verzonden"}, "ontvangst": "wanneer"}
    assert in_file(computing("$ja", declared=output(x_vragen=half))) == [
        f"{OUTPUT}.x-vragen.ontvangst: the question has no feit and no leverancier and no nl and no en → write it",
        f"{OUTPUT}.x-vragen.verzending: the question has no leverancier → write it",
    ]
