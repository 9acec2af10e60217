"""A case as these pages read it, and what every one of them shows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple

from wbmgp_api.cases import assessing, files
from wbmgp_api.cases.assessing import Kept
from wbmgp_api.cases.office import Case
from wbmgp_api.counter import told
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.pages.cases.acting import in_role
from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_api.pages.visiting import Visit

_SOON: Final = 14
_LEFT: Final = (N_("nog %(days)s dag"), N_("nog %(days)s dagen"))
_LATE: Final = (N_("%(days)s dag te laat"), N_("%(days)s dagen te laat"))
_PASSED: Final = (N_("%(days)s dag voorbij"), N_("%(days)s dagen voorbij"))
_OURS: Final = frozenset({"beslissen", "beslissen_op_bezwaar", "niet_behandelen", "overdragen"})


class TermLeft(NamedTuple):
    """A term with how many days are left of it. `kind`: of badge; `text`: the days in words."""

    name: str
    ends: str
    kind: str
    text: str
    steps: tuple[Mapping[str, Any], ...]
    suspended: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as somebody sees it: where it stands, what is known, and its assessments from old to new."""

    case: Case
    head: dict[str, Any]
    application: dict[str, Any]
    kept: list[Kept]

    @property
    def version(self) -> int:
        """The version that a form on the page speaks of."""
        return self.case.course.version

    @property
    def last(self) -> Kept | None:
        """The last assessment."""
        return self.kept[-1] if self.kept else None

    @property
    def current(self) -> bool:
        """Whether the last assessment is of the facts as they are."""
        return self.last is not None and self.last.facts_version == self.case.state.facts_version


async def seen(visit: Visit) -> Seen:
    """The case of the address with what the visitor may see of it; an entry in the log says who looks. Raises NotThere."""
    file = await visit.do(partial(files.read, visit.office, visit.who, visit.case_id))
    case, kept = file.case, await _kept(visit)
    return Seen(case, _head(visit, case) | {"kenmerk": file.application["kenmerk"]}, file.application, kept)


async def in_short(visit: Visit, reader: Principal | None = None) -> Seen:
    """The same with nothing of the application; `reader`: the visitor in another role than the page asks for first.

    A landlord has to be somebody who works on the case: for it the case is read.
    """
    if in_role(visit.who, Role.REVIEWER, Role.LAWYER, Role.DESK) is None and visit.who.role is not Role.AUDITOR:
        return await seen(visit)
    case, kept = await visit.do(partial(assessing.shown, visit.office, reader or visit.who, visit.case_id))
    return Seen(case, _head(visit, case), {}, kept)


async def _kept(visit: Visit) -> list[Kept]:
    """The assessments, for the roles that may list them."""
    reader = in_role(visit.who, Role.REVIEWER, Role.LAWYER, Role.DESK)
    if reader is None:
        return []
    return (await visit.do(partial(assessing.listed, visit.office, reader, visit.case_id)))[1]


def _head(visit: Visit, case: Case) -> dict[str, Any]:
    return told(case, visit.office, visit.who)


def terms_left(head: Mapping[str, Any], today: date, tongue: Tongue) -> list[TermLeft]:
    """The terms of a case as `counter.told` tells them, in words and with the days that are left."""
    return [_left(one, today, tongue) for one in head["termijnen"]]


def _left(term: Mapping[str, Any], today: date, tongue: Tongue) -> TermLeft:
    left = (date.fromisoformat(term["eindigt"]) - today).days
    ours = term["termijn"] in _OURS
    forms = _LEFT if left >= 0 else _LATE if ours else _PASSED
    text = tongue.say(forms[abs(left) != 1], days=abs(left))
    if left == 0:
        text = tongue.gettext(N_("vandaag is de laatste dag"))
    kind = "good" if left > _SOON else "warn" if left >= 0 else "bad"
    shown = kind if ours else "info"
    return TermLeft(term["termijn"], term["eindigt"], shown, text, tuple(term["stappen"]), term["opgeschortDagen"])
