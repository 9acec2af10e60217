"""Hypothesis strategies of expressions: well-typed ones by kind, ones with nulls and guards, and mistaken ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.law.checks.islands import absent, op, present
from wbmgp_engine.logic.values import Unknown

Expressions = st.SearchStrategy[Any]
COMPARISONS = ("GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN_OR_EQUAL")


def lists_of(names: list[str], key: str, inner: Expressions, least: int = 0, most: int = 3) -> Expressions:
    return st.builds(
        lambda name, items: op(name, **{key: items}),
        st.sampled_from(names),
        st.lists(inner, min_size=least, max_size=most),
    )


def compared(names: tuple[str, ...], inner: Expressions, other: Expressions | None = None) -> Expressions:
    second = inner if other is None else other
    return st.builds(lambda name, a, b: op(name, subject=a, value=b), st.sampled_from(names), inner, second)


def chosen(condition: Expressions, branch: Expressions) -> Expressions:
    def build(when: Any, then: Any, default: Any) -> Any:
        return op("IF", cases=[{"when": when, "then": then}], default=default)

    return st.builds(build, condition, branch, branch)


def turned(inner: Expressions) -> Expressions:
    return st.builds(lambda value: op("NOT", value=value), inner)


def looped(body: Expressions, condition: Expressions | None = None) -> Expressions:
    def build(inside: Any, combine: str, kept: Any) -> Any:
        more = {} if kept is None else {"filter": kept}
        return op("FOREACH", collection="$mensen", as_="mens", body=inside, combine=combine, **more)

    return st.builds(build, body, st.sampled_from(["AND", "OR"]), st.none() if condition is None else condition)


def found_in(subject: Expressions, inner: Expressions) -> Expressions:
    return st.builds(lambda a, items: op("IN", subject=a, values=items), subject, st.lists(inner, max_size=2))


# Well-typed expressions ---------------------------------------------------------------------------------------------

texts: Expressions = st.sampled_from(["$naam", "a", "b", "$ding.naam"])
dates: Expressions = st.recursive(
    st.sampled_from(["$dag", "$later", "$referencedate", "2031-01-31"]),
    lambda inner: st.builds(lambda day, count: op("DATE_ADD", date=day, days=count), inner, st.integers(-400, 400)),
    max_leaves=3,
)
spans: Expressions = st.builds(lambda one, other: op("DATE_DIFF", from_=one, to=other, in_="days"), dates, dates)
numbers: Expressions = st.recursive(
    st.integers(-3, 30) | st.sampled_from(["$getal", "$vijf"]) | spans,
    lambda inner: st.one_of(
        lists_of(["ADD", "SUBTRACT", "MIN", "MAX"], "values", inner, 1),
        st.builds(lambda value, factor: op("MULTIPLY", values=[value, factor]), inner, st.integers(-3, 3)),
        chosen(st.sampled_from(["$ja", "$nee"]), inner),
    ),
    max_leaves=4,
)
of_element: Expressions = st.one_of(
    st.sampled_from(["$mens.telt", "$telt", "$ja"]),
    compared(COMPARISONS, st.just("$mens.getal"), st.integers(0, 5)),
)
booleans: Expressions = st.recursive(
    st.one_of(
        st.booleans(), st.sampled_from(["$ja", "$nee"]), looped(of_element | turned(of_element)),
        compared(COMPARISONS, numbers), compared(COMPARISONS, dates), compared(("EQUALS",), numbers),
        compared(("EQUALS",), texts), found_in(texts, texts),
    ),
    lambda inner: st.one_of(
        lists_of(["AND", "OR"], "conditions", inner), turned(inner), chosen(inner, inner)
    ),
    max_leaves=5,
)  # fmt: skip

# Nulls, their tests and their uses: right where a test stands before the use -------------------------------------

NULLABLE = ("$leeg_ja", "$leeg_getal", "$leeg_dag", "$leeg_naam")
guards: Expressions = st.builds(
    lambda test, name: test(name), st.sampled_from([absent, present]), st.sampled_from(NULLABLE)
)
uses: Expressions = st.sampled_from([
    "$leeg_ja", "$ja", op("GREATER_THAN", subject="$leeg_getal", value=2), op("NOT", value="$leeg_ja"),
    op("LESS_THAN", subject="$leeg_dag", value="$dag"), op("EQUALS", subject="$leeg_dag", value="$dag"),
    op("EQUALS", subject=op("ADD", values=["$leeg_naam", "b"]), value="ab"),
    op("EQUALS", subject="$leeg_dag", value="2031-01-31"),
])  # fmt: skip
element_uses: Expressions = st.sampled_from([
    absent("$mens.sinds"), present("$mens.sinds"), present("$sinds"), "$mens.telt",
    op("LESS_THAN", subject="$mens.sinds", value="$dag"), op("LESS_THAN", subject="$sinds", value="$leeg_dag"),
])  # fmt: skip


def _combined(inner: Expressions) -> Expressions:
    items = lists_of(["AND", "OR"], "conditions", inner, 1)
    return st.one_of(items, turned(inner), chosen(inner, inner))


of_person: Expressions = st.recursive(element_uses | uses | guards, _combined, max_leaves=4)
with_nulls: Expressions = st.recursive(
    guards | uses | st.just("$bekend") | looped(of_person, st.none() | of_person), _combined, max_leaves=6
)

# Anything at all ----------------------------------------------------------------------------------------------------

leaves: Expressions = st.sampled_from([
    "$ja", "$leeg_ja", "$getal", "$leeg_getal", "$dag", "$leeg_dag", "$naam", "$leeg_naam", "$vijf", "$referencedate",
    True, False, 3, "a", "2031-01-31", None,
])  # fmt: skip
mistaken: Expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        compared((*COMPARISONS, "EQUALS"), inner),
        lists_of(["AND", "OR"], "conditions", inner, 1),
        lists_of(["ADD", "MAX"], "values", inner, 1, 2),
        turned(inner), chosen(inner, inner), found_in(inner, inner),
    ),
    max_leaves=6,
)  # fmt: skip

_PERSON = {"naam": "a", "getal": 3, "telt": True, "sinds": None, "soorten": []}
VALUES: dict[str, list[Any]] = {
    "ja": [True, False], "nee": [True, False], "getal": [0, 7], "dag": [date(2030, 1, 1), date(2032, 2, 29)],
    "later": [date(2032, 2, 29)], "naam": ["a", "z"], "ding": [{"naam": "a", "dag": date(2030, 1, 1)}],
    "mensen": [[], [_PERSON], [{**_PERSON, "sinds": date(2031, 1, 1), "telt": False}, _PERSON]],
}  # fmt: skip
VALUES |= {name.removeprefix("$"): [None, *VALUES[name.removeprefix("$leeg_")]] for name in NULLABLE}


@st.composite
def given_facts(draw: st.DrawFn) -> dict[str, Any]:
    """Every fact has a value that its declaration allows, or is not known."""
    return {name: draw(st.sampled_from([*values, Unknown({name})])) for name, values in VALUES.items()}
