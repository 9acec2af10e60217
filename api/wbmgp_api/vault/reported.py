"""What oversight reports, by the command line: groups beside decisions, the yearly report, data for the evaluation."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

from wbmgp_api.accountability.yearly_report import yearly_report
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.oversight.disparity_text import to_json
from wbmgp_api.oversight.extract import extract, years_of, zipped
from wbmgp_api.oversight.groups_supplied import supplied
from wbmgp_api.oversight.looking_at_groups import Reason, checked, look
from wbmgp_api.oversight.year_facts import year_facts
from wbmgp_api.oversight.years import FIRST_YEAR
from wbmgp_api.vault.accounted import Asked, using
from wbmgp_api.vault.at_hand import at_hand, one_tenant
from wbmgp_api.vault.opened import opened
from wbmgp_engine.errors import BadInput

_CLIENT = "opdrachtregel"


def yearly(asked: Asked, url: str, year: int, format: str) -> str:
    """The yearly report as `json` or `markdown`. Raises BadInput for a year that cannot be."""
    with using(replace(asked, database=None)) as (use, _), opened(url) as house:
        house.of(use.tenant, "--municipality")
        if not FIRST_YEAR <= year < use.on.year:
            fix = f"use {FIRST_YEAR} to {use.on.year - 1}: a year that still grows would tell of single cases"
            raise BadInput.one("--year", f"{year} cannot be reported", fix)
        read = partial(year_facts, tenant=use.tenant, year=year, lawbook=use.lawbook)
        document = yearly_report(use, house.store.read(use.tenant, read))
    if format == "markdown":
        return document.to_markdown()
    return json.dumps(document.to_json(), ensure_ascii=False, indent=1) + "\n"


def evaluation(url: str, tenant: str | None, first: int, last: int, by: str | None) -> bytes:
    """The data for the national evaluation as a ZIP; the log says of each case that it was read. Raises BadInput."""
    with opened(url) as house:
        of = one_tenant(house, tenant)
        office = at_hand(house, house.actor(Role.LAWYER.value, by))
        years = years_of(first, last, office.today())
        who = Principal(_CLIENT, of, frozenset({Role.LAWYER}), _CLIENT, Role.LAWYER)
        return zipped(extract(office, who, years), office.lawbook, office.today())


def groups(
    url: str, tenant: str | None, table: bytes, year: int, why: tuple[str, str], role: str, by: str | None
) -> dict[str, Any]:
    """Refusals by group, as JSON; `why` is purpose and legal basis. The log says who looked and why, and nothing of the table is kept. Raises BadInput."""
    given = supplied(table)
    with opened(url) as house:
        of = one_tenant(house, tenant)
        office = at_hand(house, house.actor(Role(role).value, by))
        who = Principal(_CLIENT, of, frozenset({Role(role)}), _CLIENT, Role(role))
        return to_json(look(office, who, given, checked(year, office.today()), Reason(*why)))
