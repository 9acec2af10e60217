"""What the law found at each ground in the assessment under a decision, and in which area: one category, opened for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.oversight.decided import Decided, contents

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


def judged(connection: Connection, office: Office, tenant: str, listed: Sequence[Decided]) -> dict[str, Judged]:
    """What was found under each of these decisions, by decision. Whoever asks has logged it; what was erased is not there."""
    opened = contents(connection, office, tenant, listed, CONTENTS)
    return {one.id: _judged(parts[0], one.law_date) for one, parts in opened if parts is not None}


def _judged(part: Mapping[str, Any], law_date: str) -> Judged:
    grounds = part["toetsing"]["gronden"]
    known = part.get("aanvraag", {}).get("situatie", {}).get("aanwijzingen", [])
    # A day that is known in part sorts before the days in it, which is how such a day is meant here.
    areas = {str(one["gebied"]) for one in known if _holds(one, law_date)}
    return Judged({one["grond"]: one["oordeel"] for one in grounds}, ", ".join(sorted(areas)))


def _holds(designation: Mapping[str, Any], day: str) -> bool:
    since, until = designation.get("van") or "", designation.get("tot")
    return since <= day and (until is None or day < until)
