"""A case for a system of cases: one JSON document for each resource, the files, and a list that says what to make first.

Documents name each other by references that whoever reads them in replaces by the addresses of that system.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases import evidence
from wbmgp_api.cases.deciding import judged
from wbmgp_api.cases.ending import endings
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.outcome import made_known
from wbmgp_api.cases.refusals import refused
from wbmgp_api.exchange.zgw_case import Held, write_case
from wbmgp_api.exchange.zgw_catalogue import RESULTS, write_catalogue
from wbmgp_api.exchange.zgw_checking import api_of, apis, check_all
from wbmgp_api.exchange.zgw_papers import letters_of, write_evidence, write_letters
from wbmgp_api.exchange.zgw_writing import Writing, Written
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.whole import Whole, whole
from wbmgp_api.store import case_rows, keeping
from wbmgp_engine.errors import Finding
from wbmgp_engine.trail.archive import packed

MANIFEST: Final = "manifest.json"
_ENDED: Final = ("onherroepelijk", "bewaring", "ingetrokken", "buiten_behandeling")
ORDER: Final = (
    "catalogus", "informatieobjecttype", "besluittype", "zaaktype", "zaaktypeinformatieobjecttype", "roltype",
    "statustype", "resultaattype", "zaak", "besluit", "enkelvoudiginformatieobject", "zaakinformatieobject", "besluitinformatieobject", "resultaat", "status",
)  # fmt: skip
"""What is made first. Statuses come last: the one that ends a case closes it."""


@dataclass(frozen=True, slots=True)
class Package:
    """A case as files by their path in the package, with what is still to be filled in or was cut."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]

    def zipped(self) -> bytes:
        """The package as a ZIP; made twice of the same case it is the same. BadInput for one that is too large."""
        return packed(self.files)


def package(office: Office, who: Principal, case: str, rsin: str | None, contact: str | None) -> Package:
    """A case with all that goes with it, after the log says who looks.

    `rsin` and `contact` are what the municipality tells of itself. Raises NotThere, and Refused without an RSIN: every
    document names whose it is.
    """
    office = replace(office, purpose="uitwisseling")
    office.store.read(who.tenant, partial(case_rows.state, tenant=who.tenant, case=case))
    if rsin is None:
        raise refused("no_rsin", "rsin")
    found = whole(office, who, case, answered=False)
    held = office.store.read(who.tenant, partial(_held, office=office, who=who, found=found))
    writing = Writing(who.tenant, rsin, case)
    received = held.course.received
    types = write_catalogue(writing, office.terms, office.lawbook, received, contact)
    write_case(writing, types, held)
    files = write_letters(writing, types, letters_of(office, who, case))
    write_evidence(writing, types, evidence.checklist(office, who, case))
    return _packaged(writing, files)


def _held(connection: Connection, office: Office, who: Principal, found: Whole) -> Held:
    """The case with its result as it was made known, and how it ended: as told to whoever keeps it, else as its course says."""
    case, course = found.case.state.case_id, found.case.course
    outcome = made_known(connection, who.tenant, case, course)[0]
    over = course.all("verzend") or course.status in _ENDED
    said = endings(course, outcome, judged(connection, who.tenant, case)) if over else []
    told = keeping.endings_of(connection, who.tenant, case)
    ended = told or (said if course.status in _ENDED else [])
    result = next((one.result for one in said if one.result in RESULTS), outcome)
    return Held(office, found, result, ended)


def _packaged(writing: Writing, files: Mapping[str, bytes]) -> Package:
    named = list(_named(writing))
    found = [*writing.findings, *check_all((one.kind, name, one.body) for name, one in named)]
    written = {name: _json(one.body) for name, one in named}
    manifest = {
        "zaak": writing.case,
        "apis": {name: one["versie"] for name, one in apis().items()},
        "uitleg": "Maak de documenten in deze volgorde. Vervang elke urn:uuid door de URL die het zaaksysteem gaf.",
        "documenten": [
            {"bestand": name, "soort": one.kind, "api": api_of(one.kind), "verwijzing": one.reference,
             "sha256": sha256(written[name]).hexdigest()}
            for name, one in named
        ],
        "bestanden": [
            {"bestand": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files.items()
        ],
        "meldingen": [{"plaats": one.place, "probleem": one.problem, "oplossing": one.fix} for one in found],
    }  # fmt: skip
    return Package({MANIFEST: _json(manifest), **written, **files}, tuple(found))


def _named(writing: Writing) -> Iterator[tuple[str, Written]]:
    """The documents in the order in which they are made, each with its path: a folder for each API."""
    for kind in ORDER:
        of_kind = [one for one in writing.documents if one.kind == kind]
        for number, one in enumerate(of_kind, 1):
            yield f"{api_of(kind)}/{kind}-{number:02}.json", one


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
