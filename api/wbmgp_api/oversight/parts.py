"""Parts of a number that is shown: which of them are left out, so that nobody works out a small one from the rest."""

from __future__ import annotations

from collections.abc import Mapping

from wbmgp_api.oversight.small_groups import SMALLEST

Parts = Mapping[str, int | None]
"""Counts by name; one that is None is not shown."""


def shown_count(count: int | None) -> int | None:
    """A count that stands by itself; None where it would tell of single people.

    >>> shown_count(0), shown_count(4), shown_count(5)
    (0, None, 5)
    """
    return count if count is not None and (count == 0 or count >= SMALLEST) else None


def shown_parts(parts: Mapping[str, int]) -> dict[str, int | None]:
    """What together is a number that is shown (or may be worked out): the small parts are hidden, and others with them.

    A reader knows what the hidden parts are together, and that each is at least one. Parts are hidden, the smallest first,
    until each of them may still be large. Where that cannot be, nothing is shown, and then a part may also be none.

    >>> shown_parts({"a": 40, "b": 9, "c": 3})
    {'a': 40, 'b': None, 'c': None}
    >>> shown_parts({"a": 40, "b": 0, "c": 5})
    {'a': 40, 'b': 0, 'c': 5}
    >>> shown_parts({"a": 4, "b": 0, "c": 1})
    {'a': None, 'b': None, 'c': None}
    """
    hidden = {name for name, count in parts.items() if shown_count(count) is None}
    left = sorted((name for name, count in parts.items() if count and name not in hidden), key=lambda name: parts[name])
    while hidden and not _vague([parts[name] for name in hidden]):
        hidden |= {left.pop(0)} if left else set(parts)
        if hidden == set(parts):
            break
    return {name: None if name in hidden else count for name, count in parts.items()}


def _vague(hidden: list[int]) -> bool:
    """Whether each of them may be large to a reader who knows their sum: the others are at least one."""
    return len(hidden) > 1 and sum(hidden) - (len(hidden) - 1) >= SMALLEST
