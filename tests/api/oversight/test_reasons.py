"""Objections by the reasons that were ticked: recomputed by plain loops, and nothing of a few in them or between them."""

from __future__ import annotations

from itertools import cycle, islice

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.oversight.subtraction import refuse_small
from wbmgp_api.cases.objecting import REASONS
from wbmgp_api.oversight import reasons
from wbmgp_api.oversight.reasons import NOT_TOLD, TOLD, Reasons, Ticked

WAYS = ("gelijk", "geen_gelijk")
NONE: Ticked = frozenset()
ticks = st.frozensets(st.sampled_from(REASONS[:3]), max_size=3)
groups = st.lists(st.tuples(ticks, st.sampled_from(WAYS), st.integers(1, 9)), max_size=8)
Made = list[tuple[Ticked, str]]


def report(made: Made, lodged: list[Ticked] | None = None) -> Reasons:
    return reasons.of(lodged or [], made, WAYS)


def of(*parts: tuple[int, str, tuple[str, ...]]) -> Made:
    return [(frozenset(names), kind) for count, kind, names in parts for _ in range(count)]


FACTS, HARD = ("feiten_onjuist",), ("hardheid",)
PLAIN = of(
    (9, "gelijk", FACTS), (13, "geen_gelijk", FACTS), (14, "gelijk", HARD), (5, "geen_gelijk", HARD),
    (5, "geen_gelijk", FACTS + HARD), (11, "gelijk", ()), (7, "geen_gelijk", ()),
)  # fmt: skip


def test_each_reason_counts_what_was_ticked() -> None:
    found = report(PLAIN, [one for one, _ in PLAIN])
    assert [one.name for one in found.by_reason] == [*FACTS, *HARD] and found.columns == [*WAYS]
    for one in found.by_reason:
        those = [kind for named, kind in PLAIN if one.name in named]
        assert one.lodged == one.row.size == len(those)
        assert dict(one.row.cells) == {kind: those.count(kind) for kind in found.columns}
    told = {row.key: row.size for row in found.told}
    assert told == {NOT_TOLD: sum(not one for one, _ in PLAIN), TOLD: sum(bool(one) for one, _ in PLAIN)}


def test_where_few_ended_or_few_are_not_told_nobody_hears_how_many() -> None:
    alone = report(of((4, "gelijk", FACTS)), [frozenset(FACTS)] * 20)
    assert (alone.told, alone.by_reason) == ([], [])
    few = report([one for one in PLAIN if one[0]] + of((2, "gelijk", ())))
    assert few.told == [] and [one.row.size for one in few.by_reason] == [27, 24]
    (only,) = report(of((9, "gelijk", FACTS), (9, "geen_gelijk", FACTS), (2, "gelijk", ("procedure",)))).told
    assert only.size == 20


def test_what_came_in_is_left_out_where_it_differs_by_a_few() -> None:
    lodged = [one for one, _ in PLAIN][3:]
    shown = {one.name: one.lodged for one in report(PLAIN, lodged).by_reason}
    assert shown == {"feiten_onjuist": None, "hardheid": 24}


def test_a_few_second_reasons_do_not_follow_from_all_reasons_together() -> None:
    each = [(frozenset({name}), kind) for name in REASONS for kind in islice(cycle(WAYS), 12)]
    assert len(report(each).by_reason) == len(REASONS)
    both = [*each, (frozenset(REASONS[:2]), "gelijk")]
    assert len(report(both).by_reason) == len(REASONS) - 1


@given(groups)
@settings(max_examples=150, deadline=None)
def test_no_few_are_shown_or_follow_by_subtraction(parts: list[tuple[Ticked, str, int]]) -> None:
    made = [(named, kind) for named, kind, count in parts for _ in range(count)]
    found = report(made)
    kept = made if len(made) >= 5 else []
    columns = found.columns or [""]
    for name in REASONS:
        row = next((one.row for one in found.by_reason if one.name == name), None)
        told, named = {one.key: one for one in found.told}, NOT_TOLD in {one.key for one in found.told}
        of_groups = {
            "named": (row, [one for one in kept if name in one[0]]),
            "others": (None, [one for one in kept if one[0] and name not in one[0]]),
            NOT_TOLD: (told.get(NOT_TOLD), [one for one in kept if not one[0]]),
        }
        if not named:  # then nobody knows that some were not told: they are with the others
            of_groups["others"][1].extend(of_groups.pop(NOT_TOLD)[1])
        shown: dict[str, int | None] = {"whole": len(kept) if len(kept) >= 5 else None}
        truth = {"whole": len(kept)}
        sums = [("whole", list(of_groups))]
        for group, (found_row, those) in of_groups.items():
            shown[group], truth[group] = found_row.size if found_row else None, len(those)
            parts_of = []
            for column in columns if found.columns else ():
                cell = f"{group} {column}"
                parts_of.append(cell)
                shown[cell] = found_row.cells[column] if found_row else None
                truth[cell] = sum(found.kinds[kind] == column for _, kind in those)
            if parts_of:
                sums.append((group, parts_of))
        for column in found.columns:
            whole = [f"{group} {column}" for group in of_groups]
            truth[column] = sum(truth[one] for one in whole)
            shown[column] = truth[column]
            sums.append((column, whole))
        refuse_small(shown, truth, sums, name)
