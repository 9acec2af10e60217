"""The same request sent twice: under a key of the caller's own it gives the first answer again, without one it is told.

A key is of one person in one role, or of a whole municipality, and never ends. What was asked under it is kept as a hash under the key of the
person in the case: once that is erased nobody can try guesses.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wbmgp_api.cases.course import Course
from wbmgp_api.cases.procedure import Act, following, shown_name
from wbmgp_api.cases.refusals import KeyReused, Repeated, Stale
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store.errors import Erased
from wbmgp_api.store.payloads import key_of
from wbmgp_api.store.reading import PERSON
from wbmgp_api.words import Both, on
from wbmgp_engine.trail.canonical import encode

if TYPE_CHECKING:
    from wbmgp_api.cases.office import Doing, Office
    from wbmgp_api.identity.principal import Principal
    from wbmgp_api.store.case_rows import Taken

ALL: Final = "*"
"""In place of a caller, where a key is of the whole municipality."""
_ANOTHER: Final = Both("een ander", "somebody else")
_NOTHING: Final = Both("niets", "nothing")


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was sent under a key of the caller: the key, and the hash of its body."""

    key: str
    body: str


def place(office: Office, who: Principal, key: str) -> str:
    """Under which name an answer is kept. Hidden, for a caller may put anything in a key, also what means a person."""
    return office.digest("verzoek", f"{who.role}\0{who.subject}\0{key}", who.tenant).hex()


def place_of_all(office: Office, who: Principal, key: str) -> str:
    """The same for a key that is of the whole municipality, as the reference of what another system sent."""
    return office.digest("verzoek van allen", key, who.tenant).hex()


def sealed(doing: Doing, case: str, asked: list[Any]) -> bytes:
    """What was asked, hashed under the key of the person in a case. Raises Erased."""
    key = key_of(doing.connection, doing.office.recorder.master, doing.who.tenant, case, PERSON)
    if key is None:
        raise Erased(f"of case {case} the person is erased")
    return hmac.digest(key, encode(asked), "sha256")


def keep(doing: Doing, act: Act, case: str, record: str) -> None:
    """Keep under which key a step was taken, where the caller sent one."""
    sent = doing.office.sent
    if sent is not None:
        under, seal = place(doing.office, doing.who, sent.key), sealed(doing, case, [act.name, case, sent.body])
        rows.answered(doing.connection, doing.who.tenant, doing.who.client, under, seal, record, doing.moment)


def earlier(doing: Doing, act: Act, case: str, course: Course) -> Course | None:
    """The course as it was after the step that was taken under this key; None where none was.

    Raises KeyReused for another step, case or content, Erased.
    """
    sent = doing.office.sent
    if sent is None:
        return None
    under = place(doing.office, doing.who, sent.key)
    found = rows.asked(doing.connection, doing.who.tenant, doing.who.client, under)
    if found is None:
        return None
    seal, there, record = found
    if there != case or not hmac.compare_digest(seal, sealed(doing, case, [act.name, case, sent.body])):
        raise KeyReused("this key was used for another request")
    return course.until(next(step.version for step in course.steps if step.id == record))


def stale(office: Office, who: Principal, act: Act, course: Course, version: int) -> Stale:
    """What to say to who knows an older version: that this step was taken meanwhile, or that something else was."""
    step = next((one for one in course.steps if one.version == version + 1), None)
    if step is None or step.act != act.name:
        return Stale(f"the case is of version {course.version}")
    return Repeated(
        "taken_already", step=shown_name(act), when=taken(office, who, step), status=course.status,
        version=course.version, next=may_follow(who, course),
    )  # fmt: skip


def taken(office: Office, who: Principal, step: Taken) -> Both:
    """When a step was taken, and by whom."""
    made = office.here(step.made_at)
    day, by = on(made.date()), Both("u", "you") if step.made_by == who.ref(office.names) else _ANOTHER
    return Both(f"op {day} om {made:%H:%M} uur, door {by}", f"on {day.english} at {made:%H:%M}, by {by.english}")


def may_follow(who: Principal, course: Course) -> str:
    """What the caller can do where the case stands."""
    return ", ".join(following(course.status, who.role, {one.act for one in course.steps})) or _NOTHING
