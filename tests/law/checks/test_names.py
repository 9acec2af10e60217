"""Every reference means something, and one thing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.checks.islands import (
    AT,
    VALUE,
    absent,
    article,
    call,
    computing,
    fact,
    field,
    in_file,
    law,
    machine,
    op,
    output,
)

BOTH = op("AND", conditions=["$ja", "$nee"])


def people(body: Any, combine: str | None = "OR", **more: Any) -> dict[str, Any]:
    return op(
        "FOREACH", collection="$mensen", as_="mens", body=body, **({"combine": combine} if combine else {}), **more
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("$jaa", f"{VALUE}: $jaa is not declared → declare it as input, parameter or definition"),
        (
            op("AND", conditions=["$ja", "$nee", "$nees"]),
            f"{VALUE}.conditions.2: $nees is not declared → did you mean nee?",
        ),
        (
            op("EQUALS", subject="$ding.naan", value="a"),
            f"{VALUE}.subject: $ding has no field naan → did you mean naam?",
        ),
        (
            op("EQUALS", subject="$ding.hoogte", value="a"),
            f"{VALUE}.subject: $ding has no field hoogte → declare it in x-velden",
        ),
        (
            op("EQUALS", subject="$naam.lengte", value=1),
            f"{VALUE}.subject: $naam is a string and has no field lengte → read $naam itself",
        ),
        (
            op("EQUALS", subject="$mensen.naam", value="a"),
            f"{VALUE}.subject: $mensen is an array and has no field naam → read its elements in a FOREACH",
        ),
        (
            op("EQUALS", subject="$kaal.naam", value="a"),
            f"{VALUE}.subject: $kaal does not say which fields it has → declare naam in x-velden of kaal",
        ),
        (
            op("EQUALS", subject="$referencedate.week", value=1),
            f"{VALUE}.subject: $referencedate has no field week → declare it in x-velden",
        ),
        (people("$mens.tel"), f"{VALUE}.body: $mens has no field tel → did you mean telt?"),
        (people("$item.telt"), f"{VALUE}.body: $item is not declared → declare it as input, parameter or definition"),
        (
            people(op("EQUALS", subject="$naam_", value="a")),
            f"{VALUE}.body.subject: $naam_ is not declared → did you mean naam?",
        ),
        (
            people(op("FOREACH", collection="$mens.soorten", body="$mens.telt", combine="OR")),
            f"{VALUE}.body.body: $mens is not seen here → an inner FOREACH sees only its own element",
        ),
    ],
)
def test_unknown_name_is_found_where_it_stands(value: Any, message: str) -> None:
    assert in_file(computing(value)) == [message]


@pytest.mark.parametrize(
    "value",
    [
        BOTH,
        op("EQUALS", subject="$ding.naam", value="a"),
        op("EQUALS", subject="$referencedate.year", value=2031),
        op("LESS_THAN", subject="$ding.dag", value="$referencedate"),
        people("$mens.telt"),
        people("$telt"),
        people(op("FOREACH", collection="$mens.soorten", body=op("EQUALS", subject="$soort", value="a"), combine="OR")),
        people(op("AND", conditions=["$telt", "$ja"])),
    ],
)
def test_known_name_passes(value: Any) -> None:
    assert in_file(computing(value)) == []


def test_a_local_of_the_default_of_an_open_term_is_known_there_only() -> None:
    default = {"actions": [{"output": "half", "value": "$ja"}, {"output": "term", "value": "$half"}]}
    term = {"id": "term", "type": "boolean", "default": default}
    assert in_file(computing("$term", open_terms=[term])) == []
    assert in_file(computing(op("AND", conditions=["$term", "$half"]), open_terms=[term])) == [
        f"{VALUE}.conditions.1: $half is not declared → declare it as input, parameter or definition"
    ]


def test_parameters_that_are_passed_must_exist() -> None:
    called = call("ander", law="andere_wet", parameters={"code": "$cod", "vast": "letterlijk"})
    bad = computing("$ander", input=[called], parameters=[field("code", "string")])
    assert in_file(bad) == [
        f"{AT}.execution.input.ander.source.parameters.code: $cod is not declared → did you mean code?"
    ]
    good = call("ander", law="andere_wet", parameters={"code": "$code", "vast": "letterlijk"})
    assert in_file(computing("$ander", input=[good], parameters=[field("code", "string")])) == []


def test_an_element_may_not_hide_a_name_of_the_article() -> None:
    value = op("AND", conditions=["$ja", op("FOREACH", collection="$mensen", as_="ja", body="$ja.telt", combine="OR")])
    assert in_file(computing(value)) == [
        f"{VALUE}.conditions.1.as: the element is called ja, but the article declares ja too"
        " → give the element a name of its own"
    ]


def test_a_bare_field_may_not_hide_a_name_of_the_article() -> None:
    clash = op(
        "AND", conditions=[op("EQUALS", subject="$naam", value="a"), people(op("EQUALS", subject="$naam", value="b"))]
    )
    assert in_file(computing(clash)) == [
        f"{VALUE}.conditions.1.body.subject: $naam is a field of the element, but the article declares naam too"
        " → write $mens.naam, or rename one"
    ]
    clear = op(
        "AND",
        conditions=[op("EQUALS", subject="$naam", value="a"), people(op("EQUALS", subject="$mens.naam", value="b"))],
    )
    assert in_file(computing(clear)) == []


def test_a_name_declared_twice_is_found() -> None:
    twice = computing("$ja", definitions={"ja": True})
    assert in_file(twice) == [
        f"{AT}.execution.input.ja: ja already stands under definitions"
        " → a name is declared once in an article: rename one"
    ]


def test_elements_that_nothing_describes() -> None:
    value = op("FOREACH", collection="$lijst", as_="stuk", body="$stuk.telt", combine="OR")
    assert in_file(computing(value)) == [
        f"{VALUE}.collection: elements of $lijst are read, but nothing says which fields they have"
        " → declare x-velden for $lijst"
    ]
    whole = op("FOREACH", collection="$lijst", as_="stuk", body=op("EQUALS", subject="$stuk", value="a"), combine="OR")
    assert in_file(computing(whole)) == []


NAMES = sorted({"ja", "nee", "getal", "dag", "naam", "mensen"})
EXPRESSION = op(
    "AND",
    conditions=[
        "$ja",
        op("NOT", value="$nee"),
        op("GREATER_THAN", subject="$getal", value=3),
        op("LESS_THAN", subject="$dag", value="$referencedate"),
        op("IN", subject="$naam", values=["a", "b"]),
        op("FOREACH", collection="$mensen", as_="mens", body="$mens.telt", combine="OR"),
    ],
)


@given(st.sampled_from(NAMES), st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,20}", fullmatch=True))
def test_whatever_is_renamed_is_missed(name: str, new: str) -> None:
    document = computing(EXPRESSION)
    if new in (*NAMES, "uitkomst", "mens", "referencedate"):
        return
    assert in_file(document) == []
    for item in document["articles"][0]["machine_readable"]["execution"]["input"]:
        if item["name"] == name:
            item.update(fact(new, item["type"], **{"x-velden": item["x-velden"]} if "x-velden" in item else {}))
    found = in_file(document)
    assert any(f"${name} is not declared" in message for message in found)
    assert any(f"execution.input.{new}: nothing in the article reads it" in message for message in found)


def test_names_of_one_article_mean_nothing_in_another() -> None:
    document = law(
        article("4", machine_readable=machine("$ja")),
        article(
            "5",
            machine_readable={
                "execution": {"output": [output("tweede")], "actions": [{"output": "tweede", "value": "$ja"}]}
            },
        ),
    )
    assert in_file(document) == [
        "eiland.yaml, article 5, machine_readable.execution.actions.tweede.value: $ja is not declared"
        " → declare it as input, parameter or definition"
    ]


def test_a_test_for_absence_reads_its_name() -> None:
    assert in_file(computing(absent("$leeg_dag"))) == []
