"""What changes when an application is told again: facts are superseded one by one and never updated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def superseded(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """What changes from one set of facts to the next: the new values by path, and every path whose old value ends.

    >>> superseded({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5, "d": 4})[0]
    {'b': 5, 'd': 4}
    """
    fresh = {path: value for path, value in after.items() if path not in before or not _same(before[path], value)}
    ended = {path for path in before if path in fresh or path not in after}
    return fresh, ended


def _same(one: Any, other: Any) -> bool:
    # 1 == True in Python; as facts they differ.
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)
