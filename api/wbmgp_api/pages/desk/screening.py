"""The screening as the mayor tells it: the outcome and that it was weighed. There is no place for what was found.

The mayor sees no facts of the case here, only which case waits. The one thing that is written are the conditions that the
mayor attaches: they are part of the outcome, and without them nobody can grant a permit under conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from starlette.responses import Response

from wbmgp_api.cases import assessing, files, finding
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.counter import told
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk.rows import listed
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, page, status_of
from wbmgp_api.store.errors import NotThere
from wbmgp_api.words import fault
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.consideration import Screening

_WAITING: Final = "onderzoek"
_SIZE: Final = 100
_LETTERS: Final = ("a", "b", "c", "d", "e")
_CONDITIONED: Final = "verlenen_met_voorschriften"
_OUTCOMES: Final = (
    ("verlenen", N_("Verlenen")), (_CONDITIONED, N_("Verlenen met voorschriften")), ("weigeren", N_("Weigeren")),
)  # fmt: skip
_INSTRUMENTS: Final = (("politiegegevens", N_("Gegevens van de politie")), ("vog", N_("Verklaring omtrent het gedrag")))
_NO_CONDITIONS: Final = N_("Schrijf de voorschriften op.")
_NEEDLESS_CONDITIONS: Final = N_("Voorschriften horen alleen bij “Verlenen met voorschriften”.")
_NO_OUTCOME: Final = N_("Kies de uitkomst van het onderzoek.")


async def show_waiting(visit: Visit) -> Response:
    """The cases that wait for a screening, whose term ends first on top."""
    asked = finding.Asked(_WAITING, due_first=True)
    found, count = await visit.do(partial(finding.page, visit.office, visit.who, asked, 1, _SIZE))
    return visit.show(
        "desk/onderzoeken.html", rows=listed(visit.office, visit.who, found), count=count, most=_SIZE,
        told=visit.query.get("gemeld") == "ja",
    )  # fmt: skip


async def show(visit: Visit) -> Response:
    """The form for one case. Raises NotThere for one that does not wait."""
    return await _page(visit, {})


async def take(visit: Visit) -> Response:
    """The outcome is told; then the case goes on without the mayor."""
    said = {name: visit.said(name) for name in ("woonverklaring", "instrument", "gehoord")}
    said |= {letter: visit.said(f"weging.{letter}") for letter in _LETTERS}
    faults = [Fault(place, visit.say(text)) for place, text in _unfinished(said, visit.said("voorschriften"))]
    if faults:
        return await _page(visit, said, 400, faults)
    try:
        _refuse_other(said)
        outcome = Screening.model_validate(_as_told(said) | _conditions(visit.said("voorschriften")))
        work = partial(files.screened, visit.office, visit.who, visit.case_id, visit.version, outcome)
        await visit.do(work)
    except (Problem, BadInput) as problem:
        return await _page(visit, said, status_of(problem), faults_of(problem, visit.lang))
    return visit.to("/onderzoeken?gemeld=ja")


def _unfinished(said: dict[str, str], conditions: str) -> Iterator[tuple[str, str]]:
    """What the outcome still lacks, or has too much: the field, and what to do."""
    if not said["woonverklaring"]:
        yield "woonverklaring", _NO_OUTCOME
    elif said["woonverklaring"] == _CONDITIONED and not conditions:
        yield "voorschriften", _NO_CONDITIONS
    elif said["woonverklaring"] != _CONDITIONED and conditions:
        yield "voorschriften", _NEEDLESS_CONDITIONS


def _conditions(typed: str) -> dict[str, object]:
    """The conditions, each on a line of its own."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    return {"voorschriften": lines} if lines else {}


def _refuse_other(said: dict[str, str]) -> None:
    """Raises BadInput for a word that no field offers: there is no other way to write something here."""
    offered = {"woonverklaring": _keys(_OUTCOMES), "instrument": _keys(_INSTRUMENTS), "gehoord": ("ja", "nee")}
    offered |= dict.fromkeys(_LETTERS, ("gewogen", "niet_gewogen"))
    wrong = [name for name, one in said.items() if one and one not in offered[name]]
    if wrong:
        places = {letter: f"weging.{letter}" for letter in _LETTERS}
        raise BadInput([fault("choice", places.get(one, one), choices=", ".join(offered[one])) for one in wrong])


def _keys(options: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(key for key, _ in options)


def _as_told(said: dict[str, str]) -> dict[str, object]:
    """The outcome without what was not chosen: that is not known, and no `no`."""
    weighed = {letter: said[letter] for letter in _LETTERS if said[letter]}
    found: dict[str, object] = {name: said[name] for name in ("woonverklaring", "instrument") if said[name]}
    heard = {"gehoord": said["gehoord"] == "ja"} if said["gehoord"] else {}
    return {**found, **({"weging": weighed} if weighed else {}), **heard}


async def _page(visit: Visit, said: dict[str, str], status: int = 200, faults: list[Fault] | None = None) -> Response:
    case, _ = await visit.do(partial(assessing.listed, visit.office, visit.who, visit.case_id))
    if case.course.status != _WAITING and status == 200:
        raise NotThere("this case waits for no screening")
    await visit.do(partial(log_reading, visit.office, visit.who, visit.case_id, ()))
    return visit.show(
        "desk/onderzoek.html", status, faults=faults or (), said=said, case=told(case, visit.office, visit.who),
        version=case.course.version, outcomes=_OUTCOMES, conditions=visit.said("voorschriften"), instruments=_INSTRUMENTS, letters=_LETTERS,
    )  # fmt: skip


ROUTES: Final = [
    page("/onderzoeken", show_waiting, Role.MAYOR),
    page("/onderzoeken/{zaak}", show, Role.MAYOR, take=take),
]
