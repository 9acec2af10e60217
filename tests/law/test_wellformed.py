"""What one file can show to be wrong: at the root and in its articles, with the whole message."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.refusals import Change, changed, execution, messages, without_line
from tests.law.texts import ORDINANCE, law, law_text, part, text
from wbmgp_engine.law.reading import read_regulation


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"id": None}, "wet.yaml, $id is missing → add $id"),
        ({"id": "Eilandwet"}, "wet.yaml, $id: 'Eilandwet' is no id → use small letters, digits and _"),
        ({"id": "_wet"}, "wet.yaml, $id: '_wet' is no id → use small letters, digits and _"),
        ({"schema": None}, "wet.yaml, $schema: null is not the schema read here → name that of v0.8.0"),
        (
            {"schema": "https://example.invalid/v0.5.6/schema.json"},
            "wet.yaml, $schema: "
            "'https://example.invalid/v0.5.6/schema.json' is not the schema read here → name that of v0.8.0",
        ),
        ({"url": None}, "wet.yaml, url is missing → add url"),
        (
            {"url": "wetten.nl"},
            "wet.yaml, url: 'wetten.nl' is no address → write https://… or, where no public text exists, urn:…",
        ),
        (
            {"url": "https:///pad"},
            "wet.yaml, url: 'https:///pad' is no address → write https://… or, where no public text exists, urn:…",
        ),
        (
            {"url": "https://x.nl/a b"},
            "wet.yaml, url: 'https://x.nl/a b' is no address → write https://… or, where no public text exists, urn:…",
        ),
        ({"valid_from": None}, "wet.yaml, valid_from is missing → add valid_from"),
        ({"publication_date": None}, "wet.yaml, publication_date is missing → add publication_date"),
        (
            {"publication_date": 20310201},
            "wet.yaml, publication_date: 20310201 is not text → write text, in quotes if it looks like a number",
        ),
        (
            {"valid_from": "2031-02-29"},
            "wet.yaml, valid_from: '2031-02-29' is no date → write a day that exists as 'YYYY-MM-DD'",
        ),
        (
            {"valid_from": "20310701"},
            "wet.yaml, valid_from: '20310701' is no date → write a day that exists as 'YYYY-MM-DD'",
        ),
        (
            {"valid_from": "2031-W01-1"},
            "wet.yaml, valid_from: '2031-W01-1' is no date → write a day that exists as 'YYYY-MM-DD'",
        ),
        (
            {"valid_from": "#inwerking"},
            "wet.yaml, valid_from: '#inwerking' is no date → write a day that exists as 'YYYY-MM-DD'",
        ),
        (
            {"valid_to": "2031-06-30"},
            "wet.yaml, valid_to: 2031-06-30 lies before valid_from 2031-07-01 → valid_to is the last day in force",
        ),
        (
            {"regulatory_layer": "WETJE"},
            "wet.yaml, regulatory_layer: 'WETJE' is not allowed here → use VERDRAG, "
            "EU_VERORDENING, EU_RICHTLIJN, GRONDWET, WET, KONINKLIJK_BESLUIT, AMVB, MINISTERIELE_REGELING, "
            "PROVINCIALE_VERORDENING, WATERSCHAPS_VERORDENING, GEMEENTELIJKE_VERORDENING, BELEIDSREGEL or "
            "UITVOERINGSBELEID",
        ),
        ({"bwb_id": None}, "wet.yaml, bwb_id is missing → it says which WET this is: add bwb_id"),
        (
            {"regulatory_layer": "AMVB", "bwb_id": None},
            "wet.yaml, bwb_id is missing → it says which AMVB this is: add bwb_id",
        ),
        ({"bwb_id": "BWBR123"}, "wet.yaml, bwb_id: 'BWBR123' is no bwb_id → write BWBR and 7 digits"),
        ({"gemeente_code": "0599"}, "wet.yaml, gemeente_code: '0599' is no gemeente_code → write GM and 4 digits"),
        ({"procedure": []}, "wet.yaml, procedure: procedure is not read here → procedures are not run: delete it"),
        ({"geldig": True}, "wet.yaml, geldig: unknown key 'geldig' → extensions start with x-"),
        ({"articles": {}}, "wet.yaml, articles: {} is not a list → write a list"),
        ({"articles": ["4"]}, "wet.yaml, article 0: '4' is not a mapping → write a mapping"),
        ({"name": 4}, "wet.yaml, name: 4 is not text → write text, in quotes if it looks like a number"),
    ],
)
def test_what_is_wrong_at_the_root_is_said(keys: dict[str, Any], message: str) -> None:
    assert [without_line(found) for found in messages(law_text(**keys))] == [message]


def test_an_ordinance_shows_its_municipality_and_its_title() -> None:
    assert read_regulation(law_text(ORDINANCE), "wet.yaml").gemeente_code == "GM9990"
    found = messages(law_text(ORDINANCE, gemeente_code=None, officiele_titel=None))
    assert found == [
        "wet.yaml:1: gemeente_code is missing → it says which GEMEENTELIJKE_VERORDENING this is: add gemeente_code",
        "wet.yaml:1: officiele_titel is missing → it says which GEMEENTELIJKE_VERORDENING this is: add officiele_titel",
    ]


@pytest.mark.parametrize(
    ("back", "message"),
    [
        (
            "2031-07-01",
            "2031-07-01 does not lie before valid_from 2031-07-01 → "
            "name the earlier day it works back to, or delete the key",
        ),
        ("2031-06-31", "'2031-06-31' is no date → write a day that exists as 'YYYY-MM-DD'"),
        (2031, "2031 is no date → write a day that exists as 'YYYY-MM-DD'"),
    ],
)
def test_working_back_is_to_an_earlier_day(back: object, message: str) -> None:
    document = law(ORDINANCE)
    document["x-werkt-terug-tot"] = back
    assert [without_line(found) for found in messages(text(document))] == [f"wet.yaml, x-werkt-terug-tot: {message}"]


def _twice(document: dict[str, Any]) -> None:
    document["articles"].append({**document["articles"][0], "machine_readable": None})


def _same_output(document: dict[str, Any]) -> None:
    rules = {"execution": {"output": [{"name": "vergunning", "type": "boolean"}],
                           "actions": [{"output": "vergunning", "value": True}]}}  # fmt: skip
    document["articles"].append({**document["articles"][0], "number": "5", "machine_readable": rules})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_twice, "article 4, number: article 4 stands here twice → join the two"),
        (
            _same_output,
            "article 5, machine_readable.execution.output.vergunning: article 4 also declares output "
            "vergunning → an output has one article in a regulation: rename one",
        ),
        (lambda d: d["articles"][0].pop("text"), "article 4: text is missing → add text"),
        (
            lambda d: d["articles"][0].pop("url"),
            "article 4: url is missing → add url: the official text of the article",
        ),
        (
            lambda d: d["articles"][0].update(number=4),
            "article 0, number: 4 is not text → write text, in quotes if it looks like a number",
        ),
        (
            lambda d: d["articles"][0].update(onbekend=1),
            "article 4, onbekend: unknown key 'onbekend' → delete it, or see the grammar of rule files for its name",
        ),
        (
            lambda d: d["articles"][0].update({"x-eigen": 1}),
            "article 4, x-eigen: unknown key 'x-eigen' → delete it, or see the grammar of rule files for its name",
        ),
        (
            lambda d: part(d).update(hooks=[]),
            "article 4, machine_readable.hooks: hooks is not read here → "
            "hooks are not run: let the article read what it needs as an input",
        ),
        (
            lambda d: part(d).update(overrides=[{"voids": True}]),
            "article 4, machine_readable.overrides: overrides is "
            "not read here → overrides are not run: write the exception in the article itself",
        ),
        (
            lambda d: part(d).update(untranslatables=[]),
            "article 4, machine_readable.untranslatables: untranslatables "
            "is not read here → it is of an older grammar: write markings",
        ),
        (
            lambda d: part(d).update(requires=[]),
            "article 4, machine_readable.requires: requires is not read here → delete it; nothing reads it",
        ),
        (
            lambda d: part(d).update(endpoint="x"),
            "article 4, machine_readable.endpoint: endpoint is not read here → delete it; nothing reads it",
        ),
        (
            lambda d: part(d).update(enables=[]),
            "article 4, machine_readable.enables: enables is not read here → delete it; the grammar dropped it",
        ),
        (
            lambda d: part(d).update(voids=True),
            "article 4, machine_readable.voids: unknown key 'voids' → "
            "delete it, or see the grammar of rule files for its name",
        ),
        (
            lambda d: execution(d)["input"][0].update(temporal={"type": "point"}),
            "article 4, machine_readable.execution."
            "input.sinds.temporal: temporal is not read here → delete it; nothing reads it",
        ),
        (
            lambda d: execution(d)["input"][0]["source"].update(endpoint="x"),
            "article 4, machine_readable.execution."
            "input.sinds.source.endpoint: endpoint is not read here → delete it; nothing reads it",
        ),
        (
            lambda d: execution(d)["input"][0].pop("source"),
            "article 4, machine_readable.execution.input.sinds: source is missing → add source",
        ),
        (
            lambda d: execution(d)["input"][0].update(vraag={}),
            "article 4, machine_readable.execution.input.sinds.vraag: unknown key 'vraag' → extensions start with x-",
        ),
        (
            lambda d: execution(d)["input"][0].update(nullable="true"),
            "article 4, machine_readable.execution.input.sinds."
            "nullable: 'true' is not true or false → write true or false",
        ),
        (
            lambda d: execution(d)["input"][0].update(type="datum"),
            "article 4, machine_readable.execution.input.sinds."
            "type: 'datum' is not allowed here → use string, number, boolean, amount, date, object or array",
        ),
        (
            lambda d: execution(d)["output"][0].update(type_spec={"unit": "uren"}),
            "article 4, machine_readable.execution."
            "output.vergunning.type_spec.unit: 'uren' is not allowed here → "
            "use euro, eurocent, ratio, percentage, years, weeks, months or days",
        ),
        (
            lambda d: execution(d)["output"][0].update(type_spec={"max": "1"}),
            "article 4, machine_readable.execution."
            "output.vergunning.type_spec.max: '1' is not a number → write a number, not in quotes",
        ),
        (
            lambda d: execution(d)["actions"][0].update(resolve={}),
            "article 4, machine_readable.execution.actions."
            "vergunning.resolve: resolve is not read here → delete it; an open term is filled by its implementation",
        ),
        (
            lambda d: execution(d)["actions"].__setitem__(0, {"output": "vergunning", "operation": "IF", "cases": []}),
            "article 4, machine_readable.execution.actions.vergunning.operation: IF cannot stand at action level → "
            "nest it: value: {operation: IF, …}",
        ),
        (
            lambda d: execution(d)["actions"].__setitem__(0, {"output": "vergunning"}),
            "article 4, machine_readable.execution.actions.vergunning: vergunning gets no value → add value",
        ),
        (
            lambda d: execution(d)["actions"].__setitem__(0, {"output": "vergunning", "value": [1]}),
            "article 4, "
            "machine_readable.execution.actions.vergunning.value: a bare list cannot stand here → "
            "use operation LIST, IN with values, or a definition",
        ),
        (
            lambda d: execution(d)["actions"].append({"output": "vergunning", "value": 1}),
            "article 4, machine_readable."
            "execution.actions.vergunning: vergunning is assigned twice → use IF in one action",
        ),
        (
            lambda d: execution(d)["actions"].extend(
                [{"output": "tussen", "value": 1}, {"output": "tussen", "value": 2}]
            ),
            "article 4, machine_readable.execution.actions.tussen: tussen is assigned twice → use IF in one action",
        ),
        (
            lambda d: execution(d)["actions"].pop(),
            "article 4, machine_readable.execution.output.vergunning: "
            "output vergunning is never assigned → add an action with output: vergunning",
        ),
        (
            lambda d: execution(d)["parameters"].append({"name": "sinds", "type": "date"}),
            "article 4, machine_readable."
            "execution.input.sinds: sinds already stands under parameters → "
            "a name is declared once in an article: rename one",
        ),
        (
            lambda d: execution(d)["actions"].append({"output": "minimum", "value": 1}),
            "article 4, machine_readable."
            "execution.actions.minimum: minimum already stands under definitions → "
            "a name is declared once in an article: rename one",
        ),
        (
            lambda d: execution(d)["parameters"].append({"name": "referencedate", "type": "date"}),
            "article 4, "
            "machine_readable.execution.parameters.referencedate: referencedate is the date of the question → "
            "choose another name",
        ),
        (
            lambda d: execution(d)["parameters"].append({"name": "a-b", "type": "date"}),
            "article 4, machine_readable.execution.parameters.a-b: 'a-b' is no name → use letters, digits and _",
        ),
        (
            lambda d: part(d)["definitions"].update(som={"operation": "ADD", "values": [1]}),
            "article 4, machine_readable."
            "definitions.som: a definition cannot compute → move the operation to an action",
        ),
        (
            lambda d: part(d)["definitions"].update(lijst=[1, "$minimum"]),
            "article 4, machine_readable.definitions.lijst."
            "1: a definition cannot read '$minimum' → write the value itself",
        ),
        (
            lambda d: part(d)["open_terms"][0].update(type="object"),
            "article 4, machine_readable.open_terms.wachttijd."
            "type: 'object' is not allowed here → use string, number, boolean, amount or date",
        ),
        (
            lambda d: part(d)["open_terms"][0].update(default={"actions": [{"output": "duur", "value": 1}]}),
            "article 4, "
            "machine_readable.open_terms.wachttijd.default: no action gives wachttijd → "
            "add an action with output: wachttijd",
        ),
        (
            lambda d: part(d).update(implements=[{"law": "x", "article": "1", "open_term": "termijn"}]),
            "article 4, "
            "machine_readable.implements.termijn: no output of this article is called termijn → "
            "name the output like the open term it fills",
        ),
        (
            lambda d: part(d).update(markings=[{"about": "x"}]),
            "article 4, machine_readable.markings.0: legal_text_excerpt is missing → add legal_text_excerpt",
        ),
    ],
)
def test_what_is_wrong_in_an_article_is_said(change: Change, message: str) -> None:
    assert without_line(messages(changed(change))[0]) == f"wet.yaml, {message}"


def test_an_accepted_marking_is_data() -> None:
    marking = dict.fromkeys(("about", "reason", "resolution", "resolved_by", "legal_text_excerpt"), "x")
    accepted = {**marking, "target": [], "accepted": True}
    assert read_regulation(changed(lambda d: part(d).update(markings=[accepted])), "wet.yaml")
    refused = changed(lambda d: part(d).update(markings=[{**accepted, "accepted": False, "eigen": 1}]))
    assert [without_line(found) for found in messages(refused)] == [
        "wet.yaml, article 4, machine_readable.markings.0.eigen: unknown key 'eigen' → delete it",
        "wet.yaml, article 4, machine_readable.markings.0: the marking is not accepted → "
        "write the rule, or accept what it cannot say: accepted: true",
    ]
