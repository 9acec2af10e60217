"""The reports of a quarter as documents: a number that is not shown is null."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wbmgp_api.oversight.appeals import Appeals, Kind
from wbmgp_api.oversight.deviations import Deviations, Grounds, nearly_always
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.reasons import Reasons
from wbmgp_api.oversight.shares import Part
from wbmgp_api.oversight.shifts import Comparison, Shift
from wbmgp_api.oversight.small_tables import Row

Json = dict[str, Any]
TOGETHER: Final = "kleine groepen samen"


def of_deviations(found: Deviations, grounds: Grounds | None) -> Json:
    """The rates of a quarter, and by ground where those were opened."""
    told: Json = _of(found.quarter) | {
        "besluiten": found.size, "samen": None if found.whole is None else _row(found.whole),
        "bijnaGeenAfwijking": found.few, "bijnaAltijdGevolgd": [one or TOGETHER for one in found.nearly_always],
        "perAdvies": _rows(found.by_advice), "perOpsteller": _rows(found.by_drafter),
        "perVaststeller": _rows(found.by_decider), "perMaand": _rows(found.by_month),
    }  # fmt: skip
    if grounds is None:
        return told
    by_ground = [{"grond": name, **_row(row), "bijnaAltijd": nearly_always(row)} for name, row in grounds.by_ground]
    return told | {"bekeken": grounds.looked, "perGrond": by_ground, "perGebied": _rows(grounds.by_area)}


def of_appeals(found: Appeals) -> Json:
    """The objections and appeals of a quarter, and by ground and reason where those were opened."""
    told = _of(found.quarter) | {"bezwaar": _kind(found.objections), "beroep": _kind(found.appeals)}
    if found.by_ground is None:
        return told
    rows = [{"grond": name, **_row(row)} for name, row in found.by_ground]
    told |= {"perGrond": rows, "houdtVaakGeenStand": found.often}
    return told if found.reasons is None else told | _reasons(found.reasons)


def _reasons(found: Reasons) -> Json:
    rows = [{"reden": one.name, "ingediend": one.lodged, **_row(one.row)} for one in found.by_reason]
    return {"perReden": rows, "redenVerteld": _rows(found.told)}


def of_shifts(quarter: Quarter, found: Sequence[Comparison]) -> Json:
    """Every comparison of a quarter; a chance as a fraction in text."""
    return _of(quarter) | {"wijzigingen": [_comparison(one) for one in found]}


def _comparison(one: Comparison) -> Json:
    change, shares = one.change, [_shift(shift) for shift in one.shifts]
    return {
        "soort": change.kind, "versie": change.name, "sinds": change.since.name,
        "vergeleken": bool(shares), "alarmen": [_shift(shift) for shift in one.alarms], "aandelen": shares,
    }  # fmt: skip


def _shift(one: Shift) -> Json:
    after = None if one.after is None else _part(one.after)
    return {
        "aandeel": one.measure,
        "grond": one.ground or None,
        "voor": _part(one.before),
        "na": after,
        "kans": str(one.chance),
    }


def _part(one: Part) -> Json:
    return {"totaal": one.size, "tenMinste": one.least, "tenHoogste": one.most}


def _kind(one: Kind) -> Json:
    return {
        "ingediend": one.lodged, "afgehandeld": None if one.whole is None else _row(one.whole),
        "perUitkomst": _rows(one.by_outcome),
    }  # fmt: skip


def _of(quarter: Quarter) -> Json:
    return {"periode": quarter.name, "van": quarter.since.isoformat(), "tot": quarter.until.isoformat()}


def _rows(rows: Sequence[Row]) -> list[Json]:
    return [_row(one) for one in rows]


def _row(one: Row) -> Json:
    cells: Mapping[str, int | None] = one.cells
    return {"groep": TOGETHER if one.key is None else one.key, "totaal": one.size, "aantallen": dict(cells)}
