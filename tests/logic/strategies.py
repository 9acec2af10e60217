"""Random law: expressions of each type over a fixed set of facts, most of them well typed, with unknowns and nulls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from wbmgp_engine.logic.values import Unknown

NUMBERS, TRUTHS, DAYS, TEXTS = ("n1", "n2", "n3"), ("b1", "b2", "b3"), ("d1", "d2"), ("t1", "t2")
ROW = {"id": {"type": "string"}, "telt": {"type": "boolean"}, "bedrag": {"type": "number", "nullable": True}}
Tree = st.SearchStrategy[Any]


def _op(operation: str, **operands: Tree) -> Tree:
    return st.fixed_dictionaries({"operation": st.just(operation), **operands})


small_numbers = st.integers(-40, 40) | st.sampled_from([Decimal("0.5"), Decimal("2.5"), Decimal("-1.25")])
days = st.dates(date(1960, 1, 1), date(2060, 12, 31)) | st.sampled_from([date(2028, 2, 29), date(2027, 1, 31)])
day_texts = days.map(date.isoformat)
texts = st.sampled_from(["ww", "aow", "zandeiland", "2028-02-29"])
numeric_names = st.sampled_from([f"${name}" for name in (*NUMBERS, "getal")])
truth_names = st.sampled_from([f"${name}" for name in (*TRUTHS, "waar")])
day_names = st.sampled_from([f"${name}" for name in DAYS] + ["$referencedate"])
text_names = st.sampled_from([f"${name}" for name in TEXTS])


def _cases(when: Tree, then: Tree) -> Tree:
    return st.lists(st.fixed_dictionaries({"when": when, "then": then}), min_size=1, max_size=3)


def _if(then: Tree) -> Tree:
    with_default = _op("IF", cases=_cases(truths, then), default=then)
    return with_default | _op("IF", cases=_cases(truths, then))


def _numbers(inner: Tree) -> Tree:
    listed = st.lists(inner, min_size=1, max_size=3)
    amounts = st.integers(-30, 30)
    return st.one_of(
        *(_op(name, values=listed) for name in ("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX")),
        *(_op(name, value=inner, precision=st.integers(-2, 3)) for name in ("ROUND", "CEIL", "FLOOR")),
        _if(inner),
        _op("AGE", date_of_birth=day_values, reference_date=day_values),
        st.fixed_dictionaries(
            {"operation": st.just("DATE_DIFF"), "from": day_values, "to": day_values,
             "in": st.sampled_from(["days", "months", "years"])}
        ),
        _op("DAY_OF_WEEK", date=day_values),
        st.fixed_dictionaries(
            {"operation": st.just("DATE_PART"), "date": day_values, "in": st.sampled_from(["year", "month", "day"])}
        ),
        _each(st.sampled_from(["ADD", "MIN", "MAX"]), st.just("$bedrag") | amounts | inner),
    )  # fmt: skip


def _truths(inner: Tree) -> Tree:
    pair = ("GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN_OR_EQUAL")
    conditions = st.lists(inner, max_size=4)
    return st.one_of(
        _op("AND", conditions=conditions), _op("OR", conditions=conditions), _op("NOT", value=inner),
        _op("EQUALS", subject=anything, value=anything), _op("EQUALS", subject=anything, value=st.none()),
        *(_op(name, subject=number_values, value=number_values) for name in pair),
        *(_op(name, subject=day_values, value=day_values) for name in pair),
        _op("IN", subject=anything, values=st.lists(anything, max_size=3)),
        _op("IN", subject=text_values, value=st.just("$soorten")),
        _if(inner),
        _each(st.sampled_from(["OR", "AND"]), st.just("$telt") | inner),
    )  # fmt: skip


def _each(combine: Tree, body: Tree) -> Tree:
    keep = st.just("$telt") | _op("NOT", value=st.just("$p.telt")) | _op("EQUALS", subject=st.just("$id"), value=texts)
    collection = st.sampled_from(["$rijen", "$rijen", "$leeg"]) | _op(
        "LIST", items=st.lists(st.just("$rij"), max_size=2)
    )
    required = {"operation": st.just("FOREACH"), "collection": collection, "as": st.just("p"), "body": body}
    return st.fixed_dictionaries({**required, "combine": combine}, optional={"filter": keep})


number_values: Tree = st.deferred(lambda: st.recursive(small_numbers | numeric_names, _numbers, max_leaves=6))
truths: Tree = st.deferred(lambda: st.recursive(st.booleans() | truth_names | truth_names, _truths, max_leaves=6))
text_values: Tree = texts | text_names
day_values: Tree = st.deferred(
    lambda: st.one_of(
        day_names, day_names, day_texts,
        _op("DATE_ADD", date=day_names, years=st.integers(-3, 3), months=small_numbers, days=numeric_names),
        _op("DATE", year=st.integers(1999, 2030), month=st.integers(1, 13), day=st.integers(27, 31)),
        st.fixed_dictionaries({"operation": st.just("START_OF"), "date": day_names, "in": st.sampled_from(["year", "month"])}),
    )
)  # fmt: skip
anything: Tree = st.deferred(
    lambda: (
        number_values
        | truths
        | day_values
        | text_values
        | st.sampled_from(["$rijen", "$rij", "$rij.bedrag", "$soorten"])
    )
)

operations: Tree = (number_values | truths).filter(lambda value: isinstance(value, dict))
outcomes: Tree = operations | operations | operations | anything


def maybe(known: Tree, name: str) -> Tree:
    """A fact that is mostly known, sometimes unknown, rarely null."""
    return st.one_of(known, known, known, st.just(Unknown({name})), st.none())


def _rows() -> Tree:
    row = st.fixed_dictionaries(
        {"id": texts, "telt": st.booleans() | st.just(Unknown({"telt"})), "bedrag": maybe(small_numbers, "bedrag")}
    )
    return st.lists(row, max_size=3)


facts: Tree = st.fixed_dictionaries(
    {
        **{name: maybe(small_numbers, name) for name in NUMBERS},
        **{name: maybe(st.booleans(), name) for name in TRUTHS},
        **{name: maybe(days, name) for name in DAYS},
        **{name: maybe(texts, name) for name in TEXTS},
        "rijen": _rows() | st.just(Unknown({"rijen"})), "leeg": st.none() | st.just([]),
        "rij": st.fixed_dictionaries({"id": texts, "telt": st.booleans(), "bedrag": small_numbers}),
    }
)  # fmt: skip


def _input(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "nullable": True, "source": {}, **more}


def law(outcome: Any, truth: Any, number: Any) -> dict[str, Any]:
    """A law that has the expressions as output `uitkomst` and as the intermediates `$waar` and `$getal`."""
    kinds = dict.fromkeys(NUMBERS, "number") | dict.fromkeys(TRUTHS, "boolean")
    kinds |= dict.fromkeys(DAYS, "date") | dict.fromkeys(TEXTS, "string")
    inputs = [_input(name, kind) for name, kind in kinds.items()]
    inputs += [_input("rijen", "array", **{"x-velden": ROW}), _input("leeg", "array"), _input("rij", "object")]
    return {
        "$schema": "https://example.invalid/v0.8.0/schema.json", "$id": "wet_toeval", "regulatory_layer": "WET", "valid_from": "2020-01-01", "publication_date": "2020-01-01",
        "bwb_id": "BWBR0099998", "url": "https://example.invalid/toeval",
        "articles": [{"number": "1", "text": "Toeval.", "url": "https://example.invalid/1", "machine_readable": {
            "definitions": {"soorten": ["ww", "aow"]},
            "execution": {
                "input": inputs,
                "output": [{"name": "uitkomst", "type": "object", "nullable": True}],
                "actions": [
                    {"output": "getal", "value": number}, {"output": "waar", "value": truth},
                    {"output": "uitkomst", "value": outcome},
                ],
            },
        }}],
    }  # fmt: skip
