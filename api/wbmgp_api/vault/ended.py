"""What a person tells on the command line of how a case ended, held against its steps."""

from __future__ import annotations

from sqlalchemy import Connection

from wbmgp_api.cases.course import Course
from wbmgp_api.cases.deciding import judged, standing
from wbmgp_api.cases.ending import OF_STEPS, endings
from wbmgp_api.cases.procedure import OPEN
from wbmgp_api.store import case_rows
from wbmgp_engine.errors import BadInput
from wbmgp_engine.retention import Ending


def refuse_other(connection: Connection, tenant: str, case: str, told: Ending) -> None:
    """Raises BadInput where the steps of a case say that it did not end yet, or in another way, or later.

    A case that was recorded without a procedure has no steps, and for some ends there is no step: a person tells those.
    """
    steps = case_rows.steps(connection, tenant, case)
    if not steps:
        return
    course = Course.of(steps)
    if course.status in OPEN:
        fix = "take the steps that close it (`vervolg` of the case names them), then tell how it ended"
        raise BadInput.one("CASE", f"{case} did not end: it stands at {course.status}", fix)
    known = {
        one.result: one for one in endings(course, standing(connection, tenant, case), judged(connection, tenant, case))
    }
    if known and told.result in OF_STEPS and told.result not in known:
        raise BadInput.one("--result", f"{told.result} is not how the case ended", f"use {' or '.join(known)}")
    if told.result in known and told.closed_on < known[told.result].closed_on:
        day = known[told.result].closed_on
        raise BadInput.one("--closed", f"{told.closed_on} lies before the step that closed it", f"use {day} or later")
