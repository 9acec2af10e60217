"""Refusals by group as a program reads them: exact fractions, and beside them how sure they are."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from wbmgp_api.oversight.disparate import DOUBT, Against, Disparity, Group
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_engine.facts.evidence import Justification


def to_json(found: Disparity) -> dict[str, Any]:
    """The report; a count that is null is not shown. The four steps are empty: people write them."""
    return {
        "van": found.period.since.isoformat(), "tot": found.period.until.isoformat(), "besloten": found.decided,
        "geweigerd": found.refused, "zonderBesluit": found.strangers, "vergelijkingen": found.comparisons,
        "zekerheidSamen": _fraction(1 - DOUBT), "kleinsteGetal": SMALLEST,
        "kolommen": [{"kolom": one.name, "groepen": [_group(group) for group in one.groups]} for one in found.columns],
        "rechtvaardiging": Justification().steps,
    }  # fmt: skip


def _group(one: Group) -> dict[str, Any]:
    return {
        "groep": one.name, "besloten": one.decided, "geweigerd": one.refused, "aandeel": _fraction(one.rate),
        "tegenover": None if one.against is None else _against(one.against),
    }  # fmt: skip


def _against(one: Against) -> dict[str, Any]:
    return {
        "aandeelAnderen": _fraction(one.rest), "verhouding": _fraction(one.ratio), "minstens": _fraction(one.low),
        "hoogstens": _fraction(one.high), "meerDanToeval": one.differs,
    }  # fmt: skip


def _fraction(value: Fraction | None) -> dict[str, int] | None:
    return None if value is None else {"teller": value.numerator, "noemer": value.denominator}
