"""What is called exists in every version that can be met, and fits (also rule N5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.checks.islands import (
    AT,
    absent,
    article,
    call,
    computing,
    field,
    in_book,
    in_file,
    law,
    machine,
    op,
    output,
)

INPUT = f"{AT}.execution.input"


def called(value: Any = True, declared: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """The law that is called."""
    starts = more.pop("starts", "2031-07-01")
    return law(
        article("1", machine_readable=machine(value, declared=declared, **more)), law_id="andere_wet", starts=starts
    )


def caller(
    kind: str = "boolean", value: Any = "$ander", declared: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    parameters = more.pop("own", [])
    item = call("ander", kind, law="andere_wet", of="uitkomst", **more)
    return computing(
        value, declared=declared or output("uitkomst", kind, nullable=True), input=[item], parameters=parameters
    )


def test_a_call_that_fits_passes() -> None:
    assert in_book(caller(), called()) == []


def test_an_output_that_is_not_there() -> None:
    document = caller()
    document["articles"][0]["machine_readable"]["execution"]["input"][0]["source"]["output"] = "uitkomt"
    assert in_book(document, called()) == [
        f"{INPUT}.ander.source.output: andere_wet (2031-07-01) has no output uitkomt → did you mean uitkomst?"
    ]


def test_an_output_that_only_some_versions_have() -> None:
    early = law(article("1"), law_id="andere_wet", starts="2030-01-01", valid_to="2031-12-31")
    late = called(starts="2032-01-01")
    both = [caller(), early, late]
    assert in_book(*both) == [
        f"{INPUT}.ander.source.output: andere_wet (2030-01-01) has no output uitkomst → it has no outputs"
    ]
    # The version that starts after that one has ended never meets it.
    both[0]["valid_from"] = "2032-01-01"
    assert in_book(*both) == []


def test_versions_with_one_problem_are_named_together() -> None:
    versions = [called(3, output("uitkomst", "number"), starts=day) for day in ("2031-07-01", "2032-01-01")]
    assert in_book(caller(), *versions) == [
        f"{INPUT}.ander.type: andere_wet (2031-07-01, 2032-01-01) gives uitkomst as number, but the input is boolean"
        " → declare it number"
    ]


@pytest.mark.parametrize(
    ("document", "other", "message"),
    [
        (
            caller("string"),
            called("$dag", output("uitkomst", "date")),
            "type: andere_wet (2031-07-01) gives uitkomst as date, but the input is string → declare it date",
        ),
        (
            caller("amount", type_spec={"unit": "euro"}),
            called("$bedrag", output("uitkomst", "amount", "eurocent")),
            "type_spec.unit: andere_wet (2031-07-01) gives uitkomst in eurocent, but the input is in euro"
            " → declare the same unit, and convert in an action",
        ),
        (
            caller(),
            called("$leeg_ja", output(nullable=True)),
            "nullable: andere_wet (2031-07-01) can give null for uitkomst"
            " → declare the input nullable: true, and test it",
        ),
        (
            caller("array", x_velden={"naam": {"type": "string"}, "hoogte": {"type": "number"}}),
            called("$mensen", output("uitkomst", "array")),
            "x-velden.hoogte: andere_wet (2031-07-01) gives no field hoogte"
            " → use one of getal, naam, sinds, soorten, telt",
        ),
        (
            caller(parameters={"dag": "$referencedate"}),
            called(),
            "source.parameters.dag: andere_wet (2031-07-01) takes no parameter dag in article 1 → delete it",
        ),
        (
            caller(parameters={"sinds": "5"}),
            called(op("LESS_THAN", subject="$sinds", value=3), parameters=[field("sinds", "number")]),
            "source.parameters.sinds: andere_wet (2031-07-01) takes sinds as number, not '5' of type string"
            " → pass a value of that type; numbers go through a definition",
        ),
        (
            caller(),
            called(op("LESS_THAN", subject="$sinds", value=3), parameters=[field("sinds", "number")]),
            "source.parameters: andere_wet (2031-07-01) needs parameter sinds in article 1 → pass sinds",
        ),
        (
            caller(own=[field("geld", "amount", "euro")], parameters={"geld": "$geld"}),
            called(op("LESS_THAN", subject="$geld", value=3), parameters=[field("geld", "amount", "eurocent")]),
            "source.parameters.geld: andere_wet (2031-07-01) takes geld in eurocent, not $geld in euro"
            " → convert it first",
        ),
        (
            caller(own=[field("dag_een", "date", nullable=True)], parameters={"dag_een": "$dag_een"}),
            called(op("LESS_THAN", subject="$dag_een", value="$dag"), parameters=[field("dag_een", "date")]),
            "nullable: andere_wet (2031-07-01) is not run when $dag_een is null, so this input can be null"
            " → declare the input nullable: true, and test it",
        ),
        (
            caller(own=[field("dag_een", "date", nullable=True)], parameters={"dag_een": "$dag_een"}, nullable=True),
            called(
                op("LESS_THAN", subject="$dag_een", value="$dag"), parameters=[field("dag_een", "date", required=False)]
            ),
            "source.parameters.dag_een: andere_wet (2031-07-01) does not take null for dag_een,"
            " and $dag_een can be null"
            " → test it, or pass another value",
        ),
    ],
)
def test_a_call_that_does_not_fit(document: dict[str, Any], other: dict[str, Any], message: str) -> None:
    assert in_book(document, other) == [f"{INPUT}.ander.{message}"]


@pytest.mark.parametrize(
    ("document", "other"),
    [
        (caller("amount", type_spec={"unit": "euro"}), called("$euros", output("uitkomst", "amount", "euro"))),
        (caller("number"), called("$bedrag", output("uitkomst", "amount", "eurocent"))),
        (caller(nullable=True), called("$leeg_ja", output(nullable=True))),
        (caller("array", x_velden={"naam": {"type": "string"}}), called("$mensen", output("uitkomst", "array"))),
        (
            caller(parameters={"sinds": "2031-07-01"}),
            called(op("LESS_THAN", subject="$sinds", value="$dag"), parameters=[field("sinds", "date")]),
        ),
        (
            caller(parameters={}),
            called(
                op("LESS_THAN", subject="$sinds", value="$dag"), parameters=[field("sinds", "date", required=False)]
            ),
        ),
        (
            caller(own=[field("dag_een", "date", nullable=True)], parameters={"dag_een": "$dag_een"}, nullable=True),
            called(op("LESS_THAN", subject="$dag_een", value="$dag"), parameters=[field("dag_een", "date")]),
        ),
        (
            caller(own=[field("dag_een", "date", nullable=True)], parameters={"dag_een": "$dag_een"}),
            called(absent("$dag_een"), parameters=[field("dag_een", "date", nullable=True)]),
        ),
    ],
)
def test_a_call_that_fits(document: dict[str, Any], other: dict[str, Any]) -> None:
    assert in_book(document, other) == []


def test_a_territory_is_passed_even_where_it_is_optional() -> None:
    term = {
        "id": "term",
        "type": "boolean",
        "delegation_type": "GEMEENTELIJKE_VERORDENING",
        "required": False,
        "default": {"actions": [{"output": "term", "value": False}]},
    }
    other = called("$term", open_terms=[term], parameters=[field("gemeente_code", "string", required=False)])
    assert in_book(caller(), other) == [
        f"{INPUT}.ander.source.parameters: andere_wet (2031-07-01) needs parameter gemeente_code in article 1"
        " → pass gemeente_code"
    ]
    code = field("gemeente_code", "string")
    assert in_book(caller(own=[code], parameters={"gemeente_code": "$gemeente_code"}), other) == []


def two_articles(own: list[dict[str, Any]], asked: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    first = machine("$tweede", declared=output(nullable=True), input=[call("tweede", **more)], parameters=own)
    value = op("LESS_THAN", subject="$sinds", value="$referencedate")
    second = {
        "execution": {
            "parameters": asked,
            "output": [output("tweede")],
            "actions": [{"output": "tweede", "value": value}],
        }
    }
    return law(article("4", machine_readable=first), article("5", machine_readable=second))


def test_another_article_gets_the_parameters_whole() -> None:
    sinds, maybe = field("sinds", "date"), field("sinds", "date", nullable=True)
    assert in_book(two_articles([sinds], [sinds])) == []
    assert in_book(two_articles([], [sinds])) == [
        f"{INPUT}.tweede.source: eilandwet (2031-07-01) needs parameter sinds,"
        " which this article does not have to hand on"
        " → declare sinds as parameter here"
    ]
    assert in_book(two_articles([field("sinds", "number")], [sinds])) == [
        f"{INPUT}.tweede.source: eilandwet (2031-07-01) takes sinds as date, not $sinds of type number"
        " → pass a value of that type; numbers go through a definition"
    ]
    assert in_book(two_articles([maybe], [sinds])) == [
        f"{INPUT}.tweede.nullable: eilandwet (2031-07-01) is not run when $sinds is null, so this input can be null"
        " → declare the input nullable: true, and test it"
    ]
    assert in_book(two_articles([maybe], [sinds], nullable=True)) == []
    assert in_book(two_articles([sinds], [sinds], parameters={"sinds": "$sinds"})) == [
        f"{INPUT}.tweede.source.parameters: eilandwet (2031-07-01) gets the parameters of this article whole,"
        " so these are not read → delete them"
    ]


def test_a_word_that_the_called_law_never_gives() -> None:
    route = op("IF", cases=[{"when": "$ja", "then": "kort"}], default="lang")
    other = called(route, output("uitkomst", "string"))
    good = caller("string", op("EQUALS", subject="$ander", value="lang"), output())
    assert in_book(good, other) == []
    value = op("AND", conditions=["$nee", op("IN", subject="$ander", values=["kort", "lnag"])])
    assert in_book(caller("string", value, output()), other) == [
        f"{AT}.execution.actions.uitkomst.value.conditions.1.values.1:"
        " andere_wet (2031-07-01) never gives 'lnag' for ander"
        " → its values are kort, lang"
    ]


def test_words_are_followed_through_other_articles() -> None:
    route = {"output": "tussen", "value": op("IF", cases=[{"when": "$ja", "then": "kort"}], default="lang")}
    first = machine("$tussen", declared=output("uitkomst", "string"), actions=[route])
    handed = {
        "execution": {
            "input": [call("uitkomst", "string")],
            "output": [output("doorgegeven", "string")],
            "actions": [{"output": "doorgegeven", "value": "$uitkomst"}],
        }
    }
    other = law(article("1", machine_readable=first), article("2", machine_readable=handed), law_id="andere_wet")

    def reader(word: str) -> dict[str, Any]:
        value = op("EQUALS", subject="$ander", value=word)
        return computing(value, input=[call("ander", "string", law="andere_wet", of="doorgegeven")])

    assert in_book(reader("lang"), other) == []
    assert in_book(reader("lnag"), other) == [
        f"{AT}.execution.actions.uitkomst.value.value: andere_wet (2031-07-01) never gives 'lnag' for ander"
        " → its values are kort, lang"
    ]


def test_a_file_by_itself_does_not_look_at_what_it_calls() -> None:
    assert in_file(caller()) == []
