"""Which quarter a page tells of: one that is over, named in its address, or the last one."""

from __future__ import annotations

from dataclasses import dataclass

from wbmgp_api.oversight.quarters import Quarter, over, quarter
from wbmgp_api.pages.visiting import Visit

_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """The quarter that is asked, and those that can be."""

    quarter: Quarter
    offered: tuple[Quarter, ...]


def last(visit: Visit) -> Asked:
    """The last quarter: also what is shown beside a fault in the address."""
    found = over(visit.today, _OFFERED)
    return Asked(found[0], tuple(found))


def asked(visit: Visit) -> Asked:
    """The quarter of the address, or the last one. Raises BadInput for what is none, or is not over."""
    found, named = last(visit), visit.query.get("periode", "")
    if not named:
        return found
    chosen = quarter(named, visit.today)
    return Asked(chosen, found.offered if chosen in found.offered else (*found.offered, chosen))
