"""Facts that are superseded one by one."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.store.known import superseded

_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)
_facts = st.dictionaries(st.sampled_from(["gemeente", "onderzoek", "huishouden", "huishouden.p1.inkomen"]), _values)


@given(_facts, _facts)
def test_superseding_leads_from_one_state_to_the_next(before: dict[str, Any], after: dict[str, Any]) -> None:
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
