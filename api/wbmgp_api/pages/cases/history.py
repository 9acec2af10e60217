"""The course of a case: what was done, when and in which role; and for who watches over it, who looked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from starlette.responses import Response

from wbmgp_api.cases import finding
from wbmgp_api.cases.finding import Looked
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.pages.cases.reading import in_short
from wbmgp_api.pages.visiting import Visit
from wbmgp_api.store.case_rows import Taken

ROLES: Final = (Role.DESK, Role.REVIEWER, Role.LAWYER, Role.AUDITOR)
_WATCHES: Final = frozenset({Role.LAWYER, Role.AUDITOR})


class Done(NamedTuple):
    """A step as the page tells it. `mine`: whether the visitor took it."""

    act: str
    status: str
    moved: bool
    role: str
    mine: bool
    made_at: str
    day: str
    until: str | None
    own_day: bool


class Seen(NamedTuple):
    """Somebody who looked, and at which parts."""

    role: str
    mine: bool
    at: str
    parts: tuple[str, ...]


async def show(visit: Visit) -> Response:
    """The course of a case, the last step first."""
    signed = visit.signed or visit.who
    watcher = signed.as_role(_WATCHES)
    found = await in_short(visit, watcher)
    looked: list[Seen] = []
    if watcher is not None:
        _, looks = await visit.do(partial(finding.trail, visit.office, watcher, visit.case_id))
        looked = _looked(visit, signed, looks)
    done = _done(visit, signed, found.case.course.steps)
    return visit.show("cases/course.html", case=found.head, done=done, watches=watcher is not None, looked=looked)


def _done(visit: Visit, who: Principal, taken: Sequence[Taken]) -> list[Done]:
    mine, found = who.ref(visit.office.names), list[Done]()
    before = ""
    for one in taken:
        made = visit.office.here(one.made_at).date().isoformat()
        found.append(
            Done(
                one.act, one.status, one.status != before, one.role, one.made_by == mine, one.made_at, one.day,
                one.until, one.day != made,
            )
        )  # fmt: skip
        before = one.status
    return found[::-1]


def _looked(visit: Visit, who: Principal, looks: Sequence[Looked]) -> list[Seen]:
    mine = who.ref(visit.office.names)
    return [Seen(one.role, one.by == mine, one.at, one.categories) for one in reversed(looks)]
