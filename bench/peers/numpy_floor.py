"""The floor: the whole answer in NumPy over arrays of numbers, three values as 0, 1 and 2, AND as the least of two.

Its input is arrays that need no reading, its output numbers of texts; it knows the window of the dates of application.
Chunks that stay in the processor's cache are divided over the cores, as Polars does by itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import reduce
from typing import Any, Final

import numpy as np
import polars as pl

from bench.peers.applications import DAY, INCOMES, JUDGEMENTS, NEVER, NO, WEIGHED, WORDS, Array, Arrays
from bench.peers.by_hand import COUNTS, NOTHING, RENT

CHUNK: Final = 32_768
_WINDOW: Final = 60
_VERDICTS: Final = (NOTHING, "niet_voldaan", "onbekend", "voldaan")
_HARDSHIP: Final = ("niet_voldaan", "onbekend", "voldaan", None)
# The texts of each column by their number; a column that is not here is a truth.
TEXTS: Final[Mapping[str, tuple[str | None, ...]]] = {
    "advies": ("geen_vergunning_nodig", "beoordelen", "weigeren", "aanvullen", "verlenen_met_voorschriften", "verlenen"),
    "grond.toepassingsbereik": (NOTHING, "voldaan"),
    "reden.toepassingsbereik": ("niet_aangewezen", "ligt_in_een_aanwijzing", "binnen_toepassingsbereik"),
    "grond.rechtmatig_verblijf": _VERDICTS, "grond.artikel_8": _VERDICTS, "grond.artikel_9": _VERDICTS,
    "grond.artikel_10": _VERDICTS,
    "reden.rechtmatig_verblijf": ("verblijf_van_toepassing", "verblijf_voldaan"),
    "reden.artikel_8": ("inkomenseis_van_toepassing", "door_verblijf", "door_inkomen", "inkomenseis_voldaan"),
    "reden.artikel_9": (
        "voorrangsregel_van_toepassing", "gegeven_aan_ander", "toch_verleend", "met_eigen_voorrang",
        "zonder_ander_met_voorrang", "voorrangsregel_voldaan",
    ),
    "reden.artikel_10": (
        "gedragstoets_van_toepassing", "gedragstoets_voldaan", "gewone_eisen_niet_gehaald", "gewone_eisen_gehaald",
    ),
    **{f"grond.hardheidsclausule.artikel_{number}": _HARDSHIP for number in (8, 10)},
    **{f"reden.hardheidsclausule.artikel_{number}": (f"hardheid_{number}_aanvaard", None) for number in (8, 10)},
}  # fmt: skip
_NONE, _ONE, _TWO, _THREE = np.arange(4, dtype=np.uint8)
_COUNTED: Final = np.zeros(NO + 1, np.uint8)
_COUNTED[[INCOMES.index(kind) for kind in COUNTS]] = 2
_COUNTED[NO] = 1


def _back(years: int) -> Array:
    """For each day of the window the last day from which so many years are complete."""
    return np.array([_before(DAY - _WINDOW + number, years) for number in range(_WINDOW + 1)], np.int32)


def _before(day: int, years: int) -> int:
    end = date(1970, 1, 1) + timedelta(days=day)
    leap = (end.month, end.day) == (2, 29)
    return (end.replace(year=end.year - years, day=28 if leap else end.day) - date(1970, 1, 1)).days


_SIX, _EIGHTEEN = _back(6), _back(18)


def answers(found: Arrays) -> Arrays:
    """The answer for each row, as numbers."""
    count = len(found["aangevraagd"])
    parts = [slice(start, start + CHUNK) for start in range(0, count, CHUNK)]

    def part(rows: slice) -> Arrays:
        return _answers({name: values[rows] for name, values in found.items()})

    with ThreadPoolExecutor(os.cpu_count()) as cores:
        made = list(cores.map(part, parts))
    return {name: np.concatenate([one[name] for one in made]) for name in made[0]}


def _answers(a: Arrays) -> Arrays:
    least, most = np.minimum, np.maximum
    day = a["aangevraagd"] - (DAY - _WINDOW)
    resident = _by_day(a["woont_sinds"], _SIX[day])
    income = least(_by_day(a["geboren_0"], _EIGHTEEN[day]), _COUNTED[a["inkomen_0"]])
    designated = a["gebied"] == 0
    needed = designated & (a["verhuurder"] == 0) & (a["soort"] == 0) & (a["huurprijs"] < RENT)
    lawful, declared, trait = a["rechtmatig"], a["woonverklaring"], a["kenmerk"]
    granted_8, denied_8 = _said(a, "hardheid_8", 0), _said(a, "hardheid_8", 1)
    granted_10, denied_10 = _said(a, "hardheid_10", 0), _said(a, "hardheid_10", 1)
    priority, passed = _said(a, "oordeel_voorrang", 0), _said(a, "oordeel_voorrang", 1)
    met_8 = most(resident, income)
    competed = least(a["voorrang_ander"], 2 - trait)
    refused_8, refused_9 = (
        least(2 - met_8, np.where(granted_8, _NONE, _TWO)),
        least(competed, np.where(priority, _NONE, _TWO)),
    )
    ordinary = reduce(least, (lawful, 2 - refused_8, 2 - refused_9))
    unmet_10 = least(ordinary, _DECLARED["weigeren"][declared])
    conditions = least(ordinary, _DECLARED["verlenen_met_voorschriften"][declared])
    refused_10 = least(unmet_10, np.where(granted_10, _NONE, _TWO))
    refused = most(2 - ordinary, refused_10)
    live = needed & (lawful > 0) & (most(refused, conditions) > 0)
    screened = live & (most(refused_10, conditions) == 2)
    unmet = (("hardheid_8", met_8 == 0), ("oordeel_voorrang", competed == 2), ("hardheid_10", unmet_10 == 2))
    gates = {
        "hardheidsclausule.artikel_8": live & (met_8 == 0) & ~granted_8 & ~denied_8,
        "hardheidsclausule.artikel_10": live & (unmet_10 == 2) & ~granted_10 & ~denied_10,
        "voorrang.artikel_9": live & (refused_9 == 2) & ~passed, "hoorplicht.artikel_10": screened & (a["gehoord"] == 0),
        "weging_10b.artikel_10": screened & (reduce(least, (a[name] for name in WEIGHED)) == 0),
        "motivering": live & _incomplete(a, unmet, "gemotiveerd"), "mandaat": live & _incomplete(a, unmet, "ondertekend"),
    }  # fmt: skip
    sure, gate = refused == 2, reduce(np.logical_or, gates.values())
    met_10 = np.where(ordinary == 2, 2 - _DECLARED["weigeren"][declared], _ONE)
    return {
        "advies": _first(~needed, gate & (sure | (conditions == 2)), sure, (refused == 1) | (conditions == 1), conditions == 2),
        "weigering.zeker": needed & sure, "weigering.mogelijk": needed & (refused > 0),
        "grond.toepassingsbereik": needed.view(np.uint8), "reden.toepassingsbereik": designated.view(np.uint8) + needed,
        "grond.rechtmatig_verblijf": _verdict(needed, lawful), "reden.rechtmatig_verblijf": needed.view(np.uint8),
        "grond.artikel_8": _verdict(needed, met_8), "reden.artikel_8": _first(~needed, resident == 2, income == 2),
        "grond.artikel_9": _verdict(needed, 2 - competed),
        "reden.artikel_9": _first(
            ~needed, (competed == 2) & passed, (competed == 2) & priority, trait == 2, a["voorrang_ander"] == 0
        ),
        "grond.artikel_10": _verdict(needed, met_10),
        "reden.artikel_10": _reason_10(needed, met_10, ordinary),
        **_hardship(8, needed, lawful, 2 - met_8, granted_8, denied_8, granted_8),
        **_hardship(10, needed, lawful, unmet_10, granted_10, denied_10, granted_10 & (ordinary == 2)),
        **{f"poort.{name}": is_open for name, is_open in gates.items()},
    }  # fmt: skip


def _by_day(since: Array, last: Array) -> Array:
    """Whether a day lies at or before another, three-valued."""
    found = (since <= last).view(np.uint8) * _TWO
    found[since == NEVER] = 1
    return found


def _known(words: tuple[str, ...], text: str) -> Array:
    found = np.zeros(NO + 1, np.uint8)
    found[words.index(text)], found[NO] = 2, 1
    return found


_DECLARED: Final = {text: _known(WORDS["woonverklaring"], text) for text in WORDS["woonverklaring"]}


def _said(a: Arrays, name: str, verdict: int) -> Array:
    said: Array = (a[name] == verdict) & (a[f"{name}_gemotiveerd"] == 2) & (a[f"{name}_ondertekend"] == 2)
    return said


def _incomplete(a: Arrays, unmet: tuple[tuple[str, Array], ...], how: str) -> Array:
    none = JUDGEMENTS.index("")
    return reduce(np.logical_or, (stands & (a[name] != none) & (a[f"{name}_{how}"] == 0) for name, stands in unmet))


def _first(*conditions: Array) -> Array:
    """The number of the first that is true, or their count."""
    found = np.full(len(conditions[0]), len(conditions), np.uint8)
    for number in reversed(range(len(conditions))):
        found = np.where(conditions[number], np.uint8(number), found)
    return found


def _verdict(needed: Array, met: Array) -> Array:
    return np.where(needed, met + _ONE, _NONE)


def _reason_10(needed: Array, met: Array, ordinary: Array) -> Array:
    """Met or not, one text; else whether the ordinary requirements are met, where that is known."""
    open_still: Array = np.array([2, 1, 3], np.uint8)[ordinary]
    return np.where(needed, np.where(met == 1, open_still, _ONE), _NONE)


def _hardship(
    number: int, needed: Array, lawful: Array, applies: Array, granted: Array, denied: Array, early: Array
) -> Arrays:
    beside = (applies == 2) & (granted | denied | (lawful > 0))
    shown = needed & (beside | ((applies == 1) & early))
    said = np.where(granted, _TWO, np.where((applies == 2) & denied, _NONE, _ONE))
    name = f"hardheidsclausule.artikel_{number}"
    return {f"grond.{name}": np.where(shown, said, _THREE), f"reden.{name}": (~shown).view(np.uint8)}


def as_series(name: str, values: Array, words: Any) -> pl.Series:
    """A column of the answer as Polars has it, to compare."""
    if name not in TEXTS:
        return pl.Series(name, values.astype(bool))
    return pl.Series(name, TEXTS[name], dtype=words).gather(pl.Series(values).cast(pl.UInt32))
