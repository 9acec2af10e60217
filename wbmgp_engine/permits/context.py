"""What holds at this place: designations, ordinance and region, from the register or from the situation given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from wbmgp_engine.facts import Application
from wbmgp_engine.facts.situation import Ordinance
from wbmgp_engine.law.completeness import Complete

GIVEN = "GM0000"  # the scope under which the rules read an ordinance that is told as data: given, or kept by the municipality


class Designated(NamedTuple):
    """A designation beside the dwelling: `inside` None when it cannot be told whether the dwelling lies in it.

    `end` None is not known, unless `endless`: then it is known that there is none. `earliest` is the first day on which
    it can count: that of the decision where the first day itself is not known.
    """

    area: str
    ground: str
    instrument: str | None
    start: date | None
    end: date | None
    inside: bool | None
    endless: bool = False
    earliest: date | None = None


class Context(NamedTuple):
    """Designations, region and ordinance for one application. `complete`: of what there is nothing else here.

    `region` None: it is not known which municipalities form the region.
    """

    scope: str
    complete: Complete
    region: frozenset[str] | None
    designations: tuple[Designated, ...]
    ordinance: Ordinance | None
    remarks: tuple[dict[str, str], ...] = ()

    @property
    def traits(self) -> tuple[str, ...]:
        """The traits that give priority, as far as the ordinance names them here."""
        return tuple(self.ordinance.priority_traits) if self.ordinance is not None else ()


def given_context(application: Application) -> Context:
    """The context of an application that brings its own situation."""
    situation = application.situation
    assert situation is not None
    area = application.dwelling.area
    designations = tuple(
        Designated(
            item.area,
            item.ground,
            item.instrument,
            item.start,
            item.end,
            None if area is None else item.area == area,
            endless="end" in item.model_fields_set and item.end is None,
            earliest=item.start,
        )
        for item in situation.designations
    )
    region = frozenset((*situation.region, application.municipality)) if situation.given("region") else None
    return Context(
        GIVEN, Complete(True, True), region, designations, situation.ordinance, tuple(_region_remarks(application))
    )


def _region_remarks(application: Application) -> Iterator[dict[str, str]]:
    """A municipality lies in its own region, also where the list forgets it."""
    situation = application.situation
    if situation is not None and situation.given("region") and application.municipality not in situation.region:
        code = application.municipality
        yield {
            "nl": f"De opgegeven regio noemt de gemeente zelf ({code}) niet. Zij hoort erbij en is meegeteld.",
            "en": f"The region that was given does not name the municipality itself ({code}). It belongs to it and was counted in.",
        }
