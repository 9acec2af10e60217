"""What `$name` means: order of declarations, fields, the reference date, and names that mean nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.logic.asking import ON, article, book, evaluate, field, law, op, register
from wbmgp_engine.errors import (
    CircularReference,
    InvalidOperation,
    MaxDepthExceeded,
    OutputNotFound,
    RuleFileError,
    VariableNotFound,
)
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import ReferenceDate, Unknown


def test_the_reference_date_is_an_object_and_usable_as_a_date() -> None:
    assert evaluate("$referencedate") == ReferenceDate(2030, 5, 17)
    assert [evaluate(f"$referencedate.{name}") for name in ("iso", "year", "month", "day")] == [
        "2030-05-17",
        2030,
        5,
        17,
    ]
    assert evaluate(op("DATE_ADD", date="$referencedate", days=1)) == date(2030, 5, 18)
    with pytest.raises(VariableNotFound, match=r'"2030-05-17"|has no field \'week\''):
        evaluate("$referencedate.week")


def test_a_run_may_have_another_date_than_the_plan() -> None:
    plan = compile_plan(book(law(article(actions={"uit": "$referencedate.iso"}))), "wet_proef", ["uit"], ON)
    assert plan.run({}, date(2031, 1, 2))["uit"] == "2031-01-02"
    assert plan.run({})["uit"] == "2030-05-17"


def test_fields_of_objects() -> None:
    facts = {"ding": {"a": {"b": 5}, "leeg": None}}
    assert evaluate("$ding.a.b", facts) == 5
    assert evaluate("$ding.leeg.b", facts) is None
    assert evaluate("$ding.a.b") == Unknown({"ding"})
    assert evaluate("$ding.a.b", {"ding": None}) is None
    with pytest.raises(VariableNotFound, match=r"art\. 1, uit .*has no field 'c'"):
        evaluate("$ding.a.c", facts)
    with pytest.raises(VariableNotFound, match=r"5 has no field 'c'"):
        evaluate("$ding.a.b.c", facts)


def test_definitions_are_constants_of_the_article() -> None:
    definitions: dict[str, Any] = {
        "jaren": 6, "bedrag": {"value": 5, "type_spec": {"unit": "euro"}}, "soorten": ["ww"], "ding_": {"a": 1},
    }  # fmt: skip
    value = op("LIST", items=["$jaren", "$bedrag", "$soorten", "$ding_.a"])
    assert evaluate(value, definitions=definitions) == [6, 5, ["ww"], 1]


def test_an_unknown_name_is_only_an_error_when_it_is_read() -> None:
    guarded = op("OR", conditions=[True, "$bestaat_niet"])
    assert evaluate(guarded) is True
    with pytest.raises(VariableNotFound, match=r"art\. 1, uit .*\$bestaat_niet is not declared"):
        evaluate(op("AND", conditions=[True, "$bestaat_niet"]))


def test_intermediates_are_read_in_any_order() -> None:
    actions = {"uit": op("ADD", values=["$eerst", "$dan"]), "eerst": 1, "dan": op("ADD", values=["$eerst", 1])}
    output = [field("uit")]
    plan = compile_plan(book(law(article(actions=actions, output=output))), "wet_proef", ["uit"], ON)
    assert plan.run({})["uit"] == 3
    with pytest.raises(OutputNotFound):
        compile_plan(book(law(article(actions=actions, output=output))), "wet_proef", ["eerst"], ON)


def test_an_output_that_depends_on_itself_is_an_error_even_behind_a_guard() -> None:
    actions = {"uit": op("OR", conditions=[True, "$dan"]), "dan": op("NOT", value="$uit"), "los": 1}
    plan = compile_plan(book(law(article(actions=actions))), "wet_proef", ["uit"], ON)
    with pytest.raises(CircularReference, match=r"depends on itself, through dan, uit; break the circle"):
        plan.run({})
    assert compile_plan(book(law(article(actions=actions))), "wet_proef", ["los"], ON).run({})["los"] == 1


def test_older_files_may_repeat_a_name() -> None:
    actions: dict[str, Any] = {"uit": op("ADD", values=["$uit", 1])}
    found = law(article(actions=actions, definitions={"uit": 4}))
    found["articles"][0]["machine_readable"]["execution"]["actions"].append({"output": "uit", "value": 7})
    plan = compile_plan(book(found, lenient=True), "wet_proef", ["uit"], ON, conformance=True)
    assert plan.run({})["uit"] == 7
    found["articles"][0]["machine_readable"]["execution"]["actions"].pop()
    plan = compile_plan(book(found, lenient=True), "wet_proef", ["uit"], ON, conformance=True)
    assert plan.run({})["uit"] == 5


def test_an_output_without_an_action_is_null() -> None:
    found = law(article(actions={"uit": "$stil"}, output=[field("uit"), field("stil")]))
    plan = compile_plan(book(found, lenient=True), "wet_proef", ["uit", "stil"], ON)
    assert plan.run({}).outputs == {"uit": None, "stil": None}


@pytest.mark.parametrize("text", ["$", "$a..b", "$a b", "$a-b", "$__import__('os')", "$a\nimport os"])
def test_text_that_is_no_variable_never_becomes_code(text: str) -> None:
    found = law(article(actions={"uit": text}, input=[register("lijst", "array")]))
    with pytest.raises((RuleFileError, InvalidOperation, VariableNotFound)):
        compile_plan(book(found, lenient=True), "wet_proef", ["uit"], ON, conformance=True).run({"lijst": [1]})


def test_names_of_python_are_ordinary_names() -> None:
    names = ["c", "r", "N", "s0", "k0", "t1", "while", "None", "__builtins__"]
    found = law(
        article(actions={"uit": op("LIST", items=[f"${name}" for name in names])}, input=[register(n) for n in names])
    )
    plan = compile_plan(book(found, lenient=True), "wet_proef", ["uit"], ON)
    assert plan.run({name: index for index, name in enumerate(names)})["uit"] == list(range(len(names)))


def test_texts_of_a_rule_file_are_never_source() -> None:
    hostile = "'); import os; os.abort() #"
    facts = {"t": hostile}
    assert evaluate(op("EQUALS", subject="$t", value=hostile), facts) is True
    assert evaluate(op("IN", subject="$t", values=[hostile]), facts) is True
    assert evaluate(op("LIST", items=[hostile, "\\", "\n"])) == [hostile, "\\", "\n"]


def test_generated_code_holds_no_word_of_the_rule_file() -> None:
    from tests.logic.asking import compiled
    from wbmgp_engine.logic.scalar.codegen import Program

    source = Program(compiled(op("ADD", values=["$n", 12345])).plan, refine=False).source()
    assert "12345" not in source
    assert "wet_proef" not in source
    assert "uit" not in source


def test_too_many_fields_in_one_name() -> None:
    found = law(article(actions={"uit": "$ding" + ".a" * 33}, input=[register("ding", "object")]))
    with pytest.raises(MaxDepthExceeded, match="more than 32 fields"):
        compile_plan(book(found), "wet_proef", ["uit"], ON).run({"ding": None})


def test_sentinels_cannot_be_written_in_a_law() -> None:
    found = law(article(actions={"uit": op("LIST", items=[{"__unknown": True}])}))
    with pytest.raises((RuleFileError, InvalidOperation), match="__unknown"):
        compile_plan(book(found, lenient=True), "wet_proef", ["uit"], ON, conformance=True).run({})
