"""Decisions in the name of mayor and aldermen: a landlord decides about its own dwellings, within its mandate and the law.

What a mandate can cover stands in `rules/mandaat/`; what this one covers is what the municipality wrote in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases.office import Doing
from wbmgp_api.cases.refusals import Refused, refused
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store import mandate_rows
from wbmgp_api.store.mandate_rows import Under
from wbmgp_api.store.version_rows import MANDATES, Kept
from wbmgp_api.words import fault
from wbmgp_engine.errors import Finding, LawLookupError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.mandates import MandateFile, mandate_law


def covered(connection: Connection, who: Principal, dwelling: str | None, day: date) -> bool:
    """Whether a mandate of the caller covers a dwelling on a day."""
    return any(True for _ in _covering(connection, who, dwelling, day))


def _covering(connection: Connection, who: Principal, dwelling: str | None, day: date) -> Iterator[Under]:
    for kept in MANDATES.counting(connection, who.tenant, day.isoformat()):
        said = json.loads(kept.content)
        if said["client"] == who.client and not list(_elsewhere(kept, said, dwelling, day)):
            yield Under(kept.id, kept.version, who.client)


def under_for(doing: Doing, application: Mapping[str, Any]) -> Under:
    """The mandate under which the caller takes in an application. Raises Refused where none covers the dwelling."""
    dwelling = application["woonruimte"].get("adresseerbaarObject")
    for under in _covering(doing.connection, doing.who, dwelling, doing.today):
        return under
    raise refused("mandate_none", "mandaat")


def refuse_outside(
    doing: Doing, case: str, application: Mapping[str, Any], outcome: str, grounds: Mapping[str, str]
) -> dict[str, Any] | None:
    """What a decision says of its mandate; None where the caller decides as the municipality.

    Raises Refused with every reason why the mandate or the law leaves this decision to the municipality.
    """
    if doing.who.role is not Role.LANDLORD:
        return None
    under = mandate_rows.of_case(doing.connection, doing.who.tenant, case)
    assert under is not None
    kept = _counting(doing, under)
    found = [fault("mandate_not_now", "mandaat")] if kept is None else []
    if kept is not None:
        said = json.loads(kept.content)
        found += _elsewhere(kept, said, application["woonruimte"].get("adresseerbaarObject"), doing.today)
        found += _unnamed(said, outcome)
    law = _law(doing.office.lawbook, doing.today)
    found += _unlawful(law, None if kept is None else said, outcome, grounds)
    if found or kept is None or law is None:
        raise Refused(found)
    return {"id": kept.id, "versie": kept.version, "besluit": said["besluit"], "bron": law.woonruimte.bron}


def refuse_screened(doing: Doing, case: str, grounds: Iterable[str]) -> None:
    """Raises Refused for a landlord that asks for what a screening came to under a ground that its mandate does not name.

    Mayor and aldermen are told no more than that outcome themselves (Besluit BWBR0038929, art. 6); who does not decide on
    it in their name is told nothing of it.
    """
    if doing.who.role is not Role.LANDLORD:
        return
    under = mandate_rows.of_case(doing.connection, doing.who.tenant, case)
    assert under is not None
    kept, law = _counting(doing, under), _law(doing.office.lawbook, doing.today)
    said = {} if kept is None else json.loads(kept.content)
    found = (
        [fault("mandate_lawless", "mandaat")]
        if law is None
        else [one.at("mandaat") for one in law.beyond(said, grounds)]
    )
    if found:
        raise Refused(found)


def _counting(doing: Doing, under: Under) -> Kept | None:
    """The version that counts today of the mandate of a case, which may be a later one than it was taken in under."""
    every = MANDATES.counting(doing.connection, doing.who.tenant, doing.today.isoformat())
    return next((one for one in every if one.id == under.id and one.kind == "inhoud"), None)


def _elsewhere(kept: Kept, said: Mapping[str, Any], dwelling: str | None, today: date) -> Iterator[Finding]:
    if kept.kind != "inhoud" or (said.get("tot") is not None and today.isoformat() >= said["tot"]):
        yield fault("mandate_over", "mandaat")
    if dwelling not in said["woonruimten"]:
        yield fault("mandate_dwelling", "mandaat")


def _unnamed(said: Mapping[str, Any], outcome: str) -> Iterator[Finding]:
    if outcome not in said["uitkomsten"]:
        yield fault("mandate_outcome", "mandaat", outcome=outcome)


def _law(book: Lawbook, today: date) -> MandateFile | None:
    try:
        return mandate_law(book, today)
    except LawLookupError:
        return None


def _unlawful(
    law: MandateFile | None, said: Mapping[str, Any] | None, outcome: str, grounds: Mapping[str, str]
) -> Iterator[Finding]:
    """What the rules leave to the municipality, each with the article; `said`: what the mandate says, where one counts."""
    if law is None:
        yield fault("mandate_lawless", "mandaat")
        return
    beyond = () if said is None else law.beyond(said, grounds)
    for one in (*beyond, *law.outside(outcome, grounds)):
        yield one.at("mandaat")


def of_case(connection: Connection, tenant: str, case: str) -> dict[str, Any] | None:
    """Under which mandate a case was taken in; None for one of the municipality."""
    under = mandate_rows.of_case(connection, tenant, case)
    return None if under is None else {"id": under.id, "versie": under.version}
