"""Leaves against the scalar reader: the same verdict on the same facts, and none where that one meets an error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.logic.asking import INPUTS as FEWER
from tests.logic.asking import ON, article, book, evaluate, field, law, op, register
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.forward_chaining.articles import OutsideFragment, Question
from wbmgp_engine.logic.forward_chaining.leaves import LeafReader
from wbmgp_engine.logic.forward_chaining.opinion import NO_OPINION, ForwardQuestion
from wbmgp_engine.logic.forward_chaining.verdicts import Unreadable
from wbmgp_engine.logic.values import Unknown

INPUTS = [*FEWER, register("paar", "array"), register("drie", "array"), register("rijen", "array")]
GAP = Unknown({"gat"})
FACTS: dict[str, Any] = {
    "n": 5, "m": Decimal("5.0"), "b": True, "d": date(2010, 2, 28), "t": "2010-02-28", "onbekend": GAP,
    "lijst": [1, 2, GAP], "paar": [1, "a"], "drie": [1, 2, 3], "rijen": [[1, 2], [3, 4]], "ding": {"a": 1, "leeg": None, "gat": GAP},
}  # fmt: skip


def _value(raw: Any, facts: Mapping[str, Any] = FACTS) -> Any:
    lawbook = book(law(article(actions={"uit": raw}, input=INPUTS)))
    meaning = Question(lawbook, ON, {}).output("wet_proef", "uit")
    return LeafReader(facts, ON).value(meaning.call, meaning.call.body("uit"), "uit", None)


def _each(**more: Any) -> dict[str, Any]:
    return op("FOREACH", collection="$lijst", as_="x", **more)


LEAVES = [
    op("EQUALS", subject="$n", value="$m"),
    op("EQUALS", subject="$n", value=True),
    op("EQUALS", subject="$b", value=True),
    op("EQUALS", subject="$d", value="$t"),
    op("EQUALS", subject="$d", value="2010-03-01"),
    op("EQUALS", subject="$referencedate", value=ON.isoformat()),
    op("EQUALS", subject="$ding.leeg", value=None),
    op("EQUALS", subject="$ding.gat", value=None),
    op("EQUALS", subject="$onbekend.diep", value=None),
    op("EQUALS", subject="$ding.leeg.dieper", value=None),
    op("EQUALS", subject="$paar", value="$paar"),
    op("EQUALS", subject="$paar", value="$lijst"),
    op("EQUALS", subject="$onbekend", value="$ding.gat"),
    op("IN", subject="$n", values=[4, 5]),
    op("IN", subject="$t", value="2010-02-28"),
    op("IN", subject=3, values="$lijst"),
    op("IN", subject=2, values="$lijst"),
    op("IN", subject="$onbekend", values=[4, 5]),
    op("GREATER_THAN", subject="$n", value=4),
    op("GREATER_THAN", subject="$n", value=5),
    op("GREATER_THAN_OR_EQUAL", subject="$n", value="$m"),
    op("LESS_THAN", subject="$d", value="$referencedate"),
    op("LESS_THAN_OR_EQUAL", subject="$t", value="$d"),
    op("LESS_THAN", subject="$onbekend", value=1),
    op("LESS_THAN", subject="$n", value="$d"),
    op("LESS_THAN", subject="$n", value=None),
    op("LESS_THAN", subject="$t", value="morgen"),
    op("GREATER_THAN", subject=op("AGE", date_of_birth="$d", reference_date="$referencedate"), value=19),
    op("EQUALS", subject=op("DATE_DIFF", from_="$d", to="$referencedate", in_="days"), value=7383),
    op("EQUALS", subject=op("DATE_DIFF", from_="$d", to="$referencedate", in_="months"), value=242),
    op("EQUALS", subject=op("DATE_DIFF", from_="$d", to="$referencedate", in_="years"), value=20),
    op("EQUALS", subject=op("DATE_ADD", date="$d", years=1, months=1, days=2), value="2011-03-30"),
    op("EQUALS", subject=op("DATE_ADD", date="$d", years=8000), value="$d"),
    op("EQUALS", subject=op("DATE_ADD", date="$d", years="$t"), value="$d"),
    op("NOT", value="$b"),
    op("NOT", value="$onbekend"),
    op("NOT", value="$n"),
    op("AND", conditions=["$b", "$onbekend"]),
    op("AND", conditions=["$onbekend", False]),
    op("OR", conditions=["$onbekend", "$b"]),
    op("OR", conditions=[False, False]),
    op("IF", cases=[{"when": "$b", "then": 1}], default=2),
    op("IF", cases=[{"when": op("NOT", value="$b"), "then": 1}], default=2),
    op("IF", cases=[{"when": "$onbekend", "then": 1}], default=2),
    op("LIST", items=["$n", "$b"]),
    _each(body=op("EQUALS", subject="$x", value=2), combine="OR"),
    _each(body=op("EQUALS", subject="$x", value=7), combine="OR"),
    _each(body=op("GREATER_THAN", subject="$x", value=1), combine="AND"),
    _each(body="$x"),
    _each(body="$x", filter=op("EQUALS", subject="$x", value=2)),
    op("FOREACH", collection="$onbekend", as_="x", body="$x"),
    op("FOREACH", collection="$ding.leeg", as_="x", body="$x"),
    op("FOREACH", collection="$ding", as_="x", body="$x.a"),
    op("FOREACH", collection="$drie", as_="x", body="$x", filter=op("LESS_THAN", subject="$x", value=3)),
    "$niet_gegeven",
    "$ding.nergens",
]  # fmt: skip


@pytest.mark.parametrize("raw", LEAVES, ids=str)
def test_a_leaf_is_read_as_the_scalar_reader_reads_it(raw: Any) -> None:
    inputs = [*INPUTS, register("niet_gegeven")]
    lawbook = book(law(article(actions={"uit": raw}, input=inputs)))
    meaning = Question(lawbook, ON, {}).output("wet_proef", "uit")
    try:
        expected = evaluate(raw, FACTS, inputs=inputs)
    except WbmgpError:
        with pytest.raises(Unreadable):
            LeafReader(FACTS, ON).value(meaning.call, meaning.call.body("uit"), "uit", None)
        return
    found = LeafReader(FACTS, ON).value(meaning.call, meaning.call.body("uit"), "uit", None)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (op("ADD", values=[1, 2]), "ADD is not read here"),
        (_each(body="$x", combine="ADD"), "combines by ADD"),
        ("$nergens", "not declared"),
    ],
)
def test_what_this_reader_does_not_take(raw: Any, words: str) -> None:
    with pytest.raises(OutsideFragment, match=words):
        _value(raw)


# Propositions -----------------------------------------------------------------------------------------------------------


def _asked(value: Any, **more: Any) -> ForwardQuestion:
    found = law(article(actions={"uit": value}, output=[field("uit", "boolean")], input=INPUTS, **more))
    return ForwardQuestion(Question(book(found), ON, {}), "wet_proef", ["uit"])


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (5, "no proposition"),
        ("ja", "no proposition"),
        (op("AGE", date_of_birth="$d", reference_date="$d"), "AGE is no proposition"),
        (_each(body="$x"), "FOREACH is no proposition"),
        ("$nergens", "not declared"),
        ("$rond", "needs itself"),
    ],
)
def test_what_is_no_proposition(raw: Any, words: str) -> None:
    actions = {"uit": raw, "rond": op("NOT", value="$rond")}
    found = law(article(actions=actions, output=[field("uit", "boolean")], input=INPUTS))
    with pytest.raises(OutsideFragment, match=words):
        ForwardQuestion(Question(book(found), ON, {}), "wet_proef", ["uit"])


def test_what_is_not_fixed_cannot_be_passed_on() -> None:
    called = law(
        article(
            actions={"op": "$p"},
            output=[field("op", "boolean")],
            parameters=[field("p", "boolean", required=True)],
        ),
        law_id="wet_ander",
    )
    source = {"regulation": "wet_ander", "output": "op", "parameters": {"p": "$b"}}
    calling = law(
        article(
            actions={"uit": "$op"},
            output=[field("uit", "boolean")],
            input=[register("b", "boolean"), {"name": "op", "type": "boolean", "nullable": True, "source": source}],
        )
    )
    with pytest.raises(OutsideFragment, match="only what is fixed can be passed on"):
        ForwardQuestion(Question(book(called, calling), ON, {}), "wet_proef", ["uit"])


DECISIONS = [
    op("EQUALS", subject="$n", value=5),
    op("AND", conditions=[op("EQUALS", subject="$n", value=5), *["$b"] * 9]),
    op("OR", conditions=[op("LESS_THAN", subject="$onbekend", value=5), *[op("NOT", value="$b")] * 8]),
    op("IF", cases=[{"when": "$b", "then": "$b"}, {"when": "$onbekend", "then": False}], default=None),
    op("IF", cases=[{"when": op("NOT", value="$b"), "then": True}], default=None),
    _each(body=op("EQUALS", subject="$x", value=2), combine="OR"),
    _each(body=op("EQUALS", subject="$x", value=9), combine="OR"),
    _each(body=op("GREATER_THAN", subject="$x", value=0), combine="AND"),
    _each(body=True, combine="AND"),
    _each(body="$b", combine="AND", filter=op("EQUALS", subject="$x", value=2)),
    _each(body=op("NOT", value="$onbekend"), combine="OR"),
    _each(body="$onbekend", combine="OR"),
    op("FOREACH", collection="$onbekend", as_="x", body=True, combine="OR"),
    op("FOREACH", collection="$ding.leeg", as_="x", body=True, combine="OR"),
    op(
        "FOREACH",
        collection="$rijen",
        as_="rij",
        combine="AND",
        body=op(
            "FOREACH",
            collection="$rij",
            as_="x",
            combine="OR",
            body=op("AND", conditions=["$b", op("IN", subject="$x", values=[2, "$n", 3])]),
        ),
    ),
    op(
        "FOREACH",
        collection="$rijen",
        as_="rij",
        combine="OR",
        body=op("FOREACH", collection="$rij", as_="x", combine="OR", body="$onbekend"),
    ),
]


@pytest.mark.parametrize("raw", DECISIONS, ids=str)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_proposition_is_decided_as_the_scalar_reader_decides(raw: Any) -> None:
    pytest.importorskip("durable_rules_engine")
    from wbmgp_engine.logic.forward_chaining.host import RuleHost

    question = _asked(raw)
    found = question.ask(FACTS, ON, RuleHost(question.program).decide)["uit"]
    expected = evaluate(raw, FACTS, inputs=INPUTS)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    "raw",
    [
        op("LESS_THAN", subject="$n", value="$d"),
        op("AND", conditions=["$b", "$ding.leeg"]),
        op("FOREACH", collection="$ding.nergens", as_="x", body=True, combine="OR"),
        "$n",
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_where_the_scalar_reader_meets_an_error_there_is_no_opinion(raw: Any) -> None:
    pytest.importorskip("durable_rules_engine")
    from wbmgp_engine.logic.forward_chaining.host import RuleHost

    question = _asked(raw)
    found = question.ask(FACTS, ON, RuleHost(question.program).decide)["uit"]
    assert found is NO_OPINION and repr(found) == "NO_OPINION"


def test_a_definition_and_parameters() -> None:
    found = law(
        article(
            actions={
                "uit": op("GREATER_THAN", subject="$grens", value="$n"),
                "ook": op("EQUALS", subject="$p", value="$gemeente_code"),
            },
            output=[field("uit", "boolean"), field("ook", "boolean")],
            parameters=[field("p", "string"), field("gemeente_code", "string")],
            input=[register("n")],
            definitions={"grens": {"value": 7}},
        )
    )
    question = ForwardQuestion(Question(book(found), ON, {"gemeente_code": "GM0001"}), "wet_proef", ["uit", "ook"])

    def nothing(_leaves: Mapping[str, Any]) -> dict[str, Any]:
        return {"waarden": {}, "door": {}, "leden": {}}

    assert question.ask({"n": 6, "p": "GM0001"}, ON, nothing) == {"uit": True, "ook": True}
    assert question.ask({"n": 7}, ON, nothing) == {"uit": False, "ook": Unknown({"p"})}
