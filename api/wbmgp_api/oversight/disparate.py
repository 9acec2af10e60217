"""Whether groups are refused more often: decided cases beside a table of groups that somebody brings, joined in memory.

A difference proves no discrimination, and no difference proves none. Whether a difference is justified people say, in four
steps. The log says who looked, why and at which columns; which case is in which group stands nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.deciding import REFUSAL
from wbmgp_api.oversight.certainty import interval
from wbmgp_api.oversight.crossing import gives_away
from wbmgp_api.oversight.decided import Period
from wbmgp_api.oversight.exact import chance
from wbmgp_api.oversight.groups_supplied import Column, Supplied
from wbmgp_api.oversight.parts import shown_count, shown_parts
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.store.sql import sql
from wbmgp_engine.designations.suppression import Table

DOUBT: Final = Fraction(1, 20)
"""The chance that one of all intervals of a report is off, at most."""
_REFUSED, _OTHER, _NO_GROUP = "geweigerd", "anders", ""
_OUTCOMES: Final = sql(
    "SELECT case_id, outcome FROM case_decision"
    " WHERE tenant = :tenant AND decided_on >= :since AND decided_on <= :until ORDER BY id"
)
Count = int | None


@dataclass(frozen=True, slots=True)
class Against:
    """The share of refusals in a group beside that of everybody else with a decision: how many times as large.

    Between `low` and `high` lies the truth, for all groups of a report together, with DOUBT. `high` is None where nothing
    bounds it. `differs`: chance alone seldom makes such a difference, not even among as many comparisons; that test is
    finer than the bounds, so 1 may still lie between them.
    """

    rest: Fraction
    ratio: Fraction | None
    low: Fraction
    high: Fraction | None
    differs: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a column: `name` is None for cases without a group. A count that is None is not shown."""

    name: str | None
    decided: Count
    refused: Count
    against: Against | None

    @property
    def rate(self) -> Fraction | None:
        """The share of refusals; None where a count is not shown or there is none."""
        return Fraction(self.refused, self.decided) if self.refused is not None and self.decided else None


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups of one column."""

    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Disparity:
    """The report. `decided` and `refused` are of all decisions of the period; `strangers`: cases of the table without one.

    Where `decided` or `refused` is None, there is too little to compare and no column holds a number. `comparisons`: how
    many groups were held against the rest.
    """

    period: Period
    decided: Count
    refused: Count
    strangers: Count
    comparisons: int
    columns: tuple[Grouped, ...]


def outcomes_of(connection: Connection, tenant: str, period: Period) -> dict[str, bool]:
    """Of each case that was decided in a period whether it was refused."""
    where = {"tenant": tenant, "since": period.since.isoformat(), "until": period.until.isoformat()}
    return {row.case_id: row.outcome == REFUSAL for row in _OUTCOMES(connection, where)}


def compare(
    outcomes: Mapping[str, bool], given: Supplied, period: Period, untold: Collection[str] = frozenset()
) -> Disparity:
    """The report on these decisions. Whatever is small stays hidden, and what it could be worked out from.

    `untold`: the numbers of the year that may not stand beside the pages of its quarters, as `YearCounts` names them.
    """
    tables = {name: _counted(outcomes, column) for name, column in given.columns.items()}
    comparisons = sum(len(table) - (_NO_GROUP in table) for table in tables.values())
    decided, refused = len(outcomes), sum(outcomes.values())
    enough = min(refused, decided - refused) >= SMALLEST and not {"decided", f"outcomes.{REFUSAL}"} & {*untold}
    columns = [Grouped(name, tuple(_groups(table, comparisons, enough))) for name, table in tables.items()]
    return Disparity(
        period, None if "decided" in untold else shown_count(decided), refused if enough else None,
        _strangers(outcomes, given), comparisons, tuple(_crossed(columns, outcomes, given)),
    )  # fmt: skip


def _crossed(columns: Iterable[Grouped], outcomes: Mapping[str, bool], given: Supplied) -> list[Grouped]:
    """The columns; one that would give a few cases away beside those before it is there without its numbers."""
    found = list[Grouped]()
    for column in columns:
        hidden = Grouped(column.name, tuple(Group(one.name, None, None, None) for one in column.groups))
        away = bool(found) and _give_away([*found, column], outcomes, given)
        found.append(hidden if away else column)
    return found


def _give_away(columns: Iterable[Grouped], outcomes: Mapping[str, bool], given: Supplied) -> bool:
    """Whether their numbers together are about a few of all decisions, of the refusals or of the others."""
    sizes, counts = dict[str, list[str]](), dict[str, list[str]]()
    for column in columns:
        sizes[column.name] = [one.name or _NO_GROUP for one in column.groups if one.decided is not None]
        counts[column.name] = [one.name or _NO_GROUP for one in column.groups if None not in (one.decided, one.refused)]
    ways = [[case for case, refused in outcomes.items() if refused is way] for way in (True, False)]
    divisions = {name: given.columns[name] for name in sizes}
    return any(
        gives_away(divisions, shown, cases)
        for shown, cases in ((sizes, list(outcomes)), *((counts, one) for one in ways))
    )


def _strangers(outcomes: Mapping[str, bool], given: Supplied) -> Count:
    """Cases of the table without a decision: whoever brought it knows how many cases it has, so of both numbers or none."""
    found = len(given.cases & outcomes.keys())
    return shown_parts({"besloten": found, "niet": len(given.cases) - found})["niet"]


def _counted(outcomes: Mapping[str, bool], column: Column) -> dict[str, list[int]]:
    """By group how many were decided otherwise, and refused; every group of the column is there."""
    found = {name: [0, 0] for name in sorted(set(column.values()))}
    for case, refused in outcomes.items():
        found.setdefault(column.get(case, _NO_GROUP), [0, 0])[refused] += 1
    return found


def _groups(counted: Mapping[str, list[int]], comparisons: int, enough: bool) -> Iterable[Group]:
    cells = {(name, way): pair[way == _REFUSED] for name, pair in counted.items() for way in (_OTHER, _REFUSED)}
    table = Table(cells, SMALLEST)
    # The totals stand above every column: where one would have to be hidden, this column says nothing.
    told = enough and not (table.total_hidden or table.column_hidden(_OTHER) or table.column_hidden(_REFUSED))
    whole = [sum(pair[way] for pair in counted.values()) for way in (0, 1)]
    for name, (other, refused) in counted.items():
        size = other + refused
        seen = None if not told or table.row_hidden(name) else size
        count = None if not told or (name, _REFUSED) in table.hidden_cells else refused
        rest = whole[1] - refused, sum(whole) - size
        against = (
            None if seen is None or count is None or name == _NO_GROUP else _against(count, size, rest, comparisons)
        )
        yield Group(name or None, seen, count, against)


def _against(refused: int, size: int, rest: tuple[int, int], comparisons: int) -> Against | None:
    """None where there is nobody to compare."""
    others, all_others = rest
    if not size or not all_others:
        return None
    # Each comparison has its part of the doubt, and each of its two shares half of that.
    doubt = DOUBT / (2 * comparisons)
    low, high = interval(refused, size, doubt)
    least, most = interval(others, all_others, doubt)
    share = Fraction(others, all_others)
    ratio = Fraction(refused, size) / share if share else None
    differs = chance((refused, size), rest) * comparisons <= DOUBT
    return Against(share, ratio, low / most, high / least if least else None, differs)
