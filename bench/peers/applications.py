"""Applications for one dwelling under three grounds: flat rows, and the same rows as the engine's applications.

A row holds what the rules ask of a household under one ordinance that uses articles 8, 9 and 10 of the Act, on the law
of 2019. In a row None is a fact nobody knows; `complete` rows have none, for the engines that know no unknown.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from bench.household import APPLICATION

ON = date(2019, 6, 1)
APPLIED = date(2019, 5, 20)
INCOMES = (
    "dienstbetrekking", "zelfstandige", "vut", "aow", "pensioen", "studiefinanciering", "aanspraak_studiefinanciering",
    "bijstand", "wia", "wajong",
)  # fmt: skip
DECLARATIONS = ("verlenen", "verlenen_met_voorschriften", "weigeren")
JUDGEMENTS = ("onbillijk", "niet_onbillijk")
Row: TypeAlias = dict[str, Any]


def rows(count: int, seed: int, persons: int = 1, *, complete: bool) -> Iterator[Row]:
    """`count` rows for households of a fixed size, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        row = _row(chance, persons)
        yield row if complete else {name: None if chance.random() < 0.08 else value for name, value in row.items()}


def _row(chance: random.Random, persons: int) -> Row:
    age = chance.randrange(18 * 366, 80 * 365)
    row: Row = {
        "geboren_0": APPLIED - timedelta(days=age),
        "inkomen_0": chance.choice((*INCOMES, "geen")),
        "woont_sinds": APPLIED - timedelta(days=chance.randrange(min(age, 15 * 365))),
        "rechtmatig": chance.random() < 0.95,
        "hardheid_8": chance.choice((*JUDGEMENTS, "")),
        "hardheid_10": chance.choice((*JUDGEMENTS, "")),
        "kenmerk": chance.random() < 0.3,
        "voorrang_ander": chance.random() < 0.3,
        "oordeel_voorrang": chance.choice(("verlenen", "aan_ander", "")),
        "woonverklaring": chance.choice(DECLARATIONS),
        "gehoord": chance.random() < 0.8,
    }
    for number in range(1, persons):
        row[f"geboren_{number}"] = APPLIED - timedelta(days=chance.randrange(40 * 365))
        row[f"inkomen_{number}"] = chance.choice((*INCOMES, "geen"))
    return row


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
    found = {
        "kenmerk": "bench", "gemeente": "GM0599", "aanvraagdatum": APPLIED.isoformat(), "huishouden": household,
        "woonruimte": APPLICATION["woonruimte"], "situatie": APPLICATION["situatie"],
        "voorrang": _given(row, "voorrang_ander", "kandidatenMetVoorrang"),
        "onderzoek": {"instrument": "politiegegevens", **_given(row, "woonverklaring", "woonverklaring"),
                      **_given(row, "gehoord", "gehoord"), "weging": dict.fromkeys("abcde", "gewogen")},
    }  # fmt: skip
    if row["oordeel_voorrang"]:
        found["voorrang"] |= _judged(row["oordeel_voorrang"])
    found["hardheid"] = [
        {"grond": f"artikel_{article}", **_judged(row[f"hardheid_{article}"])}
        for article in (8, 10)
        if row[f"hardheid_{article}"]
    ]
    return found


def _person(row: Row, number: int) -> dict[str, Any]:
    born, income = row[f"geboren_{number}"], row[f"inkomen_{number}"]
    person: dict[str, Any] = {"id": f"p{number + 1}", "rol": "medebewoner" if number else "aanvrager"}
    if born is not None:
        person["geboortedatum"] = born.isoformat()
    if income is not None:
        person["inkomen"] = [] if income == "geen" else [{"soort": income}]
    return person


def _judged(verdict: str) -> dict[str, str]:
    return {"oordeel": verdict, "motivering": "gewogen", "beslisser": "teamleider"}


def _given(row: Row, name: str, field: str) -> dict[str, Any]:
    return {} if row[name] is None else {field: row[name]}
