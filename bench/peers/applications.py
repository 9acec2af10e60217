"""The applications of the bench, as arrays: from them come rows, the engine's own applications, and every engine's columns.

They hold what the rules ask of a household under one ordinance that uses articles 8, 9 and 10 of the Act, on the law of
2019. A truth is 0, 1 or 2 (false, unknown, true), a text the place in its words or `NO`, a date the days since 1970 or
`NEVER`; unknown occurs only where the arrays are not `complete`, for the engines that know no unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bench.household import APPLICATION

Array: TypeAlias = NDArray[Any]
Arrays: TypeAlias = dict[str, Array]
Row: TypeAlias = dict[str, Any]

ON: Final = date(2019, 6, 1)
DAY: Final = (ON - date(1970, 1, 1)).days
NO, NEVER, UNKNOWN = 255, -(2**31), 1
INCOMES: Final = (
    "dienstbetrekking", "zelfstandige", "vut", "aow", "pensioen", "studiefinanciering", "aanspraak_studiefinanciering",
    "bijstand", "wia", "wajong", "geen",
)  # fmt: skip
JUDGEMENTS: Final = ("onbillijk", "niet_onbillijk", "")
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "gebied": ("voorbeeldwijk", "elders"), "verhuurder": ("particulier", "corporatie"),
    "soort": ("zelfstandig", "onzelfstandig"), "inkomen": INCOMES, "hardheid_8": JUDGEMENTS, "hardheid_10": JUDGEMENTS,
    "oordeel_voorrang": ("verlenen", "aan_ander", ""),
    "woonverklaring": ("verlenen", "verlenen_met_voorschriften", "weigeren"),
}  # fmt: skip
WEIGHED: Final = tuple(f"weging_{letter}" for letter in "abcde")
JUDGED: Final = ("hardheid_8", "hardheid_10", "oordeel_voorrang")
SIGNED: Final = tuple(f"{what}_{how}" for what in JUDGED for how in ("gemotiveerd", "ondertekend"))
# The share of true, and whether the fact can be unknown; what officials did not write down was not done.
TRUTHS: Final[Mapping[str, tuple[float, bool]]] = {
    "rechtmatig": (0.95, True), "kenmerk": (0.3, True), "voorrang_ander": (0.3, True), "gehoord": (0.8, False),
    **dict.fromkeys(WEIGHED, (0.98, False)), **dict.fromkeys(SIGNED, (0.97, False)),
}  # fmt: skip


def arrays(count: int, seed: int, persons: int = 1, *, complete: bool) -> Arrays:
    """`count` applications of households of one size, the same for the same seed."""
    chance = np.random.default_rng(seed)
    applied = (DAY - chance.integers(0, 60, count)).astype(np.int32)
    found: Arrays = {"aangevraagd": applied}
    for name in ("gebied", "verhuurder", "soort"):
        found[name] = (chance.random(count) < 0.05).astype(np.uint8)
    found["huurprijs"] = chance.integers(30_000, 105_000, count).astype(np.int32)
    for name, (share, _) in TRUTHS.items():
        found[name] = np.where(chance.random(count) < share, 2, 0).astype(np.uint8)
    for name in (*JUDGED, "woonverklaring"):
        found[name] = chance.integers(0, 3, count).astype(np.uint8)
    for number in range(persons):
        age = chance.integers(0 if number else 18 * 366, 80 * 365, count).astype(np.int32)
        found[f"geboren_{number}"] = applied - age
        found[f"inkomen_{number}"] = chance.integers(0, len(INCOMES), count).astype(np.uint8)
        if not number:
            found["woont_sinds"] = applied - np.minimum(chance.integers(0, 15 * 365, count), age).astype(np.int32)
    return found if complete else _with_gaps(found, chance)


def _with_gaps(found: Arrays, chance: np.random.Generator) -> Arrays:
    for name, values in found.items():
        if name.startswith(("geboren", "inkomen", "woont")) or name == "woonverklaring" or TRUTHS.get(name, (0, 0))[1]:
            unknown = UNKNOWN if name in TRUTHS else NEVER if values.dtype == np.int32 else NO
            values[chance.random(len(values)) < 0.08] = unknown
    return found


def rows(found: Arrays) -> Iterator[Row]:
    """The same applications one by one; None is what nobody knows."""
    listed = {name: _values(name, values) for name, values in found.items()}
    return (dict(zip(listed, row, strict=True)) for row in zip(*listed.values(), strict=True))


def _values(name: str, values: Array) -> list[Any]:
    if name in TRUTHS:
        return [(False, None, True)[value] for value in values.tolist()]
    if words := words_of(name):
        return [None if value == NO else words[value] for value in values.tolist()]
    if name == "huurprijs":
        return list(values.tolist())
    return [None if day == NEVER else date(1970, 1, 1) + timedelta(days=day) for day in values.tolist()]


def words_of(name: str) -> tuple[str, ...] | None:
    """The words of a column of texts."""
    return WORDS.get("inkomen" if name.startswith("inkomen") else name)


def application(row: Row) -> dict[str, Any]:
    """A row as an application in the engine's own form."""
    persons = sum(name.startswith("geboren_") for name in row)
    household = [_person(row, number) for number in range(persons)]
    household[0] |= _given(row, "rechtmatig", "rechtmatigVerblijf")
    if row["kenmerk"] is not None:
        household[0]["kenmerken"] = ["beroep_zorg"] if row["kenmerk"] else []
    if row["woont_sinds"] is not None:
        since = row["woont_sinds"].isoformat()
        household[0]["verblijf"] = [{"gemeente": "GM0599", "vanaf": since, "tot": None}]
    dwelling = {name: row[name] for name in ("gebied", "verhuurder", "soort", "huurprijs")}
    weighed = {letter: "gewogen" if row[f"weging_{letter}"] else "" for letter in "abcde"}
    screening = {"instrument": "politiegegevens", "gehoord": row["gehoord"], **_given(row, "woonverklaring")}
    priority = _given(row, "voorrang_ander", "kandidatenMetVoorrang") | _judged(row, "oordeel_voorrang")
    return {
        "kenmerk": "bench", "gemeente": "GM0599", "aanvraagdatum": row["aangevraagd"].isoformat(),
        "huishouden": household, "woonruimte": dwelling, "situatie": APPLICATION["situatie"], "voorrang": priority,
        "onderzoek": screening | {"weging": {letter: said for letter, said in weighed.items() if said}},
        "hardheid": [
            {"grond": f"artikel_{article}", **_judged(row, f"hardheid_{article}")}
            for article in (8, 10) if row[f"hardheid_{article}"]
        ],
    }  # fmt: skip


def _person(row: Row, number: int) -> dict[str, Any]:
    born, income = row[f"geboren_{number}"], row[f"inkomen_{number}"]
    person: dict[str, Any] = {"id": f"p{number + 1}", "rol": "medebewoner" if number else "aanvrager"}
    if born is not None:
        person["geboortedatum"] = born.isoformat()
    if income is not None:
        person["inkomen"] = [] if income == "geen" else [{"soort": income}]
    return person


def _judged(row: Row, name: str) -> dict[str, str]:
    if not row[name]:
        return {}
    found = {"oordeel": row[name]}
    found |= {"motivering": "gewogen"} if row[f"{name}_gemotiveerd"] else {}
    return found | ({"beslisser": "teamleider"} if row[f"{name}_ondertekend"] else {})


def _given(row: Row, name: str, field: str | None = None) -> dict[str, Any]:
    return {} if row[name] is None else {field or name: row[name]}
