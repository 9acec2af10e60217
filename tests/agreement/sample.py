"""A fixed sample: the parts of the pinned applications, combined by one seed in one situation on one day.

No generator has a hand in it, so every machine and every version of a library compares the same applications.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from tests.agreement.mixing import Mixed, Pools
from tests.golden.pinned import Pinned, pinned
from tests.properties.strategies import AREA, HERE

# Under this version all three grounds, a hardship clause and both instruments exist.
_FIRST, _NEXT = date(2017, 7, 1), date(2026, 7, 1)
_SEED, _MOST_PERSONS = 2017, 4
_GROUNDS: Final = {"artikel_8", "artikel_9", "artikel_10"}


def sample(count: int = 400) -> Mixed:
    """At most so many applications of households of one to four persons; those whose parts do not fit are left out."""
    found = [item for item in pinned() if _FIRST <= item.on < _NEXT]
    frame = next(item for item in found if _is_full(item))
    pools, base = _pools(found), frame.on - timedelta(days=60)
    made = (pools.application(Random(_SEED * count + at), base, frame.data["situatie"], at) for at in range(count))
    fitting = tuple(one for one in made if one is not None and len(one.household) <= _MOST_PERSONS)
    return Mixed(dict(frame.data["situatie"]), frame.on, fitting, _SEED)


def _is_full(item: Pinned) -> bool:
    """Whether everything can play a part in the situation: every ground, an ordinance, later moves in."""
    situation = item.data.get("situatie") or {}
    grounds = {one["grond"] for one in situation.get("aanwijzingen", ()) if one["gebied"] == AREA}
    here = item.data["gemeente"] == HERE and grounds >= _GROUNDS
    return here and (situation.get("verordening") or {}).get("latereInwoning") is True


def _pools(found: list[Pinned]) -> Pools:
    people = [person for item in found for person in item.data["huishouden"]]
    return Pools(
        [person | {"id": "p0"} for person in people if person["rol"] == "aanvrager"],
        [_accompanying(person) for person in people],
        [item.data["woonruimte"] for item in found],
        [_renamed(item.data["onderzoek"]) for item in found if "onderzoek" in item.data],
        [{key: item.data[key] for key in ("voorrang", "hardheid") if key in item.data} for item in found],
    )


def _accompanying(person: dict[str, Any]) -> dict[str, Any]:
    """Somebody without what is asked of the applicant only."""
    return {key: value for key, value in person.items() if key not in ("kenmerken", "rechtmatigVerblijf")}


def _renamed(screening: dict[str, Any]) -> dict[str, Any]:
    """Certificates of the first, second and so on, as a mixed household numbers them."""
    given = screening.get("vog")
    if given is None:
        return screening
    return screening | {"vog": {f"p{at}": answer for at, answer in enumerate(given.values())}}
