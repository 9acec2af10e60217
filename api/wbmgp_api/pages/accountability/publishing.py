"""`/verantwoording/publicatie`: the bundle for everybody; a person chooses which simulations go along, and nothing of a case does."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.responses import Response

from wbmgp_api.counter import done, known_id
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.accountability.showing import use_of
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of
from wbmgp_api.publication.bundle import PersonSeen, bundle
from wbmgp_api.publication.public_papers import Source
from wbmgp_api.simulations import asking
from wbmgp_api.simulations.results import Gone
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.simulation_rows import DONE, Kept
from wbmgp_engine.errors import BadInput

PUBLISHERS: Final = (Role.LAWYER, Role.RULES, Role.COUNCIL)
ADDRESS: Final = "/verantwoording/publicatie"
_FIELD: Final = "simulatie"
_MOST: Final = 100
_SEEN: Final = {
    "reference": N_("een verwijzing naar een zaak, een handeling of een medewerker"), "email": N_("een e-mailadres"),
    "bsn": N_("een nummer dat een burgerservicenummer kan zijn"), "address": N_("een postcode met een huisnummer"),
    "dwelling": N_("het nummer van een woning"), "found_by": N_("een kenmerk waaronder een zaak te vinden is"),
    "unreadable": N_("iets wat geen tekst is, zodat niemand het kan nalopen"),
}  # fmt: skip
_GONE: Final = N_("Een simulatie die u koos, is er niet meer zoals zij is vastgelegd. Kies een andere.")


async def show(visit: Visit, status: int = 200, faults: tuple[Fault, ...] = ()) -> Response:
    """What a publication holds, and the simulations to choose from."""
    found, _ = await visit.do(partial(asking.listed, visit.office, visit.who, 1, _MOST))
    finished = [one.kept for one in found if one.kept.status == DONE]
    chosen = set(visit.many(_FIELD))
    return visit.show(
        "accountability/publication.html", status, faults=faults, simulations=[(one.id, _named(one)) for one in finished],
        chosen=sorted(chosen), address=ADDRESS,
    )  # fmt: skip


async def take(visit: Visit) -> Response:
    """The bundle; the page with the places where something looks like a person, and then nothing leaves."""
    wanted = [known_id(one) for one in visit.many(_FIELD)]
    use = use_of(visit)
    source = Source(visit.office.store, visit.service.lawbook, visit.service.simulating, use)
    try:
        made = await done(partial(bundle, source, visit.office, wanted), at_length)
    except PersonSeen as problem:
        seen = (f"{one.name}:{one.line}: {visit.say(_SEEN[one.kind])}" for one in problem.seen)
        return await show(visit, 409, tuple(Fault("", one) for one in seen))
    except (Gone, NotThere):
        return await show(visit, 409, (Fault(_FIELD, visit.say(_GONE)),))
    except BadInput as problem:
        return await show(visit, 400, tuple(faults_of(problem, visit.lang, {"simulation": _FIELD})))
    name = f"publicatie-{use.tenant}-{use.on.isoformat()}.zip"
    return Response(
        made, media_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _named(kept: Kept) -> str:
    return f"{kept.title} ({(kept.finished_at or '')[:10]})"
