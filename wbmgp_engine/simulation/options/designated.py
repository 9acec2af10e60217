"""Designations of an option: a term for each area and ground, and the terms that follow it without a gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import Final

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.situation import Designation
from wbmgp_engine.simulation.options.schema import DesignationGiven

# Every month has these days.
_IN_EVERY_MONTH: Final = 28
# The last day of a date in a document.
_LAST: Final = date(2200, 12, 31).toordinal()


def designated(given: DesignationGiven) -> Iterator[Designation]:
    """The designations, one for each area, ground and term."""
    for (start, end), area, ground in product(_terms(given), given.areas, given.grounds):
        yield Designation(gebied=area, grond=ground, instrument=given.instrument, van=start, tot=end)


def _terms(given: DesignationGiven) -> list[tuple[date, date | None]]:
    """The first term and its extensions, each as long as the first: in months where it ends on the same day of a month."""
    terms: list[tuple[date, date | None]] = [(given.start, given.end)]
    for number in range(1, given.extensions + 1):
        assert given.end is not None
        start, end = _after(given, given.end, number), _after(given, given.end, number + 1)
        terms.append((start, end))
    return terms


def _after(given: DesignationGiven, end: date, terms: int) -> date:
    """The day on which so many terms are over."""
    if given.start.day == end.day <= _IN_EVERY_MONTH:
        months = (end.year - given.start.year) * 12 + end.month - given.start.month
        years, month = divmod(given.start.month - 1 + terms * months, 12)
        return given.start.replace(year=given.start.year + years, month=month + 1)
    return given.start + terms * (end - given.start)


def unfit(given: DesignationGiven, place: str) -> Iterator[Finding]:
    """What cannot be; a term or a number of extensions that the law does not allow is a verdict of the rules."""
    if given.end is not None and given.end <= given.start:
        yield Finding(
            f"{place}.tot", f"does not lie after van {given.start}", "let van come before tot", str(given.end)
        )
    if given.end is None and given.extensions:
        yield Finding(
            f"{place}.verlengingen",
            "extend a term without an end",
            "give tot, or leave verlengingen out",
            str(given.extensions),
        )
    if given.end is not None and given.end.toordinal() + given.extensions * (given.end - given.start).days > _LAST:
        fix = "extend less often, or for shorter"
        yield Finding(f"{place}.verlengingen", "run on past the year 2200", fix, str(given.extensions))
    for key, names in (("gebieden", Counter(given.areas)), ("gronden", Counter[str](given.grounds))):
        for name in (name for name, times in names.items() if times > 1):
            yield Finding(f"{place}.{key}", "stands here twice", "keep one of them", repr(name))


def twice(given: Sequence[DesignationGiven], place: str) -> Iterator[Finding]:
    """Terms that begin for one area and ground on one day in two designations."""
    seen: dict[tuple[str, str, date], int] = {}
    for number, item in enumerate(given):
        for area, ground in product(item.areas, item.grounds):
            before = seen.setdefault((area, ground, item.start), number)
            if before != number:
                problem = f"{ground} begins there on {item.start} in {place}.{before} too"
                yield Finding(f"{place}.{number}", problem, "keep one of them", repr(area))
