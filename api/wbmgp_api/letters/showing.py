"""Letters as somebody may see them: which there are, what one says, and its PDF once it counts. Who looks is logged first."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import Connection

from wbmgp_api.cases.assessing import kept as assessments
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.deciding import drafts
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Case, Office
from wbmgp_api.cases.outcome import outcome
from wbmgp_api.cases.refusals import NotYours, refused
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.letters.adding import Added
from wbmgp_api.letters.contents import Asked, Brief, brief
from wbmgp_api.letters.kinds import KINDS, Subject, possible
from wbmgp_api.letters.letterhead import Letterheads
from wbmgp_api.store import case_rows, letter_rows
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.letter_rows import Kept
from wbmgp_api.store.payloads import opened

MAKERS: Final = (Role.DESK, Role.REVIEWER)
READERS: Final = (Role.DESK, Role.REVIEWER, Role.LAWYER, Role.LANDLORD)
OF_LANDLORDS: Final = "mededeling_corporatie"
WORDS: Final = "brief"
_WIDE: Final = frozenset({Role.REVIEWER, Role.LAWYER})
_CLOSED: Final = {"burger": "motivering", "dossier": "spoor"}
"""Under which category each PDF is closed: the one for the file holds the trail, and goes with it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter with what was added; as a concept also what it says, and what keeps it from counting.

    `dated`: the day that it bears, or would bear today.
    """

    kept: Kept
    added: Added
    brief: Brief | None
    missing: tuple[str, ...]
    dated: date


def listed(office: Office, who: Principal, case: str) -> tuple[Case, list[Kept], list[Subject]]:
    """The letters of a case and those that can be made; for a landlord its own, of which an entry says that it looks.

    Nothing in it is about a person. Raises NotThere.
    """
    if who.role is Role.LANDLORD:
        outcome(office, who, case)

    def job(connection: Connection) -> tuple[Case, list[Kept], list[Subject]]:
        now, found = state(connection, who.tenant, case), letter_rows.of_case(connection, who.tenant, case)
        if who.role is Role.LANDLORD:
            return now, [one for one in found if one.kind == OF_LANDLORDS and one.final is not None], []
        return now, found, subjects(connection, who.tenant, now)

    return office.store.read(who.tenant, job)


def shown(office: Office, letterheads: Letterheads, who: Principal, case: str, letter: str) -> Shown:
    """A letter. Raises NotThere, Erased, and NotYours where it tells of a screening to who sees none."""
    _admit(office, who, case, letter)

    def job(connection: Connection) -> Shown:
        kept = letter_rows.one(connection, who.tenant, case, letter)
        added = Added.of(words(connection, office, who.tenant, kept.text))
        if kept.final is not None:
            refuse_screened(who, words(connection, office, who.tenant, kept.final)["onderzoek"])
            return Shown(kept, added, None, (), date.fromisoformat(kept.dated or ""))
        head, about = letterheads.find(who.tenant), asked(connection, office, who.tenant, kept, office.today())
        about = replace(about, dated=about.sent_on or about.dated)
        made = brief(about, head, added)
        refuse_screened(who, made.screened)
        return Shown(kept, added, made, tuple(head.missing(made.kind.needs)), about.dated)

    return office.store.read(who.tenant, job)


def pdf(office: Office, who: Principal, case: str, letter: str, which: Literal["burger", "dossier"]) -> bytes:
    """The PDF of a letter that counts, as it was locked. Raises what `shown` does, and Refused for a concept.

    The one for the file holds the whole trail: only who sees all of a case gets it.
    """
    if which == "dossier" and wide(who).role not in _WIDE:
        raise NotYours("letter_screened")
    _admit(office, who, case, letter)

    def job(connection: Connection) -> bytes:
        kept = letter_rows.one(connection, who.tenant, case, letter)
        if kept.final is None:
            raise refused("letter_concept", "brief")
        said = words(connection, office, who.tenant, kept.final, _CLOSED[which])
        if which == "burger":
            refuse_screened(who, said["onderzoek"])
        return b64decode(said["pdf"])

    return office.store.read(who.tenant, job)


def wide(who: Principal) -> Principal:
    """The caller in the role that sees most of a case."""
    return who.as_role(_WIDE) or who


def refuse_screened(who: Principal, screened: bool) -> None:
    """Raises NotYours where a letter may tell of a screening and the caller is at the desk only (Wbmgp art. 10a, 10b)."""
    if screened and wide(who).role is Role.DESK:
        raise NotYours("letter_screened")


def state(connection: Connection, tenant: str, case: str) -> Case:
    """A case with its course. Raises NotThere."""
    found = case_rows.state(connection, tenant, case)
    return Case(found, Course.of(case_rows.steps(connection, tenant, case)))


def subjects(connection: Connection, tenant: str, now: Case) -> list[Subject]:
    """The letters that can be made in a case."""
    case = now.state.case_id
    return possible(now.course, assessments(connection, tenant, case), drafts(connection, tenant, case))


def asked(connection: Connection, office: Office, tenant: str, kept: Kept, dated: date) -> Asked:
    """A letter as its contents are asked for."""
    course = state(connection, tenant, kept.case).course
    return Asked(connection, office, tenant, kept.case, course, KINDS[kept.kind], kept.about, dated)


def words(
    connection: Connection, office: Office, tenant: str, record: str, category: str = "motivering"
) -> Mapping[str, Any]:
    """What was closed in a record of a letter. Raises Erased."""
    said = opened(connection, office.recorder.master, tenant, record, (category,))
    if category not in said:
        raise Erased(f"letter {record} is erased")
    found: Mapping[str, Any] = said[category].part[WORDS]
    return found


def _admit(office: Office, who: Principal, case: str, letter: str) -> None:
    """The entry that somebody looks. Raises NotThere, also for a landlord and a letter that is not for it."""
    if who.role is Role.LANDLORD:
        _, found, _ = listed(office, who, case)
        if letter not in {one.id for one in found}:
            raise NotThere(f"case {case} has no letter {letter}")
        return
    seer = wide(who)
    log_reading(office, seer, case, ("motivering",) if seer.role is Role.DESK else ("motivering", "onderzoek"), letter)
