"""What the generator takes for certain of a value is so: in random law, and in the whole rule book."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.golden.pinned import Pinned, pinned
from tests.logic import strategies
from tests.logic.asking import ON, article, book, field, law, op, register
from tests.properties.asking import lawbook
from wbmgp_engine.errors import TypeMismatch, WbmgpError
from wbmgp_engine.logic.order import dependencies_first
from wbmgp_engine.logic.plan import Declared, Place
from wbmgp_engine.logic.scalar import Run, compile_plan
from wbmgp_engine.logic.scalar.boundary import MAX_KINDS_OF_ROWS, Boundary, _accept, quick_rows
from wbmgp_engine.logic.scalar.kind import ANY, NOTHING, Kind, declared_kind, literal_kind
from wbmgp_engine.logic.scalar.kinds import Kinds
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown


def fits(value: Any, kind: Kind) -> bool:
    """Whether a value is of the kind, and all that is in it."""
    if type(value) not in kind.classes:
        return False
    if type(value) is list and kind.items is not None:
        return all(fits(item, kind.items) for item in value)
    if type(value) is dict and kind.fields is not None:
        return all(name in value and fits(value[name], inner) for name, inner in kind.fields.items())
    return True


def misfits(run: Run, *, replaced: bool = False) -> list[str]:
    plan = run.compiled.plan
    kinds = Kinds(plan, dependencies_first(plan.steps), replaced=replaced)
    values = ((step, run.value_of(step)) for step in plan.steps)
    return [
        str(step.place) for step, value in values if value is not NOT_TAKEN and not fits(value, kinds.step(step.index))
    ]


@pytest.mark.parametrize("item", pinned()[::7], ids=lambda item: str(item.number))
def test_every_value_of_the_rule_book_is_of_its_kind(item: Pinned) -> None:
    assert misfits(item.assessed(lawbook()).run) == []


@pytest.mark.parametrize("refine", [False, True])
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(outcome=strategies.outcomes, truth=strategies.truths, facts=strategies.facts)
def test_every_value_of_random_law_is_of_its_kind(
    outcome: Any, truth: Any, facts: dict[str, Any], refine: bool
) -> None:
    text = str(truth)
    made = strategies.law(outcome, "$b1" if "$waar" in text or "$getal" in text else truth, "$n1")
    try:
        run = compile_plan(book(made), "wet_toeval", ["uitkomst"], date(2030, 5, 17), refine=refine).run(facts)
    except WbmgpError:
        return
    assert misfits(run) == []


def test_the_kind_of_a_declaration_and_of_a_literal() -> None:
    row = {"van": Declared("van", "date"), "soort": Declared("soort", "string", nullable=False)}
    rows = declared_kind(Declared("rijen", "array", nullable=False, columns=row))
    assert rows.classes == {list, Unknown}
    assert rows.items is not None
    assert rows.items.fields is not None
    assert rows.items.fields["van"].classes == {date, type(None), Unknown}
    assert rows.items.fields["soort"].classes == {str, Unknown}
    assert declared_kind(Declared("iets")) is ANY
    assert literal_kind(["a", 1]).items == Kind(frozenset({str, int}))
    assert not literal_kind([{"a": 1}]).holds_unknown
    assert rows.holds_unknown
    assert literal_kind([1] * 1001).items is None


def test_kinds_that_come_together_keep_only_what_both_know() -> None:
    first, second = literal_kind({"a": 1}), literal_kind({"a": "x"})
    assert (first | second).fields is None
    assert (first | NOTHING) == first
    assert (literal_kind([1]) | literal_kind("a")).items == Kind(frozenset({int}))
    assert (literal_kind([1]) | literal_kind(["a"])).items is None


def test_unknown_has_no_order_no_fields_and_no_elements() -> None:
    a, b = Unknown({"a"}), Unknown({"b"})
    for found in (a < ON, a <= 1, a < ON, a <= ON):
        assert found == a
    assert (a < b) == Unknown({"a", "b"})
    assert a["veld"] is a
    with pytest.raises(TypeError):
        list(a)  # type: ignore[call-overload]


COLUMNS = {
    "n": Declared("n", "number"), "dag": Declared("dag", "date", nullable=False), "lijst": Declared("lijst", "array"),
    "in": Declared("in", "array", columns={"s": Declared("s", "string", nullable=False)}),
}  # fmt: skip
PLACE = Place("wet_proef", None, "1", "rijen", "articles.1")
numbers = st.integers(-(2**64), 2**64) | st.none() | st.just(Unknown({"n"})) | st.just("5")
days = st.dates() | st.just("2031-07-01") | st.none()
inner = st.lists(st.fixed_dictionaries({"s": st.text(max_size=2) | st.just(3)}, optional={"x": st.just(1)}), max_size=2)
lists = st.just([1] * 1001) | st.lists(st.integers(), max_size=2) | st.none()


@settings(max_examples=300, deadline=None)
@given(
    rows=st.lists(
        st.fixed_dictionaries({"n": numbers, "dag": days, "lijst": lists}, optional={"in": inner, "meer": st.just(1)})
        | st.just(Unknown({"rij"})),
        max_size=3,
    )
)
def test_rows_that_come_in_quickly_are_those_that_come_in_slowly(rows: list[Any]) -> None:
    declared = Declared("rijen", "array", columns=COLUMNS)
    try:
        quick = quick_rows(rows, declared.fields)
    except LookupError:
        return
    assert quick == _accept(rows, declared, PLACE, "rijen", True)
    assert Boundary(declared, PLACE)(rows) == quick


def test_what_is_remembered_of_rows_does_not_grow() -> None:
    fields = Declared("rijen", "array", columns={f"k{n}": Declared(f"k{n}", "number") for n in range(9)}).fields
    for number in range(2**9):
        row = {f"k{n}": None if number >> n & 1 else n for n in range(9)}
        assert quick_rows([row], fields) == [row]
    assert len(fields.quick) <= MAX_KINDS_OF_ROWS


@pytest.mark.parametrize("columns", [{}, {"n": Declared("n", "number")}])
def test_rows_of_one_column_or_none(columns: dict[str, Declared]) -> None:
    assert quick_rows([{"n": 1, "x": 2}], Declared("rijen", "array", columns=columns).fields) == [
        {"n": 1} if columns else {}
    ]


def test_the_value_of_a_call_may_come_from_the_caller() -> None:
    asking = article(
        "1",
        actions={"uit": op("AND", conditions=["$ver", "$hier"])},
        output=[field("uit", "boolean")],
        input=[field("ver", "boolean", source={"regulation": "wet_ver", "output": "uit"}), register("hier", "boolean")],
    )
    far = article("1", actions={"uit": False}, output=[field("uit", "boolean")])
    plan = compile_plan(book(law(asking), law(far, law_id="wet_ver")), "wet_proef", ["uit"], ON, at_once=())
    assert plan.run({"hier": True})["uit"] is False
    given = plan.run({"hier": True, "ver": True})
    assert given["uit"] is True
    assert misfits(given, replaced=True) == []
    assert plan.run({"hier": True, "ver": Unknown({"v"})})["uit"] == Unknown({"v"})
    with pytest.raises(TypeMismatch, match="give a boolean"):
        plan.run({"hier": True, "ver": "ja"}).outputs  # noqa: B018 -- reading is the test


def test_one_list_declared_alike_by_two_articles_is_taken_in_once() -> None:
    columns = {"n": {"type": "number"}}
    rows = register("rijen", "array", **{"x-velden": columns})
    sums = op("FOREACH", collection="$rijen", as_="rij", body="$rij.n", combine="ADD")
    first = article("1", actions={"a": sums}, output=[field("a")], input=[rows])
    second = article("2", actions={"b": sums}, output=[field("b")], input=[rows])
    plan = compile_plan(book(law(first, second)), "wet_proef", ["a", "b"], ON, refine=False)
    run = plan.run({"rijen": [{"n": 1, "x": 9}, {"n": 2}]})
    assert run.outputs == {"a": 3, "b": 3}
    taken = [run.value_of(step) for step in plan.plan.register_steps()]
    assert taken[0] is taken[1]
    assert taken[0] == [{"n": 1}, {"n": 2}]
    assert plan.run({}).outputs == {"a": Unknown({"rijen"}), "b": Unknown({"rijen"})}
