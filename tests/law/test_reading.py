"""A rule file from text to Regulation, strictly and in conformance mode."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.law.refusals import changed, execution, messages, without_line
from tests.law.texts import ISLAND_LAW, law, law_text, text
from wbmgp_engine.law.document import Action, Operation, Regulation
from wbmgp_engine.law.reading import read_regulation, yaml_path


def test_a_whole_file_is_read() -> None:
    found = read_regulation(law_text(), "wet.yaml")
    assert (found.id, found.schema_, found.regulatory_layer) == ("eilandwet", ISLAND_LAW["$schema"], "WET")
    assert (found.starts, found.ends, found.published) == (date(2031, 7, 1), None, date(2031, 2, 1))
    article = found.articles[0]
    assert article.machine_readable is not None
    assert article.machine_readable.definitions == {"minimum": 2, "eilanden": ["noord", "zuid"]}
    assert article.machine_readable.open_terms[0].required
    assert article.machine_readable.execution.input[0].source.is_register
    assert article.machine_readable.execution.actions[0].value == Operation.model_validate(
        {"operation": "NOT", "value": "$bezwaar"}
    )
    assert found.article("4") is article
    assert found.article("5") is None
    assert found.article_of_output == {"vergunning": article}


def test_bytes_and_text_read_the_same() -> None:
    written = law_text()
    windows = b"\xef\xbb\xbf" + written.replace("\n", "\r\n").encode()
    assert read_regulation(windows, "wet.yaml") == read_regulation(written, "wet.yaml")


def test_extensions_stand_where_the_schema_is_open() -> None:
    document = law(x_noot="eigen")
    execution(document)["input"][0]["x-vraag"] = {"nl": "Sinds wanneer?", "en": "Since when?"}
    execution(document)["output"][0]["type_spec"] = {"unit": "years", "x-eigen": 1}
    found = read_regulation(text(document), "wet.yaml")
    assert found.extension("noot") == "eigen"
    assert found.extension("niets") is None
    assert found.article_of_output["vergunning"].outputs[0].extension("vraag") is None
    machine_readable = found.articles[0].machine_readable
    assert machine_readable is not None
    assert machine_readable.execution.input[0].extension("vraag") == {"nl": "Sinds wanneer?", "en": "Since when?"}


def test_an_action_may_be_an_arithmetic_operation_itself() -> None:
    action = Action.model_validate({"output": "som", "operation": "ADD", "values": [1, "$x"]})
    assert action == Action.model_validate({"output": "som", "value": {"operation": "ADD", "values": [1, "$x"]}})
    rounded = Action.model_validate({"output": "som", "operation": "ROUND", "value": "$x", "precision": -2})
    assert rounded.value.operands == {"value": "$x", "precision": -2}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "[]",
            "wet.yaml: the file holds [] where a regulation is needed → "
            "write a mapping with $id, regulatory_layer and articles",
        ),
        (
            "null",
            "wet.yaml: the file holds null where a regulation is needed → "
            "write a mapping with $id, regulatory_layer and articles",
        ),
        (
            "eilandwet",
            "wet.yaml: the file holds 'eilandwet' where a regulation is needed → "
            "write a mapping with $id, regulatory_layer and articles",
        ),
        ("a: &x 1", "wet.yaml:1:4: anchor &x → delete it and write the value out where it is needed"),
    ],
)
def test_a_file_that_is_no_regulation_at_all(written: str, message: str) -> None:
    assert messages(written) == [message]


def test_lines_are_those_of_the_file() -> None:
    written = law_text().replace('"type": "boolean"', '"type": "bool"').replace('"nullable": true', '"nullable": "ja"')
    lines = {number for number, line in enumerate(written.splitlines(), 1) if '"bool"' in line or '"ja"' in line}
    assert len(lines) == 2
    found = messages(written)
    assert {int(message.split(":")[1].split(",")[0]) for message in found} == lines


def test_every_fault_is_reported_at_once() -> None:
    found = messages(law_text(url=None, bwb_id="B", valid_to="2030-01-01"))
    assert [without_line(message) for message in found] == [
        "wet.yaml, url is missing → add url",
        "wet.yaml, bwb_id: 'B' is no bwb_id → write BWBR and 7 digits",
        "wet.yaml, valid_to: 2030-01-01 lies before valid_from 2031-07-01 → valid_to is the last day in force",
    ]


def test_the_path_labels_list_items_and_hides_dots() -> None:
    raw = {
        "articles": [{"number": "3.1", "machine_readable": {"execution": {"actions": [{"output": "x", "value": [1]}]}}}]
    }
    path = ("articles", 0, "machine_readable", "execution", "actions", 0, "value", 0)
    assert yaml_path(raw, path) == "articles.3_1.machine_readable.execution.actions.x.value.0"
    assert yaml_path(raw, ("articles", 7, "text")) == "articles.7.text"


OTHER_ENGINE = """
$schema: https://example.com/schema/v0.5.0/schema.json
$id: test_law
regulatory_layer: WET
publication_date: '2025-01-01'
competent_authority: {name: Minister}
procedure: [{id: beschikking}]
articles:
  - number: '1'
    text: Test
    ref: https://example.com
    machine_readable:
      requires: [x]
      untranslatables: [{construct: afronden, reason: x, accepted: false}]
      hooks: [{hook_point: pre_actions, applies_to: {}}]
      overrides: [{law: a, article: '1', output: b}]
      execution:
        parameters: [{name: BSN, type: string, specifies: iets}]
        input: [{name: register, type: number, temporal: {type: point}}]
        output: [{name: result, type: boolean}]
        actions:
          - {output: result, operation: AND, conditions: [true, $lijst.0]}
          - {output: ander, value: {operation: SWITCH, cases: [{when: {operation: IS_NULL, subject: $x}, then: 1}]}}
          - {output: ander, value: 2, resolve: {type: x}}
"""


def test_the_conformance_mode_takes_what_other_engines_write() -> None:
    found = read_regulation(OTHER_ENGINE, "fixture", lenient=True)
    assert (found.starts, found.url, found.published) == (None, None, date(2025, 1, 1))
    machine_readable = found.articles[0].machine_readable
    assert machine_readable is not None
    assert machine_readable.execution.input[0].source.is_register
    assert machine_readable.execution.actions[0].value.operation == "AND"
    assert [len(kept) for kept in (machine_readable.hooks, machine_readable.overrides)] == [1, 1]
    assert machine_readable.untranslatables == [{"construct": "afronden", "reason": "x", "accepted": False}]


def test_a_reference_as_first_day_matches_every_date_in_conformance_mode() -> None:
    found = read_regulation(law_text(valid_from="#datum"), "fixture", lenient=True)
    assert (found.valid_from, found.starts) == ("#datum", None)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"regulatory_layer": "NIETS"}, "regulatory_layer: 'NIETS' is not allowed here"),
        ({"publication_date": 20250101}, "publication_date: 20250101 is not text"),
        ({"valid_to": "2031-02-30"}, "valid_to: '2031-02-30' is no date"),
        ({"articles": None}, "articles is missing"),
    ],
)
def test_the_conformance_mode_still_refuses_what_no_engine_takes(keys: dict[str, Any], message: str) -> None:
    (found,) = messages(law_text(**keys), lenient=True)
    assert without_line(found).startswith(f"wet.yaml, {message}")


def test_the_conformance_mode_refuses_an_unknown_key_in_an_article() -> None:
    written = changed(lambda d: d["articles"][0].update(onbekend=1))
    (found,) = messages(written, lenient=True)
    assert "article 4, onbekend: unknown key 'onbekend'" in found


def test_what_stands_in_a_regulation_cannot_be_changed() -> None:
    found = read_regulation(law_text(), "wet.yaml")
    with pytest.raises(ValueError, match="frozen"):
        found.id = "anders"
    assert found == Regulation.model_validate(law())
