"""Nothing stands in a rule book that nobody reads."""

from __future__ import annotations

from typing import Any

from tests.law.checks.islands import (
    AT,
    article,
    call,
    computing,
    fact,
    field,
    in_book,
    in_file,
    law,
    machine,
    op,
    ordinance,
    output,
)

USE = "delete it, or use it"
ASK = "delete it, read it, or mark it x-vraagbaar: true if people may ask for it"


def test_declarations_that_nothing_reads() -> None:
    term = {"id": "term", "type": "boolean", "required": False}
    document = computing(
        "$ja", definitions={"zes": 6}, input=[fact("extra", "date")], open_terms=[term],
        actions=[{"output": "tussen", "value": "$later_"}, {"output": "later_", "value": "$nee"}],
    )  # fmt: skip
    reason = f"nothing in the article reads it → {USE}"
    assert in_file(document) == [
        f"{AT}.definitions.zes: {reason}",
        f"{AT}.execution.actions.later_: {reason}",
        f"{AT}.execution.actions.tussen: {reason}",
        f"{AT}.execution.input.extra: {reason}",
        f"{AT}.execution.input.nee: {reason}",
        f"{AT}.open_terms.term: {reason}",
    ]


def test_what_is_read_through_something_else_is_read() -> None:
    default = {"actions": [{"output": "half", "value": "$nee"}, {"output": "term", "value": "$half"}]}
    term = {"id": "term", "type": "boolean", "default": default}
    passed = call("ander", law="andere_wet", parameters={"sinds": "$dag"})
    value = op("AND", conditions=["$tussen", "$term", "$ander"])
    document = computing(
        value, open_terms=[term], actions=[{"output": "tussen", "value": "$ja"}],
        input=[passed, fact("dag", "date")],
    )  # fmt: skip
    assert in_file(document) == []


def test_an_element_of_a_foreach_reads_no_name_of_the_article() -> None:
    value = op("FOREACH", collection="$mensen", as_="mens", body="$telt", combine="OR")
    found = in_file(computing(value, input=[fact("telt", "boolean")]))
    assert f"{AT}.execution.input.telt: nothing in the article reads it → {USE}" in found


def asked(**root: Any) -> dict[str, Any]:
    return law(article(machine_readable=machine("$ja", declared=output(x_vraagbaar=False))), **root)


def test_an_output_has_a_reader() -> None:
    assert in_book(asked()) == [f"{AT}.execution.output.uitkomst: nobody reads this output → {ASK}"]
    assert in_book(computing("$ja")) == []
    assert in_book(asked(regulatory_layer="UITVOERINGSBELEID")) == []


def test_an_output_may_be_read_by_another_law() -> None:
    reader = computing("$gelezen", input=[call("gelezen", law="eilandwet", of="uitkomst")])
    reader["$id"] = "leeswet"
    assert in_book(asked(), reader) == []


def test_outputs_that_only_read_each_other_are_read_by_nobody() -> None:
    one = machine("$tweede", declared=output(x_vraagbaar=False), input=[call("tweede")])
    two = {
        "execution": {
            "input": [call("uitkomst")], "output": [output("tweede", x_vraagbaar=False)],
            "actions": [{"output": "tweede", "value": "$uitkomst"}],
        }
    }  # fmt: skip
    found = in_book(law(article("4", machine_readable=one), article("5", machine_readable=two)))
    assert [message for message in found if "nobody reads" in message] == [
        f"eiland.yaml, article 4, machine_readable.execution.output.uitkomst: nobody reads this output → {ASK}",
        f"eiland.yaml, article 5, machine_readable.execution.output.tweede: nobody reads this output → {ASK}",
    ]


CODE = field("gemeente_code", "string")
TERM = {"id": "term", "type": "boolean", "delegation_type": "GEMEENTELIJKE_VERORDENING"}


def filling(**parts: Any) -> dict[str, Any]:
    execution = {
        "output": [field("term", "boolean", legal_basis={"article": "1"})],
        "actions": [{"output": "term", "value": True}], **parts,
    }  # fmt: skip
    implements = [{"law": "eilandwet", "article": "4", "open_term": "term"}]
    return ordinance(article("1", machine_readable={"implements": implements, "execution": execution}))


def test_what_an_open_term_needs_is_read() -> None:
    assert in_book(computing("$term", open_terms=[TERM], parameters=[CODE]), filling()) == []


def test_a_parameter_has_a_reader() -> None:
    loose = computing("$ja", parameters=[field("sinds", "date"), CODE])
    assert in_book(loose) == [f"{AT}.execution.parameters.sinds: nothing reads this parameter → {USE}"]


def test_a_parameter_may_be_read_by_what_fills_a_term() -> None:
    parameters = [CODE, field("sinds", "date")]
    act = computing("$term", open_terms=[TERM], parameters=parameters)
    reading = filling(
        parameters=[field("sinds", "date")],
        actions=[{"output": "term", "value": op("LESS_THAN", subject="$sinds", value="$referencedate")}],
    )
    assert in_book(act, reading) == []
    assert in_book(act, filling()) == [f"{AT}.execution.parameters.sinds: nothing reads this parameter → {USE}"]


def test_a_parameter_may_be_handed_on_within_the_law() -> None:
    one = machine("$tweede", input=[call("tweede")], parameters=[field("sinds", "date")])
    two = {
        "execution": {
            "parameters": [field("sinds", "date")], "output": [output("tweede")],
            "actions": [{"output": "tweede", "value": op("LESS_THAN", subject="$sinds", value="$referencedate")}],
        }
    }  # fmt: skip
    assert in_book(law(article("4", machine_readable=one), article("5", machine_readable=two))) == []
