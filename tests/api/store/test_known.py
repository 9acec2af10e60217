"""Facts of an application: taken apart, put together, superseded."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.store.known import category_of, put_together, superseded, taken_apart

_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)
_ids = st.lists(st.text("p1.é ", min_size=1, max_size=4), min_size=1, max_size=3, unique=True)
_keys = st.sampled_from(["rol", "inkomen", "verblijf", "geboortedatum"])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    document: dict[str, Any] = draw(st.dictionaries(st.sampled_from(["gemeente", "onderzoek", "hardheid"]), _values))
    people = [{"id": name, **draw(st.dictionaries(_keys, _values, max_size=3))} for name in draw(_ids)]
    return {**document, "huishouden": people}


@given(documents())
def test_what_is_taken_apart_is_put_together_as_it_was(document: dict[str, Any]) -> None:
    assert put_together(taken_apart(document)) == document


@given(documents(), documents())
def test_superseding_leads_from_one_state_to_the_next(first: dict[str, Any], second: dict[str, Any]) -> None:
    before, after = taken_apart(first), taken_apart(second)
    fresh, ended = superseded(before, after)
    now = {path: value for path, value in before.items() if path not in ended} | fresh
    assert repr(sorted(now.items())) == repr(sorted(after.items()))
    assert superseded(after, after) == ({}, set())


def test_true_is_not_one() -> None:
    assert superseded({"a": 1, "b": [1], "c": {"d": 1}}, {"a": True, "b": [True], "c": {"d": True}})[1] == {
        "a",
        "b",
        "c",
    }


def test_each_fact_has_the_category_of_its_secrecy() -> None:
    expected = {
        "huishouden.p.1.inkomen": "inkomen", "huishouden.p1.kenmerken": "persoon", "huishouden": "persoon",
        "kenmerk": "persoon", "woonruimte": "persoon", "nietVerstrekt": "persoon", "hardheid": "motivering",
        "voorrang": "motivering", "aanvraagdatum": "zaak",
    }  # fmt: skip
    assert {path: category_of(path) for path in expected} == expected
