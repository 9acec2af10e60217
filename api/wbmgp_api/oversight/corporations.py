"""Which corporation used data: who asks may hear that itself, and not only that it was one (AVG art. 15 lid 1 onder c).

Court of Justice 12 January 2023, C-154/21. A line keeps the program that asked; the mandate of it names its owner.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter

from sqlalchemy import Connection

from wbmgp_api.cases.office import HERE
from wbmgp_api.identity.principal import Role
from wbmgp_api.store.processing_reading import Line
from wbmgp_api.store.processing_rows import processor
from wbmgp_api.store.version_rows import MANDATES


def named(connection: Connection, tenant: str, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines; those of a corporation with its name, as the mandate of its program said it on that day."""
    if not any(line.role == Role.LANDLORD for line in lines):
        return lines
    known = [
        (kept.valid_from, processor(said["client"]), str(said["naam"]))
        for kept in sorted(MANDATES.approved(connection, tenant), key=attrgetter("valid_from"))
        for said in [json.loads(kept.content)]
    ]
    return [replace(line, party=_name(line, known)) if line.role == Role.LANDLORD else line for line in lines]


def _name(line: Line, known: Sequence[tuple[str, str, str]]) -> str | None:
    """What the last mandate until then calls the program of a line; None where none does."""
    day = datetime.fromtimestamp(line.start_ms // 1000, UTC).astimezone(HERE).date().isoformat()
    names = [name for since, program, name in known if program == line.processor and since <= day]
    return names[-1] if names else None
