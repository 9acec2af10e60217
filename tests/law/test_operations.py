"""Every operation of the grammar: its operands, and what it says when they are wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from wbmgp_engine.law.document import LEGACY_OPERANDS, OPERAND_KEYS, OPERANDS, Operation, as_value
from wbmgp_engine.law.faults import Fault, faults_of

VALID: dict[str, dict[str, Any]] = {
    **{name: {"values": [1, "$x"]} for name in ("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX")},
    **{name: {"value": "$x", "precision": 0} for name in ("ROUND", "CEIL", "FLOOR")},
    **{
        name: {"subject": "$x", "value": 1}
        for name in ("EQUALS", "GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN_OR_EQUAL")
    },
    **{name: {"conditions": ["$x", True]} for name in ("AND", "OR")},
    "NOT": {"value": "$x"},
    "IF": {"cases": [{"when": "$x", "then": 1}]},
    "IN": {"subject": "$x", "values": [1, 2]},
    "LIST": {"items": []},
    "FOREACH": {"collection": "$x", "body": "$item"},
    "AGE": {"date_of_birth": "$x", "reference_date": "$referencedate"},
    "DATE_DIFF": {"from": "$x", "to": "$y", "in": "years"},
    "DATE_ADD": {"date": "$x", "years": 6},
    "DATE": {"year": 2031, "month": 7, "day": 1},
    "DAY_OF_WEEK": {"date": "$x"},
    "DATE_PART": {"date": "$x", "in": "month"},
    "START_OF": {"date": "$x", "in": "year"},
}
LEGACY: dict[str, dict[str, Any]] = {
    "NOT_EQUALS": {"subject": "$x", "value": 1},
    "NOT_IN": {"subject": "$x", "values": [1]},
    "IS_NULL": {"subject": "$x"},
    "NOT_NULL": {"subject": "$x"},
    "SWITCH": {"cases": [{"when": "$x", "then": 1}]},
}


def operation(name: str, **operands: Any) -> dict[str, Any]:
    return {"operation": name, **operands}


def faults(raw: Any, *, lenient: bool = False) -> list[Fault]:
    """What `as_value` finds wrong, seen as the reader of a file sees it."""
    with pytest.raises(ValidationError) as caught:
        Operation.model_validate({"operation": "NOT", "value": raw}, context={"lenient": lenient})
    found = faults_of(caught.value)
    assert all(fault.path[0] == "value" for fault in found)
    return [Fault(fault.path[1:], fault.problem, fault.fix) for fault in found]


def test_the_tables_hold_the_28_operations_and_the_five_of_before() -> None:
    assert VALID.keys() == OPERANDS.keys()
    assert len(OPERANDS) == 28
    assert LEGACY.keys() == LEGACY_OPERANDS.keys()
    assert {"when", "then", "operation", "legal_basis"}.isdisjoint(OPERAND_KEYS)


@pytest.mark.parametrize("name", VALID)
def test_every_operation_is_read_with_its_operands(name: str) -> None:
    found = as_value(operation(name, **VALID[name]))
    assert isinstance(found, Operation)
    assert (found.operation, found.operands, found.legal_basis) == (name, VALID[name], None)
    assert Operation.model_validate(operation(name, **VALID[name])) == found


@pytest.mark.parametrize("name", LEGACY)
def test_the_older_operations_are_for_other_engines_only(name: str) -> None:
    raw = operation(name, **LEGACY[name])
    assert as_value(raw, lenient=True).operation == name
    assert [fault.problem for fault in faults(raw)] == [f"{name} is of an older grammar"]


@pytest.mark.parametrize("name", VALID)
def test_an_operand_that_is_missing_is_named(name: str) -> None:
    required = OPERANDS[name][0]
    for key in required:
        rest = {other: value for other, value in VALID[name].items() if other != key}
        assert Fault((), f"{name} misses {key}", f"add {key}") in faults(operation(name, **rest))


@pytest.mark.parametrize("name", VALID)
def test_an_operand_that_does_not_belong_is_named(name: str) -> None:
    taken = ", ".join(sorted(OPERANDS[name][0] | OPERANDS[name][1]))
    wanted = Fault(("vreemd",), f"{name} does not take vreemd", f"it takes {taken}")
    assert faults(operation(name, **VALID[name], vreemd=1)) == [wanted]
    assert faults(operation(name, **VALID[name], vreemd=1), lenient=True) == [wanted]


@pytest.mark.parametrize(
    ("raw", "problem", "fix"),
    [
        (operation("EQALS"), "unknown operation 'EQALS'", "did you mean EQUALS?"),
        (operation("equals", subject=1, value=1), "unknown operation 'equals'", "did you mean EQUALS?"),
        (operation("IF"), "IF misses cases", "add cases"),
        (operation("IF", cases=[]), "cases of IF is []", "give a list of {when, then}, at least one"),
        (
            operation("IF", cases={"when": 1, "then": 1}),
            "cases of IF is a mapping",
            "give a list of {when, then}, at least one",
        ),
        (operation("IF", cases=[{"when": True}]), "a case holds when", "a case holds exactly when and then"),
        (
            operation("IF", cases=[{"when": True, "then": 1, "else": 2}]),
            "a case holds when, then, else",
            "a case holds exactly when and then",
        ),
        (operation("IF", cases=["$x"]), "a case holds '$x'", "a case holds exactly when and then"),
        (operation("ADD", values=[]), "ADD of no values", "give at least one value"),
        (operation("ADD", values="$lijst"), "values of ADD is '$lijst'", "give a list"),
        (operation("AND", conditions=True), "conditions of AND is true", "give a list"),
        (operation("LIST", items=None), "items of LIST is null", "give a list"),
        (operation("IN", subject=1), "IN has no list to look in", "add values or value"),
        (
            operation("IN", subject=1, value=[1]),
            "a bare list cannot stand here",
            "use operation LIST, IN with values, or a definition",
        ),
        (operation("IN", subject=1, values=3), "values of IN is 3", "give a list"),
        (operation("DATE_ADD", date="$d"), "DATE_ADD adds nothing", "add years, months, weeks or days"),
        (
            operation("ROUND", value=1, precision="$p"),
            "precision of ROUND is '$p'",
            "give a whole number from -28 to 28",
        ),
        (operation("ROUND", value=1, precision=29), "precision of ROUND is 29", "give a whole number from -28 to 28"),
        (
            operation("ROUND", value=1, precision=True),
            "precision of ROUND is true",
            "give a whole number from -28 to 28",
        ),
        (
            operation("DATE_DIFF", **{"from": "$a", "to": "$b", "in": "weeks"}),
            "unit 'weeks' of DATE_DIFF",
            "use days, months, years",
        ),
        (
            operation("DATE_DIFF", **{"from": "$a", "to": "$b", "in": "$1"}),
            "'$1' is no variable",
            "write $name or $name.property: letters, digits and _",
        ),
        (operation("DATE_PART", **{"date": "$a", "in": "years"}), "unit 'years' of DATE_PART", "use day, month, year"),
        (operation("DATE_PART", **{"date": "$a", "in": "$u"}), "unit '$u' of DATE_PART", "use day, month, year"),
        (operation("START_OF", **{"date": "$a", "in": "day"}), "unit 'day' of START_OF", "use month, year"),
        (
            operation("FOREACH", **{"collection": "$a", "body": 1, "as": "een ding"}),
            "'een ding' is no name for the element",
            "use letters, digits and _",
        ),
        (
            operation("FOREACH", collection="$a", body=1, combine="MULTIPLY"),
            "combine of FOREACH is 'MULTIPLY'",
            "use ADD, AND, MAX, MIN, OR",
        ),
        (operation("NOT", value="$"), "'$' is no variable", "write $name or $name.property: letters, digits and _"),
        (
            operation("NOT", value="$a-b"),
            "'$a-b' is no variable",
            "write $name or $name.property: letters, digits and _",
        ),
        (
            operation("NOT", value="$a.0"),
            "'$a.0' is no variable",
            "write $name or $name.property: letters, digits and _",
        ),
        (operation("NOT", value=0.5), "0.5 is a float", "numbers are exact: give an int or a Decimal"),
        (operation("NOT", value={1, 2}), "a set is no value of the grammar", "use text, a number or true/false"),
        (operation("NOT", value={"conditions": 1}), "a mapping of conditions without operation", "name the operation"),
        (
            operation("NOT", value=1, legal_basis={"artikel": "8"}),
            "unknown key 'artikel'",
            "delete it, or see the grammar of rule files for its name",
        ),
        (
            operation("NOT", value=1, legal_basis={"article": 8}),
            "8 is not text",
            "write text, in quotes if it looks like a number",
        ),
    ],
)
def test_a_wrong_operand_is_named_with_its_value_and_fix(raw: Any, problem: str, fix: str) -> None:
    assert [(fault.problem, fault.fix) for fault in faults(raw)] == [(problem, fix)]


def test_an_operation_that_is_no_text_lists_what_it_could_be() -> None:
    (fault,) = faults(operation(["ADD"]))  # type: ignore[arg-type]
    assert fault.problem == "unknown operation ['ADD']"
    assert fault.fix.startswith("use one of ADD, AGE, AND, CEIL")


def test_faults_are_found_at_any_depth_and_all_at_once() -> None:
    inner = operation(
        "IF", cases=[{"when": operation("NOPE"), "then": "$goed"}], default=operation("ADD", values=[[1]])
    )
    raw = operation("AND", conditions=[True, operation("NOT", value=inner)])
    assert [fault.path for fault in faults(raw)] == [
        ("conditions", 1, "value", "cases", 0, "when", "operation"),
        ("conditions", 1, "value", "default", "values", 0),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        operation("ADD", values=[]),
        operation("IN", subject=1),
        operation("IN", subject=1, value=[1, 2]),
        operation("DATE_ADD", date="$d"),
        operation("DATE_DIFF", **{"from": "$a", "to": "$b", "in": "eeuwen"}),
        operation("NOT", value="$lijst.0"),
        operation("EQUALS", subject={"a": 1}, value={"a": 1}),
    ],
)
def test_what_another_engine_finds_at_run_time_is_read_in_conformance_mode(raw: dict[str, Any]) -> None:
    name = raw.pop("operation")
    assert as_value({"operation": name, **raw}, lenient=True).operands == raw


def test_nested_operations_literals_and_grounds_are_kept() -> None:
    found = as_value(
        operation(
            "IF",
            cases=[{"when": operation("NOT", value="$x"), "then": Decimal("1.5")}],
            default=None,
            legal_basis={"law": "eilandwet", "article": "4", "juriconnect": "&o=a"},
        )
    )
    assert found.operands["cases"][0]["when"] == as_value(operation("NOT", value="$x"))
    assert found.operands["default"] is None
    assert found.legal_basis.juriconnect == "&o=a"
    assert as_value(found) is found


def test_an_operation_cannot_be_changed() -> None:
    found = as_value(operation("NOT", value=True))
    with pytest.raises(ValidationError, match="frozen"):
        found.operation = "AND"


def test_the_bare_error_of_a_value_reads_as_a_sentence() -> None:
    with pytest.raises(ValidationError, match=r"ADD of no values \(give at least one value\); '\$' is no variable"):
        Operation.model_validate(
            operation("NOT", value=operation("AND", conditions=[operation("ADD", values=[]), "$"]))
        )
