"""Every fact names its supplier, its ground and its question; a judgement its options and who gives reasons."""

from __future__ import annotations

import copy
from typing import Any, get_args

import pytest

from tests.law.checks.islands import AT, computing, fact, field, in_file, op
from wbmgp_engine.law.document import FieldType

FACT = f"{AT}.execution.input.feit"
ORIGINS = "BELANGHEBBENDE, REGISTER, DOSSIER, OORDEEL, KANAAL"
OPTIONS = {"opties": ["ja", "nee"], "motivering": "verplicht"}


def judged(**more: Any) -> dict[str, Any]:
    origin = {"waarde": "OORDEEL", "leverancier": "raad", "grondslag": "eilandwet#4"}
    return fact("feit", "boolean", x_origin=origin, x_oordeel=OPTIONS, **more)


def changed(path: str, value: Any, item: dict[str, Any] | None = None) -> dict[str, Any]:
    """A fact with the key at a dotted path set, or taken away by None."""
    found = copy.deepcopy(fact("feit", "boolean") if item is None else item)
    *steps, last = path.split("/")
    inner = found
    for step in steps:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return found


@pytest.mark.parametrize("item", [fact("feit", "boolean"), judged()])
def test_a_fact_that_says_it_all_passes(item: dict[str, Any]) -> None:
    assert in_file(computing("$feit", input=[item])) == []


NO_OPTIONS = "x-oordeel.opties: there is no list of what the answer may be → list the answers as text"
NO_REASONS = (
    "x-oordeel.motivering: the judgement does not say who gives reasons → write verplicht or bij_de_burgemeester"
)
NO_SUPPLIER = "x-origin.leverancier: the fact does not say who supplies it → add leverancier"
NOT_JUDGED = "x-oordeel: only a judgement has options → set waarde to OORDEEL, or delete x-oordeel"


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (
            changed("x-origin", None),
            "x-origin: the fact does not say who supplies it, nor on which ground"
            " → add x-origin: {waarde, leverancier, grondslag}",
        ),
        (changed("x-origin/leverancier", None), NO_SUPPLIER),
        (changed("x-origin/leverancier", " "), NO_SUPPLIER),
        (
            changed("x-origin/grondslag", None),
            "x-origin.grondslag: the fact does not say on which ground we may ask it → add grondslag",
        ),
        (
            changed("x-origin/grondslag", "artikel 4"),
            "x-origin.grondslag: grondslag is 'artikel 4' → write law#article, with lid n after it where there is one",
        ),
        (changed("x-origin/waarde", "BRP"), f"x-origin.waarde: waarde is 'BRP' → use one of {ORIGINS}"),
        (changed("x-vraag", None), "x-vraag: there is no question in nl and en → add x-vraag: {nl, en}"),
        (changed("x-vraag/en", None), "x-vraag: there is no question in en → add x-vraag: {nl, en}"),
        (changed("x-vraag/nl", ""), "x-vraag: there is no question in nl → add x-vraag: {nl, en}"),
        (changed("x-oordeel", OPTIONS), NOT_JUDGED),
        (changed("x-oordeel/opties", None, judged()), NO_OPTIONS),
        (changed("x-oordeel/opties", [], judged()), NO_OPTIONS),
        (changed("x-oordeel/opties", [True], judged()), NO_OPTIONS),
        (
            changed("x-oordeel/opties", ["ja", "ja"], judged()),
            "x-oordeel.opties: an answer is listed twice → list each answer once",
        ),
        (changed("x-oordeel/motivering", "vrij", judged()), NO_REASONS),
        (changed("x-opties", []), NO_OPTIONS.replace("x-oordeel.opties", "x-opties")),
    ],
)
def test_a_fact_that_misses_something(item: dict[str, Any], message: str) -> None:
    assert in_file(computing("$feit", input=[item])) == [f"{FACT}.{message}"]


def test_a_judgement_without_options_misses_both() -> None:
    assert in_file(computing("$feit", input=[changed("x-oordeel", None, judged())])) == [
        f"{FACT}.{NO_REASONS}",
        f"{FACT}.{NO_OPTIONS}",
    ]


def test_a_judgement_may_be_a_parameter() -> None:
    origin = {"waarde": "OORDEEL", "grondslag": "eilandwet#4"}
    bare = field("feit", "boolean", required=False, origin=origin)
    where = f"{AT}.execution.parameters.feit"
    assert in_file(computing("$feit", parameters=[bare])) == [
        f"{where}.{NO_REASONS}",
        f"{where}.{NO_OPTIONS}",
        f"{where}.{NO_SUPPLIER}",
        f"{where}.x-vraag: there is no question in nl and en → add x-vraag: {{nl, en}}",
    ]
    more = {
        "x-origin": {"leverancier": "raad"},
        "x-vraag": {"nl": "Is het zo?", "en": "Is it so?"},
        "x-oordeel": OPTIONS,
    }
    assert in_file(computing("$feit", parameters=[{**bare, **more}])) == []
    assert in_file(computing("$feit", parameters=[field("feit", "boolean")])) == []


def mens(fields: Any) -> dict[str, Any]:
    value = op("FOREACH", collection="$groep", as_="mens", body="$mens.telt", combine="OR")
    return computing(value, input=[fact("groep", "array", x_velden=fields)])


TELT = {"telt": {"type": "boolean"}}
KINDS = f"use one of {', '.join(get_args(FieldType))}"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({**TELT, "naam": {}}, f".naam: the type of the field is absent → {KINDS}"),
        ({**TELT, "naam": "string"}, f".naam: the type of the field is absent → {KINDS}"),
        ({**TELT, "naam": {"type": "tekst"}}, f".naam: the type of the field is 'tekst' → {KINDS}"),
        (
            {**TELT, "naam": {"type": "string", "nullable": "ja"}},
            ".naam.nullable: nullable is 'ja' → write true or false",
        ),
        (
            {**TELT, "naam": {"type": "string", "x-velden": TELT}},
            ".naam.x-velden: a string has no fields → declare it array or object",
        ),
        (
            {**TELT, "kinderen": {"type": "array", "x-velden": {}}},
            ".kinderen.x-velden: x-velden is no mapping of names to fields → write name: {type: …}",
        ),
        ({**TELT, "naam": {"type": "string", "x-oordeel": OPTIONS}}, f".naam.{NOT_JUDGED}"),
    ],
)
def test_fields_of_an_element(fields: Any, message: str) -> None:
    assert in_file(mens(fields)) == [f"{AT}.execution.input.groep.x-velden{message}"]


def test_a_field_with_an_origin_of_its_own_says_it_all() -> None:
    own = {key: value for key, value in fact("telt", "boolean").items() if key not in ("name", "source")}
    assert in_file(mens({"telt": own})) == []
    del own["x-vraag"]
    assert in_file(mens({"telt": own})) == [
        f"{AT}.execution.input.groep.x-velden.telt.x-vraag: there is no question in nl and en → add x-vraag: {{nl, en}}"
    ]


def test_a_field_with_a_question_of_its_own_says_who_answers_it() -> None:
    asked = {"type": "boolean", "x-vraag": {"nl": "Telt hij?", "en": "Does he count?"}}
    assert in_file(mens({"telt": asked})) == [
        f"{AT}.execution.input.groep.x-velden.telt.x-origin: the fact does not say who supplies it, nor on which ground"
        " → add x-origin: {waarde, leverancier, grondslag}"
    ]


@pytest.mark.parametrize(
    ("origin", "message"),
    [
        ({"waarde": "DOSSIER"}, "origin: the origin names no ground → add grondslag: law#article"),
        (
            {"waarde": "REGISTER", "grondslag": "eilandwet#4"},
            "origin.register: register is absent with waarde REGISTER"
            " → name the law of the register with REGISTER, and only there",
        ),
        (
            {"waarde": "DOSSIER", "grondslag": "eilandwet#4", "register": "brp"},
            "origin.register: register is 'brp' with waarde DOSSIER"
            " → name the law of the register with REGISTER, and only there",
        ),
        (
            {"waarde": "DOSSIER", "grondslag": "eilandwet#4", "rol": "TIJDVAK"},
            "origin.rol: rol TIJDVAK does not go with waarde DOSSIER → it goes with BELANGHEBBENDE",
        ),
        ({"waarde": "REGISTER", "grondslag": "eilandwet#4", "register": "brp"}, ""),
        ({"waarde": "DOSSIER", "grondslag": "eilandwet#4", "rol": "BESLUIT"}, ""),
    ],
)
def test_the_origin_of_a_parameter_has_the_shape_of_the_grammar(origin: dict[str, str], message: str) -> None:
    found = in_file(computing("$feit", parameters=[field("feit", "boolean", origin=origin)]))
    assert found == ([f"{AT}.execution.parameters.feit.{message}"] if message else [])


def test_only_arrays_and_objects_have_fields() -> None:
    odd = fact("feit", "boolean", x_velden=TELT)
    assert in_file(computing("$feit", input=[odd])) == [
        f"{FACT}.x-velden: a boolean has no fields → declare it array or object"
    ]
