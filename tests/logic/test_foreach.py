"""FOREACH: scope, filter, combine, unknown and null elements."""

from __future__ import annotations

from typing import Any

import pytest

from tests.logic.asking import evaluate, op, register, run
from wbmgp_engine.errors import AbsentOperand, DivisionByZero, TypeMismatch, VariableNotFound
from wbmgp_engine.logic.values import Unknown

ROWS = [
    {"id": "p1", "leeftijd": 40, "telt": True},
    {"id": "p2", "leeftijd": 17, "telt": False},
    {"id": "p3", "leeftijd": 20, "telt": True},
]
COLUMNS = {"id": {"type": "string"}, "leeftijd": {"type": "number", "nullable": True}, "telt": {"type": "boolean"}}
DECLARED = [register("rijen", "array", **{"x-velden": COLUMNS}), register("n"), register("telt", "boolean")]
LOOSE = [register("rijen", "array"), register("n"), register("telt", "boolean")]


def each(body: Any, **more: Any) -> dict[str, Any]:
    return op("FOREACH", collection="$rijen", as_="p", body=body, **more)


@pytest.mark.parametrize("inputs", [DECLARED, LOOSE], ids=["declared", "loose"])
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (each("$p.id"), ["p1", "p2", "p3"]),
        (each("$id"), ["p1", "p2", "p3"]),
        (each("$id", filter="$telt"), ["p1", "p3"]),
        (each("$leeftijd", combine="ADD"), 77),
        (each("$leeftijd", combine="MIN", filter="$p.telt"), 20),
        (each("$leeftijd", combine="MAX"), 40),
        (each("$telt", combine="OR"), True),
        (each("$telt", combine="AND"), False),
        (each(op("ADD", values=["$leeftijd", "$n"])), [45, 22, 25]),
        (each("$id", combine="ADD"), "p1p2p3"),
        (each(None), [None, None, None]),
    ],
)
def test_bodies_and_combinations(inputs: list[dict[str, Any]], expression: dict[str, Any], expected: Any) -> None:
    assert evaluate(expression, {"rijen": ROWS, "n": 5, "telt": None}, inputs=inputs) == expected


@pytest.mark.parametrize(
    ("combine", "expected"), [("ADD", 0), ("OR", False), ("AND", True), ("MIN", None), ("MAX", None), (None, [])]
)
@pytest.mark.parametrize("rows", [[], None, ROWS], ids=["empty", "null", "filtered out"])
def test_nothing_to_combine(combine: str | None, expected: Any, rows: Any) -> None:
    more = {} if combine is None else {"combine": combine}
    assert evaluate(each("$leeftijd", filter=False, **more), {"rijen": rows}, inputs=DECLARED) == expected


def test_one_thing_is_a_collection_of_one() -> None:
    assert evaluate(op("FOREACH", collection="$n", body=op("ADD", values=["$item", 1])), {"n": 5}) == [6]


def test_an_inner_loop_sees_the_outer_element_in_its_collection_only() -> None:
    columns = {"naam": {"type": "string"}, "delen": {"type": "array", "x-velden": {"w": {"type": "number"}}}}
    inputs = [register("groepen", "array", **{"x-velden": columns})]
    facts = {"groepen": [{"naam": "a", "delen": [{"w": 1}, {"w": 2}]}, {"naam": "b", "delen": []}]}

    def nested(collection: str, body: Any) -> dict[str, Any]:
        inner = op("FOREACH", collection=collection, as_="d", body=body, combine="ADD")
        return op("FOREACH", collection="$groepen", as_="g", body=inner)

    assert evaluate(nested("$delen", "$w"), facts, inputs=inputs) == [3, 0]
    assert evaluate(nested("$g.delen", "$d.w"), facts, inputs=inputs) == [3, 0]
    with pytest.raises(VariableNotFound, match=r"\$g is not declared"):
        evaluate(nested("$g.delen", "$g.naam"), facts, inputs=inputs)
    with pytest.raises(VariableNotFound, match=r"\$naam is not declared"):
        evaluate(nested("$delen", "$naam"), facts, inputs=inputs)


def test_without_declared_fields_the_element_decides_what_a_name_means() -> None:
    rows = [{"n": 1}, {"m": 2}]
    assert evaluate(each("$n"), {"rijen": rows, "n": 9}, inputs=LOOSE) == [1, 9]
    with pytest.raises(VariableNotFound, match=r"\$m is not declared"):
        evaluate(each("$m"), {"rijen": rows}, inputs=LOOSE)
    assert evaluate(each("$n.x"), {"rijen": [{"n": {"x": 1}}, {}], "n": None}, inputs=LOOSE) == [1, None]


def test_an_unknown_element_has_unknown_fields() -> None:
    rows = [Unknown({"p1"}), {"id": "p2", "leeftijd": 20, "telt": True}]
    for inputs in (DECLARED, LOOSE):
        assert evaluate(each("$leeftijd", combine="ADD"), {"rijen": rows}, inputs=inputs) == Unknown({"p1"})
        assert evaluate(each("$telt", combine="OR"), {"rijen": rows}, inputs=inputs) is True


def test_unknown_verdicts_and_bodies() -> None:
    unsure = [{**ROWS[0], "telt": Unknown({"telt1"})}, ROWS[2]]
    facts = {"rijen": unsure}
    assert evaluate(each("$id", filter="$telt"), facts, inputs=DECLARED) == Unknown({"telt1"})
    assert evaluate(each("$telt", combine="OR"), facts, inputs=DECLARED) is True
    assert evaluate(each("$telt", combine="AND"), facts, inputs=DECLARED) == Unknown({"telt1"})
    # An element that may not count cannot decide.
    older = op("GREATER_THAN", subject="$leeftijd", value=30)
    assert evaluate(each(older, filter="$telt", combine="OR"), facts, inputs=DECLARED) == Unknown({"telt1"})
    younger = op("LESS_THAN", subject="$leeftijd", value=30)
    assert evaluate(each(younger, filter="$telt", combine="OR"), facts, inputs=DECLARED) is True


def test_an_error_in_any_element_stops_the_run() -> None:
    body = op("DIVIDE", values=[1, op("SUBTRACT", values=["$leeftijd", 20])])
    with pytest.raises(DivisionByZero):
        evaluate(each(op("GREATER_THAN", subject=body, value=0), combine="OR"), {"rijen": ROWS}, inputs=DECLARED)
    with pytest.raises(AbsentOperand):
        evaluate(each("$leeftijd", combine="ADD"), {"rijen": [{**ROWS[0], "leeftijd": None}]}, inputs=DECLARED)
    with pytest.raises(AbsentOperand):
        evaluate(each("$telt", combine="OR"), {"rijen": [{"telt": True}, {"telt": None}]}, inputs=LOOSE)


def test_a_field_that_is_missing_is_unknown_when_declared() -> None:
    assert evaluate(each("$leeftijd"), {"rijen": [{"id": "a", "telt": True}]}, inputs=DECLARED) == Unknown(
        {"rijen[0].leeftijd"}
    )
    with pytest.raises(VariableNotFound):
        evaluate(each("$p.leeftijd"), {"rijen": [{"id": "a"}]}, inputs=LOOSE)


def test_refined_an_element_that_changes_nothing_does_not_matter() -> None:
    unsure = {"rijen": [{**ROWS[1], "telt": Unknown({"telt1"})}, ROWS[2]]}
    adult = op("GREATER_THAN_OR_EQUAL", subject="$leeftijd", value=18)
    minor = op("NOT", value=adult)

    def refined(body: Any, combine: str) -> Any:
        return evaluate(each(body, filter="$telt", combine=combine), unsure, inputs=DECLARED, refine=True)

    assert refined(minor, "AND") is False
    assert refined(op("NOT", value=minor), "AND") == Unknown({"telt1"})
    assert refined(adult, "OR") is True
    assert refined(op("AND", conditions=[False, adult]), "OR") is False
    assert refined(op("SUBTRACT", values=["$leeftijd", 17]), "ADD") == 3
    assert refined("$leeftijd", "ADD") == Unknown({"telt1"})
    assert refined(op("DIVIDE", values=[1, op("SUBTRACT", values=["$leeftijd", 17])]), "ADD") == Unknown({"telt1"})
    assert refined("$leeftijd", "MAX") == Unknown({"telt1"})


def test_a_row_field_keeps_its_declared_type() -> None:
    with pytest.raises(TypeMismatch, match=r"rijen\[0\]\.leeftijd is \"40\", a string; give a number"):
        evaluate(each("$id"), {"rijen": [{"leeftijd": "40"}]}, inputs=DECLARED)


def test_every_element_leaves_its_own_trace() -> None:
    adult = op("GREATER_THAN_OR_EQUAL", subject="$leeftijd", value=18)
    root = run(each(adult, filter="$telt", combine="AND"), {"rijen": ROWS}, inputs=DECLARED).trace()
    found = [
        (node.name, [(child.role, child.taken, child.value) for child in node.children if child.taken])
        for node in root.walk()
        if node.kind == "element"
    ]
    assert found == [
        ("p[0]", [("filter", True, True), ("body", True, True)]),
        ("p[1]", [("filter", True, False)]),
        ("p[2]", [("filter", True, True), ("body", True, True)]),
    ]


def test_the_body_is_not_read_where_the_collection_is_unknown() -> None:
    """Of a collection that is not known there is no element: a body that would fail on any does not fail."""
    fails = op("DIVIDE", values=[1, 0])
    assert evaluate(op("FOREACH", collection="$n", body=fails)) == Unknown({"n"})
    assert evaluate(op("FOREACH", collection="$n", body=fails, combine="ADD")) == Unknown({"n"})
