"""The static type of every operation, of references, and of what an article declares."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.checks.islands import computing, op, present
from wbmgp_engine.law.document import Operation, Regulation, as_value
from wbmgp_engine.law.types import (
    ANY,
    Scope,
    StaticType,
    Unresolved,
    article_scope,
    default_scope,
    infer,
    of_literal,
    sites,
)
from wbmgp_engine.law.types.presence import proof
from wbmgp_engine.law.types.static_type import join, of_definition

EURO = StaticType("amount", "euro")
PERSON = {"naam": StaticType("string"), "sinds": StaticType("date", nullable=True), "telt": StaticType("boolean")}
SCOPE = Scope({
    "getal": StaticType("number"), "euros": EURO, "jaren": StaticType("number", "years"), "naam": StaticType("string"),
    "ja": StaticType("boolean"), "dag": StaticType("date"), "leeg_dag": StaticType("date", nullable=True),
    "mensen": StaticType("array", element=StaticType("object", fields=PERSON)), "lijst": StaticType("array"),
    "ding": StaticType("object", nullable=True, fields=PERSON), "iets": ANY,
})  # fmt: skip


def of(value: Any) -> StaticType:
    return infer(as_value(value, lenient=True), SCOPE)


def each(body: Any, **more: Any) -> dict[str, Any]:
    return op("FOREACH", collection="$mensen", as_="mens", body=body, **more)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (op("ADD", values=["$euros", 1]), "amount in euro"),
        (op("ADD", values=["$naam", "a"]), "string"),
        (op("ADD", values=["$mensen", "$mensen"]), "array"),
        (op("ADD", values=["$iets", 1]), "any"),
        (op("SUBTRACT", values=["$jaren", "$jaren"]), "number in years"),
        (op("MULTIPLY", values=[2, "$euros"]), "amount in euro"),
        (op("DIVIDE", values=["$euros", "$euros"]), "amount in ratio"),
        (op("MIN", values=["$jaren", "$euros"]), "amount"),
        (op("CEIL", value="$euros", precision=0), "amount in euro"),
        (op("ROUND", value="$iets", precision=0), "number"),
        (op("EQUALS", subject="$naam", value=None), "boolean"),
        (op("LESS_THAN", subject=1, value=2), "boolean"),
        (op("AND", conditions=["$ja"]), "boolean"),
        (op("NOT", value="$ja"), "boolean"),
        (op("IN", subject="$naam", values=["a"]), "boolean"),
        (op("IF", cases=[{"when": "$ja", "then": "$euros"}], default=2), "number in euro"),
        (op("IF", cases=[{"when": "$ja", "then": "$dag"}]), "date or null"),
        (op("IF", cases=[{"when": "$ja", "then": 1}], default="a"), "any"),
        (op("IF", cases=[{"when": "$ja", "then": None}], default=1), "number or null"),
        (op("SWITCH", cases=[{"when": "$ja", "then": 1}], default=2), "number"),
        (op("LIST", items=["$dag", "$dag"]), "array"),
        (op("AGE", date_of_birth="$dag", reference_date="$dag"), "number in years"),
        (op("DATE_DIFF", from_="$dag", to="$dag", in_="months"), "number in months"),
        (op("DATE_DIFF", from_="$dag", to="$dag", in_="$naam"), "number"),
        (op("DATE_ADD", date="$dag", days=1), "date"),
        (op("DATE", year=1, month=1, day=1), "date"),
        (op("START_OF", date="$dag", in_="year"), "date"),
        (op("DAY_OF_WEEK", date="$dag"), "number"),
        (op("DATE_PART", date="$dag", in_="day"), "number"),
        (op("NOT_EQUALS", subject=1, value=2), "boolean"),
        (op("IS_NULL", subject="$iets"), "boolean"),
        (each("$mens.telt", combine="OR"), "boolean"),
        (each("$mens.telt"), "array"),
        (each(3, combine="ADD"), "number"),
        (each("$euros", combine="MAX"), "amount in euro or null"),
        (each("$iets", combine="ADD"), "any"),
        ("$referencedate", "date"),
        ("$referencedate.month", "number"),
        ("$ding.naam", "string or null"),
        ("$ding.sinds", "date or null"),
        ("$nergens", "any"),
        ("$lijst.naam", "any"),
        (Decimal("1.5"), "number"),
        ("tekst", "string"),
        ("2031-02-29", "string"),
        ("2032-02-29", "date"),
        (None, "null"),
    ],
)  # fmt: skip
def test_type_of_an_expression(value: Any, text: str) -> None:
    assert str(of(value)) == text


def test_elements_keep_their_type() -> None:
    assert of(each("$mens.sinds")).element == StaticType("date", nullable=True)
    assert of(op("LIST", items=[1, "$euros"])).element == StaticType("number", "euro")
    assert of(op("LIST", items=[])).element is None
    inner = op("FOREACH", collection=op("LIST", items=["$dag"]), body=op("EQUALS", subject="$item", value="$dag"))
    assert of(inner).element == StaticType("boolean")


def test_presence_follows_the_order_of_evaluation() -> None:
    use = op("LESS_THAN", subject="$leeg_dag", value="$dag")
    tested = as_value(op("AND", conditions=[use, present("$leeg_dag"), use]))
    first, _, _, last, _ = sites(tested, SCOPE)
    assert [site.operation.operation for site in (first, last)] == ["LESS_THAN", "LESS_THAN"]
    assert first.operands[0].type.nullable
    assert not last.operands[0].type.nullable
    assert first.path == ("conditions", "0")
    assert last.roles("subject")[0].expression == "$leeg_dag"


def test_the_keys_of_an_operation_may_stand_in_any_order() -> None:
    use = op("LESS_THAN", subject="$mens.sinds", value="$dag")
    loop = {
        "operation": "FOREACH",
        "body": use,
        "filter": present("$mens.sinds"),
        "as": "mens",
        "collection": "$mensen",
    }
    (comparison,) = [site for site in sites(as_value(loop), SCOPE) if site.operation.operation == "LESS_THAN"]
    assert not comparison.operands[0].type.nullable
    choice = {
        "operation": "IF",
        "default": "$leeg_dag",
        "cases": [{"when": op("EQUALS", subject="$leeg_dag", value=None), "then": "$dag"}],
    }
    assert str(of(choice)) == "date"


def test_the_tail_is_the_value_of_the_whole() -> None:
    inner = op("IF", cases=[{"when": "$ja", "then": 1}], default=2)
    outer = op("IF", cases=[{"when": op("EQUALS", subject=inner, value=1), "then": inner}], default=3)
    found = [site for site in sites(as_value(outer), SCOPE) if site.operation.operation == "IF"]
    assert [(site.path[-1:], site.tail) for site in found] == [(("subject",), False), (("then",), True), ((), True)]


def test_a_mapping_is_an_object() -> None:
    found = of({"naam": "$naam", "dagen": ["$dag", "$leeg_dag"]})
    assert found.kind == "object"
    assert found.fields is not None
    assert [str(kind) for kind in found.fields.values()] == ["string", "array"]
    assert found.fields["dagen"].element == StaticType("date", nullable=True)


@pytest.mark.parametrize(
    ("test", "proves"),
    [
        (op("IS_NULL", subject="$leeg_dag"), False),
        (op("NOT_NULL", subject="$leeg_dag"), True),
        (op("NOT", value=op("IS_NULL", subject="$leeg_dag")), True),
        (op("EQUALS", subject="$leeg_dag", value="2031-07-01"), True),
        (op("EQUALS", subject=Decimal("1.5"), value="$leeg_dag"), True),
        (op("EQUALS", subject="$leeg_dag", value="$dag"), False),
        (op("IN", subject="$leeg_dag", values=["2031-07-01"]), False),
        ("$ja", False),
    ],
)
def test_what_a_condition_proves(test: Any, proves: bool) -> None:
    assert (("leeg_dag",) in proof(as_value(test, lenient=True), SCOPE).if_true) is proves


def test_a_reference_that_means_nothing_says_why() -> None:
    assert SCOPE.resolve(("naan",)) == Unresolved("$naan is not declared", "did you mean naam?")
    assert SCOPE.resolve(("ding", "hoogte")) == Unresolved("$ding has no field hoogte", "declare it in x-velden")
    inside = SCOPE.inside("mens", StaticType("object", fields=PERSON)).inside("kind", ANY)
    assert inside.resolve(("mens", "naam")) == Unresolved(
        "$mens is not seen here", "an inner FOREACH sees only its own element"
    )
    assert inside.resolve(("kind", "wat", "dan", "ook")) == ANY


def test_a_proof_covers_the_field_and_what_it_belongs_to() -> None:
    known = SCOPE.knowing([("ding", "sinds")])
    assert known.resolve(("ding",)) == SCOPE.names["ding"].present()
    assert known.resolve(("ding", "sinds")) == StaticType("date")
    inside = known.inside("ding", StaticType("object", nullable=True, fields=PERSON))
    assert inside.resolve(("ding", "sinds")) == StaticType("date", nullable=True)


def test_an_article_declares_its_names() -> None:
    document = computing(
        op("AND", conditions=["$heeft", "$ja"]), definitions={"zes": {"value": 6, "type_spec": {"unit": "years"}}},
        actions=[{"output": "heeft", "value": present("$leeg_dag")}, {"output": "grens", "value": "$zes"}],
        open_terms=[{"id": "term", "type": "amount", "required": False}],
    )  # fmt: skip
    scope = article_scope(Regulation.model_validate(document).articles[0])
    assert {name: str(kind) for name, kind in scope.names.items()} == {
        "zes": "number in years", "term": "amount or null", "ja": "boolean", "leeg_dag": "date or null",
        "uitkomst": "boolean", "heeft": "boolean", "grens": "number in years",
    }  # fmt: skip
    assert proof("$heeft", scope).if_true == {("leeg_dag",)}


def test_the_default_of_a_term_has_a_scope_of_its_own() -> None:
    default = {"actions": [{"output": "term", "value": "$half"}, {"output": "half", "value": 2}]}
    document = computing(True, open_terms=[{"id": "term", "type": "number", "default": default}])
    article = Regulation.model_validate(document).articles[0]
    assert article.machine_readable is not None
    (term,) = article.machine_readable.open_terms
    outer = article_scope(article)
    inner = default_scope(term, outer)
    assert str(inner.names["half"]) == "number"
    assert "half" not in outer.names
    assert default_scope(term.model_copy(update={"default": None}), outer) is outer


def test_names_that_go_round_have_no_type() -> None:
    actions = [
        {"output": "een", "value": "$twee"},
        {"output": "twee", "value": "$een"},
        {"output": "drie", "value": "$een"},
    ]
    scope = article_scope(Regulation.model_validate(computing(True, actions=actions)).articles[0])
    assert {scope.names[name] for name in ("een", "twee", "drie")} == {ANY}


KINDS = [
    StaticType("number"),
    StaticType("amount", "euro"),
    StaticType("date"),
    StaticType("string"),
    ANY,
    StaticType("null", nullable=True),
]


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
def test_a_join_fits_each_of_its_types(types: list[StaticType]) -> None:
    joined = join(types)
    assert all(joined.matches(item) for item in types)
    assert joined.nullable is any(item.nullable for item in types)
    # number~amount and date~string do not depend on the order, and neither does what cannot be known
    assert join(reversed(types)).is_known == joined.is_known


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_every_literal_has_a_type(value: Any) -> None:
    found = of_literal(value)
    assert found.kind in ("null", "boolean", "number", "string", "date", "array", "object")
    assert found.matches(of_literal(value))
    assert found.meets(of_literal(value))
    if isinstance(value, dict):
        assert found.fields is not None
        assert found.fields.keys() == value.keys()


def test_a_structured_definition_says_its_type() -> None:
    assert of_definition({"value": "2031-07-01", "type": "string"}).kind == "string"
    assert of_definition({"value": 1, "type": "onzin", "type_spec": "onzin"}) == StaticType("number")
    assert str(of_definition({"naam": "a"})) == "object"


def test_literals_that_nest_too_deep_end_in_any() -> None:
    deep: Any = 1
    for _ in range(100):
        deep = [deep]
    found = of_literal(deep)
    for _ in range(32):
        assert found.element is not None
        found = found.element
    assert found == ANY


def test_an_operation_that_is_not_built_by_the_reader_is_no_crash() -> None:
    bare = Operation.model_construct(operation="FOREACH", operands={"as": 3, "body": "$item"}, legal_basis=None)
    assert infer(bare, SCOPE).kind == "array"
    odd = Operation.model_construct(operation="IF", operands={"cases": ["geen geval"]}, legal_basis=None)
    assert infer(odd, SCOPE).nullable
