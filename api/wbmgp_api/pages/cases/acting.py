"""In which role a visitor takes a step: somebody who is a reviewer and works at the desk as well acts as the step asks."""

from __future__ import annotations

from typing import Final

from wbmgp_api.cases.course import Course
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.procedure import ACTS, Act
from wbmgp_api.identity.principal import Principal, Role

READERS: Final = (Role.DESK, Role.REVIEWER, Role.LAWYER, Role.LANDLORD)
_FIRST: Final = (Role.REVIEWER, Role.LAWYER, Role.DESK, Role.LANDLORD)
"""A reviewer sees all of an application, so the reviewer's correction leaves nothing out."""


def in_role(who: Principal, *roles: Role) -> Principal | None:
    """The visitor in the role that sees most of those asked for; None for who has none of them."""
    found = (who.as_role(frozenset({role})) for role in _FIRST if role in roles)
    return next((one for one in found if one is not None), None)


def taker(who: Principal, act: Act, course: Course) -> Principal | None:
    """The visitor as who takes a step where a case stands; None where the step, the role or the number of times forbids it."""
    if act.once and course.last(act.name) is not None:
        return None
    open_to = [role for role in act.roles if course.status in act.only.get(role, act.before)]
    return in_role(who, *open_to)


def open_acts(who: Principal, course: Course) -> list[Act]:
    """Every step that a visitor can take where a case stands, in the order of the procedure."""
    return [act for act in ACTS.values() if taker(who, act, course) is not None]


def took_last(office: Office, who: Principal, course: Course, act: str) -> bool:
    """Whether the visitor was the last to take a step."""
    step = course.last(act)
    return step is not None and step.made_by == who.ref(office.names)


def barred(office: Office, who: Principal, course: Course, act: Act, *, always: bool = False) -> bool:
    """Whether a second person has to take a step because the visitor took the one before it.

    `always`: also where the municipality asks for a second person at refusals only.
    """
    asks = act.name != "stel_vast" or office.four_eyes or always
    return bool(act.not_by) and asks and took_last(office, who, course, act.not_by)
