"""Deviations, appeals and shifts of quarters that are over, by the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.oversight import appeals, deviations, shifts
from wbmgp_api.oversight.quarters import Quarter, quarters
from wbmgp_api.oversight.rates_json import of_appeals, of_deviations, of_shifts
from wbmgp_api.vault.at_hand import office_at_hand, one_tenant
from wbmgp_api.vault.opened import opened

_CLIENT = "opdrachtregel"
Report = Callable[[Office, Principal, Quarter, bool], dict[str, Any]]


def _deviations(office: Office, who: Principal, quarter: Quarter, grounds: bool) -> dict[str, Any]:
    by_ground = deviations.by_ground(office, who, quarter) if grounds else None
    return of_deviations(deviations.report(office, who, quarter), by_ground)


def _appeals(office: Office, who: Principal, quarter: Quarter, grounds: bool) -> dict[str, Any]:
    return of_appeals(appeals.report(office, who, quarter, grounds=grounds))


def _alarms(office: Office, who: Principal, quarter: Quarter, grounds: bool) -> dict[str, Any]:
    return of_shifts(quarter, shifts.compare(office, who, quarter, grounds=grounds))


REPORTS: dict[str, Report] = {"deviations": _deviations, "appeals": _appeals, "alarms": _alarms}


def reports(
    name: str, url: str, tenant: str | None, period: str, *, grounds: bool, by: str | None
) -> list[dict[str, Any]]:
    """A report for each quarter of a period. With `grounds` cases are opened, and the log says by whom. Raises BadInput."""
    with opened(url) as house:
        of = one_tenant(house, tenant)
        office = office_at_hand(house, of, Role.AUDITOR, by)
        who = Principal(_CLIENT, of, frozenset({Role.AUDITOR}), _CLIENT, Role.AUDITOR)
        return [REPORTS[name](office, who, one, grounds) for one in quarters(period, office.today())]
