"""What somebody at the desk sees first: what waits, what is nearly late, and what is theirs."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.responses import Response

from wbmgp_api.cases.work import MOST, work
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk.rows import listed
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Visit, page

_CARDS: Final = (
    ("mijn", N_("Van mij"), N_("Open zaken die u in behandeling hebt"), "user", "/zaken?wie=mij"),
    ("vrij", N_("Van niemand"), N_("Open zaken die nog niemand behandelt"), "users", "/zaken?wie=niemand"),
    ("binnenkort", N_("Loopt binnenkort af"), N_("Termijn eindigt binnen twee weken, of is al voorbij"), "warn", "/zaken?termijn=binnenkort"),
    ("verstreken", N_("Te laat"), N_("Termijn is voorbij"), "bad", "/zaken?termijn=verstreken"),
)  # fmt: skip


async def show(visit: Visit) -> Response:
    """The dashboard."""
    office, who = visit.office, visit.who
    found = await visit.do(partial(work, office, who))
    taken = listed(office, who, [state for state, _ in found.taken])
    return visit.show(
        "desk/dashboard.html", cards=[(*card, found.counts[card[0]]) for card in _CARDS], most=MOST,
        mine=listed(office, who, found.mine),
        taken=[one._replace(taken=moment) for one, (_, moment) in zip(taken, found.taken, strict=True)],
    )  # fmt: skip


ROUTES: Final = [page("/werk", show, Role.DESK, Role.REVIEWER)]
