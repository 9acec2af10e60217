"""What the law found at each ground in the assessment under a decision, and in which area: one category, opened for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.oversight import place
from wbmgp_api.oversight.decided import Decided, contents
from wbmgp_engine.law.lawbook import Lawbook

CONTENTS: Final = ("beoordeling",)
SILENT: Final = "niet_van_toepassing"
NOT_READ: Final = ""
"""In place of a verdict or an area where nothing was read."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict by ground, and the areas whose designation held on the date of law, as one name."""

    verdicts: Mapping[str, str]
    area: str

    def verdict(self, ground: str) -> str:
        """The verdict on a ground."""
        return self.verdicts.get(ground, NOT_READ)


def judged(
    connection: Connection, office: Office, tenant: str, listed: Sequence[Decided], opened: tuple[str, ...] = CONTENTS
) -> dict[str, Judged]:
    """What was found under each of these decisions, by decision; the area only where `place.CONTENTS` is opened.

    Whoever asks has logged it; what was erased is not there.
    """
    found = contents(connection, office, tenant, listed, opened)
    return {one.id: _judged(parts, one.law_date, office.lawbook, tenant) for one, parts in found if parts is not None}


def _judged(parts: Sequence[Mapping[str, Any]], law_date: str, lawbook: Lawbook, tenant: str) -> Judged:
    known = place.designations(place.facts_of(parts), lawbook, tenant) if len(parts) == len(place.CONTENTS) else []
    areas = {str(one["gebied"]) for one in known if place.holds(one, law_date)}
    verdicts = {one["grond"]: one["oordeel"] for one in parts[0]["toetsing"]["gronden"]}
    return Judged(verdicts, ", ".join(sorted(areas)))
