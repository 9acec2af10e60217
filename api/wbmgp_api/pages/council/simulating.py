"""Simulations at the pages: the list, how far one is, and ending it."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.counter import known_id
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.problems import Problem
from wbmgp_api.edge.queries import number
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Visit, faults_of
from wbmgp_api.simulations import asking, results
from wbmgp_api.simulations.asking import Seen
from wbmgp_api.simulations.ending import findings
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_engine.errors import BadInput

READERS: Final = (Role.COUNCIL, Role.RULES, Role.LAWYER, Role.AUDITOR)
ASKERS: Final = (Role.COUNCIL, Role.RULES)
LIST: Final = "/raad/simulaties"
_SIZE: Final = 20
_STATUS: Final = {
    "wacht": ("info", N_("Wacht in de rij")), "loopt": ("info", N_("Loopt")), "klaar": ("good", N_("Klaar")),
    "mislukt": ("bad", N_("Mislukt")), "geannuleerd": ("unknown", N_("Geannuleerd")),
}  # fmt: skip


async def listed(visit: Visit) -> Response:
    """The simulations of the municipality, the newest first."""
    at = number("p", visit.query.get("p"), 1, 1, 1_000_000)
    found, count = await visit.do(partial(asking.listed, visit.office, visit.who, at, _SIZE))
    return visit.show(
        "council/simulations.html", simulations=[told(visit, one) for one in found], count=count,
        pages=_pages(at, count), may_ask=may_ask(visit), possible=possible(visit),
    )  # fmt: skip


async def progress(visit: Visit) -> Response:
    """How far a simulation is, as a piece of a page; one that ended asks for the whole page again."""
    seen = await look(visit)
    response = visit.show("council/progress.html", simulation=told(visit, seen), may_ask=may_ask(visit))
    if seen.kept.finished_at is not None:
        response.headers["HX-Refresh"] = "true"
    return response


async def cancel(visit: Visit) -> Response:
    """End what waits or runs, with what it left on the disk."""
    key = known_id(visit.path("id"))
    try:
        seen = await visit.do(partial(asking.cancel, visit.office, visit.acting(*ASKERS), key))
    except Problem as problem:
        if problem.status != 409:
            raise
        # It ended meanwhile: its page says how.
        return visit.to(f"{LIST}/{key}")
    if (simulating := visit.service.simulating) is not None:
        await at_length(partial(results.remove, simulating.of_one(visit.who.tenant, seen.kept.id)))
    return visit.to(f"{LIST}/{key}")


async def look(visit: Visit) -> Seen:
    """The simulation of the address. Raises NotThere."""
    return await visit.do(partial(asking.look, visit.office, visit.who, known_id(visit.path("id"))))


def told(visit: Visit, seen: Seen) -> dict[str, Any]:
    """A simulation as its pages show it."""
    kept = seen.kept
    kind, words = _STATUS[kept.status]
    why = faults_of(BadInput(findings(kept)), visit.lang) if kept.status == "mislukt" else []
    return {
        "id": kept.id, "title": kept.title, "status": kept.status, "kind": kind, "words": words, "place": seen.place,
        "done": kept.done, "total": kept.total, "asked": kept.asked_at, "started": kept.started_at,
        "finished": kept.finished_at, "mine": kept.asked_by == visit.who.ref(visit.office.names),
        "faults": why, "files": kept.hashes, "record": kept.record, "ended": kept.finished_at is not None,
        "path": f"{LIST}/{kept.id}",
    }  # fmt: skip


def may_ask(visit: Visit) -> bool:
    """Whether the visitor may ask for simulations, and cancel them."""
    return visit.who.as_role(frozenset(ASKERS)) is not None


def possible(visit: Visit) -> bool:
    """Whether this service simulates."""
    found = visit.service.simulating
    return found is not None and found.possible


def simulator(visit: Visit) -> Simulating:
    """What simulates here. Problem 503 where nothing does."""
    found = visit.service.simulating
    if found is None or not found.possible:
        raise Problem(503, "no_simulations")
    return found


def _pages(at: int, count: int) -> dict[str, Any]:
    last = max(1, -(-count // _SIZE))
    ways = {"prev": at - 1 if at > 1 else None, "next": at + 1 if at < last else None}
    return {"page": at, "of": last} | {way: f"{LIST}?p={to}" for way, to in ways.items() if to}
