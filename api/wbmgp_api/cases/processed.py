"""What the processing log is told of an action in a case: one line for the action, one for each person, nothing sampled.

The lines stand in the transaction of the action. One that failed was taken back with all it wrote; then lines in a
transaction of their own say that these people's data were used: `Unset` where input was refused, `Error` where it was our fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from wbmgp_api.cases.refusals import KeyReused, Refused, Said, Stale
from wbmgp_api.identity.principal import Role
from wbmgp_api.store import case_subjects
from wbmgp_api.store.errors import Conflict, Erased, NotThere
from wbmgp_api.store.opened import Job, T
from wbmgp_api.store.processing_rows import Action, Pseudonyms, Status, Subject, Traced, milliseconds, write
from wbmgp_engine.errors import BadInput
from wbmgp_engine.processing import Activities

if TYPE_CHECKING:
    from wbmgp_api.cases.office import Doing, Office
    from wbmgp_api.identity.principal import Principal

_READING: Final = "inzage"
_WORK: Final[Mapping[Role, str]] = {
    Role.DESK: "aanvraag",
    Role.REVIEWER: "aanvraag",
    Role.LANDLORD: "aanvraag",
    Role.MAYOR: "meld_onderzoek",
}
"""For whom looking in a case is part of the work on it, and not of looking back at it: by the kind of that work."""
_REFUSED: Final = (BadInput, Conflict, Erased, KeyReused, Refused, Said, Stale)


def told(doing: Doing, case: str, record: str, name: str, kind: str) -> None:
    """The lines of what was done in a case. `kind` says to which activity it belongs: a step, or a kind of entry."""
    office, tenant = doing.office, doing.who.tenant
    people = case_subjects.people(doing.connection, office.recorder.master, Pseudonyms(office.names), tenant, case)
    _of(doing, people, record, name, kind, case)


def without_people(doing: Doing, name: str) -> None:
    """The line of a look at what names nobody in the open."""
    _of(doing, [], None, name, _READING, None)


def _of(doing: Doing, subjects: Sequence[Subject], record: str | None, name: str, kind: str, case: str | None) -> None:
    office, random = doing.office, doing.office.recorder.random
    action = Action(
        name, _activity(office, doing.who, kind), doing.actor, office.trace or Traced.begun(random), doing.began,
        milliseconds(office.now()), "Ok", record, case,
    )  # fmt: skip
    write(doing.connection, doing.who.tenant, action, subjects, random)


def done(
    office: Office, who: Principal, case: str, job: Job[T], name: str, kind: str = "handeling", *,
    serializable: bool = False,
) -> T:  # fmt: skip
    """The result of an action in a case. One that fails leaves nothing but the lines that say so; raises what it raised."""
    try:
        return office.store.write(who.tenant, job, serializable=serializable)
    except NotThere:  # there is nobody in a case that is not there
        raise
    except Exception as problem:
        _failed(office, who, case, name, kind, "Unset" if isinstance(problem, _REFUSED) else "Error")
        raise


def _failed(office: Office, who: Principal, case: str, name: str, kind: str, status: Status) -> None:
    """The lines of what came to nothing. Where they cannot be kept either, nothing was done, or shown to anybody."""
    random, now = office.recorder.random, milliseconds(office.now())
    trace = office.trace or Traced.begun(random)
    action = Action(name, _activity(office, who, kind), office.actor(who), trace, now, now, status, None, case)

    def job(connection: Connection) -> None:
        subjects = case_subjects.known(connection, who.tenant, case)
        write(connection, who.tenant, action, list(subjects.values()), random)

    with suppress(Exception):
        office.store.write(who.tenant, job)


def _activity(office: Office, who: Principal, kind: str) -> str:
    """The activity for which somebody does a kind of thing today."""
    known = Activities.of(office.register or office.lawbook, office.today())
    if kind != _READING:
        return known.for_act(kind).uri
    return (known[office.purpose] if office.purpose else known.for_act(_WORK.get(who.role, kind))).uri


def household(doing: Doing, case: str, ids: Sequence[str], *, fresh: bool = False) -> None:
    """Who is in a case from now on, by their ids there."""
    case_subjects.told(doing.connection, Pseudonyms(doing.office.names), doing.who.tenant, case, ids, fresh=fresh)


def of_number(doing: Doing, number: str, record: str, name: str) -> None:
    """The lines of a search for somebody by number, also where nobody was found."""
    sought = Pseudonyms(doing.office.names).of_number(doing.who.tenant, number)
    _of(doing, [sought], record, name, _READING, None)


def numbers(doing: Doing, case: str, given: Mapping[str, str]) -> None:
    """Whose citizen service numbers are known in a case from now on."""
    case_subjects.numbered(doing.connection, Pseudonyms(doing.office.names), doing.who.tenant, case, given)
