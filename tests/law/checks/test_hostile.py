"""Hostile and odd rule books: the checks end, in time, with findings on one line each."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.checks.islands import (
    AT,
    VALUE,
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
    output,
)
from wbmgp_engine.law.checks import check_file
from wbmgp_engine.law.document import Operation, Regulation


def nested(levels: int, core: Any = "$ja") -> Any:
    for _ in range(levels):
        core = Operation.model_construct(operation="NOT", operands={"value": core}, legal_basis=None)
    return core


def with_value(value: Any, names: Any = "$ja") -> list[str]:
    """A law whose value was built past the reader of files, which has limits of its own."""
    regulation = Regulation.model_validate(computing(names))
    machine_part = regulation.articles[0].machine_readable
    assert machine_part is not None
    action = machine_part.execution.actions[0].model_copy(update={"value": value})
    execution = machine_part.execution.model_copy(update={"actions": [action]})
    changed = regulation.articles[0].model_copy(
        update={"machine_readable": machine_part.model_copy(update={"execution": execution})}
    )
    return [str(found) for found in check_file(regulation.model_copy(update={"articles": [changed]}), "eiland.yaml")]


def test_a_hundred_levels_are_fine() -> None:
    assert with_value(nested(100)) == []


@pytest.mark.parametrize("levels", [101, 5_000, 50_000])
def test_deeper_nesting_is_a_finding_and_no_crash(levels: int) -> None:
    found = with_value(nested(levels))
    assert found[0] == (
        f"{VALUE}.{'.'.join(['value'] * 7)}: operations nest deeper than 100 → split them over several actions"
    )
    # What stands below the limit is not looked at, so its names count as unread.
    assert found[1:] == [f"{AT}.execution.input.ja: nothing in the article reads it → delete it, or use it"]


def test_deep_tests_for_absence_are_fine() -> None:
    old = op("LESS_THAN", subject="$leeg_dag", value="$dag")
    guard: Any = op("NOT", value=op("EQUALS", subject="$leeg_dag", value=None))
    for _ in range(80):
        guard = op("AND", conditions=[guard])
    assert in_file(computing(op("AND", conditions=[guard, old]))) == []


def test_a_thousand_operands() -> None:
    conditions: list[Any] = [op("EQUALS", subject="$naam", value=f"eiland {number}") for number in range(1_000)]
    assert in_file(computing(op("OR", conditions=conditions))) == []
    conditions[777] = "$nooit"
    assert in_file(computing(op("OR", conditions=conditions))) == [
        f"{VALUE}.conditions.777: $nooit is not declared → declare it as input, parameter or definition"
    ]


def test_a_thousand_cases_and_a_thousand_guards() -> None:
    cases = [{"when": op("EQUALS", subject="$getal", value=number), "then": number} for number in range(1_000)]
    assert in_file(computing(op("IF", cases=cases, default=0), declared=output("uitkomst", "number"))) == []
    facts = [fact(f"dag_{number}", "date", nullable=True) for number in range(300)]
    tests = [op("NOT", value=op("EQUALS", subject=f"${item['name']}", value=None)) for item in facts]
    uses = [op("LESS_THAN", subject=f"${item['name']}", value="$referencedate") for item in facts]
    assert in_file(computing(op("AND", conditions=[*tests, *uses]), input=facts)) == []


def test_a_chain_of_a_thousand_intermediates() -> None:
    actions = [{"output": f"stap_{number}", "value": op("NOT", value=f"$stap_{number + 1}")} for number in range(1_000)]
    actions.append({"output": "stap_1000", "value": "$ja"})
    assert in_book(computing("$stap_0", actions=actions)) == []
    actions[-1]["value"] = "$getal"
    assert in_file(computing("$stap_0", actions=actions)) == [
        f"{AT}.execution.actions.stap_999.value.value: NOT takes a boolean, not $stap_1000 of type number"
        " → give a boolean"
    ]


def test_a_circle_of_a_thousand_articles() -> None:
    def link(number: int) -> dict[str, Any]:
        name, reads = f"uit_{number}", f"uit_{(number + 1) % 1_000}"
        execution = {
            "input": [call(reads)],
            "output": [output(name)],
            "actions": [{"output": name, "value": f"${reads}"}],
        }
        return article(str(number), machine_readable={"execution": execution})

    (message,) = in_book(law(*(link(number) for number in range(1_000))))
    assert "article 0" in message
    assert "uit_0 → uit_1 → " in message
    assert " → … → uit_0 " in message
    assert len(message) < 400


def test_a_list_of_a_thousand_words() -> None:
    words = [f"woord {number}" for number in range(1_000)]
    value = op("IN", subject="$naam", value="$lijst_van_woorden")
    assert in_file(computing(value, definitions={"lijst_van_woorden": words})) == []


def test_fields_nested_without_end() -> None:
    fields: dict[str, Any] = {"telt": {"type": "boolean"}}
    for _ in range(40):
        fields = {"diep": {"type": "object", "x-velden": fields}}
    document = computing(
        "$ding", input=[fact("ding", "object", x_velden=fields)], declared=output("uitkomst", "object")
    )
    found = [message for message in in_file(document) if "fields nest" in message]
    assert found == [
        f"{AT}.execution.input.ding.x-velden.diep.x-velden.diep: fields nest deeper than 32 → keep facts flat"
    ]


@pytest.mark.parametrize("name", ["", " ", "één", "a b", "a.b", "$a", "a\nb", "a\u202eb", "x" * 300, "a→b", "\u00a0"])
def test_odd_names_are_refused_on_one_line(name: str) -> None:
    found = in_file(computing("$ja", input=[fact("ja", "boolean"), fact(name, "date")]))
    assert found
    assert all(_is_one_line(message) for message in found)
    if name != "x" * 300:
        assert any("is no name" in message for message in found)


def _is_one_line(message: str) -> bool:
    return message.isprintable() and len(message) < 600


odd_text = st.text(st.characters(codec="utf-8"), max_size=70)
odd_values = st.recursive(
    st.none() | st.booleans() | st.integers() | odd_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd_text, inner, max_size=3),
    max_leaves=8,
)
EXTENSIONS = ["x-velden", "x-origin", "x-vraag", "x-oordeel"]


@given(st.dictionaries(st.sampled_from(EXTENSIONS), odd_values), odd_text, odd_values)
@settings(max_examples=60)
def test_whatever_stands_in_an_extension_is_a_finding_and_no_crash(extensions: Any, name: str, odd: Any) -> None:
    item = {**fact("feit", "array"), **extensions}
    other = {**field(name, "boolean"), "origin": {"waarde": "OORDEEL"}, **extensions}
    declared = output(x_redenen=odd, x_poort=odd, x_grond=odd)
    document = computing("$ja", declared=declared, input=[item, fact("ja", "boolean")], parameters=[other])
    assert all(_is_one_line(message) for message in in_file(document))


@given(st.text("$.abc_é \n", max_size=12))
def test_whatever_is_passed_as_a_parameter_is_judged(raw: str) -> None:
    passed = call("ander", law="andere_wet", parameters={"p": raw})
    found = in_file(computing("$ander", input=[passed]))
    assert all(_is_one_line(message) for message in found)
    assert bool(found) is raw.startswith("$")


def test_findings_are_sorted_stable_and_single() -> None:
    documents = [computing("$jaa", definitions={"b": 1, "a": 2}), computing_second()]
    first = in_book(*documents)
    assert first == in_book(*documents)
    assert len(set(first)) == len(first) > 3
    places = [message.split(": ")[0] for message in first]
    assert places == sorted(places)


def computing_second() -> dict[str, Any]:
    return law(article("9", "", machine_readable=machine("$weg")), law_id="andere_wet")


def test_a_message_shows_no_more_than_it_must() -> None:
    long = "lang_" * 60
    (message, *_) = in_file(computing(op("EQUALS", subject=f"${long}", value="x" * 500)))
    assert len(message) < 300
    assert re.search(r"\$lang_lang_.*…", message)
