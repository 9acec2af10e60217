"""What cannot be true together in one row: the same that is refused of one application (`facts.contradictions`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import combinations
from typing import Final

import polars as pl

from wbmgp_engine.populations.contract import CONTRACT, column_of
from wbmgp_engine.populations.conversion import Fault

_FIRST, _LAST = date(1850, 1, 1), date(2199, 12, 31)
_ONE_OF_TWO: Final = "correct one of the two dates"
_MOST_RENT: Final = 10**12
APPLIED: Final = "aanvraagdatum"


def contradictions(columns: Collection[str], size: int | None) -> Iterator[Fault]:
    """The faults to look for in rows of which every household has so many persons (None: that is not known)."""
    yield from _given(columns)
    yield from _dates(columns)
    for place in range(size or 0):
        yield from _person(f"huishouden.{place}", columns, applicant=not place)
    yield from _beyond(columns, size or 0)
    yield from _lists(columns)
    yield from _hardship(columns)


def _there(name: str) -> pl.Expr:
    return pl.col(name).is_not_null()


def _given(columns: Collection[str]) -> Iterator[Fault]:
    for name, column in CONTRACT.items():
        # Where a dwelling lies may be unknown in a row; who asks, where and when may not.
        if column.required and name in columns and name != "woonruimte.gebied":
            yield Fault(~_there(name), name, "is empty", "give every row one")
    rent = "woonruimte.huurprijs"
    if rent in columns:
        outside = ~pl.col(rent).is_between(0, _MOST_RENT)
        yield Fault(outside, rent, "is no rent", "write eurocents per month, from 0 on", rent)


def _dates(columns: Collection[str]) -> Iterator[Fault]:
    for name in columns:
        column = column_of(name)
        if column is not None and column.kind == "date":
            outside = ~pl.col(name).is_between(_FIRST, _LAST)
            yield Fault(outside, name, f"lies outside {_FIRST.year}-{_LAST.year}", "write the day it was", name)


def _person(name: str, columns: Collection[str], *, applicant: bool) -> Iterator[Fault]:
    role = f"{name}.rol"
    if role in columns:
        is_applicant = pl.col(role) == "aanvrager"
        wrong = ~is_applicant if applicant else is_applicant
        fix = "put the aanvrager first" if applicant else "give exactly one person that rol, the first"
        yield Fault(wrong, role, "stands in the wrong place", fix, role)
        yield Fault(~_there(role), role, "is empty", "fill the places of a household one after another")
    born, since = f"{name}.geboortedatum", f"{name}.ingezetene"
    yield from _backwards(columns, f"{born}Vroegst", f"{born}Laatst")
    yield from _backwards(columns, f"{since}VanafVroegst", f"{since}VanafLaatst")
    firsts = ((f"{born}", f"{since}VanafLaatst"), (born, f"{since}Vanaf"), (f"{born}Vroegst", f"{since}Vanaf"))
    for earlier, later in (*firsts, (f"{born}Vroegst", f"{since}VanafLaatst")):
        yield from _backwards(columns, earlier, later)
    for known in (born, f"{born}Vroegst", f"{since}Vanaf", f"{since}VanafVroegst"):
        if known in columns:
            after = pl.col(known) > pl.col(APPLIED)
            yield Fault(after, known, f"lies after {APPLIED}", _ONE_OF_TWO, known)
    yield from _nowhere(columns, since, name)


def _backwards(columns: Collection[str], earlier: str, later: str) -> Iterator[Fault]:
    if earlier in columns and later in columns:
        where = pl.col(later) < pl.col(earlier)
        yield Fault(where, later, f"lies before {earlier}", _ONE_OF_TWO, later)


def _nowhere(columns: Collection[str], since: str, name: str) -> Iterator[Fault]:
    none = f"{name}.geenIngezetene"
    if none in columns:
        for edge in ("Vanaf", "VanafVroegst", "VanafLaatst"):
            if f"{since}{edge}" in columns:
                where = pl.col(none) & _there(f"{since}{edge}")
                yield Fault(where, none, f"is true while {since}{edge} is filled", "empty one of the two")


def _beyond(columns: Collection[str], size: int) -> Iterator[Fault]:
    """What stands in the place of somebody who is not there, or is asked of the applicant only."""
    for name in columns:
        first, _, rest = name.partition(".")
        if first != "huishouden":
            continue
        place = int(rest.partition(".")[0])
        if column_of(name) is None:
            yield Fault(_there(name), name, "is asked of the aanvrager only", "empty it")
        elif place >= size and not name.endswith(".geen"):
            yield Fault(_there(name), name, "is filled while nobody is in that place", f"give huishouden.{place}.rol")


def _lists(columns: Collection[str]) -> Iterator[Fault]:
    """A list is filled from its first place on, and is not empty and filled at once."""
    for none in (name for name in columns if name.endswith(".geen")):
        whole = none.removesuffix(".geen")
        key = ".soort" if whole.endswith(".inkomen") else ""
        places = sorted(
            int(place)
            for name in columns
            if name.startswith(f"{whole}.") and (place := name[len(whole) + 1 :].removesuffix(key)).isdigit()
        )
        for number in places:
            filled = _there(f"{whole}.{number}{key}")
            yield Fault(
                pl.col(none) & filled, none, f"is true while {whole}.{number} is filled", "empty one of the two"
            )
    for name in columns:
        yield from _income(name, columns)


def _income(name: str, columns: Collection[str]) -> Iterator[Fault]:
    whole, _, part = name.rpartition(".")
    if ".inkomen." in name and part in ("oordeel", "gemotiveerd", "ondertekend"):
        kind = f"{whole}.soort"
        missing = ~_there(kind) if kind in columns else pl.lit(True)
        yield Fault(_there(name) & missing, name, f"is filled while {kind} is empty", f"give {kind}")


def _hardship(columns: Collection[str]) -> Iterator[Fault]:
    places = [name.removesuffix(".oordeel") for name in columns if name.startswith("hardheid.") and ".oordeel" in name]
    for one, other in combinations(places, 2):
        both = _there(f"{one}.oordeel") & _there(f"{other}.oordeel")
        grounds = [f"{place}.grond" for place in (one, other)]
        if not all(ground in columns for ground in grounds):
            continue
        first, second = (pl.col(ground) for ground in grounds)
        yield Fault(both & (first.is_null() | second.is_null()), grounds[0], "is empty while two judgements are given", "add it to each")  # fmt: skip
        differ = both & (first == second) & (pl.col(f"{one}.oordeel") != pl.col(f"{other}.oordeel"))
        yield Fault(differ, f"{other}.oordeel", f"contradicts {one}.oordeel", "keep the judgement that stands")
