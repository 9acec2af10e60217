"""Rules T1 to T4: operands and outputs of the type that the operation takes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.checks.islands import AT, VALUE, computing, fact, in_file, op, output

ORDERING = ["GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN_OR_EQUAL"]
NUMBER = output("uitkomst", "number")


def mens(body: Any, **more: Any) -> dict[str, Any]:
    return op("FOREACH", collection="$mensen", as_="mens", body=body, **more)


@pytest.mark.parametrize("name", ["SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"])
def test_arithmetic_takes_numbers(name: str) -> None:
    assert in_file(computing(op(name, values=["$getal", "$vijf", "$getal"]), declared=NUMBER)) == []
    assert in_file(computing(op(name, values=["$getal", "$dag"]), declared=NUMBER)) == [
        f"{VALUE}.values.1: {name} takes a number, not $dag of type date → give a number"
    ]


@pytest.mark.parametrize("name", ["ROUND", "CEIL", "FLOOR"])
def test_rounding_takes_a_number(name: str) -> None:
    assert in_file(computing(op(name, value="$getal", precision=0), declared=NUMBER)) == []
    assert in_file(computing(op(name, value="$ja", precision=0), declared=NUMBER)) == [
        f"{VALUE}.value: {name} takes a number, not $ja of type boolean → give a number"
    ]


@pytest.mark.parametrize("name", ORDERING)
def test_order_is_of_two_numbers_or_two_dates(name: str) -> None:
    for subject, value in [("$getal", 5), ("$bedrag", "$vijf"), ("$dag", "$later"), ("$dag", "2031-07-01")]:
        assert in_file(computing(op(name, subject=subject, value=value))) == []
    assert in_file(computing(op(name, subject="$getal", value="$dag"))) == [
        f"{VALUE}: {name} compares $getal of type number with $dag of type date → compare two numbers or two dates"
    ]
    assert in_file(computing(op(name, subject="$naam", value="b"))) == [
        f"{VALUE}.subject: {name} orders numbers or dates, not $naam of type string → compare two numbers or two dates"
    ]


@pytest.mark.parametrize("name", ["AND", "OR"])
def test_logic_takes_true_and_false(name: str) -> None:
    assert in_file(computing(op(name, conditions=["$ja", True, op("NOT", value="$nee")]))) == []
    assert in_file(computing(op(name, conditions=["$ja", "$naam", 1]))) == [
        f"{VALUE}.conditions.1: {name} takes a boolean, not $naam of type string → give a boolean",
        f"{VALUE}.conditions.2: {name} takes a boolean, not 1 of type number → give a boolean",
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (op("NOT", value="$getal"), f"{VALUE}.value: NOT takes a boolean, not $getal of type number → give a boolean"),
        (
            op("IF", cases=[{"when": "$naam", "then": True}], default=False),
            f"{VALUE}.cases.0.when: IF takes a boolean, not $naam of type string → give a boolean",
        ),
        (
            mens("$mens.telt", combine="OR", filter="$mens.naam"),
            f"{VALUE}.filter: FOREACH takes a boolean, not $mens.naam of type string → give a boolean",
        ),
        (
            mens("$mens.getal", combine="AND"),
            f"{VALUE}.body: FOREACH takes a boolean, not $mens.getal of type number → give a boolean",
        ),
        (
            op("EQUALS", subject="$getal", value="vijf"),
            f"{VALUE}: EQUALS compares $getal of type number with 'vijf' of type string"
            " → these are never equal: compare like with like",
        ),
        (
            op("EQUALS", subject="$ja", value="$getal"),
            f"{VALUE}: EQUALS compares $ja of type boolean with $getal of type number"
            " → these are never equal: compare like with like",
        ),
        (
            op("IN", subject="$getal", values=["$woorden"]),
            f"{VALUE}.values.0: IN looks for $getal of type number in $woorden of type array"
            " → these are never equal: compare like with like",
        ),
        (
            op("IN", subject="$getal", value="$woorden"),
            f"{VALUE}.value: IN looks for $getal of type number in $woorden of type string"
            " → these are never equal: compare like with like",
        ),
        (
            op("IN", subject="$naam", values=["a", 2]),
            f"{VALUE}.values.1: IN looks for $naam of type string in 2 of type number"
            " → these are never equal: compare like with like",
        ),
    ],
)
def test_wrong_operand(value: Any, message: str) -> None:
    assert in_file(computing(value)) == [message]


@pytest.mark.parametrize(
    "value",
    [
        op("EQUALS", subject="$getal", value="$bedrag"),
        op("EQUALS", subject="$dag", value="$naam"),
        op("EQUALS", subject="$dag", value="2031-07-01"),
        op("EQUALS", subject="$dag", value="$referencedate"),
        op("EQUALS", subject="$woorden", value="$woorden"),
        op("IN", subject="$naam", value="$woorden"),
        op("IN", subject="$naam", value="a"),
        op("IN", subject="$getal", values=[1, "$vijf"]),
        op("IN", subject="$leeg_naam", values=["a", None]),
        op("IF", cases=[{"when": "$ja", "then": "$nee"}, {"when": "$nee", "then": True}], default=False),
        mens("$mens.telt", combine="OR", filter=op("EQUALS", subject="$mens.naam", value="a")),
        op("EQUALS", subject=mens("$mens.getal", combine="ADD"), value=0),
    ],
)
def test_right_operands_pass(value: Any) -> None:
    assert in_file(computing(value)) == []


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        (
            op("AGE", date_of_birth="$dag", reference_date="$getal"),
            "number",
            "reference_date: AGE takes a date, not $getal of type number → give a date",
        ),
        (
            op("DATE_DIFF", from_="$naam", to="$dag", in_="days"),
            "number",
            "from: DATE_DIFF takes a date, not $naam of type string → give a date",
        ),
        (
            op("DATE_DIFF", from_="$dag", to="$dag", in_="$getal"),
            "number",
            "in: DATE_DIFF takes a string, not $getal of type number → give a string",
        ),
        (
            op("DATE_ADD", date="$dag", years="$ja"),
            "date",
            "years: DATE_ADD takes a number, not $ja of type boolean → give a number",
        ),
        (
            op("DATE", year=2031, month="juli", day=1),
            "date",
            "month: DATE takes a number, not 'juli' of type string → give a number",
        ),
        (
            op("DAY_OF_WEEK", date="morgen"),
            "number",
            "date: DAY_OF_WEEK takes a date, not 'morgen' of type string → give a date",
        ),
        (
            op("DATE_PART", date=2031, in_="year"),
            "number",
            "date: DATE_PART takes a date, not 2031 of type number → give a date",
        ),
        (
            op("START_OF", date="$ja", in_="year"),
            "date",
            "date: START_OF takes a date, not $ja of type boolean → give a date",
        ),
        (
            op("ADD", values=["$getal", "$naam"]),
            "number",
            "ADD joins $getal of type number and $naam of type string"
            " → add numbers to numbers, text to text, lists to lists",
        ),
        (
            op("ADD", values=["$ja", "$nee"]),
            "boolean",
            "values.0: ADD takes a number or a string or an array, not $ja of type boolean"
            " → give a number or a string or an array",
        ),
        (
            op("ADD", values=["$woorden", "$naam"]),
            "array",
            "ADD joins $woorden of type array and $naam of type string"
            " → add numbers to numbers, text to text, lists to lists",
        ),
        (
            mens("$mens.naam", combine="MAX"),
            "number",
            "body: FOREACH takes a number, not $mens.naam of type string → give a number",
        ),
        (
            mens("$mens.telt", combine="ADD"),
            "boolean",
            "body: FOREACH takes a number or a string or an array, not $mens.telt of type boolean"
            " → give a number or a string or an array",
        ),
    ],
)
def test_wrong_operand_of_dates_and_sums(value: Any, kind: str, message: str) -> None:
    found = in_file(computing(value, declared=output("uitkomst", kind, nullable="combine" in value)))
    assert [one for one in found if "is declared" not in one] == [
        f"{VALUE}{': ' if message.startswith('ADD') else '.'}{message}"
    ]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (op("AGE", date_of_birth="$dag", reference_date="$referencedate"), "number"),
        (op("DATE_DIFF", from_="2031-07-01", to="$dag", in_="days"), "number"),
        (op("DATE_ADD", date="$dag", years="$jaren", months=1), "date"),
        (op("DATE", year="$referencedate.year", month=7, day=1), "date"),
        (op("DAY_OF_WEEK", date="$dag"), "number"),
        (op("DATE_PART", date="$dag", in_="year"), "number"),
        (op("START_OF", date="$dag", in_="year"), "date"),
        (op("ADD", values=["$getal", "$bedrag"]), "amount"),
        (op("ADD", values=["$naam", "-", "$naam"]), "string"),
        (op("ADD", values=["$woorden", op("LIST", items=["$naam"])]), "array"),
    ],
)
def test_right_operands_of_dates_and_sums_pass(value: Any, kind: str) -> None:
    assert in_file(computing(value, declared=output("uitkomst", kind))) == []


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (
            "boolean",
            "$naam",
            "uitkomst is declared boolean, but gets $naam of type string → give a boolean, or declare it string",
        ),
        (
            "number",
            "5",
            "uitkomst is declared number, but gets '5' of type string → give a number, or declare it string",
        ),
        (
            "date",
            "morgen",
            "uitkomst is declared date, but gets 'morgen' of type string → give a date, or declare it string",
        ),
        (
            "date",
            "$naam",
            "uitkomst is declared date, but gets $naam of type string → give a date, or declare it string",
        ),
        (
            "string",
            "$dag",
            "uitkomst is declared string, but gets $dag of type date → give a string, or declare it date",
        ),
        (
            "array",
            "$ding",
            "uitkomst is declared array, but gets $ding of type object → give a array, or declare it object",
        ),
    ],
)
def test_output_of_another_type(kind: str, value: Any, message: str) -> None:
    assert in_file(computing(value, declared=output("uitkomst", kind))) == [f"{VALUE}: {message}"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "2031-07-01"),
        ("string", "2031-07-01"),
        ("date", "$referencedate"),
        ("amount", "$getal"),
        ("number", "$bedrag"),
        ("string", "vijf"),
        ("array", op("LIST", items=[1, "a"])),
        ("object", "$ding"),
        ("number", op("ADD", values=[1, 2])),
    ],
)
def test_output_of_its_own_type(kind: str, value: Any) -> None:
    assert in_file(computing(value, declared=output("uitkomst", kind))) == []


def test_every_branch_has_the_type_of_the_output() -> None:
    inner = op("IF", cases=[{"when": "$nee", "then": "twee"}], default=3)
    value = op("IF", cases=[{"when": "$ja", "then": 1}], default=inner)
    found = in_file(computing(value, declared=output("uitkomst", "number")))
    assert found == [
        f"{VALUE}.default.cases.0.then: uitkomst is declared number, but gets 'twee' of type string"
        " → give a number, or declare it string",
        f"{VALUE}.default.default: the branches of IF are 'twee' of type string and 3 of type number"
        " → give every branch the same type",
    ]


def test_definitions_are_what_they_say() -> None:
    wrong = {"termijn": {"value": "zes", "type": "number"}, "dag_een": {"value": "2031-07-01", "type": "date"}}
    value = op("EQUALS", subject=op("DATE_ADD", date="$dag_een", years="$termijn"), value="$dag")
    assert in_file(computing(value, definitions=wrong)) == [
        f"{AT}.definitions.termijn.value: 'zes' is no number → write a number, or mend the type"
    ]
    right = {"termijn": {"value": 6, "type": "number"}, "dag_een": {"value": "2031-07-01", "type": "date"}}
    assert in_file(computing(value, definitions=right)) == []


def test_an_output_has_the_fields_it_promises() -> None:
    def promised(**fields: str) -> dict[str, Any]:
        return output("uitkomst", "array", x_velden={name: {"type": kind} for name, kind in fields.items()})

    assert in_file(computing("$mensen", declared=promised(naam="string", telt="boolean"))) == []
    assert in_file(computing("$mensen", declared=promised(naam="number", leeftijd="number"))) == [
        f"{VALUE}: field naam is declared number, but is string here → give it one type",
        f"{VALUE}: uitkomst promises field leeftijd, which this value does not have"
        " → add leeftijd to the value, or take it out of x-velden",
    ]


JUDGEMENT: dict[str, Any] = {
    "x-origin": {"waarde": "OORDEEL", "leverancier": "b_en_w", "grondslag": "eilandwet#4"},
    "x-oordeel": {"opties": ["verlenen", "aan_ander"], "motivering": "verplicht"},
}


def test_a_judgement_is_compared_with_its_own_options() -> None:
    oordeel = fact("oordeel", "string", **JUDGEMENT)
    typo = op("EQUALS", subject="$oordeel", value="aan_anders")
    assert in_file(computing(typo, input=[oordeel])) == [
        f"{VALUE}: $oordeel is never 'aan_anders' → its values are aan_ander, verlenen"
    ]
    turned = op("IN", subject="weigeren", values=["$oordeel"])
    assert in_file(computing(turned, input=[oordeel])) == [
        f"{VALUE}.values.0: $oordeel is never 'weigeren' → its values are aan_ander, verlenen"
    ]
    assert in_file(computing(op("EQUALS", subject="$oordeel", value="aan_ander"), input=[oordeel])) == []


def test_a_fact_of_a_few_words_is_compared_with_those() -> None:
    soort = fact("soort", "string", nullable=True, x_opties=["huur", "koop"])
    typo = op("EQUALS", subject="$soort", value="huren")
    assert in_file(computing(typo, input=[soort])) == [f"{VALUE}: $soort is never 'huren' → its values are huur, koop"]
    for fine in ("koop", None):
        assert in_file(computing(op("EQUALS", subject="$soort", value=fine), input=[soort])) == []


def test_a_local_is_compared_with_what_it_can_be() -> None:
    route = {"output": "route", "value": op("IF", cases=[{"when": "$ja", "then": "kort"}], default="lang")}
    assert in_file(computing(op("EQUALS", subject="$route", value="lnag"), actions=[route])) == [
        f"{VALUE}: $route is never 'lnag' → its values are kort, lang"
    ]
    assert in_file(computing(op("EQUALS", subject="$route", value="lang"), actions=[route])) == []
