"""`/uitleg/algoritmeregister`: the entry of the Algoritmeregister of a municipality, for anybody: it is made to be published."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from wbmgp_api.accountability.algorithm_register import entry, untold
from wbmgp_api.accountability.use import Use
from wbmgp_api.edge.bodies import answer
from wbmgp_api.pages.public.chosen_book import Reading, reading
from wbmgp_api.pages.public.keeping import kept
from wbmgp_api.pages.visiting import Visit
from wbmgp_api.store.errors import NotThere

_NAME: Final = 'inline; filename="algoritmeregister.json"'


async def show(visit: Visit) -> Response:
    """The entry as JSON. Raises NotThere for a municipality that did not tell what the register requires."""
    made = await visit.do(lambda: _entry(visit))
    return kept(
        visit,
        answer(made, headers={"Access-Control-Allow-Origin": "*", "Vary": "Cookie", "Content-Disposition": _NAME}),
    )


def _entry(visit: Visit) -> dict[str, object]:
    use = used(visit, reading(visit))
    if use is None:
        raise NotThere("no entry can be published for that municipality")
    return entry(use)


def used(visit: Visit, found: Reading) -> Use | None:
    """What an entry is made of; None where nobody chose a municipality, it told too little, or there was no such law yet."""
    if found.municipality is None:
        return None
    code = found.municipality.code
    account = visit.service.accounts.find(code)
    use = Use(found.book, visit.service.settings, code, account, found.day)
    return None if untold(account, code) or not use.guards else use
