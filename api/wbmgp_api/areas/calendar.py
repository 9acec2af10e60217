"""The calendar of designations on a day: those of the rule book, with those that a municipality keeps itself beside them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from wbmgp_api.areas import designations, ordinances
from wbmgp_api.store.opened import Store
from wbmgp_engine import Lawbook
from wbmgp_engine.designations.status import designations_status
from wbmgp_engine.law.register import Designation

LISTS: Final = ("aanwijzingen", "zonderGebieden", "verordeningen")


def calendar(
    book: Lawbook, on: date, store: Store | None, tenant: str, municipality: str | None = None
) -> dict[str, Any]:
    """Terms, days left, extensions left and the last day to ask, as the rules of the day have them; the most urgent first.

    `municipality`: only of that one. Raises LawNotYetInForce before there was law to designate under.
    """
    own = {} if store is None else {tenant: _own(store, tenant)}
    found = designations_status(book, on, {code: rows for code, rows in own.items() if rows}).to_json()
    found["verordeningen"] += [] if store is None else ordinances.clocks(store, tenant, on)
    for name in LISTS if municipality is not None else ():
        found[name] = [row for row in found[name] if row["gemeente"] == municipality]
    return found


def _own(store: Store, tenant: str) -> list[Designation]:
    return [row for version in designations.counting(store, tenant) for row in designations.registered(version)]
