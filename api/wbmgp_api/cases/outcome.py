"""What stands in a case and since when, for who may know that and nothing else of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from wbmgp_api.cases.course import Course
from wbmgp_api.cases.deciding import drafts, standing
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.mandated import covered
from wbmgp_api.cases.office import Case, Office
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store import mandate_rows, reading
from wbmgp_api.store.errors import NotThere


def outcome(office: Office, who: Principal, case: str) -> tuple[Case, str | None, str | None]:
    """What stands and on which day it was sent, and nothing else; None before it was sent. Raises NotThere."""
    if who.role is Role.LANDLORD:
        office.store.read(who.tenant, lambda connection: _refuse_strangers(connection, office, who, case))
    log_reading(office, who, case, ())

    def job(connection: Connection) -> tuple[Case, str | None, str | None]:
        state = rows.state(connection, who.tenant, case)
        found = Case(state, Course.of(rows.steps(connection, who.tenant, case)))
        return (found, *made_known(connection, who.tenant, case, found.course))

    return office.store.read(who.tenant, job)


def made_known(connection: Connection, tenant: str, case: str, course: Course) -> tuple[str | None, str | None]:
    """What stands as it was sent, and on which day; None before it was."""
    sent, later = course.last("verzend"), course.last("beslis_op_bezwaar")
    if sent is None:
        return None, None
    # What was decided on an objection counts from the day on which it was sent as well.
    told = later is None or later.version < sent.version
    return standing(connection, tenant, case, objected=told), sent.day


def _refuse_strangers(connection: Connection, office: Office, who: Principal, case: str) -> None:
    """Raises NotThere for a landlord that did not take the case in, and has and had no mandate for its dwelling.

    Handing a case over takes its file away, not the outcome. A dwelling that is erased says no longer whose it is.
    """
    under = mandate_rows.of_case(connection, who.tenant, case)
    if under is not None and under.client == who.client:
        return
    # Of the facts that are left: a case whose screening alone is erased, as it is after six weeks, would else be told by that.
    left = reading.known(connection, office.recorder.master, who.tenant, case, b"").facts
    dwelling = left.get("woonruimte", {}).get("adresseerbaarObject")
    decided = [date.fromisoformat(one.decided_on) for one in drafts(connection, who.tenant, case) if one.decided_on]
    if not any(covered(connection, who, dwelling, day) for day in (office.today(), *decided)):
        raise NotThere(f"there is no case {case}")
