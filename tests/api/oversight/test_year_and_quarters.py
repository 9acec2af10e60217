"""All that is told of a year and of its quarters, held beside each other: no number of 1 to 4 follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.api.oversight.drawn import Kind, looking
from tests.api.oversight.filled import TENANT
from tests.api.oversight.subtraction import Sum, refuse_small
from wbmgp_api.oversight import appeals, deviations, shares
from wbmgp_api.oversight.appeals import OBJECTION, Recorded
from wbmgp_api.oversight.counts import YearCounts, year_counts
from wbmgp_api.oversight.decided import Decided, every
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.small_tables import Kinds, Row
from wbmgp_api.oversight.year_by_quarter import JUDGEMENTS
from wbmgp_api.store.opened import Store, open_store

QUARTERS: Final = [Quarter(2026, number) for number in range(1, 5)]
OUTCOMES: Final = ("weigeren", "verlenen", "geen_vergunning_nodig")
PAIRS: Final = [
    ("weigeren", "weigeren"), ("weigeren", "beoordelen"),
    *((outcome, advice) for outcome in OUTCOMES[1:] for advice in (*OUTCOMES, "beoordelen")),
]  # fmt: skip
"""Outcome and advice. A refusal rests on an advice that knows a ground for it, or that left it to people."""
kinds = st.lists(
    st.builds(
        Kind, st.integers(1, 24), st.sampled_from(PAIRS), st.sampled_from([None, None, *JUDGEMENTS]), st.just("a"),
        st.just("balie"), st.sampled_from([one.since.isoformat() for one in QUARTERS]),
    ),
    max_size=14,
)  # fmt: skip


Cell = tuple[str, ...]


class Looked(NamedTuple):
    """What a municipality holds, and what is told of the year."""

    decided: dict[Quarter, list[Decided]]
    steps: dict[Quarter, Recorded]
    counts: YearCounts


class Told:
    """Numbers of groups of the same cases: those that are told, and all others that somebody could work out."""

    def __init__(self, cases: Iterable[Cell], possible: Iterable[Cell]) -> None:
        count = Counter(cases)
        self.cells = list(possible)
        self.truth = {" ".join(cell): count[cell] for cell in self.cells}
        self.shown: dict[str, int | None] = dict.fromkeys(self.truth)
        self.sums = list[Sum]()
        self.bounds = dict[str, tuple[int, int]]()

    def group(self, name: str, count: int | None, cells: Iterable[Cell]) -> None:
        """A group of the cases, with what is told of it; None for what is not."""
        parts = [" ".join(cell) for cell in cells]
        self.truth[name], self.shown[name] = sum(self.truth[one] for one in parts), count
        self.sums.append((name, parts))

    def page(self, quarter: str, whole: Row | None, rows: Sequence[Row], kinds: Kinds, way_of: Callable[[Cell], str]) -> None:  # fmt: skip
        """The table of a quarter: its rows are the second of each cell."""
        ours = [cell for cell in self.cells if cell[0] == quarter]
        self.group(quarter, whole.size if whole else None, ours)
        if whole is None:
            self.bounds[quarter] = (0, 4)
        for column, count in (whole.cells if whole else {}).items():
            self.group(f"{quarter} | {column}", count, [cell for cell in ours if kinds[way_of(cell)] == column])
        listed = {row.key for row in rows}
        for row in rows:
            here = [cell for cell in ours if (cell[1] if cell[1] in listed else None) == row.key]
            self.group(f"{quarter} rij {row.key}", row.size, here)
            for column, count in row.cells.items():
                inside = [cell for cell in here if kinds[way_of(cell)] == column]
                self.group(f"{quarter} rij {row.key} | {column}", count, inside)

    def hold(self, where: str) -> None:
        """Hold that nothing small is told or follows."""
        refuse_small(self.shown, self.truth, self.sums, where, self.bounds)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("jaar")
    found = open_store(f"sqlite:///{folder}/zaken.db")
    yield found
    found.close()


def looked(store: Store, made: list[Kind]) -> Looked:
    return looking(
        store, made,
        lambda connection, _: Looked(
            {one: every(connection, TENANT, one.period) for one in QUARTERS},
            {one: appeals.recorded(connection, TENANT, one) for one in QUARTERS}, year_counts(connection, TENANT, 2026).shown(),
        ),
    )  # fmt: skip


def way_of(cell: Cell) -> str:
    _, advice, outcome = cell
    relation = "volgt" if advice == outcome else "wijkt_af"
    return deviations.direction(Decided("", "", outcome, "", "", "", advice, relation, "", "", ""))


def decisions(found: Looked) -> Told:
    cases = [(quarter.name, one.advice, one.outcome) for quarter, those in found.decided.items() for one in those]
    told = Told(cases, [(quarter.name, advice, outcome) for quarter in QUARTERS for outcome, advice in PAIRS])
    for quarter, those in found.decided.items():
        page, name = deviations.of(quarter, those), quarter.name
        told.page(name, page.whole, page.by_advice, page.kinds, way_of)
        ours, measures = [cell for cell in told.cells if cell[0] == name], shares.told(quarter, those)
        told.group(f"{name} volgt niet", None, [cell for cell in ours if cell[1] != cell[2]])
        told.bounds |= {f"{name} volgt niet": (0, 4)} if page.few else {}
        for measure, at in (("geweigerd", 2), ("advies_weigeren", 1)):
            part = measures.get(measure)
            exact = part.least if part and part.exact else None
            told.group(f"{name} {measure}", exact, [cell for cell in ours if cell[at] == "weigeren"])
            told.bounds |= {f"{name} {measure}": (part.least, part.most)} if part and not part.exact else {}
    _year(told, found.counts)
    return told


def _year(told: Told, counts: YearCounts) -> None:
    told.group("jaar", counts.decided, told.cells)
    told.group("volgt", counts.followed, [cell for cell in told.cells if cell[1] == cell[2]])
    told.group("volgt niet", counts.deviated, [cell for cell in told.cells if cell[1] != cell[2]])
    for name in OUTCOMES:
        told.group(name, counts.outcomes[name], [cell for cell in told.cells if cell[2] == name])
        told.group(f"{name} anders", None, [cell for cell in told.cells if cell[2] == name != cell[1]])
    for outcome, advice in PAIRS:
        told.group(f"jaar {advice} {outcome}", None, [cell for cell in told.cells if cell[1:] == (advice, outcome)])


def objections(found: Looked) -> Told:
    ended = [(quarter, one) for quarter, steps in found.steps.items() for one in steps.ends(OBJECTION)]
    possible = product((quarter.name for quarter in QUARTERS), OUTCOMES, appeals.OF_OBJECTIONS)
    told = Told([(quarter.name, one.about.outcome, one.way) for quarter, one in ended], possible)
    for quarter, steps in found.steps.items():
        page = appeals.kind_of(steps, OBJECTION)
        told.page(quarter.name, page.whole, page.by_outcome, page.kinds, lambda cell: cell[2])
    told.group("jaar", found.counts.objections_judged, told.cells)
    for name, count in found.counts.judgements.items():
        told.group(name, count, [cell for cell in told.cells if cell[2].startswith(name)])
    return told


def lodged(found: Looked) -> Told:
    cases = [(quarter.name,) for quarter, steps in found.steps.items() for _ in steps.lodged[OBJECTION]]
    told = Told(cases, [(quarter.name,) for quarter in QUARTERS])
    for quarter, steps in found.steps.items():
        told.shown[quarter.name] = appeals.kind_of(steps, OBJECTION).lodged
        told.bounds |= {} if told.shown[quarter.name] is not None else {quarter.name: (1, 4)}
    told.group("jaar", found.counts.objections, told.cells)
    return told


def made(*parts: tuple[int, str, str, int]) -> list[Kind]:
    return [Kind(number, (outcome, advice), "gegrond", "a", "balie", QUARTERS[at - 1].since.isoformat()) for number, outcome, advice, at in parts]  # fmt: skip


HIDDEN = made((20, "verlenen", "verlenen", 1), (20, "verlenen", "verlenen", 2), (20, "verlenen", "verlenen", 3), (3, "verlenen", "verlenen", 4))  # fmt: skip
PINNED = made((20, "verlenen", "verlenen", 1), (20, "verlenen", "verlenen", 2), (4, "verlenen", "verlenen", 3), (4, "verlenen", "verlenen", 4))  # fmt: skip
KNOWN = made((1, "weigeren", "weigeren", 1), (4, "verlenen", "weigeren", 1), (5, "weigeren", "beoordelen", 2), (5, "verlenen", "beoordelen", 2))  # fmt: skip
REFUSED = made(*((20, "verlenen", "verlenen", at) for at in range(1, 5)), *((4, "weigeren", "weigeren", at) for at in range(1, 5)))  # fmt: skip
AGAINST = made((60, "verlenen", "verlenen", 1), (30, "weigeren", "weigeren", 1), (8, "verlenen", "weigeren", 1), (2, "weigeren", "beoordelen", 1))  # fmt: skip


@given(kinds)
@example(HIDDEN)
@example(PINNED)
@example(KNOWN)
@example(REFUSED)
@example(AGAINST)
@settings(max_examples=20, deadline=None)
def test_no_few_follow_from_a_year_beside_its_quarters(store: Store, made: list[Kind]) -> None:
    found = looked(store, made)
    for told in (decisions(found), objections(found), lodged(found)):
        told.hold("year and quarters")


def test_what_a_year_leaves_out_beside_its_quarters(store: Store) -> None:
    """A hidden quarter, two that are four at most, and a few against the advice: each would follow from a year of all numbers."""
    for kept in (HIDDEN, PINNED):
        counts = looked(store, kept).counts
        assert counts.decided is counts.objections is counts.objections_judged is None
    counts = looked(store, REFUSED).counts
    assert counts.decided == 96 and {counts.outcomes[name] for name in OUTCOMES[:2]} == {None}
    counts = looked(store, AGAINST).counts
    assert (counts.decided, counts.outcomes["weigeren"], counts.followed) == (100, None, 90)


def test_a_year_that_hides_nothing_tells_all(store: Store) -> None:
    kept = made(*((20, "verlenen", "verlenen", at) for at in range(1, 5)), *((9, "weigeren", "weigeren", at) for at in range(1, 5)))  # fmt: skip
    counts = looked(store, kept).counts
    assert (counts.decided, counts.followed, counts.deviated) == (116, 116, 0)
    assert (counts.outcomes["weigeren"], counts.objections, counts.judgements["gegrond"]) == (36, 116, 116)
    assert counts.appeals == 0 and counts.untold == frozenset()
