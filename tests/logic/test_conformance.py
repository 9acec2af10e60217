"""`law run`: other engines' rule files, older grammars, and the form of answers and errors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wbmgp_engine.errors import BadInput
from wbmgp_engine.logic.conformance import parse_parameters, run_rules
from wbmgp_engine.logic.values import dumps

ON = date(2025, 1, 1)
HEAD = """
$schema: https://example.com/schema/{version}/schema.json
$id: proef
regulatory_layer: WET
publication_date: '2025-01-01'
articles:
  - number: '1'
    text: Proef
    machine_readable:
"""
BODY = """
      definitions:
        grens: 0.05
      execution:
        parameters:
          - {name: x, type: number}
          - {name: wens, type: boolean, required: false}
        output:
          - {name: som, type: number}
          - {name: soort, type: string}
          - {name: leeg, type: boolean}
          - {name: misschien, type: boolean}
          - {name: kapot, type: number}
        actions:
          - {output: som, operation: ADD, values: [$x, $grens]}
          - output: soort
            value:
              operation: SWITCH
              cases: [{when: {operation: NOT_EQUALS, subject: $x, value: 1}, then: anders}]
              default: een
          - {output: leeg, value: {operation: IS_NULL, subject: $x}}
          - {output: misschien, operation: AND, conditions: [{operation: NOT_NULL, subject: $x}, $wens]}
          - {output: kapot, operation: DIVIDE, values: [1, {operation: SUBTRACT, values: [$x, 1]}]}
"""


def run(output: str, parameters: dict[str, Any], *texts: str, law: str = "proef") -> dict[str, Any]:
    return run_rules(texts or [HEAD.format(version="v0.5.0") + BODY], law, output, parameters, ON)


def test_every_output_of_the_article_is_returned() -> None:
    answer = run("som", {"x": 3, "wens": True})
    outputs = {"som": Decimal("3.05"), "soort": "anders", "leeg": False, "misschien": True, "kapot": Decimal("0.5")}
    assert answer == {"outputs": outputs}
    assert dumps(answer).startswith('{"outputs": {"som": 3.05, ')


def test_another_output_that_fails_is_left_out() -> None:
    assert run("soort", {"x": 1, "wens": False})["outputs"].keys() == {"som", "soort", "leeg", "misschien"}
    assert run("kapot", {"x": 1})["error"].startswith("DivisionByZero: proef art. 1, kapot, DIVIDE ")


def test_unknown_is_an_answer_with_what_is_missing() -> None:
    missing = [{"law": "proef", "name": "wens", "kind": "not_passed"}]
    assert run("misschien", {"x": 3})["outputs"]["misschien"] == {"__unknown": True, "missing": missing}
    passed = {"x": 3, "wens": {"__unknown": True, "missing": missing}}
    assert run("misschien", passed)["outputs"]["misschien"] == {"__unknown": True, "missing": missing}


@pytest.mark.parametrize(("value", "expected"), [(3.0, Decimal("3.05")), (0.1, Decimal("0.15")), (Decimal("1.950"), 2)])
def test_numbers_of_json_stay_exact(value: Any, expected: Any) -> None:
    assert run("som", {"x": value})["outputs"]["som"] == expected


@pytest.mark.parametrize(
    ("output", "parameters", "law", "error"),
    [
        ("weg", {}, "proef", "OutputNotFound: "),
        ("som", {}, "geen", "LawNotFound: "),
        ("som", {}, "proef", "MissingParameter: proef art. 1, x "),
        ("som", {"x": "drie"}, "proef", "TypeMismatch: proef art. 1, som, ADD "),
        ("som", {"x": {"__unknown": True}}, "proef", "MissingParameter: "),
        ("som", {"x": float("nan")}, "proef", "TypeMismatch: "),
        ("som", {"x": 2**63}, "proef", "ArithmeticOverflow: "),
    ],
)
def test_errors_carry_their_name(output: str, parameters: dict[str, Any], law: str, error: str) -> None:
    assert run(output, parameters, law=law)["error"].startswith(error)


@pytest.mark.parametrize("text", ["", "a: [", "{articles: []}", "$id: x\n$id: y", "- 1"])
def test_a_file_that_cannot_be_read_is_an_error_answer(text: str) -> None:
    assert run("som", {}, text, law="x")["error"].startswith("RuleFileError: ")


NULLS = """
      execution:
        output: [{name: uit, type: number}]
        actions: [{output: uit, value: {operation: IF, cases: [{when: false, then: 1}]}}]
"""


@pytest.mark.parametrize(
    ("version", "allowed"), [("v0.5.0", True), ("v0.5.7", True), ("v0.5.8", False), ("v0.8.0", False)]
)
def test_nullable_binds_only_files_that_know_the_word(version: str, allowed: bool) -> None:
    answer = run("uit", {}, HEAD.format(version=version) + NULLS)
    assert answer == {"outputs": {"uit": None}} if allowed else answer["error"].startswith("AbsentOperand: ")


def test_registers_of_called_laws_know_nothing_of_the_parameters() -> None:
    caller = (
        HEAD.format(version="v0.8.0")
        + """
      execution:
        input: [{name: q, type: number, source: {regulation: ander, output: terug}}]
        output: [{name: uit, type: number}]
        actions: [{output: uit, value: $q}]
"""
    )
    target = (
        HEAD.format(version="v0.8.0").replace("$id: proef", "$id: ander")
        + """
      execution:
        input: [{name: inkomen, type: number, source: {}}]
        output: [{name: terug, type: number}]
        actions: [{output: terug, value: $inkomen}]
"""
    )
    missing = [{"law": "ander", "name": "inkomen", "kind": "no_data"}]
    assert run("uit", {"inkomen": 5}, caller, target) == {"outputs": {"uit": {"__unknown": True, "missing": missing}}}
    assert run("terug", {"inkomen": 5}, caller, target, law="ander") == {"outputs": {"terug": 5}}
    assert run("uit", {"q": 6}, caller, target) == {"outputs": {"uit": 6}}


def test_undeclared_parameters_are_read_as_older_files_do() -> None:
    text = (
        HEAD.format(version="v0.5.0")
        + """
      execution:
        output: [{name: uit, type: number}]
        actions: [{output: uit, value: $x}]
"""
    )
    assert run("uit", {"x": [1, {"a": 2.0}]}, text) == {"outputs": {"uit": [1, {"a": 2}]}}
    assert run("uit", {}, text)["error"].startswith("VariableNotFound: proef art. 1, x ")


def test_the_municipality_is_an_ordinary_parameter() -> None:
    statute = (
        HEAD.format(version="v0.8.0")
        + """
      open_terms: [{id: jaren, type: number, required: false}]
      execution:
        output: [{name: uit, type: number, nullable: true}]
        actions: [{output: uit, value: $jaren}]
"""
    )
    ordinance = """
$id: verordening
regulatory_layer: GEMEENTELIJKE_VERORDENING
gemeente_code: GM9990
articles:
  - number: '1'
    text: Twee jaar
    machine_readable:
      implements: [{law: proef, article: '1', open_term: jaren}]
      execution:
        output: [{name: jaren, type: number}]
        actions: [{output: jaren, value: 2}]
"""
    assert run("uit", {"gemeente_code": "GM9990"}, statute, ordinance) == {"outputs": {"uit": 2}}
    assert run("uit", {"gemeente_code": "GM9991"}, statute, ordinance) == {"outputs": {"uit": None}}
    assert run("uit", {}, statute, ordinance) == {"outputs": {"uit": None}}


LOOSE = """
      definitions: {{grens: 3}}
      execution:
        output: [{{name: uit, type: object, nullable: true}}]
        actions: [{{output: uit, value: {value}}}]
"""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("$lijst.1", 5),
        ("$lijst.7", "VariableNotFound: "),
        ("{a: $grens, b: [1, $lijst.0]}", {"a": 3, "b": [1, 4]}),
        ("[]", []),
        ("{operation: ADD, values: []}", "InvalidOperation: "),
        ("{operation: IN, subject: 1}", "InvalidOperation: "),
        ("{operation: NOT_IN, subject: 1, values: $lijst}", True),
        ("{operation: NOT_IN, subject: 4, value: $lijst}", False),
        ("{operation: DATE_ADD, date: '2024-02-29'}", "2024-02-29"),
        ("{operation: EQUALS, subject: $referencedate, value: {iso: '2025-01-01'}}", True),
        ("9223372036854775808", "RuleFileError: "),
        ("{operation: DATE_DIFF, from: '2024-01-01', to: '2025-01-01', in: eeuwen}", "InvalidOperation: "),
    ],
)
def test_forms_that_only_another_engine_writes(value: str, expected: Any) -> None:
    answer = run("uit", {"lijst": [4, 5]}, HEAD.format(version="v0.5.0") + LOOSE.format(value=value))
    if isinstance(expected, str) and "error" in answer:
        assert answer["error"].startswith(expected)
    else:
        assert answer == {"outputs": {"uit": expected}}


def test_an_unaccepted_marking_stops_the_article() -> None:
    marking = "{about: iets, reason: vaag, resolution: model, resolved_by: x, target: [], legal_text_excerpt: y}"
    text = HEAD.format(version="v0.8.0") + NULLS.replace(
        "      execution:", f"      markings: [{marking}]\n      execution:"
    )
    assert "unaccepted marking" in run("uit", {}, text)["error"]


def test_parameters_are_read_exactly() -> None:
    assert parse_parameters('{"a": 0.1, "b": [1e2], "c": null}') == {
        "a": Decimal("0.1"),
        "b": [Decimal("1e2")],
        "c": None,
    }


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000, "null"])
def test_parameters_that_are_no_object_are_bad_input(text: str) -> None:
    with pytest.raises(BadInput, match="--parameters"):
        parse_parameters(text)
