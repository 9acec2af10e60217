"""Who watches over cases in a test, and what the log says of that."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.api.cases.working import AUDITOR, Desk
from wbmgp_api.cases import finding
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.oversight.decided import Period

EVER: Final = Period(date(2020, 1, 1), date(2030, 1, 1))


def office(desk: Desk) -> Office:
    """Where the cases of a desk are."""
    found: Office = desk.asking.client.app.state.service.office  # type: ignore[attr-defined]
    return found


def who(role: Role = Role.LAWYER, tenant: str = "GM9999") -> Principal:
    """Somebody in a role."""
    return Principal(role.value, tenant, frozenset({role}), "desk", role)


def looks(desk: Desk, case: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every look in a case: in which role, at which categories."""
    return [(one.role, one.categories) for one in finding.trail(office(desk), who(AUDITOR), case)[1]]
