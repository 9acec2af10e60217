"""Whether groups are refused more often: a table is brought, joined in memory, and gone when the page is shown."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.edge.queries import number
from wbmgp_api.oversight.disparate import Disparity, Group
from wbmgp_api.oversight.groups_supplied import MOST_COLUMNS, MOST_VALUES, supplied
from wbmgp_api.oversight.looking_at_groups import Reason, checked, look
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.years import FIRST_YEAR
from wbmgp_api.pages.languages import Language
from wbmgp_api.pages.oversight import entries
from wbmgp_api.pages.visiting import Fault, Visit, faults_of
from wbmgp_engine.designations.evaluation import Rate
from wbmgp_engine.designations.evaluation_output import percentage
from wbmgp_engine.errors import BadInput

_SHOWN: Final = 5
_FILE: Final = "tabel"


async def show(visit: Visit) -> Response:
    """The form, and what may be brought."""
    return _page(visit)


async def take(visit: Visit) -> Response:
    """The report on the table, after the log says who looks and why. Nothing of the table stays."""
    data = visit.files.get(_FILE)
    if missing := _missing(visit):
        return _page(visit, 400, missing)
    try:
        report = await visit.do(partial(_report, visit, data or b""))
    except BadInput as problem:
        return _page(visit, 400, _faults(visit, problem))
    return _page(visit, report=report)


def _missing(visit: Visit) -> list[Fault]:
    """What was left empty, all of it at once."""
    found = [] if visit.files.get(_FILE) else [Fault(_FILE, visit.say("Kies een tabel van uw computer."))]
    try:
        _why(visit).checked()
    except BadInput as problem:
        found += _faults(visit, problem)
    return found


def _faults(visit: Visit, problem: BadInput) -> list[Fault]:
    # A fault in a cell belongs to the file: the cells are no fields of this form.
    fields = ("jaar", "doel", "grondslag")
    return [Fault(one.field if one.field in fields else _FILE, one.text) for one in faults_of(problem, visit.lang)]


def _why(visit: Visit) -> Reason:
    return Reason(visit.said("doel"), visit.said("grondslag"))


def _report(visit: Visit, data: bytes) -> Disparity:
    year = number("jaar", visit.said("jaar"), 0, FIRST_YEAR, visit.today.year)
    return look(visit.office, visit.who, supplied(data), checked(year, visit.today), _why(visit))


def _page(
    visit: Visit, status: int = 200, faults: list[Fault] | None = None, report: Disparity | None = None
) -> Response:
    last = visit.today.year - 1
    years = [(year, year) for year in range(last, last - _SHOWN, -1)]
    return entries.show(
        visit, "oversight/groups.html", status, faults=faults or [], report=report, years=years,
        columns=MOST_COLUMNS, values=MOST_VALUES, smallest=SMALLEST, **_figures(visit.lang),
    )  # fmt: skip


def _figures(lang: Language) -> dict[str, Any]:
    """How shares and ratios are written: with one decimal, a half rounded up; bounds with two, rounded outwards, so that they still hold."""

    def share(one: Group) -> str:
        return percentage(Rate(one.refused, one.decided) if one.refused is not None and one.decided else None, lang)

    def percent(one: Fraction) -> str:
        whole, tenths = Rate(one.numerator, one.denominator).tenths(100)
        return f"{whole}{_point(lang)}{tenths}\N{NO-BREAK SPACE}%"

    def times(one: Fraction) -> str:
        whole, tenths = Rate(one.numerator, one.denominator).tenths()
        return f"{whole}{_point(lang)}{tenths}"

    def least(one: Fraction) -> str:
        return _hundredths(floor(one * 100), lang)

    def most(one: Fraction) -> str:
        return _hundredths(ceil(one * 100), lang)

    return {"share": share, "percent": percent, "times": times, "least": least, "most": most}


def _hundredths(count: int, lang: Language) -> str:
    return f"{count // 100}{_point(lang)}{count % 100:02}"


def _point(lang: Language) -> str:
    return "," if lang == "nl" else "."
