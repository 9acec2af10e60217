"""Rules N1 to N4: what can be null is tested before it is used."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.checks.islands import AT, VALUE, absent, computing, in_file, op, output, present

TEST = "test NOT EQUALS null before it, in the same AND or in a case of IF"
AGE = op("AGE", date_of_birth="$leeg_dag", reference_date="$dag")
OLD = op("GREATER_THAN", subject=AGE, value=18)
NOWHERE = "null stands in EQUALS, LIST, values of IN, or as the value of a nullable output"


def choose(*cases: tuple[Any, Any], **default: Any) -> dict[str, Any]:
    return op("IF", cases=[{"when": when, "then": then} for when, then in cases], **default)


def mens(body: Any, **more: Any) -> dict[str, Any]:
    return op("FOREACH", collection="$mensen", as_="mens", body=body, **more)


MENS_OLD = op("GREATER_THAN", subject="$mens.sinds", value="$dag")


@pytest.mark.parametrize(
    ("value", "where", "operation", "name"),
    [
        (OLD, ".subject.date_of_birth", "AGE", "$leeg_dag"),
        (op("NOT", value="$leeg_ja"), ".value", "NOT", "$leeg_ja"),
        (op("AND", conditions=["$ja", "$leeg_ja"]), ".conditions.1", "AND", "$leeg_ja"),
        (op("GREATER_THAN", subject="$leeg_getal", value=1), ".subject", "GREATER_THAN", "$leeg_getal"),
        (
            op("EQUALS", subject=op("ADD", values=[1, "$leeg_getal"]), value=2),
            ".subject.values.1",
            "ADD",
            "$leeg_getal",
        ),
        (choose(("$leeg_ja", True), default=False), ".cases.0.when", "IF", "$leeg_ja"),
        (op("AND", conditions=[OLD, present("$leeg_dag")]), ".conditions.0.subject.date_of_birth", "AGE", "$leeg_dag"),
        (op("OR", conditions=[present("$leeg_dag"), OLD]), ".conditions.1.subject.date_of_birth", "AGE", "$leeg_dag"),
        (op("AND", conditions=[absent("$leeg_dag"), OLD]), ".conditions.1.subject.date_of_birth", "AGE", "$leeg_dag"),
        (choose((absent("$leeg_dag"), OLD), default=False), ".cases.0.then.subject.date_of_birth", "AGE", "$leeg_dag"),
        (choose((present("$leeg_dag"), True), default=OLD), ".default.subject.date_of_birth", "AGE", "$leeg_dag"),
        (
            op("AND", conditions=[op("OR", conditions=["$ja", present("$leeg_dag")]), OLD]),
            ".conditions.1.subject.date_of_birth",
            "AGE",
            "$leeg_dag",
        ),
        (
            op("AND", conditions=[op("EQUALS", subject="$leeg_dag", value="$dag"), OLD]),
            ".conditions.1.subject.date_of_birth",
            "AGE",
            "$leeg_dag",
        ),
        (mens(MENS_OLD, combine="OR"), ".body.subject", "GREATER_THAN", "$mens.sinds"),
        (mens("$mens.telt", filter=MENS_OLD, combine="OR"), ".filter.subject", "GREATER_THAN", "$mens.sinds"),
        (
            op("AND", conditions=[mens(present("$mens.sinds"), combine="AND"), mens(MENS_OLD, combine="OR")]),
            ".conditions.1.body.subject",
            "GREATER_THAN",
            "$mens.sinds",
        ),
        (
            op("LESS_THAN", subject=mens("$mens.getal", combine="MAX"), value=3),
            ".subject",
            "LESS_THAN",
            "the FOREACH",
        ),
    ],
)
def test_what_can_be_null_is_not_used_untested(value: Any, where: str, operation: str, name: str) -> None:
    message = f"{VALUE}{where}: {operation} cannot take null, and {name} can be null here → {TEST}"
    assert in_file(computing(value)) == [message]


@pytest.mark.parametrize(
    "value",
    [
        op("AND", conditions=[present("$leeg_dag"), OLD]),
        op("AND", conditions=["$ja", op("AND", conditions=["$nee", present("$leeg_dag")]), OLD]),
        op("OR", conditions=[absent("$leeg_dag"), OLD]),
        op("OR", conditions=[op("NOT", value=present("$leeg_dag")), OLD]),
        choose((present("$leeg_dag"), OLD), default=False),
        choose((absent("$leeg_dag"), False), default=OLD),
        choose((absent("$leeg_dag"), False), ("$ja", OLD), default=True),
        op("AND", conditions=[op("NOT", value=op("OR", conditions=["$ja", absent("$leeg_dag")])), OLD]),
        op("AND", conditions=[op("OR", conditions=[present("$leeg_dag"), present("$leeg_dag")]), OLD]),
        op("AND", conditions=[op("EQUALS", subject="$leeg_dag", value="2031-07-01"), OLD]),
        op(
            "AND",
            conditions=[present("$leeg_dag"), mens(op("LESS_THAN", subject="$leeg_dag", value="$dag"), combine="OR")],
        ),
        mens(op("AND", conditions=[present("$mens.sinds"), MENS_OLD]), combine="OR"),
        mens(op("AND", conditions=[present("$sinds"), MENS_OLD]), combine="OR"),
        mens(MENS_OLD, filter=present("$mens.sinds"), combine="OR"),
        op("IN", subject="$leeg_naam", values=["a", "b"]),
        op("EQUALS", subject="$leeg_dag", value="$dag"),
        op("AND", conditions=[present("$leeg_ding"), op("EQUALS", subject="$leeg_ding.naam", value="a")]),
        op("EQUALS", subject="$leeg_ding.naam", value="a"),
        op(
            "AND",
            conditions=[
                present("$leeg_ding.naam"),
                op("EQUALS", subject=op("ADD", values=["$leeg_ding.naam", "b"]), value="ab"),
            ],
        ),
    ],
)
def test_a_test_before_it_lets_it_pass(value: Any) -> None:
    assert in_file(computing(value)) == []


def test_an_earlier_boolean_may_be_the_test() -> None:
    known = {"output": "bekend", "value": op("AND", conditions=["$ja", present("$leeg_dag")])}
    assert in_file(computing(op("AND", conditions=["$bekend", OLD]), actions=[known])) == []
    other = {"output": "bekend", "value": op("OR", conditions=["$ja", present("$leeg_dag")])}
    assert in_file(computing(op("AND", conditions=["$bekend", OLD]), actions=[other])) == [
        f"{VALUE}.conditions.1.subject.date_of_birth: AGE cannot take null, and $leeg_dag can be null here → {TEST}"
    ]


def test_a_name_hidden_by_the_element_is_not_the_test() -> None:
    known = {"output": "telt", "value": present("$leeg_dag")}
    inside = op("AND", conditions=["$telt", OLD])
    found = in_file(computing(op("AND", conditions=["$telt", mens(inside, combine="OR")]), actions=[known]))
    assert found == [
        f"{VALUE}.conditions.1.body.conditions.0: $telt is a field of the element, but the article declares telt too"
        " → write $mens.telt, or rename one"
    ]
    found = in_file(computing(mens(inside, combine="OR"), actions=[known]))
    assert any("AGE cannot take null, and $leeg_dag can be null here" in message for message in found)


def test_a_null_test_of_what_is_never_null_is_idle() -> None:
    fix = "declare it nullable, or drop the test"
    assert in_file(computing(present("$dag"))) == [f"{VALUE}.value: $dag is never null, so this test is idle → {fix}"]
    assert in_file(
        computing(op("EQUALS", subject=None, value=op("AGE", date_of_birth="$dag", reference_date="$dag")))
    ) == [f"{VALUE}: the AGE is never null, so this test is idle → {fix}"]
    assert in_file(computing(present("$leeg_dag"))) == []
    # testing again what an earlier operand proves is no fault
    assert in_file(computing(op("AND", conditions=[present("$leeg_dag"), present("$leeg_dag")]))) == []


@pytest.mark.parametrize(
    ("value", "where", "operation"),
    [
        (op("AND", conditions=["$ja", None]), ".conditions.1", "AND"),
        (op("LESS_THAN", subject="$getal", value=None), ".value", "LESS_THAN"),
        (op("NOT", value=None), ".value", "NOT"),
        (op("IN", subject=None, values=["a"]), ".subject", "IN"),
        (choose((None, True), default=False), ".cases.0.when", "IF"),
        (op("EQUALS", subject=choose(("$ja", None), default=3), value=3), ".subject.cases.0.then", "IF"),
        (mens(None, combine="OR"), ".body", "FOREACH"),
    ],
)
def test_a_literal_null_stands_where_it_may(value: Any, where: str, operation: str) -> None:
    assert in_file(computing(value)) == [f"{VALUE}{where}: {operation} cannot take null here → {NOWHERE}"]


NULLABLE = output("uitkomst", "boolean", nullable=True)
GIVE = "give a value, or declare a nullable output for it"


def test_null_is_the_value_of_a_nullable_output_only() -> None:
    for value in (None, choose(("$ja", None), default=False), choose(("$ja", True), default=None)):
        assert in_file(computing(value, declared=NULLABLE)) == []
    assert in_file(computing(None)) == [f"{VALUE}: uitkomst can become null here → {GIVE}"]
    assert in_file(computing(choose(("$ja", True), default=None))) == [
        f"{VALUE}.default: uitkomst can become null here → {GIVE}"
    ]


def test_an_output_that_is_not_nullable_gets_no_nullable_value() -> None:
    fix = "declare the output nullable, or test for null in an IF"
    assert in_file(computing("$leeg_ja", declared=NULLABLE)) == []
    assert in_file(computing("$leeg_ja")) == [
        f"{VALUE}: uitkomst is not nullable, and $leeg_ja can be null here → {fix}"
    ]
    assert in_file(computing(choose((absent("$leeg_ja"), False), default="$leeg_ja"))) == []
    assert in_file(computing(choose((absent("$leeg_getal"), False), default="$leeg_ja"))) == [
        f"{VALUE}.default: uitkomst is not nullable, and $leeg_ja can be null here → {fix}"
    ]


def test_an_if_may_not_end_in_nothing() -> None:
    ends = "IF ends in nothing when no case holds"
    bare = choose(("$ja", True))
    assert in_file(computing(bare, declared=NULLABLE)) == []
    assert in_file(computing(choose(("$ja", bare), default=False), declared=NULLABLE)) == []
    assert in_file(computing(bare)) == [f"{VALUE}: {ends} → add default, or declare a nullable output for it"]
    assert in_file(computing(op("EQUALS", subject=bare, value=True), declared=NULLABLE)) == [
        f"{VALUE}.subject: {ends} → add default"
    ]


def test_an_intermediate_hands_null_on_but_does_not_make_it() -> None:
    handed = {"output": "sinds", "value": "$leeg_dag"}
    test = op("AND", conditions=[present("$sinds"), op("LESS_THAN", subject="$sinds", value="$dag")])
    assert in_file(computing(test, actions=[handed])) == []
    made = {"output": "sinds", "value": choose(("$ja", "$dag"))}
    assert in_file(computing(test, actions=[made])) == [
        f"{AT}.execution.actions.sinds.value: IF ends in nothing when no case holds"
        " → add default, or declare a nullable output for it"
    ]
    written = {"output": "sinds", "value": choose(("$ja", "$dag"), default=None)}
    assert in_file(computing(test, actions=[written])) == [
        f"{AT}.execution.actions.sinds.value.default: sinds can become null here → {GIVE}"
    ]


def test_the_default_of_a_required_term_is_not_null() -> None:
    def term(required: bool) -> dict[str, Any]:
        default = {"actions": [{"output": "term", "value": None}]}
        return {"id": "term", "type": "boolean", "required": required, "default": default}

    path = f"{AT}.open_terms.term.default.actions.term.value"
    assert in_file(computing("$term", open_terms=[term(True)])) == [f"{path}: term can become null here → {GIVE}"]


def test_an_optional_term_without_default_can_be_null() -> None:
    term = {"id": "term", "type": "boolean", "required": False}
    assert in_file(computing("$term", open_terms=[term])) == [
        f"{VALUE}: uitkomst is not nullable, and $term can be null here"
        " → declare the output nullable, or test for null in an IF"
    ]
    assert in_file(computing("$term", open_terms=[{**term, "required": True}])) == []
