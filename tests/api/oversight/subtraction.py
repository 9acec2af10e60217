"""What a reader can work out from numbers that are shown: whatever they leave only one whole number for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import z3

Sum = tuple[str, Sequence[str]]
"""A number, and the numbers that together are it."""
Shown = Mapping[str, int | None]
Bounds = Mapping[str, tuple[int, int]]
"""Between which numbers a hidden one lies: why it is hidden is known as well."""


def worked_out(
    shown: Shown, sums: Iterable[Sum], bounds: Bounds | None = None, wanted: Collection[str] | None = None
) -> dict[str, int]:
    """The hidden numbers that can be only one: each is a whole number, and none is less than nought.

    >>> worked_out({"all": 9, "a": 6, "b": None}, [("all", ["a", "b"])])
    {'b': 3}
    >>> worked_out({"all": 9, "a": None, "b": None}, [("all", ["a", "b"])])
    {}
    >>> worked_out({"all": 8, "a": None, "b": None}, [("all", ["a", "b"])], {"a": (0, 4), "b": (0, 4)})
    {'a': 4, 'b': 4}
    """
    hidden = {name: z3.Int(name) for name, count in shown.items() if count is None}
    solver = z3.Solver()
    solver.add([one >= 0 for one in hidden.values()])
    solver.add([z3.And(hidden[name] >= low, hidden[name] <= high) for name, (low, high) in (bounds or {}).items()])
    numbers = {name: hidden.get(name, count) for name, count in shown.items()}
    solver.add([numbers[whole] == z3.Sum([z3.IntVal(0), *(numbers[part] for part in parts)]) for whole, parts in sums])
    assert solver.check() == z3.sat
    first = solver.model()
    values = {name: first.eval(hidden[name], model_completion=True) for name in wanted or hidden if name in hidden}
    return {name: value.as_long() for name, value in values.items() if solver.check(hidden[name] != value) == z3.unsat}


def refuse_small(
    shown: Shown, truth: Mapping[str, int], sums: Sequence[Sum], where: str, bounds: Bounds | None = None
) -> None:
    """Hold that what is shown is true, and that no number of 1 to 4 is shown or can be worked out."""
    for whole, parts in sums:
        assert truth[whole] == sum(truth[part] for part in parts), (where, whole)
    wrong = {name: (count, truth[name]) for name, count in shown.items() if count not in (None, truth[name])}
    assert not wrong, (where, wrong)
    small = [name for name in shown if 0 < truth[name] < 5]
    assert not [name for name in small if shown[name] is not None], (where, shown)
    given_away = worked_out(shown, sums, bounds, small) if small else {}
    assert not given_away, (where, given_away, shown)
