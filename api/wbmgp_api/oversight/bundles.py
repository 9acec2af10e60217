"""A proof bundle of an assessment, made while the service is at work; what of it is opened, the log says first."""

from __future__ import annotations

from functools import partial

from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import checkpoints, reading
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.export import bundle_of
from wbmgp_api.store.key_files import LogKey


def bundle(
    office: Office, who: Principal, key: LogKey, case: str, record: str | None, categories: tuple[str, ...]
) -> tuple[str, bytes]:
    """The record and its bundle, under a head that is signed now; by default of the last assessment of a case.

    Raises NotThere; StoreBroken for a log that was stopped.
    """
    rows = office.store.read(who.tenant, partial(reading.assessments, tenant=who.tenant, case=case))
    row = next((one for one in reversed(rows) if record in (None, one.id)), None)
    if row is None:
        raise NotThere(f"case {case} has no assessment {record or ''}")
    log_reading(office, who, case, categories, row.id)
    checkpoints.publish(office.store, who.tenant, row.origin, key, office.now())
    made = office.store.read(
        who.tenant, lambda connection: bundle_of(connection, office.recorder.master, key, row, categories)
    )
    return row.id, bytes(made)
