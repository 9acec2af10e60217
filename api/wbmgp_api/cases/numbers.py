"""Citizen service numbers in a case: who has which, and the cases of a number; nothing of it outside a closed column.

A municipality may use the number for a permit (Wet algemene bepalingen burgerservicenummer, art. 10); the assessment
never sees it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases import processed
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Doing, Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store import person_numbers as numbers
from wbmgp_api.store.case_rows import State
from wbmgp_api.store.reading import PERSON
from wbmgp_api.store.references import reference
from wbmgp_api.words import bad_input

KIND: Final = "bsn"
Numbers = Mapping[str, str]
_NO_DIGIT: Final = re.compile("[^0-9]")


def of_household(given: Numbers, application: Mapping[str, Any]) -> None:
    """Raises BadInput for a number of somebody who is not in the household, and for one that the application repeats.

    References and ids go where a number may not: into letters to a landlord, and into every step of an assessment.
    """
    ids = {one["id"] for one in application["huishouden"]}
    if given.keys() - ids:
        raise bad_input("stranger", "burgerservicenummers")
    for place, text in [("kenmerk", application["kenmerk"]), *(("huishouden", one) for one in sorted(ids))]:
        if any(number in _NO_DIGIT.sub("", text) for number in given.values()):
            raise bad_input("number_repeated", f"aanvraag.{place}")


def keep(doing: Doing, case: str, given: Numbers) -> None:
    """The numbers of a case from now on, in place of those it had."""
    office, tenant = doing.office, doing.who.tenant
    numbers.keep(
        doing.connection, office.recorder.master, tenant, case, given,
        lambda number: office.digest(KIND, number, tenant), office.recorder.random,
    )  # fmt: skip
    processed.numbers(doing, case, given)


def read(office: Office, who: Principal, case: str) -> dict[str, str]:
    """The numbers in a case by person, after an entry says who looks. Raises NotThere."""
    log_reading(office, who, case, (PERSON,))
    return office.store.read(
        who.tenant, lambda connection: numbers.numbers_of(connection, office.recorder.master, who.tenant, case)
    )


def told(doing: Doing, number: str, named: str = "zoek") -> None:
    """The entry that somebody searched by a number, also where nothing is found, and the lines that tell whose it is.

    The number stands nowhere; in the processing log a keyed hash of it does.
    """
    record = reference(doing.moment, doing.office.recorder.random)
    doing.leaf("inzage", None, {}, record=record, betreft=record, categorieen=(PERSON,))
    processed.of_number(doing, number, record, named)


def found(connection: Connection, tenant: str, digest: bytes) -> list[State]:
    """The cases of a number, by its keyed hash, that are on their way or were."""
    return [rows.state(connection, tenant, case) for case in sorted(numbers.cases_with(connection, tenant, digest))]
