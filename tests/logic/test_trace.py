"""The trail: complete, true to the run, and with the citation of every step."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.logic import strategies
from tests.logic.asking import ON, article, book, field, law, op, register, run
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.plan import Operation, children
from wbmgp_engine.logic.scalar import Run, compile_plan
from wbmgp_engine.logic.scalar.trace import TraceNode
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown, as_json, dumps

AND = op("AND", conditions=["$b", op("GREATER_THAN", subject="$n", value=5)])


def outline(node: TraceNode) -> list[str]:
    """The tree as indented lines: role, kind, name and value; '-' for what was not taken."""
    value = dumps(node.value) if node.taken else "-"
    inner = [f"  {line}" for child in node.children for line in outline(child)]
    return [f"{node.role}: {node.kind} {node.name} = {value}".replace("  =", " ="), *inner]


def test_the_whole_tree_of_a_small_run() -> None:
    lines = outline(run(AND, {"b": True, "n": 7}).trace().children[0])
    assert lines == [
        "uit: action uit = true",
        "  value: operation AND = true",
        "    conditions.0: register b = true",
        "    conditions.1: operation GREATER_THAN = true",
        "      subject: register n = 7",
        "      value: literal = 5",
    ]


def test_steps_not_taken_are_shown_as_not_taken() -> None:
    lines = outline(run(AND, {"b": False}).trace().children[0])
    assert lines == [
        "uit: action uit = false",
        "  value: operation AND = false",
        "    conditions.0: register b = false",
        "    conditions.1: operation GREATER_THAN = -",
        "      subject: register n = -",
        "      value: literal = -",
    ]


@pytest.mark.parametrize(
    ("facts", "taken"),
    [
        ({"n": 1}, ["cases.0.when", "cases.0.then"]),
        ({"n": 2}, ["cases.0.when", "cases.1.when", "cases.1.then"]),
        ({"n": 3}, ["cases.0.when", "cases.1.when", "default"]),
        ({}, ["cases.0.when"]),
    ],
)
def test_only_the_branch_that_was_chosen_is_taken(facts: dict[str, Any], taken: list[str]) -> None:
    cases = [{"when": op("EQUALS", subject="$n", value=number), "then": number * 10} for number in (1, 2)]
    node = run(op("IF", cases=cases, default=0), facts).trace().children[0].children[0]
    assert [child.role for child in node.children if child.taken] == taken
    assert len(node.children) == 5


def test_refined_all_reachable_branches_are_taken() -> None:
    cases = [{"when": "$b", "then": op("ADD", values=[1, 4])}, {"when": False, "then": 6}]
    node = run(op("IF", cases=cases, default=5), refine=True).trace().children[0].children[0]
    assert node.value == 5
    assert [child.role for child in node.children if child.taken] == [
        "cases.0.when", "cases.0.then", "cases.1.when", "default",
    ]  # fmt: skip


def test_a_step_that_is_read_twice_has_one_full_node() -> None:
    nodes = list(run(op("ADD", values=["$n", "$n"]), {"n": 2}).trace().walk())
    assert [(node.kind, node.name) for node in nodes if node.name == "n"] == [("register", "n"), ("cached", "n")]


def test_a_step_read_elsewhere_is_not_taken_where_it_was_not_read() -> None:
    both = op("LIST", items=[op("OR", conditions=[True, "$b"]), "$b"])
    first, second = run(both, {"b": True}).trace().children[0].children[0].children
    assert (first.children[1].kind, first.children[1].taken) == ("cached", False)
    assert (second.kind, second.value) == ("register", True)


def test_every_node_says_where_it_stands_in_the_law() -> None:
    basis = {"law": "wet", "article": "8", "paragraph": "1", "juriconnect": "jci1.3:c:BWBR0019388&artikel=8&lid=1&o=a"}
    inner = op("NOT", value="$b", legal_basis=basis)
    found = law(article("8", actions={"uit": op("AND", conditions=[inner, True])}, input=[register("b", "boolean")]))
    nodes = list(compile_plan(book(found), "wet_proef", ["uit"], ON).run({"b": False}).trace().walk())
    node = next(node for node in nodes if node.name == "NOT")
    assert node.place is not None
    assert (node.place.law, node.place.valid_from, node.place.article) == ("wet_proef", "2020-01-01", "8")
    assert node.place.path == "articles.8.machine_readable.execution.actions.uit.value.conditions.0"
    assert node.place.legal_basis is not None
    assert node.place.legal_basis.juriconnect == basis["juriconnect"]
    assert node.to_json() == {
        "soort": "operation", "naam": "NOT", "rol": "conditions.0", "genomen": True, "waarde": True,
        "regeling": "wet_proef", "geldigVanaf": "2020-01-01", "artikel": "8", "pad": node.place.path, "grondslag": basis,
        "onder": [{
            "soort": "register", "naam": "b", "rol": "value", "genomen": True, "waarde": False, "regeling": "wet_proef",
            "geldigVanaf": "2020-01-01", "artikel": "8", "pad": "articles.8.machine_readable.execution.input.b",
        }],
    }  # fmt: skip


def test_an_operation_without_its_own_basis_rests_on_that_of_its_output() -> None:
    output = field("uit", "boolean", legal_basis={"article": "8"})
    found = law(article(actions={"uit": op("NOT", value=True)}, output=[output]))
    nodes = list(compile_plan(book(found), "wet_proef", ["uit"], ON).run({}).trace().walk())
    assert [node.place.legal_basis.article for node in nodes if node.place and node.place.legal_basis] == ["8", "8"]


def test_null_and_unknown_are_values_and_nothing_is_not() -> None:
    data = run(op("LIST", items=[None, "$n"])).trace().children[0].to_json()
    assert data["waarde"] == [None, {"__unknown": True, "missing": ["n"]}]
    assert data["onder"][0]["onder"][0] == {
        "soort": "literal",
        "naam": "",
        "rol": "items.0",
        "genomen": True,
        "waarde": None,
    }
    untaken = run(AND, {"b": False}).trace().children[0].to_json()["onder"][0]["onder"][1]
    assert "waarde" not in untaken


def test_facts_read() -> None:
    assert run(AND, {"b": False}).reads("uit") == ("b",)
    assert run(AND, {"b": True}).reads("uit") == ("b", "n")
    cases = [{"when": "$b", "then": "$n"}]
    assert run(op("IF", cases=cases, default="$m"), {"b": False, "m": 1}).reads("uit") == ("b", "m")
    rows = [{"x": 1}, {"x": 2}]
    loop = op("FOREACH", collection="$lijst", body=op("ADD", values=["$x", "$n"]), filter=op("NOT", value="$b"))
    assert run(loop, {"lijst": rows, "b": True, "n": 1}).reads("uit") == ("lijst", "b")
    assert run(loop, {"lijst": rows, "b": False, "n": 1}).reads("uit") == ("lijst", "b", "n")


def test_facts_read_through_calls_and_parameters() -> None:
    source = {"regulation": "wet_ander", "output": "terug", "parameters": {"p": "$n"}}
    inputs = [register("n"), {"name": "q", "type": "number", "nullable": True, "source": source}]
    caller = article(actions={"uit": "$q"}, input=inputs)
    target = article(
        actions={"terug": op("ADD", values=["$p", "$m"])},
        parameters=[{"name": "p", "type": "number"}], input=[register("m")],
    )  # fmt: skip
    plan = compile_plan(book(law(caller), law(target, law_id="wet_ander")), "wet_proef", ["uit"], ON)
    assert plan.run({"n": 1, "m": 2}).reads("uit") == ("n", "m")
    blocked = plan.run({"m": 2})
    assert blocked.reads("uit") == ("n",)
    assert blocked["uit"] == Unknown({"n"})
    assert [line.strip() for line in outline(blocked.trace().children[0]) if "terug" in line] == [
        "target: action terug = -"
    ]
    assert plan.run({"q": 4}).reads("uit") == ("q",)


@pytest.mark.parametrize(
    ("expression", "facts", "expected"),
    [
        ("$ding.a", {"ding": {"a": 5}}, ["value: field $ding.a = 5", '  $ding.a: register ding = {"a": 5}']),
        (
            "$ding.a.b",
            {"ding": {"a": None}},
            ["value: field $ding.a.b = null", '  $ding.a.b: register ding = {"a": null}'],
        ),
        ("$referencedate.year", {}, ["value: date $referencedate.year = 2030"]),
    ],
)
def test_fields_in_the_tree(expression: str, facts: dict[str, Any], expected: list[str]) -> None:
    assert outline(run(expression, facts).trace().children[0].children[0]) == expected


def test_names_that_the_element_may_or_may_not_have() -> None:
    loop = op("FOREACH", collection="$lijst", body=op("ADD", values=["$n", "$item.x"]))
    rows = [{"n": 1, "x": 1}, {"x": 2}, Unknown({"u"})]
    root = run(loop, {"lijst": rows, "n": 10}).trace()
    bodies = [node for node in root.walk() if node.role == "body"]
    assert [node.value for node in bodies] == [2, 12, Unknown({"u"})]
    assert [[child.value for child in node.children] for node in bodies] == [
        [1, 1], [10, 2], [10, Unknown({"u"})],
    ]  # fmt: skip
    assert run(loop, {"lijst": rows, "n": 10}).reads("uit") == ("lijst", "n")


def test_a_list_of_expressions_in_the_tree() -> None:
    """Older files may write a list or mapping of expressions where a value stands."""
    found = law(
        article(actions={"uit": {"a": ["$n", op("NOT", value="$b")]}}, input=[register("n"), register("b", "boolean")])
    )
    root = compile_plan(book(found, lenient=True), "wet_proef", ["uit"], ON).run({"n": 1, "b": True}).trace()
    assert outline(root.children[0]) == [
        'uit: action uit = {"a": [1, false]}',
        '  value: list = {"a": [1, false]}',
        "    a: list = [1, false]",
        "      0: register n = 1",
        "      1: operation NOT = false",
        "        value: register b = true",
    ]


def test_repeated_assignments_are_all_in_the_tree() -> None:
    found = law(article(actions={"uit": "$n"}, input=[register("n")]))
    found["articles"][0]["machine_readable"]["execution"]["actions"].append({"output": "uit", "value": 7})
    answered = compile_plan(book(found, lenient=True), "wet_proef", ["uit"], ON, conformance=True).run({"n": 1})
    assert [node.value for node in answered.trace().walk()][1:] == [7, 7, 1, 7]
    assert answered.reads("uit") == ("n",)


def test_taken_and_value_of_steps() -> None:
    answered = run(AND, {"b": False})
    steps = {step.name: step for step in answered.compiled.plan.steps}
    assert {name: answered.taken(step) for name, step in steps.items()} == {"uit": True, "b": True, "n": False}
    assert answered.value_of(steps["n"]) is NOT_TAKEN
    assert answered.value_of(steps["b"].index) is False


# Completeness on random law ------------------------------------------------------------------------------------------------


def _operations(answered: Run) -> set[str]:
    """The yaml paths of every operation in the plan."""
    pending = [step.body for step in answered.compiled.plan.steps if step.body is not None]
    found = set()
    while pending:
        expression = pending.pop()
        if isinstance(expression, Operation):
            found.add(expression.place.path)
        pending += [child for _, child in children(expression)]
    return found


def _answered(outcome: Any, facts: dict[str, Any], refine: bool) -> Run | None:
    found = strategies.law(outcome, True, 1)
    try:
        return compile_plan(book(found), "wet_toeval", ["uitkomst"], ON, refine=refine).run(facts)
    except WbmgpError:
        return None


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(outcome=strategies.outcomes, facts=strategies.facts)
def test_the_tree_holds_every_operation_and_its_value_follows_from_its_children(outcome: Any, facts: Any) -> None:
    answered = _answered(outcome, facts, refine=False)
    if answered is None:
        return
    root = answered.trace()
    nodes = list(root.walk())
    assert {node.place.path for node in nodes if node.kind == "operation" and node.place} == _operations(answered)
    assert {node.step for node in nodes if node.step is not None} == set(range(len(answered.compiled.plan.steps)))
    for node in nodes:
        assert node.taken == (node.value is not NOT_TAKEN)
        if node.kind == "operation" and node.taken:
            _follows(node)
        if not node.taken and node.kind == "operation":
            assert not any(child.taken for child in node.children)


def _follows(node: TraceNode) -> None:
    """What the grammar says of AND, OR, NOT, IF and null tests, checked on the values in the tree alone."""
    values = [child.value for child in node.children if child.taken]
    match node.name:
        case "AND" | "OR":
            decisive = node.name == "OR"
            assert (node.value is decisive) == (decisive in [value for value in values if type(value) is bool])
            assert decisive not in [value for value in values[:-1] if type(value) is bool]
        case "NOT":
            assert values == [not node.value] if type(node.value) is bool else values == [node.value]
        case "IF":
            verdicts = [child.value for child in node.children if child.taken and child.role.endswith("when")]
            assert not any(verdict is True or type(verdict) is Unknown for verdict in verdicts[:-1])
        case "LIST":
            assert as_json(node.value) == as_json(values)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(outcome=strategies.outcomes, facts=strategies.facts)
def test_facts_not_read_do_not_matter(outcome: Any, facts: Any) -> None:
    for refine in (False, True):
        answered = _answered(outcome, facts, refine)
        if answered is None:
            continue
        kept = {name: facts[name] for name in answered.reads("uitkomst")}
        again = _answered(outcome, kept, refine)
        assert again is not None
        assert as_json(again["uitkomst"]) == as_json(answered["uitkomst"])
