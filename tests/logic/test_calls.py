"""Calls between articles and laws: parameters, null and unknown (tables 6.2 and 6.3), versions, circles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.logic.asking import ON, article, book, field, law, op, register
from wbmgp_engine.errors import (
    AbsentOperand,
    BadInput,
    CircularReference,
    DivisionByZero,
    LawEnded,
    LawNotFound,
    LawNotYetInForce,
    MissingParameter,
    OutputNotFound,
    TypeMismatch,
    WbmgpError,
)
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.logic.values import Unknown

UNKNOWN = Unknown({"elders"})


def parameter(name: str = "p", kind: str = "number", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, **more}


def call(name: str = "q", *, nullable: bool = True, kind: str = "number", **source: Any) -> dict[str, Any]:
    return field(name, kind, source=source) | {"nullable": nullable}


def asked(*laws: dict[str, Any], output: str = "uit", on: date = ON) -> CompiledPlan:
    return compile_plan(book(*laws), "wet_proef", [output], on, refine=False)


def top(**declared: Any) -> CompiledPlan:
    return asked(law(article(actions={"uit": "$p", "los": 1}, parameters=[parameter(**declared)])))


# Table 6.3, first column: the caller of the engine ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "facts", "expected"),
    [
        ({}, {"p": 5}, 5),
        ({}, {}, MissingParameter),
        ({}, {"p": None}, AbsentOperand),
        ({"nullable": True}, {"p": None}, None),
        ({}, {"p": UNKNOWN}, MissingParameter),
        ({"required": False}, {}, Unknown({"p"})),
        ({"required": False}, {"p": None}, AbsentOperand),
        ({"required": False, "nullable": True}, {"p": None}, None),
        ({"required": False}, {"p": UNKNOWN}, UNKNOWN),
        ({}, {"p": "5"}, TypeMismatch),
    ],
)
def test_parameters_of_the_asked_law(declared: dict[str, Any], facts: dict[str, Any], expected: Any) -> None:
    if isinstance(expected, type):
        with pytest.raises(expected, match=r"art\. 1, p \[articles\.1\.machine_readable\.execution\.parameters\.p\]"):
            top(**declared).run(facts)
    else:
        assert top(**declared).run(facts)["uit"] == expected


def test_a_missing_parameter_only_matters_to_an_output_that_reads_it() -> None:
    plan = asked(law(article(actions={"uit": "$p", "los": 1}, parameters=[parameter()])), output="los")
    assert plan.run({})["los"] == 1


# Table 6.3, second column: another law ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "facts", "expected"),
    [
        ({}, {"n": 5}, [5]),
        ({}, {"n": None}, None),
        ({"nullable": True}, {"n": None}, [None]),
        ({}, {"n": UNKNOWN}, UNKNOWN),
        ({}, {}, Unknown({"n"})),
        ({"required": False}, {"n": None}, AbsentOperand),
        ({"required": False, "nullable": True}, {"n": None}, [None]),
        ({"required": False}, {"n": UNKNOWN}, [UNKNOWN]),
    ],
)
def test_parameters_of_a_called_law(declared: dict[str, Any], facts: dict[str, Any], expected: Any) -> None:
    plan = ask_other({"p": "$n"}, [parameter(**declared)], op("LIST", items=["$p"]), kind="array")
    if isinstance(expected, type):
        with pytest.raises(expected):
            plan.run(facts)
    else:
        assert plan.run(facts)["uit"] == expected


def ask_other(passed: dict[str, str], parameters: list[dict[str, Any]], value: Any, **more: Any) -> CompiledPlan:
    source: dict[str, Any] = {"regulation": "wet_ander", "output": "terug", "parameters": passed}
    inputs = [register("n"), register("m"), call(**source, **more)]
    caller = article(actions={"uit": "$q"}, input=inputs, definitions={"vijf": 5})
    target = article(actions={"terug": value, "vast": 7}, parameters=parameters)
    return asked(law(caller), law(target, law_id="wet_ander", bwb_id="BWBR0099996"))


def test_an_omitted_required_parameter_of_a_called_law_is_an_error() -> None:
    with pytest.raises(MissingParameter, match=r"wet_ander \(2020-01-01\) art\. 1, p .*'p' was not passed"):
        ask_other({}, [parameter()], "$p").run({})
    assert ask_other({}, [parameter()], 3).run({})["uit"] == 3


def test_an_omitted_optional_parameter_is_unknown_and_never_filled_from_facts() -> None:
    assert ask_other({}, [parameter(required=False)], "$p").run({"p": 5})["uit"] == Unknown({"p"})


def test_any_unknown_wins_over_null_and_all_that_is_missing_is_named() -> None:
    plan = ask_other({"p": "$n", "r": "$m"}, [parameter(), parameter("r")], op("ADD", values=["$p", "$r"]))
    assert plan.run({"n": UNKNOWN, "m": None})["uit"] == UNKNOWN
    assert plan.run({"n": UNKNOWN})["uit"] == Unknown({"elders", "m"})
    assert plan.run({"n": None, "m": None})["uit"] is None
    assert plan.run({"n": 2, "m": 3})["uit"] == 5


def test_the_called_article_does_not_run_when_a_required_parameter_is_not_there() -> None:
    plan = ask_other({"p": "$n"}, [parameter()], op("DIVIDE", values=["$p", 0]))
    assert plan.run({"n": None})["uit"] is None
    with pytest.raises(DivisionByZero):
        plan.run({"n": 1})


def test_a_parameter_the_output_does_not_read_does_not_stop_it() -> None:
    assert ask_other({"p": "$n"}, [parameter()], 3).run({})["uit"] == 3


def test_passed_values_are_names_or_text() -> None:
    assert ask_other({"p": "$vijf"}, [parameter()], "$p").run({})["uit"] == 5
    with pytest.raises(TypeMismatch, match=r'p is "5", a string; give a number'):
        ask_other({"p": "5"}, [parameter()], "$p").run({})
    text = ask_other({"p": "5"}, [parameter(kind="string")], op("IN", subject="$p", values=["5"]), kind="boolean")
    assert text.run({})["uit"] is True


def test_null_where_the_input_allows_none_is_an_error_that_names_it() -> None:
    plan = ask_other({"p": "$n"}, [parameter()], "$p", nullable=False)
    with pytest.raises(AbsentOperand, match=r"art\. 1, q \[.*\.input\.q\]: q is null, but it is not nullable"):
        plan.run({"n": None})


def test_a_non_nullable_output_may_not_come_out_null() -> None:
    found = law(article(actions={"uit": None}, output=[parameter("uit")]))
    with pytest.raises(AbsentOperand, match="uit is null, but it is not nullable"):
        compile_plan(book(found, lenient=True), "wet_proef", ["uit"], ON).run({})


def test_the_output_of_an_input_is_its_own_name_by_default() -> None:
    caller = article(actions={"uit": "$terug"}, input=[call("terug", regulation="wet_ander")])
    target = article(actions={"terug": 4})
    assert asked(law(caller), law(target, law_id="wet_ander", bwb_id="BWBR0099996")).run({})["uit"] == 4


def test_the_same_law_gets_all_parameters() -> None:
    first = article(actions={"uit": "$q"}, input=[call(output="som")], parameters=[parameter()])
    second = article("2", actions={"som": op("ADD", values=["$p", "$r"])}, parameters=[parameter(), parameter("r")])
    assert asked(law(first, second)).run({"p": 1, "r": 2})["uit"] == 3
    with pytest.raises(MissingParameter, match=r"art\. 2, r "):
        asked(law(first, second)).run({"p": 1})


def test_the_parameters_of_a_call_go_along_inside_the_called_law() -> None:
    caller = article(
        actions={"uit": "$q"},
        input=[register("n"), call(regulation="wet_ander", output="eerst", parameters={"p": "$n"})],
    )
    eerst = article("1", actions={"eerst": "$tweede"}, input=[call("tweede") | {"source": {"output": "dan"}}])
    dan = article("2", actions={"dan": op("ADD", values=["$p", 1])}, parameters=[parameter()])
    plan = asked(law(caller), law(eerst, dan, law_id="wet_ander", bwb_id="BWBR0099996"))
    assert plan.run({"n": 4})["uit"] == 5
    assert plan.run({"n": None})["uit"] is None
    assert plan.run({})["uit"] == Unknown({"n"})


# Registers and the caller's values -------------------------------------------------------------------------------------


def test_registers_answer_by_name_in_every_law() -> None:
    target = article(actions={"terug": "$inkomen"}, input=[register("inkomen")])
    caller = article(actions={"uit": "$terug"}, input=[call("terug", regulation="wet_ander")])
    plan = asked(law(caller), law(target, law_id="wet_ander", bwb_id="BWBR0099996"))
    assert list(plan.inputs) == ["inkomen"]
    assert plan.run({"inkomen": 10})["uit"] == 10
    assert plan.run({})["uit"] == Unknown({"inkomen"})
    assert plan.run({"inkomen": Unknown({"huishouden.p1.inkomen"})})["uit"] == Unknown({"huishouden.p1.inkomen"})


def test_a_value_of_the_caller_replaces_a_call() -> None:
    target = article(actions={"terug": 4})
    caller = article(actions={"uit": "$terug"}, input=[call("terug", regulation="wet_ander")])
    plan = asked(law(caller), law(target, law_id="wet_ander", bwb_id="BWBR0099996"))
    assert plan.run({"terug": 9})["uit"] == 9
    with pytest.raises(TypeMismatch):
        plan.run({"terug": "9"})


def test_but_not_when_the_name_is_a_register_input() -> None:
    target = article(actions={"terug": "$stand"}, input=[register("stand")])
    caller = article(actions={"uit": "$stand"}, input=[call("stand", regulation="wet_ander", output="terug")])
    run = asked(law(caller), law(target, law_id="wet_ander", bwb_id="BWBR0099996")).run({"stand": 3})
    assert run["uit"] == 3
    assert [node.kind for node in run.trace().walk()].count("register") == 1


def test_the_scope_is_passed_as_a_parameter_and_cannot_be_contradicted() -> None:
    found = law(article(actions={"uit": "$gemeente_code"}, parameters=[parameter("gemeente_code", "string")]))
    plan = compile_plan(book(found), "wet_proef", ["uit"], ON, {"gemeente_code": "GM0599"})
    assert plan.run({})["uit"] == "GM0599"
    with pytest.raises(BadInput, match="gemeente_code: 'GM0363' differs from the plan's 'GM0599'"):
        plan.run({"gemeente_code": "GM0363"})


# Versions and circles --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ({"regulation": "wet_weg"}, LawNotFound),
        ({"regulation": "wet_ander", "output": "weg"}, OutputNotFound),
        ({"output": "weg"}, OutputNotFound),
        ({"regulation": "wet_later"}, LawNotYetInForce),
        ({"regulation": "wet_oud"}, LawEnded),
    ],
)
def test_what_cannot_be_found_is_an_error_only_when_it_is_read(source: dict[str, Any], error: type[WbmgpError]) -> None:
    target = article(actions={"q": 4})
    laws = [
        law(target, law_id="wet_ander", bwb_id="BWBR0099996"),
        law(target, law_id="wet_later", bwb_id="BWBR0099995", valid_from="2031-01-01"),
        law(target, law_id="wet_oud", bwb_id="BWBR0099994", valid_to="2025-12-31"),
    ]

    def plan(value: Any) -> CompiledPlan:
        return asked(law(article(actions={"uit": value}, input=[call(**source)])), *laws)

    assert plan(op("OR", conditions=[True, "$q"])).run({})["uit"] is True
    with pytest.raises(error):
        plan("$q").run({})


def test_the_version_of_the_date_is_called() -> None:
    caller = law(article(actions={"uit": "$q"}, input=[call(regulation="wet_ander")]))
    old = law(article(actions={"q": 1}), law_id="wet_ander", bwb_id="BWBR0099996")
    new = law(article(actions={"q": 2}), law_id="wet_ander", bwb_id="BWBR0099996", valid_from="2030-05-17")
    assert asked(caller, old, new).run({})["uit"] == 2
    assert asked(caller, old, new, on=date(2030, 5, 16)).run({})["uit"] == 1


def circle(guard: Any) -> CompiledPlan:
    first = article(
        actions={"uit": op("AND", conditions=[guard, "$q"])},
        input=[register("b", "boolean"), call(kind="boolean", output="dan")],
    )
    second = article("2", actions={"dan": "$terug"}, input=[call("terug", kind="boolean", output="uit")])
    return asked(law(first, second))


def test_a_circle_of_articles_is_an_error_when_a_run_goes_round() -> None:
    plan = circle("$b")
    assert plan.run({"b": False})["uit"] is False
    with pytest.raises(CircularReference):
        plan.run({"b": True})


def test_a_chain_of_more_than_twenty_articles_is_refused() -> None:
    def chain(length: int) -> CompiledPlan:
        links = [
            article(
                str(index),
                actions={f"a{index}": f"$a{index + 1}"},
                input=[call(f"a{index + 1}", output=f"a{index + 1}")],
            )
            for index in range(length)
        ]
        links.append(article(str(length), actions={f"a{length}": 1}))
        return asked(law(*links), output="a0")

    assert chain(20).run({})["a0"] == 1
    with pytest.raises(CircularReference, match="deeper than 20"):
        chain(21).run({})


def test_two_calls_with_the_same_parameters_are_one_step() -> None:
    source: dict[str, Any] = {"regulation": "wet_ander", "output": "terug", "parameters": {"p": "$n"}}
    inputs = [register("n"), register("m"), call("x", **source), call("y", **source)]
    inputs.append(call("z", **{**source, "parameters": {"p": "$m"}}))
    caller = law(article(actions={"uit": op("ADD", values=["$x", "$y", "$z"])}, input=inputs))
    target = law(article(actions={"terug": "$p"}, parameters=[parameter()]), law_id="wet_ander", bwb_id="BWBR0099996")
    plan = asked(caller, target)
    assert [step.name for step in plan.plan.steps].count("terug") == 2
    assert plan.run({"n": 1, "m": 10})["uit"] == 12
