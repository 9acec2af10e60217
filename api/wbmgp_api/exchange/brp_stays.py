"""The residences of an answer as the `verblijf` of an application: joined, and without more certainty than they have.

An application says of a time that it does not tell that somebody was resident nowhere. An answer of the BRP says nothing
of it: it holds what was asked. So a time before, between and after the residences becomes one with an unknown place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from wbmgp_api.exchange.brp_records import Record
from wbmgp_api.exchange.notices import Notices
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.facts.residence import PLACE_UNKNOWN

Json = dict[str, Any]


def stays_of(records: Sequence[Record], born: PartialDate | None, notices: Notices) -> list[Json]:
    """The stays, oldest first, of residences oldest first. `born` bounds the time before the first, where it is known."""
    told = list(_joined(_doubted(_closed(_once(records, notices), notices), notices)))
    found = [*_before(told[0], born, notices)]
    for earlier, later in pairwise([*told, None]):
        assert earlier is not None
        found.append(_stay(earlier))
        found += _between(earlier, later, notices)
    return found


def _once(records: Sequence[Record], notices: Notices) -> list[Record]:
    """Each residence once."""
    found: dict[Record, Record] = {}
    for one in records:
        if found.setdefault(replace(one, at=""), one) is not one:
            notices.add("double", one.at)
    return list(found.values())


def _closed(records: Sequence[Record], notices: Notices) -> Iterator[Record]:
    """Only the last residence can last until now: the end of an earlier one is not known where none stands there."""
    for number, one in enumerate(records, 1):
        if one.lasting and number < len(records):
            notices.add("open_earlier", one.at)
            yield replace(one, lasting=False, flawed=True)
        else:
            yield one


def _doubted(records: Iterator[Record], notices: Notices) -> list[Record]:
    """A residence ends where the next begins: is that day in research, then so is the one that it ends."""
    found = list(records)
    for number, (earlier, later) in enumerate(pairwise(found)):
        if later.start_research and not earlier.research:
            notices.add("end_in_research", earlier.at)
            found[number] = replace(earlier, research=True)
    return found


def _joined(records: Sequence[Record]) -> Iterator[Record]:
    """Addresses in one municipality that follow each other as one residence there."""
    current = records[0]
    for one in records[1:]:
        if _goes_on(current, one):
            current = replace(one, at=current.at, start=current.start, flawed=current.flawed or one.flawed)
        else:
            yield current
            current = one
    yield current


def _goes_on(earlier: Record, later: Record) -> bool:
    # In the BRP a residence ends by the beginning of the next: one day, also where it is known in part or not at all.
    same = (earlier.place, earlier.research, earlier.end) == (later.place, later.research, later.start)
    return same and not (earlier.flawed or later.flawed or earlier.lasting)


def _stay(one: Record) -> Json:
    source: Json = {"soort": "brp", **({"inOnderzoek": True} if one.research else {})}
    return {"gemeente": one.place, **_edges(one.start, one.end, lasting=one.lasting), "bron": source}


def _edges(start: PartialDate | None, end: PartialDate | None, *, lasting: bool = False) -> Json:
    found: Json = {} if start is None else {"vanaf": str(start)}
    return found | ({"tot": None} if lasting else {} if end is None else {"tot": str(end)})


def _unknown(edges: Json) -> Json:
    return {"gemeente": PLACE_UNKNOWN, **edges, "bron": {"soort": "brp"}}


def _before(first: Record, born: PartialDate | None, notices: Notices) -> Iterator[Json]:
    if first.start is not None and born is not None and first.start.earliest <= born.latest:
        return
    notices.add("before", first.at)
    yield _unknown(_edges(born, first.start))


def _between(earlier: Record, later: Record | None, notices: Notices) -> Iterator[Json]:
    if later is None:
        if not earlier.lasting:
            notices.add("after", earlier.at)
            yield _unknown(_edges(earlier.end, None, lasting=True))
    elif earlier.end is not None and later.start is not None:
        if earlier.end.latest < later.start.earliest:
            notices.add("hole", later.at)
            yield _unknown(_edges(earlier.end, later.start))
        elif later.start.latest < earlier.end.earliest:
            notices.add("overlap", later.at)
