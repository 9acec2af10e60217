"""Asking article 5 of the Wbmgp: the versions of the act, earlier terms, and the clock they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.logic.values import Value

BOOK: Final = OUR_LAW
WBMGP: Final = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
V2005, V2014, V2015 = date(2005, 12, 30), date(2014, 4, 14), date(2015, 1, 1)
V2017, V2017B = date(2017, 1, 1), date(2017, 7, 1)
JOINT, SPLIT, FOUR = (V2005, V2014, V2015), (V2017, V2017B), (V2014, V2015, V2017, V2017B)
EVERY: Final = (*JOINT, *SPLIT)
GROUNDS: Final = ("artikel_8", "artikel_9", "artikel_10")
START, END = date(2018, 7, 1), date(2022, 7, 1)
GAP, AROUND = "na_een_gat_begint_een_nieuwe_termijn", "klok_van_omvattend_gebied_telt"
OLD, TOGETHER = "verlenging_van_voor_2014_telt_mee", "oude_gezamenlijke_aanwijzing_telt_voor_beide"
NUMBERS: Final = ("verlenging", "verlenging_mogelijk", "resterende_verlengingen", "uiterste_einde")

every_version = pytest.mark.parametrize("on", EVERY, ids=str)
joint_versions = pytest.mark.parametrize("on", JOINT, ids=str)
split_versions = pytest.mark.parametrize("on", SPLIT, ids=str)
four_extensions = pytest.mark.parametrize("on", FOUR, ids=str)


@cache
def plan(on: date, output: str) -> CompiledPlan:
    return compile_plan(BOOK, WBMGP, [output], on)


def ask(on: date, output: str, **facts: Any) -> Value:
    """An output of article 5 for facts; what is not given is unknown."""
    return plan(on, output).run(facts, on)[output]


def term(
    ground: str = "artikel_8", start: date = date(2014, 7, 1), *, joins: bool = True, first: bool = False, **more: Any
) -> dict[str, Any]:
    """An earlier term of the same unit, joined to the term asked for unless said otherwise."""
    course = {"aansluitend": joins, "opent_reeks": first, "eerste_ooit": first}
    return {"grond": ground, "van": start, "ligging": "zelfde", **course, **more}


def chain(count: int, ground: str = "artikel_8", start: date = date(2018, 7, 1)) -> list[dict[str, Any]]:
    """Unbroken terms, the first of them the first ever."""
    return [term(ground, start.replace(year=start.year + 4 * place), first=place == 0) for place in range(count)]


def clock(
    on: date, earlier: Sequence[dict[str, Any]], ground: str = "artikel_8", readings: Mapping[str, bool] | None = None
) -> tuple[Value, ...]:
    """Number of the extension, whether it is possible, what remains, and the latest end."""
    facts = {"gevraagde_grond": ground, "gevraagd_tot": END, "eerdere_aanwijzingen": list(earlier), **(readings or {})}
    return tuple(ask(on, name, **facts) for name in NUMBERS)


def number(
    on: date, earlier: Sequence[dict[str, Any]], ground: str = "artikel_8", readings: Mapping[str, bool] | None = None
) -> Value:
    return clock(on, earlier, ground, readings)[0]
