"""Whether decisions shifted after another version of the rules: every share before and after, and what is an alarm."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight import shifts
from wbmgp_api.oversight.shares import Part
from wbmgp_api.oversight.shifts import Shift
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.pages import quarters
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.names import name_of
from wbmgp_api.pages.oversight import entries
from wbmgp_api.pages.visiting import Visit, faults_of
from wbmgp_engine.errors import BadInput

PLACE: Final = "/toezicht/versies"
_MOST_TENS: Final = 6
_SHARES: Final = {
    "geweigerd": N_("Besluiten die weigeren"), "advies_weigeren": N_("Adviezen om te weigeren"),
    "advies_open": N_("Adviezen zonder uitkomst"), "afgeweken": N_("Besluiten die het advies niet volgen"),
    "poort_open": N_("Besluiten met een open poort"),
}  # fmt: skip


async def show(visit: Visit) -> Response:
    """The page; shares by ground only when asked, and not for who sees no case: cases are opened for them."""
    office, who = visit.office, visit.who
    values: dict[str, Any] = {
        "place": PLACE, "asked": quarters.last(visit), "found": None, "least": shifts.LEAST,
        "notable": shifts.NOTABLE, "rare": shifts.RARE.denominator, "grounds": False, "once_in": _once_in,
        "smallest": SMALLEST,
        "may_open": who.role is not Role.PRIVACY, "share": lambda one: _share(visit, one), "part": lambda one: _part(visit, one),
    }  # fmt: skip
    try:
        values["asked"] = asked = quarters.asked(visit)
    except BadInput as problem:
        return entries.show(visit, "oversight/versions.html", 400, faults=faults_of(problem, visit.lang), **values)
    values["grounds"] = grounds = values["may_open"] and visit.query.get("gronden") == "ja"
    values["found"] = await visit.do(lambda: shifts.compare(office, who, asked.quarter, grounds=grounds))
    return entries.show(visit, "oversight/versions.html", **values)


def _share(visit: Visit, one: Shift) -> str:
    if one.ground:
        return f"{name_of(visit.tongue, 'ground', one.ground)}: {name_of(visit.tongue, 'verdict', one.measure)}"
    return visit.say(_SHARES[one.measure])


def _part(visit: Visit, one: Part) -> str:
    if one.exact:
        return visit.say(
            "%(count)s van %(size)s (%(percent)s%%)", count=one.least, size=one.size, percent=one.percents[0]
        )
    if one.least == 0:
        return visit.say("hoogstens %(most)s van %(size)s", most=one.most, size=one.size)
    if one.most == one.size:
        return visit.say("ten minste %(least)s van %(size)s", least=one.least, size=one.size)
    return visit.say("%(least)s tot en met %(most)s van %(size)s", least=one.least, most=one.most, size=one.size)


def _once_in(one: Shift) -> int:
    """In how many such comparisons chance makes such a difference at most once: a power of ten, a million at most."""
    often = one.chance.denominator // one.chance.numerator
    return int(10 ** min(len(str(often)) - 1, _MOST_TENS))
